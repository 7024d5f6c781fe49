"""Kemuning, worked out a second time: made-up people, whose scores and payments come out as by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from random import Random

import pytest

from kinerja_admin.engine.facts import Cell, Facts
from kinerja_admin.engine.policy import Policy
from kinerja_admin.engine.population import evaluate
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

MONTHS = {"2025.1": "2025-11", "2026.1": "2026-08"}
WEIGHTS = {
    "2025.1": {"target": 60, "ketepatan": 25, "perilaku": 15},
    "2026.1": {"target": 50, "ketepatan": 20, "mutu": 20, "perilaku": 10},
}
INDEX = {"2025.1": Fraction("0.4004"), "2026.1": Fraction("0.4048")}
TRADES = ("kependudukan", "kesehatan", "penunjang")


def annual(version: str, kind: str, trade: str, serves: bool) -> str:
    """The one annual target of a position."""
    if kind == "struktural":
        return "program_unit"
    if serves:
        return "pendaftaran_penduduk" if trade == "kependudukan" else "layanan_selesai"
    if version == "2025.1":
        return "hasil_jabatan"
    return "keluaran_fungsional" if kind == "fungsional" else "berkas_selesai"


def months_held(since: date, end: date) -> int:
    """Months of this year in the position, the one in which it began included."""
    return end.month - since.month + 1 if since.year == end.year else end.month


def in_time(due: int, done: int) -> Fraction:
    return Fraction(100) if due == 0 else min(rounded(Fraction(done * 100, due)), Fraction(100))


def one_score(version: str, chance: Random) -> tuple[dict[str, Cell], Fraction, Fraction]:
    end = period(MONTHS[version]).end
    kind, trade = chance.choice(["pelaksana", "fungsional", "struktural"]), chance.choice(TRADES)
    serves, since = (
        chance.random() < 0.5,
        date(end.year - chance.randint(0, 1), chance.randint(1, 8), chance.randint(1, 28)),
    )
    own = annual(version, kind, trade, serves)
    target, done = chance.randint(1, 200), chance.choice([None, *(chance.randint(0, 200) for _ in range(9))])
    held = end.month if version == "2025.1" else months_held(since, end)
    covered = 12 - end.month + held
    if done is None:
        points, year = Fraction(50 if version == "2025.1" else 0), Fraction(0)
    else:
        points = rounded(min(Fraction(done * covered * 100, target * held), Fraction(120)))
        year = Fraction(done * 10_000 // target, 100)
    due = chance.choice([0, 1, 20, 50])
    done_in_time = chance.randint(0, due + 1)
    prompt = "pengaduan_tepat_waktu" if serves and kind != "struktural" else "pekerjaan_tepat_waktu"
    wanted, reached = (Fraction(chance.randint(5000, 10000), 100) for _ in range(2))
    manners = [chance.randint(50, 100) for _ in range(7)]
    scores = {
        "target": points,
        "ketepatan": in_time(due, done_in_time),
        "perilaku": rounded(Fraction(sum(manners), 7)),
    }
    if version == "2026.1":
        scores["mutu"] = rounded(min(reached / wanted * 100, Fraction(120)))
    facts: dict[str, Cell] = {
        "jenis_jabatan": kind,
        "urusan": trade,
        "pelayanan_publik": serves,
        "tanggal_jabatan": since,
        "unit_kerja": "UNIT",
        f"{own}_target": target,
        f"{own}_realisasi": done,
        f"{prompt}_target": due,
        f"{prompt}_realisasi": done_in_time,
        "mutu_hasil_target": decimal(wanted),
        "mutu_hasil_realisasi": decimal(reached),
        "nilai_perilaku": tuple(manners),
        "nilai_sendiri": chance.randint(50, 100),
        "hasil_kerja": chance.choice(EXPECTATIONS),
        "perilaku_kerja": chance.choice(EXPECTATIONS),
    }
    return facts, weighted(scores, WEIGHTS[version]), year


@pytest.mark.parametrize("version", MONTHS)
def test_scores_come_out_as_by_hand(policies: dict[str, Policy], version: str):
    policy = policies[f"kemuning/penilaian@{version}"]
    chance = Random(4)
    people = [one_score(version, chance) for _ in range(80)]
    columns = {name: tuple(facts.get(name) for facts, *_ in people) for name in policy.inputs}
    ids = tuple(f"p{place}" for place in range(len(people)))
    found = evaluate(policy, Facts(ids, columns), period(MONTHS[version])).results
    assert [one.fault for one in found] == [None] * len(people)
    assert [one.values["nilai"] for one in found] == [score for _, score, _ in people]
    assert [one.values["capaian_setahun"] for one in found] == [year for *_, year in people]


def paid_percent(version: str, predicate: str, nilai: Fraction, *, reported: bool) -> Fraction:
    if version == "2025.1":
        return Fraction(PAID[predicate])
    return max(min(nilai, Fraction(PAID[predicate])) - (0 if reported else 10), Fraction(40))


def one_payment(version: str, chance: Random) -> tuple[dict[str, Cell], int]:
    parts, acting_days, clock = some_parts(chance, 30), chance.choice([0, 29, 30, 90]), some_attendance(chance)
    rated, reported = chance.random() < 0.8 or version == "2025.1", chance.random() < 0.8
    now, before = ((chance.choice(PREDICATES), Fraction(chance.randint(2000, 12000), 100)) for _ in range(2))
    percent = paid_percent(version, *(now if rated else before), reported=reported)
    basic = basic_pay(parts, INDEX[version], 30, acting_days)
    share = 60 if version == "2025.1" else 70
    achieved = whole(basic * Fraction(share, 100) * percent / 100)
    present = whole(basic * Fraction(100 - share, 100) * (1 - clock.deduction() / 100))
    facts: dict[str, Cell] = {
        **as_facts(parts, acting_days),
        **clock.as_facts(),
        "predikat_bulan_ini": now[0] if rated else None,
        "nilai_bulan_ini": decimal(now[1]) if rated else None,
        "predikat_bulan_lalu": before[0],
        "nilai_bulan_lalu": decimal(before[1]),
        "nilai_sendiri": 90 if reported else None,
    }
    return facts, 0 if clock.absent == 21 else achieved + present


@pytest.mark.parametrize(("version", "month"), [("2025.1", "2025-11"), ("2026.1", "2026-06")])
def test_payments_come_out_as_by_hand(policies: dict[str, Policy], version: str, month: str):
    policy = policies[f"kemuning/tpp@{version}"]
    chance = Random(70)
    people = [one_payment(version, chance) for _ in range(60)]
    found = [outcome(policy, month, facts) for facts, _ in people]
    assert [one.fault for one in found] == [None] * len(people)
    assert [one.values["tpp"] for one in found] == [expected for _, expected in people]
