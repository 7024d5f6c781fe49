"""H9 and the trap beside it: fields that take any key, and fields that lose what the person may not see."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, ClassVar

import pytest
from sqladmin import Admin, ModelView
from sqlalchemy import select
from sqlalchemy.orm import sessionmaker
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.testclient import TestClient

from kinerja_admin.admin.columns import faces
from kinerja_admin.admin.forms import build_form
from kinerja_admin.db.scope import act_as, acting_as, system
from kinerja_admin.db.session import Session
from kinerja_admin.models.account import Account
from kinerja_admin.models.ukuran import Ukuran
from kinerja_admin.models.unit_kerja import UnitKerja
from tests.admin.conftest import PlainGate, Visit
from tests.cast import Cast

UNIT = {"kode": "DUKCAPIL", "nama": "Dinas Kependudukan", "jenis": "dinas"}


def head_of(sessions: sessionmaker[Session], unit: int) -> int | None:
    with acting_as(system("test")), sessions() as db:
        return db.scalars(select(UnitKerja.kepala_id).where(UnitKerja.id == unit)).one()


def test_plain_sqladmin_asks_nobody_whether_the_row_exists(plain: TestClient, people: Cast):
    path = f"/admin/unit-kerja/edit/{people.serang.dukcapil}"
    foreign = plain.post(path, data={**UNIT, "kepala": str(people.pangkalpinang.kepala)})
    nonsense = plain.post(path, data={**UNIT, "kepala": "abc"})
    assert foreign.status_code == 302 or "FOREIGN KEY" in foreign.text  # only our composite key stands against it
    assert nonsense.status_code in {400, 500}
    assert "invalid literal for int" in nonsense.text or nonsense.status_code == 500


@pytest.mark.parametrize("key", ["4", "999", "abc", "1e3", "٣", "99999999999999999999", "-1", "1;2"])
def test_ours_says_so_under_the_field(hr: Visit, people: Cast, session_factory: sessionmaker[Session], key: str):
    assert people.pangkalpinang.kepala == 4
    path = f"/data/unit-kerja/edit/{people.serang.dukcapil}"
    answer = hr.submit(path, **UNIT, kepala_id=key, _stamp=hr.stamp(path))
    assert answer.status_code == 400
    assert "Pilihan tidak dikenal." in answer.text or "Data itu tidak ada (lagi)" in answer.text
    assert head_of(session_factory, people.serang.dukcapil) == people.serang.kepala


def test_looking_up_finds_only_what_the_person_may_see(hr: Visit):
    found = hr.get("/data/cuti/ajax/lookup?name=pegawai_id&term=a").json()["results"]
    assert [entry["text"].split(" (")[0] for entry in found] == ["Budi Santoso", "Rina Wulandari", "Siti Aminah"]
    assert hr.get("/data/cuti/ajax/lookup?name=pegawai_id&term=Mega").json() == {"results": []}


@pytest.mark.parametrize("name", ["", "region", "nip", "password_hash", "pegawai_id.nama"])
def test_only_references_are_looked_up(hr: Visit, name: str):
    assert hr.get(f"/data/cuti/ajax/lookup?name={name}&term=a").status_code == 404


def test_a_large_table_is_looked_up_and_a_small_one_offered(
    hr: Visit, session_factory: sessionmaker[Session], people: Cast
):
    assert '<select aria-describedby="pegawai_id-help"' in hr.get("/data/cuti/create").text
    with acting_as(system("test")), session_factory.begin() as db:
        db.add_all(
            UnitKerja(region_id="serang", kode=f"K{n}", nama=f"Kelurahan {n}", jenis="kelurahan") for n in range(201)
        )
    page = hr.get("/data/jabatan/create").text
    assert 'data-lookup="/data/jabatan/ajax/lookup?name=unit_kerja_id"' in page
    assert "Kelurahan 7" not in page


def test_what_was_chosen_is_still_named_when_the_form_comes_back(
    hr: Visit, session_factory: sessionmaker[Session], people: Cast
):
    with acting_as(system("test")), session_factory.begin() as db:
        db.add_all(UnitKerja(region_id="serang", kode=f"K{n}", nama=f"Kel {n}", jenis="kelurahan") for n in range(201))
    answer = hr.submit("/data/jabatan/create", unit_kerja_id=str(people.serang.dukcapil), nama="")
    assert answer.status_code == 400
    assert 'value="Dinas Kependudukan dan Pencatatan Sipil' in answer.text


@pytest.fixture
def measured(people: Cast, session_factory: sessionmaker[Session]) -> int:
    """A measure of Serang, recorded by an account of the centre, which personnel staff do not see."""
    with acting_as(system("test")), session_factory.begin() as db:
        centre = db.scalars(select(Account).where(Account.username == "nasional")).one()
        row = Ukuran(
            region_id="serang",
            policy="tpp",
            indicator="lulusan",
            periode="2026",
            unit_kerja_id=people.serang.dukcapil,
            realisasi=Decimal(90),
            dicatat_oleh_id=centre.id,
        )
        db.add(row)
        db.flush()
        return row.id


class PlainUkuran(ModelView, model=Ukuran):
    form_columns = ("indicator", "dicatat_oleh")
    form_ajax_refs: ClassVar[dict[str, Any]] = {"dicatat_oleh": {"fields": ("name",)}}


class ScopedGate(PlainGate):
    async def authenticate(self, request: Request) -> bool:
        act_as(request.app.state.scope)
        return True


def test_plain_sqladmin_empties_what_it_cannot_see(measured: int, people: Cast, session_factory: sessionmaker[Session]):
    app = Starlette()
    admin = Admin(app, session_maker=session_factory, authentication_backend=ScopedGate("k" * 40))
    admin.admin.state.scope = people.serang.scope
    admin.add_view(PlainUkuran)
    plain = TestClient(app, follow_redirects=False)
    answer = plain.post(f"/admin/ukuran/edit/{measured}", data={"indicator": "lulusan", "dicatat_oleh": "__None"})
    assert answer.status_code == 302, answer.text
    with acting_as(system("test")), session_factory() as db:
        assert db.scalars(select(Ukuran.dicatat_oleh_id)).one() is None


def test_ours_shows_that_there_is_something_and_leaves_it_alone(
    measured: int, people: Cast, session_factory: sessionmaker[Session]
):
    recorder = next(found for found in faces(Ukuran) if found.key == "dicatat_oleh_id")
    value = next(found for found in faces(Ukuran) if found.key == "realisasi")
    with acting_as(people.serang.scope), session_factory() as db:
        row = db.scalars(select(Ukuran)).one()
        form, kept = build_form(db, [recorder, value], row, lambda _found: "")
        assert set(kept) == {"dicatat_oleh_id"}
        assert [field.name for field in form()] == ["realisasi"]
    with acting_as(people.national), session_factory() as db:
        row = db.scalars(select(Ukuran)).one()
        assert build_form(db, [recorder, value], row, lambda _found: "")[1] == {}


def test_what_one_records_another_confirms(
    hr: Visit, visit: Callable[..., Visit], measured: int, session_factory: sessionmaker[Session]
):
    path = f"/data/ukuran/edit/{measured}"
    page = hr.get(path).text
    assert "Dicatat oleh" not in page
    fields = {"policy": "tpp", "indicator": "lulusan", "periode": "2026", "unit_kerja_id": "1"}
    saved = hr.submit(path, **fields, realisasi="92,5", dicatat_oleh_id="99", _stamp=hr.stamp(path))
    assert saved.status_code == 303, saved.text
    own = hr.submit(f"/data/ukuran/confirm/{measured}")
    assert own.status_code == 409
    assert "Mintalah orang lain memverifikasinya." in own.text
    assert visit("nasional").submit(f"/data/ukuran/confirm/{measured}").status_code == 303
    with acting_as(system("test")), session_factory() as db:
        row = db.scalars(select(Ukuran)).one()
        assert row.realisasi == Decimal("92.5")
        assert row.dicatat_oleh
        assert row.diverifikasi_oleh
        assert (row.dicatat_oleh.username, row.diverifikasi_oleh.username) == ("hr.serang", "nasional")
    hr.submit(path, **fields, realisasi="95", _stamp=hr.stamp(path))
    with acting_as(system("test")), session_factory() as db:
        assert db.scalars(select(Ukuran.diverifikasi_oleh_id)).one() is None
