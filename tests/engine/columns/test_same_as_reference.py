"""The columns give the reference's digits and the reference's errors: policies and people by chance, and those that ship."""

from __future__ import annotations

import os
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, seed, settings
from hypothesis import strategies as st

from kinerja_admin.engine.catalog import FolderShelf, PolicyFile
from kinerja_admin.engine.facts import Cell, Facts
from kinerja_admin.engine.periods import Period, parse_period
from kinerja_admin.engine.policy import Policy
from kinerja_admin.engine.reader.load import load
from tests.engine.columns.conftest import Judge
from tests.engine.columns.constructs import ALL, constructs
from tests.engine.columns.generated import HEAD, TABLES, arrays, people, policy_file

POLICIES = int(os.environ.get("GENERATED_POLICIES", "26"))
"""So many policies are made up by chance; a night's worth may be asked for."""

NUMBERED = range(64)
"""Policies by chance that are the same in every run; among them stands every construct of the language."""


def _loaded(file: PolicyFile) -> Policy | None:
    return load(file, FolderShelf(Path("nowhere"))).policy


def _made(number: int) -> tuple[Random, Policy | None]:
    chance = Random(number)
    return chance, _loaded(policy_file(chance))


_numbered = cache(_made)


def _period(text: str) -> Period:
    period = parse_period(text)
    assert period is not None
    return period


@seed(20261122)
@settings(max_examples=POLICIES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(number=st.integers(len(NUMBERED), 10**12), month=st.sampled_from(("2026-01", "2026-05")))
def test_a_policy_by_chance(judge: Judge, number: int, month: str):
    chance, policy = _made(number)
    assume(policy is not None)
    assert policy is not None
    judge(policy, people(chance, policy, 10), _period(month), chunk=4)


@pytest.mark.parametrize("number", NUMBERED)
def test_a_policy_of_a_series_of_chances(judge: Judge, number: int):
    chance, policy = _numbered(number)
    if policy is not None:
        judge(policy, people(chance, policy, 12), _period("2026-01"))


@pytest.mark.parametrize("number", range(0, 64, 4))
def test_people_who_come_as_arrays(judge: Judge, number: int):
    """The reference is given the cells that the arrays stand for."""
    policy = _numbered(number)[1]
    if policy is not None:
        given = arrays(Random(number), policy, 12)
        judge(policy, given, _period("2026-01"), chunk=(None, 5)[number % 2])


def test_every_construct_is_among_them():
    policies = [policy for _, policy in map(_numbered, NUMBERED) if policy is not None]
    assert sorted(ALL - set().union(*map(constructs, policies))) == []


def test_only_some_rows_are_looked_at_twice(judge: Judge):
    """What the second look puts right is really met: exact ties behind products that float64 cannot hold."""
    steps = '  s: {formula: "d3 * d1 * (1 - PERCENT(i1))", then: [{round: {to: 0.01, mode: half_up}}]}\n'
    policy = _loaded(PolicyFile(text=f"{HEAD}steps:\n{steps}outputs:\n  s: {{label: x}}\n", name="a", tables=TABLES))
    assert policy is not None
    chance = Random(2)
    columns: dict[str, tuple[Cell, ...]] = {
        "d1": tuple(Decimal(chance.randint(0, 10**7)) / 100 for _ in range(400)),
        "d3": tuple(Decimal(chance.choice((5000, 1, 12345, 99_999_999, 50))) / 10_000 for _ in range(400)),
        "i1": tuple(chance.choice((0, 10, 33)) for _ in range(400)),
    }
    looks = judge(policy, Facts(tuple(map(str, range(400))), columns), _period("2026-01"))
    assert 5 < looks < 100


def test_every_shipped_policy_over_its_own_examples(judge: Judge, shipped: dict[str, Policy]):
    for policy in shipped.values():
        for period in {example.period or policy.first_period for example in policy.examples}:
            examples = [one for one in policy.examples if (one.period or policy.first_period) == period]
            columns = {name: tuple(one.given.get(name) for one in examples) for name in policy.inputs}
            judge(policy, Facts(tuple(one.id for one in examples), columns), period)


@pytest.mark.parametrize("number", range(3))
def test_every_shipped_policy_over_people_by_chance(judge: Judge, shipped: dict[str, Policy], number: int):
    for name, policy in shipped.items():
        if policy.steps:
            facts = people(Random(f"{name} {number}"), policy, 60)
            judge(policy, facts, policy.first_period, chunk=(None, 7, 64)[number], threads=1 + number % 2)
