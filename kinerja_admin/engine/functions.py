"""The functions that a formula may call: what each takes, what it gives, and how it is worked out.

Adding a function is adding one entry to ``FUNCTIONS``. ``shape`` says before any evaluation what a call yields and
reports what is wrong with it; ``value`` works it out for one person (inside a series: for one element).
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from fractions import Fraction

from kinerja_admin.engine.calls import Checker, Evaluation, Function, Value
from kinerja_admin.engine.expression.formula import literal_of
from kinerja_admin.engine.numbers import Rounding
from kinerja_admin.engine.policy import Kind, Plain, Shape
from kinerja_admin.engine.units import PERCENT, RATIO, Unit, agree

NUMBER = Shape(Kind.DECIMAL)
WHOLE = Shape(Kind.INTEGER)
CONDITION = Shape(Kind.CONDITION)
DAY = Shape(Kind.DATE)


def _amount(value: Plain) -> Fraction:
    assert isinstance(value, Fraction)
    return value


def _day(value: Plain) -> date:
    assert isinstance(value, date)
    return value


# --- choosing ---------------------------------------------------------------------------------------------------------


def _if_shape(check: Checker, call: ast.Call) -> Shape:
    condition, yes, no = call.args
    decides = check.condition(condition)
    branches = [check.knowing(condition, True, yes), check.knowing(condition, False, no)]
    result = check.same([yes, no], branches)
    return replace(result, each=check.along(call, [decides, *branches]))


def _if_value(run: Evaluation, call: ast.Call) -> Value:
    condition, yes, no = call.args
    return run.value(yes if run.value(condition) else no)


def _present_shape(check: Checker, call: ast.Call) -> Shape:
    return replace(CONDITION, each=check.recorded(call.args[0]).each)


def _present_value(run: Evaluation, call: ast.Call) -> Value:
    (asked,) = call.args
    assert isinstance(asked, ast.Name)
    return run.is_present(asked)


def _coalesce_shape(check: Checker, call: ast.Call) -> Shape:
    first, otherwise = call.args
    shapes = [replace(check.possibly_absent(first), absent=False), check.visit(otherwise)]
    return replace(check.same([first, otherwise], shapes), each=check.along(call, shapes))


def _coalesce_value(run: Evaluation, call: ast.Call) -> Value:
    first, otherwise = call.args
    found = run.maybe(first)
    return run.value(otherwise) if found is None else found


# --- many values into one -------------------------------------------------------------------------------------------


def _collected(kinds: Callable[[Shape], bool]) -> Callable[[Checker, ast.Call], Shape]:
    """A function that reduces one series, or combines several arguments element by element."""

    def shape(check: Checker, call: ast.Call) -> Shape:
        may_miss = isinstance(call.func, ast.Name) and call.func.id == "AVERAGE"
        shapes = [check.possibly_absent(node) if may_miss else check.visit(node) for node in call.args]
        shapes = [replace(shape, absent=False) for shape in shapes]
        for node, found in zip(call.args, shapes, strict=True):
            if not found.is_unknown and not kinds(found):
                return check.refuse("WRONG_TYPE", node, kind=found.kind.value)
        if len(call.args) == 1:
            if not shapes[0].is_unknown and shapes[0].each is None:
                return check.refuse("SERIES_NEEDED", call.args[0])
            result = replace(shapes[0], each=None)
        else:
            result = replace(check.same(call.args, shapes), each=check.along(call, shapes))
        if result.kind is Kind.WORD and result.vocabulary is None:
            return check.refuse("AMBIGUOUS_WORD", call, words=", ".join(sorted(result.words)))
        return replace(result, kind=Kind.DECIMAL) if may_miss and result.kind is Kind.INTEGER else result

    return shape


def _is_number(shape: Shape) -> bool:
    return shape.kind.is_number


def _is_ordered(shape: Shape) -> bool:
    if shape.kind is Kind.WORD:
        return shape.vocabulary is None or shape.vocabulary.ordered
    return shape.kind.is_number or shape.kind is Kind.DATE


def _gathered(run: Evaluation, call: ast.Call) -> Iterable[Value]:
    if len(call.args) == 1:
        return run.elements(call.args[0])
    return (run.maybe(node) for node in call.args)


def _sum_value(run: Evaluation, call: ast.Call) -> Value:
    return sum((_amount(value) for value in _gathered(run, call) if value is not None), Fraction(0))


def _average_value(run: Evaluation, call: ast.Call) -> Value:
    present = [_amount(value) for value in _gathered(run, call) if value is not None]
    if not present:
        raise run.fault("MISSING_INPUT", what="AVERAGE")
    return sum(present, Fraction(0)) / len(present)


def _extreme(name: str, highest: bool) -> Callable[[Evaluation, ast.Call], Value]:  # noqa: FBT001 - a table's column
    def value(run: Evaluation, call: ast.Call) -> Value:
        found = [value for value in _gathered(run, call) if value is not None]
        if not found:
            raise run.fault("MISSING_INPUT", what=name)
        choose = max if highest else min
        if isinstance(found[0], str):
            return choose(found, key=lambda word: run.rank(call, str(word)))
        return choose(found)

    return value


def _count_shape(check: Checker, call: ast.Call) -> Shape:
    (counted,) = call.args
    shape = check.possibly_absent(counted)
    if not shape.is_unknown and shape.each is None:
        return check.refuse("SERIES_NEEDED", counted)
    return WHOLE


def _count_value(run: Evaluation, call: ast.Call) -> Value:
    found = run.elements(call.args[0])
    return Fraction(sum(1 for value in found if value is not None and value is not False))


# --- rounding and ratios ----------------------------------------------------------------------------------------------


def _round_shape(check: Checker, call: ast.Call) -> Shape:
    amount, places = call.args
    shape = check.number(amount)
    count = _literal_whole(places)
    check.number(places)
    if count is None or not -12 <= count <= 12:
        return check.refuse("ROUND_PLACES", places)
    return replace(shape, kind=Kind.INTEGER) if count <= 0 and shape.kind.is_number else shape


def _literal_whole(node: ast.expr) -> int | None:
    sign = 1
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        sign, node = -1, node.operand
    value = literal_of(node)
    return sign * value.numerator if isinstance(value, Fraction) and value.denominator == 1 else None


def rounding_of(call: ast.Call) -> Rounding | None:
    """What ROUND, CEILING or FLOOR with a literal rounds to, for the question whether a step ends rounded."""
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    if name == "ROUND":
        places = _literal_whole(call.args[1])
        return None if places is None else Rounding(Fraction(10) ** -places)
    last = literal_of(call.args[-1]) if name in {"CEILING", "FLOOR"} and call.args else None
    return Rounding(last) if isinstance(last, Fraction) and last > 0 else None


def _round_value(run: Evaluation, call: ast.Call) -> Value:
    rounding = rounding_of(call)
    assert rounding is not None
    return rounding.apply(_amount(run.value(call.args[0])))


def _multiple_shape(check: Checker, call: ast.Call) -> Shape:
    shapes = [check.number(node) for node in call.args]
    if not agree(shapes[0].unit, shapes[1].unit):
        return check.refuse("UNIT_MISMATCH", call, one=str(shapes[0].unit), other=str(shapes[1].unit))
    kinds = {shape.kind for shape in shapes}
    kind = Kind.INTEGER if shapes[1].kind is Kind.INTEGER else Kind.DECIMAL
    return replace(shapes[0], kind=Kind.UNKNOWN if Kind.UNKNOWN in kinds else kind, each=check.along(call, shapes))


def _multiple_value(*, up: bool) -> Callable[[Evaluation, ast.Call], Value]:
    def value(run: Evaluation, call: ast.Call) -> Value:
        amount, step = (_amount(run.value(node)) for node in call.args)
        if step <= 0:
            raise run.fault("OUT_OF_RANGE", what="CEILING" if up else "FLOOR", value=str(step))
        times = amount / step
        whole = -(-times.numerator // times.denominator) if up else times.numerator // times.denominator
        return whole * step

    return value


def _percent_shape(check: Checker, call: ast.Call) -> Shape:
    (amount,) = call.args
    shape = check.number(amount)
    if shape.unit is not None and shape.unit != PERCENT:
        return check.refuse("PERCENT_OF_WHAT", amount, unit=str(shape.unit))
    return replace(shape, kind=shape.kind if shape.is_unknown else Kind.DECIMAL, unit=RATIO)


def _percent_value(run: Evaluation, call: ast.Call) -> Value:
    return _amount(run.value(call.args[0])) / 100


def _ratio_shape(check: Checker, call: ast.Call) -> Shape:
    shapes = [check.number(node) for node in call.args]
    unit = quotient(shapes[0], shapes[1])
    if len(shapes) > 2 and not agree(unit, shapes[2].unit):
        return check.refuse("UNIT_MISMATCH", call.args[2], one=str(unit), other=str(shapes[2].unit))
    kind = Kind.UNKNOWN if any(shape.is_unknown for shape in shapes) else Kind.DECIMAL
    return Shape(kind, unit, each=check.along(call, shapes))


def quotient(above: Shape, below: Shape) -> Unit | None:
    """The unit of a ratio: equal units cancel; what has none goes with everything."""
    if below.unit is None:
        return above.unit
    return None if above.unit is None else above.unit * below.unit.inverse()


def _ratio_value(run: Evaluation, call: ast.Call) -> Value:
    above, below = _amount(run.value(call.args[0])), _amount(run.value(call.args[1]))
    if below:
        return above / below
    if len(call.args) < 3:
        raise run.fault("DIVISION_BY_ZERO")
    return run.value(call.args[2])


# --- tables and scores ------------------------------------------------------------------------------------------------


def _lookup_shape(check: Checker, call: ast.Call) -> Shape:
    table = check.table(call)
    if table is None:
        return Shape(Kind.UNKNOWN)
    if len(call.args) - 1 != len(table.keys):
        return check.refuse("TABLE_ARGUMENTS", call, table=table.name, count=str(len(table.keys)))
    shapes = [check.argument(node, table, place) for place, node in enumerate(call.args[1:])]
    return replace(table.shape, each=check.along(call, shapes))


def _lookup_value(run: Evaluation, call: ast.Call) -> Value:
    table = call.args[0]
    assert isinstance(table, ast.Name)
    return run.look_up(table.id, [run.value(node) for node in call.args[1:]])


def _band_shape(check: Checker, call: ast.Call) -> Shape:
    shape = _lookup_shape(check, call)
    table = None if shape.is_unknown else check.table(call)
    if table is None or not table.marginal:
        return shape
    return replace(shape, kind=Kind.DECIMAL, unit=check.visit(call.args[1]).unit)


def _band_value(run: Evaluation, call: ast.Call) -> Value:
    table = call.args[0]
    assert isinstance(table, ast.Name)
    amount = _amount(run.value(call.args[1]))
    return run.band(table.id, amount, run.value(call.args[2]) if len(call.args) > 2 else None)


def _score_shape(check: Checker, call: ast.Call) -> Shape:
    check.indicators(call)
    return Shape(Kind.DECIMAL, PERCENT)


def _score_value(run: Evaluation, call: ast.Call) -> Value:
    return run.weighted_score([node.id for node in call.args if isinstance(node, ast.Name)])


# --- dates ------------------------------------------------------------------------------------------------------------


def _between_shape(check: Checker, call: ast.Call) -> Shape:
    shapes = [check.day(node) for node in call.args]
    return replace(WHOLE, each=check.along(call, shapes))


def months_between(start: date, end: date) -> int:
    """Complete months, as Excel's DATEDIF counts them."""
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)


def _between_value(months: int) -> Callable[[Evaluation, ast.Call], Value]:
    def value(run: Evaluation, call: ast.Call) -> Value:
        start, end = (_day(run.value(node)) for node in call.args)
        if end < start:
            raise run.fault(
                "OUT_OF_RANGE", what="YEARS_BETWEEN" if months > 1 else "MONTHS_BETWEEN", value=end.isoformat()
            )
        return Fraction(months_between(start, end) // months)

    return value


def _month_shape(check: Checker, call: ast.Call) -> Shape:
    return replace(WHOLE, each=check.day(call.args[0]).each)


def _month_value(run: Evaluation, call: ast.Call) -> Value:
    return Fraction(_day(run.value(call.args[0])).month)


def _bound_shape(_check: Checker, _call: ast.Call) -> Shape:
    return DAY


# --- the table --------------------------------------------------------------------------------------------------------

_ALL = (
    Function("IF", "IF(condition, a, b)", 3, 3, "a where the condition holds, otherwise b; only the chosen one counts",
             ("IF(3 > 2, 10, 1 / 0)", "10"), _if_shape, _if_value),
    Function("MIN", "MIN(series) / MIN(a, b, …)", 1, 99, "the smallest; of several arguments element by element",
             ("MIN(3, 2, 7)", "2"), _collected(_is_ordered), _extreme("MIN", highest=False)),
    Function("MAX", "MAX(series) / MAX(a, b, …)", 1, 99, "the largest; of several arguments element by element",
             ("MAX(3, 2, 7)", "7"), _collected(_is_ordered), _extreme("MAX", highest=True)),
    Function("SUM", "SUM(series) / SUM(a, b, …)", 1, 99, "the sum; of nothing 0",
             ("SUM(3, 2, 7)", "12"), _collected(_is_number), _sum_value),
    Function("AVERAGE", "AVERAGE(series) / AVERAGE(a, b, …)", 1, 99, "the mean of those that are present",
             ("AVERAGE(3, 2, 7)", "4"), _collected(_is_number), _average_value),
    Function("COUNT", "COUNT(series)", 1, 1, "how many elements are present; of conditions, how many are true",
             ("", ""), _count_shape, _count_value),
    Function("ROUND", "ROUND(x, n)", 2, 2, "to n decimals, half away from zero; n is a literal from −12 to 12",
             ("ROUND(2.345, 2)", "2.35"), _round_shape, _round_value),
    Function("CEILING", "CEILING(x, step)", 2, 2, "up to the next multiple of step",
             ("CEILING(5001, 100)", "5100"), _multiple_shape, _multiple_value(up=True)),
    Function("FLOOR", "FLOOR(x, step)", 2, 2, "down to the next multiple of step",
             ("FLOOR(5099, 100)", "5000"), _multiple_shape, _multiple_value(up=False)),
    Function("PERCENT", "PERCENT(x)", 1, 1, "x / 100: the one way from persen or skor to rasio",
             ("PERCENT(40)", "0.4"), _percent_shape, _percent_value),
    Function("RATIO", "RATIO(a, b) / RATIO(a, b, when_zero)", 2, 3, "a / b; the third argument answers b = 0",
             ("RATIO(7, 0, 1)", "1"), _ratio_shape, _ratio_value),
    Function("LOOKUP", "LOOKUP(table, key) / LOOKUP(table, row, column)", 2, 3, "the entry of an exact table",
             ("", ""), _lookup_shape, _lookup_value),
    Function("BAND", "BAND(table, x) / BAND(table, x, key)", 2, 3,
             "the value of the band that x lies in; marginal: the amount",
             ("", ""), _band_shape, _band_value),
    Function("PRESENT", "PRESENT(x)", 1, 1, "whether the fact is recorded",
             ("", ""), _present_shape, _present_value),
    Function("COALESCE", "COALESCE(x, y)", 2, 2, "x where it is present, otherwise y",
             ("", ""), _coalesce_shape, _coalesce_value),
    Function("WEIGHTED_SCORE", "WEIGHTED_SCORE() / WEIGHTED_SCORE(a, b)", 0, 99,
             "Σ score × weight ÷ Σ weight over all, or the named, indicators that apply",
             ("", ""), _score_shape, _score_value),
    Function("YEARS_BETWEEN", "YEARS_BETWEEN(a, b)", 2, 2, "complete years from a to b",
             ("", ""), _between_shape, _between_value(12)),
    Function("MONTHS_BETWEEN", "MONTHS_BETWEEN(a, b)", 2, 2, "complete months from a to b",
             ("", ""), _between_shape, _between_value(1)),
    Function("MONTH", "MONTH(d)", 1, 1, "the month of a date, 1 to 12",
             ("MONTH(PERIOD_START())", "1"), _month_shape, _month_value),
    Function("PERIOD_START", "PERIOD_START()", 0, 0, "the first day of the period",
             ("PERIOD_START()", "2026-01-01"), _bound_shape, lambda run, _call: run.bounds()[0]),
    Function("PERIOD_END", "PERIOD_END()", 0, 0, "the last day of the period",
             ("PERIOD_END() - PERIOD_START() + 1", "31"), _bound_shape, lambda run, _call: run.bounds()[1]),
)  # fmt: skip

FUNCTIONS = {function.name: function for function in _ALL}
"""Every function by its name."""

OPERATORS = frozenset({"AND", "OR", "NOT"})
"""Functions that are the same tree as ``and or not``."""

CALLABLE = frozenset(FUNCTIONS) | OPERATORS
"""Every name that may be called."""

ROUNDING_FUNCTIONS = frozenset({"ROUND", "CEILING", "FLOOR"})
