"""Lists: the population enters after every person has been evaluated."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from kinerja_admin.engine.facts import Cell, Rows
from kinerja_admin.engine.policy import Kind, Listing, Plain, Policy
from kinerja_admin.engine.reference import Evaluation, PersonState, Prepared
from kinerja_admin.errors import PersonalError


def rank_lists(evaluation: Evaluation, facts: Rows) -> Mapping[str, tuple[int | None, ...]]:
    """For every list the rank of each person, None where the person is not on it.

    Equal in all that a list is ordered by, equal in rank; the ranks after them are skipped. The limit counts ranks, so
    that nobody falls off a list by an accident of order. Who is in error is on no list that asks for what is in error.
    """
    prepared = Prepared(evaluation.policy, evaluation.period)
    states = [_state(prepared, cells, evaluation, place) for place, (_, cells) in enumerate(facts.rows())]
    return {name: _rank(evaluation.policy, listing, states) for name, listing in evaluation.policy.lists.items()}


def _state(prepared: Prepared, cells: Mapping[str, Cell], evaluation: Evaluation, place: int) -> PersonState:
    state = PersonState(prepared, cells)
    result = evaluation.results[place]
    state.values = dict(result.values)
    for name, fault in result.faults.items():
        error = PersonalError(fault.code, **fault.parameters)
        error.step = fault.step
        state.errors[name] = error
    return state


def _rank(policy: Policy, listing: Listing, states: list[PersonState]) -> tuple[int | None, ...]:
    groups: dict[Plain | None, list[tuple[tuple[Fraction | int, ...], int]]] = {}
    for place, state in enumerate(states):
        try:
            if listing.where is not None and state.evaluation.work_out(listing.where) is not True:
                continue
            group = state.hold(listing.within) if listing.within else None
            key = tuple(_sortable(policy, one.step, state, highest=one.highest_first) for one in listing.by)
        except PersonalError:
            continue
        if isinstance(group, tuple):
            continue
        groups.setdefault(group, []).append((key, place))
    ranks: list[int | None] = [None] * len(states)
    for members in groups.values():
        members.sort()
        for position, (key, place) in enumerate(members):
            tied = position and members[position - 1][0] == key
            rank = ranks[members[position - 1][1]] if tied else position + 1
            ranks[place] = rank
        if listing.limit is not None:
            for _, place in members:
                rank = ranks[place]
                ranks[place] = rank if rank is not None and rank <= listing.limit else None
    return tuple(ranks)


def _sortable(policy: Policy, name: str, state: PersonState, *, highest: bool) -> Fraction | int:
    value = state.hold(name)
    if isinstance(value, date):
        number: Fraction | int = value.toordinal()
    elif isinstance(value, str):
        holder = policy.steps.get(name) or policy.inputs[name]
        vocabulary = holder.shape.vocabulary
        number = vocabulary.rank(value) if holder.shape.kind is Kind.WORD and vocabulary else 0
    elif isinstance(value, Fraction):
        number = value
    else:
        raise PersonalError("MISSING_INPUT", what=name)
    return -number if highest else number
