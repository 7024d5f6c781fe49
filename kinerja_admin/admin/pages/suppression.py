"""Which counts of people a reader without the right is not told: small ones, and those that would give them away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kinerja_admin.admin.screens import say

SMALLEST = 5
"""Fewer people say too much about each of them."""


def is_small(count: int) -> bool:
    """Whether a count would point at somebody."""
    return 0 < count < SMALLEST


def hidden_places(
    counts: Sequence[int], already: Iterable[int] = (), among: Iterable[int] | None = None
) -> frozenset[int]:
    """The places of a sum that stay hidden: never one alone, and together never fewer than five people.

    Places outside ``among`` are not taken along for the sake of others.
    """
    hidden = {place for place, count in enumerate(counts) if is_small(count)} | set(already)
    free = set(range(len(counts)) if among is None else among)
    while hidden and (len(hidden) < 2 or sum(counts[place] for place in hidden) < SMALLEST):
        others = [place for place in free if place not in hidden and counts[place]]
        if not others:
            break
        hidden.add(min(others, key=lambda place: counts[place]))
    return frozenset(hidden)


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people, told or not."""

    number: int
    is_hidden: bool = False

    def __str__(self) -> str:
        """What stands on the page."""
        if not self.is_hidden:
            return str(self.number)
        return say("fewer than five") if is_small(self.number) else say("not shown")

    @property
    def short(self) -> str:
        """What stands over the bar of a chart."""
        if not self.is_hidden:
            return str(self.number or "")
        return "<5" if is_small(self.number) else "–"
