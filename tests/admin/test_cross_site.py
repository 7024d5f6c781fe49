"""H2: sqladmin accepts a form posted from any site."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import sessionmaker
from starlette.testclient import TestClient

from kinerja_admin.db.scope import acting_as, system
from kinerja_admin.db.session import Session
from kinerja_admin.models.pegawai import Pegawai
from tests.admin.conftest import ORIGIN, Visit
from tests.cast import Cast

BUDI = {
    "nip": "199001152015031002",
    "nama": "Diubah dari luar",
    "jenis_kelamin": "L",
    "status": "PNS",
    "tanggal_lahir": "1990-01-15",
    "tanggal_masuk": "2015-03-01",
}
ELSEWHERE = [
    {"origin": "https://jahat.example", "sec-fetch-site": "cross-site"},
    {"origin": "http://lain.testserver", "sec-fetch-site": "same-site"},
    {"origin": "http://testserver:81"},
    {"origin": "null"},
    {"sec-fetch-site": "same-site"},
    {},
]


def name_of(sessions: sessionmaker[Session], number: int) -> str:
    with acting_as(system("test")), sessions() as db:
        return db.scalars(select(Pegawai.nama).where(Pegawai.id == number)).one()


def test_plain_sqladmin_is_written_to_from_another_site(
    plain: TestClient, people: Cast, session_factory: sessionmaker[Session]
):
    number = people.serang.operator
    plain.post(f"/admin/pegawai/edit/{number}", data={**BUDI, "region": "serang"}, headers=ELSEWHERE[0])
    assert name_of(session_factory, number) == "Diubah dari luar"


@pytest.mark.parametrize("headers", ELSEWHERE, ids=lambda headers: " ".join(headers.values()) or "no header")
def test_ours_refuses_what_comes_from_elsewhere_even_with_the_token(
    hr: Visit, people: Cast, session_factory: sessionmaker[Session], headers: dict[str, str]
):
    path = f"/data/pegawai/edit/{people.serang.operator}"
    fields = {**BUDI, "_stamp": hr.stamp(path), "csrf_token": hr.token()}
    assert hr.post(path, data=fields, headers=headers).status_code == 403
    assert name_of(session_factory, people.serang.operator) == "Budi Santoso"


@pytest.mark.parametrize("token", ["", "x" * 43, "é"])
def test_ours_refuses_a_form_without_the_session_s_token(hr: Visit, people: Cast, token: str):
    path = f"/data/pegawai/edit/{people.serang.operator}"
    answer = hr.post(path, data={**BUDI, "_stamp": hr.stamp(path), "csrf_token": token}, headers=ORIGIN)
    assert answer.status_code == 403
    assert "Formulir ini sudah tidak berlaku" in answer.text


def test_signing_in_needs_the_token_too(visit: Callable[..., Visit]):
    stranger = visit()
    stranger.get("/masuk")
    answer = stranger.post("/masuk", data={"username": "hr.serang", "password": "apa saja"}, headers=ORIGIN)
    assert answer.status_code == 403


def test_the_token_of_one_session_is_worth_nothing_in_another(hr: Visit, visit: Callable[..., Visit], people: Cast):
    other = visit("policy_admin.serang")
    path = f"/data/pegawai/edit/{people.serang.operator}"
    fields = {**BUDI, "_stamp": hr.stamp(path), "csrf_token": other.token()}
    assert hr.post(path, data=fields, headers=ORIGIN).status_code == 403


def test_the_refusal_is_a_page_in_the_reader_s_language(hr: Visit, visit: Callable[..., Visit]):
    answer = hr.post("/data/pegawai/create", data=BUDI)
    assert answer.status_code == 403
    assert "Kiriman ini ditolak karena bukan berasal dari halaman aplikasi ini." in answer.text
    assert "<html" in answer.text
    told = hr.post("/data/pegawai/create", data=BUDI, headers={"accept": "application/json"})
    assert told.json()["status"] == 403
    stranger = visit()
    stranger.cookies.set("kinerja_language", "en")
    answer = stranger.post("/masuk", data={}, headers=ELSEWHERE[0])
    assert answer.status_code == 403
    assert "it was not sent from a page of this application" in answer.text
