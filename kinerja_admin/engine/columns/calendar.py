"""Days as whole numbers (1 is 1 January of the year 1): sums, months, complete months between two."""

from __future__ import annotations

import ast
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from kinerja_admin.engine.columns import faults, kernels
from kinerja_admin.engine.columns.amounts import Amount, Number, constant
from kinerja_admin.engine.columns.rounding import Way, rounded
from kinerja_admin.engine.columns.values import Sort, Value

if TYPE_CHECKING:
    from kinerja_admin.engine.columns.writer import Writer

_EPOCH = date(1970, 1, 1).toordinal()
_LAST = date.max.toordinal()


def with_day(writer: Writer, sign: ast.operator, day: Value, other: Value) -> Value:
    """A day plus or minus days, or the days between two."""
    direction = 1 if isinstance(sign, ast.Add) else -1
    if other.sort is Sort.DAY:
        difference = writer.math.plus(day.amount, other.amount, -1)
        return writer.joined(replace(day, sort=Sort.NUMBER, number=difference), [day, other])
    whole, broken, doubt = _whole_days(writer, other.amount)
    moved = writer.math.plus(day.amount, whole, direction)
    over = [
        writer.math.compare(moved, constant(Fraction(end)), compare) for end, compare in ((1, ast.Lt), (_LAST, ast.Gt))
    ]
    result = writer.joined(replace(day, number=_kept(writer, moved)), [day, other])
    for decision, code in ((broken, faults.TYPE_MISMATCH), *((one, faults.LIMIT) for one in over)):
        if decision.known is not False:
            condition = writer.decided(decision, [Value(Sort.TRUTH, each=day.each)])
            fault = writer.scene.fault_where(writer.truth(condition), code)
            result = replace(result, fault=writer.scene.first([result.fault, fault]))
    doubts = [result.doubt, doubt, broken.doubt, *(one.doubt for one in over)]
    return replace(result, doubt=writer.scene.any_of(doubts))


def _whole_days(writer: Writer, number: Number) -> tuple[Number, Any, int | None]:
    """A number as whole days, where it is none, and where that is in doubt."""
    down = rounded(writer.math, number, Fraction(1), Way.FLOOR)
    whole = Number(down.amount)
    return whole, writer.math.compare(whole, number, ast.NotEq), down.doubt


def _kept(writer: Writer, moved: Number) -> Number:
    """Days held within the calendar; beyond it they are at fault."""
    first, last = constant(Fraction(1)), constant(Fraction(_LAST))
    return writer.math.extreme(writer.math.extreme(moved, first, highest=True), last, highest=False)


# --- months -----------------------------------------------------------------------------------------------------------


def month_of(writer: Writer, day: Value) -> Value:
    """The month of a day, 1 to 12."""
    if day.is_constant:
        month = date.fromordinal(int(day.amount.top.value)).month
        return writer.joined(Value(Sort.NUMBER, constant(Fraction(month)), each=day.each), [day])
    place = writer.emit(months, writer.math.in_units(day.amount.top))
    return writer.joined(Value(Sort.NUMBER, Number(Amount(place, 1, 12)), each=day.each), [day])


def between(writer: Writer, start: Value, end: Value, length: int) -> Value:
    """Complete spans of ``length`` months from one day to another; OUT_OF_RANGE where the second comes first."""
    start, end = writer.aligned([start, end])
    backward = writer.math.compare(end.amount, start.amount, ast.Lt)
    fault = None
    if backward.known is not False:
        place = writer.truth(writer.decided(backward, [Value(Sort.TRUTH, each=start.each)]))
        fault = writer.scene.fault_where(place, faults.OUT_OF_RANGE)
    days = [writer.math.in_units(value.amount.top) for value in (start, end)]
    counted = writer.emit(spans, *days, writer.scene.draft.constant(length))
    most = 12 * 9999 // length
    number = Number(Amount(counted, -most - 1, most))
    return writer.joined(Value(Sort.NUMBER, number, each=start.each), [start, end], fault)


def months(days: Any) -> Any:
    """The month of each day, 1 to 12."""
    return _months_since_epoch(days)[0] % 12 + 1.0


def spans(starts: Any, ends: Any, length: Any) -> Any:
    """Complete spans between two days, as Excel's DATEDIF counts them."""
    (first, first_day), (last, last_day) = _months_since_epoch(starts), _months_since_epoch(ends)
    return ((last - first - (last_day < first_day)) // length).astype(np.float64)


def _months_since_epoch(days: Any) -> tuple[Any, Any]:
    """Months since January 1970, and the day in the month."""
    stamps = (kernels.to_int(days) - _EPOCH).astype("datetime64[D]")
    found = stamps.astype("datetime64[M]")
    return found.astype(np.int64), (stamps - found.astype("datetime64[D]")).astype(np.int64)
