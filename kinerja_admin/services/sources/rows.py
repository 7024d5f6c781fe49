"""What a query brought, column by column, and the arrays that sources make of it: a value or a series a person."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Generic, TypeVar

import numpy as np
from sqlalchemy import ColumnElement, Select, func
from sqlalchemy.orm import InstrumentedAttribute

from kinerja_admin.db.bulk import Bulk
from kinerja_admin.engine.columns.program import Array
from kinerja_admin.engine.columns.typed import Given
from kinerja_admin.models.types import Exact
from kinerja_admin.services.columnar import Column
from kinerja_admin.services.columnar.arrays import given_of_arrow, kind_of_arrow

T = TypeVar("T")

_BLANKS = "".join(one for one in map(chr, range(1, 0x3001)) if one.isspace())


def columns_of(bulk: Bulk, statement: Select[*tuple[Any, ...]]) -> dict[str, Column]:
    """The columns of a query by their names in it."""
    read = zip(statement.selected_columns, bulk.columns(statement), strict=True)
    return {str(asked.key): _column(str(asked.key), asked.type, array) for asked, array in read}


def _column(name: str, declared: Any, array: Any) -> Column:
    kind = kind_of_arrow(array)
    given = given_of_arrow(kind, array)
    if isinstance(declared, Exact):
        return Column(name, "decimal", replace(given, decimals=declared.decimals))
    return Column(name, kind, given)


@dataclass(frozen=True, eq=False)
class Rows:
    """The rows of a query that are about people of the population; those of one person stand side by side.

    ``bounds`` say which rows are whose, in the order of the population.
    """

    bounds: Array
    columns: Mapping[str, Column]

    @cached_property
    def owners(self) -> Array:
        """For each row the place of its person."""
        return np.repeat(np.arange(len(self.bounds) - 1), np.diff(self.bounds))

    def __getitem__(self, name: str) -> Given:
        """A column, a value a row."""
        return self.columns[name].given

    def where(self, marks: Array) -> Rows:
        """The rows that are marked."""
        return self.taken(np.flatnonzero(marks))

    def taken(self, places: Array) -> Rows:
        """Some rows, in an order that keeps each person's together."""
        bounds = bounds_of(np.bincount(self.owners[places], minlength=len(self.bounds) - 1))
        columns = {name: Column(name, one.kind, taken(one.given, places)) for name, one in self.columns.items()}
        return Rows(bounds, columns)

    def of(self, owners: Array) -> Rows:
        """The rows of some people, in the order in which they are named, and again for who is named again."""
        lengths = np.diff(self.bounds)[owners]
        bounds = bounds_of(lengths)
        places = np.arange(bounds[-1]) + np.repeat(self.bounds[:-1][owners] - bounds[:-1], lengths)
        columns = {name: Column(name, one.kind, taken(one.given, places)) for name, one in self.columns.items()}
        return Rows(bounds, columns)

    def series(self, name: str) -> Given:
        """A column as one series a person."""
        return self.series_of(self[name])

    def series_of(self, given: Given) -> Given:
        """Something known of each row as one series a person."""
        return replace(given, bounds=self.bounds)

    def count(self, marks: Array | None = None) -> Array:
        """How many rows, or marked rows, each person has."""
        return np.diff(self.bounds) if marks is None else self.total(marks.astype(np.int64))

    def total(self, values: Array) -> Array:
        """The sum over each person's rows of a number of each row."""
        sums = np.concatenate((np.zeros(1, dtype=values.dtype), np.cumsum(values)))
        found: Array = sums[self.bounds[1:]] - sums[self.bounds[:-1]]
        return found

    def last(self, marks: Array | None = None) -> Picked:
        """The last row, or marked row, of each person."""
        if marks is None:
            return Picked(self, np.where(np.diff(self.bounds) > 0, self.bounds[1:] - 1, -1))
        return self.top(marks)

    def top(self, marks: Array, *keys: Array) -> Picked:
        """Of each person's marked rows the one with the highest keys, the first key before others; else the last."""
        rows = np.flatnonzero(marks)
        order = rows[np.lexsort((rows, *(key[rows] for key in reversed(keys)), self.owners[rows]))] if keys else rows
        places = np.full(len(self.bounds) - 1, -1, dtype=np.intp)
        owners = self.owners[order]
        is_last = np.append(owners[1:] != owners[:-1], values=True)[: len(owners)]
        places[owners[is_last]] = order[is_last]
        return Picked(self, places)


@dataclass(frozen=True, eq=False)
class Picked:
    """At most one row for each person: its place, or -1."""

    rows: Rows
    places: Array

    @property
    def has(self) -> Array:
        """Who has one."""
        return self.places >= 0

    def __getitem__(self, name: str) -> Given:
        """A column for everybody, missing without a row."""
        return taken(self.rows[name], self.places)


@dataclass(frozen=True, eq=False)
class Each(Mapping[int, "list[T]"], Generic[T]):
    """The rows of a person as objects, by internal number, made when somebody looks at them one by one."""

    rows: Rows
    places: Mapping[int, int]
    make: Callable[..., T]
    made: dict[int, list[T]] = field(default_factory=dict)

    def __getitem__(self, person: int) -> list[T]:
        """The person's own, in order."""
        if person not in self.made:
            self.made[person] = self._made(self.places[person])
        if not self.made[person]:
            raise KeyError(person)
        return self.made[person]

    def _made(self, place: int) -> list[T]:
        low, high = self.rows.bounds[place : place + 2].tolist()
        cells = (column[low:high] for column in self.rows.columns.values())
        return [self.make(*row) for row in zip(*cells, strict=True)] if low < high else []

    def __iter__(self) -> Iterator[int]:
        """Who has any."""
        lengths = np.diff(self.rows.bounds).tolist()
        return (person for person, place in self.places.items() if lengths[place])

    def __len__(self) -> int:
        """How many have any."""
        return int(np.count_nonzero(np.diff(self.rows.bounds)))


def bounds_of(lengths: Array) -> Array:
    """Where each person's rows begin and end."""
    return np.concatenate((np.zeros(1, dtype=np.intp), np.cumsum(lengths))).astype(np.intp)


def taken(given: Given, places: Array) -> Given:
    """One value for each place, missing where it is below 0."""
    gone = places < 0
    if not len(given.values):
        nothing = np.full(len(places), 0 if given.words else 1, dtype=given.values.dtype)  # a word, or the first day
        return Given(nothing, given.decimals, given.words, missing=gone)
    missing = gone if given.missing is None else gone | given.missing[places]
    return replace(given, values=given.values[places], missing=missing if missing.any() else None)


def shared(series: Given, places: Array) -> Given:
    """The series at each place; an empty one where the place is below 0."""
    assert series.bounds is not None
    lengths = np.append(np.diff(series.bounds), 0)[places]
    bounds = bounds_of(lengths)
    starts = np.append(series.bounds[:-1], 0)[places]
    rows = np.arange(bounds[-1]) + np.repeat(starts - bounds[:-1], lengths)
    return replace(taken(replace(series, bounds=None), rows), bounds=bounds)


def filled(given: Given, value: int | str) -> Given:
    """With a value where it was missing."""
    if given.missing is None:
        return given
    if isinstance(value, int):
        values = np.where(given.missing, value, given.values).astype(given.values.dtype)
        return replace(given, values=values, missing=None)
    words = given.words if value in given.words else (*given.words, value)
    return replace(given, values=np.where(given.missing, words.index(value), given.values), words=words, missing=None)


def either(given: Given, other: Given) -> Given:
    """Words, and where they are missing those of another column."""
    if given.missing is None:
        return given
    words = tuple(dict.fromkeys((*given.words, *other.words)))
    numbers = np.array([words.index(word) for word in other.words] or [0])
    values = np.where(given.missing, numbers[other.values], given.values)
    missing = None if other.missing is None else given.missing & other.missing
    return replace(given, values=values, words=words, missing=missing)


def places_of(given: Given, words: Sequence[str]) -> Array:
    """For each value the place of its word in an order; -1 where it is missing or not in it."""
    numbers = np.array([words.index(word) if word in words else -1 for word in given.words] or [-1])
    found = numbers[given.values] if len(given.values) else np.zeros(0, dtype=np.intp)
    return found if given.missing is None else np.where(given.missing, -1, found)


def missing_of(given: Given) -> Array:
    """Where something is missing."""
    return np.zeros(len(given.values), dtype=np.bool_) if given.missing is None else given.missing


def place_among(numbers: Array, wanted: Array) -> tuple[Array, Array]:
    """Where each wanted number stands among distinct ones, and which of them stand there at all."""
    if not len(numbers):
        return np.zeros(len(wanted), dtype=np.intp), np.zeros(len(wanted), dtype=np.bool_)
    order = np.argsort(numbers, kind="stable")
    found = order[np.searchsorted(numbers, wanted, sorter=order).clip(max=len(numbers) - 1)]
    return found, numbers[found] == wanted


def is_written(text: InstrumentedAttribute[str | None]) -> ColumnElement[bool]:
    """Whether there is more in a text than blanks."""
    return func.coalesce(func.ltrim(text, _BLANKS), "") != ""


def without(given: Given, marks: Array) -> Given:
    """Missing where it is marked."""
    return replace(given, missing=marks if given.missing is None else marks | given.missing)


def mark(grid: Array, start: int, owners: Array, first: Array, last: Array, codes: Array | int) -> None:
    """Write a code on the days from first to last of a grid of people and days that begins with ``start``."""
    low = np.maximum(first - start, 0)
    lengths = np.maximum(np.minimum(last - start, grid.shape[1] - 1) - low + 1, 0)
    days = np.arange(lengths.sum()) + np.repeat(low - bounds_of(lengths)[:-1], lengths)
    grid[np.repeat(owners, lengths), days] = codes if isinstance(codes, int) else np.repeat(codes, lengths)
