"""The kinds that functions yield, and their arguments as numbers and days."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from kinerja_admin.engine.policy import Kind, Plain, Shape

WHOLE = Shape(Kind.INTEGER)
CONDITION = Shape(Kind.CONDITION)
DAY = Shape(Kind.DATE)


def amount_of(value: Plain) -> Fraction:
    """A value that the check has made sure is a number."""
    assert isinstance(value, Fraction)
    return value


def day_of(value: Plain) -> date:
    """A value that the check has made sure is a day."""
    assert isinstance(value, date)
    return value
