"""Whatever a file of people holds, everybody gets a result or an error that names its step; nothing stops."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from kinerja_admin.engine.catalog import FolderShelf
from kinerja_admin.engine.engines import ENGINES, disagreements
from kinerja_admin.engine.explanation import as_text, explain
from kinerja_admin.engine.facts import Cell, Facts
from kinerja_admin.engine.policy import Policy
from kinerja_admin.engine.population import evaluate
from kinerja_admin.engine.reader.load import load
from kinerja_admin.engine.reader.rules import ERROR_CODES
from kinerja_admin.engine.results_file import rows
from kinerja_admin.engine.trace import trace
from kinerja_admin.locale import LANGUAGES, words

SHELF = FolderShelf(Path(__file__).resolve().parents[2] / "policies")
SHIPPED = [str(one) for one in SHELF.policies()]
CELLS: list[Cell] = [
    None, "", "0", "1", "-1", "9", "17", "99", "1.5", "-0.001", "999999999999999999", "9" * 40, "1e5", "x", "PNS", "baik",
    "true", "false", "2026-02-28", "2026-02-30", "0001-01-01", "9999-12-31", "?", "-", ";", "=1+1", "\u202e", "a" * 5000,
]  # fmt: skip


def policy(name: str) -> Policy:
    file = SHELF.read(next(one for one in SHELF.policies() if str(one) == name))
    assert file is not None
    found = load(file, SHELF).policy
    assert found is not None
    return found


def crowd(made: Policy, chance: random.Random, count: int) -> Facts:
    """People of whom some facts are right, and some are anything."""
    columns: dict[str, tuple[Cell, ...]] = {}
    for name, wanted in made.inputs.items():
        good: list[Cell] = [example.given[name] for example in made.examples if name in example.given]
        column: list[Cell] = []
        for _ in range(count):
            if good and chance.random() < 0.8:
                column.append(chance.choice(good))
            elif wanted.shape.each and chance.random() < 0.8:
                column.append(
                    tuple(one for one in chance.choices(CELLS, k=chance.randrange(4)) if not isinstance(one, tuple))
                )
            else:
                column.append(chance.choice(CELLS))
        columns[name] = tuple(column)
    return Facts(tuple(str(place) for place in range(count)), columns)


@pytest.mark.parametrize("name", SHIPPED)
def test_both_engines_say_the_same_about_anybody(name: str):
    made = policy(name)
    for seed in range(3):
        facts = crowd(made, random.Random(f"{name} {seed}"), 40)
        one, other = (engine(made, facts, made.first_period) for engine in ENGINES.values())
        assert list(disagreements(one, other)) == []


@pytest.mark.parametrize("name", SHIPPED)
def test_everybody_gets_a_result_or_an_error(name: str):
    made = policy(name)
    facts = crowd(made, random.Random(name), 60)
    evaluation = evaluate(made, facts, made.first_period)
    for result in evaluation.results:
        assert set(result.values) | set(result.faults) == set(made.order)
        assert {fault.code for fault in result.faults.values()} <= set(ERROR_CODES)
        assert all(fault.step for fault in result.faults.values())
    assert len(list(rows(evaluation))) == 60
    for row in range(0, 60, 6):
        told = trace(made, facts, row, made.first_period)
        for language in LANGUAGES:
            text = "\n".join(as_text(explain(told.content, words(language)), words(language)))
            assert text
            assert "error." not in text
