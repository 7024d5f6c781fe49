"""Lists over a population in columns: who is on each, and at which rank."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from kinerja_admin.engine.columns.plan import Kept
from kinerja_admin.engine.columns.population import Population
from kinerja_admin.engine.columns.program import Array
from kinerja_admin.engine.columns.values import Sort
from kinerja_admin.engine.policy import Listing, Policy, SortKey, Vocabulary
from kinerja_admin.engine.reference import Prepared


def rank_columns(
    prepared: Prepared, population: Population, held: Mapping[str, Kept], where: Mapping[str, Kept]
) -> Mapping[str, tuple[int | None, ...]]:
    """For every list the rank of each person, None where the person is not on it.

    Equal in all that a list is ordered by, equal in rank; the limit counts ranks. Who is in error, or lacks what the
    list is ordered by, is not on it.
    """
    return {
        name: _ranks(prepared.policy, listing, population, held, where.get(name))
        for name, listing in prepared.policy.lists.items()
    }


def _ranks(
    policy: Policy, listing: Listing, population: Population, held: Mapping[str, Kept], where: Kept | None
) -> tuple[int | None, ...]:
    within = held[listing.within] if listing.within else None
    listed = _on_list(population.count, where, within, [held[key.step] for key in listing.by])
    people = np.flatnonzero(listed)
    groups = np.zeros(len(people), dtype=np.int64) if within is None else _groups(within, people)
    keys = [_key(policy, key, held[key.step], people, population.words.texts) for key in listing.by]
    order = np.lexsort((*reversed(keys), groups)) if len(people) else np.zeros(0, dtype=np.intp)
    ranks = _positions([groups[order], *(key[order] for key in keys)])
    found: list[int | None] = [None] * population.count
    for person, rank in zip(people[order].tolist(), ranks.tolist(), strict=True):
        if listing.limit is None or rank <= listing.limit:
            found[person] = rank
    return tuple(found)


def _on_list(count: int, where: Kept | None, within: Kept | None, keys: list[Kept]) -> Array:
    listed = np.ones(count, dtype=np.bool_)
    if where is not None:
        listed &= where.values
    for kept in (*([where] if where else []), *([within] if within else []), *keys):
        if kept.fault is not None:
            listed &= kept.fault == 0
    for kept in keys:
        if kept.absent is not None:
            listed &= ~kept.absent
        if kept.sort is Sort.TRUTH:
            listed &= False
    if within is not None and within.each is not None:
        listed &= False
    return listed


def _groups(within: Kept, people: Array) -> Array:
    """People who share a value share a number; those without one share another."""
    groups: Array = np.unique(within.values[people], return_inverse=True)[1].astype(np.int64) + 1
    return groups if within.absent is None else np.where(within.absent[people], 0, groups)


def _key(policy: Policy, key: SortKey, kept: Kept, people: Array, texts: list[str]) -> Array:
    """Dense numbers in the order of the list."""
    values = kept.values[people]
    if kept.sort is Sort.WORD:
        holder = policy.steps.get(key.step) or policy.inputs[key.step]
        values = _ranks_of_words(holder.shape.vocabulary, texts)[values]
    numbers: Array = np.unique(values, return_inverse=True)[1].astype(np.int64)
    return -numbers if key.highest_first else numbers


def _ranks_of_words(vocabulary: Vocabulary | None, texts: list[str]) -> Array:
    places = {} if vocabulary is None else {word: place for place, word in enumerate(vocabulary.words)}
    return np.array([places.get(text, 0) for text in texts], dtype=np.int64)


def _positions(columns: list[Array]) -> Array:
    """Ranks of sorted rows: the first column is the group, the others what it is ordered by."""
    index = np.arange(len(columns[0]))
    is_first = _changes(columns[:1])
    start = np.maximum.accumulate(np.where(is_first, index, 0))
    tied = np.maximum.accumulate(np.where(_changes(columns), index, 0))
    ranks: Array = tied - start + 1
    return ranks


def _changes(columns: list[Array]) -> Array:
    """Where a sorted row differs from the one before."""
    changed = np.zeros(len(columns[0]), dtype=np.bool_)
    changed[:1] = True
    for column in columns:
        changed[1:] |= column[1:] != column[:-1]
    return changed
