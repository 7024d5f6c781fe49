"""The policies that ship, and a judge of two evaluations."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kinerja_admin.engine import population
from kinerja_admin.engine.catalog import FolderShelf
from kinerja_admin.engine.columns.evaluation import evaluate_columns
from kinerja_admin.engine.engines import disagreements
from kinerja_admin.engine.facts import Facts
from kinerja_admin.engine.periods import Period
from kinerja_admin.engine.policy import Policy
from kinerja_admin.engine.reader.load import load
from kinerja_admin.engine.reference import Evaluation

ROOT = Path(__file__).resolve().parents[3]

Judge = Callable[..., int]


@pytest.fixture(scope="session")
def shipped() -> dict[str, Policy]:
    shelf = FolderShelf(ROOT / "policies")
    found = {}
    for policy_id in shelf.policies():
        file = shelf.read(policy_id)
        assert file is not None
        policy = load(file, shelf).policy
        if policy is not None:  # that every file loads is tested in tests/policies
            found[str(policy_id)] = policy
    return found


@pytest.fixture(scope="session")
def judge() -> Judge:
    """Demand the reference's digits and errors of the columns; how many rows were looked at twice."""

    def same(policy: Policy, facts: Facts, period: Period, chunk: int | None = None, threads: int = 1) -> int:
        columns = evaluate_columns(policy, facts, period, chunk=chunk, threads=threads)
        found = Evaluation(policy, period, tuple(columns.results()), columns.ranks)
        assert list(disagreements(population.evaluate(policy, facts, period), found)) == []
        return columns.second_looks

    return same
