"""Checks over everybody and over pairs of people: totals, shares, and outputs that only move one way."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from kinerja_admin.engine import engines
from kinerja_admin.engine.catalog import FolderShelf, PolicyFile
from kinerja_admin.engine.columns.given import GivenFacts
from kinerja_admin.engine.columns.typed import Given
from kinerja_admin.engine.facts import Cell, Facts, Rows
from kinerja_admin.engine.judgement_report import as_lines
from kinerja_admin.engine.monotony import counterexample
from kinerja_admin.engine.policy import Policy
from kinerja_admin.engine.population_checks import Judgement, failing, judgements
from kinerja_admin.engine.prover import prove
from kinerja_admin.engine.reader.load import load
from kinerja_admin.engine.trace import trace
from kinerja_admin.locale import words

RULES = """schema: kinerja-policy/1
region: serang
policy: coba
version: "2026.1"
title: Coba
effective: {from: 2026-01, to: null}
decided: 2025-12-01
period: month
vocabularies: {mutu: [kurang, baik]}
inputs:
  kelas: {type: integer, range: [1, 17], from: jabatan.kelas}
  hari: {type: integer, range: [0, 31], from: presensi.hari_alpa}
  unit: {type: text, missing: absent, from: pegawai.unit_kerja}
parameters:
  pagu_unit: {value: 1000, unit: rupiah}
  kuota: {values: [{from: 2026-01, value: 50}, {from: 2026-02, value: 25}], unit: persen}
steps:
  bayar: {unit: rupiah, formula: "kelas * 100 - hari", then: [{at_least: 0}, {round: {to: 1, mode: half_up}}]}
  mutunya: {type: mutu, formula: "IF(kelas >= 9, 'baik', 'kurang')"}
  tinggi: {formula: kelas > 12}
outputs: {bayar: {label: Bayar, payable: true}, mutunya: {label: Mutu}, tinggi: {label: Tinggi}}
checks:
"""

PEOPLE = Facts(
    tuple("abcdef"),
    {
        "kelas": (9, 10, 3, 4, 15, 99),
        "hari": (0, 5, 0, 0, 1, 0),
        "unit": ("A", "A", "A", "B", "B", "B"),
    },
)


TOTAL = "{id: pagu, total: {output: bayar, at_most: 1}}"


def rules(*checks: str) -> Policy:
    text = RULES + "".join(f"  - {check}\n" for check in checks)
    found = load(PolicyFile(text=text, name="coba", tables={}), FolderShelf(Path("nowhere")))
    assert found.policy is not None, found.problems
    return found.policy


def judged(policy: Policy, facts: Rows = PEOPLE) -> tuple[Judgement, ...]:
    """By both engines, which must agree."""
    one, other = (
        judgements(engines.ENGINES[name](policy, facts, policy.first_period), facts) for name in engines.ENGINES
    )
    assert one == other
    return one


def test_a_total_leaves_people_in_error_out_and_counts_them():
    policy = rules("{id: pagu, total: {output: bayar, at_most: pagu_unit * 4, at_least: 1}}")
    most, least = judged(policy)
    assert (most.side, most.value, most.bound, most.holds) == ("at_most", Fraction(4094), Fraction(4000), False)
    assert (most.counted, most.left_out) == (5, 1)
    assert (least.side, least.holds) == ("at_least", True)
    told = list(as_lines([most, replace(least, left_out=0)], policy, words("id")))
    assert told[0].endswith("dari 5 orang (1 orang galat tidak dihitung)")
    assert told[1].endswith("dari 5 orang")
    assert failing([most, least]) == (most,)


def test_a_warning_does_not_fail():
    policy = rules("{id: pagu, total: {output: bayar, at_most: 10}, severity: warning}")
    assert not judged(policy)[0].holds
    assert failing(judged(policy)) == ()


@pytest.mark.parametrize(
    ("output", "equals", "share"),
    [("mutunya", "baik", Fraction(60)), ("tinggi", "true", Fraction(20)), ("bayar", "900", Fraction(20)),
     ("bayar", "900.5", Fraction(0)), ("mutunya", "kurang", Fraction(40))],
)  # fmt: skip
def test_a_share_is_of_the_people_with_a_result(output: str, equals: str, share: Fraction):
    policy = rules(f"{{id: kuota_baik, share: {{output: {output}, equals: {equals}, at_most: kuota}}}}")
    (found,) = judged(policy)
    assert (found.value, found.bound, found.holds) == (share, Fraction(50), share <= 50)


def test_a_share_of_a_condition_is_told_in_words():
    policy = rules("{id: kuota_tinggi, share: {output: tinggi, equals: 'true', at_most: kuota}}")
    (line,) = as_lines(judged(policy), policy, words("id"))
    assert "“ya” dimiliki 20,00%" in line


def test_a_share_within_groups_speaks_of_each_group():
    policy = rules("{id: kuota_baik, share: {output: mutunya, equals: baik, at_most: 60, within: unit}}")
    assert [(one.group, one.value, one.holds, one.counted, one.left_out) for one in judged(policy)] == [
        ("A", Fraction(200, 3), False, 3, 0), ("B", Fraction(50), True, 2, 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "cells", "groups", "fault"),
    [
        ("{type: mutu, from: x.g}", ("baik", "HONORER", None), ["", "baik"], "OUT_OF_RANGE kuota"),
        ("{type: integer, from: x.g}", ("7", "tujuh", None), ["", "7"], "TYPE_MISMATCH kuota"),
        ("{type: date, missing: absent, from: x.g}", ("2026-01-31", "31/1/2026", None), ["", "2026-01-31"],
         "TYPE_MISMATCH kuota"),
        ("{type: condition, from: x.g}", ("false", "salah", None), ["", "false"], "TYPE_MISMATCH kuota"),
        ("{type: text, from: x.g}", ("A", "?", None), ["", "?", "A"], ""),
    ],
)  # fmt: skip
def test_a_group_that_cannot_be_read_is_an_error_of_that_person(
    kind: str, cells: tuple[Cell, ...], groups: list[str], fault: str
):
    text = RULES.replace("inputs:\n", f"inputs:\n  g: {kind}\n")
    text += "  - {id: kuota, share: {output: mutunya, equals: baik, at_most: 100, within: g}}\n"
    policy = load(PolicyFile(text, "coba.yaml"), FolderShelf(Path("nowhere"))).policy
    assert policy is not None
    people = Facts(("a", "b", "c"), {"kelas": (9, 9, 9), "hari": (0, 0, 0), "g": cells})
    assert [one.group for one in judged(policy, people)] == groups
    for engine in engines.ENGINES.values():
        results = engine(policy, people, policy.first_period).results
        assert [str(one.fault or "") for one in results] == ["", fault, ""]
    content = trace(policy, people, 1, policy.first_period).content
    assert content["checks"] == []
    assert (content["error"] or {"step": ""})["step"] == fault.partition(" ")[2]


def test_groups_may_be_a_step_and_nobody_may_have_none():
    policy = rules("{id: kuota_baik, share: {output: mutunya, equals: baik, at_least: 60, within: tinggi}}")
    assert [(one.group, one.value) for one in judged(policy)] == [("false", Fraction(50)), ("true", Fraction(100))]
    without = Facts(PEOPLE.ids, {name: column for name, column in PEOPLE.columns.items() if name != "unit"})
    policy = rules("{id: kuota_baik, share: {output: mutunya, equals: baik, at_least: 60, within: unit}}")
    assert [(one.group, one.counted) for one in judged(policy, without)] == [("", 5)]


def test_many_people_are_judged_alike_by_both_engines():
    kelas: tuple[Cell, ...] = tuple(place % 19 for place in range(500))
    unit: tuple[Cell, ...] = tuple(None if place % 7 == 0 else f"U{place % 4}" for place in range(500))
    facts = Facts(tuple(map(str, range(500))), {"kelas": kelas, "hari": (0,) * 500, "unit": unit})
    policy = rules(
        "{id: a, share: {output: mutunya, equals: baik, at_most: 60, within: unit}}",
        "{id: b, total: {output: bayar, at_most: 1}}",
    )
    assert len(judged(policy, facts)) == 6


@pytest.mark.parametrize("within", ["unit", "kelas", "tinggi", "bayar"])
def test_groups_of_arrays_are_those_of_cells(within: str):
    """Also of people of whom nothing is known, and of a fact of which nothing is known of anybody."""
    chance = np.random.default_rng(3)
    missing = chance.random(300) < 0.2
    policy = rules(f"{{id: a, share: {{output: mutunya, equals: baik, at_most: 60, within: {within}}}}}")
    for unit in (
        Given(chance.integers(0, 5, 300), words=tuple("ABCDE"), missing=missing),
        Given(np.zeros(300, dtype=np.intp), missing=np.ones(300, dtype=np.bool_)),
    ):
        columns = {"kelas": Given(chance.integers(0, 19, 300), missing=missing[::-1]), "unit": unit,
                   "hari": Given(chance.integers(0, 33, 300))}  # fmt: skip
        found = judged(policy, GivenFacts(tuple(map(str, range(300))), columns, policy.inputs))
        assert sum(one.counted for one in found) == sum(one.counted for one in judged(rules(TOTAL), GivenFacts(
            tuple(map(str, range(300))), columns, policy.inputs)))  # fmt: skip


# --- what only moves one way ------------------------------------------------------------------------------------------


def test_an_output_that_falls_where_it_should_rise_is_found():
    policy = rules("{id: adil, monotone: {output: bayar, input: hari, direction: up}}")
    (found,) = [one for one in prove(policy, "coba.yaml") if one.code == "CHECK_BROKEN"]
    assert found.is_error
    assert (found.parameters["low"], found.parameters["high"]) == ("0", "1")
    assert Fraction(found.parameters["at_low"]) > Fraction(found.parameters["at_high"])
    assert found.parameters["facts"].startswith("kelas = ")


def test_an_output_that_keeps_its_direction_is_not():
    policy = rules(
        "{id: adil, monotone: {output: bayar, input: hari, direction: down}}",
        "{id: naik, monotone: {output: bayar, input: kelas, direction: up}}",
    )
    assert [one for one in prove(policy, "coba.yaml") if one.code == "CHECK_BROKEN"] == []


def test_a_cliff_that_only_some_people_meet_is_found():
    text = RULES.replace(
        'formula: "kelas * 100 - hari"', 'formula: "IF(unit_besar and kelas >= 13, kelas * 90, kelas * 100)"'
    ).replace("  unit:", "  unit_besar: {type: condition, from: x.y}\n  unit:")
    loaded = load(PolicyFile(text=text.replace("checks:\n", ""), name="coba", tables={}), FolderShelf(Path("nowhere")))
    assert loaded.policy is not None, loaded.problems
    found = counterexample(loaded.policy, "bayar", "kelas", up=True)
    assert found is not None
    assert (found.low, found.high, found.at_low, found.at_high) == ("12", "13", "1200", "1170")
    assert found.facts == {"unit_besar": "true"}


def test_an_ordered_word_rises_too():
    text = RULES.replace("  kelas: {", "  nilai: {type: mutu, from: x.nilai}\n  kelas: {").replace(
        "kelas * 100 - hari", "IF(nilai == 'baik', 5, 10)"
    )
    loaded = load(PolicyFile(text=text.replace("checks:\n", ""), name="coba", tables={}), FolderShelf(Path("nowhere")))
    assert loaded.policy is not None, loaded.problems
    assert counterexample(loaded.policy, "bayar", "nilai", up=False) is None
    found = counterexample(loaded.policy, "bayar", "nilai", up=True)
    assert found is not None
    assert (found.low, found.high) == ("kurang", "baik")
