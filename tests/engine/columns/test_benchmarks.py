"""The benchmarks run, and what they tell of a few people is what the reference makes of them; how fast is not asked."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from benchmarks import editing, engines, growth, run
from benchmarks.people import people
from kinerja_admin.engine import population
from kinerja_admin.engine.columns.given import GivenFacts
from kinerja_admin.engine.policy import Policy
from kinerja_admin.engine.reader.load import load_path

OURS = ("ours, fast", "ours, fast, written before", "the same, 2 threads", "ours, reference")
PEOPLE = 60


def _net_by_the_reference(policy: Policy, count: int, seed: int) -> list[int]:
    given = {name: one for name, one in people(count, seed).items() if name in policy.inputs}
    facts = GivenFacts(tuple(map(str, range(count))), given, policy.inputs)
    (net,) = policy.outputs
    results = population.evaluate(policy, facts, policy.first_period).results
    return [int(result.values[net]) for result in results]  # type: ignore[arg-type]


def test_the_page(monkeypatch: pytest.MonkeyPatch):
    """Every engine that is installed beside the tests pays the exact net; those that are not are left out."""
    monkeypatch.setattr(editing, "COUNT", PEOPLE)
    monkeypatch.setattr(editing, "TIMES", 2)
    monkeypatch.setattr(engines, "POLICIES", ("tunjangan14",))
    monkeypatch.setattr(engines, "LEAST_ROUNDS", 2)
    monkeypatch.setattr(engines, "ENOUGH_PEOPLE", PEOPLE)
    asked = Namespace(only=("engines", "editing"), rivals=sys.executable, people=[PEOPLE], threads=2, databases=[])
    page = "\n".join(run._page(asked))
    parts = page.split("\n### ")[1:]
    assert [part.splitlines()[0] for part in parts] == [f"{name}, {PEOPLE} people" for name in engines.POLICIES]
    for part in parts:
        rows = {cells[0]: cells for cells in map(_cells, part.split("\n## ")[0].splitlines()) if len(cells) == 6}
        assert set(OURS) | {"numpy", "simpleeval"} <= set(rows)
        assert {tuple(rows[name][3:5]) for name in OURS} == {("none", "0")}
        assert all(float(rows[name][1].replace(",", "")) > 0 for name in OURS)
    changed = page.split("\n## One changed formula")[1]
    assert [cells[0] for line in changed.splitlines() if len(cells := _cells(line)) == 3][2:] == [
        "read and checked", "compiled and evaluated", "totalled", "compared with the old version", "**together**",
    ]  # fmt: skip
    assert page.rstrip().endswith((Path(run.__file__).parent / "notes.md").read_text(encoding="utf-8").rstrip())


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_growth_over_two_blocks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(growth, "BLOCK", 40)
    growth.generate(tmp_path / "snapshot.parquet", 70)
    told = growth.measure(tmp_path, threads=1)
    policy = load_path(Path(growth.__file__).parent / "tunjangan40.yaml").policy
    assert policy is not None
    exact = [*_net_by_the_reference(policy, 40, 0), *_net_by_the_reference(policy, 30, 1)]
    assert pq.read_table(tmp_path / "net.parquet").column("net").to_pylist() == exact
    assert told["total"] == sum(exact)
    assert told["memory"] > 0
