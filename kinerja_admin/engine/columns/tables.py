"""LOOKUP and BAND: every table becomes a list of entries and a way to find each row's place in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from kinerja_admin.engine.columns import faults, kernels
from kinerja_admin.engine.columns.amounts import ONE, UNIT_ROUNDOFF, Amount, Form, Number, constant, rounded_up
from kinerja_admin.engine.columns.arithmetic import Arithmetic
from kinerja_admin.engine.columns.population import whole_column
from kinerja_admin.engine.columns.rounding import halves_of
from kinerja_admin.engine.columns.values import Sort, Value, sort_of
from kinerja_admin.engine.policy import Band, Bands, Cells, Plain, Table, TableForm

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


# --- looking up -------------------------------------------------------------------------------------------------------


def lookup(writer: Writer, table: Table, arguments: list[Value]) -> Value:
    """The entry of an exact table; OUT_OF_RANGE where there is none."""
    cells = cast(Cells, writer.scene.prepared.tables[table.name])
    keys = [list(dict.fromkeys(key[place] for key in cells)) for place in range(len(arguments))]
    positions = [_position_of_key(writer, value, some) for value, some in zip(arguments, keys, strict=True)]
    sizes = [len(some) + 1 for some in keys]  # the last place of each is that of strangers
    entries: list[Plain | None] = [None] * (sizes[0] * (sizes[1] if len(sizes) > 1 else 1))
    places = [{part: place for place, part in enumerate(some)} for some in keys]
    for key, value in cells.items():
        entries[_flat([known[part] for known, part in zip(places, key, strict=True)], sizes)] = value
    return _entry(writer, table, _joined(writer, positions, sizes), entries, arguments)


def banded(writer: Writer, table: Table, arguments: list[Value]) -> Value:
    """The value of the band that a number lies in, or the marginal amount."""
    bands = cast(Bands, writer.scene.prepared.tables[table.name])
    columns: list[Plain | None] = list(bands)
    points = sorted({
        edge for some in bands.values() for one in some for edge in (one.low, one.high) if edge is not None
    } | ({Fraction(0)} if table.marginal else set()))  # fmt: skip
    found = [_bands_by_region(table, some, points) for some in bands.values()]
    regions = _marginal_regions(bands, points) if table.marginal else _alike(list(zip(*found, strict=True)))
    position = _position_of_number(writer.math, arguments[0].amount, points, regions)
    positions, sizes = [position], [2 * len(points) + 1]
    if len(arguments) > 1:
        positions.append(_position_of_key(writer, arguments[1], columns))
        sizes.append(len(columns) + 1)
    where = _joined(writer, positions, sizes)
    if table.marginal:
        return _marginal_amount(writer, table, bands, points, where, arguments)
    width = sizes[1] if len(sizes) > 1 else 1
    entries: list[Plain | None] = [None] * (sizes[0] * width)
    for at, (some, places) in enumerate(zip(bands.values(), found, strict=True)):
        entries[at::width] = [None if place is None else some[place].value for place in places]
    return _entry(writer, table, where, entries, arguments)


def _flat(places: Sequence[int], sizes: Sequence[int]) -> int:
    return places[0] if len(places) == 1 else places[0] * sizes[1] + places[1]


def _joined(writer: Writer, positions: list[Position], sizes: list[int]) -> Position:
    """The place in a table of two keys."""
    if len(positions) == 1:
        return positions[0]
    one, other = positions
    reached = frozenset(_flat(pair, sizes) for pair in ((a, b) for a in one.reached for b in other.reached))
    doubt = writer.scene.any_of([one.doubt, other.doubt])
    if one.known is not None and other.known is not None:
        return Position(_flat([one.known, other.known], sizes), None, reached, doubt)
    left, right = (_place_of(writer, position) for position in positions)
    place = writer.emit(np.add, writer.emit(np.multiply, left, writer.scene.draft.constant(sizes[1])), right)
    return Position(None, place, reached, doubt)


def _place_of(writer: Writer, position: Position) -> int:
    if position.known is not None:
        return writer.scene.draft.constant(position.known)
    assert position.place is not None
    return position.place


def _entry(
    writer: Writer, table: Table, position: Position, entries: list[Plain | None], arguments: list[Value]
) -> Value:
    reached = [entries[place] for place in sorted(position.reached)]
    is_missing = None in reached
    fault = _stranger(writer, position, [entry is None for entry in entries]) if is_missing else None
    sort = sort_of(table.shape.kind)
    if position.known is not None or all(entry is None for entry in reached):
        entry = None if position.known is None else entries[position.known]
        found = writer.constant(_filler(sort) if entry is None else entry)
    else:
        found = _column(writer, sort, position, entries)
    each = arguments[0].each
    result = writer.joined(replace(found, each=each), arguments, fault)
    return replace(result, doubt=writer.scene.any_of([result.doubt, position.doubt]))


def _filler(sort: Sort) -> Plain:
    return False if sort is Sort.TRUTH else "" if sort is Sort.WORD else Fraction(0)


def _stranger(writer: Writer, position: Position, missing: list[bool]) -> int:
    if position.known is not None:
        return writer.scene.fault(faults.OUT_OF_RANGE)
    codes = np.where(missing, faults.FAULT(faults.OUT_OF_RANGE), faults.FAULT(0))
    return writer.emit(faults.listed, writer.scene.draft.constant(codes), _place_of(writer, position))


def _column(writer: Writer, sort: Sort, position: Position, entries: list[Plain | None]) -> Value:
    place, draft = _place_of(writer, position), writer.scene.draft
    if sort is Sort.NUMBER:
        amounts = [entry if isinstance(entry, Fraction) else None for entry in entries]
        return Value(sort, listed(writer.math, place, amounts, position.reached))
    if sort is Sort.TRUTH:
        return Value(
            sort, place=writer.emit(kernels.look, draft.constant(np.array([e is True for e in entries])), place)
        )
    words = writer.scene.population.words
    numbers = np.array([0 if entry is None else words.number(str(entry)) for entry in entries], dtype=np.intp)
    possible = frozenset(int(numbers[at]) for at in position.reached if entries[at] is not None)
    return Value(sort, place=writer.emit(kernels.look, draft.constant(numbers), place), words=possible)


def listed(
    math: Arithmetic, index: int, values: Sequence[Fraction | None], reached: frozenset[int] | None = None
) -> Number:
    """The numbers of a list, by place; the bounds are those of the places that can come."""
    used = [value for at, value in enumerate(values) if value is not None and (reached is None or at in reached)]
    unit = Fraction(1, lcm(*(value.denominator for value in used)))
    low, high = int(min(used) / unit), int(max(used) / unit)
    if low == high:
        return constant(used[0])
    wholes = (low if value is None or not low <= value / unit <= high else int(value / unit) for value in values)
    column, form = whole_column(wholes, low, high)
    place = math.draft.emit(kernels.look, math.draft.constant(column), index)
    return Number(Amount(place, low, high, form, unit))


# --- marginal amounts -------------------------------------------------------------------------------------------------


def _marginal_amount(
    writer: Writer, table: Table, bands: Bands, points: list[Fraction], where: Position, arguments: list[Value]
) -> Value:
    """A straight line in every region: a slope and where it begins."""
    share = Fraction(1, 100) if table.shape.unit and table.shape.unit.powers else Fraction(1)
    width = 1 if len(arguments) == 1 else len(bands) + 1
    slopes: list[Fraction | None] = [None] * ((2 * len(points) + 1) * width)
    starts: list[Fraction | None] = list(slopes)
    for at, some in enumerate(bands.values()):
        for region, amount in enumerate(_inside(points)):
            if amount >= 0 and (some[-1].high is None or amount <= some[-1].high):
                left = max((point for point in points if point <= amount), default=Fraction(0))
                right = min((point for point in points if point > amount), default=left + 1)
                begin = _amount_at(some, left) * share
                slope = (_amount_at(some, right) * share - begin) / (right - left)
                slopes[region * width + at], starts[region * width + at] = slope, begin - slope * left
    reached = [slopes[place] for place in where.reached]
    fault = _stranger(writer, where, [slope is None for slope in slopes]) if None in reached else None
    if all(slope is None for slope in reached):
        number = constant(Fraction(0))
    else:
        math, place = writer.math, _place_of(writer, where)
        line = math.times(arguments[0].amount, listed(math, place, slopes, where.reached))
        number = math.plus(line, listed(math, place, starts, where.reached))
    result = writer.joined(Value(Sort.NUMBER, number, each=arguments[0].each), arguments, fault)
    return replace(result, doubt=writer.scene.any_of([result.doubt, where.doubt]))


def _amount_at(bands: Sequence[Band], amount: Fraction) -> Fraction:
    """What the bands make of an amount, before percent."""
    total = Fraction(0)
    for band in bands:
        low, top = band.low or Fraction(0), amount if band.high is None else min(amount, band.high)
        total += max(top - low, Fraction(0)) * cast(Fraction, band.value)
    return total


# --- places -----------------------------------------------------------------------------------------------------------


def _position_of_key(writer: Writer, value: Value, keys: Sequence[Plain | None]) -> Position:
    """The place of a key in a list; strangers stand behind the last."""
    if value.number is not None:
        numbers = [_as_number(key) for key in keys]
        known = {number: place for place, number in enumerate(numbers) if number is not None}
        points = sorted(known)
        regions = [len(keys)] * (2 * len(points) + 1)
        regions[1::2] = [known[point] for point in points]
        return _position_of_number(writer.math, value.number, points, regions)
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


def _as_number(key: Plain | None) -> Fraction | None:
    if isinstance(key, Fraction):
        return key
    return Fraction(key.toordinal()) if key is not None and not isinstance(key, (str, bool)) else None


def _inside(points: list[Fraction]) -> list[Fraction]:
    """One amount inside every region: below all points, at each point, and between it and the next."""
    if not points:
        return [Fraction(0)]
    found = [points[0] - 1]
    for at, point in enumerate(points):
        following = points[at + 1] if at + 1 < len(points) else point + 2
        found += [point, (point + following) / 2]
    return found


def _bands_by_region(table: Table, bands: Sequence[Band], points: list[Fraction]) -> list[int | None]:
    """For every region the first band that holds there."""
    at = {point: place for place, point in enumerate(points)}
    found: list[int | None] = [None] * (2 * len(points) + 1)
    for place in reversed(range(len(bands))):
        low, high = bands[place].low, bands[place].high
        start = 0 if low is None else 2 * at[low] + (2 if table.form is TableForm.UP_TO else 1)
        end = len(found) if high is None else 2 * at[high] + (1 if table.form is TableForm.FROM else 2)
        found[start:end] = [place] * max(end - start, 0)
    return found


def _alike(regions: Sequence[object]) -> list[int]:
    """For every region the first one that is like it, so that regions that do not differ are found as one."""
    seen: dict[object, int] = {}
    return [seen.setdefault(region, place) for place, region in enumerate(regions)]


def _marginal_regions(bands: Bands, points: list[Fraction]) -> list[int]:
    """Regions with the same straight lines."""
    begins = [max((point for point in points if point <= amount), default=None) for amount in _inside(points)]
    ends = [[some[-1].high is None or amount <= some[-1].high for some in bands.values()] for amount in _inside(points)]
    return _alike([(begin, *within) for begin, within in zip(begins, ends, strict=True)])


def _position_of_number(
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
    index = _bucketed(math, whole, edges) if len(edges) > _MOST_COMPARED and whole.form is Form.FLOAT else None
    if index is None:
        column, _ = whole_column(edges, whole.low, whole.high)
        kernel: Callable[..., Any] = kernels.passed if len(edges) <= _MOST_COMPARED else kernels.search
        index = emit(kernel, constant_of(column), whole.place)
    return emit(kernels.look, constant_of(np.array(places, dtype=np.intp)), index)


def _bucketed(math: Arithmetic, whole: Amount, edges: list[int]) -> int | None:
    """How many edges each number has reached, by buckets with at most one edge in each; None where that takes many.

    A bucket is a power of two wide, so that finding it is exact in float64.
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
