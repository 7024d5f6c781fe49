"""H7: sqladmin answers as many guesses as one cares to make."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import sessionmaker
from starlette.applications import Starlette
from starlette.testclient import TestClient

from kinerja_admin.db.scope import acting_as, system
from kinerja_admin.db.session import Session
from kinerja_admin.models.sign_in_attempt import SignInAttempt
from kinerja_admin.models.types import utc_now
from kinerja_admin.services.accounts import Denied, Entered, Visitor
from kinerja_admin.services.accounts.throttle import FREE_ATTEMPTS, LONGEST_WAIT, MOST_FOR_ACCOUNT, MOST_FROM_ADDRESS
from tests.admin.conftest import PASSWORD, Visit
from tests.cast import Cast


def test_plain_sqladmin_lets_one_guess_for_ever(plain_app: Starlette):
    client = TestClient(plain_app, follow_redirects=False)
    answers = [client.post("/admin/login", data={"username": "hr", "password": str(n)}).status_code for n in range(30)]
    assert set(answers) == {400}
    assert client.post("/admin/login", data={"username": "hr", "password": PASSWORD}).status_code == 302


def test_ours_stops_listening_even_to_the_right_password(
    visit: Callable[..., Visit], session_factory: sessionmaker[Session]
):
    client = visit()
    answers = [client.submit("/masuk", username="hr.serang", password=str(n)).status_code for n in range(FREE_ATTEMPTS)]
    assert answers == [400] * (FREE_ATTEMPTS - 1) + [429]
    refused = client.submit("/masuk", username="HR.Serang ", password=PASSWORD)
    assert refused.status_code == 429
    assert "Coba lagi dalam 1 menit" in refused.text
    assert 0 < int(refused.headers["retry-after"]) <= 30
    with acting_as(system("test")), session_factory() as db:
        assert db.scalar(select(func.count()).select_from(SignInAttempt)) == FREE_ATTEMPTS


def test_each_failure_doubles_the_wait_up_to_a_limit(app: Starlette, people: Cast):
    accounts, now, waits = app.state.door.accounts, utc_now(), []
    for _ in range(18):
        denied = accounts.sign_in("tidak.ada", "salah", Visitor("10.0.0.1"), now=now)
        assert isinstance(denied, Denied)
        waits.append(denied.wait)
        now += denied.wait + timedelta(seconds=1)
    assert waits[: FREE_ATTEMPTS - 1] == [timedelta()] * (FREE_ATTEMPTS - 1)
    growing = waits[FREE_ATTEMPTS - 1 :]
    assert growing[:3] == [timedelta(seconds=30), timedelta(seconds=60), timedelta(seconds=120)]
    assert growing[-1] == LONGEST_WAIT


def test_a_colleague_at_another_desk_is_not_locked_out(app: Starlette, people: Cast):
    accounts = app.state.door.accounts
    for n in range(FREE_ATTEMPTS + 1):
        accounts.sign_in("hr.serang", str(n), Visitor("10.0.0.1"))
    assert isinstance(accounts.sign_in("hr.serang", PASSWORD, Visitor("10.0.0.2")), Entered)
    assert isinstance(accounts.sign_in("policy_admin.serang", PASSWORD, Visitor("10.0.0.1")), Entered)


def test_success_forgets_the_slips_before_it(app: Starlette, people: Cast):
    accounts, now = app.state.door.accounts, utc_now()
    for n in range(FREE_ATTEMPTS - 1):
        accounts.sign_in("hr.serang", str(n), Visitor("10.0.0.1"), now=now)
    assert isinstance(accounts.sign_in("hr.serang", PASSWORD, Visitor("10.0.0.1"), now=now), Entered)
    slip = accounts.sign_in("hr.serang", "salah", Visitor("10.0.0.1"), now=now + timedelta(seconds=1))
    assert slip == Denied()


def _failures(sessions: sessionmaker[Session], names: list[str], addresses: list[str]) -> None:
    with acting_as(system("test")), sessions.begin() as db:
        db.add_all(SignInAttempt(username=name, ip=ip) for name, ip in zip(names, addresses, strict=True))


def test_one_address_that_tries_many_names_waits(app: Starlette, people: Cast, session_factory: sessionmaker[Session]):
    names = [f"orang{n}" for n in range(MOST_FROM_ADDRESS)]
    _failures(session_factory, names, ["10.0.0.9"] * MOST_FROM_ADDRESS)
    assert isinstance(app.state.door.accounts.sign_in("hr.serang", PASSWORD, Visitor("10.0.0.9")), Denied)


def test_many_addresses_that_try_one_name_wait(app: Starlette, people: Cast, session_factory: sessionmaker[Session]):
    addresses = [f"10.0.1.{n}" for n in range(MOST_FOR_ACCOUNT)]
    _failures(session_factory, ["hr.serang"] * MOST_FOR_ACCOUNT, addresses)
    assert isinstance(app.state.door.accounts.sign_in("hr.serang", PASSWORD, Visitor("10.0.2.1")), Denied)


def test_an_unknown_account_gets_the_same_words(visit: Callable[..., Visit]):
    client = visit()
    known = client.submit("/masuk", username="hr.serang", password="salah")
    unknown = client.submit("/masuk", username="tidak.ada", password="salah")
    message = "Nama akun atau kata sandi tidak benar."
    assert (message in known.text, message in unknown.text) == (True, True)
