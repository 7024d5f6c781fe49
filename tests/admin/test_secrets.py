"""H10: sqladmin shows, exports and asks for every column, the password's hash included."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select
from sqlalchemy.orm import sessionmaker
from starlette.testclient import TestClient

from kinerja_admin.admin.columns import faces
from kinerja_admin.app import tables
from kinerja_admin.db.scope import acting_as, system
from kinerja_admin.db.session import Session
from kinerja_admin.models.account import Account
from tests.admin.conftest import Visit
from tests.cast import Cast


def test_plain_sqladmin_offers_the_hash(plain: TestClient, people: Cast):
    assert "argon2" in plain.get(f"/admin/account/details/{people.serang.hr}").text
    assert 'name="password_hash"' in plain.get("/admin/account/create").text


def test_ours_shows_it_nowhere(visit: Callable[..., Visit], people: Cast):
    national = visit("nasional")
    number = people.serang.hr
    for path in ("list", f"details/{number}", f"edit/{number}", "create", "export/csv"):
        page = national.get(f"/data/account/{path}")
        assert page.status_code == 200, path
        assert "argon2" not in page.text, path
        assert "password_hash" not in page.text, path


def test_what_the_form_does_not_ask_for_is_not_written(
    visit: Callable[..., Visit], people: Cast, session_factory: sessionmaker[Session]
):
    national = visit("nasional")
    path = f"/data/account/edit/{people.serang.hr}"
    fields = {"username": "hr.serang", "name": "Nama baru", "is_active": "true", "language": "id"}
    extra = {"password_hash": "x", "is_demo": "true", "id": "77", "region_id": "pangkalpinang"}
    assert national.submit(path, **fields, **extra, _stamp=national.stamp(path)).status_code == 303
    with acting_as(system("test")), session_factory() as db:
        account = db.scalars(select(Account).where(Account.id == people.serang.hr)).one()
        assert (account.name, account.is_demo, account.region_id) == ("Nama baru", False, "serang")
        assert str(account.password_hash).startswith("$argon2id$")


def test_outside_of_tests_a_guess_costs_time_and_memory(careful_hasher: PasswordHasher):
    assert careful_hasher.hash("kata sandi").startswith("$argon2id$v=19$m=65536,t=3,p=4$")


@pytest.mark.parametrize("model", tables(), ids=lambda model: model.__tablename__)
def test_no_table_shows_a_column_that_calls_itself_secret(model: type):
    shown = {found.key for found in faces(model)}
    assert shown
    assert not shown & {"password_hash", "sid_hash"}
    assert all(not found.column.info.get("secret") for found in faces(model))
