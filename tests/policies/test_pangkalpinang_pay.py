"""Payments and duties of development in Pangkalpinang, worked out a second time for made-up people."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from random import Random

import pytest

from kinerja_admin.engine.engines import ENGINES
from kinerja_admin.engine.facts import Cell, Facts
from kinerja_admin.engine.policy import Policy
from tests.policies.figures import BPK
from tests.policies.oracles import (
    PAID,
    PREDICATES,
    SANCTION,
    STATUS,
    Part,
    as_facts,
    decimal,
    period,
    rounded,
    some_attendance,
    some_parts,
    whole,
)

MONTHS = ["2025-03", "2025-04", "2025-12", "2026-06", "2026-07"]
INDEX = {"2025": Fraction("0.5614"), "2026": Fraction("0.63945")}
LEAVE = {
    "2025": {"tidak_cuti": 100, "tahunan": 100, "sakit": 100, "alasan_penting": 100, "melahirkan": 100, "besar": 50,
             "luar_tanggungan": 0},
    "2026": {"tidak_cuti": 100, "tahunan": 100, "sakit": 100, "alasan_penting": 90, "melahirkan": 75, "besar": 50,
             "luar_tanggungan": 0},
}  # fmt: skip
# Percent off for staff and echelons V and IV, echelon III, echelon II.
CUT = {
    "2025-03": (0, 0, 0), "2025-04": (30, 35, 40), "2025-12": (30, 35, 40), "2026-06": (15, 20, 25),
    "2026-07": (0, 5, 10),
}  # fmt: skip
ECHELON = {None: 0, "V.a": 0, "IV.b": 0, "IV.a": 0, "III.b": 1, "III.a": 1, "II.b": 2, "II.a": 2}


def basic(year: str, parts: Sequence[Part], days: int, acting_days: int) -> int:
    """The month by its calendar days, with the leave table of that year."""
    total = 0
    for one in parts:
        pay = whole(BPK[one.grade] * INDEX[year])
        if one.acting is not None and acting_days >= 30:
            pay += whole(whole(BPK[one.acting] * INDEX[year]) * Fraction(20, 100))
        kept = STATUS[one.status] * LEAVE[year][one.leave] * (100 - SANCTION[one.sanction])
        total += whole(pay * Fraction(kept, 100**3)) * one.days
    return whole(Fraction(total, days))


def sick_percent(year: str, days: int) -> int:
    if year == "2025":
        return 25 if days >= 15 else 0
    return 40 if days >= 16 else 20 if days >= 11 else 10 if days >= 6 else 0


def productivity(score: Fraction, predicate: str, before: str | None, unrated: int) -> Fraction:
    """2026: by the score, full at 90, at least 40; the predicate limits it, from the second time on."""
    by_score = min(max(rounded(score / 90 * 100), Fraction(40)), Fraction(100))
    warned = predicate == "butuh_perbaikan" and before in {None, "baik", "sangat_baik"}
    return min(by_score, Fraction(100 if warned else PAID[predicate])) - (5 if unrated else 0)


def incentive(month: str, grade: int, awards: Sequence[tuple[str, date | None, bool, bool]], received: int) -> int:
    """For what is part of the city's programme and was recognised this month; the year has a limit."""
    year = month[:4]
    fixed = {"anggota": 1_500_000, "ketua": 2_500_000}
    share = {"anggota": 30, "ketua": 50}
    total = 0
    for role, day, city, known in awards:
        if city and known and day is not None and day.isoformat()[:7] == month:
            pay = fixed[role] if year == "2025" else whole(whole(BPK[grade] * INDEX[year]) * Fraction(share[role], 100))
            total += pay
    return min(total, max({"2025": 5_000_000, "2026": 6_000_000}[year] - received, 0))


def one_payment(month: str, chance: Random) -> tuple[dict[str, Cell], dict[str, object]]:
    year, days = month[:4], monthrange(int(month[:4]), int(month[5:]))[1]
    parts, acting_days, clock = some_parts(chance, days), chance.choice([0, 29, 30, 90]), some_attendance(chance)
    echelon, predicate = chance.choice(list(ECHELON)), chance.choice(PREDICATES)
    before, score = chance.choice([None, *PREDICATES]), Fraction(chance.randint(2000, 11500), 100)
    sick, unrated, sanction = (
        chance.choice([0, 5, 6, 11, 14, 15, 16]),
        chance.choice([0, 0, 2]),
        chance.choice(["tidak_ada", "tidak_ada", "tidak_ada", "ringan"]),
    )
    received = [chance.choice([0, 1_500_000, 2_000_000]) for _ in range(chance.randint(0, 3))]
    awards = [
        (chance.choice(["anggota", "ketua"]), chance.choice([None, date(2024, 1, 1), *[date(int(year), int(month[5:]), days)] * 4]),
         chance.random() < 0.9, chance.random() < 0.9)
        for _ in range(chance.choice([0, 1, 2]))
    ]  # fmt: skip
    base = basic(year, parts, days, acting_days)
    payable = whole(base * (1 - Fraction(CUT[month][ECHELON[echelon]], 100)))
    rate = Fraction(PAID[predicate]) if year == "2025" else productivity(score, predicate, before, unrated)
    there = clock.absent < 21
    work = (
        whole(payable * Fraction(60, 100) * rate / 100 * (1 - Fraction(sick_percent(year, sick), 100))) if there else 0
    )
    order = whole(payable * Fraction(40, 100) * (1 - clock.deduction() / 100)) if there else 0
    worthy = there and sanction == "tidak_ada" and predicate in {"baik", "sangat_baik"}
    extra = incentive(month, parts[-1].grade, awards, sum(received)) if worthy else 0
    total = work + order + extra
    facts: dict[str, Cell] = {
        **as_facts(parts, acting_days), **clock.as_facts(), "eselon": echelon, "kelas_jabatan": parts[-1].grade,
        "tingkat_hukuman": sanction, "hari_sakit": sick, "bawahan_belum_dinilai": unrated, "hari_alpa_tahun": 0,
        "alpa_beruntun": 0, "predikat_kinerja": predicate, "predikat_bulan_ini": predicate, "predikat_pembanding": before,
        "nilai_bulan_ini": decimal(score), "inovasi_peran": tuple(award[0] for award in awards),
        "inovasi_tanggal_diakui": tuple(award[1] for award in awards), "insentif_sejak_januari": tuple(received),
        "inovasi_program": tuple(award[2] for award in awards), "inovasi_diakui": tuple(award[3] for award in awards),
    }  # fmt: skip
    return facts, {
        "dasar_tpp": base, "dasar_dibayar": payable, "persen_produktivitas": rate, "tpp_produktivitas": work,
        "tpp_disiplin": order, "insentif_inovasi": extra, "tpp": total, "bagian_kinerja": work + extra,
        "persen_kinerja": rounded(Fraction((work + extra) * 100, total)) if total else Fraction(0),
    }  # fmt: skip


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("month", MONTHS)
def test_payments_come_out_as_by_hand(policies: dict[str, Policy], month: str, engine: str):
    policy = policies[f"pangkalpinang/tpp@{month[:4]}.1"]
    people = [one_payment(month, Random(seed)) for seed in range(40)]
    columns = {name: tuple(facts.get(name) for facts, _ in people) for name in policy.inputs}
    found = ENGINES[engine](policy, Facts(tuple(str(at) for at in range(40)), columns), period(month))
    assert [one.fault for one in found.results] == [None] * len(people)
    for (facts, hoped), result in zip(people, found.results, strict=True):
        assert {name: result.values[name] for name in hoped} == hoped, facts
    assert any(hoped["insentif_inovasi"] != 0 for _, hoped in people)
    assert any(hoped["tpp"] == 0 for _, hoped in people)


SKILLS = {"aspek_hasil": 80, "aspek_pelayanan": 75, "aspek_disiplin": 85, "aspek_inovasi": 60}
SERIES = ("hasil_kerja_bulanan", "pelayanan_bulanan", "disiplin_bulanan", "inovasi_bulanan")
ADVICE = {
    "aspek_hasil": "manajemen_kinerja", "aspek_pelayanan": "pelayanan_publik", "aspek_disiplin": "disiplin_kerja",
    "aspek_inovasi": "inovasi_digital",
}  # fmt: skip


def one_learner(year: str, chance: Random) -> tuple[dict[str, Cell], dict[str, object]]:
    """What somebody owes in hours and ethics, why it is missing, and what to learn next."""
    status, worked = chance.choice(["PNS", "PPPK", "CPNS"]), chance.choice([365, 365, 200, 90, 89, 9])
    hours, courses = chance.choice([0, 1, 5, 19, 20, 23, 24, 40]), chance.choice([0, 1, 2])
    ethics, refused = min(chance.choice([0, 1, 2, 6]), hours), chance.choice([0, 0, 3])
    months = [[Fraction(chance.randint(5500, 10000), 100) for _ in range(chance.choice([0, 1, 12]))] for _ in SERIES]
    months = [list(one[: min(len(other) for other in months)]) for one in months]
    owed = rounded(Fraction((24 if status == "PPPK" else 20) * (worked if year == "2026" else 365), 365), 0)
    short = max(owed - hours, Fraction(0))
    ethical = courses >= 1
    if year == "2026":
        ethical = worked < 90 or (courses >= 1 and ethics >= 2)
    gaps = {
        name: rounded(max(SKILLS[name] - sum(one, Fraction(0)) / len(one), Fraction(0))) if one else Fraction(0)
        for name, one in zip(SKILLS, months, strict=True)
    }
    weakest = next((name for name in gaps if gaps[name] == max(gaps.values()) > 0), "tidak_ada")
    advice = "integritas_etika" if not ethical else "teknis_bidang" if short else "tidak_mendesak"
    if year == "2026" and ethical and weakest in ADVICE:
        advice = ADVICE[weakest]
    state = "terpenuhi" if ethical else "kurang_etika"
    if short:
        state = "kurang_jp" if hours else "belum_mulai"
    facts: dict[str, Cell] = {
        "status": status, "hari_bekerja": worked, "urusan": "kesehatan", "unit_kerja": "DINKES", "jp_tahun": hours,
        "jp_etika": ethics, "jumlah_etika": courses, "undangan_ditolak": refused,
        **{name: tuple(decimal(value) for value in one) for name, one in zip(SERIES, months, strict=True)},
    }  # fmt: skip
    expected: dict[str, object] = {
        "jp_wajib": owed, "jp_kurang": short, "jp_terpenuhi": not short, "etika_terpenuhi": ethical,
        "persen_jp": rounded(min(hours / owed, Fraction(1)) * 100) if owed else Fraction(100),
        "status_kewajiban": state, "rekomendasi": advice, "pelatihan_bidang": "manajemen_rumah_sakit_dan_puskesmas",
        "sebab_kekurangan": "tidak_kurang" if state == "terpenuhi" else
        "undangan_tidak_diikuti" if refused else "belum_diundang",
    }  # fmt: skip
    return facts, {**expected, "aspek_terlemah": weakest} if year == "2026" else expected


@pytest.mark.parametrize("year", ["2025", "2026"])
def test_duties_of_development_come_out_as_by_hand(policies: dict[str, Policy], year: str):
    policy = policies[f"pangkalpinang/pembinaan@{year}.1"]
    people = [one_learner(year, Random(seed)) for seed in range(60)]
    columns = {name: tuple(facts.get(name) for facts, _ in people) for name in policy.inputs}
    found = ENGINES["fast"](policy, Facts(tuple(str(at) for at in range(60)), columns), period(year))
    assert [one.fault for one in found.results] == [None] * len(people)
    for (facts, hoped), result in zip(people, found.results, strict=True):
        assert {name: result.values[name] for name in hoped} == hoped, facts
    assert {hoped["status_kewajiban"] for _, hoped in people} == {
        "belum_mulai",
        "kurang_jp",
        "kurang_etika",
        "terpenuhi",
    }
