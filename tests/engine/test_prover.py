"""What no test of a policy protects: a change that shows is told from one that rounding hides."""

from __future__ import annotations

from kinerja_admin.engine.prover import mutants, prove
from tests.engine import workbench as bench

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
