"""H11 and H12: addresses that cannot be read, and hosts that are not ours."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from kinerja_admin.admin.safety.identifiers import by_identifier
from kinerja_admin.app import LARGEST_BODY
from kinerja_admin.models.pegawai import Pegawai
from kinerja_admin.models.region import Region
from tests.admin.conftest import ORIGIN, Visit

NONSENSE = ["abc", "1;2", "%00", "1e9", "9" * 30, "-9" * 12, "٣", "..", "1/2"]


def test_plain_sqladmin_breaks(plain: TestClient):
    assert plain.get("/admin/pegawai/details/abc").status_code == 500
    assert plain.delete("/admin/pegawai/delete").status_code == 500


@pytest.mark.parametrize("key", NONSENSE)
@pytest.mark.parametrize("page", ["details", "edit"])
def test_ours_finds_nothing(hr: Visit, key: str, page: str):
    assert hr.get(f"/data/pegawai/{page}/{key}").status_code == 404


@pytest.mark.parametrize("key", ["", *NONSENSE[:5]])
def test_ours_deletes_nothing(hr: Visit, key: str):
    assert hr.get(f"/data/pegawai/remove?pk={key}").status_code == 404
    assert hr.submit("/data/pegawai/remove", pk=key).status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "page=abc",
        "page=-1",
        "page=0",
        "page=99999999999999999999",
        "pageSize=x",
        "pageSize=-5",
        "sortBy=password_hash",
        "sortBy=id",
        "sort=drop",
        "f-status=RAJA",
        "f-tanggal_masuk-from=kemarin",
        "f-tanggal_masuk-to=2026-02-30",
    ],
)
def test_a_wrong_address_is_said_to_be_wrong(hr: Visit, query: str):
    answer = hr.get(f"/data/pegawai/list?{query}")
    assert answer.status_code == 400
    assert "Alamat ini tidak terbaca" in answer.text


@pytest.mark.parametrize("key", ["abc", "1;2", "9" * 30])
def test_a_wrong_reference_in_a_filter_too(hr: Visit, key: str):
    assert hr.get(f"/data/cuti/list?f-pegawai_id={key}").status_code == 400


@pytest.mark.parametrize(
    "query", ["search=%00", "search=%25", "search=_", "search=" + "a " * 90, "page=7", "pageSize=1000"]
)
def test_a_strange_one_is_answered(hr: Visit, query: str):
    assert hr.get(f"/data/pegawai/list?{query}", follow_redirects=True).status_code == 200


def test_signs_of_sql_are_only_signs(hr: Visit):
    for sign in ("%", "_", "%%%"):
        assert "Tidak ada data yang cocok" in hr.get("/data/pegawai/list", params={"search": sign}).text
    assert "Budi Santoso" in hr.get("/data/pegawai/list", params={"search": "santoso BUDI"}).text


@pytest.mark.parametrize(
    "path", ["/data/nope/list", "/data/pegawai/nope", "/nope", "/data/login", "/data/pegawai/import"]
)
def test_what_is_not_there_is_a_page_of_ours(hr: Visit, path: str):
    answer = hr.get(path)
    assert answer.status_code == 404
    assert "Tidak ada apa-apa di sini" in answer.text


def test_too_much_is_not_read(hr: Visit, monkeypatch: pytest.MonkeyPatch):
    token = hr.token()
    fields = {"language": "en", "csrf_token": token, "next": "x" * (LARGEST_BODY + 1)}
    answer = hr.post("/bahasa", data=fields, headers=ORIGIN)
    assert answer.status_code == 413
    assert '<html lang="id">' in hr.get("/").text


def test_a_key_is_never_wider_than_one_row():
    assert "WHERE false" in str(by_identifier(Pegawai, "x")) or "0 = 1" in str(by_identifier(Pegawai, "x"))
    assert "region.code = " in str(by_identifier(Region, "serang"))


def test_plain_sqladmin_believes_any_host(plain: TestClient):
    page = plain.get("/admin/pegawai/list", headers={"host": "jahat.example"})
    assert "http://jahat.example/admin" in page.text


def test_ours_answers_to_its_own_name_alone(hr: Visit):
    assert hr.get("/data/pegawai/list", headers={"host": "jahat.example"}).status_code == 400
    assert "http://testserver" not in hr.get("/data/pegawai/list").text


@pytest.mark.parametrize(
    "target", ["//jahat.example", "https://jahat.example", "/\\jahat.example", "javascript:alert(1)", "", "x"]
)
def test_signing_in_leads_nowhere_else(hr: Visit, target: str):
    answer = hr.get("/masuk", params={"next": target})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


def test_signing_in_leads_back(hr: Visit):
    assert hr.get("/masuk", params={"next": "/data/cuti/list?page=1"}).headers["location"] == "/data/cuti/list?page=1"
