"""H1: sqladmin serves any file under the working directory whose name stands in a text column."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.admin.conftest import Visit
from tests.cast import Cast


@pytest.fixture
def secret_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rahasia.env").write_text("SECRET_KEY=1")
    return "rahasia.env"


def test_plain_sqladmin_gives_the_file_away(plain: TestClient, people: Cast, secret_file: str):
    number = people.serang.operator
    answer = plain.get(f"/admin/pegawai/edit/{number}")
    assert answer.status_code == 200
    fields = {"nip": "199001152015031002", "nama": "Budi", "jenis_kelamin": "L", "status": "PNS"}
    dates = {"tanggal_lahir": "1990-01-15", "tanggal_masuk": "2015-03-01"}
    plain.post(
        f"/admin/pegawai/edit/{number}", data={**fields, **dates, "gelar_depan": secret_file, "region": "serang"}
    )
    assert plain.get(f"/admin/pegawai/{number}/gelar_depan/download/").text == "SECRET_KEY=1"


@pytest.mark.parametrize("what", ["download", "preview"])
def test_ours_serves_no_file(hr: Visit, people: Cast, secret_file: str, what: str):
    number = people.serang.operator
    path = f"/data/pegawai/edit/{number}"
    fields = {"nip": "199001152015031002", "nama": "Budi Santoso", "jenis_kelamin": "L", "status": "PNS"}
    dates = {"tanggal_lahir": "1990-01-15", "tanggal_masuk": "2015-03-01"}
    saved = hr.submit(path, **fields, **dates, gelar_depan=secret_file, _stamp=hr.stamp(path))
    assert saved.status_code == 303
    assert hr.get(f"/data/pegawai/{number}/gelar_depan/{what}/").status_code == 404
