"""Series as flat columns: sums, extremes and first faults of each person's elements, also of people without any."""

from __future__ import annotations

from typing import Any

import numpy as np

from kinerja_admin.engine.columns.faults import FAULT
from kinerja_admin.engine.columns.program import Array


def rows_of(bounds: Array) -> Array:
    """Whose each element is."""
    return np.repeat(np.arange(len(bounds) - 1, dtype=np.intp), np.diff(bounds))


def of_rows(column: Any, rows: Array) -> Any:
    """A column of people for each of their elements; a scalar stands for all of them already."""
    return column if np.ndim(column) == 0 else column.take(rows, mode="clip")


def spread(value: Any, along: Any) -> Array:
    """One value for everybody: ``along`` is a number of rows, or a column of as many."""
    found: Array = np.empty(along if isinstance(along, int) else len(along), dtype=np.asarray(value).dtype)
    found[...] = value
    return found


def sums(elements: Any, bounds: Array) -> Array:
    """Each person's sum, as a difference of running sums: exact while no running sum leaves the exact range."""
    running = np.zeros(len(elements) + 1, dtype=elements.dtype)
    np.cumsum(elements, out=running[1:])
    return running[bounds[1:]] - running[bounds[:-1]]


def separate_sums(elements: Any, bounds: Array) -> Array:
    """Each person's sum by itself: no error is carried from one person to the next."""
    return _reduced(np.add, elements, bounds, 0)


def counts(marks: Any, bounds: Array) -> Array:
    """How many of each person's elements are marked."""
    running = np.zeros(len(marks) + 1, dtype=np.int64)
    np.cumsum(marks, out=running[1:])
    found: Array = (running[bounds[1:]] - running[bounds[:-1]]).astype(np.float64)
    return found


def lengths(bounds: Array) -> Array:
    """How many elements each person has."""
    found: Array = np.diff(bounds).astype(np.float64)
    return found


def are_empty(bounds: Array) -> Array:
    """Who has no element."""
    found: Array = bounds[1:] == bounds[:-1]
    return found


def smallest(elements: Any, bounds: Array, filler: Any) -> Array:
    """Each person's smallest element; the filler for people without any."""
    return _reduced(np.minimum, elements, bounds, filler)


def largest(elements: Any, bounds: Array, filler: Any) -> Array:
    """Each person's largest element; the filler for people without any."""
    return _reduced(np.maximum, elements, bounds, filler)


def _reduced(function: np.ufunc, elements: Any, bounds: Array, filler: Any) -> Array:
    starts = bounds[:-1]
    filled = bounds[1:] > starts
    result: Array = np.full(len(starts), filler, dtype=elements.dtype)
    if len(elements):
        result[filled] = function.reduceat(elements, starts[filled])
    return result


def first_faults(elements: Any, rows: Array, size: int) -> Any:
    """The first fault among each person's elements."""
    if np.ndim(elements) == 0 and not elements:
        return elements
    result = np.zeros(size, dtype=FAULT)
    marked = np.flatnonzero(np.broadcast_to(elements, rows.shape))[::-1]
    result[rows[marked]] = np.broadcast_to(elements, rows.shape)[marked]  # backwards: the first element is written last
    return result


def any_in(elements: Any, rows: Array, size: int) -> Array:
    """Whether any of each person's elements is marked."""
    result = np.zeros(size, dtype=np.bool_)
    result[rows[np.flatnonzero(elements)]] = True
    return result
