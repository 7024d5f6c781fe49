"""Two evaluations in columns side by side: counts, totals, movers from the arrays, a person when one is looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from heapq import nlargest, nsmallest
from typing import Any, overload

import numpy as np

from kinerja_admin.engine.columns.amounts import INT_MOST, common_unit
from kinerja_admin.engine.columns.evaluation import Columns, columns_of
from kinerja_admin.engine.columns.plan import Kept
from kinerja_admin.engine.columns.population import multiplied
from kinerja_admin.engine.columns.program import Array
from kinerja_admin.engine.columns.results import value_of
from kinerja_admin.engine.columns.spelling import exact_sum, total
from kinerja_admin.engine.columns.values import Sort
from kinerja_admin.engine.columns.verdicts import Verdicts, verdicts
from kinerja_admin.engine.figures import (
    MOST_MOVERS,
    Bucket,
    Figures,
    GroupFigures,
    Grouping,
    PersonDelta,
    bucket_width,
    buckets_of,
    figures_of,
)
from kinerja_admin.engine.reference import Evaluation, StepValue
from kinerja_admin.engine.results_file import written

Pick = Callable[[int, list[tuple[Any, str, int]]], list[tuple[Any, str, int]]]
"""Takes the first or the last of a list in order."""


class Row(Mapping[str, StepValue]):
    """One person's values, each made when it is asked for."""

    __slots__ = ("_columns", "_place")

    def __init__(self, columns: Columns, place: int) -> None:
        """Stand before one row of the columns."""
        self._columns, self._place = columns, place

    def __getitem__(self, step: str) -> StepValue:
        """The value of a step; KeyError where it is in error."""
        fault = self._columns.steps[step].fault
        if fault is not None and fault[self._place]:
            raise KeyError(step)
        return value_of(self._columns.found, self._columns.steps[step], self._place)

    def __iter__(self) -> Iterator[str]:
        """The steps that are not in error."""
        kept = self._columns.steps.items()
        return (name for name, one in kept if one.fault is None or not one.fault[self._place])

    def __len__(self) -> int:
        """How many steps are not in error."""
        return sum(1 for _ in self)


class People(Sequence[PersonDelta]):
    """Everybody on both sides; a person is made when somebody looks."""

    def __init__(self, pairs: ColumnPairs) -> None:
        """Stand before both sides."""
        self._pairs = pairs

    def __len__(self) -> int:
        """How many people."""
        return len(self._pairs.ids)

    @overload
    def __getitem__(self, place: int) -> PersonDelta: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[PersonDelta, ...]: ...

    def __getitem__(self, place: int | slice) -> PersonDelta | tuple[PersonDelta, ...]:
        """One person, or some."""
        places = range(len(self))[place]
        return tuple(map(self._pairs.person, places)) if isinstance(places, range) else self._pairs.person(places)

    def __iter__(self) -> Iterator[PersonDelta]:
        """Everybody, in order."""
        return map(self._pairs.person, range(len(self)))


@dataclass(frozen=True, slots=True)
class _Numbers:
    """A numeric output on both sides as whole numbers in one unit; ``both`` marks who has a value on both."""

    old: Array
    new: Array
    unit: Fraction
    both: Array

    @property
    def delta(self) -> Array:
        """New less old of those who have both."""
        found: Array = (self.new - self.old)[self.both]
        return found


class ColumnPairs:
    """Two evaluations of the same people in the same order."""

    def __init__(self, old: Columns, new: Columns) -> None:
        """Find out who has a result on which side."""
        self.old, self.new = old, new
        self.ids = new.found.facts.ids
        self.verdicts: tuple[Verdicts, Verdicts] = (verdicts(old.found), verdicts(new.found))
        fine_old, fine_new = (one.is_fine for one in self.verdicts)
        self.is_computable: Array = fine_old & fine_new
        self.is_newly_failing: Array = fine_old & ~fine_new
        self.is_newly_computable: Array = ~fine_old & fine_new
        self.only_old: tuple[str, ...] = ()
        self.only_new: tuple[str, ...] = ()

    @property
    def people(self) -> People:
        """Everybody."""
        return People(self)

    @property
    def newly_computable(self) -> tuple[str, ...]:
        """Who is in error on the old side alone."""
        return self._named(self.is_newly_computable)

    @property
    def newly_failing(self) -> tuple[str, ...]:
        """Who is in error on the new side alone."""
        return self._named(self.is_newly_failing)

    @property
    def failing_in_both(self) -> tuple[str, ...]:
        """Who is in error on both sides."""
        return self._named(~(self.is_computable | self.is_newly_failing | self.is_newly_computable))

    def _named(self, marks: Array) -> tuple[str, ...]:
        return tuple(self.ids[place] for place in np.flatnonzero(marks).tolist())

    def person(self, place: int) -> PersonDelta:
        """One person; the reasons of an error are worked out by the reference."""
        old, new = (
            None if one.places[place] == 0 else columns.result(place).fault
            for one, columns in zip(self.verdicts, (self.old, self.new), strict=True)
        )
        return PersonDelta(self.ids[place], Row(self.old, place), Row(self.new, place), old, new)

    def figures(self, name: str, *, is_number: bool) -> Figures:
        """Everything that is told of one output."""
        old, new = self.old.steps[name], self.new.steps[name]
        if old.sort is not new.sort or old.each or new.each:
            return figures_of(name, self.people, is_number=is_number)
        no_longer = _sum(old, self.is_newly_failing)
        at_last = _sum(new, self.is_newly_computable)
        if not is_number:
            return self._worded(old, new, no_longer, at_last)
        numbers = self.numbers(name)
        delta = numbers.delta
        has = _has(old), _has(new)
        changed = (has[0] != has[1]) | (numbers.both & (numbers.old != numbers.new))
        places = np.flatnonzero(numbers.both)
        up, down = delta > 0, delta < 0
        return Figures(
            len(places),
            exact_sum(numbers.old[numbers.both]) * numbers.unit,
            exact_sum(numbers.new[numbers.both]) * numbers.unit,
            no_longer,
            at_last,
            int(np.count_nonzero(up)),
            int(np.count_nonzero(self.is_computable & ~changed)),
            int(np.count_nonzero(down)),
            tuple(_buckets(delta, numbers.unit)),
            self._movers(nlargest, delta[up], places[up]),
            self._movers(nsmallest, delta[down], places[down]),
            {},
        )

    def grouped(self, name: str, grouping: Grouping) -> dict[str, GroupFigures]:
        """One numeric output by group; who is in none, or has no value on both sides, is left out."""
        numbers = self.numbers(name)
        found = {}
        for key, rows in rows_by_group(grouping, numbers.both):
            old, new = numbers.old[rows], numbers.new[rows]
            gained, lost = int(np.count_nonzero(new > old)), int(np.count_nonzero(new < old))
            sums = exact_sum(old) * numbers.unit, exact_sum(new) * numbers.unit
            found[key] = GroupFigures(len(rows), gained, lost, *sums)
        return found

    def deltas(self, name: str) -> list[Fraction]:
        """How much more of a numeric output the new side gives everybody; 0 where that cannot be said."""
        numbers = self.numbers(name)
        listed = np.where(numbers.both, numbers.new - numbers.old, 0).tolist()
        known = {whole: int(whole) * numbers.unit for whole in set(listed)}
        return [known[whole] for whole in listed]

    def numbers(self, name: str) -> _Numbers:
        """A numeric output on both sides in one unit."""
        old, new = self.old.steps[name], self.new.steps[name]
        unit = common_unit(old.unit, new.unit)
        most = INT_MOST // 2
        pair = [multiplied(one.values, int(one.unit / unit), most) for one in (old, new)]
        if object in {one.dtype for one in pair}:
            pair = [one.astype(np.int64).astype(object) if one.dtype != object else one for one in pair]
        return _Numbers(pair[0], pair[1], unit, self.is_computable & _has(old) & _has(new))

    def _movers(self, pick: Pick, deltas: Array, places: Array) -> tuple[PersonDelta, ...]:
        """Who moves most; of equal moves the id decides."""
        moved = zip(deltas.tolist(), places.tolist(), strict=True)
        chosen = pick(MOST_MOVERS, [(delta, self.ids[place], place) for delta, place in moved])
        return tuple(self.person(place) for _, _, place in chosen)

    def _worded(self, old: Kept, new: Kept, no_longer: Fraction, at_last: Fraction) -> Figures:
        """An output of words, days or conditions: how many went from what to what."""
        old_codes, old_texts = _coded(self.old, old)
        new_codes, new_texts = _coded(self.new, new)
        wide = len(new_texts)
        chosen = old_codes[self.is_computable] * wide + new_codes[self.is_computable]
        pairs, first, counts = np.unique(chosen, return_index=True, return_counts=True)
        found = sorted(zip((-counts).tolist(), first.tolist(), pairs.tolist(), strict=True))  # met first, told first
        named = {(old_texts[pair // wide], new_texts[pair % wide]): -count for count, _, pair in found}
        moved = {(one, other): count for (one, other), count in named.items() if one != other}
        nothing, same = Fraction(0), len(chosen) - sum(moved.values())
        return Figures(0, nothing, nothing, no_longer, at_last, 0, same, 0, (), (), (), moved)


def pairs_of(old: Evaluation, new: Evaluation) -> ColumnPairs | None:
    """Both sides in columns; None where they do not hold the same people in the same order, each of them once."""
    columns = columns_of(old), columns_of(new)
    ids = [one.found.facts.ids for one in columns]
    if ids[0] is not ids[1] and ids[0] != ids[1]:
        return None
    return ColumnPairs(*columns) if len(set(ids[0])) == len(ids[0]) else None


def rows_by_group(grouping: Grouping, told: Array) -> Iterator[tuple[str, Array]]:
    """The rows of each group that has any, of those that are marked."""
    index = np.asarray(grouping.places, dtype=np.int64)
    marked = np.flatnonzero(told & (index >= 0))
    rows = marked[np.argsort(index[marked], kind="stable")]
    ends = np.searchsorted(index[rows], np.arange(len(grouping.names) + 1))
    for place, name in enumerate(grouping.names):
        if ends[place + 1] > ends[place]:
            yield name, rows[ends[place] : ends[place + 1]]


def _coded(columns: Columns, kept: Kept) -> tuple[Array, list[str]]:
    """The distinct values as texts, nothing first, and the place of everybody's among them."""
    has = _has(kept)
    present = np.flatnonzero(has)
    values, first, index = np.unique(kept.values[present], return_index=True, return_inverse=True)
    codes = np.zeros(len(kept.values), dtype=np.int64)
    codes[present] = index + 1
    shown = (value_of(columns.found, kept, int(present[place])) for place in first)
    return codes, ["", *(written(value, None) for value in shown)] if len(values) else [""]


def _has(kept: Kept) -> Array:
    """Who has a value."""
    has = np.ones(len(kept.values), dtype=np.bool_)
    for gone in (kept.fault, kept.absent):
        if gone is not None:
            has &= gone == 0
    return has


def _sum(kept: Kept, where: Array) -> Fraction:
    return total(kept, where) if kept.sort is Sort.NUMBER and where.any() else Fraction(0)


def _buckets(delta: Array, unit: Fraction) -> Iterator[Bucket]:
    """Ranges of round width; the place of each change among them from its whole number."""
    if not len(delta):
        return
    largest = max(abs(int(delta.min())), abs(int(delta.max()))) * unit
    width = bucket_width(largest)
    if width is None:
        yield from buckets_of({0: len(delta)}, width)
        return
    share = unit / width
    sizes = np.abs(multiplied(delta, share.numerator, INT_MOST))
    places = -(-sizes // share.denominator) * np.where(delta < 0, -1, 1)
    found, counts = np.unique(places.astype(np.int64), return_counts=True)
    yield from buckets_of(dict(zip(found.tolist(), counts.tolist(), strict=True)), width)
