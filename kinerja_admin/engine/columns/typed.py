"""Typed arrays → facts: range, decimals, vocabulary and what a missing one means, a column at a time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from math import lcm

import numpy as np

from kinerja_admin.engine.columns import faults
from kinerja_admin.engine.columns.amounts import Form, narrowest
from kinerja_admin.engine.columns.population import Fact, Words, marked, multiplied
from kinerja_admin.engine.columns.program import Array
from kinerja_admin.engine.columns.values import Sort, sort_of
from kinerja_admin.engine.numbers import LIMIT
from kinerja_admin.engine.policy import Absence, Input


@dataclass(frozen=True, slots=True)
class Given:
    """One input of everybody.

    ``values`` are whole numbers in units of 10^-``decimals`` (integers, or float64 without fractions), days as
    ordinals, conditions, or places in ``words``; ``missing`` marks those that are not recorded. For a series
    ``bounds`` say which elements are whose, and ``bare`` who has none at all.
    """

    values: Array
    decimals: int = 0
    words: tuple[str, ...] = ()
    missing: Array | None = None
    bounds: Array | None = None
    bare: Array | None = None


def fact_of(wanted: Input, given: Given, words: Words) -> Fact:
    """One input as the formulas meet it."""
    gone = given.missing if given.missing is not None and given.missing.any() else None
    fact = _typed(wanted, given, gone, words)
    if gone is None:
        return fact
    if wanted.absence is Absence.USE:
        return replace(_with_default(wanted, fact, gone, words), unrecorded=gone)
    if wanted.absence is Absence.ABSENT:
        return replace(fact, unrecorded=gone, absent=gone)
    lost = np.where(gone, faults.FAULT(faults.MISSING_INPUT), faults.FAULT(0) if fact.fault is None else fact.fault)
    return replace(fact, unrecorded=gone, fault=lost)


def _typed(wanted: Input, given: Given, gone: Array | None, words: Words) -> Fact:
    kind, each = wanted.shape.kind, wanted.shape.each
    match sort_of(kind):
        case Sort.TRUTH:
            return Fact(kind, given.values.astype(np.bool_), each=each)
        case Sort.WORD:
            return _worded(wanted, given, gone, words)
        case Sort.DAY:
            return _bounded(Fact(kind, given.values, each=each), gone, 1)
    return _number(wanted, given, gone)


def _number(wanted: Input, given: Given, gone: Array | None) -> Fact:
    unit = Fraction(1, 10**given.decimals)
    fact = Fact(wanted.shape.kind, given.values, unit=unit, each=wanted.shape.each)
    fault = np.zeros(len(given.values), dtype=faults.FAULT)
    if wanted.decimals is not None and given.decimals > wanted.decimals:
        fault[given.values % 10 ** (given.decimals - wanted.decimals) != 0] = faults.TYPE_MISMATCH
    else:
        outer = _between(fact, gone, 0)
        if (
            (wanted.low is None or outer[0] * unit >= wanted.low)
            and (wanted.high is None or outer[1] * unit <= wanted.high)
            and max(-outer[0], outer[1]) * unit < LIMIT
        ):
            return _bounded(fact, gone, 0)  # fmt: skip
    edge = int(LIMIT / unit)
    _mark(fault, (given.values >= edge) | (given.values <= -edge), faults.LIMIT)
    if wanted.low is not None:
        _mark(fault, given.values < (wanted.low / unit).__ceil__(), faults.OUT_OF_RANGE)
    if wanted.high is not None:
        _mark(fault, given.values > (wanted.high / unit).__floor__(), faults.OUT_OF_RANGE)
    if gone is not None:
        fault[gone] = 0
    wrong = fault != 0 if gone is None else (fault != 0) | gone
    return replace(_bounded(fact, wrong, 0), fault=marked(fault))


def _mark(fault: Array, where: Array, code: int) -> None:
    """Set a fault where there is none yet."""
    fault[where & (fault == 0)] = code


def _between(fact: Fact, gone: Array | None, filler: int) -> tuple[int, int]:
    present = fact.values if gone is None else fact.values[~gone]
    return (int(present.min()), int(present.max())) if len(present) else (filler, filler)


def _bounded(fact: Fact, gone: Array | None, filler: int) -> Fact:
    """Whole numbers in the narrowest form; what does not count holds one of the others."""
    low, high = _between(fact, gone, filler)
    form = narrowest(max(abs(low), abs(high)))
    values = fact.values if gone is None else np.where(gone, low, fact.values)
    kinds = {Form.FLOAT: np.float64, Form.INT: np.int64, Form.BIG: object}
    return replace(fact, values=values.astype(kinds[form], copy=False), form=form, low=low, high=high)


def _worded(wanted: Input, given: Given, gone: Array | None, words: Words) -> Fact:
    vocabulary = wanted.shape.vocabulary
    listed = given.words or ("",)  # where everybody's is missing there may be none
    numbers = np.array([words.number(word) for word in listed], dtype=np.intp)
    strange = np.array([vocabulary is not None and word not in vocabulary.words for word in listed])
    places = given.values.astype(np.intp)
    fault = np.where(strange.take(places, mode="clip"), faults.FAULT(faults.OUT_OF_RANGE), faults.FAULT(0))
    if gone is not None:
        fault[gone] = 0
    used = np.unique(places if gone is None else places[~gone])
    possible = frozenset(int(numbers[place]) for place in used if not strange[place])
    values = numbers.take(places, mode="clip")
    filler = next(iter(possible), words.number(""))
    wrong = fault != 0 if gone is None else (fault != 0) | gone
    return Fact(
        wanted.shape.kind, np.where(wrong, filler, values), words=possible or frozenset({filler}),
        each=wanted.shape.each, fault=marked(fault),
    )  # fmt: skip


def _with_default(wanted: Input, fact: Fact, gone: Array, words: Words) -> Fact:
    """The default in place of what is missing."""
    default = wanted.default
    if isinstance(default, bool):
        return replace(fact, values=np.where(gone, default, fact.values))
    if isinstance(default, str):
        number = words.number(default)
        return replace(fact, values=np.where(gone, number, fact.values), words=fact.words | {number})
    amount = Fraction(default.toordinal()) if isinstance(default, date) else Fraction(default or 0)
    unit = Fraction(1, lcm(fact.unit.denominator, amount.denominator))
    factor, whole = int(fact.unit / unit), int(amount / unit)
    low, high = min(fact.low * factor, whole), max(fact.high * factor, whole)
    scaled = multiplied(fact.values, factor)
    if narrowest(max(-low, high)) is Form.BIG:
        scaled = scaled.astype(object)
    filled = replace(fact, values=np.where(gone, whole, scaled), unit=unit)
    return replace(_bounded(filled, None, 0), low=low, high=high)
