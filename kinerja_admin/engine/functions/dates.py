"""Dates: complete years and months, the month, and the bounds of the period."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction

from kinerja_admin.engine.calls import Checker, Evaluation, Value
from kinerja_admin.engine.functions.kinds import DAY, WHOLE, day_of
from kinerja_admin.engine.policy import Shape


def between_shape(check: Checker, call: ast.Call) -> Shape:
    """A whole number."""
    shapes = [check.day(node) for node in call.args]
    return replace(WHOLE, each=check.along(call, shapes))


def months_between(start: date, end: date) -> int:
    """Complete months, as Excel's DATEDIF counts them."""
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)


def between_value(months: int) -> Callable[[Evaluation, ast.Call], Value]:
    """Complete units of so many months."""

    def value(run: Evaluation, call: ast.Call) -> Value:
        start, end = (day_of(run.value(node)) for node in call.args)
        if end < start:
            raise run.fault(
                "OUT_OF_RANGE", what="YEARS_BETWEEN" if months > 1 else "MONTHS_BETWEEN", value=end.isoformat()
            )
        return Fraction(months_between(start, end) // months)

    return value


def month_shape(check: Checker, call: ast.Call) -> Shape:
    """A whole number."""
    return replace(WHOLE, each=check.day(call.args[0]).each)


def month_value(run: Evaluation, call: ast.Call) -> Value:
    """The number of the month."""
    return Fraction(day_of(run.value(call.args[0])).month)


def bound_shape(_check: Checker, _call: ast.Call) -> Shape:
    """A day."""
    return DAY
