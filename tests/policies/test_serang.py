"""What Kota Serang asks of its appraisal, shown on the version now in force: the same person, one fact changed at a time."""

from __future__ import annotations

from datetime import date

import pytest

from kinerja_admin.engine.facts import Cell
from kinerja_admin.engine.periods import Month, period_of
from kinerja_admin.engine.policy import Policy
from kinerja_admin.engine.reference import Prepared, Result, evaluate_person

SERVICE = "semua-indikator-petugas-layanan"
SCHOOL = "semua-indikator-pendidikan"
JUNE = period_of("month", Month(2026, 6))


@pytest.fixture(scope="module")
def scoring(policies: dict[str, Policy]) -> Policy:
    return policies["serang/penilaian@2026.1"]


def scored(policy: Policy, base: str, **changed: Cell) -> Result:
    """The person of a test in the file, with other facts in June 2026."""
    example = next(one for one in policy.examples if one.id == base)
    rated: dict[str, Cell] = {
        "hasil_kerja": "sesuai_ekspektasi",
        "perilaku_kerja": "sesuai_ekspektasi",
        "tingkat_hukuman": "tidak_ada",
        "unit_kerja": "DUKCAPIL",
    }
    return evaluate_person(Prepared(policy, JUNE), base, {**rated, **example.given, **changed})


@pytest.mark.requirement("SR-01")
def test_every_measure_needs_evidence_and_somebody_who_verifies(scoring: Policy):
    measured = [one for one in scoring.indicators.values() if one.measures]
    assert len(measured) == 3
    assert {(one.evidence, bool(one.verified_by), bool(one.unit)) for one in measured} == {("required", True, True)}


@pytest.mark.requirement("SR-02")
@pytest.mark.parametrize(("now", "score"), [(96, 50), (97, 75), (98, 100), (99, 120), (95, 25)])
def test_graduation_is_held_against_the_year_before(scoring: Policy, now: int, score: int):
    result = scored(
        scoring, SCHOOL, angka_kelulusan_baseline=96, angka_kelulusan_target=98, angka_kelulusan_realisasi=now
    )
    assert result.values["angka_kelulusan_skor"] == score


@pytest.mark.requirement("SR-02")
def test_the_rate_of_a_school_is_measured_once_for_its_staff(scoring: Policy):
    assert scoring.indicators["angka_kelulusan"].of == "unit_kerja"


@pytest.mark.requirement("SR-03")
@pytest.mark.parametrize(
    ("done", "spent", "in_time", "in_budget"),
    [
        (date(2026, 6, 15), 490_000_000, True, True),
        (date(2026, 6, 16), 490_000_000, False, True),
        (date(2026, 6, 15), 500_000_001, True, False),
        (date(2026, 6, 16), 500_000_001, False, False),
        (None, 490_000_000, False, False),
    ],
)
def test_procurement_in_time_and_within_budget(
    scoring: Policy, done: date | None, spent: int, in_time: bool, in_budget: bool
):
    result = scored(scoring, SERVICE, proyek_selesai=(done,), proyek_realisasi=(spent,))
    assert result.values["proyek_tepat_waktu"] == (in_time,)
    assert result.values["proyek_sesuai_anggaran"] == (in_budget,)
    assert result.values["ketepatan_proyek_skor"] == 50 * in_time + 50 * in_budget


@pytest.mark.requirement("SR-04", "SR-12")
def test_a_shorter_service_never_scores_less_and_two_days_against_three_more_than_a_hundred(scoring: Policy):
    days = (9, 7, 5, 4, 3, 2)
    scores = [scored(scoring, SERVICE, waktu_pelayanan_realisasi=day).values["waktu_pelayanan_skor"] for day in days]
    assert scores == [0, 0, 50, 75, 100, 120]
    assert scoring.indicators["waktu_pelayanan"].recorded_by == "sistem"


@pytest.mark.requirement("SR-05")
def test_speed_alone_is_not_enough(scoring: Policy):
    good = scored(scoring, SERVICE).values["nilai_kinerja"]
    careless = scored(scoring, SERVICE, mutu_pelayanan_realisasi=49).values["nilai_kinerja"]
    assert (good, careless) == (93, 93 - 5 * 50 / 100)


@pytest.mark.requirement("SR-08")
@pytest.mark.parametrize("status", ["belum_ada", "draf", "diajukan"])
def test_without_an_approved_plan_the_target_counts_for_nothing(scoring: Policy, status: str):
    assert scored(scoring, SERVICE, status_rencana=status).values["capaian_target_skor"] == 0


@pytest.mark.requirement("SR-09", "SR-11")
@pytest.mark.parametrize(
    ("work", "behaviour", "predicate"),
    [
        ("di_atas_ekspektasi", "di_atas_ekspektasi", "sangat_baik"),
        ("sesuai_ekspektasi", "di_atas_ekspektasi", "baik"),
        ("di_bawah_ekspektasi", "sesuai_ekspektasi", "butuh_perbaikan"),
        ("sesuai_ekspektasi", "di_bawah_ekspektasi", "kurang"),
        ("di_bawah_ekspektasi", "di_bawah_ekspektasi", "sangat_kurang"),
    ],
)
def test_the_superior_decides_the_predicate(scoring: Policy, work: str, behaviour: str, predicate: str):
    assert scored(scoring, SERVICE, hasil_kerja=work, perilaku_kerja=behaviour).values["predikat"] == predicate


@pytest.mark.requirement("SR-09")
def test_without_the_superior_s_rating_there_is_no_predicate(scoring: Policy):
    fault = scored(scoring, SERVICE, hasil_kerja=None).fault
    assert fault is not None
    assert (fault.code, fault.step) == ("MISSING_INPUT", "predikat")


@pytest.mark.requirement("SR-13")
@pytest.mark.parametrize(
    ("changed", "worthy"),
    [
        ({}, True),
        ({"hasil_kerja": "sesuai_ekspektasi"}, False),
        ({"tingkat_hukuman": "ringan"}, False),
        ({"butir_realisasi": (60,)}, False),
    ],
)
def test_awards_go_to_the_best_without_a_sanction(scoring: Policy, changed: dict[str, Cell], worthy: bool):
    best: dict[str, Cell] = {
        "hasil_kerja": "di_atas_ekspektasi",
        "perilaku_kerja": "di_atas_ekspektasi",
        "butir_realisasi": (72,),
        "proyek_selesai": (date(2026, 6, 15),),
    }
    assert scored(scoring, SERVICE, **{**best, **changed}).values["layak_penghargaan"] is worthy
