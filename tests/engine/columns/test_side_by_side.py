"""What is told of a population from its columns is what is told of it person by person."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import pytest

from kinerja_admin.engine import population
from kinerja_admin.engine.catalog import FolderShelf
from kinerja_admin.engine.columns.evaluation import Results, columns_of, evaluate
from kinerja_admin.engine.columns.given import GivenFacts
from kinerja_admin.engine.columns.handing import handed_on
from kinerja_admin.engine.columns.spelling import spelled_column, total
from kinerja_admin.engine.columns.verdicts import verdicts
from kinerja_admin.engine.comparison import Comparison, compare
from kinerja_admin.engine.facts import Facts
from kinerja_admin.engine.figures import Grouping, PersonDelta
from kinerja_admin.engine.numbers import plain
from kinerja_admin.engine.policy import Policy
from kinerja_admin.engine.prover import mutants
from kinerja_admin.engine.reader.load import load
from kinerja_admin.engine.reference import Evaluation, StepValue
from kinerja_admin.engine.results_file import written
from tests.engine.columns.generated import people, policy_file


def _loaded(number: int) -> tuple[Policy, Facts]:
    """A policy by chance with people; the next chance where the first one does not load."""
    for attempt in range(20):
        chance = Random(f"{number} {attempt}")
        policy = load(policy_file(chance), FolderShelf(Path("nowhere"))).policy
        if policy is not None:
            return policy, people(chance, policy, 40)
    raise AssertionError


def _both_ways(policy: Policy, facts: Facts) -> tuple[Evaluation, Evaluation]:
    return evaluate(policy, facts, policy.first_period), population.evaluate(policy, facts, policy.first_period)


def _told(comparison: Comparison) -> Any:
    outputs = [
        replace(one, gainers=tuple(map(_person, one.gainers)), losers=tuple(map(_person, one.losers)))
        for one in comparison.outputs
    ]
    people = list(map(_person, comparison.people))
    return replace(comparison, outputs=tuple(outputs), people=tuple(people)), comparison.nothing_changed


def _person(one: PersonDelta) -> PersonDelta:
    return replace(one, old=dict(one.old), new=dict(one.new))


@pytest.mark.parametrize("number", range(8))
def test_two_versions_side_by_side(number: int):
    policy, facts = _loaded(number)
    others = [mutant.policy for mutant in islice(mutants(policy), 0, 60, 12)]
    old, old_judged = _both_ways(policy, facts)
    for other in (policy, *others):
        new, new_judged = _both_ways(other, facts)
        found, judged = compare(old, new), compare(old_judged, new_judged)
        assert _told(found) == _told(judged)
        grouping = Grouping.of(None if place % 5 == 0 else str(place % 3) for place in range(len(facts)))
        for one in found.outputs:
            if one.is_number:
                assert found.pairs.grouped(one.name, grouping) == judged.pairs.grouped(one.name, grouping)


def test_people_who_are_not_the_same_are_paired_by_id():
    policy, facts = _loaded(1)
    fewer = Facts(facts.ids[5:], {name: column[5:] for name, column in facts.columns.items()})
    old, old_judged = _both_ways(policy, facts)
    new, new_judged = _both_ways(policy, fewer)
    found = compare(old, new)
    assert found.only_old == facts.ids[:5]
    assert _told(found) == _told(compare(old_judged, new_judged))


@pytest.mark.parametrize("number", range(8))
def test_verdicts_texts_and_sums(number: int):
    policy, facts = _loaded(number)
    fast, judged = _both_ways(policy, facts)
    found = columns_of(fast).found
    verdict = verdicts(found)
    for place, result in enumerate(judged.results):
        cause = verdict.of(place)
        assert (str(cause) if cause else None) == (str(result.fault) if result.fault else None)
        assert tuple(verdict.warnings_of(place)) == result.warnings
    for name, step in policy.steps.items():
        if step.shape.each is None:
            values = [result.values.get(name) for result in judged.results]
            spelled = spelled_column(found, name, 0, len(facts))
            assert spelled == [None if one is None else written(one, step.decimals) for one in values]
        if step.shape.each is None and step.shape.kind.is_number:
            fine = [one for one, result in zip(values, judged.results, strict=True) if result.fault is None]
            assert total(found.steps[name], verdict.is_fine) == sum((_amount(one) for one in fine), Fraction(0))


def _amount(value: StepValue) -> Fraction:
    return value if isinstance(value, Fraction) else Fraction(0)


@pytest.mark.parametrize("number", range(8))
def test_a_step_handed_on_is_the_cell_that_it_is_written_as(number: int):
    policy, facts = _loaded(number)
    fast, judged = _both_ways(policy, facts)
    found = columns_of(fast).found
    for name, step in policy.steps.items():
        if step.shape.each is None:
            given = GivenFacts(facts.ids, {"x": handed_on(found, name)}, {"x": _as_input(policy, name)})
            for place, result in enumerate(judged.results):
                cell = given.row(place)["x"]
                value = None if result.fault else result.values.get(name)
                assert (None if cell is None else _plain(cell)) == (None if value is None else _plain(value))


def _as_input(policy: Policy, step: str) -> Any:
    return replace(next(iter(policy.inputs.values())), name="x", shape=policy.steps[step].shape)


def _plain(value: Any) -> str:
    is_number = isinstance(value, Fraction) or (not isinstance(value, bool) and hasattr(value, "as_integer_ratio"))
    return plain(Fraction(value)) if is_number else written(value, None)


def test_results_are_read_like_a_tuple():
    policy, facts = _loaded(2)
    fast, judged = _both_ways(policy, facts)
    assert isinstance(fast.results, Results)
    assert len(fast.results) == len(judged.results)
    assert fast.results[3:7] == tuple(judged.results[3:7])
    assert fast.results[-1] == judged.results[-1]
    with pytest.raises(IndexError):
        fast.results[len(facts)]
