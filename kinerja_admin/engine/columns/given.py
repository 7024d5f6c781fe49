"""Facts that come as arrays (from a database, a Parquet file or a generator), without a Python object a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import lcm

import numpy as np

from kinerja_admin.engine.columns import faults
from kinerja_admin.engine.columns.amounts import Form, narrowest
from kinerja_admin.engine.columns.population import Fact, Layout, Population, Words, marked
from kinerja_admin.engine.columns.program import Array
from kinerja_admin.engine.columns.reading import layout_of, names_asked, wholes
from kinerja_admin.engine.columns.values import Sort, sort_of
from kinerja_admin.engine.facts import MOST_ELEMENTS, Atom, Cell
from kinerja_admin.engine.numbers import LIMIT
from kinerja_admin.engine.policy import Absence, Input
from kinerja_admin.engine.reference import Prepared


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


@dataclass(frozen=True, slots=True)
class GivenFacts:
    """Facts of many people as arrays; one person's cells are made when an error is to be explained."""

    ids: tuple[str, ...]
    columns: Mapping[str, Given]
    inputs: Mapping[str, Input]

    def row(self, place: int) -> dict[str, Cell]:
        """All facts of one person."""
        return {name: self._cell(self.inputs[name], given, place) for name, given in self.columns.items()}

    def _cell(self, wanted: Input, given: Given, place: int) -> Cell:
        if given.bounds is None:
            return self._atom(wanted, given, place)
        if given.bare is not None and given.bare[place]:
            return None
        return tuple(self._atom(wanted, given, at) for at in range(given.bounds[place], given.bounds[place + 1]))

    @staticmethod
    def _atom(wanted: Input, given: Given, place: int) -> Atom | None:
        if given.missing is not None and given.missing[place]:
            return None
        whole = int(given.values[place])
        match sort_of(wanted.shape.kind):
            case Sort.TRUTH:
                return bool(whole)
            case Sort.WORD:
                return given.words[whole]
            case Sort.DAY:
                return date.fromordinal(whole)
        return whole if not given.decimals else Decimal(whole).scaleb(-given.decimals)


def population_of(prepared: Prepared, columns: Mapping[str, Given], count: int) -> Population:
    """The facts that a policy's formulas and lists ask for; what is not given is missing for everybody."""
    words = Words()
    wanted = names_asked(prepared.policy)
    layouts: dict[str, Layout] = {}
    found: dict[str, Fact] = {}
    for collection, inputs in prepared.collections.items():
        lengths = {one.name: _lengths(columns.get(one.name), count) for one in inputs}
        layouts[collection] = layout = layout_of(list(lengths.values()), count)
        for one in inputs:
            if one.name in wanted:
                given = columns.get(one.name) or _nothing(one, 0)
                found[one.name] = _series(one, given, lengths[one.name], layout, list(lengths.values()), words)
    for one in prepared.policy.inputs.values():
        if one.shape.each is None and one.name in wanted:
            found[one.name] = _fact(one, columns.get(one.name) or _nothing(one, count), words)
    return Population(count, found, layouts, words)


def _nothing(wanted: Input, count: int) -> Given:
    is_word = sort_of(wanted.shape.kind) is Sort.WORD
    return Given(np.zeros(count), words=("",) if is_word else (), missing=np.ones(count, dtype=np.bool_))


# --- one column -------------------------------------------------------------------------------------------------------


def _fact(wanted: Input, given: Given, words: Words) -> Fact:
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
        outer = _between(fact, gone)
        if (
            (wanted.low is None or outer[0] * unit >= wanted.low)
            and (wanted.high is None or outer[1] * unit <= wanted.high)
            and max(-outer[0], outer[1]) * unit < LIMIT
        ):
            return _bounded(fact, gone, 0)  # fmt: skip
    _mark(fault, np.abs(given.values) >= int(LIMIT / unit), faults.LIMIT)
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


def _between(fact: Fact, gone: Array | None) -> tuple[int, int]:
    present = fact.values if gone is None else fact.values[~gone]
    return (int(present.min()), int(present.max())) if len(present) else (0, 0)


def _bounded(fact: Fact, gone: Array | None, filler: int) -> Fact:
    """Whole numbers in the narrowest form; what does not count holds one of the others."""
    low, high = _between(fact, gone)
    if gone is not None and gone.all():
        low = high = filler
    form = narrowest(max(abs(low), abs(high)))
    values = fact.values if gone is None else np.where(gone, low, fact.values)
    kinds = {Form.FLOAT: np.float64, Form.INT: np.int64, Form.BIG: object}
    return replace(fact, values=values.astype(kinds[form], copy=False), form=form, low=low, high=high)


def _worded(wanted: Input, given: Given, gone: Array | None, words: Words) -> Fact:
    vocabulary = wanted.shape.vocabulary
    numbers = np.array([words.number(word) for word in given.words], dtype=np.intp)
    strange = np.array([vocabulary is not None and word not in vocabulary.words for word in given.words])
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
    scaled = fact.values.astype(object) * factor if narrowest(max(-low, high)) is Form.BIG else fact.values * factor
    filled = replace(fact, values=np.where(gone, whole, scaled), unit=unit)
    return replace(_bounded(filled, None, 0), low=low, high=high)


# --- series -----------------------------------------------------------------------------------------------------------


def _lengths(given: Given | None, count: int) -> Array:
    if given is None:
        return np.full(count, -1, dtype=np.int64)
    assert given.bounds is not None
    found: Array = np.diff(given.bounds).astype(np.int64)
    return found if given.bare is None else np.where(given.bare, -1, found)


def _series(
    wanted: Input, given: Given, own: Array, layout: Layout, lengths: list[Array], words: Words
) -> Fact:  # fmt: skip
    agreed = np.diff(layout.bounds)
    strange, whole = wholes(own, agreed, lengths)
    if whole is not None or (own > MOST_ELEMENTS).any():
        given = _laid_out(given, own, layout)
    fact = _fact(wanted, given, words)
    if whole is None:
        return fact
    spread = np.repeat(whole, agreed)
    at_fault = spread if fact.fault is None else np.where(spread != 0, spread, fact.fault)
    odd = None if strange is None else np.repeat(strange, agreed)
    absent = None if fact.absent is None else fact.absent & (spread == 0)
    return replace(fact, fault=at_fault, strange=odd, absent=absent)


def _laid_out(given: Given, own: Array, layout: Layout) -> Given:
    """Elements moved to where the collection has them; what a person lacks is missing, what is too much is left out."""
    count = layout.total
    rows = np.repeat(np.arange(len(own)), np.diff(layout.bounds))
    offset = np.arange(count) - layout.bounds[rows]
    bounds = np.zeros(len(own) + 1, dtype=np.intp) if given.bounds is None else given.bounds
    has = offset < own[rows]
    source = np.where(has, bounds[rows] + offset, 0)
    if not len(given.values):
        return replace(_nothing_like(given, count), bounds=layout.bounds)
    missing = ~has if given.missing is None else ~has | given.missing[source]
    return replace(given, values=given.values[source], missing=missing, bounds=layout.bounds)


def _nothing_like(given: Given, count: int) -> Given:
    return replace(given, values=np.zeros(count), words=given.words or ("",), missing=np.ones(count, dtype=np.bool_))
