"""Columns of approximations: every operation with a rigorous bound of its error (docs/fast-path.md, 6)."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from kinerja_admin.engine.columns import kernels
from kinerja_admin.engine.columns.amounts import (
    NEAR_MOST,
    SLACK,
    TINY,
    UNIT_ROUNDOFF,
    Amount,
    Form,
    Number,
    TooWideError,
    outward,
    rounded_up,
)
from kinerja_admin.engine.columns.program import Draft


class Approximations:
    """Writes approximate arithmetic into a program."""

    def __init__(self, draft: Draft, *, wide: bool) -> None:
        """Write into a draft; ``wide`` arithmetic is exact at any size, slower, and approximates nothing."""
        self.draft = draft
        self.wide = wide

    def near(self, amount: Amount, unit: Fraction) -> Amount:
        """An amount as an approximation in a unit.

        Raises:
            TooWideError: in wide arithmetic, which approximates nothing.
        """
        if self.wide:
            raise TooWideError
        ratio = amount.unit / unit
        low, high = outward(amount.low * ratio, amount.high * ratio)
        if amount.place is None:
            exact = amount.low * ratio
            place = self.draft.constant(float(exact))
            return approximation(place, low, high, unit, abs(Fraction(float(exact)) - exact))
        place, error = self._as_float(amount)
        if ratio == 1:
            return approximation(place, low, high, unit, error)
        factor = Fraction(float(ratio))
        size = amount.size + error
        error = ratio * error + (abs(factor - ratio) + UNIT_ROUNDOFF * factor) * size + TINY
        place = self.draft.emit(np.multiply, place, self.draft.constant(float(ratio)))
        return approximation(place, low, high, unit, error)

    def _as_float(self, amount: Amount) -> tuple[int, Fraction]:
        assert amount.place is not None
        if amount.form in {Form.FLOAT, Form.NEAR}:
            return amount.place, amount.error
        return self.draft.emit(kernels.to_float, amount.place), UNIT_ROUNDOFF * amount.size

    def near_number(self, number: Number, unit: Fraction) -> Amount:
        """A number, quotient or not, as an approximation in a unit."""
        if number.below is None:
            return self.near(number.top, unit)
        top = self.near(number.top, unit)
        below, roundoff = self._divisor_as_float(number.below)
        low, high = outward(*(bound / unit for bound in number.bounds))
        size = (top.size + top.error) / number.below.low
        error = (top.error / number.below.low + size * (roundoff + UNIT_ROUNDOFF)) * SLACK + TINY
        assert top.place is not None
        place = self.draft.emit(np.divide, top.place, below)
        return approximation(place, low, high, unit, error)

    def _divisor_as_float(self, below: Amount) -> tuple[int, Fraction]:
        """A divisor as float64, and the relative error of that."""
        if below.place is None:
            return self.draft.constant(float(below.low)), UNIT_ROUNDOFF
        if below.form is Form.FLOAT:
            return below.place, Fraction(0)
        return self.draft.emit(kernels.to_float, below.place), UNIT_ROUNDOFF

    def near_sum(self, one: Amount, other: Amount, sign: int) -> Amount:
        """An approximation of a sum or a difference."""
        unit = max(one.unit, other.unit)
        left, right = self.near(one, unit), self.near(other, unit)
        assert left.place is not None
        assert right.place is not None
        size = left.size + left.error + right.size + right.error
        error = left.error + right.error + UNIT_ROUNDOFF * size
        low, high = (left.low + right.low, left.high + right.high) if sign > 0 else (
            left.low - right.high, left.high - right.low
        )  # fmt: skip
        place = self.draft.emit(np.add if sign > 0 else np.subtract, left.place, right.place)
        return approximation(place, low, high, unit, error)

    def near_product(self, one: Amount, other: Amount) -> Amount:
        """An approximation of a product."""
        left, right = self.near(one, one.unit), self.near(other, other.unit)
        assert left.place is not None
        assert right.place is not None
        sizes = left.size + left.error, right.size + right.error
        error = (
            left.error * right.size + right.error * left.size + left.error * right.error
            + UNIT_ROUNDOFF * sizes[0] * sizes[1] + TINY
        )  # fmt: skip
        low, high = product_bounds(left, right)
        place = self.draft.emit(np.multiply, left.place, right.place)
        return approximation(place, low, high, one.unit * other.unit, error)

    def select_near(self, condition: int, one: Amount, other: Amount) -> Amount:
        """Of two approximations in one unit the one that a condition chooses."""
        assert one.place is not None
        assert other.place is not None
        place = self.draft.emit(kernels.choose, condition, one.place, other.place)
        low, high = min(one.low, other.low), max(one.high, other.high)
        return approximation(place, low, high, one.unit, max(one.error, other.error))


def approximation(place: int, low: int, high: int, unit: Fraction, error: Fraction) -> Amount:
    """A column of approximations.

    Raises:
        TooWideError: the numbers are so large that an operation could leave the range of float64.
    """
    if max(abs(low), abs(high)) > NEAR_MOST or error > NEAR_MOST:
        raise TooWideError
    return Amount(place, low, high, Form.NEAR, unit, rounded_up(error))


def product_bounds(one: Amount, other: Amount) -> tuple[int, int]:
    """Between which whole numbers a product lies."""
    ends = [left * right for left in (one.low, one.high) for right in (other.low, other.high)]
    return min(ends), max(ends)
