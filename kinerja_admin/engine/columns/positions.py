"""Where rows stand in a list of keys or of regions of the number line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, Any

import numpy as np

from kinerja_admin.engine.columns import kernels
from kinerja_admin.engine.columns.amounts import FLOAT_MOST, ONE, UNIT_ROUNDOFF, Amount, Form, Number, rounded_up
from kinerja_admin.engine.columns.arithmetic import Arithmetic
from kinerja_admin.engine.columns.population import whole_column
from kinerja_admin.engine.columns.rounding import halves_of
from kinerja_admin.engine.columns.values import Sort, Value
from kinerja_admin.engine.policy import Plain

if TYPE_CHECKING:
    from kinerja_admin.engine.columns.writer import Writer

_MOST_DENSE = 65_536
"""A table with one entry for every whole number between two bounds may have so many."""

_MOST_COMPARED = 4
"""Up to so many edges, comparing with each is faster than searching."""

_MOST_BUCKET_BITS = 12
"""So many buckets (as a power of two) still lie in the nearest cache."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where each row stands in a list: a known place, or a column; ``reached`` are the places that can come."""

    known: int | None = None
    place: int | None = None
    reached: frozenset[int] = frozenset()
    doubt: int | None = None


def position_of_key(writer: Writer, value: Value, keys: Sequence[Plain | None]) -> Position:
    """The place of a key in a list; strangers stand behind the last."""
    if value.number is not None:
        numbers = [as_number(key) for key in keys]
        known = {number: place for place, number in enumerate(numbers) if number is not None}
        points = sorted(known)
        regions = [len(keys)] * (2 * len(points) + 1)
        regions[1::2] = [known[point] for point in points]
        return position_of_number(writer.math, value.number, points, regions)
    if value.sort is Sort.TRUTH:
        codes = {bool(key): at for at, key in enumerate(keys)}
        table = [codes.get(False, len(keys)), codes.get(True, len(keys))]
        possible = frozenset({0, 1})
    else:
        words = writer.scene.population.words
        codes_of_words = {words.number(str(key)): at for at, key in enumerate(keys)}
        table = [codes_of_words.get(number, len(keys)) for number in range(len(words.texts))]
        possible = value.words
    if value.known is not None:
        return Position(table[int(value.known)], None, frozenset({table[int(value.known)]}))
    index = writer.emit(kernels.to_index, writer.truth(value)) if value.sort is Sort.TRUTH else writer.code(value)
    column = writer.scene.draft.constant(np.array(table, dtype=np.intp))
    return Position(None, writer.emit(kernels.look, column, index), frozenset(table[number] for number in possible))


def as_number(key: Plain | None) -> Fraction | None:
    """A number or a day as the number that columns hold."""
    if isinstance(key, Fraction):
        return key
    return Fraction(key.toordinal()) if key is not None and not isinstance(key, (str, bool)) else None


def position_of_number(
    math: Arithmetic, number: Number, points: list[Fraction], regions: Sequence[int]
) -> Position:  # fmt: skip
    """Which of the regions, cut by points, a number lies in; ``regions`` gives each of the 2·points + 1 its place.

    Region 0 lies below all points, region 2n + 1 is the point n itself, region 2n + 2 lies between it and the next.
    """
    if number.is_constant:
        known = regions[_region_of(number.top.value, points)]
        return Position(known, None, frozenset({known}))
    low, high = (_region_of(bound, points) for bound in number.bounds)
    reached = frozenset(regions[low : high + 1])
    if len(reached) == 1:
        (known,) = reached
        return Position(known, None, reached)
    whole = _as_whole(math, number, points)
    if whole is None:
        return _near_position(math, number, points, regions, reached)
    edges, places = _edges(whole, points, regions)
    if not edges:
        return Position(places[0], None, frozenset(places))
    return Position(None, _searched(math, whole, edges, places), frozenset(places))


def _region_of(value: Fraction, points: list[Fraction]) -> int:
    below = sum(point < value for point in points)
    return 2 * below + (below < len(points) and points[below] == value)


def _as_whole(math: Arithmetic, number: Number, points: list[Fraction]) -> Amount | None:
    """Whole numbers that stand to every point as the number does; None where only an approximation is at hand."""
    if number.top.form is Form.NEAR:
        return None
    if number.below is None and number.top.form is not Form.RATIONAL:
        return number.top
    return halves_of(math, number, Fraction(1, lcm(*(point.denominator for point in points))))


def _edges(whole: Amount, points: list[Fraction], regions: Sequence[int]) -> tuple[list[int], list[int]]:
    """The whole numbers at which the place changes, and the places: before the first, and from each on."""
    changes: dict[int, int] = {}
    for at, point in enumerate(points):
        edge = point / whole.unit
        if edge.denominator == 1:
            changes[int(edge)] = regions[2 * at + 1]
        changes[edge.__floor__() + 1] = regions[2 * at + 2]
    current = regions[0]
    for edge_at in sorted(changes):
        if edge_at <= whole.low:
            current = changes[edge_at]
    edges, places = [], [current]
    for edge_at in sorted(changes):
        if whole.low < edge_at <= whole.high and changes[edge_at] != places[-1]:
            edges.append(edge_at)
            places.append(changes[edge_at])
    return edges, places


def _searched(math: Arithmetic, whole: Amount, edges: list[int], places: list[int]) -> int:
    emit, constant_of = math.draft.emit, math.draft.constant
    assert whole.place is not None
    if whole.high - whole.low < _MOST_DENSE:
        steps = np.zeros(whole.high - whole.low + 1, dtype=np.intp)
        steps[[edge - whole.low for edge in edges]] = np.diff(places)
        table = constant_of(np.cumsum(steps) + places[0])
        shifted = (
            whole.place if not whole.low else emit(np.subtract, whole.place, math.held(_one(whole.low), whole.form))
        )
        return emit(kernels.look, table, emit(kernels.to_index, shifted))
    is_close = whole.form is Form.FLOAT and whole.high - whole.low <= FLOAT_MOST
    index = _bucketed(math, whole, edges) if len(edges) > _MOST_COMPARED and is_close else None
    if index is None:
        column, _ = whole_column(edges, whole.low, whole.high)
        kernel: Callable[..., Any] = kernels.passed if len(edges) <= _MOST_COMPARED else kernels.search
        index = emit(kernel, constant_of(column), whole.place)
    return emit(kernels.look, constant_of(np.array(places, dtype=np.intp)), index)


def _bucketed(math: Arithmetic, whole: Amount, edges: list[int]) -> int | None:
    """How many edges each number has reached, by buckets with at most one edge in each; None where that takes many.

    A bucket is a power of two wide, and no distance exceeds 2^53, so that finding it is exact in float64.
    """
    assert whole.place is not None
    width = 1 << (whole.high - whole.low).bit_length()
    for bits in range(1, _MOST_BUCKET_BITS + 1):
        buckets = [((edge - whole.low) << bits) // width for edge in edges]
        if len(set(buckets)) == len(buckets):
            break
    else:
        return None
    inside = np.full(1 << bits, np.inf)
    inside[buckets] = edges
    before = np.searchsorted(np.array(buckets), np.arange(1 << bits), side="left")
    constants = (float(whole.low), 2.0**bits / width, before.astype(np.intp), inside)
    return math.draft.emit(kernels.bucketed, whole.place, *map(math.draft.constant, constants))


def _one(whole: int) -> Amount:
    return Amount(None, whole, whole)


def _near_position(
    math: Arithmetic, number: Number, points: list[Fraction], regions: Sequence[int], reached: frozenset[int]
) -> Position:
    """The open region by approximation; within the error of a point it is in doubt."""
    near = math.near_number(number, ONE)
    emit, constant_of = math.draft.emit, math.draft.constant
    assert near.place is not None
    size = max(near.size + near.error, *(abs(point) for point in points))
    error = float(rounded_up(near.error + 8 * size * UNIT_ROUNDOFF))
    edges = constant_of(np.array([float(point) for point in points]))
    lower = emit(kernels.search, edges, emit(np.subtract, near.place, constant_of(error)))
    upper = emit(kernels.search, edges, emit(np.add, near.place, constant_of(error)))
    places = constant_of(np.array([regions[2 * at] for at in range(len(points) + 1)], dtype=np.intp))
    doubt = emit(np.not_equal, lower, upper)
    reached |= {regions[2 * at] for at in range(len(points) + 1)}
    return Position(None, emit(kernels.look, places, upper), reached, doubt)
