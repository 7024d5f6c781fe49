"""Facts that come as arrays (from a snapshot, a Parquet file or a generator), without a Python object a cell."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import pairwise
from threading import Lock
from typing import Any, TypeVar

import numpy as np

from kinerja_admin.engine.columns.population import Fact, Layout, Population, Words
from kinerja_admin.engine.columns.program import Array
from kinerja_admin.engine.columns.reading import (
    column_of_cells,
    layout_of,
    lengths_of_cells,
    names_asked,
    series_of_cells,
    wholes,
)
from kinerja_admin.engine.columns.typed import Given, fact_of
from kinerja_admin.engine.columns.values import Sort, sort_of
from kinerja_admin.engine.facts import Atom, Cell, Rows, read_single
from kinerja_admin.engine.policy import Input, Kind
from kinerja_admin.engine.reference import Prepared

Source = Given | Sequence[Cell]
"""One input of everybody: an array, or a cell a person."""

T = TypeVar("T")

_MOST_KEPT = 256


class Readings:
    """Columns that were read before, for whoever asks for the same array in the same way again."""

    def __init__(self) -> None:
        """Begin with none."""
        self.words = Words()
        self._kept: OrderedDict[Any, tuple[Any, Any]] = OrderedDict()
        self._lock = Lock()

    def of(self, sources: Sequence[Source | None], manner: Any, read: Callable[[], T]) -> T:
        """What is read of some columns in a manner; columns are known by their identity and kept with it."""
        key = (*map(id, sources), manner)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                kept: T = self._kept[key][1]
                return kept
        found = read()
        with self._lock:
            self._kept[key] = (sources, found)
            while len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
        return found


@dataclass(frozen=True, slots=True)
class GivenFacts:
    """Facts of many people as arrays; one person's cells are made when an error is to be explained.

    ``columns`` may hold cells where no array can (what was read from a text). ``readings`` keeps what was read of them.
    """

    ids: tuple[str, ...]
    columns: Mapping[str, Source]
    inputs: Mapping[str, Input]
    readings: Readings = field(default_factory=Readings, compare=False)

    def __len__(self) -> int:
        """How many people."""
        return len(self.ids)

    def rows(self) -> Iterator[tuple[str, dict[str, Cell]]]:
        """Everybody, in order."""
        for place, one in enumerate(self.ids):
            yield one, self.row(place)

    def row(self, place: int) -> dict[str, Cell]:
        """All facts of one person."""
        return {
            name: cell_at(self.inputs[name].shape.kind, column, place) if isinstance(column, Given) else column[place]
            for name, column in self.columns.items()
        }


def cell_at(kind: Kind, given: Given, place: int) -> Cell:
    """One person's cell of an array."""
    if given.bounds is None:
        return _atom(kind, given, place)
    if given.bare is not None and given.bare[place]:
        return None
    return tuple(_atom(kind, given, at) for at in range(given.bounds[place], given.bounds[place + 1]))


def cells_of(kind: Kind, given: Given) -> tuple[Cell, ...]:
    """Everybody's cells of an array."""
    gone = None if given.missing is None else given.missing.tolist()
    known: dict[Any, Atom] = {}
    atoms: list[Atom | None] = []
    for place, value in enumerate(given.values.tolist()):
        if value not in known:
            known[value] = _atom_of(kind, given, int(value))
        atoms.append(None if gone is not None and gone[place] else known[value])
    if given.bounds is None:
        return tuple(atoms)
    spans = pairwise(given.bounds.tolist())
    bare = (False,) * (len(given.bounds) - 1) if given.bare is None else given.bare.tolist()
    return tuple(None if no else tuple(atoms[low:high]) for (low, high), no in zip(spans, bare, strict=True))


def _atom(kind: Kind, given: Given, place: int) -> Atom | None:
    if given.missing is not None and given.missing[place]:
        return None
    return _atom_of(kind, given, int(given.values[place]))


def _atom_of(kind: Kind, given: Given, whole: int) -> Atom:
    match sort_of(kind):
        case Sort.TRUTH:
            return bool(whole)
        case Sort.WORD:
            return given.words[whole]
        case Sort.DAY:
            return date.fromordinal(whole)
    return whole if not given.decimals else Decimal(f"{whole}e-{given.decimals}")  # arithmetic would keep 28 digits


def read_population(prepared: Prepared, facts: Rows) -> Population:
    """The facts that a policy's formulas and lists ask for; what is not given is missing for everybody."""
    readings = facts.readings if isinstance(facts, GivenFacts) else Readings()
    return _Reader(prepared, facts.columns, len(facts.ids), readings).read()


class _Reader:
    """Reads what one policy asks for."""

    def __init__(self, prepared: Prepared, columns: Mapping[str, Source], count: int, readings: Readings) -> None:
        self.prepared, self.columns, self.count = prepared, columns, count
        self.readings, self.words = readings, readings.words

    def read(self) -> Population:
        wanted = names_asked(self.prepared.policy)
        layouts: dict[str, Layout] = {}
        found: dict[str, Fact] = {}
        for collection, inputs in self.prepared.collections.items():
            together = [self.columns.get(one.name) for one in inputs]
            lengths = [self.readings.of([one], "lengths", partial(self._lengths, one)) for one in together]
            layouts[collection] = self.readings.of(together, "layout", partial(layout_of, lengths, self.count))
            for one, own in zip(inputs, lengths, strict=True):
                if one.name in wanted:
                    read = partial(self._series, one, own, layouts[collection], lengths)
                    found[one.name] = self.readings.of([self.columns.get(one.name), *together], _manner(one), read)
        for one in self.prepared.policy.inputs.values():
            if one.shape.each is None and one.name in wanted:
                read = partial(self._single, one)
                found[one.name] = self.readings.of([self.columns.get(one.name)], _manner(one), read)
        return Population(self.count, found, layouts, self.words)

    def _single(self, wanted: Input) -> Fact:
        column = self.columns.get(wanted.name)
        if column is None or isinstance(column, Given):
            return fact_of(wanted, column or _nothing(wanted, self.count), self.words)
        return column_of_cells(wanted, column, self.words, partial(read_single, wanted))

    def _series(self, wanted: Input, own: Array, layout: Layout, lengths: list[Array]) -> Fact:
        column = self.columns.get(wanted.name)
        if column is None or isinstance(column, Given):
            return _series(wanted, column or _nothing(wanted, 0), own, layout, lengths, self.words)
        return series_of_cells(wanted, column, own, layout, lengths, self.words)

    def _lengths(self, column: Source | None) -> Array:
        """How many elements each series has; −1 where there is none."""
        if column is None:
            return np.full(self.count, -1, dtype=np.int64)
        if not isinstance(column, Given):
            return lengths_of_cells(column)
        assert column.bounds is not None
        found: Array = np.diff(column.bounds).astype(np.int64)
        return found if column.bare is None else np.where(column.bare, -1, found)


def _manner(wanted: Input) -> tuple[Any, ...]:
    """Everything about an input that its columns depend on; where it stands in the file is nothing of that."""
    shape, default = wanted.shape, wanted.default
    words = shape.vocabulary.words if shape.vocabulary else None
    return (
        *(shape.kind, shape.each, words, wanted.decimals, wanted.low, wanted.high, wanted.absence),
        *(type(default), default),
    )


def _nothing(wanted: Input, count: int) -> Given:
    is_word = sort_of(wanted.shape.kind) is Sort.WORD
    return Given(np.zeros(count), words=("",) if is_word else (), missing=np.ones(count, dtype=np.bool_))


def _series(
    wanted: Input, given: Given, own: Array, layout: Layout, lengths: list[Array], words: Words
) -> Fact:  # fmt: skip
    agreed = np.diff(layout.bounds)
    strange, whole = wholes(own, agreed, lengths)
    if whole is not None or not (given.bounds is None or np.array_equal(given.bounds, layout.bounds)):
        given = _laid_out(given, own, layout)
    fact = fact_of(wanted, given, words)
    if whole is None:
        return fact
    spread = np.repeat(whole, agreed)
    at_fault = spread if fact.fault is None else np.where(spread != 0, spread, fact.fault)
    odd = None if strange is None else np.repeat(strange, agreed)
    absent = None if fact.absent is None else fact.absent & (spread == 0)
    return replace(fact, fault=at_fault, strange=odd, absent=absent)


def _laid_out(given: Given, own: Array, layout: Layout) -> Given:
    """Elements moved to where the collection has them; what a person lacks is missing, what is too much is left out."""
    count = layout.total
    rows = np.repeat(np.arange(len(own)), np.diff(layout.bounds))
    offset = np.arange(count) - layout.bounds[rows]
    bounds = np.zeros(len(own) + 1, dtype=np.intp) if given.bounds is None else given.bounds
    has = offset < own[rows]
    source = np.where(has, bounds[rows] + offset, 0)
    if not len(given.values):
        return replace(_nothing_like(given, count), bounds=layout.bounds)
    missing = ~has if given.missing is None else ~has | given.missing[source]
    return replace(given, values=given.values[source], missing=missing, bounds=layout.bounds)


def _nothing_like(given: Given, count: int) -> Given:
    return replace(given, values=np.zeros(count), words=given.words or ("",), missing=np.ones(count, dtype=np.bool_))
