"""H8 and the export around it: formulas, memory, what is exported, and who is told."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import sessionmaker
from starlette.applications import Starlette
from starlette.testclient import TestClient

from kinerja_admin.admin import export
from kinerja_admin.admin.safety.formula import neutralise
from kinerja_admin.db.scope import acting_as, system
from kinerja_admin.db.session import Session
from kinerja_admin.models.audit import Audit
from kinerja_admin.models.pegawai import Pegawai
from kinerja_admin.models.unit_kerja import UnitKerja
from tests.admin.conftest import Visit
from tests.cast import Cast

FORMULA = '=HYPERLINK("http://jahat.example";"gaji")'


def rename(sessions: sessionmaker[Session], number: int, name: str) -> None:
    with acting_as(system("test")), sessions.begin() as db:
        db.scalars(select(Pegawai).where(Pegawai.id == number)).one().nama = name


def table(answer_text: str, delimiter: str = ";") -> list[dict[str, str]]:
    return list(
        csv.DictReader(io.StringIO(answer_text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")), delimiter=delimiter)
    )


def test_plain_sqladmin_exports_the_formula(plain: TestClient, people: Cast, session_factory: sessionmaker[Session]):
    rename(session_factory, people.serang.operator, FORMULA)
    rows = table(plain.get("/admin/pegawai/export/csv").text, ",")
    assert FORMULA in {row["nama"] for row in rows}


def test_ours_exports_text(hr: Visit, people: Cast, session_factory: sessionmaker[Session]):
    rename(session_factory, people.serang.operator, FORMULA)
    names = {row["Nama"] for row in table(hr.get("/data/pegawai/export/csv").text)}
    assert names == {"Siti Aminah", "Rina Wulandari", f"'{FORMULA}"}


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+62812", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "  =1", "|x", "%x", "-a", "＝1"[:0] + "=cmd|' /C calc'!A0"],
)
def test_what_a_spreadsheet_would_run_is_neutralised(text: str):
    assert neutralise(text) == (text if text == "+62812" else f"'{text}")


@pytest.mark.parametrize("text", ["", "Budi", "-5", "+7", "-1.234,50", "12%", "1=1", "a-b", "2026-01-31"])
def test_what_is_harmless_stays(text: str):
    assert neutralise(text) == text


def test_plain_sqladmin_ignores_the_search(plain: TestClient):
    assert len(table(plain.get("/admin/pegawai/export/csv?search=Budi").text, ",")) == 5


def test_ours_exports_what_the_list_shows_in_its_order(hr: Visit):
    found = table(hr.get("/data/pegawai/export/csv?f-jenis_kelamin=P&sortBy=nama&sort=desc").text)
    assert [row["Nama"] for row in found] == ["Siti Aminah", "Rina Wulandari"]
    assert [row["Jenis kelamin"] for row in found] == ["Perempuan", "Perempuan"]
    assert found[0]["Daerah"] == "Kota Serang"
    assert found[0]["Tanggal lahir"] == "1975-04-12"


def test_in_english_it_is_an_english_file(hr: Visit):
    hr.submit("/bahasa", language="en", next="/")
    text = hr.get("/data/pegawai/export/csv").text
    assert text.splitlines()[0].count(",") > 5
    assert {row["Sex"] for row in table(text, ",")} == {"Male", "Female"}


def test_it_has_no_secrets_and_is_a_download(visit: Callable[..., Visit]):
    answer = visit("nasional").get("/data/account/export/csv")
    assert answer.headers["content-disposition"] == 'attachment; filename="account.csv"'
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "argon2" not in answer.text
    assert "Kata sandi" not in answer.text


def test_a_wrong_filter_is_refused_before_anything_is_sent(hr: Visit):
    assert hr.get("/data/pegawai/export/csv?f-status=RAJA").status_code == 400
    assert hr.get("/data/pegawai/export/json").status_code == 404


def test_it_is_written_down_who_took_what(hr: Visit, session_factory: sessionmaker[Session]):
    hr.get("/data/pegawai/export/csv?search=Budi&f-status=PNS")
    with acting_as(system("test")), session_factory() as db:
        line = db.scalars(select(Audit).where(Audit.action == "export")).one()
        assert (line.actor, line.region_id, line.table_name) == ("hr.serang", "serang", "pegawai")
        assert line.after == {"search": ["Budi"], "f-status": ["PNS"]}


def test_rows_come_in_batches_and_references_once_each(
    app: Starlette, hr: Visit, session_factory: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch
):
    with acting_as(system("test")), session_factory.begin() as db:
        db.add_all(UnitKerja(region_id="serang", kode=f"K{n}", nama=f"Kel {n}", jenis="kelurahan") for n in range(60))
    monkeypatch.setattr(export, "BATCH", 20)
    statements: list[str] = []
    engine = app.state.door.session_maker.kw["bind"]
    event.listen(engine, "before_cursor_execute", lambda *given: statements.append(given[2]))
    answer = hr.get("/data/unit-kerja/export/csv")
    assert len(table(answer.text)) == 61
    of_units = [text for text in statements if "FROM unit_kerja" in text or "FROM region" in text]
    assert len(of_units) < 12, of_units
