"""H17 and H18: one grant for several pages, and everything allowed where nobody has said anything."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqladmin import Admin, BaseView, expose
from sqlalchemy import Engine
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.testclient import TestClient

from kinerja_admin.admin.door import SafeAdmin
from kinerja_admin.admin.safety.permissions import GRANTS, Room, TablePermissions, TableRule
from kinerja_admin.admin.screens import EVERYONE, Screen, _refuse_doubles, collect_screens
from kinerja_admin.models.words import PERAN
from kinerja_admin.services.accounts import SignedIn
from tests.admin.conftest import ORIGIN, Visit
from tests.cast import Cast


class First(BaseView):
    name = "First"

    @expose("/p/first")
    async def index(self, request: Request) -> Response:
        return PlainTextResponse("first")


class Second(BaseView):
    name = "Second"

    @expose("/p/second")
    async def index(self, request: Request) -> Response:
        return PlainTextResponse("second")


def test_plain_sqladmin_gives_two_pages_one_name(people: Cast, engine: Engine):
    admin = Admin(Starlette(), engine)
    admin.add_view(First)
    admin.add_view(Second)
    assert [view.identity for view in admin.views] == ["index", "index"]


def hello(request: Request) -> Response:
    return PlainTextResponse("halo")


def test_ours_refuses_two_screens_of_one_name_or_address():
    one = Screen("a", "/a", hello, roles=EVERYONE)
    with pytest.raises(ValueError, match="share a name: a"):
        _refuse_doubles([one, Screen("a", "/b", hello)])
    with pytest.raises(ValueError, match="share a address: GET /a"):
        _refuse_doubles([one, Screen("b", "/a", hello)])
    _refuse_doubles([one, Screen("b", "/a", hello, methods=("POST",))])


def test_the_screens_of_the_house_have_names_of_their_own(app: Starlette):
    names = [screen.name for screen in collect_screens()]
    assert len(names) == len(set(names))
    identities = [view.identity for view in app.state.door.tables]
    assert len(identities) == len(set(identities)) > 30


def test_plain_sqladmin_allows_everything(plain: TestClient):
    assert plain.get("/admin/account/create").status_code == 200


def test_ours_knows_every_table_it_shows(app: Starlette, visit: Callable[..., Visit]):
    tables = {view.model.__tablename__ for view in app.state.door.tables}
    assert "sign_in_session" not in tables
    assert {"pegawai", "audit", "account", "policy_file", "result"} <= tables


def _request(who: SignedIn | None) -> Request:
    return Request({"type": "http", "state": {"who": who}})


def test_nobody_and_the_unknown_are_refused():
    permissions = TablePermissions()
    permissions.rules["pegawai"] = TableRule(Room.PERSONNEL)
    hr = SignedIn(1, "hr", "HR", {"serang": frozenset({"hr"})})
    assert permissions.has_permission(_request(hr), "pegawai", "edit")
    assert not permissions.has_permission(_request(None), "pegawai", "list")
    assert not permissions.has_permission(_request(hr), "tabel-baru", "list")
    assert not permissions.has_permission(_request(hr), "pegawai", "action:apa-saja")
    assert not permissions.has_permission(_request(SignedIn(2, "x", "X")), "pegawai", "list")


def test_a_role_counts_in_its_own_region_alone():
    permissions = TablePermissions()
    permissions.rules["pegawai"] = TableRule(Room.PERSONNEL)
    both = SignedIn(1, "x", "X", {"serang": frozenset({"hr"}), "kemuning": frozenset({"auditor"})})

    class Row:
        def __init__(self, region: str) -> None:
            self.region_id = region

    assert permissions.has_permission(_request(both), "pegawai", "edit", Row("serang"))
    assert not permissions.has_permission(_request(both), "pegawai", "edit", Row("kemuning"))
    assert permissions.has_permission(_request(both), "pegawai", "details", Row("kemuning"))
    assert not permissions.has_permission(_request(both), "pegawai", "details", Row("pangkalpinang"))


@pytest.mark.parametrize("room", Room)
def test_employees_and_superiors_open_no_table(room: Room):
    for role in ("pegawai", "atasan", "operator", "peran_baru"):
        assert TableRule(room).granted(role) == frozenset()


def test_every_grant_is_a_role():
    assert {role for grants in GRANTS.values() for role in grants} <= set(PERAN)


OF_THEIR_PAGES = {"policy-file", "run", "result"}
"""Tables that are reached from pages of their own instead of the menu."""

CONFIDENTIAL = ("keluarga", "status-ptkp", "umpan-balik")
OPENS = {
    "hr.serang": {"pegawai": 200, "presensi": 200, "policy-file": 200, "account": 403, "audit": 403, "region": 200}
    | dict.fromkeys(CONFIDENTIAL, 200),
    "policy_admin.serang": {
        "pegawai": 200,
        **dict.fromkeys(CONFIDENTIAL, 403),
        "policy-file": 200,
        "account": 403,
        "audit": 403,
        "run": 200,
    },
    "policy_approver.serang": {"pegawai": 200, "policy-file": 200, "account": 403, "audit": 403},
    "auditor.serang": {
        "pegawai": 200,
        "umpan-balik": 403,
        "keluarga": 403,
        "policy-file": 200,
        "account": 200,
        "audit": 200,
        "result": 200,
    },
    "pimpinan.serang": {"pegawai": 403, "policy-file": 200, "unit-kerja": 200, "audit": 403},
    "pegawai.serang": {
        "pegawai": 403,
        "umpan-balik": 403,
        "keluarga": 403,
        "policy-file": 403,
        "unit-kerja": 403,
        "region": 403,
    },
    "atasan.serang": {"pegawai": 403, "policy-file": 403, "result": 403},
    "nasional": {
        "pegawai": 200,
        **dict.fromkeys(CONFIDENTIAL, 403),
        "account": 200,
        "audit": 200,
        "sign-in-attempt": 200,
        "sign-in-session": 404,
    },
}


@pytest.mark.parametrize("name", OPENS)
def test_what_each_role_opens(visit: Callable[..., Visit], name: str):
    client = visit(name)
    assert {path: client.get(f"/data/{path}/list").status_code for path in OPENS[name]} == OPENS[name]
    shown = client.get("/").text
    for path, status in OPENS[name].items():
        is_in_menu = status == 200 and path not in OF_THEIR_PAGES
        assert (f'href="/data/{path}/list"' in shown) == is_in_menu, path


@pytest.mark.parametrize("name", ["policy_admin.serang", "auditor.serang", "pimpinan.serang", "pegawai.serang"])
def test_who_may_not_write_cannot(visit: Callable[..., Visit], people: Cast, name: str):
    client = visit(name)
    number = people.serang.operator
    paths = [f"/data/pegawai/edit/{number}", "/data/pegawai/create", f"/data/pegawai/remove?pk={number}"]
    assert {client.get(path).status_code for path in paths} == {403}
    assert {client.submit(path, pk=str(number)).status_code for path in paths} == {403}
    assert client.get("/data/pegawai/details/1").status_code == (200 if name[:2] in {"po", "au"} else 403)


@pytest.mark.parametrize("table", ["audit", "policy-file", "policy-event", "run", "result", "snapshot", "job"])
def test_what_the_program_writes_nobody_edits(visit: Callable[..., Visit], table: str):
    national = visit("nasional")
    assert national.get(f"/data/{table}/list").status_code == 200
    assert national.get(f"/data/{table}/create").status_code == 403
    assert national.get(f"/data/{table}/edit/1").status_code == 403
    assert national.get(f"/data/{table}/remove?pk=1").status_code == 403


def test_a_row_of_another_region_is_not_there(hr: Visit, people: Cast):
    number = people.pangkalpinang.kepala
    for path in (f"details/{number}", f"edit/{number}", f"remove?pk={number}"):
        assert hr.get(f"/data/pegawai/{path}").status_code == 404
    assert "Mega" not in hr.get("/data/pegawai/list").text
    assert "Mega" not in hr.get("/data/pegawai/export/csv").text


def test_a_row_is_written_into_the_own_region_alone(hr: Visit, people: Cast):
    fields = {"kode": "BARU", "nama": "Dinas Baru", "jenis": "dinas"}
    assert hr.submit("/data/unit-kerja/create", **fields, region_id="pangkalpinang").status_code == 403
    saved = hr.submit("/data/unit-kerja/create", **fields)
    assert saved.status_code == 303
    assert "Kota Serang" in hr.get(saved.headers["location"]).text


@pytest.fixture
def with_screens(build: Callable[..., Starlette], monkeypatch: pytest.MonkeyPatch) -> Starlette:
    screens = (
        Screen("password", "/coba/kata-sandi", hello, roles=EVERYONE),  # every page leads to it
        Screen("all", "/coba/semua", hello, title="Trial", group="Trials", roles=EVERYONE),
        Screen("hr-only", "/coba/hr", hello, roles=frozenset({"hr"})),
        Screen("shut", "/coba/tutup", hello),
        Screen("post", "/coba/kirim", hello, roles=EVERYONE, methods=("POST",)),
    )
    monkeypatch.setattr("kinerja_admin.app.collect_screens", lambda: screens)
    return build()


def test_screens_stand_behind_the_gate(with_screens: Starlette, visit: Callable[..., Visit]):
    stranger = visit(application=with_screens)
    assert stranger.get("/coba/semua?a=1").headers["location"] == "/masuk?next=/coba/semua%3Fa%3D1"
    assert stranger.post("/coba/kirim", headers=ORIGIN).headers["location"] == "/masuk"
    assert stranger.get("/coba/semua", headers={"accept": "application/json"}).status_code == 401
    hr, clerk = visit("hr.serang", with_screens), visit("pegawai.serang", with_screens)
    assert [client.get("/coba/semua").text for client in (hr, clerk)] == ["halo", "halo"]
    assert [client.get("/coba/hr").status_code for client in (hr, clerk)] == [200, 403]
    assert [client.get("/coba/tutup").status_code for client in (hr, clerk)] == [403, 403]
    assert hr.post("/coba/kirim", headers=ORIGIN).status_code == 403
    assert hr.submit("/coba/kirim").status_code == 200
    token = {"x-csrf-token": hr.token(), **ORIGIN}
    assert hr.post("/coba/kirim", json={}, headers=token).status_code == 200
    assert hr.get("/coba/kirim").status_code == 405
    assert "Trial" in hr.get("/").text


def test_the_door_denies_by_default():
    assert SafeAdmin.__mro__.index(Admin) > 0
    assert TablePermissions().rules == {}
