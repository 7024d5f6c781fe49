"""H4, H5 and H14: replayed cookies, cookie flags, signing out by a link."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import sessionmaker
from starlette.applications import Starlette
from starlette.testclient import TestClient

from kinerja_admin.db.scope import acting_as, system
from kinerja_admin.db.session import Session
from kinerja_admin.models.account import Account
from kinerja_admin.models.sign_in_session import SignInSession
from kinerja_admin.models.types import utc_now
from kinerja_admin.services.accounts import IDLE, Denied, Entered, Visitor
from tests.admin.conftest import PASSWORD, Visit
from tests.cast import Cast


def test_plain_sqladmin_takes_a_cookie_back_after_signing_out(plain: TestClient):
    cookie = plain.cookies["session"]
    plain.get("/admin/logout")
    plain.cookies.set("session", cookie)
    assert plain.get("/admin/pegawai/list").status_code == 200


def test_ours_does_not(hr: Visit):
    cookie = hr.cookies["kinerja"]
    assert hr.submit("/keluar").status_code == 303
    hr.cookies.clear()
    hr.cookies.set("kinerja", cookie)
    assert hr.get("/data/pegawai/list").headers["location"].startswith("/masuk")


def test_plain_sqladmin_signs_out_by_a_link(plain: TestClient):
    assert plain.get("/admin/logout").status_code == 302
    assert plain.get("/admin/pegawai/list").status_code == 302


def test_ours_does_not_sign_out_by_a_link(hr: Visit):
    assert hr.get("/keluar").status_code == 405
    assert hr.get("/data/logout").status_code == 404
    assert hr.get("/data/pegawai/list").status_code == 200


def test_plain_sqladmin_s_cookie_is_valid_for_a_fortnight_and_says_who(plain_app: Starlette):
    answer = TestClient(plain_app, follow_redirects=False).post(
        "/admin/login", data={"username": "hr", "password": PASSWORD}
    )
    cookie = answer.headers["set-cookie"]
    assert "Max-Age=1209600" in cookie
    assert "secure" not in cookie
    assert json.loads(base64.b64decode(cookie.split("=", 1)[1].split(".")[0])) == {"user": "hr"}


def test_our_cookie_lasts_a_working_day_and_says_nothing(hr: Visit):
    content = json.loads(base64.b64decode(hr.cookies["kinerja"].split(".")[0]))
    assert set(content) <= {"sid", "csrf_token", "_messages"}
    assert "hr.serang" not in json.dumps(content)


def test_over_https_our_cookie_is_tied_to_the_host(build: Callable[..., Starlette]):
    client = Visit(build(public_origins=("https://testserver",)), base_url="https://testserver", follow_redirects=False)
    cookie = client.get("/masuk").headers["set-cookie"]
    assert cookie.startswith("__Host-kinerja=")
    assert {"path=/", "Max-Age=43200", "httponly", "samesite=lax", "secure"} <= set(cookie.split("; "))
    assert "Strict-Transport-Security" in client.get("/masuk").headers


def test_every_sign_in_is_a_new_session(app: Starlette, visit: Callable[..., Visit]):
    client = visit()
    before = client.token("/masuk")
    client.submit("/masuk", username="hr.serang", password=PASSWORD)
    assert client.token() != before
    first = app.state.door.accounts.sign_in("hr.serang", PASSWORD, Visitor())
    second = app.state.door.accounts.sign_in("hr.serang", PASSWORD, Visitor())
    assert isinstance(first, Entered)
    assert isinstance(second, Entered)
    assert first.sid != second.sid


def test_the_table_does_not_hold_what_opens_the_door(app: Starlette, hr: Visit, session_factory: sessionmaker[Session]):
    sid = json.loads(base64.b64decode(hr.cookies["kinerja"].split(".")[0]))["sid"]
    with acting_as(system("test")), session_factory() as db:
        stored = db.scalars(select(SignInSession.sid_hash)).all()
    assert sid not in stored
    assert all(app.state.door.accounts.resume(value) is None for value in stored)


def test_a_session_that_nobody_uses_is_over(app: Starlette, people: Cast):
    accounts = app.state.door.accounts
    start = utc_now()
    entered = accounts.sign_in("hr.serang", PASSWORD, Visitor(), now=start)
    assert accounts.resume(entered.sid, now=start + IDLE - timedelta(seconds=1)) == entered.who
    assert accounts.resume(entered.sid, now=start + 2 * IDLE - timedelta(seconds=2)) == entered.who
    assert accounts.resume(entered.sid, now=start + 3 * IDLE) is None


def test_even_a_busy_session_ends_with_the_working_day(app: Starlette, people: Cast):
    accounts = app.state.door.accounts
    start = utc_now()
    entered = accounts.sign_in("hr.serang", PASSWORD, Visitor(), now=start)
    for step in range(1, 24):
        assert accounts.resume(entered.sid, now=start + step * IDLE / 2) is not None
    assert accounts.resume(entered.sid, now=start + timedelta(hours=12)) is None


def test_a_closed_account_is_out_at_once(app: Starlette, hr: Visit, session_factory: sessionmaker[Session]):
    with acting_as(system("test")), session_factory.begin() as db:
        db.scalars(select(Account).where(Account.username == "hr.serang")).one().is_active = False
    assert hr.get("/").headers["location"] == "/masuk"


def test_production_refuses_demo_accounts(app: Starlette, people: Cast, session_factory: sessionmaker[Session]):
    with acting_as(system("test")), session_factory.begin() as db:
        db.scalars(select(Account).where(Account.username == "hr.serang")).one().is_demo = True
    accounts = app.state.door.accounts
    entered = accounts.sign_in("hr.serang", PASSWORD, Visitor())
    assert isinstance(entered, Entered)
    production = replace(accounts, is_production=True)
    assert isinstance(production.sign_in("hr.serang", PASSWORD, Visitor()), Denied)
    assert production.resume(entered.sid) is None
