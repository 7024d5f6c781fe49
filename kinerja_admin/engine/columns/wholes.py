"""Sums and products of amounts: exact where the bounds allow it, otherwise approximations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np

from kinerja_admin.engine.columns import kernels
from kinerja_admin.engine.columns.amounts import (
    FLOAT_MOST,
    INT_MOST,
    Amount,
    Form,
    TooWideError,
    common_unit,
    constant,
    units_in,
)
from kinerja_admin.engine.columns.approximations import Approximations, product_bounds

_KERNELS: dict[Form, Callable[[Any], Any]] = {
    Form.FLOAT: kernels.to_float, Form.INT: kernels.to_int, Form.BIG: kernels.to_big, Form.RATIONAL: kernels.to_big,
}  # fmt: skip


class Amounts(Approximations):
    """Writes the arithmetic of amounts into a program."""

    # --- forms --------------------------------------------------------------------------------------------------------

    def form_for(self, *sizes: int) -> Form:
        """The form in which whole numbers of these sizes are worked with."""
        most = max(abs(size) for size in sizes)
        if self.wide:
            return Form.INT if most < INT_MOST else Form.BIG
        return Form.FLOAT if most <= FLOAT_MOST else Form.NEAR

    def joint(self, one: Amount, other: Amount, *sizes: int) -> Form:
        """The form in which two amounts meet."""
        forms = {one.form, other.form}
        if Form.NEAR in forms or Form.RATIONAL in forms:
            return Form.NEAR if Form.NEAR in forms else Form.RATIONAL
        return self.form_for(*sizes)

    def held(self, amount: Amount, form: Form, factor: int = 1) -> int:
        """The place of an exact amount's whole numbers, times a factor, in an exact form.

        Raises:
            TooWideError: the amount is an approximation.
        """
        if amount.form is Form.NEAR:
            raise TooWideError
        if amount.place is None:
            whole = amount.low * factor
            return self.draft.constant(float(whole) if form is Form.FLOAT else whole)
        place, factor = amount.place, factor if amount.size else 1  # a factor of nothing may be of any size
        if amount.form is not form:
            place = self.draft.emit(_KERNELS[form], place)
        if factor == 1:
            return place
        if factor == -1:
            return self.draft.emit(np.negative, place)
        return self.draft.emit(np.multiply, place, self.draft.constant(float(factor) if form is Form.FLOAT else factor))

    def in_units(self, amount: Amount) -> int:
        """The place of an exact amount's values, which are whole."""
        if amount.is_constant:
            return self.draft.constant(int(amount.value))
        return self.held(amount, amount.form, int(amount.unit))

    # --- amounts ------------------------------------------------------------------------------------------------------

    def sum_of(self, one: Amount, other: Amount, sign: int = 1) -> Amount:
        """One amount plus (or minus) another."""
        if one.is_constant and other.is_constant:
            return constant(one.value + sign * other.value).top
        if other.is_constant and not other.low:
            return one
        if one.is_constant and not one.low:
            return other if sign > 0 else self.negative(other)
        unit = common_unit(one.unit, other.unit)
        left, right = units_in(one.unit, unit), units_in(other.unit, unit)
        ends = (other.low, other.high) if sign > 0 else (-other.high, -other.low)
        low, high = left * one.low + right * ends[0], left * one.high + right * ends[1]
        form = self.joint(one, other, left * one.size, right * other.size, low, high)
        if form is Form.NEAR:
            return self.near_sum(one, other, sign)
        kernel = np.add if sign > 0 else np.subtract
        if sign < 0 and other.is_constant:
            kernel, other = np.add, replace(other, low=-other.low, high=-other.high)
        place = self.draft.emit(kernel, self.held(one, form, left), self.held(other, form, right))
        return Amount(place, low, high, form, unit, finest=one.finest * other.finest)

    def negative(self, amount: Amount) -> Amount:
        """An amount with the other sign."""
        turned = replace(amount, low=-amount.high, high=-amount.low)
        if amount.place is None:
            return turned
        return replace(turned, place=self.draft.emit(np.negative, amount.place))

    def product_of(self, one: Amount, other: Amount) -> Amount:
        """One amount times another; a constant only changes the unit."""
        if one.is_constant:
            one, other = other, one
        if other.is_constant:
            if not other.low:
                return constant(Fraction(0)).top
            scaled = replace(one, unit=one.unit * abs(other.value))
            return scaled if other.low > 0 else self.negative(scaled)
        low, high = product_bounds(one, other)
        form = self.joint(one, other, one.size, other.size, low, high)
        if form is Form.NEAR:
            return self.near_product(one, other)
        place = self.draft.emit(np.multiply, self.held(one, form), self.held(other, form))
        return Amount(place, low, high, form, one.unit * other.unit, finest=one.finest * other.finest)
