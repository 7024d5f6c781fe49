"""A real Chromium in front of the real application: no other host is asked, no policy broken, no error in the console."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
import uvicorn
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect, sync_playwright
from sqlalchemy import select
from starlette.applications import Starlette

from kinerja_admin.app import create_app
from kinerja_admin.db.engine import make_engine
from kinerja_admin.db.scope import acting_as, system
from kinerja_admin.db.session import session_maker
from kinerja_admin.models.account import Account
from kinerja_admin.models.account_role import AccountRole
from kinerja_admin.models.unit_kerja import UnitKerja
from kinerja_admin.services.accounts import hash_password
from kinerja_admin.settings import Environment, Settings
from tests.cast import populate
from tests.databases import Databases

PASSWORD = "kata sandi percobaan"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 30.0  # of a loaded machine; what is there is seen at once
expect.set_options(timeout=PATIENCE * 1000)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The system's Chromium; its own download is not needed."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    assert path, "no Chromium: install the package chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def serving(application: Starlette) -> Iterator[str]:
    """Serve an application on a free port, in a thread; its address."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(application, log_level="warning", ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    end = time.monotonic() + PATIENCE
    while not server.started and time.monotonic() < end:
        time.sleep(0.02)
    assert server.started
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(PATIENCE)
        listener.close()


def prepare(url: str) -> None:
    """The cast of the tests with passwords, two more roles, and a table too long to be offered whole."""
    engine = make_engine(url)
    sessions = session_maker(engine)
    populate(sessions)
    password = hash_password(PASSWORD)
    with acting_as(system("browser")), sessions.begin() as session:
        for role in ("policy_admin", "auditor"):
            account = Account(region_id="serang", username=f"{role}.serang", name=f"{role} serang")
            session.add_all([account, AccountRole(region_id="serang", account=account, role=role)])
        session.add_all(
            UnitKerja(region_id="serang", kode=f"SD{n:03d}", nama=f"SD Negeri {n}", jenis="sekolah")
            for n in range(1, 211)
        )
        session.flush()
        for account in session.scalars(select(Account)):
            account.password_hash = password
    engine.dispose()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def site(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of the served application, on a database of the module's own."""
    name = "sqlite_databases" if request.param == "sqlite" else "postgres_databases"
    databases: Databases = request.getfixturevalue(name)
    with databases.fresh() as url:
        prepare(url)
        settings = Settings(
            environment=Environment.TEST,
            database_url=url,
            secret_key="k" * 40,
            allowed_hosts=("127.0.0.1",),
            worker=False,
        )
        with serving(create_app(settings)) as address:
            yield address


@dataclass
class Watch:
    """What a page did that it should not have done."""

    site: str
    strange: list[str] = field(default_factory=list)

    def request(self, request: Request) -> None:
        if not request.url.startswith((self.site, "data:", "blob:")):
            self.strange.append(f"asks another host: {request.url}")

    def console(self, message: ConsoleMessage) -> None:
        # Chromium notes every answer of 400 and above as an error; those are what some tests are about.
        if message.type in {"error", "warning"} and not message.text.startswith("Failed to load resource"):
            self.strange.append(message.text)


@pytest.fixture
def page(chromium: Browser, site: str) -> Iterator[Page]:
    """A fresh window, whose every misstep fails the test."""
    watch = Watch(site)
    context = chromium.new_context(base_url=site, viewport={"width": 1280, "height": 860}, locale="id-ID")
    window = context.new_page()
    window.set_default_timeout(PATIENCE * 1000)
    window.on("request", watch.request)
    window.on("console", watch.console)
    window.on("pageerror", lambda error: watch.strange.append(str(error)))
    yield window
    context.close()
    assert watch.strange == []


def enter(page: Page, name: str) -> None:
    """Sign in as a person does."""
    page.goto("/masuk")
    page.get_by_label("Nama akun").fill(name)
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Masuk").click()
    page.wait_for_url("**/")
