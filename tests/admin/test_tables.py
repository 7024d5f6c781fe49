"""Every table on both engines: list, details, form, export; and a row from its birth to its end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import sessionmaker
from starlette.applications import Starlette

from kinerja_admin.app import tables
from kinerja_admin.db.scope import acting_as, system
from kinerja_admin.db.session import Session
from kinerja_admin.models.base import AccountOwned
from kinerja_admin.models.cuti import Cuti
from tests.admin.conftest import Visit
from tests.cast import Cast
from tests.databases import Databases


@pytest.fixture(params=["sqlite", "postgresql"])
def databases(request: pytest.FixtureRequest) -> Databases:
    name = "sqlite_databases" if request.param == "sqlite" else "postgres_databases"
    made: Databases = request.getfixturevalue(name)
    return made


def reader(visit: Callable[..., Visit], path: str, known: dict[bool, Visit]) -> Visit:
    """The national administrator; personnel staff where not even that one may look."""
    confidential = path in {"/data/keluarga", "/data/status-ptkp", "/data/umpan-balik"}
    if confidential not in known:
        known[confidential] = visit("hr.serang" if confidential else "nasional")
    return known[confidential]


def test_every_table_has_its_pages(visit: Callable[..., Visit], session_factory: sessionmaker[Session]):
    known: dict[bool, Visit] = {}
    for model in tables():
        if issubclass(model, AccountOwned):
            continue
        path = f"/data/{model.__tablename__.replace('_', '-')}"
        client = reader(visit, path, known)
        page = client.get(f"{path}/list")
        assert page.status_code == 200, path
        assert client.get(f"{path}/list?search=a&pageSize=50").status_code == 200, path
        assert client.get(f"{path}/export/csv").status_code == 200, path
        assert client.get(f"{path}/create").status_code in {200, 403}, path
        with acting_as(system("test")), session_factory() as db:
            row: Any = db.scalars(select(model)).first()
            key = None if row is None else next(iter(row.__mapper__.primary_key_from_instance(row)))
        if key is not None:
            assert client.get(f"{path}/details/{key}").status_code == 200, path
            assert client.get(f"{path}/edit/{key}").status_code in {200, 403}, path


def test_every_filter_and_order_runs(visit: Callable[..., Visit], app: Starlette):
    known: dict[bool, Visit] = {}
    for view in app.state.door.tables:
        client = reader(visit, f"/data/{view.identity}", known)
        path = f"/data/{view.identity}/list"
        for key in view.sortable:
            assert client.get(path, params={"sortBy": key, "sort": "desc"}).status_code == 200, (path, key)
        with_all = {}
        for found in view.filters(_Empty()):
            name = found.parameter
            if found.choices:
                with_all[name] = found.choices[0][0]
            elif found.face.kind == "reference":
                with_all[name] = "serang" if found.face.key == "region_id" else "1"
            else:
                with_all |= {f"{name}-from": "2020-01-01", f"{name}-to": "2030-12-31"}
        assert client.get(path, params=with_all).status_code == 200, (path, with_all)


class _Empty:
    """An address that asks for nothing, of somebody who sees several regions."""

    query_params: Any
    scope: Any

    def __init__(self) -> None:
        from starlette.datastructures import QueryParams

        self.query_params = QueryParams("")
        self.scope = {"state": {}}


def test_a_row_from_its_birth_to_its_end(hr: Visit, people: Cast, session_factory: sessionmaker[Session]):
    fields = {
        "pegawai_id": str(people.serang.operator),
        "jenis": "tahunan",
        "mulai": "2026-02-02",
        "selesai": "2026-02-04",
    }
    made = hr.submit("/data/cuti/create", **fields, dasar=" 851/12 ")
    assert made.status_code == 303, made.text
    page = hr.get(made.headers["location"])
    assert "Tersimpan: " in page.text
    assert "Tersimpan: " not in hr.get(made.headers["location"]).text
    assert "2 Februari 2026" in page.text
    with acting_as(system("test")), session_factory() as db:
        row = db.scalars(select(Cuti)).one()
        assert (row.region_id, row.dasar, row.mulai) == ("serang", "851/12", date(2026, 2, 2))
        number = row.id
    path = f"/data/cuti/edit/{number}"
    changed = hr.submit(path, **{**fields, "jenis": "sakit"}, dasar="", _stamp=hr.stamp(path))
    assert changed.status_code == 303, changed.text
    after = hr.get(f"/data/cuti/details/{number}").text
    assert "<del>Cuti tahunan</del> → <ins>Cuti sakit</ins>" in after
    overlapping = hr.submit("/data/cuti/create", **fields)
    assert overlapping.status_code == 400
    question = hr.get(f"/data/cuti/remove?pk={number}")
    assert question.status_code == 200
    assert hr.submit("/data/cuti/remove", pk=str(number)).status_code == 303
    with acting_as(system("test")), session_factory() as db:
        assert db.scalar(select(func.count()).select_from(Cuti)) == 0


def test_the_database_s_refusals_are_worded(hr: Visit, people: Cast):
    wrong = {
        "pegawai_id": str(people.serang.operator),
        "jenis": "tahunan",
        "mulai": "2026-02-04",
        "selesai": "2026-02-02",
    }
    assert "Tanggal selesai tidak boleh sebelum tanggal mulai." in hr.submit("/data/cuti/create", **wrong).text
    twice = {"kode": "DUKCAPIL", "nama": "Lagi", "jenis": "dinas"}
    answer = hr.submit("/data/unit-kerja/create", **twice)
    assert "Sudah ada data dengan Daerah, Kode yang sama." in answer.text
    refers = hr.submit("/data/unit-kerja/remove", pk=str(people.serang.dukcapil))
    assert "Masih ada data lain yang merujuk ke data ini" in refers.text


def test_a_list_is_found_by_the_name_behind_a_reference(hr: Visit):
    page = hr.get("/data/riwayat-jabatan/list?search=budi").text
    assert '">Budi Santoso (199001152015031002)</a>' in page
    assert '">Siti Aminah (197504122000032001)</a>' not in page


def test_the_page_of_a_person_leads_to_what_belongs_to_it(hr: Visit, people: Cast):
    page = hr.get(f"/data/pegawai/details/{people.serang.operator}").text
    assert f'href="/data/riwayat-jabatan/list?f-pegawai_id={people.serang.operator}"' in page
    there = hr.get(f"/data/riwayat-jabatan/list?f-pegawai_id={people.serang.operator}").text
    assert "Budi Santoso" in there
    assert f'href="/data/riwayat-jabatan/create?f-pegawai_id={people.serang.operator}"' in there
    form = hr.get(f"/data/riwayat-jabatan/create?f-pegawai_id={people.serang.operator}").text
    assert f'<option selected value="{people.serang.operator}">' in form


def test_the_program_says_that_it_is_well(hr: Visit):
    assert hr.get("/sehat").text == "ok"
