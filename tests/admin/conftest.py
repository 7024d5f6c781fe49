"""Two houses over the same rows: plain sqladmin, as its manual shows it, and ours; every hole is shown in the first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, ClassVar

import pytest
from anyio.from_thread import BlockingPortal
from sqladmin import Admin, ModelView, action
from sqladmin.authentication import AuthenticationBackend
from sqlalchemy import Engine, select
from sqlalchemy.orm import sessionmaker
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.testclient import TestClient

from kinerja_admin.app import create_app
from kinerja_admin.db.scope import acting_as, system
from kinerja_admin.db.session import Session
from kinerja_admin.models.account import Account
from kinerja_admin.models.account_role import AccountRole
from kinerja_admin.models.pegawai import Pegawai
from kinerja_admin.models.riwayat_jabatan import RiwayatJabatan
from kinerja_admin.models.unit_kerja import UnitKerja
from kinerja_admin.services.accounts import hash_password
from kinerja_admin.settings import Environment, Settings
from tests.cast import Cast, populate
from tests.databases import Databases, SqliteDatabases

PASSWORD = "kata sandi percobaan"
ORIGIN = {"origin": "http://testserver", "sec-fetch-site": "same-origin"}


@pytest.fixture
def databases(sqlite_databases: SqliteDatabases) -> Databases:
    """SQLite is enough for what happens in front of the database; the rest is tried on both in test_tables.py."""
    return sqlite_databases


@pytest.fixture
def people(databases: Databases, database_url: str, session_factory: sessionmaker[Session]) -> Cast:
    """The cast with passwords, and one account for every role in Serang."""
    return databases.filled(database_url, "people", lambda: engage(session_factory))


def engage(session_factory: sessionmaker[Session]) -> Cast:
    """Write the cast, its accounts and their passwords."""
    cast = populate(session_factory)
    password_hash = hash_password(PASSWORD)
    with acting_as(system("cast")), session_factory.begin() as session:
        for role in ("policy_admin", "policy_approver", "auditor", "pegawai", "atasan", "pimpinan"):
            account = Account(region_id="serang", username=f"{role}.serang", name=f"{role} serang")
            session.add_all([account, AccountRole(region_id="serang", account=account, role=role)])
        session.flush()
        for account in session.scalars(select(Account)):
            account.password_hash = password_hash
    return cast


def settings_for(url: str, **given: Any) -> Settings:
    """Settings of a test on a database."""
    values = {"environment": Environment.TEST, "database_url": url, "secret_key": "k" * 40, "worker": False}
    return Settings(**{**values, "allowed_hosts": ("testserver",), **given})


@pytest.fixture
def build(people: Cast, database_url: str) -> Iterator[Callable[..., Starlette]]:
    """Our application, with other settings where a test wants them."""
    made: list[Starlette] = []

    def create(**given: Any) -> Starlette:
        made.append(create_app(settings_for(database_url, **given)))
        return made[-1]

    yield create
    for application in made:
        application.state.door.session_maker.kw["bind"].dispose()


@pytest.fixture
def app(build: Callable[..., Starlette]) -> Starlette:
    """Our application."""
    return build()


class Visit(TestClient):
    """A browser of ours: same origin, cookies kept, redirects seen, the token of the last page at hand."""

    def token(self, path: str = "/") -> str:
        page = self.get(path, follow_redirects=True)
        found = re.search(r'<meta name="csrf-token" content="([^"]+)"', page.text)
        assert found, page.text
        return found[1]

    def submit(self, path: str, **fields: Any) -> Any:
        """Post a form as a page of ours does."""
        return self.post(path, data={**fields, "csrf_token": self.token()}, headers=ORIGIN)

    def stamp(self, path: str) -> str:
        """The stamp in the form of a row."""
        found = re.search(r'name="_stamp" value="([^"]+)"', self.get(path).text)
        assert found
        return found[1]


@pytest.fixture
def visit(app: Starlette, portal: BlockingPortal) -> Callable[..., Visit]:
    """Come to our application, signed in under a name or not at all."""

    def come(name: str | None = None, application: Starlette = app) -> Visit:
        client = Visit(application, follow_redirects=False)
        client.portal = portal
        if name is not None:
            answer = client.submit("/masuk", username=name, password=PASSWORD)
            assert answer.status_code == 303, answer.text
        return client

    return come


@pytest.fixture
def hr(visit: Callable[..., Visit]) -> Visit:
    """Personnel staff of Serang."""
    return visit("hr.serang")


class PlainGate(AuthenticationBackend):
    """Sign-in as sqladmin's manual shows it."""

    async def login(self, request: Request) -> bool:
        form = await request.form()
        if form.get("password") != PASSWORD:
            return False
        request.session.update({"user": str(form["username"])})
        return True

    async def logout(self, request: Request) -> bool:
        request.session.clear()
        return True

    async def authenticate(self, request: Request) -> bool:
        return "user" in request.session


class PlainPegawai(ModelView, model=Pegawai):
    column_list = (Pegawai.nip, Pegawai.nama)
    column_searchable_list = (Pegawai.nama,)

    @action(name="forget", label="Forget")
    async def forget(self, request: Request) -> RedirectResponse:
        request.app.state.forgotten = True
        return RedirectResponse(request.url_for("admin:list", identity=self.identity))


class PlainAccount(ModelView, model=Account):
    pass


class PlainUnit(ModelView, model=UnitKerja):
    form_columns = ("kode", "nama", "jenis", "kepala")
    form_ajax_refs: ClassVar[dict[str, Any]] = {"kepala": {"fields": ("nama",)}}


class PlainRiwayat(ModelView, model=RiwayatJabatan):
    pass


@pytest.fixture
def plain_app(people: Cast, engine: Engine) -> Starlette:
    """Sqladmin alone on the same tables."""
    application = Starlette()
    admin = Admin(application, engine, authentication_backend=PlainGate("k" * 40))
    for view in (PlainPegawai, PlainAccount, PlainUnit, PlainRiwayat):
        admin.add_view(view)
    return application


@pytest.fixture
def plain(plain_app: Starlette) -> TestClient:
    """Somebody signed in to plain sqladmin."""
    client = TestClient(plain_app, follow_redirects=False, raise_server_exceptions=False)
    client.post("/admin/login", data={"username": "hr", "password": PASSWORD})
    return client
