"""Facts as arrays mean what the same facts mean as cells."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from kinerja_admin.engine import population
from kinerja_admin.engine.catalog import FolderShelf, PolicyFile
from kinerja_admin.engine.columns.evaluation import evaluate_columns
from kinerja_admin.engine.columns.given import GivenFacts
from kinerja_admin.engine.columns.typed import Given
from kinerja_admin.engine.engines import disagreements
from kinerja_admin.engine.facts import Cell, Facts
from kinerja_admin.engine.reader.load import load
from kinerja_admin.engine.reference import Evaluation
from kinerja_admin.errors import Refused
from tests.engine.columns.generated import HEAD, TABLES

STEPS = """steps:
  jumlah: {formula: "SUM(sn * su)", then: [{round: {to: 0.5, mode: half_even}}]}
  hitung: {formula: COUNT(sd)}
  angka: {formula: "d1 * i3 + COALESCE(d2, 1) - i1", then: [{round: {to: 0.01, mode: up}}]}
  kata: {formula: "COALESCE(w2, w1)", type: mutu}
  warnanya: {formula: c1, type: warna}
  kapan: {formula: "t1 + i1"}
  benar: {formula: "b1 and PRESENT(t2)"}
  besar: {formula: big * d3}
outputs: {hitung: {label: x}, kata: {label: x}}
lists: {daftar: {by: [d1], within: g1, limit: 2}}
"""


def _columns() -> dict[str, Given]:
    missing = np.array([False, True, False, False])
    bounds, values = np.array([0, 2, 2, 5, 6]), np.array([1, 2, 3, 95, -3, 7])
    ends = Given(np.array([25, 10, 5, 30, 40, 1]), decimals=1, bounds=bounds)
    return {
        "i1": Given(np.array([3, 101, -5, 7])),
        "i3": Given(np.array([1, 0, 5, 2]), missing=missing),
        "d1": Given(np.array([1250, 100, 10_000_001, -99]), decimals=2),
        "d2": Given(np.array([5, 0, 1, 7]), decimals=3, missing=missing),
        "d3": Given(np.array([10, 125_001, 7, 12]), decimals=5),
        "big": Given(np.array([10**17, 10**18, 2**53 + 1, 0])),
        "b1": Given(np.array([True, False, True, True])),
        "t1": Given(np.array([date(2026, 1, 1).toordinal()] * 4), missing=missing),
        "t2": Given(np.array([date(2026, 1, 1).toordinal()] * 4), missing=missing),
        "w1": Given(np.array([0, 1, 2, 0]), words=("A", "B", "asing")),
        "w2": Given(np.array([0, 1, 0, 0]), words=("C", "D"), missing=missing),
        "c1": Given(np.array([0, 0, 0, 0]), words=("hijau",), missing=missing),
        "g1": Given(np.array([0, 0, 1, 1]), words=("satu", "dua")),
        "sn": Given(values, bounds=bounds),
        "su": ends,
        "sd": Given(
            np.array([1, 2, 3]), decimals=2, bounds=np.array([0, 1, 1, 3, 3]), bare=np.array([False] * 3 + [True])
        ),
    }


@pytest.mark.parametrize("count", [4])
def test_arrays_are_read_as_cells_are(count: int):
    policy = load(PolicyFile(text=HEAD + STEPS, name="a", tables=TABLES), FolderShelf(Path("nowhere"))).policy
    assert policy is not None
    given = GivenFacts(tuple(map(str, range(count))), _columns(), policy.inputs)
    rows = [given.row(place) for place in range(count)]
    cells: dict[str, tuple[Cell, ...]] = {name: tuple(row[name] for row in rows) for name in given.columns}
    facts = Facts(given.ids, cells)
    reference = population.evaluate(policy, facts, policy.first_period)
    for source in (given, facts):
        columns = evaluate_columns(policy, source, policy.first_period)
        found = Evaluation(policy, policy.first_period, tuple(columns.results()), columns.ranks)
        assert list(disagreements(reference, found)) == []


def test_a_row_has_the_cells_that_were_given():
    policy = load(PolicyFile(text=HEAD + STEPS, name="a", tables=TABLES), FolderShelf(Path("nowhere"))).policy
    assert policy is not None
    row = GivenFacts(("a", "b", "c", "d"), _columns(), policy.inputs).row(3)
    assert row["d1"] == Decimal("-0.99")
    assert row["su"] == (Decimal("0.1"),)
    assert row["sd"] is None
    assert row["t1"] == date(2026, 1, 1)


def test_a_period_that_the_policy_does_not_speak_about_is_refused():
    policy = load(PolicyFile(text=HEAD + STEPS, name="a", tables=TABLES), FolderShelf(Path("nowhere"))).policy
    assert policy is not None
    with pytest.raises(Refused):
        evaluate_columns(policy, Facts(("a",)), policy.first_period.previous())
