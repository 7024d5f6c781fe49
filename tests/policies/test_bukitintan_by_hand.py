"""Bukitintan, worked out a second time: made-up people, whose scores and payments come out as by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from random import Random

import pytest

from kinerja_admin.engine.facts import Cell, Facts
from kinerja_admin.engine.policy import Policy
from kinerja_admin.engine.population import evaluate
from tests.policies.innovations import STAGES, Idea, ideas_of, some_ideas
from tests.policies.oracles import (
    EXPECTATIONS,
    PAID,
    PREDICATES,
    as_facts,
    basic_pay,
    decimal,
    outcome,
    period,
    rounded,
    some_attendance,
    some_parts,
    weighted,
    whole,
)

MONTHS = {"2025.1": "2025-09", "2026.1": "2026-06"}
WEIGHTS = {
    "2025.1": {"pekerjaan": 30, "waktu": 20, "kualitas": 25, "kepuasan": 15, "inovasi": 10},
    "2026.1": {"pekerjaan": 25, "waktu": 20, "kualitas": 25, "kepuasan": 20, "inovasi": 10},
}
INDEX = {"2025.1": Fraction("0.5264"), "2026.1": Fraction("0.5985")}


def best_or_mean(version: str, ideas: list[Idea]) -> Fraction:
    """2025: the mean of what counts. 2026: the best, where a failed experiment is worth as much as none."""
    worth = []
    for stage, experiment, worked, role in ideas:
        if experiment and worked is False:
            worth += [75] if version == "2026.1" else []
            continue
        value = 60 if worked is False else STAGES[stage] + 15 * (worked is True and stage == "diterapkan")
        worth.append(value + 5 * (role == "ketua" and version == "2026.1"))
    if not worth:
        return Fraction(75)
    return Fraction(max(worth)) if version == "2026.1" else rounded(Fraction(sum(worth), len(worth)))


def capped(share: Fraction) -> Fraction:
    return rounded(max(min(share * 100, Fraction(120)), Fraction(0)))


def one_score(version: str, chance: Random) -> tuple[dict[str, Cell], Fraction]:
    serves, services = chance.random() < 0.6, chance.randint(0, 2)
    timed = serves and services > 0
    target, done = chance.randint(1, 60), chance.randint(0, 80)
    minutes = [Fraction(chance.randint(5, 600), 10) for _ in range(3)]
    wanted, reached = (Fraction(chance.randint(5000, 10000), 100) for _ in range(2))
    ratings = tuple(chance.randint(1, 5) for _ in range(chance.choice([0, 1, 4, 5, 6, 30])))
    ideas = some_ideas(chance)
    scores = {
        "pekerjaan": capped(Fraction(done, target)),
        "kualitas": capped(reached / wanted),
        "inovasi": best_or_mean(version, ideas),
    }
    if timed or version == "2026.1":
        scores["waktu"] = capped(2 - minutes[2] / minutes[1])
    if serves and len(ratings) >= (5 if version == "2026.1" else 1):
        scores["kepuasan"] = capped(Fraction(sum(ratings), 4 * len(ratings)))
    names = (
        ("waktu_penyelesaian_baseline", "waktu_penyelesaian_target", "waktu_penyelesaian_realisasi")
        if timed
        else ("", "waktu_tugas_target", "waktu_tugas_realisasi")
    )
    facts: dict[str, Cell] = {
        "pelayanan_publik": serves, "jumlah_layanan": services, "unit_kerja": "UNIT",
        "pekerjaan_selesai_target": target, "pekerjaan_selesai_realisasi": done, "kualitas_target": decimal(wanted),
        "kualitas_realisasi": decimal(reached), "penilaian_masyarakat": ratings, "hasil_kerja": chance.choice(EXPECTATIONS),
        "perilaku_kerja": chance.choice(EXPECTATIONS), **ideas_of(*ideas),
        **{name: decimal(value) for name, value in zip(names, minutes, strict=True) if name},
    }  # fmt: skip
    return facts, weighted(scores, WEIGHTS[version])


@pytest.mark.parametrize("version", MONTHS)
def test_scores_come_out_as_by_hand(policies: dict[str, Policy], version: str):
    policy = policies[f"bukitintan/penilaian@{version}"]
    chance = Random(2026)
    people = [one_score(version, chance) for _ in range(60)]
    columns = {name: tuple(facts.get(name) for facts, _ in people) for name in policy.inputs}
    ids = tuple(f"p{place}" for place in range(len(people)))
    found = evaluate(policy, Facts(ids, columns), period(MONTHS[version]))
    assert [one.fault for one in found.results] == [None] * len(people)
    assert [one.values["nilai"] for one in found.results] == [expected for _, expected in people]


def reward(version: str, nilai: Fraction, finished: int) -> int:
    """Percent of the basic pay for a reached target and for projects."""
    if version == "2025.1":
        return 5 * (nilai >= 100) + 10 * (finished > 0)
    return 10 * (nilai >= 110) + 5 * (100 <= nilai < 110) + min(10 * finished, 20)


def one_payment(version: str, chance: Random) -> tuple[dict[str, Cell], int]:
    parts, acting_days, clock = some_parts(chance, 30), chance.choice([0, 29, 30, 90]), some_attendance(chance)
    predicate, nilai = chance.choice(PREDICATES), Fraction(chance.randint(8000, 12000), 100)
    trade = chance.choice(["penunjang", "kesehatan", "pekerjaan_umum", "pendidikan"])
    first = period(MONTHS[version]).start
    projects = [
        (chance.choice([-1, 0]), chance.choice([0, 1]), chance.choice([0, 1])) for _ in range(chance.randint(0, 3))
    ]
    finished = sum(1 for month, late, over in projects if month == 0 and not late and not over)
    basic = basic_pay(parts, INDEX[version], 30, acting_days)
    base = whole(Fraction(basic * 60, 100)) + whole(Fraction(basic * 40, 100))
    if version == "2026.1" and trade in {"kesehatan", "pekerjaan_umum"}:
        base += whole(Fraction(basic * 10, 100))
    share = 60 if version == "2025.1" else 70
    result = whole(base * Fraction(share * PAID[predicate], 10_000))
    present = whole(base * Fraction(100 - share, 100) * (1 - clock.deduction() / 100))
    target_part = reward(version, nilai, 0)
    rewards = whole(basic * Fraction(target_part, 100)) + whole(
        basic * Fraction(reward(version, nilai, finished) - target_part, 100)
    )
    facts: dict[str, Cell] = {
        **as_facts(parts, acting_days), **clock.as_facts(), "urusan": trade, "predikat_bulan_ini": predicate,
        "nilai_bulan_ini": decimal(nilai),
        "proyek_jatuh_tempo": tuple(first.replace(day=20) for _ in projects),
        "proyek_selesai": tuple(
            date(first.year, first.month + month, 20 + late) for month, late, _ in projects
        ),
        "proyek_pagu": tuple(1_000 for _ in projects), "proyek_realisasi": tuple(1_000 + over for *_, over in projects),
    }  # fmt: skip
    return facts, 0 if clock.absent == 21 else result + present + rewards


@pytest.mark.parametrize("version", MONTHS)
def test_payments_come_out_as_by_hand(policies: dict[str, Policy], version: str):
    policy = policies[f"bukitintan/tpp@{version}"]
    chance = Random(27)
    people = [one_payment(version, chance) for _ in range(60)]
    found = [outcome(policy, MONTHS[version], facts) for facts, _ in people]
    assert [one.fault for one in found] == [None] * len(people)
    assert [one.values["tpp"] for one in found] == [expected for _, expected in people]
    assert any(expected == 0 for _, expected in people)
