"""Rounding of columns: exact by quotient and remainder where the bounds allow it, else with doubtful rows marked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction
from typing import Any

import numpy as np

from kinerja_admin.engine.columns import kernels
from kinerja_admin.engine.columns.amounts import (
    DIVISION_MOST,
    FLOAT_MOST,
    INT_MOST,
    UNIT_ROUNDOFF,
    Amount,
    Form,
    Number,
    TooWideError,
    constant,
    rounded_up,
)
from kinerja_admin.engine.columns.arithmetic import Arithmetic
from kinerja_admin.engine.numbers import RoundingMode

_MOST_MARGIN = Fraction(1, 64)
"""An approximation with a larger error than this part of the last digit marks too many rows to be worth it."""


class Way(Enum):
    """How a value between two multiples is rounded; the last two follow the number line."""

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"
    UP = "up"
    DOWN = "down"
    FLOOR = "floor"
    CEILING = "ceiling"


WAYS: Mapping[RoundingMode, Way] = {mode: Way(mode.value) for mode in RoundingMode}

_RAISED: Mapping[Way, Callable[[Any, Any, Any, Any], Any]] = {
    Way.HALF_UP: kernels.raised_half_up,
    Way.HALF_EVEN: kernels.raised_half_even,
    Way.UP: kernels.raised_up,
    Way.DOWN: kernels.raised_down,
    Way.FLOOR: kernels.raised_floor,
    Way.CEILING: kernels.raised_ceiling,
}


_NEAR: Mapping[Way, Callable[[Any], Any]] = {
    Way.HALF_UP: kernels.half_up_near,
    Way.HALF_EVEN: kernels.half_up_near,
    Way.UP: kernels.up_near,
    Way.DOWN: np.trunc,
    Way.FLOOR: np.floor,
    Way.CEILING: np.ceil,
}


@dataclass(frozen=True, slots=True)
class Rounded:
    """A rounded column in units of a multiple of what it was rounded to, and the rows that an error could change."""

    amount: Amount
    doubt: int | None = None


def rounded(math: Arithmetic, number: Number, to: Fraction, way: Way) -> Rounded:
    """A number as whole multiples of ``to``.

    Raises:
        TooWideError: an approximation is too rough, or the result too large for float64.
    """
    if number.is_constant:
        return Rounded(constant(round_fraction(number.top.value, to, way)).top)
    if number.top.form is Form.NEAR:
        return _near(math, number, to, way)
    ratio = number.top.unit / to
    if number.below is None and ratio.denominator == 1 and number.top.form is not Form.RATIONAL:
        return Rounded(number.top)  # whole multiples already
    below = replace(number.below or constant(Fraction(1)).top, unit=Fraction(1))
    division = _Division(math, number, to, ratio.numerator, _times(math, below, ratio.denominator))
    return division.rounded(way)


def _times(math: Arithmetic, amount: Amount, factor: int) -> Amount:
    """An exact amount with a constant multiplied in, instead of in its unit."""
    low, high = amount.low * factor, amount.high * factor
    if amount.place is None or factor == 1:
        return replace(amount, low=low, high=high)
    form = math.form_for(low, high)
    if form is Form.NEAR:
        raise TooWideError
    return Amount(math.held(amount, form, factor), low, high, form)


@dataclass(frozen=True, slots=True)
class _Division:
    """(number's numerator × ``above``) / ``below``, to be rounded to a whole number."""

    math: Arithmetic
    number: Number
    to: Fraction
    above: int
    below: Amount

    def rounded(self, way: Way) -> Rounded:
        top = self.number.top
        if self.math.wide:
            return Rounded(self._exactly(way))
        if top.size * self.above + self.below.high <= DIVISION_MOST:
            return Rounded(self._at_once(way))
        if self._size(way) < FLOAT_MOST and (factors := self._factors(DIVISION_MOST)) is not None:
            return Rounded(self._by_long_division(way, factors, Form.FLOAT))
        return _near(self.math, self.number, self.to, way)

    def _bounds(self, way: Way) -> tuple[int, int]:
        low, high = self.number.bounds
        return (_whole(low / self.to, way), _whole(high / self.to, way))

    def _size(self, way: Way) -> int:
        return max(map(abs, self._bounds(way)))

    def _result(self, place: int, way: Way) -> Amount:
        low, high = self._bounds(way)
        return Amount(place, low, high, self.math.form_for(low, high), self.to)

    # --- float64, one division ----------------------------------------------------------------------------------------

    def _at_once(self, way: Way) -> Amount:
        math = self.math
        top = math.held(self.number.top, Form.FLOAT, self.above)
        is_positive = self.number.top.low >= 0
        if self.below.is_constant:
            place = _by_constant(math, top, self.below.low, way, is_positive=is_positive)
        else:
            below = math.held(self.below, Form.FLOAT)
            place = self._by_column(top, below, way, is_positive=is_positive)
        return self._result(place, way)

    def _by_column(self, top: int, below: int, way: Way, *, is_positive: bool) -> int:
        emit = self.math.draft.emit
        if way is Way.HALF_EVEN:
            return emit(kernels.half_even_over, top, below)
        if way is Way.FLOOR or (way is Way.DOWN and is_positive):
            return emit(kernels.floor_over, top, below)
        if way is Way.CEILING or (way is Way.UP and is_positive):
            return emit(np.negative, emit(kernels.floor_over, emit(np.negative, top), below))
        size = top if is_positive else emit(np.abs, top)
        if way is Way.HALF_UP:
            place = emit(kernels.half_up_over, size, below)
        elif way is Way.DOWN:
            place = emit(kernels.floor_over, size, below)
        else:
            place = emit(np.negative, emit(kernels.floor_over, emit(np.negative, size), below))
        return place if is_positive else emit(kernels.with_sign, place, top)

    # --- several divisions --------------------------------------------------------------------------------------------

    def _factors(self, most: int) -> list[int] | None:
        """``above`` as factors, small enough for a remainder times each to stay exact; None where it cannot be."""
        room = most // max(self.below.high, 1) - 1
        if self.number.top.size + self.below.high > most or room < 2:
            return None
        return _split(self.above, room)

    def _by_long_division(self, way: Way, factors: list[int], form: Form) -> Amount:
        """Digit by digit, as on paper: each remainder is below the divisor, so that the next quotient is exact."""
        draft = self.math.draft
        divide = kernels.floor_over if form is Form.FLOAT else kernels.floor_divide
        top, below = self.math.held(self.number.top, form), self.math.held(self.below, form)
        quotient = draft.emit(divide, top, below)
        rest = draft.emit(kernels.rest_of, top, quotient, below)
        for factor in factors:
            times = draft.constant(float(factor) if form is Form.FLOAT else factor)
            part = draft.emit(np.multiply, rest, times)
            digits = draft.emit(divide, part, below)
            rest = draft.emit(kernels.rest_of, part, digits, below)
            quotient = draft.emit(kernels.longer, quotient, times, digits)
        result = self._result(draft.emit(_RAISED[way], quotient, rest, below, top), way)
        return replace(result, form=form)

    # --- whole numbers of any size ------------------------------------------------------------------------------------

    def _exactly(self, way: Way) -> Amount:
        """By one division, or by several of int64 instead of one of Python's integers."""
        form = self.math.joint(self.number.top, self.below, self.number.top.size * self.above, 2 * self.below.high)
        if form is Form.BIG and self._size(way) < INT_MOST and 2 * self.below.high < INT_MOST:
            factors = self._factors(INT_MOST)
            if factors is not None:
                return self._by_long_division(way, factors, Form.INT)
        return self._by_remainder(way, form)

    def _by_remainder(self, way: Way, form: Form) -> Amount:
        math, draft = self.math, self.math.draft
        top, below = math.held(self.number.top, form, self.above), math.held(self.below, form)
        quotient = draft.emit(kernels.floor_divide, top, below)
        rest = draft.emit(kernels.rest_of, top, quotient, below)
        result = self._result(draft.emit(_RAISED[way], quotient, rest, below, top), way)
        return replace(result, form=Form.BIG if form is Form.RATIONAL else form)


def _by_constant(math: Arithmetic, top: int, below: int, way: Way, *, is_positive: bool) -> int:
    """Float64 whole numbers over a constant: a multiplication by its reciprocal."""
    constant_of, emit = math.draft.constant, math.draft.emit
    reciprocal = constant_of(1 / below)
    kernel = kernels.floor_times if is_positive else kernels.trunc_times
    if way is Way.HALF_EVEN:
        return emit(kernels.half_even_over, top, constant_of(float(below)))
    if way is Way.HALF_UP:
        return emit(kernel, top, constant_of(below // 2 + 0.5), reciprocal)
    if way is Way.DOWN:
        return emit(kernel, top, constant_of(0.5), reciprocal)
    if way is Way.UP:
        return emit(kernel, top, constant_of(below - 0.5), reciprocal)
    shift = 0.5 if way is Way.FLOOR else below - 0.5
    return emit(kernels.floor_times, top, constant_of(shift), reciprocal)


def _near(math: Arithmetic, number: Number, to: Fraction, way: Way) -> Rounded:
    """Round an approximation, and mark the rows in which its error could carry it across."""
    near = math.near_number(number, to)
    assert near.place is not None
    size = near.size + near.error + 1
    error = near.error + 2 * UNIT_ROUNDOFF * size
    if error > _MOST_MARGIN or size > FLOAT_MOST // 4:
        raise TooWideError
    draft = math.draft
    at_half = way in {Way.HALF_UP, Way.HALF_EVEN}
    margin = draft.constant(0.5 - float(rounded_up(error + 4 * UNIT_ROUNDOFF)))
    doubt = draft.emit(kernels.doubt_at_half if at_half else kernels.doubt_at_whole, near.place, margin)
    low, high = (_whole(bound / to, way) for bound in number.bounds)
    return Rounded(Amount(draft.emit(_NEAR[way], near.place), low, high, Form.FLOAT, to), doubt)


def halves_of(math: Arithmetic, number: Number, unit: Fraction) -> Amount | None:
    """A quotient as whole half units that compare with every multiple of ``unit`` as it does; None if too large."""
    ratio = number.top.unit / unit
    below = _times(math, replace(number.below or constant(Fraction(1)).top, unit=Fraction(1)), ratio.denominator)
    draft = math.draft
    most = number.top.size * ratio.numerator
    if math.wide:
        form, divide = math.joint(number.top, below, 4 * most, 2 * below.high), kernels.floor_divide
    elif most + below.high <= DIVISION_MOST:
        form, divide = Form.FLOAT, kernels.floor_over
    else:
        return None
    top, under = math.held(number.top, form, ratio.numerator), math.held(below, form)
    quotient = draft.emit(divide, top, under)
    place = draft.emit(kernels.halves, quotient, draft.emit(kernels.rest_of, top, quotient, under))
    low, high = (2 * (bound / unit).__floor__() for bound in number.bounds)
    return Amount(place, low, high + 1, Form.BIG if form is Form.RATIONAL else form, unit / 2)


def round_fraction(value: Fraction, to: Fraction, way: Way) -> Fraction:
    """A single value, rounded."""
    return _whole(value / to, way) * to


def _whole(value: Fraction, way: Way) -> int:
    below = value.denominator
    quotient, rest = divmod(value.numerator, below)
    return int(_RAISED[way](quotient, rest, below, value.numerator)) if rest else quotient


def _split(number: int, room: int) -> list[int] | None:
    """A number as a product of factors up to ``room``."""
    factors, factor = [], 1
    for prime in _primes(number):
        if prime > room:
            return None
        if factor * prime > room:
            factors.append(factor)
            factor = 1
        factor *= prime
    return [*factors, factor] if factor > 1 else factors


def _primes(number: int) -> list[int]:
    """Prime factors, small ones first; what is left after the small ones counts as one."""
    found = []
    for prime in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37):
        while number % prime == 0:
            found.append(prime)
            number //= prime
    return [*found, number] if number > 1 else found
