"""A deletion that is refused says which records stand against it."""

from __future__ import annotations

from sqlalchemy.exc import NoResultFound
from starlette.requests import Request

from kinerja_admin.admin.safety.failures import failure
from tests.admin.conftest import Visit
from tests.cast import Cast


def test_what_refers_to_a_person_is_named(hr: Visit, people: Cast):
    answer = hr.submit("/data/pegawai/remove", pk=str(people.serang.kepala))
    assert answer.status_code == 409
    assert "Masih ada data lain yang merujuk ke data ini, sehingga tidak dapat dihapus." in answer.text
    assert "Yang masih merujuk: " in answer.text
    assert "Riwayat jabatan (1): Kepala Dinas (kelas 14) sejak 01-01-2024" in answer.text
    assert "Unit kerja (1): Dinas Kependudukan dan Pencatatan Sipil" in answer.text


def test_what_refers_to_a_unit_is_counted(hr: Visit, people: Cast):
    answer = hr.submit("/data/unit-kerja/remove", pk=str(people.serang.dukcapil))
    assert "Jabatan (2): " in answer.text
    assert "Mega" not in answer.text


def test_a_row_out_of_sight_is_a_page_that_is_not_there():
    scope = {"type": "http", "headers": [(b"accept", b"application/json")], "state": {}}
    assert failure(Request(scope), NoResultFound()).status_code == 404
