"""Lists say what people look for in them: where somebody works, whose achievement it is, which post is meant."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.orm import sessionmaker

from kinerja_admin.db.scope import acting_as, system
from kinerja_admin.db.session import Session
from kinerja_admin.models.butir_rencana import ButirRencana
from kinerja_admin.models.capaian import Capaian
from kinerja_admin.models.jabatan import Jabatan
from kinerja_admin.models.rencana import Rencana
from kinerja_admin.models.riwayat_jabatan import RiwayatJabatan
from kinerja_admin.models.ukuran import Ukuran
from kinerja_admin.models.unit_kerja import UnitKerja
from tests.admin.conftest import Visit
from tests.cast import Cast


def line(page: str, name: str) -> str:
    """The row of a list in which a name stands, as text."""
    found = next(row for row in re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL) if name in row)
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found)))


@pytest.fixture
def health(people: Cast, session_factory: sessionmaker[Session]) -> int:
    """A second unit, with a post of the same name and class, once held by Budi and now by Rina."""
    with acting_as(system("test")), session_factory.begin() as db:
        unit = UnitKerja(region_id="serang", kode="DINKES", nama="Dinas Kesehatan", jenis="dinas")
        post = Jabatan(
            region_id="serang", kode="OPS2", nama="Operator Layanan", unit_kerja=unit, jenis="pelaksana", kelas=6
        )
        db.add_all([unit, post])
        db.flush()
        for person, mulai, selesai in (
            (people.rina, date(2024, 1, 1), None),
            (people.serang.operator, date(2023, 1, 1), date(2023, 12, 31)),
        ):
            db.add(
                RiwayatJabatan(
                    region_id="serang", pegawai_id=person, jabatan=post, unit_kerja=unit, mulai=mulai, selesai=selesai
                )
            )
        return unit.id


def test_people_are_listed_with_their_unit_post_and_class(hr: Visit, health: int):
    page = hr.get("/data/pegawai/list").text
    assert "Dinas Kependudukan dan Pencatatan Sipil Operator Layanan 6" in line(page, "Budi Santoso")
    assert "Dinas Kesehatan Operator Layanan 6" in line(page, "Rina Wulandari")
    assert ">Kelas jabatan</th>" in page


def test_people_are_filtered_by_the_unit_of_today(hr: Visit, health: int):
    page = hr.get(f"/data/pegawai/list?f-unit_kerja_id={health}").text
    assert "Rina Wulandari" in page
    assert "Budi Santoso" not in page
    assert "Unit kerja: " in page
    exported = hr.get(f"/data/pegawai/export/csv?f-unit_kerja_id={health}").text
    assert "Rina Wulandari" in exported
    assert "Budi Santoso" not in exported
    assert hr.get("/data/pegawai/list?f-unit_kerja_id=x").status_code == 400


def test_another_region_s_unit_leaves_nobody(visit: Callable[..., Visit], health: int):
    page = visit("hr.pangkalpinang").get(f"/data/pegawai/list?f-unit_kerja_id={health}").text
    assert "Mega Lestari" not in page
    assert "Rina Wulandari" not in page


@pytest.mark.parametrize("search", ["Wulandari, Rina", "rina wulandari", "Wulandari Rina", "2003 wulan", ",Rina,"])
def test_words_are_found_in_any_order_and_commas_part_them(hr: Visit, search: str):
    page = hr.get("/data/pegawai/list", params={"search": search}).text
    assert ">Rina Wulandari</a>" in page or "Rina Wulandari" in line(page, "199512302020122003")
    assert "Budi Santoso" not in page


def test_a_comma_alone_is_no_search(hr: Visit):
    assert "Budi Santoso" in hr.get("/data/pegawai/list?search=,").text


def test_posts_of_one_name_are_told_apart(hr: Visit, health: int):
    form = html.unescape(hr.get("/data/riwayat-jabatan/create").text)
    assert "Operator Layanan (kelas 6) · Dinas Kesehatan" in form
    assert "Operator Layanan (kelas 6) · Dinas Kependudukan dan Pencatatan Sipil" in form


def test_an_achievement_says_whose_it_is(hr: Visit, people: Cast, session_factory: sessionmaker[Session]):
    with acting_as(system("test")), session_factory.begin() as db:
        plan = Rencana(region_id="serang", pegawai_id=people.serang.operator, tahun=2026)
        item = ButirRencana(
            region_id="serang", rencana=plan, nomor=1, uraian="Akta", bobot=Decimal(100), target=Decimal(9), satuan="n"
        )
        db.add_all([item, Capaian(region_id="serang", butir_rencana=item, bulan=3, realisasi=Decimal(2))])
    assert "Budi Santoso (199001152015031002)" in line(hr.get("/data/capaian/list").text, "Akta")


def test_measures_are_read_without_needless_zeros(hr: Visit, people: Cast, session_factory: sessionmaker[Session]):
    with acting_as(system("test")), session_factory.begin() as db:
        row = Ukuran(
            region_id="serang",
            policy="tpp",
            indicator="angka_kemiskinan",
            periode="2026-03",
            unit_kerja_id=people.serang.dukcapil,
            target=Decimal("1234.500000"),
            realisasi=Decimal(87),
        )
        db.add(row)
        db.flush()
        number = row.id
    text = line(hr.get("/data/ukuran/list").text, "Angka kemiskinan")
    assert " 1.234,5 " in text
    assert " 87 " in text
    assert 'value="1.234,5"' in hr.get(f"/data/ukuran/edit/{number}").text
