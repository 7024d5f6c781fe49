"""Bukitintan: results lead, experiments are free to fail, and rewards ask for both time and budget."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from random import Random

import pytest

from kinerja_admin.engine.facts import Cell
from kinerja_admin.engine.policy import Policy
from tests.policies.innovations import INNOVATION, STAGES, Idea, ideas_of, some_ideas
from tests.policies.oracles import EXPECTATIONS, Part, as_facts, outcome, period, whole

MONTHS = {"2025.1": "2025-09", "2026.1": "2026-06"}
INDEX = {"2025.1": Fraction("0.5264"), "2026.1": Fraction("0.5985")}
NOTHING_NEW: dict[str, Cell] = dict.fromkeys(INNOVATION, ())

CLERK: dict[str, Cell] = {
    "pelayanan_publik": True, "jumlah_layanan": 1, "unit_kerja": "DUKCAPIL",
    "pekerjaan_selesai_target": 40, "pekerjaan_selesai_realisasi": 40,
    "waktu_penyelesaian_baseline": 30, "waktu_penyelesaian_target": 27, "waktu_penyelesaian_realisasi": 24,
    "kualitas_target": 95, "kualitas_realisasi": 95, "penilaian_masyarakat": (4, 4, 4, 4, 4),
    "hasil_kerja": "sesuai_ekspektasi", "perilaku_kerja": "sesuai_ekspektasi", **NOTHING_NEW,
}  # fmt: skip
BACK_OFFICE: dict[str, Cell] = {
    **CLERK, "pelayanan_publik": False, "jumlah_layanan": 0, "waktu_tugas_target": 5, "waktu_tugas_realisasi": 5,
}  # fmt: skip
PAID_MONTH: dict[str, Cell] = {
    **as_facts([Part(30, 9)], 0), "urusan": "kependudukan", "predikat_bulan_ini": "baik", "nilai_bulan_ini": 95,
    "proyek_jatuh_tempo": (), "proyek_selesai": (), "proyek_pagu": (), "proyek_realisasi": (), "menit_telat": (0,),
    "menit_pulang_cepat": (0,), "hari_kerja": 21, "hari_alpa": 0, "apel_tidak_hadir": 0,
}  # fmt: skip


@pytest.fixture(scope="module")
def scoring(policies: dict[str, Policy]) -> Policy:
    return policies["bukitintan/penilaian@2026.1"]


@pytest.fixture(scope="module")
def pay(policies: dict[str, Policy]) -> Policy:
    return policies["bukitintan/tpp@2026.1"]


def found(policy: Policy, base: Mapping[str, Cell], name: str, **changed: Cell) -> object:
    return outcome(policy, MONTHS[policy.id.version], {**base, **changed}).values[name]


def score(policy: Policy, base: Mapping[str, Cell], name: str = "nilai", **changed: Cell) -> Fraction:
    value = found(policy, base, name, **changed)
    assert isinstance(value, Fraction)
    return value


# --- what is measured -------------------------------------------------------------------------------------------------


@pytest.mark.requirement("BT-01", "BT-16")
@pytest.mark.parametrize(("done", "expected"), [(0, 0), (39, "97.5"), (40, 100), (48, 120), (90, 120)])
def test_jobs_done_against_the_target(scoring: Policy, done: int, expected: int | str):
    assert score(scoring, CLERK, "pekerjaan_selesai_skor", pekerjaan_selesai_realisasi=done) == Fraction(expected)


@pytest.mark.requirement("BT-02", "BT-14")
def test_better_quality_scores_more(scoring: Policy):
    scores = [score(scoring, CLERK, kualitas_realisasi=percent) for percent in (80, 90, 95, 100)]
    assert scores == sorted(set(scores))


@pytest.mark.requirement("BT-04", "BT-06", "BT-13")
@pytest.mark.parametrize("version", MONTHS)
def test_thirty_minutes_made_twenty_four_scores_above_a_hundred(policies: dict[str, Policy], version: str):
    policy = policies[f"bukitintan/penilaian@{version}"]
    assert score(policy, CLERK, "waktu_penyelesaian_skor") == Fraction("111.11")
    assert score(policy, CLERK, "percepatan") == 20
    slower = [score(policy, CLERK, waktu_penyelesaian_realisasi=minutes) for minutes in (21, 24, 27, 30, 40, 60)]
    assert slower == sorted(slower, reverse=True)


@pytest.mark.requirement("BT-11", "BT-15", "BT-22")
def test_the_public_is_asked_about_those_who_serve_it(scoring: Policy):
    pleased, angry = ((number,) * 6 for number in (5, 1))
    served = [score(scoring, CLERK, penilaian_masyarakat=ratings) for ratings in (pleased, angry)]
    behind = [score(scoring, BACK_OFFICE, penilaian_masyarakat=ratings) for ratings in (pleased, angry)]
    assert served[0] > served[1]
    assert behind[0] == behind[1]


def test_four_angry_citizens_are_too_few(scoring: Policy):
    few, enough = (score(scoring, CLERK, penilaian_masyarakat=(1,) * count) for count in (4, 5))
    assert few == score(scoring, CLERK, penilaian_masyarakat=())
    assert enough < few


@pytest.mark.requirement("BT-10")
@pytest.mark.parametrize("version", MONTHS)
def test_every_measure_has_unit_target_direction_and_evidence(policies: dict[str, Policy], version: str):
    policy = policies[f"bukitintan/penilaian@{version}"]
    measured = [one for one in policy.indicators.values() if one.measures]
    assert len(measured) == (3 if version == "2025.1" else 4)
    for one in measured:
        assert (bool(one.unit), bool(one.direction), one.evidence) == (True, True, "required")
        assert {"target", "realisasi"} <= set(one.measures)


@pytest.mark.requirement("BT-12")
@pytest.mark.parametrize("serves", [True, False])
@pytest.mark.parametrize("services", [0, 1])
def test_nobody_is_without_indicators(scoring: Policy, serves: bool, services: int):
    facts = {**BACK_OFFICE, "pelayanan_publik": serves, "jumlah_layanan": services}
    assert score(scoring, facts) > 0
    timed = [found(scoring, facts, f"{name}_skor") for name in ("waktu_penyelesaian", "waktu_tugas")]
    assert [one is None for one in timed] == [not (serves and services), bool(serves and services)]


@pytest.mark.requirement("BT-07", "BT-09")
@pytest.mark.parametrize("version", MONTHS)
def test_attendance_and_seniority_give_no_points(policies: dict[str, Policy], version: str):
    asked = {one.source for one in policies[f"bukitintan/penilaian@{version}"].inputs.values()}
    assert not {name for name in asked if name.startswith(("presensi.", "pangkat.", "pegawai.tanggal"))}


@pytest.mark.requirement("BT-18", "BT-23")
def test_the_direct_superior_decides_the_predicate(scoring: Policy):
    facts = {**CLERK, "hasil_kerja": None}
    fault = outcome(scoring, "2026-06", facts).fault
    assert fault is not None
    assert (fault.code, fault.step) == ("MISSING_INPUT", "predikat")
    predicates = {found(scoring, CLERK, "predikat", hasil_kerja=one) for one in EXPECTATIONS}
    assert predicates == {"butuh_perbaikan", "baik"}


@pytest.mark.requirement("BT-32", "BT-33")
def test_a_target_out_of_reach_is_pointed_at(scoring: Policy):
    result = outcome(scoring, "2026-06", {**CLERK, "waktu_penyelesaian_target": 14})
    assert result.values["target_wajar"] is False
    assert "target_terlalu_tinggi" in result.warnings
    assert result.fault is None


# --- innovation -------------------------------------------------------------------------------------------------------


@pytest.mark.requirement("BT-03")
def test_an_innovation_that_works_scores_more(scoring: Policy):
    tried = score(scoring, {**CLERK, **ideas_of(("diterapkan", False, None, "anggota"))})
    worked = score(scoring, {**CLERK, **ideas_of(("diterapkan", False, True, "anggota"))})
    assert score(scoring, CLERK) < tried < worked


@pytest.mark.requirement("BT-34")
@pytest.mark.parametrize("version", MONTHS)
def test_a_failed_experiment_never_lowers_a_score(policies: dict[str, Policy], version: str):
    policy = policies[f"bukitintan/penilaian@{version}"]
    chance = Random(34)
    for _ in range(60):
        before = some_ideas(chance)
        failed: Idea = (chance.choice(list(STAGES)), True, False, chance.choice(["anggota", "ketua"]))
        after = [*before]
        after.insert(chance.randint(0, len(before)), failed)
        without, having = (score(policy, {**CLERK, **ideas_of(*ideas)}) for ideas in (before, after))
        assert having >= without, (before, failed)


@pytest.mark.requirement("BT-34")
def test_a_failure_that_was_no_experiment_is_told_apart(scoring: Policy):
    declared = score(scoring, {**CLERK, **ideas_of(("diterapkan", True, False, "anggota"))})
    silent = score(scoring, {**CLERK, **ideas_of(("diterapkan", False, False, "anggota"))})
    assert silent < declared == score(scoring, CLERK)


# --- pay --------------------------------------------------------------------------------------------------------------


@pytest.mark.requirement("BT-07", "BT-09")
def test_results_weigh_more_than_attendance(pay: Policy):
    never_late = score(pay, PAID_MONTH, "tpp", predikat_bulan_ini="sangat_kurang")
    often_late = score(pay, PAID_MONTH, "tpp", menit_telat=(91,) * 21, menit_pulang_cepat=(91,) * 21)
    assert often_late > never_late
    assert score(pay, PAID_MONTH, "porsi_hasil") == 70


@pytest.mark.requirement("BT-25", "BT-26")
@pytest.mark.parametrize(
    ("nilai", "incentive"), [("99.99", 0), ("100", 280_098), ("109.99", 280_098), ("110", 560_196)]
)
def test_a_reached_target_pays_more(pay: Policy, nilai: str, incentive: int):
    assert score(pay, PAID_MONTH, "tpp", nilai_bulan_ini=nilai) == 5_601_960 + incentive


@pytest.mark.requirement("BT-27")
@pytest.mark.parametrize("version", MONTHS)
@pytest.mark.parametrize(("late", "over"), [(False, False), (False, True), (True, False), (True, True)])
def test_the_bonus_asks_for_both_time_and_budget(policies: dict[str, Policy], version: str, late: bool, over: bool):
    policy = policies[f"bukitintan/tpp@{version}"]
    last = period(MONTHS[version]).end
    project: dict[str, Cell] = {
        "proyek_jatuh_tempo": (last.replace(day=19),), "proyek_selesai": (last.replace(day=19 + late),),
        "proyek_pagu": (500_000_000,), "proyek_realisasi": (500_000_000 + over,),
    }  # fmt: skip
    basic = whole(9_360_000 * INDEX[version])
    assert score(policy, {**PAID_MONTH, **project}, "bonus_proyek") == (
        0 if late or over else whole(Fraction(basic, 10))
    )


@pytest.mark.requirement("BT-29")
def test_rewards_stand_beside_deductions(pay: Policy):
    result = outcome(pay, "2026-06", {**PAID_MONTH, "nilai_bulan_ini": 110, "hari_alpa": 1})
    assert (result.values["imbalan"], result.values["potongan"]) == (560_196, 50_418)
    assert {"imbalan", "potongan"} <= set(pay.outputs)
