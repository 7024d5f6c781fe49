"""Facts about innovations, outside factors and the results of units."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kinerja_admin.models.anggota_inovasi import AnggotaInovasi
from kinerja_admin.models.capaian_unit import CapaianUnit
from kinerja_admin.models.faktor_eksternal import FaktorEksternal
from kinerja_admin.models.inovasi import Inovasi
from kinerja_admin.models.program import Program
from tests.services.town import BUDI, NOON, RINA, SITI, Town, day

INNOVATION = [
    f"inovasi.{name}"
    for name in ("tahap", "percobaan", "berhasil", "peran", "program", "sebelum", "sesudah", "arah", "diakui")
]
FACTOR = [f"faktor_eksternal.{name}" for name in ("jenis", "hari", "penyesuaian")]
RESULT = "unit_kerja.predikat"


def innovate(town: Town, code: str, first: str, *, part: str = "anggota", **given: Any) -> None:
    """An innovation of Rina's."""
    number = town.add(Inovasi, kode=code, judul=code, unit_kerja_id=town.units["DINAS"], mulai=day(first), **given)
    town.add(AnggotaInovasi, inovasi_id=number, pegawai_id=town.people[RINA], peran=part)


def test_without_innovations_the_series_are_empty(town: Town):
    assert town.facts("2026-03", RINA, *INNOVATION, "inovasi.tanggal_diakui", *FACTOR) == ((),) * 13


@pytest.mark.requirement("BT-34")
def test_an_experiment_is_neither_a_success_nor_a_failure_until_it_is_evaluated(town: Town):
    evaluated: dict[str, Any] = {"dievaluasi_pada": day("2026-04-10"), "berhasil": False, "tahap": "uji_coba"}
    innovate(town, "A", "2026-02-01", part="ketua", percobaan=True, **evaluated)
    assert [town.fact(month, RINA, "inovasi.berhasil") for month in ("2026-03", "2026-04")] == [(None,), (False,)]
    assert town.facts("2026-03", RINA, "inovasi.percobaan", "inovasi.peran", "inovasi.tahap") == (
        (True,),
        ("ketua",),
        ("uji_coba",),
    )


def test_what_ran_on_a_day_of_the_year_so_far(town: Town):
    innovate(town, "A", "2025-02-01", selesai=day("2025-12-31"))
    innovate(town, "B", "2025-03-01", selesai=day("2026-01-01"))
    innovate(town, "C", "2026-03-31")
    innovate(town, "D", "2026-04-01")
    assert town.fact("2026-03", RINA, "inovasi.peran") == ("anggota",) * 2
    assert town.fact("2026-04", RINA, "inovasi.peran") == ("anggota",) * 3
    assert town.fact("2025-12", RINA, "inovasi.peran") == ("anggota",) * 2


@pytest.mark.requirement("PP-08", "PP-30")
def test_programme_effect_and_recognition(town: Town):
    programme = town.add(
        Program, kode="P", nama="Inovasi daerah", unit_kerja_id=town.units["DINAS"], mulai=day("2025-01-01")
    )
    effect: dict[str, Any] = {"sebelum": Decimal("45.5"), "sesudah": Decimal(0), "arah": "turun"}
    recognised: dict[str, Any] = {"tanggal_diakui": day("2026-03-31"), "dasar_pengakuan": "SK 1"}
    innovate(town, "A", "2026-01-05", program_id=programme, **effect, **recognised)
    innovate(town, "B", "2026-01-06")
    assert town.facts("2026-03", RINA, *INNOVATION[4:], "inovasi.tanggal_diakui") == (
        (True, False),
        (Decimal("45.5"), None),
        (Decimal(0), None),
        ("turun", "naik"),
        (True, False),
        (date(2026, 3, 31), None),
    )
    assert town.facts("2026-02", RINA, "inovasi.diakui", "inovasi.tanggal_diakui") == ((False, False), (None, None))


def hinder(town: Town, first: str, last: str, relief: str | None, *, approved: bool = True, **whom: int) -> None:
    """An outside factor, approved unless said otherwise."""
    decision = {"disetujui_oleh_id": town.people[SITI], "disetujui_pada": NOON} if approved else {}
    town.add(
        FaktorEksternal,
        jenis="bencana",
        uraian="Banjir",
        mulai=day(first),
        selesai=day(last),
        penyesuaian=Decimal(relief) if relief else None,
        **decision,
        **whom,
    )


def test_factors_of_the_person_the_unit_and_those_above(town: Town):
    hinder(town, "2026-02-20", "2026-03-05", "25", unit_kerja_id=town.units["DINAS"])
    hinder(town, "2026-03-30", "2026-04-30", "12.5", pegawai_id=town.people[RINA])
    hinder(town, "2026-03-01", "2026-03-31", "50", unit_kerja_id=town.units["BIDANG"])
    assert town.facts("2026-03", RINA, *FACTOR) == (
        ("bencana",) * 3,
        (5, 31, 2),
        (Decimal(25), Decimal(50), Decimal("12.5")),
    )
    assert town.fact("2026-03", SITI, "faktor_eksternal.hari") == (5,)
    assert town.fact("2026-04", RINA, "faktor_eksternal.hari") == (30,)


@pytest.mark.requirement("PP-33")
def test_what_nobody_approved_does_not_count_and_no_relief_is_zero(town: Town):
    hinder(town, "2026-03-01", "2026-03-31", None, approved=False, pegawai_id=town.people[RINA])
    hinder(town, "2026-03-31", "2026-03-31", "0", pegawai_id=town.people[RINA])
    assert town.facts("2026-03", RINA, *FACTOR) == (("bencana",), (1,), (Decimal(0),))


def result(town: Town, unit: str, period: str, predicate: str) -> None:
    """A unit's result."""
    town.add(CapaianUnit, unit_kerja_id=town.units[unit], periode=period, predikat=predicate)


def test_the_unit_s_result_of_the_quarter_before_that_of_the_year(town: Town):
    result(town, "BIDANG", "2026-Q1", "baik")
    result(town, "BIDANG", "2026", "istimewa")
    result(town, "BIDANG", "2025-Q4", "kurang")
    wanted = [town.fact(period, BUDI, RESULT) for period in ("2026-03", "2026-Q1", "2026-04", "2026", "2025-12")]
    assert wanted == ["baik", "baik", "istimewa", "istimewa", "kurang"]


def test_before_it_is_decided_the_last_one_of_the_year_holds(town: Town):
    result(town, "BIDANG", "2026-Q1", "baik")
    result(town, "BIDANG", "2026-Q2", "kurang")
    found = [town.fact(period, BUDI, RESULT) for period in ("2026-09", "2026", "2027-01", "2025-12")]
    assert found == ["kurang", "kurang", None, None]


def test_a_unit_without_results_shares_the_one_above(town: Town):
    result(town, "DINAS", "2026-Q1", "butuh_perbaikan")
    assert [town.fact("2026-03", nip, RESULT) for nip in (SITI, BUDI)] == ["butuh_perbaikan"] * 2
    result(town, "BIDANG", "2026-Q1", "baik")
    assert town.fact("2026-03", BUDI, RESULT) == "baik"
