"""What no test of a policy protects: a change that shows is told from one that rounding hides."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kinerja_admin.engine.catalog import FolderShelf
from kinerja_admin.engine.examples import run_examples
from kinerja_admin.engine.prover import mutants, prove
from kinerja_admin.engine.reader.load import load
from kinerja_admin.engine.rehearsal import Rehearsal
from tests.engine import workbench as bench

SHELF = FolderShelf(Path(__file__).parents[2] / "policies")

TAX = """
inputs:
  pkp: {type: decimal, unit: rupiah, from: x.pkp}
tables:
  pasal_17: {band: pkp, unit: persen, mode: marginal, from: {0: 5, 60000000: 15, 250000000: 25}}
rounding:
  rupiah: {to: 1}
steps:
  setahun: {unit: rupiah, formula: "BAND(pasal_17, pkp)"}
  pajak: {unit: rupiah, formula: setahun / 12}
outputs:
  pajak: {label: Pajak}
tests:
"""


def unprotected(tests: str) -> str:
    policy = bench.policy(TAX + tests)
    found = [one.parameters["constants"] for one in prove(policy, "coba.yaml") if one.code == "UNPROTECTED"]
    return "; ".join(found)


def test_a_bound_between_layers_is_protected_by_a_test_beyond_it():
    tests = """
  - {id: lapis-satu, given: {pkp: 12000000}, expect: {pajak: 50000}}
  - {id: lapis-dua, given: {pkp: 100000000}, expect: {pajak: 750000}}
  - {id: lapis-tiga, given: {pkp: 350000000}, expect: {pajak: 4708333}}
"""
    assert unprotected(tests) == ""


def test_a_bound_that_no_test_reaches_is_told():
    told = unprotected("\n  - {id: lapis-satu, given: {pkp: 12000000}, expect: {pajak: 50000}}\n")
    assert "≥ 60000000" in told
    assert "≥ 250000000" in told


def test_a_moved_bound_stays_inside_its_layer():
    narrow = TAX.replace("{0: 5, 60000000: 15, 250000000: 25}", "{0: 5, 60000000: 15, 60000001: 25}")
    policy = bench.policy(narrow + "\n  - {id: satu, given: {pkp: 12000000}, expect: {pajak: 50000}}\n")
    for mutant in mutants(policy):
        (table,) = mutant.policy.tables.values()
        (bands,) = table.contents[0].value.values()
        assert isinstance(bands, tuple)
        lows = [band.low for band in bands]
        assert lows == sorted(set(lows), key=lambda low: low or 0), mutant.constant


@pytest.mark.parametrize(
    "name",
    ["bukitintan/penilaian@2026.1", "kemuning/penghargaan@2026.1", "nasional/angka_kredit@2023.1", "serang/tpp@2025.1"],
)
def test_what_is_worked_out_again_in_part_is_noticed_as_when_all_is(name: str):
    file = next(SHELF.read(one) for one in SHELF.policies() if str(one) == name)
    assert file
    policy = load(file, SHELF).policy
    assert policy
    few = replace(policy, examples=policy.examples[::4])
    rehearsal, noticed = Rehearsal(few), {True: 0, False: 0}
    for mutant in mutants(few):
        found = rehearsal.notices(mutant.item.name, mutant.policy)
        assert found is not all(one.passed for one in run_examples(mutant.policy)), (mutant.item.name, mutant.constant)
        noticed[found] += 1
    assert all(noticed.values())


ERRORS = """
inputs:
  n: {type: integer, from: x.n}
parameters:
  batas: {value: 10}
steps:
  dasar: {hit: first, cases: [{id: kecil, when: n < batas, value: n}], then: [{round: 1}]}
  lain: {formula: n * 3, then: [{round: 1}]}
checks:
  - {id: cukup, assert: lain < 100}
outputs:
  dasar: {label: Dasar}
tests:
  - {id: di-bawah, given: {n: 9}, expect: {dasar: 9}}
  - {id: di-atas, given: {n: 10}, expect_error: NO_MATCH dasar}
  - {id: berlebih, given: {n: 34}, expect_error: NO_MATCH dasar}
"""


def test_a_test_that_expects_an_error_notices_what_takes_it_away():
    found = [one.parameters for one in prove(bench.policy(ERRORS), "coba.yaml") if one.code == "UNPROTECTED"]
    assert found == [{"name": "lain", "constants": "3"}]
