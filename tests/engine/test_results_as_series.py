"""Results of several periods as series: each provider's own collection, in both engines."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kinerja_admin.engine.columns.evaluation import evaluate as by_columns
from kinerja_admin.engine.facts import Facts
from kinerja_admin.engine.periods import Period
from kinerja_admin.engine.policy import Policy
from kinerja_admin.engine.population import evaluate as by_person
from kinerja_admin.engine.reference import Evaluation
from tests.engine.workbench import HEAD, codes, policy

BODY = """
inputs:
  gaji: {type: integer, unit: rupiah, from: hasil.gaji.gaji, periods: within}
  pajak: {type: integer, unit: rupiah, from: hasil.gaji.pajak, periods: within, missing: absent}
  tpp: {type: integer, unit: rupiah, from: hasil.tambahan.tpp, periods: within}
  gaji_terakhir: {type: integer, unit: rupiah, from: hasil.gaji.gaji, periods: last_2}
rounding:
  rupiah: {to: 1}
steps:
  setahun:
    unit: rupiah
    formula: SUM(gaji - COALESCE(pajak, 0)) + SUM(tpp) + SUM(gaji_terakhir)
outputs:
  setahun: {label: Setahun}
"""


@pytest.mark.parametrize("evaluate", [by_person, by_columns])
def test_runs_of_two_policies_may_differ_in_number(evaluate: Callable[[Policy, Facts, Period], Evaluation]):
    made = policy(BODY)
    assert [one.shape.each for one in made.inputs.values()] == [
        "hasil.gaji.within",
        "hasil.gaji.within",
        "hasil.tambahan.within",
        "hasil.gaji.last_2",
    ]
    facts = Facts(
        ("satu", "dua"),
        {
            "gaji": ((100, 100, 100), (200,)),
            "pajak": ((1, None, 3), (7,)),
            "tpp": ((40, 50), ()),
            "gaji_terakhir": ((), (5, 6)),
        },
    )
    found = evaluate(made, facts, made.first_period)
    assert [(one.fault, one.values["setahun"]) for one in found.results] == [(None, 386), (None, 204)]


def test_series_of_two_policies_cannot_be_combined_element_by_element():
    assert "SERIES_MIXED" in codes(HEAD + BODY.replace("SUM(gaji - COALESCE(pajak, 0)) + SUM(tpp)", "SUM(gaji + tpp)"))


@pytest.mark.parametrize(
    ("one", "other", "is_shared"),
    [
        ("hasil.gaji.gaji, periods: within", "hasil.gaji.bonus, periods: within", False),
        ("hasil.gaji.gaji, periods: within", "hasil.tambahan.tpp, periods: within", True),
        ("hasil.gaji.gaji, periods: within", "hasil.gaji.gaji, periods: last_3", True),
        ("hasil.gaji.gaji, periods: within", "presensi.menit_telat", True),
        ("presensi.menit_telat", "presensi.menit_pulang_cepat", False),
    ],
)
def test_a_name_of_one_s_own_joins_only_what_comes_from_the_same_runs(one: str, other: str, is_shared: bool):
    body = f"""
inputs:
  a: {{type: integer, each: bulan, from: {one}}}
  b: {{type: integer, each: bulan, from: {other}}}
steps:
  c: {{formula: SUM(a + b)}}
"""
    assert ("SERIES_SHARED" in codes(HEAD + body)) is is_shared
