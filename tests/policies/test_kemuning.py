"""Kemuning: one annual target a position, read every month; the employee reports first, the superior decides."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from kinerja_admin.engine.facts import Cell, Facts
from kinerja_admin.engine.policy import Policy
from kinerja_admin.engine.population import evaluate
from kinerja_admin.engine.reference import Result
from tests.policies.oracles import Part, as_facts, outcome, period

REGISTRAR: dict[str, Cell] = {
    "jenis_jabatan": "pelaksana",
    "urusan": "kependudukan",
    "pelayanan_publik": True,
    "tanggal_jabatan": date(2024, 1, 2),
    "unit_kerja": "DUKCAPIL",
    "pendaftaran_penduduk_target": 1000,
    "pendaftaran_penduduk_realisasi": 520,
    "pengaduan_tepat_waktu_target": 50,
    "pengaduan_tepat_waktu_realisasi": 45,
    "mutu_hasil_target": 95,
    "mutu_hasil_realisasi": 95,
    "nilai_perilaku": (90,) * 7,
    "nilai_sendiri": 95,
    "ada_umpan_balik": True,
    "hasil_kerja": "sesuai_ekspektasi",
    "perilaku_kerja": "sesuai_ekspektasi",
}
WINNER: dict[str, Cell] = {
    "capaian_desember": 100,
    "area_desember": 0,
    "nilai_bulanan": (98,) * 12,
    "predikat_bulanan": ("baik",) * 12,
    "tingkat_hukuman": "tidak_ada",
    "unit_kerja": "DUKCAPIL",
    "tanggal_jabatan": date(2020, 1, 2),
    "penghargaan_lalu": "tidak_ada",
}
PAID_MONTH: dict[str, Cell] = {
    **as_facts([Part(30, 9)], 0),
    "predikat_bulan_ini": "baik",
    "nilai_bulan_ini": 100,
    "nilai_sendiri": 95,
    "menit_telat": (0,),
    "menit_pulang_cepat": (0,),
    "hari_kerja": 21,
    "hari_alpa": 0,
    "apel_tidak_hadir": 0,
}
POSITIONS = {
    "pendaftaran_penduduk": ("pelaksana", "kependudukan", True),
    "layanan_selesai": ("fungsional", "kesehatan", True),
    "keluaran_fungsional": ("fungsional", "penunjang", False),
    "berkas_selesai": ("pelaksana", "kependudukan", False),
    "program_unit": ("struktural", "kependudukan", True),
}


@pytest.fixture(scope="module")
def scoring(policies: dict[str, Policy]) -> Policy:
    return policies["kemuning/penilaian@2026.1"]


@pytest.fixture(scope="module")
def awards(policies: dict[str, Policy]) -> Policy:
    return policies["kemuning/penghargaan@2026.1"]


def scored(policy: Policy, when: str = "2026-06", **changed: Cell) -> Result:
    return outcome(policy, when, {**REGISTRAR, **changed})


# --- indicators -------------------------------------------------------------------------------------------------------


@pytest.mark.requirement("KM-01", "KM-21")
@pytest.mark.parametrize("version", ["2025.1", "2026.1"])
def test_every_recorded_result_has_a_unit_a_target_and_evidence(policies: dict[str, Policy], version: str):
    measured = [one for one in policies[f"kemuning/penilaian@{version}"].indicators.values() if one.measures]
    assert len(measured) >= 6
    for one in measured:
        assert (set(one.measures), bool(one.unit), one.evidence) == ({"target", "realisasi"}, True, "required")


@pytest.mark.requirement("KM-02", "KM-07", "KM-23")
@pytest.mark.parametrize("own", POSITIONS)
def test_every_position_has_one_annual_target_and_full_weights(scoring: Policy, own: str):
    kind, trade, serves = POSITIONS[own]
    recorded: dict[str, Cell] = {
        f"{own}_target": 100,
        f"{own}_realisasi": 50,
        "pekerjaan_tepat_waktu_target": 20,
        "pekerjaan_tepat_waktu_realisasi": 18,
    }
    facts = {**REGISTRAR, **recorded, "jenis_jabatan": kind, "urusan": trade, "pelayanan_publik": serves}
    result = outcome(scoring, "2026-06", facts)
    assert result.fault is None
    held = {name for name in scoring.indicators if result.values[f"{name}_skor"] is not None}
    assert {name for name in held if scoring.indicators[name].span == "year"} == {own}
    assert sum(scoring.indicators[name].weight for name in held) == 100


@pytest.mark.requirement("KM-03")
@pytest.mark.parametrize(("solved", "percent"), [(45, 90), (50, 100), (0, 0), (55, 100)])
def test_complaints_solved_in_time(scoring: Policy, solved: int, percent: int):
    assert scored(scoring, pengaduan_tepat_waktu_realisasi=solved).values["pengaduan_tepat_waktu_skor"] == percent


def test_a_month_without_complaints_harms_nobody(scoring: Policy):
    result = scored(scoring, pengaduan_tepat_waktu_target=0, pengaduan_tepat_waktu_realisasi=0)
    assert result.values["pengaduan_tepat_waktu_skor"] == 100


@pytest.mark.requirement("KM-04", "KM-06", "KM-10", "KM-11")
@pytest.mark.parametrize(
    ("done", "of_the_year", "against_expected", "status"),
    [
        (520, "52", "104", "sesuai_rencana"),
        (430, "43", "86", "perlu_perbaikan"),
        (600, "60", "120", "melampaui_rencana"),
    ],
)
def test_a_thousand_registrations_after_six_months(
    scoring: Policy, done: int, of_the_year: str, against_expected: str, status: str
):
    values = scored(scoring, pendaftaran_penduduk_realisasi=done).values
    assert values["harapan"] == 50
    assert values["capaian_setahun"] == Fraction(of_the_year)
    assert values["capaian_jabatan"] == Fraction(against_expected)
    assert values["status_kemajuan"] == status


@pytest.mark.requirement("KM-05")
def test_every_indicator_says_in_words_how_it_is_measured(scoring: Policy):
    for name, one in scoring.indicators.items():
        assert one.basis.label
        assert scoring.steps[f"{name}_skor"].explain


def test_a_new_holder_is_held_to_the_rest_of_the_year(scoring: Policy):
    values = scored(scoring, tanggal_jabatan=date(2026, 3, 15), pendaftaran_penduduk_realisasi=400).values
    assert (values["harapan"], values["capaian_jabatan"]) == (40, 100)


# --- self-report, then the superior -----------------------------------------------------------------------------------


@pytest.mark.requirement("KM-08", "KM-13")
def test_without_the_self_report_there_is_nothing_to_rate(policies: dict[str, Policy], scoring: Policy):
    fault = scored(scoring, nilai_sendiri=None).fault
    assert fault is not None
    assert (fault.code, fault.step) == ("MISSING_INPUT", "selisih_penilaian_diri")
    introduced = policies["kemuning/penilaian@2025.1"]
    assert scored(introduced, "2025-09", nilai_sendiri=None).fault is None


@pytest.mark.requirement("KM-09", "KM-14")
def test_the_superior_decides_and_differences_are_shown(scoring: Policy):
    agreed, apart = (scored(scoring, nilai_sendiri=own).values for own in (95, 70))
    assert agreed["nilai"] == apart["nilai"] == Fraction("99")
    assert agreed["predikat"] == apart["predikat"] == "baik"
    assert (agreed["selisih_penilaian_diri"], agreed["perlu_dialog"]) == (-4, False)
    assert (apart["selisih_penilaian_diri"], apart["perlu_dialog"]) == (-29, True)
    assert scored(scoring, hasil_kerja="di_bawah_ekspektasi").values["predikat"] == "butuh_perbaikan"


@pytest.mark.requirement("KM-15")
@pytest.mark.parametrize(("written", "warned"), [(True, False), (False, True), (None, True)])
def test_a_rating_without_feedback_is_pointed_at(scoring: Policy, written: bool | None, warned: bool):
    result = scored(scoring, ada_umpan_balik=written)
    assert ("umpan_balik_wajib" in result.warnings) is warned
    assert result.fault is None


@pytest.mark.requirement("KM-21")
@pytest.mark.parametrize(("version", "when", "score"), [("2025.1", "2025-09", 50), ("2026.1", "2026-06", 0)])
def test_what_is_not_proved_is_not_achieved(policies: dict[str, Policy], version: str, when: str, score: int):
    policy = policies[f"kemuning/penilaian@{version}"]
    assert scored(policy, when, pendaftaran_penduduk_realisasi=None).values["pendaftaran_penduduk_skor"] == score


@pytest.mark.requirement("KM-12", "KM-16", "KM-25")
def test_what_to_improve_and_how(scoring: Policy):
    weak = scored(scoring, mutu_hasil_realisasi=70, pengaduan_tepat_waktu_realisasi=40)
    assert (weak.values["jumlah_area"], weak.values["saran_pengembangan"]) == (2, "pelatihan_teknis")
    people = [{**REGISTRAR}, {**REGISTRAR, "mutu_hasil_realisasi": 70}, {**REGISTRAR, "nilai_perilaku": (70,) * 7}]
    columns = {name: tuple(one.get(name) for one in people) for name in scoring.inputs}
    ranks = evaluate(scoring, Facts(("a", "b", "c"), columns), period("2026-06")).ranks
    assert ranks["perlu_perbaikan"] == (None, 1, 2)


# --- rewards ----------------------------------------------------------------------------------------------------------


@pytest.mark.requirement("KM-17")
@pytest.mark.parametrize(
    ("done", "award"),
    [
        (999, "tidak_ada"),
        (1000, "penghargaan"),
        (1100, "penghargaan"),
        (1101, "penghargaan_utama"),
        (1150, "penghargaan_utama"),
    ],
)
def test_reached_is_rewarded_and_exceeded_more(scoring: Policy, awards: Policy, done: int, award: str):
    december = scored(scoring, "2026-12", pendaftaran_penduduk_realisasi=done).values["capaian_setahun"]
    assert isinstance(december, Fraction)
    assert outcome(awards, "2026", {**WINNER, "capaian_desember": december}).values["penghargaan"] == award


@pytest.mark.requirement("KM-17")
def test_nearly_reached_is_not_rounded_into_a_reward(scoring: Policy, awards: Policy):
    facts = {**REGISTRAR, "pendaftaran_penduduk_target": 100_000, "pendaftaran_penduduk_realisasi": 99_999}
    december = outcome(scoring, "2026-12", facts).values["capaian_setahun"]
    assert december == Fraction("99.99")
    assert outcome(awards, "2026", {**WINNER, "capaian_desember": december}).values["penghargaan"] == "tidak_ada"


@pytest.mark.parametrize(
    "lacking",
    [
        {"tingkat_hukuman": "ringan"},
        {"predikat_bulanan": ("butuh_perbaikan", *("baik",) * 11)},
        {"nilai_bulanan": (98,) * 8 + (None,) * 4},
    ],
)
def test_a_reward_asks_for_more_than_numbers(awards: Policy, lacking: dict[str, Cell]):
    values = outcome(awards, "2026", {**WINNER, "capaian_desember": 120, **lacking}).values
    assert (values["target_terlampaui"], values["penghargaan"]) == (True, "tidak_ada")


@pytest.mark.requirement("KM-18", "KM-24")
def test_lists_of_awards_and_of_candidates(awards: Policy):
    people = [
        {**WINNER, "capaian_desember": 115},
        {**WINNER, "penghargaan_lalu": "penghargaan"},
        {**WINNER, "tanggal_jabatan": date(2025, 6, 1), "capaian_desember": 130},
        {**WINNER, "capaian_desember": 99},
        {**WINNER, "unit_kerja": "DINKES", "nilai_bulanan": (94,) * 12},
    ]
    columns = {name: tuple(one.get(name) for one in people) for name in awards.inputs}
    ranks = evaluate(awards, Facts(tuple("abcde"), columns), period("2026")).ranks
    assert ranks["penerima_utama"] == (2, None, 1, None, None)
    assert ranks["penerima"] == (2, 3, 1, None, 1)
    assert ranks["calon_promosi"] == (1, 2, None, None, None)


# --- pay --------------------------------------------------------------------------------------------------------------


@pytest.mark.requirement("KM-06", "KM-14")
@pytest.mark.parametrize(
    ("nilai", "predicate", "percent"),
    [("87.5", "baik", "87.5"), ("115", "baik", "100"), ("104", "butuh_perbaikan", "90"), ("30", "baik", "40")],
)
def test_achievement_is_paid_as_far_as_the_superior_agrees(
    policies: dict[str, Policy], nilai: str, predicate: str, percent: str
):
    policy = policies["kemuning/tpp@2026.1"]
    facts = {**PAID_MONTH, "nilai_bulan_ini": nilai, "predikat_bulan_ini": predicate}
    assert outcome(policy, "2026-06", facts).values["persen_capaian"] == Fraction(percent)


@pytest.mark.requirement("KM-13")
def test_a_late_superior_costs_nothing_and_a_missing_report_does(policies: dict[str, Policy]):
    policy = policies["kemuning/tpp@2026.1"]
    unrated: dict[str, Cell] = {
        **PAID_MONTH, "nilai_bulan_ini": None, "predikat_bulan_ini": None, "nilai_bulan_lalu": 96, "predikat_bulan_lalu": "baik",
    }  # fmt: skip
    late, silent = (
        outcome(policy, "2026-06", {**unrated, "nilai_sendiri": own}).values["persen_capaian"] for own in (90, None)
    )
    assert (late, silent) == (96, 86)
