"""Measures recorded once and shared, for a period and for the year so far."""

from decimal import Decimal
from typing import Any

from kinerja_admin.models.layanan import Layanan
from kinerja_admin.models.petugas_layanan import PetugasLayanan
from kinerja_admin.models.ukuran import Ukuran
from tests.services.town import BUDI, RINA, SITI, Town, day


def record(town: Town, period: str, evidence: str | None = None, **values: Any) -> None:
    """Measures of the indicator ``waktu`` of the policy ``penilaian``."""
    amounts = {name: Decimal(value) if isinstance(value, str) else value for name, value in values.items()}
    town.add(Ukuran, policy="penilaian", indicator="waktu", periode=period, bukti=evidence, **amounts)


def measured(town: Town, period: str, of: str, span: str, measure: str) -> list[Any]:
    """What each of the three people gets."""
    data = town.look(period)
    nobody = (None,) * len(data.people)
    cells = data.columns.get(f"ukuran.penilaian.waktu.{of}.{span}.{measure}", nobody)
    return [cells[data.place_of(nip)] for nip in (SITI, BUDI, RINA)]


def test_of_a_person(town: Town):
    record(town, "2026-03", pegawai_id=town.people[RINA], target="3", realisasi="2.5")
    assert measured(town, "2026-03", "pegawai", "period", "realisasi") == [None, None, Decimal("2.5")]
    assert measured(town, "2026-04", "pegawai", "period", "realisasi") == [None, None, None]


def test_of_a_unit_and_everybody_below_it(town: Town):
    record(town, "2026-03", unit_kerja_id=town.units["DINAS"], realisasi="97")
    assert measured(town, "2026-03", "unit_kerja", "period", "realisasi") == [Decimal(97)] * 3
    record(town, "2026-03", unit_kerja_id=town.units["BIDANG"], realisasi="99.5")
    found = measured(town, "2026-03", "unit_kerja", "period", "realisasi")
    assert found == [Decimal(97), Decimal("99.5"), Decimal("99.5")]


def test_of_the_one_service_of_a_unit(town: Town):
    service = town.add(Layanan, kode="AKTA", nama="Akta", unit_kerja_id=town.units["BIDANG"])
    record(town, "2026-03", layanan_id=service, baseline="7", target="3", realisasi="2")
    found = measured(town, "2026-03", "layanan", "period", "baseline")
    assert found == [None, Decimal(7), Decimal(7)]


def test_of_several_services_the_one_that_a_person_staffs(town: Town):
    akta, ktp = (
        town.add(Layanan, kode=code, nama=code, unit_kerja_id=town.units["BIDANG"]) for code in ("AKTA", "KTP")
    )
    record(town, "2026-03", layanan_id=akta, realisasi="2")
    record(town, "2026-03", layanan_id=ktp, realisasi="5")
    assert measured(town, "2026-03", "layanan", "period", "realisasi") == [None, None, None]
    staffed = {"pegawai_id": town.people[RINA]}
    town.add(PetugasLayanan, **staffed, layanan_id=akta, mulai=day("2026-01-01"), selesai=day("2026-03-15"))
    town.add(PetugasLayanan, **staffed, layanan_id=ktp, mulai=day("2026-03-16"))
    assert measured(town, "2026-03", "layanan", "period", "realisasi") == [None, None, Decimal(5)]


def test_over_the_year_each_measure_is_the_last_one_recorded(town: Town):
    unit: dict[str, Any] = {"unit_kerja_id": town.units["DINAS"]}
    record(town, "2026", target="98", baseline="96", **unit)
    record(town, "2026-04", "BA/4", realisasi="97", **unit)
    record(town, "2026-06", None, realisasi="97.5", target="98.5", **unit)
    record(town, "2025-12", "BA/12", realisasi="10", **unit)
    seen = {
        period: tuple(
            measured(town, period, "unit_kerja", "year", name)[0]
            for name in ("baseline", "target", "realisasi", "bukti")
        )
        for period in ("2026-03", "2026-04", "2026-05", "2026-06")
    }
    assert seen == {
        "2026-03": (Decimal(96), Decimal(98), None, False),
        "2026-04": (Decimal(96), Decimal(98), Decimal(97), True),
        "2026-05": (Decimal(96), Decimal(98), Decimal(97), True),
        "2026-06": (Decimal(96), Decimal("98.5"), Decimal("97.5"), False),
    }
    assert measured(town, "2026-05", "unit_kerja", "period", "realisasi") == [None, None, None]


def test_evidence_is_told_beside_the_measure(town: Town):
    record(town, "2026-03", None, pegawai_id=town.people[RINA], realisasi="2")
    record(town, "2026-03", "SPP/1", pegawai_id=town.people[BUDI], realisasi="2")
    assert measured(town, "2026-03", "pegawai", "period", "bukti") == [None, True, False]
