"""How many people a run tells of: everything to those who may read each of them, no small number to others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kinerja_admin.admin.pages.faults import FaultGroup
from kinerja_admin.admin.pages.suppression import SMALLEST, Count, hidden_places, is_small
from kinerja_admin.models.run import Run
from kinerja_admin.services.runs import Variance


@dataclass(frozen=True, slots=True)
class Changes:
    """How many differ from the period before, in each way."""

    joined: Count
    left: Count
    in_error: Count
    swings: Count


@dataclass(frozen=True, slots=True)
class RunCounts:
    """The counts of a run as one reader is told them."""

    sees_people: bool

    def errors(self, run: Run) -> Count:
        """How many results are in error; a handful without an error is no more told than a handful with one."""
        hidden = is_small(run.errors) or is_small(run.people - run.errors)
        return Count(run.errors, hidden and not self.sees_people)

    def tells_totals(self, run: Run) -> bool:
        """Whether the totals are of enough people to be told."""
        return self.sees_people or run.people - run.errors >= SMALLEST

    def faults(self, run: Run, groups: Sequence[FaultGroup]) -> list[tuple[FaultGroup, Count]]:
        """The causes of errors with how many people each has; together they are the run's errors."""
        numbers = [len(group.people) for group in groups]
        hidden = frozenset[int]() if self.sees_people else hidden_places(numbers)
        whole = self.errors(run).is_hidden
        return [
            (group, Count(number, whole or place in hidden))
            for place, (group, number) in enumerate(zip(groups, numbers, strict=True))
        ]

    def changes(self, run: Run, report: Variance) -> Changes:
        """Who joined less who left is what both months' counts differ by: one hidden hides the other."""
        joined, left, swings = len(report.joined), len(report.left), len(report.swings)
        moved = not self.sees_people and (is_small(joined) or is_small(left))
        return Changes(
            Count(joined, moved and joined > 0),
            Count(left, moved and left > 0),
            self.errors(run),
            Count(swings, is_small(swings) and not self.sees_people),
        )
