"""Reports from stored results: read as runs stored them, and added up exactly."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from kinerja_admin.db.scope import acting_as, system
from kinerja_admin.models.jawaban_survei import JawabanSurvei
from kinerja_admin.models.layanan import Layanan
from kinerja_admin.models.penilaian import Penilaian
from kinerja_admin.models.survei import Survei
from kinerja_admin.models.ukuran import Ukuran
from kinerja_admin.models.words import UNSUR_SURVEI
from kinerja_admin.services import runs
from tests.services.reporting import lines, table_of, whole
from tests.services.rules import import_rules
from tests.services.town import BUDI, RINA, SITI, Town, day

HEAD = """
schema: kinerja-policy/1
region: serang
policy: {name}
version: "2026.1"
title: {name}
effective: {{from: 2025-01, to: null}}
decided: 2024-12-01
period: {period}
law: {{perwal: {{title: Peraturan}}}}
"""
APPRAISAL = (
    HEAD.format(name="penilaian", period="month")
    + """
vocabularies:
  predikat: {words: [sangat_kurang, kurang, butuh_perbaikan, baik, sangat_baik], cite: perwal}
inputs:
  hari_hadir: {type: integer, unit: hari, from: presensi.hari_hadir, range: [0, 31], missing: error}
rounding: {skor: {to: 0.01, mode: half_up}}
parameters:
  per_hari: {label: Nilai tiap hari, value: 10, unit: skor/hari, cite: perwal}
steps:
  nilai: {label: Nilai, unit: skor, formula: "hari_hadir * per_hari", cite: perwal}
  predikat: {label: Predikat, type: predikat, formula: "IF(nilai >= 80, 'baik', 'kurang')", cite: perwal}
outputs:
  nilai: {label: Nilai kinerja}
  predikat: {label: Predikat}
"""
)
ALLOWANCE = (
    HEAD.format(name="tpp", period="month")
    + """
inputs:
  hari_hadir: {type: integer, unit: hari, from: presensi.hari_hadir, range: [0, 31], missing: error}
parameters:
  dasar: {label: Dasar, value: 1_000_000, unit: rupiah, cite: perwal}
  per_hari: {label: Tiap hari, value: 1_001, unit: rupiah/hari, cite: perwal}
rounding: {rupiah: {to: 1, mode: half_up}}
steps:
  potongan: {label: Potongan, unit: rupiah, formula: "MAX(0, 8 - hari_hadir) * per_hari", cite: perwal}
  imbalan: {label: Imbalan, unit: rupiah, formula: "MAX(0, hari_hadir - 8) * per_hari", cite: perwal}
  tpp: {label: TPP, unit: rupiah, formula: "dasar + imbalan - potongan", cite: perwal}
outputs:
  potongan: {label: Potongan}
  imbalan: {label: Imbalan}
  tpp: {label: TPP, payable: true}
"""
)
INDEX = (
    HEAD.format(name="ikm", period="year")
    + """
inputs:
  jawaban: {type: integer, each: responden, from: survei.waktu, range: [1, 4], missing: absent}
parameters:
  kali: {label: Pengali, value: 25, unit: skor, cite: perwal}
rounding: {skor: {to: 0.01, mode: half_up}}
steps:
  ikm: {label: IKM, unit: skor, formula: "AVERAGE(jawaban) * kali", cite: perwal}
outputs:
  ikm: {label: IKM}
"""
)
TRAINING = (
    HEAD.format(name="pembinaan", period="year")
    + """
inputs:
  jp: {type: integer, unit: JP, from: pelatihan.jp_tahun, range: [0, 999], missing: error}
parameters:
  wajib: {label: Wajib, value: 20, unit: JP, cite: perwal}
rounding: {JP: {to: 1, mode: half_up}}
steps:
  jp_wajib: {label: Wajib, unit: JP, formula: wajib, cite: perwal}
  jp_kurang: {label: Kurang, unit: JP, formula: "MAX(0, wajib - jp)", cite: perwal}
  jp_terpenuhi: {label: Terpenuhi, formula: jp_kurang == 0, cite: perwal}
outputs:
  jp_wajib: {label: Wajib}
  jp_kurang: {label: Kurang}
  jp_terpenuhi: {label: Terpenuhi}
"""
)

WORKED = (2, 6, 9, 10, 13, 16, 17, 23, 24, 27)
"""Days of March and of April 2026 on which people of the town work."""


@pytest.fixture
def appraised(town: Town, tmp_path: Path) -> Town:
    """In March Siti came on 10 days, Budi on 8, Rina on 5; in April on 8, 8 and 8."""
    import_rules(town.sessions, tmp_path, penilaian=APPRAISAL, tpp=ALLOWANCE)
    for month, days in (("03", (10, 8, 5)), ("04", (8, 8, 8))):
        for nip, count in zip((SITI, BUDI, RINA), days, strict=True):
            town.attend(nip, {f"2026-{month}-{number:02d}": {} for number in WORKED[:count]})
        with acting_as(system("test")):
            runs.run_month(town.sessions, "serang", f"2026-{month}")
    return town


@pytest.mark.requirement("BT-05", "PP-10", "SR-07")
def test_productivity_by_unit_person_and_month(appraised: Town):
    by_unit = table_of(appraised, "produktivitas-unit", "2026-04")
    assert lines(by_unit, "unit", "people", "good", "poor", "before", "mean", "change") == [
        ("Bidang", 2, 2, 0, 65, 80, 15),
        ("Dinas", 1, 1, 0, 100, 80, -20),
    ]
    assert whole(by_unit, "people", "before", "mean") == (3, Fraction(230, 3), 80)
    over_time = table_of(appraised, "produktivitas-waktu", "2026-04", since=day("2026-04-01"))
    assert lines(over_time, "period", "state", "side", "people", "good", "mean") == [
        ("2026-03", "computed", "before", 3, 2, Fraction(230, 3)),
        ("2026-04", "computed", "after", 3, 3, 80),
    ]
    of_one = table_of(appraised, "produktivitas-waktu", "2026-04", units=[appraised.units["DINAS"]])
    assert lines(of_one, "people", "mean") == [(1, 100), (1, 80)]
    people = table_of(appraised, "produktivitas-pegawai")
    assert lines(people, "name", "unit", "months", "mean") == [
        ("Budi Santoso", "Bidang", 2, 80),
        ("Rina Wulandari", "Bidang", 2, 65),
        ("Siti Aminah", "Dinas", 2, 90),
    ]
    aspects = table_of(appraised, "aspek-unit", "2026-03")
    assert lines(aspects, "unit", "aspect", "measured", "mean") == [
        ("Bidang", "Nilai kinerja", "skor", 65),
        ("Dinas", "Nilai kinerja", "skor", 100),
    ]


@pytest.mark.requirement("PP-11", "KM-32", "SR-15")
def test_people_and_services_before_and_after_a_day(appraised: Town):
    service = appraised.add(Layanan, kode="AKTA", nama="Akta kelahiran", unit_kerja_id=appraised.units["BIDANG"])
    for period, done in (("2026-03", 7), ("2026-04", 3)):
        appraised.add(
            Ukuran, policy="penilaian", indicator="waktu_pelayanan", periode=period, layanan_id=service,
            realisasi=Decimal(done),
        )  # fmt: skip
    compared = table_of(appraised, "produktivitas-perbandingan", since=day("2026-04-01"))
    assert lines(compared, "unit", "n_before", "n_after", "before", "after", "change", "share_before") == [
        ("Bidang", 2, 2, 65, 80, 15, 50),
        ("Dinas", 1, 1, 100, 80, -20, 100),
    ]
    served = table_of(appraised, "pengukuran-perbandingan", since=day("2026-04-01"))
    assert lines(served, "service", "before", "after", "change") == [("Akta kelahiran", 7, 3, -4)]


@pytest.mark.requirement("PP-33")
def test_raters_beside_the_mean_of_the_region(appraised: Town):
    for rater, person, word in ((SITI, BUDI, "sesuai"), (BUDI, RINA, "di_atas")):
        appraised.add(
            Penilaian, pegawai_id=appraised.people[person], penilai_id=appraised.people[rater], periode="2026-03",
            hasil_kerja=f"{word}_ekspektasi", perilaku_kerja="sesuai_ekspektasi",
        )  # fmt: skip
    spread = table_of(appraised, "sebaran-penilai", "2026-03")
    assert lines(spread, "name", "rated", "above", "as", "all", "mean", "bias") == [
        ("Budi Santoso", 1, 1, 0, Fraction(230, 3), 50, Fraction(-80, 3)),
        ("Siti Aminah", 1, 0, 1, Fraction(230, 3), 80, Fraction(10, 3)),
    ]


@pytest.mark.requirement("BT-45")
def test_professionalism_stands_beside_performance(town: Town, tmp_path: Path):
    index = INDEX.replace("policy: ikm", "policy: ip_asn").replace("  ikm: ", "  ip_asn: ")
    import_rules(town.sessions, tmp_path, penilaian=APPRAISAL, ip_asn=index)
    survey = town.add(
        Survei, kode="V1", judul="Survei", unit_kerja_id=town.units["BIDANG"], dibuka=day("2025-05-01"),
        ditutup=day("2025-05-31"),
    )  # fmt: skip
    town.add(JawabanSurvei, survei_id=survey, nomor=1, **dict.fromkeys(UNSUR_SURVEI, 3))
    town.attend(RINA, {"2025-03-03": {}, "2025-03-04": {}})
    with acting_as(system("test")):
        runs.run_month(town.sessions, "serang", "2025-03")
        runs.run_month(town.sessions, "serang", "2025", "ip_asn")
    beside = table_of(town, "profesionalitas", "2025")
    assert lines(beside, "unit", "people", "index", "mean") == [("Bidang", 2, 75, 10), ("Dinas", 1, None, 0)]


@pytest.mark.requirement("BT-29")
def test_rewards_beside_deductions_are_the_amounts_that_runs_stored(appraised: Town):
    balance = table_of(appraised, "imbalan-potongan")
    assert lines(balance, "unit", "with_added", "with_taken", "added", "taken", "paid", "balance") == [
        ("Bidang", 0, 1, 0, 3_003, 3_996_997, -3_003),
        ("Dinas", 1, 0, 2_002, 0, 2_002_002, 2_002),
    ]
    assert whole(balance, "added", "taken", "paid", "balance") == (2_002, 3_003, 5_998_999, -1_001)


def test_a_policy_that_stores_no_amounts_gives_none(town: Town, tmp_path: Path):
    without = ALLOWANCE.replace("  potongan: {label: Potongan}\n  imbalan: {label: Imbalan}\n", "")
    import_rules(town.sessions, tmp_path, tpp=without)
    town.attend(SITI, {"2026-03-02": {}})
    with acting_as(system("test")):
        runs.run_month(town.sessions, "serang", "2026-03")
    balance = table_of(town, "imbalan-potongan")
    assert lines(balance, "added", "taken", "balance") == [(None, None, None), (None, None, None)]


def test_the_index_is_what_the_policy_of_the_year_gave(town: Town, tmp_path: Path):
    survey = town.add(
        Survei, kode="V1", judul="Survei", unit_kerja_id=town.units["BIDANG"], dibuka=day("2025-05-01"),
        ditutup=day("2025-05-31"),
    )  # fmt: skip
    for number, answer in enumerate((3, 4), 1):
        town.add(JawabanSurvei, survei_id=survey, nomor=number, **dict.fromkeys(UNSUR_SURVEI, answer))
    import_rules(town.sessions, tmp_path, ikm=INDEX)
    with acting_as(system("test")):
        runs.run_month(town.sessions, "serang", "2025", "ikm")
    found = table_of(town, "kepuasan-survei", "2025")
    assert lines(found, "unit", "ikm", "mean") == [("Bidang", Fraction(175, 2), Fraction(7, 2))]


@pytest.mark.requirement("PP-45")
def test_training_hours_beside_the_duty_that_the_policy_decided(town: Town, tmp_path: Path):
    import_rules(town.sessions, tmp_path, pembinaan=TRAINING)
    with acting_as(system("test")):
        runs.run_month(town.sessions, "serang", "2025", "pembinaan")
    duty = table_of(town, "pelatihan-kewajiban", "2025")
    assert lines(duty, "unit", "people", "met", "short", "wanted", "missing", "share") == [
        ("Bidang", 2, 0, 2, 40, 40, 0),
        ("Dinas", 1, 0, 1, 20, 20, 0),
    ]


def test_a_small_unit_takes_another_along_within_each_aspect(appraised: Town):
    """The mean of the region, which another report tells, would otherwise give the small unit away."""
    for number in range(8):
        appraised.add_person(f"1991010120150310{number + 10:02d}", f"Petugas {number}", "LOKET")
    appraised.attend(RINA, {"2026-05-04": {}})
    with acting_as(system("test")):
        runs.run_month(appraised.sessions, "serang", "2026-05", "penilaian")
    told = table_of(appraised, "aspek-unit", "2026-05", sees_people=False)
    assert lines(told, "unit", "people", "mean") == [("Bidang", "···", "···"), ("Dinas", "···", "···")]
    assert lines(table_of(appraised, "aspek-unit", "2026-05"), "unit", "people") == [("Bidang", 10), ("Dinas", 1)]
