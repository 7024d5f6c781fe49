"""What is known of a column of numbers while a program is written: form, bounds, unit, error.

An ``Amount`` is a column of whole numbers times a rational unit: 12.50 is 1250 × 1/100. Multiplication by a constant
changes the unit and costs nothing a row. A ``Number`` is one amount over another, kept as a pair so that it can be
compared and rounded exactly.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from math import gcd, inf, nextafter

ONE = Fraction(1)

FLOAT_MOST = 2**53
"""Every whole number up to here is a float64, and sums and products that stay here are exact."""

DIVISION_MOST = 2**50
"""Numerator plus denominator up to here: floor and tie of a float64 quotient are exact (docs/fast-path.md, 3)."""

INT_MOST = 2**62
"""Whole numbers up to here are int64 with room for a sum of two."""

NEAR_MOST = 2**500
"""Approximations up to here can be multiplied without leaving the range of float64."""

UNIT_ROUNDOFF = Fraction(1, 2**53)
"""The relative error of one float64 operation."""

SLACK = 1 + Fraction(1, 2**50)
"""More than what products of two roundoffs add to a bound that counts them singly."""

TINY = Fraction(1, 2**1000)
"""More than any error by underflow."""


class TooWideError(Exception):
    """A column cannot be approximated well enough: the step is worked out exactly for everybody."""


class Form(Enum):
    """How a column is held.

    Exact in float64, approximated in float64, exact in int64, exact in Python integers; RATIONAL holds Python
    fractions, which only sums of quotients with different divisors need.
    """

    FLOAT = "float"
    NEAR = "near"
    INT = "int"
    BIG = "big"
    RATIONAL = "rational"


@dataclass(frozen=True, slots=True)
class Amount:
    """A column of whole numbers times a unit; without a place it is the constant ``low``.

    ``low`` and ``high`` bound the true whole number. Of the form NEAR the column holds approximations, each within
    ``error`` of the true number, which then need not be whole. ``finest`` bounds the denominators of a RATIONAL.
    """

    place: int | None
    low: int
    high: int
    form: Form = Form.FLOAT
    unit: Fraction = ONE
    error: Fraction = Fraction(0)
    finest: int = 1

    @property
    def is_constant(self) -> bool:
        """Whether it is the same for everybody."""
        return self.place is None

    @property
    def size(self) -> int:
        """The largest magnitude."""
        return max(abs(self.low), abs(self.high))

    @property
    def value(self) -> Fraction:
        """The value of a constant."""
        return self.low * self.unit

    @property
    def least(self) -> Fraction:
        """A lower bound of the value."""
        return self.low * self.unit

    @property
    def most(self) -> Fraction:
        """An upper bound of the value."""
        return self.high * self.unit


@dataclass(frozen=True, slots=True)
class Number:
    """An amount, or the quotient of two: ``below`` is whole and at least 1."""

    top: Amount
    below: Amount | None = None

    @property
    def is_constant(self) -> bool:
        """Whether it is the same for everybody."""
        return self.top.is_constant and self.below is None

    @property
    def bounds(self) -> tuple[Fraction, Fraction]:
        """Between which values it lies."""
        if self.below is None:
            return self.top.least, self.top.most
        low = self.top.least / (self.below.high if self.top.low >= 0 else self.below.low)
        high = self.top.most / (self.below.low if self.top.high >= 0 else self.below.high)
        return low, high


def constant(value: Fraction) -> Number:
    """A number that is the same for everybody."""
    if not value:
        return Number(Amount(None, 0, 0))
    sign = 1 if value > 0 else -1
    return Number(Amount(None, sign, sign, unit=abs(value)))


def common_unit(one: Fraction, other: Fraction) -> Fraction:
    """The largest unit of which both are whole multiples."""
    if one == other:
        return one
    top = gcd(one.numerator * other.denominator, other.numerator * one.denominator)
    return Fraction(top, one.denominator * other.denominator)


def units_in(one: Fraction, unit: Fraction) -> int:
    """How many of a unit one of its multiples is."""
    return 1 if one is unit else int(one / unit)


def rounded_up(error: Fraction) -> Fraction:
    """An error as a float64 that is no smaller, so that bounds stay short."""
    return Fraction(nextafter(float(error), inf))


def outward(low: Fraction | int, high: Fraction | int) -> tuple[int, int]:
    """Whole bounds around two values."""
    return low.__floor__(), high.__ceil__()


def narrowest(size: int) -> Form:
    """The narrowest exact form that holds whole numbers of a size."""
    if size <= FLOAT_MOST:
        return Form.FLOAT
    return Form.INT if size < INT_MOST else Form.BIG
