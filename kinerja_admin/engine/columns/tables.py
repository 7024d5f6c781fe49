"""LOOKUP and BAND: every table becomes a list of entries and a way to find each row's place in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, cast

import numpy as np

from kinerja_admin.engine.columns import faults, kernels
from kinerja_admin.engine.columns.amounts import Amount, Number, constant
from kinerja_admin.engine.columns.arithmetic import Arithmetic
from kinerja_admin.engine.columns.population import whole_column
from kinerja_admin.engine.columns.positions import Position, as_number, position_of_key, position_of_number
from kinerja_admin.engine.columns.values import Sort, Value, sort_of
from kinerja_admin.engine.policy import Band, Bands, Cells, Plain, Table, TableForm

if TYPE_CHECKING:
    from kinerja_admin.engine.columns.writer import Writer

# --- looking up -------------------------------------------------------------------------------------------------------


def lookup(writer: Writer, table: Table, arguments: list[Value]) -> Value:
    """The entry of an exact table; OUT_OF_RANGE where there is none."""
    cells = cast(Cells, writer.scene.prepared.tables[table.name])
    keys = [list(dict.fromkeys(key[place] for key in cells)) for place in range(len(arguments))]
    positions = [position_of_key(writer, value, some) for value, some in zip(arguments, keys, strict=True)]
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
    position = position_of_number(writer.math, arguments[0].amount, points, regions)
    positions, sizes = [position], [2 * len(points) + 1]
    if len(arguments) > 1:
        positions.append(position_of_key(writer, arguments[1], columns))
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
    """What stands where there is nothing; it is at fault."""
    fillers: dict[Sort, Plain] = {Sort.TRUTH: False, Sort.WORD: "", Sort.DAY: date.min, Sort.NUMBER: Fraction(0)}
    return fillers[sort]


def _stranger(writer: Writer, position: Position, missing: list[bool]) -> int:
    if position.known is not None:
        return writer.scene.fault(faults.OUT_OF_RANGE)
    codes = np.where(missing, faults.FAULT(faults.OUT_OF_RANGE), faults.FAULT(0))
    return writer.emit(faults.listed, writer.scene.draft.constant(codes), _place_of(writer, position))


def _column(writer: Writer, sort: Sort, position: Position, entries: list[Plain | None]) -> Value:
    place, draft = _place_of(writer, position), writer.scene.draft
    if sort in {Sort.NUMBER, Sort.DAY}:
        amounts = [as_number(entry) for entry in entries]
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


# --- regions --------------------------------------------------------------------------------------------------------


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
