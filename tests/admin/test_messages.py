"""H6, H13 and H15: SQL in messages, words put into our mouth by a link, markup in values."""

from __future__ import annotations

import logging

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import sessionmaker
from starlette.applications import Starlette
from starlette.testclient import TestClient

from kinerja_admin.admin import rows, saving
from kinerja_admin.admin.columns import faces
from kinerja_admin.db.scope import acting_as, system
from kinerja_admin.db.session import Session
from kinerja_admin.models.cuti import Cuti
from kinerja_admin.models.pegawai import Pegawai
from tests.admin.conftest import Visit
from tests.admin.form import BUDI
from tests.cast import Cast

SQL = ("INSERT", "UPDATE", "DELETE FROM", "sqlite3", "psycopg", "Traceback", "[SQL:", "sqlalche.me")


def test_plain_sqladmin_shows_the_statement(plain: TestClient):
    answer = plain.post("/admin/pegawai/create", data={**BUDI, "region": "serang"})
    assert answer.status_code == 400
    assert "INSERT INTO pegawai" in answer.text


def test_ours_says_which_field_is_taken(hr: Visit):
    answer = hr.submit("/data/pegawai/create", **BUDI)
    assert answer.status_code == 400
    assert "Sudah ada data dengan Daerah, NIP yang sama." in answer.text
    assert "Sudah dipakai data lain." in answer.text
    assert not [word for word in SQL if word in answer.text]


def test_what_was_typed_is_still_there(hr: Visit):
    answer = hr.submit("/data/pegawai/create", **{**BUDI, "gelar_depan": "Prof. <b>"})
    assert 'value="Prof. &lt;b&gt;"' in answer.text
    assert 'value="1990-01-15"' in answer.text
    assert '<option selected value="L">' in answer.text


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"tanggal_masuk": "1980-01-01"}, "Tanggal masuk harus sesudah tanggal lahir."),
        ({"alasan_keluar": "pensiun"}, "Alasan keluar hanya diisi bersama tanggal keluar."),
        ({"tanggal_lahir": "kemarin"}, "Tanggal tidak benar."),
        ({"jenis_kelamin": "X"}, "Pilihan tidak dikenal."),
        ({"nama": ""}, "Wajib diisi."),
    ],
)
def test_every_refusal_is_a_sentence(hr: Visit, wrong: dict[str, str], message: str):
    answer = hr.submit("/data/pegawai/create", **{**BUDI, "nip": "199001152015031007", **wrong})
    assert answer.status_code == 400
    assert message in answer.text
    assert not [word for word in SQL if word in answer.text]


def test_what_others_refer_to_is_not_deleted(hr: Visit, people: Cast):
    number = people.serang.operator
    answer = hr.submit("/data/pegawai/remove", pk=str(number))
    assert answer.status_code == 409
    assert "Masih ada data lain yang merujuk ke data ini" in answer.text
    assert hr.get(f"/data/pegawai/details/{number}").status_code == 200


def test_a_failure_is_a_number_and_the_log_has_the_rest(
    app: Starlette, hr: Visit, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def broken(*_: object) -> None:
        raise RuntimeError("kolom gaji: 5000000")

    monkeypatch.setattr(rows, "history", broken)
    with caplog.at_level(logging.ERROR):
        answer = hr.get("/data/pegawai/details/1")
    assert answer.status_code == 500
    assert "Terjadi kesalahan di dalam program" in answer.text
    assert "5000000" not in answer.text
    number = caplog.messages[0].split()[1].rstrip(":")
    assert number in answer.text


def test_an_unexpected_error_while_saving_keeps_the_form(hr: Visit, monkeypatch: pytest.MonkeyPatch):
    def broken(_row: object) -> str:
        raise RuntimeError("rahasia")

    monkeypatch.setattr(saving, "title_of", broken)
    answer = hr.submit("/data/pegawai/create", **{**BUDI, "nip": "199001152015031007"})
    assert answer.status_code == 400
    assert "Data tidak dapat disimpan" in answer.text
    assert "rahasia" not in answer.text
    assert 'value="199001152015031007"' in answer.text


def test_the_engine_hides_parameters(engine: Engine):
    assert engine.hide_parameters


def test_plain_sqladmin_says_what_a_link_tells_it_to(plain: TestClient):
    assert "Hubungi 0812" in plain.get("/admin/pegawai/list?error=Hubungi+0812").text


def test_ours_does_not(hr: Visit):
    assert "Hubungi 0812" not in hr.get("/data/pegawai/list?error=Hubungi+0812").text


PAYLOAD = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'


def test_markup_in_values_is_only_text(hr: Visit, people: Cast, session_factory: sessionmaker[Session]):
    number = people.serang.operator
    with acting_as(system("test")), session_factory.begin() as db:
        db.scalars(select(Pegawai).where(Pegawai.id == number)).one().nama = PAYLOAD
        leave = {"region_id": "serang", "pegawai_id": number, "jenis": "tahunan", "dasar": PAYLOAD}
        day = next(found for found in faces(Cuti) if found.key == "mulai").column.type.python_type(2026, 2, 2)
        db.add(Cuti(**leave, mulai=day, selesai=day))
    pages = ["/data/pegawai/list", f"/data/pegawai/details/{number}", f"/data/pegawai/edit/{number}", "/data/cuti/list"]
    pages += ["/data/cuti/details/1", "/data/cuti/edit/1", f"/data/pegawai/list?search={PAYLOAD}"]
    for page in pages:
        text = hr.get(page).text
        assert "&lt;script&gt;alert(1)" in text, page
        assert "<script>alert(1)" not in text, page
        assert "<img src=x" not in text, page
