"""Facts about plans, ratings and projects."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from kinerja_admin.db.scope import acting_as, system
from kinerja_admin.models.anggota_proyek import AnggotaProyek
from kinerja_admin.models.butir_rencana import ButirRencana
from kinerja_admin.models.capaian import Capaian
from kinerja_admin.models.penilaian import Penilaian
from kinerja_admin.models.penilaian_perilaku import PenilaianPerilaku
from kinerja_admin.models.proyek import Proyek
from tests.services.sources.plans import plan
from tests.services.town import BUDI, RINA, SITI, Town, day


def test_without_a_plan(town: Town):
    wanted = ("rencana.status", "rencana.jumlah_butir", "rencana.bobot", "rencana.realisasi")
    assert town.facts("2026-03", RINA, *wanted) == ("belum_ada", 0, (), ())


def test_an_approved_plan_with_the_last_report(town: Town):
    plan(town, RINA, "disetujui")
    wanted = [f"rencana.{name}" for name in ("status", "jumlah_butir", "bobot", "target", "realisasi", "arah")]
    assert town.facts("2026-03", RINA, *wanted) == (
        "disetujui",
        2,
        (Decimal(60), Decimal(40)),
        (Decimal(120), Decimal("2.5")),
        (Decimal("21.25"), None),
        ("naik", "turun"),
    )
    assert town.fact("2026-01", RINA, "rencana.realisasi") == (Decimal(8), None)
    assert town.fact("2026-12", RINA, "rencana.realisasi") == (Decimal(60), None)


def test_the_plan_is_that_of_the_period_s_year(town: Town):
    plan(town, RINA, "disetujui", 2025)
    assert town.facts("2026-01", RINA, "rencana.status", "rencana.target") == ("belum_ada", ())


def test_items_of_a_plan_that_is_not_approved_are_counted_but_not_given(town: Town):
    plan(town, RINA, "diajukan")
    wanted = ("rencana.status", "rencana.jumlah_butir", "rencana.bobot")
    assert town.facts("2026-03", RINA, *wanted) == ("diajukan", 2, ())


@pytest.mark.requirement("KM-08", "KM-21")
def test_months_count_once_every_item_has_its_report(town: Town):
    number = plan(town, RINA, "disetujui")
    first, second = (row for row in _items(town, number))
    wanted = ("capaian.bulan_dilaporkan", "capaian.butir_tanpa_bukti")
    assert town.facts("2026-03", RINA, *wanted) == (0, 1)
    for month in (1, 3):
        town.add(Capaian, butir_rencana_id=second, bulan=month, realisasi=Decimal(1), bukti="Berita acara")
    town.add(Capaian, butir_rencana_id=first, bulan=3, realisasi=Decimal(22), bukti="  ")
    assert town.facts("2026-01", RINA, *wanted) == (1, 1)
    assert town.facts("2026-03", RINA, *wanted) == (2, 1)
    town.add(Capaian, butir_rencana_id=first, bulan=4, realisasi=Decimal(23), bukti="Laporan April")
    assert town.facts("2026-04", RINA, *wanted) == (2, 0)
    assert town.facts("2026-03", SITI, *wanted) == (0, 0)


def _items(town: Town, plan_id: int) -> list[int]:
    with acting_as(system("test")), town.sessions() as session:
        found = select(ButirRencana.id).where(ButirRencana.rencana_id == plan_id).order_by(ButirRencana.nomor)
        return list(session.scalars(found))


def rate(town: Town, nip: str, by: str, period: str = "2026-03", **words: str) -> int:
    """A rating of a period."""
    return town.add(Penilaian, pegawai_id=town.people[nip], penilai_id=town.people[by], periode=period, **words)


def test_ratings_of_exactly_the_period(town: Town):
    rate(town, RINA, BUDI, hasil_kerja="di_atas_ekspektasi", perilaku_kerja="sesuai_ekspektasi")
    wanted = ("penilaian.hasil_kerja", "penilaian.perilaku_kerja")
    assert town.facts("2026-03", RINA, *wanted) == ("di_atas_ekspektasi", "sesuai_ekspektasi")
    assert town.facts("2026-04", RINA, *wanted) == (None, None)
    assert town.facts("2026-Q1", RINA, *wanted) == (None, None)


def test_the_seven_values_keep_their_places(town: Town):
    number = rate(town, RINA, BUDI)
    for aspect, value in (("loyal", "88.5"), ("akuntabel", "90"), ("adaptif", None)):
        town.add(PenilaianPerilaku, penilaian_id=number, aspek=aspect, nilai=Decimal(value) if value else None)
    values = (None, Decimal(90), None, None, Decimal("88.5"), None, None)
    assert town.fact("2026-03", RINA, "penilaian.nilai_perilaku") == values
    assert town.fact("2026-03", SITI, "penilaian.nilai_perilaku") == (None,) * 7


def test_subordinates_who_are_not_completely_rated(town: Town):
    town.add_person("199803012022032901", "Dewi Lestari", "LOKET")
    rate(town, RINA, BUDI, hasil_kerja="sesuai_ekspektasi", perilaku_kerja="sesuai_ekspektasi")
    rate(town, "199803012022032901", BUDI, hasil_kerja="sesuai_ekspektasi")
    found = [town.fact("2026-03", nip, "penilaian.bawahan_belum_dinilai") for nip in (SITI, BUDI, RINA)]
    assert found == [1, 1, 0]


def test_subordinates_belong_to_the_holder_and_else_to_who_acts(town: Town):
    town.add_person("198001012005011901", "Eko Prasetya", "ANALIS", tanggal_masuk=day("2025-01-01"))
    town.hold("198001012005011901", "KADIS", day("2026-03-01"), None, "plt")
    found = [town.fact("2026-03", nip, "penilaian.bawahan_belum_dinilai") for nip in (SITI, "198001012005011901")]
    assert found == [1, 0]


def project(
    town: Town, code: str, due: str, done: str | None, *, spent: int | None = None, part: str = "anggota"
) -> None:
    """A project of Rina's."""
    number = town.add(
        Proyek,
        kode=code,
        nama=code,
        unit_kerja_id=town.units["DINAS"],
        jatuh_tempo=day(due),
        selesai=day(done) if done else None,
        pagu=100_000_000,
        realisasi=spent,
    )
    town.add(AnggotaProyek, proyek_id=number, pegawai_id=town.people[RINA], peran=part)


def test_projects_of_the_year_up_to_the_period(town: Town):
    project(town, "A", "2025-12-31", "2026-01-02", spent=98_000_000, part="ketua")
    project(town, "B", "2026-03-31", "2026-04-01", spent=90_000_000)
    project(town, "C", "2026-02-15", None)
    project(town, "D", "2026-04-30", "2026-03-30", spent=100_000_000)
    project(town, "E", "2025-11-30", "2025-11-30", spent=1)
    project(town, "F", "2026-04-01", None)
    wanted = [f"proyek.{name}" for name in ("jatuh_tempo", "selesai", "pagu", "realisasi", "peran")]
    assert town.facts("2026-03", RINA, *wanted) == (
        (date(2025, 12, 31), date(2026, 2, 15), date(2026, 3, 31), date(2026, 4, 30)),
        (date(2026, 1, 2), None, None, date(2026, 3, 30)),
        (100_000_000,) * 4,
        (98_000_000, None, 90_000_000, 100_000_000),
        ("ketua", "anggota", "anggota", "anggota"),
    )
    done = town.fact("2026-04", RINA, "proyek.selesai")
    assert done == (date(2026, 1, 2), None, date(2026, 4, 1), None, date(2026, 3, 30))
    assert town.fact("2026-03", SITI, "proyek.peran") == ()
