"""Operations on arrays that NumPy does not offer under one name.

All take arrays or scalars. Whole numbers come as float64 (below 2^53), int64 (below 2^62) or Python integers in object
arrays; whoever writes a program has proven by intervals that they fit (docs/fast-path.md).
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np

_FRACTIONS = np.frompyfunc(Fraction, 2, 1)


def to_int(numbers: Any) -> Any:
    """Whole numbers as int64."""
    return np.asarray(numbers).astype(np.int64)


def to_big(numbers: Any) -> Any:
    """Whole numbers as Python integers."""
    found = np.asarray(numbers)
    return (found.astype(np.int64) if found.dtype == np.float64 else found).astype(object)


def fractions(tops: Any, belows: Any) -> Any:
    """Quotients as fractions."""
    return _FRACTIONS(tops, belows)


def inverse(numbers: Any) -> Any:
    """One over each, as fractions."""
    return _FRACTIONS(1, numbers)


def to_float(numbers: Any) -> Any:
    """Whole numbers as the nearest float64."""
    return np.asarray(numbers).astype(np.float64)


def to_index(numbers: Any) -> Any:
    """Whole numbers as an index."""
    return np.asarray(numbers).astype(np.intp)


def choose(condition: Any, one: Any, other: Any) -> Any:
    """One value where a condition holds, otherwise the other."""
    return np.where(condition, one, other)


def look(table: Any, index: Any) -> Any:
    """The entries of a table; every index lies within it."""
    return table.take(index, mode="clip")


def search(edges: Any, numbers: Any) -> Any:
    """How many edges each number has reached."""
    return np.searchsorted(edges, numbers, side="right")


def bucketed(numbers: Any, low: Any, scale: Any, before: Any, inside: Any) -> Any:
    """The same by buckets: the edges before a number's bucket, and whether it has reached the one inside."""
    bucket = ((numbers - low) * scale).astype(np.intp)
    return before.take(bucket, mode="clip") + (numbers >= inside.take(bucket, mode="clip"))


def passed(edges: Any, numbers: Any) -> Any:
    """The same for a few edges, without a search."""
    result = (numbers >= edges[0]).astype(np.intp)
    for edge in edges[1:]:
        result += numbers >= edge
    return result


def one_where(condition: Any, numbers: Any) -> Any:
    """Numbers with 1 where a condition holds: a divisor that cannot be 0."""
    return np.where(condition, 1, numbers)


def within(numbers: Any, low: Any, high: Any) -> Any:
    """Numbers held between two bounds."""
    return np.minimum(np.maximum(numbers, low), high)


def at_least(numbers: Any, edge: Any) -> Any:
    """Where a number's size reaches an edge."""
    return np.abs(numbers) >= edge


def with_sign(numbers: Any, of: Any) -> Any:
    """Numbers negated where others are negative."""
    return np.where(of < 0, -numbers, numbers)


# --- rounding of whole float64 numbers by a constant or a column of divisors ------------------------------------------
#
# Adding a half to a whole numerator keeps the quotient at least half a divisor's part away from every whole number, so
# that the error of the division (or of the multiplication by a rounded reciprocal) cannot carry it across.


def _in_place(function: np.ufunc, numbers: Any) -> Any:
    """Overwrite a column that nobody else holds; a constant is a scalar and stays as it is."""
    return function(numbers, out=numbers) if isinstance(numbers, np.ndarray) else function(numbers)


def floor_times(numbers: Any, shift: Any, reciprocal: Any) -> Any:
    """⌊(n + shift) × reciprocal⌋."""
    result = np.add(numbers, shift)
    result *= reciprocal
    return _in_place(np.floor, result)


def trunc_times(numbers: Any, shift: Any, reciprocal: Any) -> Any:
    """The same toward zero, the shift away from zero."""
    result = np.copysign(shift, numbers)
    result += numbers
    result *= reciprocal
    return _in_place(np.trunc, result)


def floor_over(numbers: Any, below: Any) -> Any:
    """⌊n / d⌋ for whole n and d > 0."""
    result = np.add(numbers, 0.5)
    result /= below
    return _in_place(np.floor, result)


def half_up_over(numbers: Any, below: Any) -> Any:
    """N / d rounded half up for n ≥ 0: an exact tie is an exact quotient."""
    result = np.divide(numbers, below)
    result += 0.5
    return _in_place(np.floor, result)


def half_even_over(numbers: Any, below: Any) -> Any:
    """N / d rounded half to even."""
    result = np.divide(numbers, below)
    return _in_place(np.rint, result)


# --- rounding by quotient and remainder (any whole numbers) -----------------------------------------------------------


def rest_of(numbers: Any, quotient: Any, below: Any) -> Any:
    """The remainder that belongs to a quotient."""
    return numbers - quotient * below


def longer(quotient: Any, factor: Any, more: Any) -> Any:
    """A quotient carried on by further digits."""
    return quotient * factor + more


def floor_divide(numbers: Any, below: Any) -> Any:
    """⌊n / d⌋ of int64 or Python integers."""
    return numbers // below


def raised_half_up(quotient: Any, rest: Any, below: Any, numbers: Any) -> Any:
    """Half away from zero."""
    twice = rest * 2
    return quotient + ((twice > below) | ((twice == below) & (numbers >= 0)))


def raised_half_even(quotient: Any, rest: Any, below: Any, _numbers: Any) -> Any:
    """Half to the even neighbour."""
    twice = rest * 2
    return quotient + ((twice > below) | ((twice == below) & (quotient % 2 == 1)))


def raised_up(quotient: Any, rest: Any, _below: Any, numbers: Any) -> Any:
    """Away from zero."""
    return quotient + ((rest > 0) & (numbers >= 0))


def raised_down(quotient: Any, rest: Any, _below: Any, numbers: Any) -> Any:
    """Toward zero."""
    return quotient + ((rest > 0) & (numbers < 0))


def raised_floor(quotient: Any, _rest: Any, _below: Any, _numbers: Any) -> Any:
    """Down the number line."""
    return quotient


def raised_ceiling(quotient: Any, rest: Any, _below: Any, _numbers: Any) -> Any:
    """Up the number line."""
    return quotient + (rest > 0)


def halves(quotient: Any, rest: Any) -> Any:
    """Twice the quotient, and one more where something is left: keeps the order against every whole number."""
    return quotient * 2 + (rest > 0)


# --- rounding of approximations: the result, and the rows in which the error could change it --------------------------


def half_up_near(numbers: Any) -> Any:
    """The nearest whole number (ties are in doubt and do not matter)."""
    return np.floor(numbers + 0.5)


def up_near(numbers: Any) -> Any:
    """Away from zero."""
    return np.copysign(np.ceil(np.abs(numbers)), numbers)


def doubt_at_half(numbers: Any, margin: Any) -> Any:
    """Where a number lies within an error of a tie; ``margin`` is a half less the error."""
    shifted = numbers + 0.5
    shifted -= np.floor(shifted)
    shifted -= 0.5
    return np.abs(shifted) >= margin


def doubt_at_whole(numbers: Any, margin: Any) -> Any:
    """Where a number lies within an error of a whole number."""
    part = numbers - np.floor(numbers)
    part -= 0.5
    return np.abs(part) >= margin


def doubt_at_zero(numbers: Any, error: Any) -> Any:
    """Where a number lies within an error of zero."""
    return np.abs(numbers) <= error
