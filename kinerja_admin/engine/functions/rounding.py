"""Rounding, percentages and ratios."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from kinerja_admin.engine.calls import Checker, Evaluation, Value
from kinerja_admin.engine.expression.formula import literal_of
from kinerja_admin.engine.functions.kinds import amount_of
from kinerja_admin.engine.numbers import Rounding
from kinerja_admin.engine.policy import Kind, Shape
from kinerja_admin.engine.units import PERCENT, RATIO, Unit, agree


def round_shape(check: Checker, call: ast.Call) -> Shape:
    """A number; the places are a literal."""
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


def round_value(run: Evaluation, call: ast.Call) -> Value:
    """Rounded half away from zero."""
    rounding = rounding_of(call)
    assert rounding is not None
    return rounding.apply(amount_of(run.value(call.args[0])))


def multiple_shape(check: Checker, call: ast.Call) -> Shape:
    """A number in the unit of both."""
    shapes = [check.number(node) for node in call.args]
    if not agree(shapes[0].unit, shapes[1].unit):
        return check.refuse("UNIT_MISMATCH", call, one=str(shapes[0].unit), other=str(shapes[1].unit))
    kinds = {shape.kind for shape in shapes}
    kind = Kind.INTEGER if shapes[1].kind is Kind.INTEGER else Kind.DECIMAL
    return replace(shapes[0], kind=Kind.UNKNOWN if Kind.UNKNOWN in kinds else kind, each=check.along(call, shapes))


def multiple_value(*, up: bool) -> Callable[[Evaluation, ast.Call], Value]:
    """Up or down on the number line."""

    def value(run: Evaluation, call: ast.Call) -> Value:
        amount, step = (amount_of(run.value(node)) for node in call.args)
        if step <= 0:
            raise run.fault("OUT_OF_RANGE", what="CEILING" if up else "FLOOR", value=str(step))
        times = amount / step
        whole = -(-times.numerator // times.denominator) if up else times.numerator // times.denominator
        return whole * step

    return value


def percent_shape(check: Checker, call: ast.Call) -> Shape:
    """A ratio of percent, score or a bare number."""
    (amount,) = call.args
    shape = check.number(amount)
    if shape.unit is not None and shape.unit != PERCENT:
        return check.refuse("PERCENT_OF_WHAT", amount, unit=str(shape.unit))
    return replace(shape, kind=shape.kind if shape.is_unknown else Kind.DECIMAL, unit=RATIO)


def percent_value(run: Evaluation, call: ast.Call) -> Value:
    """A hundredth."""
    return amount_of(run.value(call.args[0])) / 100


def ratio_shape(check: Checker, call: ast.Call) -> Shape:
    """A number in the unit of the quotient."""
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


def ratio_value(run: Evaluation, call: ast.Call) -> Value:
    """The quotient, or the answer to a zero below."""
    above, below = amount_of(run.value(call.args[0])), amount_of(run.value(call.args[1]))
    if below:
        return above / below
    if len(call.args) < 3:
        raise run.fault("DIVISION_BY_ZERO")
    return run.value(call.args[2])
