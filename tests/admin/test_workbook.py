"""A list as a workbook: every cell says what it is, so that a NIP stays a NIP and a formula stays text."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import sessionmaker

from kinerja_admin.admin import export
from kinerja_admin.db.scope import acting_as, system
from kinerja_admin.db.session import Session
from kinerja_admin.models.audit import Audit
from kinerja_admin.models.pegawai import Pegawai
from tests.admin.conftest import Visit
from tests.cast import Cast

FORMULA = '=HYPERLINK("http://jahat.example";"gaji")'


def sheets(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        names = sorted(name for name in book.namelist() if name.startswith("xl/worksheets/sheet"))
        return [book.read(name).decode() for name in names]


def texts(sheet: str) -> list[str]:
    return re.findall(r't="inlineStr"><is><t[^>]*>(.*?)</t>', sheet)


def test_numbers_of_people_are_text_cells(hr: Visit):
    answer = hr.get("/data/pegawai/export/xlsx")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == 'attachment; filename="pegawai.xlsx"'
    (sheet,) = sheets(answer.content)
    assert {"NIP", "Nama", "199001152015031002", "Budi Santoso"} <= set(texts(sheet))
    assert "<v>199001152015031002" not in sheet
    assert re.search(r'<c r="[A-Z]+2" s="\d+"><v>\d{5}</v></c>', sheet)  # days are days


def test_nothing_is_run_and_nothing_is_lost(hr: Visit, people: Cast, session_factory: sessionmaker[Session]):
    with acting_as(system("test")), session_factory.begin() as db:
        db.get_one(Pegawai, people.rina).nama = FORMULA
        db.get_one(Pegawai, people.serang.operator).gelar_depan = "https://jahat.example"
    (sheet,) = sheets(hr.get("/data/pegawai/export/xlsx").content)
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet.lower().replace("=hyperlink(", "")
    assert '=HYPERLINK("http://jahat.example";"gaji")' in [text.replace("&quot;", '"') for text in texts(sheet)]


def test_search_filter_order_and_note_are_those_of_the_list(hr: Visit, session_factory: sessionmaker[Session]):
    query = "search=a&f-jenis_kelamin=P&sortBy=nama&sort=desc"
    (sheet,) = sheets(hr.get(f"/data/pegawai/export/xlsx?{query}").content)
    names = [text for text in texts(sheet) if text in {"Siti Aminah", "Budi Santoso", "Rina Wulandari"}]
    assert names == ["Siti Aminah", "Rina Wulandari"]
    with acting_as(system("test")), session_factory() as db:
        entry = db.scalars(select(Audit).where(Audit.action == "export")).one()
        assert (entry.table_name, entry.region_id) == ("pegawai", "serang")
    assert hr.get("/data/pegawai/export/xlsx?f-jenis_kelamin=x").status_code == 400


def test_a_full_sheet_begins_another(hr: Visit, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(export, "MOST_LINES", 2)
    first, second = sheets(hr.get("/data/pegawai/export/xlsx").content)
    assert "NIP" in texts(first)
    assert "NIP" in texts(second)
    assert first.count("<row ") == 3
    assert second.count("<row ") == 2


def test_the_list_offers_both(hr: Visit, visit: Callable[..., Visit]):
    page = hr.get("/data/pegawai/list?search=a").text
    assert 'href="/data/pegawai/export/xlsx?search=a"' in page
    assert 'href="/data/pegawai/export/csv?search=a"' in page
    assert visit("pegawai.serang").get("/data/pegawai/export/xlsx").status_code == 403
