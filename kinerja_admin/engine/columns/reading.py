"""Cells → columns: every distinct cell is read once, by the same rules as the reference reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import partial
from itertools import chain
from math import lcm
from types import NoneType
from typing import cast

import numpy as np

from kinerja_admin.engine.columns import faults
from kinerja_admin.engine.columns.amounts import INT_MOST
from kinerja_admin.engine.columns.population import Fact, Layout, Words, marked, whole_column
from kinerja_admin.engine.columns.program import Array
from kinerja_admin.engine.columns.typed import Given, fact_of
from kinerja_admin.engine.columns.values import Sort, sort_of
from kinerja_admin.engine.facts import MOST_ELEMENTS, Atom, Cell, read_atom
from kinerja_admin.engine.numbers import decimals_of
from kinerja_admin.engine.policy import Absence, Input, Kind, Plain, Policy
from kinerja_admin.errors import PersonalError

_CODE = {code: number for number, code in enumerate(faults.CODES)}


def names_asked(policy: Policy) -> frozenset[str]:
    """The names that any formula or list of a policy asks for."""
    formulas = [formula for step in policy.steps.values() for formula in step.formulas]
    formulas += [check.assertion for check in policy.checks if check.assertion]
    formulas += [indicator.applies for indicator in policy.indicators.values() if indicator.applies]
    formulas += [listing.where for listing in policy.lists.values() if listing.where]
    names = {name for formula in formulas for name in formula.names}
    for listing in policy.lists.values():
        names |= {listing.within, *(key.step for key in listing.by)}
    return frozenset(names)


# --- one column -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Distinct:
    """The distinct cells of a column as read, the faults of those that cannot be, and which of them each row has."""

    values: list[Plain | None]
    faults: list[int]
    index: Array


def _distinct(cells: Iterable[Cell], kinds: set[type], read: Callable[[Cell], Plain]) -> _Distinct:
    """Read each distinct cell once; of one type they differ by themselves (otherwise 1 would be true)."""
    known: dict[object, int] = {}
    values: list[Plain | None] = []
    codes: list[int] = []
    index = []
    is_one = len(kinds - {NoneType}) <= 1
    for cell in cells:
        key = cell if is_one else (type(cell), cell)
        place = known.get(key)
        if place is None:
            place = known[key] = len(values)
            value, code = _read(cell, read)
            values.append(value)
            codes.append(code)
        index.append(place)
    return _Distinct(values, codes, np.array(index, dtype=np.intp))


def _read(cell: Cell, read: Callable[[Cell], Plain]) -> tuple[Plain | None, int]:
    if cell is None:
        return None, 0
    try:
        return read(cell), 0
    except PersonalError as error:
        return None, _CODE[error.code]


def column_of_cells(wanted: Input, cells: Sequence[Cell], words: Words, read: Callable[[Cell], Plain]) -> Fact:
    """Cells of one kind, with what a missing one means."""
    kinds = set(map(type, cells))
    given = typed_cells(wanted, cells, kinds)
    if given is not None:
        return fact_of(wanted, given, words)
    distinct = _distinct(cells, kinds, read)
    missing = [cell is None and not code for cell, code in zip(distinct.values, distinct.faults, strict=True)]
    codes = [
        faults.MISSING_INPUT if gap and wanted.absence is Absence.ERROR else code
        for gap, code in zip(missing, distinct.faults, strict=True)
    ]
    values = [wanted.default if gap and wanted.absence is Absence.USE else value
              for gap, value in zip(missing, distinct.values, strict=True)]  # fmt: skip
    fact = _typed(wanted.shape.kind, values, words)
    is_absent = wanted.absence is Absence.ABSENT
    gaps = _spread(missing, bool, distinct.index)
    return replace(
        fact,
        values=fact.values.take(distinct.index),
        each=wanted.shape.each,
        fault=_spread(codes, faults.FAULT, distinct.index),
        unrecorded=gaps,
        absent=gaps if is_absent else None,
    )


def _spread(distinct: list[int] | list[bool], kind: type, index: Array) -> Array | None:
    """A property of the distinct cells for every row, or None where none has it."""
    return np.array(distinct, dtype=kind).take(index) if any(distinct) else None


def _typed(kind: Kind, values: list[Plain | None], words: Words) -> Fact:
    """Distinct values as a column; what has no value holds any of the others."""
    present = [value for value in values if value is not None]
    if kind is Kind.CONDITION:
        return Fact(kind, np.array([value is True for value in values], dtype=np.bool_))
    if kind is Kind.WORD or kind is Kind.TEXT:
        numbers = [words.number(str(value)) for value in present]
        filler = numbers[0] if numbers else words.number("")
        column = [filler if value is None else words.number(str(value)) for value in values]
        return Fact(kind, np.array(column, dtype=np.intp), words=frozenset(numbers or [filler]))
    amounts = [Fraction(value.toordinal()) if isinstance(value, date) else value for value in present]
    return _numbers(kind, [amount for amount in amounts if isinstance(amount, Fraction)], values)


def _numbers(kind: Kind, present: list[Fraction], values: list[Plain | None]) -> Fact:
    scale = lcm(*{amount.denominator for amount in present})
    wholes = [amount.numerator * (scale // amount.denominator) for amount in present]
    filler = 1 if kind is Kind.DATE else 0
    low, high = min(wholes, default=filler), max(wholes, default=filler)
    following = iter(wholes)
    column, form = whole_column((low if value is None else next(following) for value in values), low, high)
    return Fact(kind, column, form, Fraction(1, scale), low, high)


def typed_cells(wanted: Input, cells: Sequence[Cell], kinds: set[type]) -> Given | None:
    """Cells that already have the type that is wanted, as an array; None where they have to be read one by one."""
    gaps = np.array([cell is None for cell in cells], dtype=np.bool_) if NoneType in kinds else None
    match sort_of(wanted.shape.kind):
        case Sort.NUMBER if kinds <= {int, Decimal, NoneType}:
            return _typed_numbers(cells, gaps)
        case Sort.DAY if kinds <= {date, NoneType}:
            days = [1 if cell is None else cast(date, cell).toordinal() for cell in cells]
            return Given(np.array(days, dtype=np.int64), missing=gaps)
        case Sort.TRUTH if kinds <= {bool, NoneType}:
            return Given(np.array([cell is True for cell in cells], dtype=np.bool_), missing=gaps)
    return None


def _typed_numbers(cells: Sequence[Cell], gaps: Array | None) -> Given | None:
    """Whole numbers and decimals by one scale; None where int64 does not hold them."""
    try:
        ratios = [(0, 1) if cell is None else cast(Decimal, cell).as_integer_ratio() for cell in cells]
    except (ValueError, OverflowError):
        return None  # not a number, or infinite
    scale = lcm(*{below for _, below in ratios})
    decimals = decimals_of(Fraction(1, scale))
    if 10**decimals % scale:
        return None
    wholes = [above * (10**decimals // below) for above, below in ratios]
    if max(map(abs, wholes), default=0) >= INT_MOST:
        return None
    return Given(np.array(wholes, dtype=np.int64), decimals, missing=gaps)


# --- series -----------------------------------------------------------------------------------------------------------


def lengths_of_cells(cells: Sequence[Cell]) -> Array:
    """How many elements each series has; −1 where there is none."""
    return np.array([len(cell) if isinstance(cell, tuple) else -1 if cell is None else 1 for cell in cells], np.int64)


def layout_of(lengths: list[Array], count: int) -> Layout:
    """Where everybody's elements lie, by the lengths of each series of a collection (−1: none)."""
    longest = np.maximum.reduce([*lengths, np.full(count, -1)])
    bounds = np.zeros(count + 1, dtype=np.intp)
    np.cumsum(np.maximum(longest, 0), out=bounds[1:])
    return Layout(bounds, marked(longest < 0))


def series_of_cells(
    wanted: Input, cells: Sequence[Cell], own: Array, layout: Layout, lengths: list[Array], words: Words
) -> Fact:
    """All elements in one column; a series that cannot be read as a whole is at fault in every element."""
    agreed = np.diff(layout.bounds)
    strange, whole = wholes(own, agreed, lengths)
    elements: list[Atom | None] = list(chain.from_iterable(_elements(cell) for cell in cells))
    if strange is not None:
        elements = [
            element
            for cell, is_strange, length in zip(cells, strange.tolist(), agreed.tolist(), strict=True)
            for element in ((None,) * length if is_strange else _elements(cell))
        ]
    fact = column_of_cells(wanted, elements, words, partial(_read_element, wanted))
    if whole is None:
        return fact
    spread = np.repeat(whole, agreed)
    at_fault = spread if fact.fault is None else np.where(spread != 0, spread, fact.fault)
    odd = None if strange is None else np.repeat(strange, agreed)
    return replace(fact, fault=at_fault, strange=odd, absent=_without(fact.absent, spread))


def _without(absent: Array | None, spread: Array) -> Array | None:
    return None if absent is None else absent & (spread == 0)


def wholes(own: Array, agreed: Array, lengths: list[Array]) -> tuple[Array | None, Array | None]:
    """The faults of each series as a whole, as PRESENT meets them and as a reader of its elements does.

    People without any series of the collection have no element, hence no fault here.
    """
    shortest = np.minimum.reduce([np.where(one < 0, agreed, one) for one in lengths])
    strange = np.where(shortest != agreed, faults.FAULT(faults.TYPE_MISMATCH), faults.FAULT(0))
    strange = np.where((own < 0) & (agreed > 0), faults.FAULT(faults.MISSING_INPUT), strange)
    whole = np.where(own > MOST_ELEMENTS, faults.FAULT(faults.LIMIT), strange)
    return marked(strange), marked(whole)


def _elements(cell: Cell) -> tuple[Atom | None, ...]:
    return cell if isinstance(cell, tuple) else () if cell is None else (cell,)


def _read_element(wanted: Input, cell: Cell) -> Plain:
    assert cell is not None
    assert not isinstance(cell, tuple)
    return read_atom(wanted, cell)
