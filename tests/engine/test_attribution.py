"""The parts of a difference add up to it, exactly, for every person; and they are the parts that the definition says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import islice, permutations
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, seed, settings
from hypothesis import strategies as st

from kinerja_admin.engine import population
from kinerja_admin.engine.attribution import Attribution, Way, attribute, shown_parts
from kinerja_admin.engine.attribution_report import as_json, as_lines, label_of
from kinerja_admin.engine.catalog import FolderShelf, PolicyFile
from kinerja_admin.engine.comparison import compare
from kinerja_admin.engine.facts import Facts
from kinerja_admin.engine.figures import Grouping
from kinerja_admin.engine.mixing import Mixer
from kinerja_admin.engine.policy import Policy
from kinerja_admin.engine.prover import mutants
from kinerja_admin.engine.reader.load import load
from kinerja_admin.engine.reference import StepValue
from kinerja_admin.locale import words
from tests.engine.columns.generated import people, policy_file

HEAD = """schema: kinerja-policy/1
region: serang
policy: coba
version: "2026.1"
title: Coba
effective: {from: 2026-01, to: null}
decided: 2025-12-01
period: month
"""

OLD = """vocabularies: {mutu: [kurang, baik]}
inputs:
  kelas: {type: integer, range: [1, 17], from: jabatan.kelas}
  hari: {type: integer, missing: absent, from: presensi.hari_alpa}
parameters:
  dasar: {value: 1000, unit: rupiah}
  persen_kerja: {value: 60, unit: persen}
tables:
  faktor: {band: kelas, unit: rasio, from: {1: 1, 9: 1.5}}
rounding: {rupiah: {to: 1, mode: half_up}}
steps:
  pokok: {unit: rupiah, formula: "kelas * dasar * BAND(faktor, kelas)"}
  kerja: {unit: rupiah, formula: pokok * PERCENT(persen_kerja) / 7}
  potongan: {unit: rupiah, formula: "COALESCE(hari, 0) * dasar / 3"}
  bayar: {unit: rupiah, formula: "kerja - potongan", then: [{at_least: 0}]}
outputs: {bayar: {label: Bayar, payable: true}}
"""

NEW = (
    OLD.replace("value: 1000", "value: 1300")
    .replace("value: 60", "value: 70")
    .replace("9: 1.5", "9: 1.75, 14: 2")
    .replace('dasar / 3"', 'dasar / 3 + 17"')
    .replace("to: 1,", "to: 10,")
)


def loaded(text: str) -> Policy:
    found = load(PolicyFile(text=HEAD + text, name="coba", tables={}), FolderShelf(Path("nowhere")))
    assert found.policy is not None, found.problems
    return found.policy


PEOPLE = Facts(
    tuple("abcdef"),
    {"kelas": (1, 8, 9, 13, 14, None), "hari": (0, 1, None, 22, 3, 0)},
)


def split(old: Policy, new: Policy, facts: Facts, way: Way, outputs: Sequence[str]) -> tuple[Attribution, ...]:
    before, after = (population.evaluate(policy, facts, old.first_period) for policy in (old, new))
    return attribute(before, after, (facts, facts), outputs, way)


def parts_by_definition(old: Policy, new: Policy, facts: Facts, output: str, place: int) -> list[Fraction]:
    """The average over every order of what an item moves when its turn comes, by the reference evaluator."""
    mixer = Mixer(old, new, old.first_period)
    count = len(mixer.items)
    person = Facts((facts.ids[place],), {name: (column[place],) for name, column in facts.columns.items()})

    def value(chosen: frozenset[int]) -> Fraction:
        policy = mixer.mixed(chosen, [output])
        found = population.evaluate(policy, person, old.first_period).results[0].values[output]
        assert isinstance(found, Fraction)
        return found

    moved = [Fraction(0)] * count
    orders = list(permutations(range(count)))
    for order in orders:
        for turn, item in enumerate(order):
            moved[item] += value(frozenset(order[: turn + 1])) - value(frozenset(order[:turn]))
    return [one / len(orders) for one in moved]


def test_the_items_are_what_changed_in_the_order_of_dependency():
    mixer = Mixer(loaded(OLD), loaded(NEW), loaded(OLD).first_period)
    assert [item.atoms for item in mixer.items] == [
        (("parameters", "dasar"),),
        (("parameters", "persen_kerja"),),
        (("tables", "faktor"),),
        (("rounding", "rupiah"),),
        (("steps", "potongan"),),
    ]


@pytest.mark.parametrize("way", list(Way))
def test_the_parts_add_up_and_nobody_in_error_has_any(way: Way):
    old, new = loaded(OLD), loaded(NEW)
    (found,) = split(old, new, PEOPLE, way, ["bayar"])
    sides = [population.evaluate(policy, PEOPLE, policy.first_period) for policy in (old, new)]
    deltas = [_amount(one.values.get("bayar")) - _amount(other.values.get("bayar"))
              for other, one in zip(*(side.results for side in sides), strict=True)]  # fmt: skip
    for place in range(5):
        parts = found.parts_of(place)
        assert sum(parts) == deltas[place]
        assert parts[-1] == 0
    assert set(found.parts_of(5)) == {Fraction(0)}
    assert found.difference == sum(deltas) == sum(share.total for share in found.shares)
    assert found.inseparable == 0
    assert found.inseparable_people == 0


def test_without_order_the_parts_are_the_average_over_all_orders():
    old, new = loaded(OLD), loaded(NEW)
    (found,) = split(old, new, PEOPLE, Way.SHAPLEY, ["bayar"])
    for place in (1, 3):
        assert list(found.parts_of(place)[:-1]) == parts_by_definition(old, new, PEOPLE, "bayar", place)


def test_in_order_a_part_is_what_is_moved_when_the_turn_comes():
    old, new = loaded(OLD), loaded(NEW)
    (found,) = split(old, new, PEOPLE, Way.SEQUENTIAL, ["bayar"])
    # class 9, no day absent: 1157 → 1504 by the base, 1755 by the share, 2048 by the factor, 2050 by rounding to tens,
    # 2030 by the 17 that are rounded to 20
    assert list(map(int, found.parts_of(2))) == [347, 251, 293, 2, -20, 0]


def test_what_changed_its_kind_goes_with_whoever_asks_for_it():
    old = loaded(OLD)
    new = loaded(
        OLD.replace(
            '{unit: rupiah, formula: "COALESCE(hari, 0) * dasar / 3"}',
            "{formula: \"IF(COALESCE(hari, 0) > 2, 'kurang', 'baik')\", type: mutu}",
        )
        .replace("kerja - potongan", "IF(potongan == 'kurang', kerja / 2, kerja)")
        .replace("value: 1000", "value: 2000")
    )
    mixer = Mixer(old, new, old.first_period)
    assert [item.name for item in mixer.items] == ["dasar", "potongan, bayar"]
    for way in Way:
        (found,) = split(old, new, PEOPLE, way, ["bayar"])
        assert sum(share.total for share in found.shares) == found.difference != 0


def test_a_constant_that_became_a_step_is_one_item_and_its_new_helper_none():
    old = loaded(OLD)
    new = loaded(
        OLD.replace("  dasar: {value: 1000, unit: rupiah}\n", "  awal: {value: 900, unit: rupiah}\n").replace(
            "steps:\n", "steps:\n  dasar: {unit: rupiah, formula: awal * 2}\n"
        )
    )
    mixer = Mixer(old, new, old.first_period)
    assert [item.name for item in mixer.items] == ["dasar"]
    (found,) = split(old, new, PEOPLE, Way.SHAPLEY, ["bayar"])
    assert found.shares[0].total == found.difference
    assert found.shares[0].gained == 4


def test_steps_that_changed_places_are_one_item():
    plain = OLD.replace("kerja - potongan", "kerja - x - y")
    first = "  x: {unit: rupiah, formula: dasar * 0.02}\n  y: {unit: rupiah, formula: x + 1}\n"
    then = "  x: {unit: rupiah, formula: y + 3}\n  y: {unit: rupiah, formula: dasar * 0.05}\n"
    old, new = (loaded(plain.replace("outputs:", steps + "outputs:")) for steps in (first, then))
    assert [item.name for item in Mixer(old, new, old.first_period).items] == ["x, y"]
    assert sum(one.total for one in split(old, new, PEOPLE, Way.SEQUENTIAL, ["bayar"])[0].shares) != 0


def test_a_step_without_a_label_is_called_as_its_output():
    old, new = loaded(OLD), loaded(OLD.replace("kerja - potongan", "kerja - potongan * 2"))
    sides = [population.evaluate(one, PEOPLE, one.first_period) for one in (old, new)]
    comparison = compare(*sides)
    (found,) = split(old, new, PEOPLE, Way.SEQUENTIAL, ["bayar"])
    assert [label_of(share.item, comparison, words("id")) for share in found.shares] == ["Langkah “Bayar”"]


def test_who_has_no_result_in_between_is_told_apart():
    text = OLD.replace("[{at_least: 0}]", "[]").replace("parameters:\n", "parameters:\n  pembagi: {value: 0}\n")
    old = loaded(text.replace("kerja - potongan", "RATIO(kerja, pembagi, kerja)"))
    new = loaded(text.replace("kerja - potongan", "kerja / pembagi").replace("value: 0}", "value: 2}"))
    (found,) = split(old, new, PEOPLE, Way.SHAPLEY, ["bayar"])
    assert found.inseparable_people == 5
    assert found.inseparable == found.difference
    for place in range(5):
        assert set(found.parts_of(place)[:-1]) == {Fraction(0)}


def test_more_than_eight_items_are_split_in_order():
    steps = "".join(f"  s{number}: {{unit: rupiah, formula: dasar + {number}}}\n" for number in range(9))
    text = OLD.replace("outputs:", steps + "outputs:").replace(
        "kerja - potongan", " + ".join(f"s{n}" for n in range(9))
    )
    old, new = loaded(text), loaded(text.replace("formula: dasar + ", "formula: dasar + 1"))
    (found,) = split(old, new, PEOPLE, Way.SHAPLEY, ["bayar"])
    assert (found.way, len(found.shares)) == (Way.SEQUENTIAL, 9)


@seed(20261122)
@settings(max_examples=12, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(chance=st.randoms(use_true_random=False), way=st.sampled_from(list(Way)))
def test_parts_of_policies_by_chance_add_up(chance: Random, way: Way):
    old = load(policy_file(chance), FolderShelf(Path("nowhere"))).policy
    assume(old is not None)
    assert old is not None
    new, changed = old, 0
    while changed < 4:
        found = list(islice(mutants(new), 0, 40))
        if not found:
            break
        new, changed = chance.choice(found).policy, changed + 1
    numbers = [name for name in old.outputs if old.steps[name].shape.kind.is_number]
    facts = people(chance, old, 8)
    sides = [population.evaluate(policy, facts, old.first_period) for policy in (old, new)]
    for one in split(old, new, facts, way, numbers):
        for place in range(len(facts)):
            before, after = (side.results[place] for side in sides)
            values = [side.values.get(one.output) for side in (before, after)]
            delta = Fraction(0)
            if not (before.fault or after.fault or None in values):
                delta = _amount(values[1]) - _amount(values[0])
            assert sum(one.parts_of(place)) == delta
        assert sum(share.total for share in one.shares) + one.inseparable == one.difference


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        (["1/3", "1/3", "1/3"], [1, 0, 0]),
        (["10/3", "10/3", "-5/3"], [4, 3, -2]),
        (["1/2", "-1/2"], [1, -1]),
        (["7", "-3"], [7, -3]),
        (["1/4", "1/4", "1/4"], [1, 0, 0]),  # an average of three quarters is shown as one
        (["-1/4", "1/8"], [0, 0]),
        (["-1/4", "-1/4"], [0, -1]),  # a loss of one half is shown as one
    ],
)
def test_parts_are_shown_so_that_they_still_add_up(parts: list[str], shown: list[int]):
    exact = [Fraction(one) for one in parts]
    assert list(shown_parts(exact, 0)) == shown


def _amount(value: StepValue) -> Fraction:
    return value if isinstance(value, Fraction) else Fraction(0)


def test_scores_are_told_as_averages_that_add_up():
    text = (
        OLD.replace('unit: rupiah, formula: "kerja - potongan"', "unit: skor, formula: kelas * kali / 7 + tambah")
        .replace("parameters:\n", "parameters:\n  kali: {value: 1}\n  tambah: {value: 3}\n")
        .replace(", payable: true", "")
        .replace("rounding: {", "rounding: {skor: {to: 0.01, mode: half_up}, ")
    )
    old, new = (
        loaded(text),
        loaded(text.replace("kali: {value: 1}", "kali: {value: 2}").replace("value: 3", "value: 4")),
    )
    before, after = (population.evaluate(policy, PEOPLE, policy.first_period) for policy in (old, new))
    comparison, found = compare(before, after), split(old, new, PEOPLE, Way.SEQUENTIAL, ["bayar"])
    told = as_json(comparison, found, words("id"))[0]
    assert (told["measure"], told["people_compared"]) == ("mean", 5)
    assert Fraction(told["exact"]) == found[0].difference / 5
    assert sum(Fraction(one["exact"]) for one in told["parts"]) == Fraction(told["exact"])
    assert sum(Fraction(one["amount"]) for one in told["parts"]) == Fraction(told["difference"]) == Fraction("2.29")
    assert "Bayar: rata-rata +2,29 per orang (5 orang)" in list(as_lines(comparison, found, words("id")))


def test_parts_by_group_add_up_to_those_of_everybody():
    grouping = Grouping.of(["satu", "dua", None, "dua", "satu", "satu"])
    (found,) = split(loaded(OLD), loaded(NEW), PEOPLE, Way.SHAPLEY, ["bayar"])
    groups = found.parts_by(grouping)
    assert {name: one.people for name, one in groups.items()} == {"satu": 2, "dua": 2}  # the last is in error
    for name, places in {"satu": (0, 4), "dua": (1, 3)}.items():
        alone = [found.parts_of(place) for place in places]
        assert groups[name].parts == tuple(map(sum, zip(*alone, strict=True)))
        assert groups[name].difference == sum(map(sum, alone))


def test_a_policy_against_itself_has_no_items():
    policy = loaded(OLD)
    (found,) = split(policy, replace(policy, title="Lain"), PEOPLE, Way.SHAPLEY, ["bayar"])
    assert found.shares == ()
    assert found.difference == 0
