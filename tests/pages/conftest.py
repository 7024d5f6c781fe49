"""A small town with policy staff in two regions, one policy in force, one month computed; every page on both engines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from anyio.from_thread import BlockingPortal
from sqlalchemy import select
from sqlalchemy.orm import sessionmaker
from starlette.applications import Starlette
from starlette.testclient import TestClient

from kinerja_admin.app import create_app
from kinerja_admin.db.scope import acting_as, system
from kinerja_admin.db.session import Session
from kinerja_admin.engine.catalog import FolderShelf
from kinerja_admin.models.account import Account
from kinerja_admin.models.account_role import AccountRole
from kinerja_admin.models.policy_file import PolicyFile
from kinerja_admin.services import registry, runs, snapshots
from kinerja_admin.services.accounts import hash_password
from kinerja_admin.services.registry import force, life
from kinerja_admin.settings import Environment, Settings
from tests.cast import Cast, populate
from tests.databases import Databases

PASSWORD = "kata sandi percobaan"
ORIGIN = {"origin": "http://testserver", "sec-fetch-site": "same-origin"}
PERIOD = "2026-03"

POLICY = """\
# Hadiah menurut kelas; baris ini tidak boleh hilang.
schema: kinerja-policy/1
region: serang
policy: hadiah
version: "2026.1"
title: Hadiah Kota Serang
effective: {from: 2026-01, to: null}
decided: 2025-12-19
period: month

law:
  perwal: {title: Peraturan Wali Kota Serang tentang hadiah}

inputs:
  kelas: {type: integer, label: Kelas jabatan, from: jabatan.kelas, range: [1, 17], missing: error}

parameters:
  per_kelas: {value: 100_000, unit: rupiah, label: Hadiah tiap kelas, cite: perwal, unverified: nilai contoh}

tables:
  kenaikan:
    label: Kenaikan menurut kelas
    band: kelas
    unit: persen
    from: {1: 100, 10: 150}
    cite: perwal

rounding:
  rupiah: {to: 1, mode: half_up}

steps:
  dasar:
    label: Hadiah dasar
    unit: rupiah
    formula: kelas * per_kelas
    explain: Kelas {kelas} dikali hadiah tiap kelas
    cite: perwal#pasal-2
  hadiah:
    label: Hadiah bulan ini
    unit: rupiah
    formula: dasar * PERCENT(BAND(kenaikan, kelas))
    cite: perwal

outputs:
  hadiah: {label: Hadiah, payable: true}

checks:
  - {id: pagu, label: Pagu hadiah, total: {output: hadiah, at_most: 2_000_000}}

tests:
  - {id: kelas-enam, given: {kelas: 6}, expect: {hadiah: 600000}}

changelog:
  - {version: "2026.1", change: Hadiah pertama, why: permintaan wali kota}

not_encoded:
  - {cite: perwal#pasal-9, why: diputuskan kasus per kasus}
"""

ACCOUNTS = {
    "sari": ("serang", {"policy_admin"}),
    "dimas": ("serang", {"policy_admin", "policy_approver"}),
    "wulan": ("serang", {"policy_approver"}),
    "hana": ("serang", {"hr"}),
    "teguh": ("serang", {"auditor"}),
    "walikota": ("serang", {"pimpinan"}),
    "siti": ("serang", {"atasan", "pegawai"}),
    "budi": ("serang", {"pegawai"}),
    "rina": ("serang", {"pegawai"}),
    "yudi": ("pangkalpinang", {"policy_admin", "policy_approver", "hr"}),
    "pusat": (None, {"national_admin"}),
}


@dataclass(frozen=True, slots=True)
class World:
    """What the tests know: sessions, the cast, and the run of the month."""

    sessions: sessionmaker[Session]
    cast: Cast
    run: int

    def version(self, version: str = "2026.1") -> PolicyFile:
        with acting_as(system("look")), self.sessions() as session:
            found = session.scalars(select(PolicyFile).where(PolicyFile.version == version)).one()
            session.expunge(found)
            return found


@pytest.fixture(autouse=True)
def april(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests live in April 2026, whatever the machine says."""
    for module in (force, life, registry):
        monkeypatch.setattr(module, "this_month", lambda: "2026-04")
    monkeypatch.setattr(snapshots, "today", lambda _session, _region: date(2026, 4, 15))


@pytest.fixture
def world(
    databases: Databases, database_url: str, session_factory: sessionmaker[Session], tmp_path: Path, april: None
) -> World:
    cast, run = databases.filled(database_url, "world", lambda: settle(session_factory, tmp_path / "policies"))
    return World(session_factory, cast, run)


def settle(session_factory: sessionmaker[Session], folder: Path) -> tuple[Cast, int]:
    """Write the cast with its accounts, bring the policy, and work out the month."""
    cast, password_hash = populate(session_factory), hash_password(PASSWORD)
    linked = {"siti": cast.serang.kepala, "budi": cast.serang.operator, "rina": cast.rina}
    with acting_as(system("cast")), session_factory.begin() as session:
        for name, (region, roles) in ACCOUNTS.items():
            account = Account(
                region_id=region,
                username=name,
                name=name.title(),
                password_hash=password_hash,
                pegawai_id=linked.get(name),
            )
            session.add(account)
            session.add_all(AccountRole(region_id=region, account=account, role=role) for role in sorted(roles))
        home = folder / "serang" / "hadiah"
        home.mkdir(parents=True)
        (home / "2026.1.yaml").write_text(POLICY)
        done = registry.import_shelf(session, FolderShelf(folder), "uji")
        assert [one.outcome.value for one in done] == ["imported"]
    with acting_as(system("cast")):
        made = runs.run_month(session_factory, "serang", PERIOD)
    return cast, made["hadiah"]


@pytest.fixture
def app(world: World, database_url: str) -> Iterator[Starlette]:
    application = create_app(
        Settings(
            environment=Environment.TEST, database_url=database_url, secret_key="k" * 40, worker=False,
            allowed_hosts=("testserver",),
        )
    )  # fmt: skip
    yield application
    application.state.door.session_maker.kw["bind"].dispose()


class Visit(TestClient):
    """A browser: same origin, cookies kept, redirects seen, the token of the last page at hand."""

    def token(self) -> str:
        found = re.search(r'<meta name="csrf-token" content="([^"]+)"', self.get("/", follow_redirects=True).text)
        assert found
        return found[1]

    def submit(self, path: str, **fields: Any) -> Any:
        """Post a form as a page of ours does."""
        return self.post(path, data={**fields, "csrf_token": self.token()}, headers=ORIGIN)

    def confirm(self, path: str, **fields: Any) -> Any:
        """Open a question and answer it with what its page says it is about."""
        found = re.search(r'name="confirm" value="([^"]+)"', self.get(path).text)
        assert found, f"nothing to confirm on {path}"
        return self.submit(path, confirm=found[1], **fields)

    def decide(self, version: str, step: str, **fields: Any) -> Any:
        """Take a step in a version's life with what its page, or the page that asks, says it is about."""
        shown = self.get(version).text + self.get(f"{version}/{step}").text
        found = re.search(r'name="confirm" value="([^"]+)"', shown)
        return self.submit(f"{version}/{step}", **({"confirm": found[1]} if found else {}), **fields)

    def said(self, path: str) -> str:
        """What a page says, without its markup."""
        answer = self.get(path)
        assert answer.status_code == 200, answer.text
        return words_of(answer.text)


def words_of(html: str) -> str:
    """The text of a page as a reader sees it."""
    import html as entities

    body = html.split("<main", 1)[-1]
    return " ".join(entities.unescape(re.sub(r"<[^>]+>", " ", body)).split())


Come = Callable[[str], Visit]


@pytest.fixture
def come(app: Starlette, portal: BlockingPortal) -> Come:
    """Sign in under a name."""

    def enter(name: str) -> Visit:
        client = Visit(app, follow_redirects=False)
        client.portal = portal
        found = re.search(r'<meta name="csrf-token" content="([^"]+)"', client.get("/masuk").text)
        assert found
        fields = {"username": name, "password": PASSWORD, "csrf_token": found[1]}
        answer = client.post("/masuk", data=fields, headers=ORIGIN)
        assert answer.status_code == 303, answer.text
        return client

    return enter
