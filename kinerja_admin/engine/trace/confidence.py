"""What is told of values given in confidence: how many there are and what they come to, never a single one."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from kinerja_admin.engine.numbers import Rounding, plain
from kinerja_admin.engine.trace.values import Json
from kinerja_admin.engine.withholding import without_value

FEWEST = 3
"""Of fewer values the mean would tell the values themselves."""

_MEAN = Rounding(Fraction(1, 100))


def in_short(values: Sequence[object]) -> Json:
    """A series as count, sum and mean of what is there; no sum and mean where it holds no numbers, or too few."""
    present = [value for value in values if value is not None]
    numbers = [value for value in present if isinstance(value, Fraction)]
    is_told = len(numbers) == len(present) >= FEWEST
    return {
        "count": str(len(present)),
        "sum": plain(sum(numbers, Fraction(0))) if is_told else None,
        "mean": plain(_MEAN.apply(sum(numbers, Fraction(0)) / len(numbers)), 2) if is_told else None,
    }


def is_told(function: str, count: int) -> bool:
    """Whether what a function makes of so many values hides each of them: the smallest and the largest never do."""
    return function == "COUNT" or (function in {"SUM", "AVERAGE"} and count >= FEWEST)


def without_causes(content: Any, kept: frozenset[str]) -> Any:
    """The trace with every error about one of these facts and steps said without the value that caused it."""
    if not kept:
        return content
    if isinstance(content, list):
        return [without_causes(one, kept) for one in content]
    if not isinstance(content, dict):
        return content
    cause = content.get("cause")
    if isinstance(cause, dict):
        return {**content, "cause": without_value(cause, str(content.get("step", "")), kept)}
    return {key: without_causes(value, kept) for key, value in content.items()}
