"""What is shown of a result, and the lists that rank people by it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kinerja_admin.engine.policy.law import Basis

if TYPE_CHECKING:
    from kinerja_admin.engine.expression.formula import Formula


@dataclass(frozen=True, slots=True)
class Output:
    """A step that a slip, an export and a comparison show."""

    step: str
    label: str
    payable: bool = False
    export: str = ""
    basis: Basis = field(default_factory=lambda: Basis(""))


@dataclass(frozen=True, slots=True)
class SortKey:
    """What a list is ordered by; the highest comes first unless said otherwise."""

    step: str
    highest_first: bool = True


@dataclass(frozen=True, slots=True)
class Listing:
    """A ranked list over the population, made after every evaluation."""

    name: str
    by: tuple[SortKey, ...]
    basis: Basis
    where: Formula | None = None
    within: str = ""
    limit: int | None = None
