"""Columns → texts and sums: what is written of everybody without a fraction for each value."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np

from kinerja_admin.engine.columns.amounts import FLOAT_MOST
from kinerja_admin.engine.columns.plan import Kept
from kinerja_admin.engine.columns.program import Array
from kinerja_admin.engine.columns.results import Found
from kinerja_admin.engine.columns.values import Sort
from kinerja_admin.engine.numbers import plain

_HALF = 32


def spelled_column(found: Found, name: str, start: int, end: int) -> list[str | None]:
    """A step's values as text, a rounded number with all its decimals; None where there is none."""
    kept = found.steps[name]
    assert kept.each is None
    texts = _texts(found, kept, found.policy.steps[name].decimals, kept.values[start:end])
    for gone in (kept.fault, kept.absent):
        if gone is not None and gone[start:end].any():
            marks = (gone[start:end] != 0).tolist()
            texts = [None if no else text for text, no in zip(texts, marks, strict=True)]
    return texts


def spelled_distinct(found: Found, name: str) -> tuple[list[str], Array]:
    """The texts of a step's distinct values, and which of them everybody has (anything where there is none)."""
    kept = found.steps[name]
    values, places = np.unique(kept.values, return_inverse=True)
    return [text or "" for text in _texts(found, kept, found.policy.steps[name].decimals, values)], places


def _texts(found: Found, kept: Kept, decimals: int | None, column: Array) -> list[str | None]:
    match kept.sort:
        case Sort.TRUTH:
            return ["true" if one else "false" for one in column.tolist()]
        case Sort.WORD:
            words = found.population.words.texts
            return [words[number] for number in column.tolist()]
        case Sort.DAY:
            days = (min(max(int(day) * kept.unit.numerator, 1), date.max.toordinal()) for day in column.tolist())
            return [date.fromordinal(day).isoformat() for day in days]
    listed: Sequence[Any] = column.astype(np.int64).tolist() if column.dtype == np.float64 else column.tolist()
    if decimals == 0 and kept.unit.denominator == 1:
        factor = kept.unit.numerator
        return list(map(str, listed if factor == 1 else [whole * factor for whole in listed]))
    known = {whole: plain(whole * kept.unit, decimals) for whole in set(listed)}
    return [known[whole] for whole in listed]


def total(kept: Kept, where: Array) -> Fraction:
    """The exact sum of a step over the people who are marked, have a value and are not in error."""
    if kept.absent is not None:
        where = where & ~kept.absent
    if kept.fault is not None:
        where = where & (kept.fault == 0)
    return exact_sum(kept.values[where]) * kept.unit


def exact_sum(wholes: Array) -> int:
    """The sum of whole numbers, whatever holds them."""
    if wholes.dtype == object:
        return sum(wholes.tolist())
    if wholes.dtype == np.float64:
        if len(wholes) * float(np.abs(wholes).max(initial=0)) < FLOAT_MOST:
            return int(wholes.sum())
        wholes = wholes.astype(np.int64)
    high, low = wholes >> _HALF, wholes & ((1 << _HALF) - 1)
    return (int(high.sum()) << _HALF) + int(low.sum())
