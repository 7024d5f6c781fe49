"""A comparison broken down by unit, class, status and sex; small groups are hidden from readers without the right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from kinerja_admin.admin.pages.suppression import Count, hidden_places
from kinerja_admin.engine.comparison import Comparison, OutputComparison
from kinerja_admin.engine.figures import GroupFigures
from kinerja_admin.locale import mark
from kinerja_admin.services.comparisons import Person

_BY: Mapping[str, Callable[[Person], str]] = {
    mark("By unit"): lambda person: person.unit or "–",
    mark("By class of position"): lambda person: person.kelas,
    mark("By status"): lambda person: person.status,
    mark("By sex"): lambda person: person.jenis_kelamin,
}


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
    people: Mapping[str, Person],
    *,
    shows_small: bool,
    hidden: Iterable[int] = (),
) -> tuple[Breakdown, ...]:
    """Every way of grouping, for one numeric output, over those who have a result on both sides.

    ``hidden`` are the places of gained, same and lost that the reader is not told even over everybody.
    """
    everybody = [people.get(number) for number in comparison.pairs.ids]
    found = []
    for title, of in _BY.items():
        keys = [None if person is None else of(person) for person in everybody]
        grouped = comparison.pairs.grouped(output.name, keys)
        names = sorted(grouped, key=_natural)
        counts = [(grouped[name].gained, grouped[name].same, grouped[name].lost) for name in names]
        rows, cells = (frozenset(), set()) if shows_small else _suppressed(counts, tuple(hidden))
        groups = tuple(
            _group(name, grouped[name], {c for r, c in cells if r == row}, is_hidden=row in rows)
            for row, name in enumerate(names)
        )
        found.append(Breakdown(title, groups))
    return tuple(found)


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
