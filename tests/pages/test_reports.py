"""The reports: who opens which, what the filters do, and files that say the same as the page."""

from __future__ import annotations

import csv
import io
from datetime import date

import openpyxl
import pytest
from sqlalchemy import select

from kinerja_admin.admin.pages.report_charts import Point, bar_chart, line_chart
from kinerja_admin.db.scope import acting_as, system
from kinerja_admin.models.audit import Audit
from kinerja_admin.models.peserta_sosialisasi import PesertaSosialisasi
from kinerja_admin.models.sosialisasi import Sosialisasi
from kinerja_admin.models.unit_kerja import UnitKerja
from kinerja_admin.services.reports import REPORTS
from tests.cast import person
from tests.pages.conftest import ORIGIN, Come, World

REACH = "/p/laporan/sosialisasi-unit"


@pytest.fixture
def event(world: World) -> World:
    """A socialisation to which Siti came and Budi did not; below the office there is a counter without people."""
    town = world.cast.serang
    with acting_as(system("cast")), world.sessions.begin() as session:
        row = Sosialisasi(region_id="serang", kode="S1", judul="Aturan baru", tanggal=date(2026, 1, 14))
        session.add(row)
        session.flush()
        for who, came in ((town.kepala, True), (town.operator, False)):
            session.add(
                PesertaSosialisasi(region_id="serang", sosialisasi_id=row.id, pegawai_id=who, hadir=came)
            )  # fmt: skip
        session.add(
            UnitKerja(region_id="serang", kode="LOKET", nama="Loket", jenis="seksi", induk_id=town.dukcapil)
        )  # fmt: skip
    return world


def test_the_catalogue_offers_what_a_reader_may_open(world: World, come: Come):
    staff, leader = come("hana").said("/p/laporan"), come("walikota").said("/p/laporan")
    for title in ("Kewajiban menurut tahapan", "Produktivitas menurut unit", "Penghargaan menurut unit"):
        assert title in staff
        assert title in leader
    assert "Siapa yang masih berkewajiban" in staff
    assert "Siapa yang masih berkewajiban" not in leader
    assert come("budi").get("/p/laporan").status_code == 403
    assert come("walikota").get("/p/laporan/kewajiban-terbuka").status_code == 404
    assert come("walikota").get("/p/laporan/kewajiban-terbuka/laporan.csv").status_code == 404


def test_every_report_opens_in_both_languages(event: World, come: Come):
    hana = come("hana")
    for name in REPORTS:
        answer = hana.get(f"/p/laporan/{name}")
        assert answer.status_code == 200, name
        assert " style=" not in answer.text.split("<main", 1)[1], name
    hana.post("/bahasa", data={"language": "en", "csrf_token": hana.token(), "next": "/"}, headers=ORIGIN)
    page = hana.said(REACH)
    assert "Reach of socialisation by unit" in page
    assert "Not reached yet" in page


@pytest.mark.requirement("BT-35")
def test_a_report_has_its_filters_table_and_files(event: World, come: Come):
    hana = come("hana")
    page = hana.said(f"{REACH}?periode=2026")
    assert "Dinas Kependudukan dan Pencatatan Sipil 2 1 1 0 1 50,0%" in page
    assert "Semua 3 1 1 0 2 33,3%" in page
    below = event_unit(event, "LOKET")
    assert "Belum ada catatan" in hana.said(f"{REACH}?unit={below}")
    within = hana.said(f"{REACH}?unit={event.cast.serang.dukcapil}")
    assert "Dinas Kependudukan dan Pencatatan Sipil 2 1 1 0 1 50,0%" in within
    assert "Semua 3" not in within
    rows = list(
        csv.reader(io.StringIO(hana.get(f"{REACH}/laporan.csv?periode=2026").text.lstrip("\ufeff")), delimiter=";")
    )
    assert rows[0][0] == "Unit kerja"
    assert ["Dinas Kependudukan dan Pencatatan Sipil", "2", "1", "1", "0", "1", "50,0"] in rows
    assert rows[-1] == ["Semua", "3", "1", "1", "0", "2", "33,3"]
    book = openpyxl.load_workbook(io.BytesIO(hana.get(f"{REACH}/laporan.xlsx?periode=2026").content))
    lines = list(book.worksheets[0].iter_rows(values_only=True))
    assert lines[-1] == ("Semua", 3, 1, 1, 0, 2, 33.3)
    assert ("Daerah", "Kota Serang") in list(book.worksheets[1].iter_rows(values_only=True))
    with acting_as(system("look")), event.sessions() as session:
        noted = session.scalars(select(Audit).where(Audit.action == "export")).all()
        assert [(one.region_id, one.table_name) for one in noted] == [("serang", "peserta_sosialisasi")] * 2


def event_unit(world: World, code: str) -> int:
    """The number of a unit of Serang."""
    with acting_as(system("look")), world.sessions() as session:
        found = session.scalar(select(UnitKerja.id).where(UnitKerja.kode == code, UnitKerja.region_id == "serang"))
        assert found is not None
        return found


def test_names_are_for_those_who_may_know_people(event: World, come: Come):
    page = come("teguh").said("/p/laporan/sosialisasi-belum")
    assert "Budi Santoso" in page
    assert "Siti Aminah" not in page


@pytest.mark.requirement("PP-37")
def test_a_leader_is_not_told_of_small_groups(event: World, come: Come):
    leader = come("walikota")
    page = leader.said(f"{REACH}?periode=2026")
    assert "Kelompok yang kurang dari lima orang" in page
    assert "··· ··· ··· ··· ··· ···" in page
    assert "50,0%" not in page
    rows = leader.get(f"{REACH}/laporan.csv?periode=2026").text
    assert "tidak ditampilkan" in rows
    assert ";2;1" not in rows


def test_of_enough_people_a_leader_is_told(event: World, come: Come):
    with acting_as(system("cast")), event.sessions.begin() as session:
        for number in range(8):
            nip = f"1991010120150310{number + 10:02d}"
            session.add(person("serang", nip, f"Pegawai {number}", "L", tanggal_masuk=date(2020, 1, 1)))
    page = come("walikota").said("/p/laporan/pelatihan-unit?periode=2026")
    assert "Semua 11 0 11 0 0,0% 0,0" in page


def test_what_is_not_there_is_not_found(event: World, come: Come):
    hana = come("hana")
    abroad = event.cast.pangkalpinang.dukcapil
    for path in (
        "/p/laporan/tidak-ada",
        f"{REACH}?daerah=pangkalpinang",
        f"{REACH}?unit={abroad}",
        f"{REACH}?unit=siti",
        f"{REACH}?periode=2026-03",
        "/p/laporan/produktivitas-waktu?periode=2026",
        "/p/laporan/produktivitas-waktu?sejak=kemarin",
    ):
        assert hana.get(path).status_code == 404, path


def test_a_national_administrator_chooses_the_region(event: World, come: Come):
    centre = come("pusat")
    assert "Aturan baru" in centre.said("/p/laporan/sosialisasi?daerah=serang&periode=2026")
    assert "Aturan baru" not in centre.said("/p/laporan/sosialisasi?daerah=pangkalpinang&periode=2026")
    assert "Aturan baru" not in come("yudi").said("/p/laporan/sosialisasi?periode=2026")


def test_bars_leave_out_what_is_not_told_and_grow_from_zero():
    points = [Point("<b>Dinas", None, "···"), Point("Bidang", -1, "-1"), Point("Loket", 3, "3")]  # type: ignore[arg-type]
    drawn = bar_chart(points, "Selisih")
    assert drawn.count("<rect") == 3
    assert 'width="0.0"' in drawn
    assert drawn.count('class="loss"') == 1
    assert "&lt;b&gt;Dinas" in drawn


def test_a_line_has_a_gap_where_a_month_is_not_known():
    points = [Point(f"Bulan {at}", value, str(value)) for at, value in enumerate((1, 2, None, 4))]  # type: ignore[arg-type]
    drawn = line_chart(points, "Nilai")
    assert drawn.count('class="trend"') == 1
    assert drawn.count("<circle") == 3
