"""How pages say a count of people that a reader without the right is not told."""

from __future__ import annotations

from dataclasses import dataclass

from kinerja_admin.admin.screens import say
from kinerja_admin.services.disclosure import SMALLEST, hidden_places, is_small

__all__ = ["SMALLEST", "Count", "hidden_places", "is_small"]


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
