"""Where formulas are written: the places of facts, steps and series, and the arithmetic that fits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import numpy as np

from kinerja_admin.engine.columns import faults, kernels, segments
from kinerja_admin.engine.columns.amounts import Amount, Number
from kinerja_admin.engine.columns.arithmetic import Arithmetic
from kinerja_admin.engine.columns.population import Fact, Population
from kinerja_admin.engine.columns.program import Array, Draft
from kinerja_admin.engine.columns.values import Sort, Value, sort_of
from kinerja_admin.engine.reference import Prepared


@dataclass(frozen=True, slots=True)
class Known:
    """An input as a value, and what PRESENT asks of it."""

    value: Value
    unrecorded: int | None = None
    strange: int | None = None


@dataclass(frozen=True, slots=True)
class Collection:
    """The places that say where elements lie: whose each is, each person's bounds, who has no series at all."""

    rows: int
    bounds: int
    bare: int | None
    longest: int
    total: int


@dataclass(frozen=True, slots=True)
class Feed:
    """A column that every chunk takes its slice of."""

    place: int
    column: Array
    each: str | None


@dataclass(slots=True)
class Scene:
    """One program being written for a policy and a population.

    A scene with a ``parent`` is an exact second look at some rows of it: what it asks for is imported, and ``imports``
    says from which place of the parent into which of its own.
    """

    prepared: Prepared
    population: Population
    math: Arithmetic
    parent: Scene | None = None
    feeds: list[Feed] = field(default_factory=list)
    imports: dict[int, tuple[int, str | None]] = field(default_factory=dict)
    steps: dict[str, Value] = field(default_factory=dict)
    inputs: dict[str, Known] = field(default_factory=dict)
    applying: dict[str, Value] = field(default_factory=dict)
    collections: dict[str, Collection] = field(default_factory=dict)
    size: int = -1

    def __post_init__(self) -> None:
        """Reserve the place of the number of rows, unless it stands beside another scene of the same program."""
        if self.size < 0:
            self.size = self.draft.place()

    @property
    def draft(self) -> Draft:
        """The program."""
        return self.math.draft

    # --- what formulas name -------------------------------------------------------------------------------------------

    def step(self, name: str) -> Value | None:
        """A step that has been worked out."""
        if name not in self.steps and self.parent is not None:
            found = self.parent.step(name)
            if found is not None:
                self.steps[name] = self._imported(found)
        return self.steps.get(name)

    def input(self, name: str) -> Known:
        """A fact as it was read."""
        if name not in self.inputs:
            self.inputs[name] = (
                self._fed(self.population.facts[name]) if self.parent is None else self._known(self.parent.input(name))
            )
        return self.inputs[name]

    def collection(self, name: str) -> Collection:
        """Where the elements of a collection lie."""
        if name not in self.collections:
            layout = self.population.layouts[name]
            bare = None if layout.bare is None else self.draft.place()
            made = Collection(self.draft.place(), self.draft.place(), bare, layout.longest, layout.total)
            self.collections[name] = made
        return self.collections[name]

    def _fed(self, fact: Fact) -> Known:
        place = self._feed(fact.values, fact.each)
        sort = sort_of(fact.kind)
        number = None
        if sort in {Sort.NUMBER, Sort.DAY}:
            is_same = fact.low == fact.high
            number = Number(Amount(None if is_same else place, fact.low, fact.high, fact.form, fact.unit))
        only = next(iter(fact.words)) if len(fact.words) == 1 else None
        value = Value(
            sort, number, only, None if number or only is not None else place, fact.words, fact.each,
            fault=self._feed_some(fact.fault, fact.each), absent=self._feed_some(fact.absent, fact.each),
        )  # fmt: skip
        unrecorded = self._feed_some(fact.unrecorded, fact.each)
        return Known(value, unrecorded, self._feed_some(fact.strange, fact.each))

    def _feed(self, column: Array, each: str | None) -> int:
        place = self.draft.place()
        self.feeds.append(Feed(place, column, each))
        return place

    def _feed_some(self, column: Array | None, each: str | None) -> int | None:
        return None if column is None else self._feed(column, each)

    # --- from the parent ----------------------------------------------------------------------------------------------

    def _known(self, known: Known) -> Known:
        each = known.value.each
        return Known(
            self._imported(known.value), self._import(known.unrecorded, each), self._import(known.strange, each)
        )

    def _imported(self, value: Value) -> Value:
        number = value.number
        if number is not None:
            assert number.below is None
            number = Number(replace(number.top, place=self._import(number.top.place, value.each)))
        return replace(
            value,
            number=number,
            place=self._import(value.place, value.each),
            fault=self._import(value.fault, value.each),
            absent=self._import(value.absent, value.each),
            person_fault=self._import(value.person_fault, None),
            person_absent=self._import(value.person_absent, None),
        )

    def _import(self, place: int | None, each: str | None) -> int | None:
        if place is None or self.parent is None:
            return None
        if place in self.parent.draft.constants:
            return self.draft.constant(self.parent.draft.template[place])
        if place not in self.imports:
            self.imports[place] = (self.draft.place(), each)
        return self.imports[place][0]

    # --- columns of people and of elements ----------------------------------------------------------------------------

    def lifted(self, place: int, each: str) -> int:
        """A column of people as a column of elements."""
        if place in self.draft.constants:
            return place
        return self.draft.emit(segments.of_rows, place, self.collection(each).rows)

    def lift(self, value: Value, each: str | None) -> Value:
        """A value for every element of a collection, if it is not one already."""
        if each is None or value.each == each:
            return value
        number = value.number
        if number is not None and not number.is_constant:
            below = None if number.below is None else self._lift_amount(number.below, each)
            number = Number(self._lift_amount(number.top, each), below)
        places = {
            name: self.lifted(place, each)
            for name in ("place", "fault", "absent", "doubt")
            if (place := getattr(value, name)) is not None
        }
        return replace(value, number=number, each=each, **places)  # type: ignore[arg-type]

    def _lift_amount(self, amount: Amount, each: str) -> Amount:
        return amount if amount.place is None else replace(amount, place=self.lifted(amount.place, each))

    def full(self, place: int, each: str | None) -> int:
        """A column even where the same holds for everybody."""
        if place not in self.draft.constants:
            return place
        size = self.size if each is None else self.collection(each).rows
        return self.draft.emit(segments.spread, self.draft.constant(self.draft.template[place]), size)

    # --- faults and doubts --------------------------------------------------------------------------------------------

    def fault(self, code: int) -> int:
        """The place of a fault that the step will claim."""
        return self.draft.constant(faults.fault_of(code))

    def fault_where(self, condition: int, code: int) -> int:
        """A fault where a condition holds."""
        return self.draft.emit(faults.where, condition, self.fault(code))

    def first(self, places: Iterable[int | None]) -> int | None:
        """The first fault in reading order, of columns of one length."""
        result: int | None = None
        for place in places:
            if place is not None:
                result = place if result is None else self.draft.emit(faults.first, result, place)
        return result

    def first_of_person(self, fault: int | None, each: str) -> int | None:
        """The first fault among each person's elements."""
        if fault is None:
            return None
        return self.draft.emit(segments.first_faults, self.full(fault, each), self.collection(each).rows, self.size)

    def any_of_person(self, mark: int | None, each: str) -> int | None:
        """Whether any of each person's elements is marked."""
        if mark is None:
            return None
        return self.draft.emit(segments.any_in, self.full(mark, each), self.collection(each).rows, self.size)

    def any_of(self, places: Iterable[int | None]) -> int | None:
        """Where any of several conditions holds."""
        result: int | None = None
        for place in places:
            if place is not None:
                result = place if result is None else self.draft.emit(np.logical_or, result, place)
        return result

    def picked_fault(self, condition: int, one: int | None, other: int | None) -> int | None:
        """Of two columns of faults that may not be there the one that a condition chooses."""
        if one is None and other is None:
            return None
        none = self.draft.constant(faults.NONE)
        return self.draft.emit(faults.chosen, condition, none if one is None else one, none if other is None else other)

    def picked(self, condition: int, one: int | None, other: int | None) -> int | None:
        """Of two columns of marks that may not be there the one that a condition chooses."""
        if one is None and other is None:
            return None
        empty = self.draft.constant(np.False_)
        return self.draft.emit(
            kernels.choose, condition, empty if one is None else one, empty if other is None else other
        )
