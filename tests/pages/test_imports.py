"""Importing on the pages: template, preview, correction, storing; only into what the person may write."""

from __future__ import annotations

import io
import re
from decimal import Decimal

import openpyxl
import pytest
from sqlalchemy import select

from kinerja_admin.db.scope import acting_as, system
from kinerja_admin.models.account import Account
from kinerja_admin.models.audit import Audit
from kinerja_admin.models.cuti import Cuti
from kinerja_admin.models.ukuran import Ukuran
from tests.pages.conftest import ORIGIN, Come, World, words_of
from tests.pages.uploading import upload

PATH = "/p/impor/cuti"
HEAD = "Pegawai;Jenis;Mulai;Selesai;Dasar"
GOOD = f"{HEAD}\n199001152015031002;Cuti tahunan;2/3/2026;3/3/2026;850/1"


def stored(world: World) -> list[Cuti]:
    with acting_as(system("look")), world.sessions() as session:
        return list(session.scalars(select(Cuti)))


def hidden(html: str) -> dict[str, str]:
    """What the form of a preview says again."""
    names = ("name", "content", "digest", "region")
    return {name: re.search(rf'name="{name}" value="([^"]*)"', html)[1] for name in names}  # type: ignore[index]


@pytest.mark.requirement("BT-43", "PP-42")
def test_a_file_is_previewed_and_stored_only_when_that_is_confirmed(come: Come, world: World):
    hana = come("hana")
    assert PATH in hana.get("/data/cuti/list").text
    assert "Baris dikenali dari: Pegawai, Mulai" in hana.said(PATH)
    shown = upload(hana, GOOD)
    assert shown.status_code == 200
    said = words_of(shown.text)
    assert "Baru 1 Berubah 0 Tetap 0 Salah 0" in said
    assert "199001152015031002 Cuti tahunan 2 Maret 2026 3 Maret 2026 850/1" in said
    assert stored(world) == []
    answer = hana.submit(f"{PATH}/simpan", **hidden(shown.text))
    assert answer.headers["location"] == "/data/cuti/list"
    assert "Tersimpan: 1 baru, 0 berubah." in hana.said("/data/cuti/list")
    assert len(stored(world)) == 1
    with acting_as(system("look")), world.sessions() as session:
        line = session.scalars(select(Audit).where(Audit.table_name == "cuti")).one()
        assert (line.actor, line.reason) == ("hana", "Impor cuti.csv")
    again = upload(hana, GOOD)
    assert "Semua isi berkas ini sudah tercatat" in words_of(again.text)
    assert 'name="digest"' not in again.text


def test_faults_are_said_at_their_cells_and_nothing_can_be_stored(come: Come, world: World):
    hana = come("hana")
    shown = upload(
        hana, f"{GOOD}\n123;Cuti panjang;kemarin;3/3/2026;\n199001152015031002;Cuti sakit;9/3/2026;8/3/2026;"
    )
    assert shown.status_code == 400
    said = words_of(shown.text)
    assert "Baru 1 Berubah 0 Tetap 0 Salah 2" in said
    for message in ("“123” tidak ada di Pegawai", "Pilihannya: Cuti tahunan", "“kemarin” bukan tanggal"):
        assert message in said
    assert "CHECK" not in said
    assert 'name="digest"' not in shown.text
    assert stored(world) == []


def test_what_changed_since_the_preview_is_previewed_again(come: Come, world: World):
    hana = come("hana")
    seen = hidden(upload(hana, GOOD).text)
    hana.submit(f"{PATH}/simpan", **seen)
    answer = hana.submit(f"{PATH}/simpan", **seen)
    assert answer.status_code == 409
    assert "Data berubah sejak pratinjau ini dibuat" in words_of(answer.text)
    assert len(stored(world)) == 1
    forged = hana.submit(f"{PATH}/simpan", **{**seen, "content": "%%%"})
    assert forged.status_code == 409


def test_nobody_imports_what_they_may_not_write(come: Come, world: World):
    for name in ("sari", "walikota", "teguh", "budi", "siti"):
        visit = come(name)
        assert visit.get(PATH).status_code == 403
        assert upload(visit, GOOD).status_code == 403
    hana = come("hana")
    for table in ("account", "run", "result", "region", "audit", "policy_file"):
        assert hana.get(f"/p/impor/{table}").status_code in (403, 404)
    assert hana.get("/p/impor/sqlite_master").status_code == 404
    assert upload(hana, GOOD, region="pangkalpinang").status_code == 403
    assert upload(come("yudi"), GOOD).status_code == 400
    assert stored(world) == []


def test_a_file_needs_the_forms_token(come: Come):
    answer = come("hana").post(PATH, files={"file": ("cuti.csv", GOOD.encode())}, headers=ORIGIN)
    assert answer.status_code == 403


def test_the_template_is_filled_in_and_read_back(come: Come, world: World):
    hana = come("hana")
    book = openpyxl.load_workbook(io.BytesIO(hana.get(f"{PATH}/templat.xlsx").content))
    sheet = book.worksheets[0]
    heads = [str(cell.value) for cell in next(sheet.iter_rows())]
    assert heads[:2] == ["Pegawai *", "Jenis *"]
    given = {"Pegawai": "199001152015031002", "Jenis": "Cuti sakit", "Mulai": "2026-03-02", "Selesai": "2026-03-03"}
    for place, head in enumerate(heads, 1):
        sheet.cell(2, place, given.get(head.removesuffix(" *")))
    file = io.BytesIO()
    book.save(file)
    assert "Baru 1" in words_of(upload(hana, file.getvalue(), name="cuti.xlsx").text)


def test_an_export_can_be_brought_back(come: Come, world: World):
    hana = come("hana")
    hana.submit(f"{PATH}/simpan", **hidden(upload(hana, GOOD).text))
    for kind in ("csv", "xlsx"):
        exported = hana.get(f"/data/cuti/export/{kind}").content
        said = words_of(upload(hana, exported, name=f"cuti.{kind}").text)
        assert "Baru 0 Berubah 0 Tetap 1 Salah 0" in said, kind


def test_a_file_that_is_none_is_said_so(come: Come):
    hana = come("hana")
    answer = upload(hana, "x", name="cuti.pdf")
    assert answer.status_code == 400
    assert "bukan berkas CSV atau Excel" in words_of(answer.text)
    nothing = hana.submit(PATH)
    assert "Pilih berkas dahulu" in words_of(nothing.text)


def test_a_formula_stays_text(come: Come, world: World):
    hana = come("hana")
    shown = upload(hana, GOOD.replace("850/1", "=1+1"))
    hana.submit(f"{PATH}/simpan", **hidden(shown.text))
    assert stored(world)[0].dasar == "=1+1"
    assert "'=1+1" in hana.get("/data/cuti/export/csv").text


def test_measures_brought_in_are_recorded_by_who_brought_them(come: Come, world: World):
    hana = come("hana")
    content = "Kebijakan;Indikator;Periode;Pegawai;Target;Realisasi\nhadiah;berkas;2026-03;199001152015031002;10;12,5"
    shown = upload(hana, content, path="/p/impor/ukuran", name="ukuran.csv")
    assert "Baru 1" in words_of(shown.text)
    hana.submit("/p/impor/ukuran/simpan", **hidden(shown.text))
    with acting_as(system("look")), world.sessions() as session:
        row = session.scalars(select(Ukuran)).one()
        assert row.realisasi == Decimal("12.5")
        assert session.get_one(Account, row.dicatat_oleh_id).username == "hana"
