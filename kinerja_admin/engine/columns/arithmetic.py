"""Sums, products, quotients and comparisons of columns: exact where the bounds allow it, otherwise with a proven error.

``wide`` arithmetic is exact for every bound (int64, then Python integers). The other kind is float64 throughout: exact
below 2^53, beyond it an approximation that carries its error (docs/fast-path.md derives every bound used here).
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np

from kinerja_admin.engine.columns import kernels
from kinerja_admin.engine.columns.amounts import (
    ONE,
    Amount,
    Form,
    Number,
    TooWideError,
    common_unit,
    constant,
    outward,
    rounded_up,
    units_in,
)
from kinerja_admin.engine.columns.approximations import approximation
from kinerja_admin.engine.columns.wholes import Amounts

_COMPARE: dict[type[ast.cmpop], tuple[Callable[[Any, Any], Any], Any]] = {
    ast.Lt: (operator.lt, np.less),
    ast.LtE: (operator.le, np.less_equal),
    ast.Gt: (operator.gt, np.greater),
    ast.GtE: (operator.ge, np.greater_equal),
    ast.Eq: (operator.eq, np.equal),
    ast.NotEq: (operator.ne, np.not_equal),
}
_TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.Gt, ast.LtE: ast.GtE, ast.Gt: ast.Lt, ast.GtE: ast.LtE, ast.Eq: ast.Eq, ast.NotEq: ast.NotEq,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decision:
    """A condition: known beforehand, or a column of it; ``doubt`` marks the rows that an error could turn."""

    known: bool | None = None
    place: int | None = None
    doubt: int | None = None


class Arithmetic(Amounts):
    """Writes the arithmetic of numbers into a program: quotients, choices and comparisons."""

    # --- numbers ------------------------------------------------------------------------------------------------------

    def plus(self, one: Number, other: Number, sign: int = 1) -> Number:
        """One number plus (or minus) another."""
        if one.below is None and other.below is None:
            return Number(self.sum_of(one.top, other.top, sign))
        left, right, below = self._over_common(one, other)
        result = self.sum_of(left, right, sign)
        if self._fits(result, below):
            return Number(result, below)
        unit = max(one.top.unit, other.top.unit)
        return Number(self.near_sum(self.near_number(one, unit), self.near_number(other, unit), sign))

    def times(self, one: Number, other: Number) -> Number:
        """One number times another."""
        top = self.product_of(one.top, other.top)
        below = self._below_of(one, other)
        if top.is_constant and not top.low:
            return Number(top)
        if self._fits(top, below):
            return Number(top, below)
        left, right = self.near_number(one, one.top.unit), self.near_number(other, other.top.unit)
        return Number(self.near_product(left, right))

    def negated(self, number: Number) -> Number:
        """A number with the other sign."""
        return Number(self.negative(number.top), number.below)

    def over(self, one: Number, other: Number) -> Number:
        """One number divided by another, which is nowhere 0 (``divisor`` has seen to it)."""
        if other.is_constant:
            return self.times(one, constant(1 / other.top.value))
        top, below = other.top, other.below
        if top.is_constant and below:
            return self.times(self.times(one, Number(below)), constant(1 / top.value))
        if top.form is Form.NEAR:
            raise TooWideError
        if top.form is Form.RATIONAL:
            return self.times(one, self._inverse(other))
        turned = self._turned(one.top, top)
        size = replace(top, low=max(1, top.low, -top.high), high=top.size, unit=ONE, place=self._magnitude(top))
        upper = self.product_of(turned, below) if below else turned
        lower = self.product_of(one.below, size) if one.below else size
        upper = replace(upper, unit=upper.unit / top.unit)
        if self._fits(upper, lower):
            return Number(upper, lower)
        inverse = Number(replace(below or constant(ONE).top, unit=1 / top.unit), size)
        near_one = self.near_number(Number(turned, one.below), one.top.unit)
        return Number(self.near_product(near_one, self.near_number(inverse, inverse.top.unit)))

    def _inverse(self, number: Number) -> Number:
        """One over a rational that is nowhere 0."""
        top = number.top
        assert top.place is not None
        place, most = self.draft.emit(kernels.inverse, top.place), top.finest
        inverse = Number(Amount(place, -most, most, Form.RATIONAL, 1 / top.unit, finest=max(top.size * most, 2)))
        return self.times(inverse, Number(number.below)) if number.below else inverse

    def rational(self, number: Number) -> Amount:
        """A quotient as a column of fractions."""
        if number.below is None:
            return number.top
        top, below = self.held(number.top, Form.RATIONAL), self.held(number.below, Form.RATIONAL)
        low, high = outward(*(bound / number.top.unit for bound in number.bounds))
        finest = number.top.finest * number.below.high
        return Amount(self.draft.emit(kernels.fractions, top, below), low, high, Form.RATIONAL, number.top.unit,
                      finest=max(finest, 2))  # fmt: skip

    def divisor(self, number: Number) -> tuple[Number, Decision]:
        """A number with 1 in place of 0, and where it was 0."""
        zero = self.compare(number, constant(Fraction(0)), ast.Eq)
        if zero.known is not None:
            return number, zero
        top = number.top
        if top.form is Form.NEAR:
            raise TooWideError
        assert top.place is not None
        assert zero.place is not None
        place = self.draft.emit(kernels.one_where, zero.place, top.place)
        low = 1 if top.low >= 0 and top.form is not Form.RATIONAL else min(top.low, 1)
        return replace(number, top=replace(top, place=place, low=low, high=max(top.high, 1))), zero

    def _turned(self, amount: Amount, by: Amount) -> Amount:
        """An amount with its sign turned where another is negative."""
        if by.low >= 0:
            return amount
        if by.high <= 0:
            return self.negative(amount)
        assert by.place is not None
        size, form = amount.size, amount.form
        place = self.held(amount, form) if amount.form is not Form.NEAR else amount.place
        assert place is not None
        turned = self.draft.emit(kernels.with_sign, place, by.place)
        return replace(amount, place=turned, low=-size, high=size)

    def _magnitude(self, amount: Amount) -> int:
        assert amount.place is not None
        if amount.low >= 0:
            return amount.place
        return self.draft.emit(np.negative if amount.high <= 0 else np.abs, amount.place)

    def _below_of(self, one: Number, other: Number) -> Amount | None:
        if one.below is None or other.below is None:
            return one.below or other.below
        return self.product_of(one.below, other.below)

    def _over_common(self, one: Number, other: Number) -> tuple[Amount, Amount, Amount | None]:
        """Both numerators over one divisor."""
        if one.below == other.below:
            return one.top, other.top, one.below
        left = self.product_of(one.top, other.below) if other.below else one.top
        right = self.product_of(other.top, one.below) if one.below else other.top
        return left, right, self._below_of(one, other)

    @staticmethod
    def _fits(top: Amount, below: Amount | None) -> bool:
        return below is None or Form.NEAR not in {top.form, below.form}

    # --- choices and comparisons --------------------------------------------------------------------------------------

    def extreme(self, one: Number, other: Number, *, highest: bool) -> Number:
        """The larger (or smaller) of two numbers."""
        left_low, left_high = one.bounds
        right_low, right_high = other.bounds
        if (left_low >= right_high) if highest else (left_high <= right_low):
            return one
        if (right_low >= left_high) if highest else (right_high <= left_low):
            return other
        left, right, below = self._over_common(one, other)
        kernel, pick = (np.maximum, max) if highest else (np.minimum, min)
        unit = unit_of_both(left, right)
        factors = units_in(left.unit, unit), units_in(right.unit, unit)
        form = self.joint(left, right, factors[0] * left.size, factors[1] * right.size)
        if form is not Form.NEAR and self._fits(left, below):
            low = pick(left.low * factors[0], right.low * factors[1])
            high = pick(left.high * factors[0], right.high * factors[1])
            place = self.draft.emit(kernel, self.held(left, form, factors[0]), self.held(right, form, factors[1]))
            finest = max(left.finest, right.finest)
            return Number(Amount(place, low, high, form, unit, finest=finest), below)
        unit = max(one.top.unit, other.top.unit)
        near = self.near_number(one, unit), self.near_number(other, unit)
        assert near[0].place is not None
        assert near[1].place is not None
        place = self.draft.emit(kernel, near[0].place, near[1].place)
        low, high = pick(near[0].low, near[1].low), pick(near[0].high, near[1].high)
        return Number(approximation(place, low, high, unit, max(near[0].error, near[1].error)))

    def select(self, condition: int, one: Number, other: Number) -> Number:
        """One number where a condition holds, otherwise the other."""
        if one == other:
            return one
        tops = self._select_amount(condition, one.top, other.top)
        if one.below is None and other.below is None:
            return Number(tops)
        below = self._select_amount(condition, one.below or constant(ONE).top, other.below or constant(ONE).top)
        if self._fits(tops, below):
            return Number(tops, below)
        unit = max(one.top.unit, other.top.unit)
        return Number(self.select_near(condition, self.near_number(one, unit), self.near_number(other, unit)))

    def _select_amount(self, condition: int, one: Amount, other: Amount) -> Amount:
        if one == other:
            return one
        unit = unit_of_both(one, other)
        factors = units_in(one.unit, unit), units_in(other.unit, unit)
        form = self.joint(one, other, factors[0] * one.size, factors[1] * other.size)
        if form is Form.NEAR:
            unit = max(one.unit, other.unit)
            return self.select_near(condition, self.near(one, unit), self.near(other, unit))
        low = min(one.low * factors[0], other.low * factors[1])
        high = max(one.high * factors[0], other.high * factors[1])
        left, right = self.held(one, form, factors[0]), self.held(other, form, factors[1])
        place, finest = self.draft.emit(kernels.choose, condition, left, right), max(one.finest, other.finest)
        return Amount(place, low, high, form, unit, finest=finest)

    def compare(self, one: Number, other: Number, sign: type[ast.cmpop]) -> Decision:
        """Whether one number stands to another as the sign says."""
        known = _known(one.bounds, other.bounds, sign)
        if known is not None:
            return Decision(known)
        left, right, below = self._over_common(one, other)
        if not self._fits(left, below) or Form.NEAR in {left.form, right.form}:
            return self._compare_near(one, other, sign)
        if left.is_constant:
            left, right, sign = right, left, _TURNED[sign]
        if right.is_constant:
            return self._compare_constant(left, right.value, sign)
        unit = common_unit(left.unit, right.unit)
        factors = units_in(left.unit, unit), units_in(right.unit, unit)
        form = self.joint(left, right, factors[0] * left.size, factors[1] * right.size)
        if form is Form.NEAR:
            return self._compare_near(one, other, sign)
        kernel = _COMPARE[sign][1]
        return Decision(
            place=self.draft.emit(kernel, self.held(left, form, factors[0]), self.held(right, form, factors[1]))
        )

    def _compare_constant(self, amount: Amount, value: Fraction, sign: type[ast.cmpop]) -> Decision:
        """Whole numbers against a rational: against the whole number on the right side of it."""
        edge = value / amount.unit
        if amount.form is Form.RATIONAL:
            assert amount.place is not None
            return Decision(place=self.draft.emit(_COMPARE[sign][1], amount.place, self.draft.constant(edge)))
        if edge.denominator != 1 and sign in {ast.Eq, ast.NotEq}:
            return Decision(sign is ast.NotEq)
        whole = edge.__ceil__() if sign in {ast.Lt, ast.GtE} else edge.__floor__()
        point = (Fraction(whole), Fraction(whole))
        known = _known((Fraction(amount.low), Fraction(amount.high)), point, sign)
        if known is not None:
            return Decision(known)
        assert amount.place is not None
        place = self.held(Amount(None, whole, whole), amount.form)
        return Decision(place=self.draft.emit(_COMPARE[sign][1], amount.place, place))

    def _compare_near(self, one: Number, other: Number, sign: type[ast.cmpop]) -> Decision:
        unit = max(one.top.unit, other.top.unit)
        gap = self.near_sum(self.near_number(one, unit), self.near_number(other, unit), -1)
        assert gap.place is not None
        error = self.draft.constant(float(rounded_up(gap.error)))
        doubt = self.draft.emit(kernels.doubt_at_zero, gap.place, error)
        if sign in {ast.Eq, ast.NotEq}:
            return Decision(place=self.draft.constant(sign is ast.NotEq), doubt=doubt)
        kernel = np.less if sign in {ast.Lt, ast.LtE} else np.greater
        return Decision(place=self.draft.emit(kernel, gap.place, self.draft.constant(0.0)), doubt=doubt)


def unit_of_both(one: Amount, other: Amount) -> Fraction:
    """The common unit; 0 goes with every unit."""
    if one.is_constant and not one.low:
        return other.unit
    return one.unit if other.is_constant and not other.low else common_unit(one.unit, other.unit)


def _known(
    one: tuple[Fraction, Fraction], other: tuple[Fraction, Fraction], sign: type[ast.cmpop]
) -> bool | None:  # fmt: skip
    """What the bounds alone say about a comparison."""
    holds = _COMPARE[sign][0]
    if one[0] == one[1] and other[0] == other[1]:
        return bool(holds(one[0], other[0]))
    if one[1] < other[0] or one[0] > other[1]:
        return bool(holds(one[0], other[0]))
    if one[1] == other[0] and sign in {ast.LtE, ast.Gt}:
        return sign is ast.LtE
    if one[0] == other[1] and sign in {ast.GtE, ast.Lt}:
        return sign is ast.GtE
    return None
