"""What an item rests on: the laws, where in them, and who supplied it."""

from __future__ import annotations

from dataclasses import dataclass

from kinerja_admin.engine.policy.identity import PolicyId


@dataclass(frozen=True, slots=True)
class Law:
    """One entry of the citation registry."""

    name: str
    title: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Cite:
    """A law, and where in it."""

    law: str
    place: str
    title: str

    def __str__(self) -> str:
        """The citation as the file writes it."""
        return f"{self.law}#{self.place}" if self.place else self.law


@dataclass(frozen=True, slots=True)
class Basis:
    """Where an item stands, what it rests on, and who supplied it."""

    path: str
    line: int = 0
    column: int = 0
    label: str = ""
    note: str = ""
    cites: tuple[Cite, ...] = ()
    unverified: str = ""
    origin: PolicyId | None = None


@dataclass(frozen=True, slots=True)
class NotEncoded:
    """A provision that is left to people, and why."""

    cites: tuple[Cite, ...]
    why: str
