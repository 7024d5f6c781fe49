"""Exact numbers: read from their text, rounded as declared, written plainly; never through binary floating point."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

MOST_DIGITS = 30
"""More digits than this in one number are refused (policy language §2)."""

LIMIT = 10**18
"""A value of this size or more is a LIMIT error (policy language §4)."""

STEP_DECIMALS = 12
"""Decimals that a step keeps when nothing rounds it (policy language §4)."""

_NUMBER = re.compile(r"[+-]?[0-9]+(_[0-9]+)*(\.[0-9]+(_[0-9]+)*)?")


class RoundingMode(StrEnum):
    """How a value between two steps is rounded."""

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"
    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Rounding:
    """Round to whole multiples of ``to``, in one of the four modes."""

    to: Fraction
    mode: RoundingMode = RoundingMode.HALF_UP

    @property
    def decimals(self) -> int:
        """Decimals that every rounded value is shown with."""
        return decimals_of(self.to)

    def apply(self, value: Fraction) -> Fraction:
        """The value, rounded."""
        return _whole(value / self.to, self.mode) * self.to


def _whole(value: Fraction, mode: RoundingMode) -> int:
    size, rest = divmod(abs(value.numerator), value.denominator)
    match mode:
        case RoundingMode.HALF_UP:
            up = 2 * rest >= value.denominator
        case RoundingMode.HALF_EVEN:
            up = 2 * rest > value.denominator or (2 * rest == value.denominator and size % 2 == 1)
        case RoundingMode.UP:
            up = rest > 0
        case RoundingMode.DOWN:
            up = False
    return (size + up) * (-1 if value < 0 else 1)


AS_STEP = Rounding(Fraction(1, 10**STEP_DECIMALS))
"""What happens to a step that nothing else rounds."""


def parse_number(text: str) -> Fraction | None:
    """The exact number that a text stands for, or None where it is none (``_`` may group digits, no exponent)."""
    if not _NUMBER.fullmatch(text) or sum(letter.isdigit() for letter in text) > MOST_DIGITS:
        return None
    return Fraction(text.replace("_", ""))


def decimals_of(value: Fraction) -> int:
    """How many decimals a finite decimal needs; for others as many as a step keeps."""
    for decimals in range(MOST_DIGITS + 1):
        if 10**decimals % value.denominator == 0:
            return decimals
    return STEP_DECIMALS


def to_decimal(value: Fraction, decimals: int | None = None) -> Decimal:
    """A finite decimal as ``Decimal``, exactly, padded to the decimals asked for."""
    places = decimals_of(value) if decimals is None else max(decimals, decimals_of(value))
    scaled = value * 10**places
    whole = scaled.numerator if scaled.denominator == 1 else _whole(scaled, RoundingMode.HALF_UP)
    digits = tuple(int(digit) for digit in str(abs(whole)))
    return Decimal((int(whole < 0), digits, -places))


def plain(value: Fraction | Decimal, decimals: int | None = None) -> str:
    """A number as people write it: no exponent, no trailing zeros unless a count of decimals is given."""
    if isinstance(value, Decimal):
        return format(value, "f") if decimals is None else plain(Fraction(value), decimals)
    return format(to_decimal(value, decimals), "f")
