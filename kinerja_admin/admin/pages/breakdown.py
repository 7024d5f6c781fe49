"""A comparison broken down by unit, class, status and sex; small groups are hidden from readers without the right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from kinerja_admin.admin.pages.suppression import Count, hidden_places
from kinerja_admin.engine.comparison import Comparison, OutputComparison
from kinerja_admin.engine.figures import GroupFigures, Grouping
from kinerja_admin.locale import mark
from kinerja_admin.services import comparisons

BY: Mapping[str, str] = {
    comparisons.UNIT: mark("By unit"),
    comparisons.CLASS: mark("By class of position"),
    comparisons.STATUS: mark("By status"),
    comparisons.SEX: mark("By sex"),
}
"""How each way of grouping is called."""


@dataclass(frozen=True, slots=True)
class Group:
    """People who have something in common; totals are None where the group is not told to the reader."""

    name: str
    people: Count
    gained: Count
    same: Count
    lost: Count
    old_total: Fraction | None
    new_total: Fraction | None

    @property
    def difference(self) -> Fraction | None:
        """New total less old total."""
        if self.old_total is None or self.new_total is None:
            return None
        return self.new_total - self.old_total


@dataclass(frozen=True, slots=True)
class Breakdown:
    """One way of grouping."""

    title: str
    groups: tuple[Group, ...]


def breakdowns(
    comparison: Comparison,
    output: OutputComparison,
    groupings: Mapping[str, Grouping],
    *,
    shows_small: bool,
    hidden: Iterable[int] = (),
) -> tuple[Breakdown, ...]:
    """Every way of grouping, for one numeric output, over those who have a result on both sides.

    ``hidden`` are the places of gained, same and lost that the reader is not told even over everybody.
    """
    found = []
    for key, grouping in groupings.items():
        grouped = comparison.pairs.grouped(output.name, grouping)
        names = in_order(grouped)
        counts = [(grouped[name].gained, grouped[name].same, grouped[name].lost) for name in names]
        rows, cells = (frozenset(), set()) if shows_small else _suppressed(counts, tuple(hidden))
        groups = tuple(
            _group(name, grouped[name], {c for r, c in cells if r == row}, is_hidden=row in rows)
            for row, name in enumerate(names)
        )
        found.append(Breakdown(BY[key], groups))
    return tuple(found)


def in_order(names: Iterable[str]) -> list[str]:
    """Groups as they are listed: numbers by size, then words."""
    return sorted(names, key=_natural)


def _suppressed(
    counts: list[tuple[int, int, int]], overall: tuple[int, ...]
) -> tuple[frozenset[int], set[tuple[int, int]]]:
    """The groups and the single counts that are not told, so that neither a row nor a column gives one away."""
    rows = hidden_places([sum(row) for row in counts])
    cells = {(row, column) for row in rows for column in range(3)}
    cells |= {(row, column) for row, line in enumerate(counts) for column in overall if line[column]}
    before = -1
    while len(cells) != before:
        before = len(cells)
        for row, line in enumerate(counts):
            if row not in rows:
                cells |= {(row, place) for place in hidden_places(line, [c for r, c in cells if r == row])}
        for column in range(3):
            down = [one[column] for one in counts]
            cells |= {(place, column) for place in hidden_places(down, [r for r, c in cells if c == column])}
    return rows, cells


def _group(name: str, of: GroupFigures, hidden: set[int], *, is_hidden: bool) -> Group:
    counts = enumerate((of.gained, of.same, of.lost))
    gained, same, lost = (Count(count, place in hidden) for place, count in counts)
    old, new = (None, None) if is_hidden else (of.old_total, of.new_total)
    return Group(name, Count(of.people, is_hidden), gained, same, lost, old, new)


def _natural(name: str) -> tuple[int, int, str]:
    return (0, int(name), "") if name.isdigit() else (1, 0, name)
