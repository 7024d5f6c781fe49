"""Facts that come as arrays (from a database, a Parquet file or a generator), without a Python object a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import numpy as np

from kinerja_admin.engine.columns.population import Fact, Layout, Population, Words
from kinerja_admin.engine.columns.program import Array
from kinerja_admin.engine.columns.reading import layout_of, names_asked, wholes
from kinerja_admin.engine.columns.typed import Given, fact_of
from kinerja_admin.engine.columns.values import Sort, sort_of
from kinerja_admin.engine.facts import MOST_ELEMENTS, Atom, Cell
from kinerja_admin.engine.policy import Input
from kinerja_admin.engine.reference import Prepared


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
            found[one.name] = fact_of(one, columns.get(one.name) or _nothing(one, count), words)
    return Population(count, found, layouts, words)


def _nothing(wanted: Input, count: int) -> Given:
    is_word = sort_of(wanted.shape.kind) is Sort.WORD
    return Given(np.zeros(count), words=("",) if is_word else (), missing=np.ones(count, dtype=np.bool_))


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
    fact = fact_of(wanted, given, words)
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
