"""Jobs: taken once, cancelled between chunks, taken up again, and never anybody else's business."""

import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import sessionmaker

from kinerja_admin.db.scope import Scope, acting_as, system
from kinerja_admin.db.session import Session
from kinerja_admin.errors import NotFound, Refused
from kinerja_admin.models.account import Account
from kinerja_admin.models.account_role import AccountRole
from kinerja_admin.models.job import Job
from kinerja_admin.models.policy_file import PolicyFile
from kinerja_admin.models.region import Region
from kinerja_admin.models.run import Run
from kinerja_admin.models.sign_in_session import SignInSession
from kinerja_admin.models.types import utc_now
from kinerja_admin.services import jobs, worker
from kinerja_admin.services.worker import Task, Worker
from tests.services.rules import import_rules
from tests.services.town import RINA, Town

Sessions = sessionmaker[Session]


@pytest.fixture
def sessions(session_factory: Sessions) -> Sessions:
    """A database with one region."""
    with acting_as(system("test")), session_factory.begin() as session:
        session.add(Region(code="serang", name="Kota Serang"))
        session.add(Region(code="pangkalpinang", name="Kota Pangkalpinang"))
    return session_factory


def ask(sessions: Sessions, kind: str = "coba", **parameters: Any) -> int:
    with acting_as(system("test")), sessions.begin() as session:
        return jobs.enqueue(session, kind, parameters, "serang").id


def look(sessions: Sessions, number: int) -> Job:
    with acting_as(system("test")), sessions() as session:
        job = session.get_one(Job, number)
        session.expunge(job)
        return job


def change(sessions: Sessions, what: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
    with acting_as(system("test")), sessions.begin() as session:
        return what(session, *arguments, **options)


def work_with(monkeypatch: pytest.MonkeyPatch, what: Callable[[Task], None]) -> None:
    monkeypatch.setitem(worker.WORK, "coba", what)


def test_work_is_done_in_the_order_of_asking(sessions: Sessions, monkeypatch: pytest.MonkeyPatch):
    seen: list[Any] = []
    work_with(monkeypatch, lambda task: seen.append(task.parameters["n"]))
    numbers = [ask(sessions, n=n) for n in (1, 2, 3)]
    one = Worker(sessions)
    assert [one.work_once() for _ in range(4)] == [True, True, True, False]
    assert seen == [1, 2, 3]
    assert [look(sessions, number).state for number in numbers] == ["done"] * 3


def test_two_workers_never_take_one_job(sessions: Sessions):
    ask(sessions)
    assert change(sessions, jobs.claim, "satu") is not None
    assert change(sessions, jobs.claim, "dua") is None


def test_of_two_that_saw_the_same_job_one_gets_it(sessions: Sessions, monkeypatch: pytest.MonkeyPatch):
    number = ask(sessions)
    change_row = jobs._change

    def another_was_quicker(session: Session, which: Any, values: Any) -> int:
        monkeypatch.setattr(jobs, "_change", change_row)
        taken = {"state": "running", "worker": "lain", "attempts": 1, "heartbeat_at": utc_now()}
        assert change_row(session, Job.id == number, taken) == 1
        return change_row(session, which, values)

    monkeypatch.setattr(jobs, "_change", another_was_quicker)
    assert change(sessions, jobs.claim, "saya") is None
    assert look(sessions, number).worker == "lain"


def test_progress_is_seen_from_outside(sessions: Sessions, monkeypatch: pytest.MonkeyPatch):
    number = ask(sessions)
    seen: list[tuple[int, int | None]] = []

    def work(task: Task) -> None:
        for done in (0, 40, 100):
            task.progress(done, 100)
            job = look(sessions, number)
            seen.append((job.done, job.total))

    work_with(monkeypatch, work)
    Worker(sessions).work_once()
    assert seen == [(0, 100), (40, 100), (100, 100)]


def test_what_waits_is_cancelled_at_once(sessions: Sessions):
    number = ask(sessions)
    change(sessions, jobs.request_cancel, number)
    assert look(sessions, number).state == "cancelled"
    assert Worker(sessions).work_once() is False
    with pytest.raises(Refused, match="JOB_OVER"):
        change(sessions, jobs.request_cancel, number)


def test_what_runs_is_cancelled_between_chunks(sessions: Sessions, monkeypatch: pytest.MonkeyPatch):
    number = ask(sessions)
    reached: list[int] = []

    def work(task: Task) -> None:
        for done in range(10):
            task.progress(done, 10)
            reached.append(done)
            if done == 3:
                change(sessions, jobs.request_cancel, number)

    work_with(monkeypatch, work)
    Worker(sessions).work_once()
    job = look(sessions, number)
    assert (reached, job.state, job.message_code) == ([0, 1, 2, 3], "cancelled", "JOB_CANCELLED")


def test_a_failure_is_told_by_its_code_and_ends_nothing_else(sessions: Sessions, monkeypatch: pytest.MonkeyPatch):
    def work(task: Task) -> None:
        if task.parameters["n"] == 1:
            raise NotFound("REGION_UNKNOWN", region="atlantis")
        if task.parameters["n"] == 2:
            raise ZeroDivisionError

    work_with(monkeypatch, work)
    numbers = [ask(sessions, n=n) for n in (1, 2, 3)]
    one = Worker(sessions)
    while one.work_once():
        pass
    told = [(job.state, job.message_code, job.message_parameters) for job in (look(sessions, n) for n in numbers)]
    assert told == [
        ("failed", "REGION_UNKNOWN", {"region": "atlantis"}),
        ("failed", "INTERNAL", {}),
        ("done", "JOB_DONE", {}),
    ]


def test_work_that_nobody_knows_fails_by_itself(sessions: Sessions):
    number = ask(sessions, kind="tari")
    Worker(sessions).work_once()
    assert look(sessions, number).state == "failed"


def silence(session: Session, number: int) -> None:
    job = session.get_one(Job, number)
    job.heartbeat_at = utc_now() - jobs.STALE - timedelta(seconds=1)


def test_a_job_without_a_sign_of_life_is_taken_up_again(sessions: Sessions, monkeypatch: pytest.MonkeyPatch):
    number = ask(sessions)
    assert change(sessions, jobs.claim, "mati") == number
    change(sessions, jobs.keep, number, "mati", {"runs": {"nilai": 7}})
    assert Worker(sessions).work_once() is False
    change(sessions, silence, number)
    finished: list[Any] = []
    work_with(monkeypatch, lambda task: finished.append(dict(task.finished)))
    assert Worker(sessions).work_once() is True
    assert finished == [{"runs": {"nilai": 7}}]
    with pytest.raises(jobs.Lost):
        change(sessions, jobs.beat, number, "mati", 1, 2)


def test_a_job_that_kills_its_workers_is_given_up(sessions: Sessions):
    number = ask(sessions)
    for name in ("satu", "dua", "tiga"):
        assert change(sessions, jobs.claim, name) == number
        change(sessions, silence, number)
    assert change(sessions, jobs.claim, "empat") is None
    job = look(sessions, number)
    assert (job.state, job.message_code) == ("failed", "JOB_ABANDONED")


def test_a_dead_process_of_this_machine_is_noticed_at_once(sessions: Sessions, monkeypatch: pytest.MonkeyPatch):
    number = ask(sessions)
    one = Worker(sessions)
    host = one.name.split(":", maxsplit=1)[0]
    change(sessions, jobs.claim, f"{host}:999999999:abcd")
    done = threading.Event()
    work_with(monkeypatch, lambda _task: done.set())
    one.start()
    assert done.wait(10)
    one.stop()
    assert look(sessions, number).state == "done"


def test_stopping_puts_the_job_back(sessions: Sessions, monkeypatch: pytest.MonkeyPatch):
    number = ask(sessions)
    started, go_on = threading.Event(), threading.Event()

    def work(task: Task) -> None:
        task.progress(0, 10)
        started.set()
        go_on.wait(10)
        task.progress(1, 10)

    work_with(monkeypatch, work)
    one = Worker(sessions)
    one.start()
    assert started.wait(10)
    threading.Timer(0.2, go_on.set).start()
    one.stop()
    job = look(sessions, number)
    assert (job.state, job.worker, job.attempts) == ("queued", None, 0)


def test_it_acts_for_the_one_who_asked_in_that_region_alone(sessions: Sessions, monkeypatch: pytest.MonkeyPatch):
    from kinerja_admin.db import scope as scopes

    with acting_as(system("test")), sessions.begin() as session:
        account = Account(region_id="serang", username="hr.serang", name="Staf")
        session.add(account)
        session.flush()
        account_id = account.id
        jobs.enqueue(session, "coba", {}, "serang", account_id)
    seen: list[Scope] = []
    work_with(monkeypatch, lambda _task: seen.append(scopes.current()))
    Worker(sessions).work_once()
    assert [(one.actor, one.account_id, one.regions) for one in seen] == [("hr.serang", account_id, ("serang",))]


def test_jobs_of_another_region_are_not_seen(sessions: Sessions):
    number = ask(sessions)
    with acting_as(Scope("hr", None, ("pangkalpinang",))), sessions.begin() as session:
        with pytest.raises(NotFound):
            jobs.find(session, number)
        with pytest.raises(NotFound):
            jobs.request_cancel(session, number)
    assert look(sessions, number).state == "queued"


def test_a_month_is_computed_by_a_job(town: Town, tmp_path: Path):
    import_rules(town.sessions, tmp_path)
    town.attend(RINA, {"2026-03-02": {}})
    number = ask(town.sessions, kind="run", region="serang", period="2026-03")
    Worker(town.sessions).work_once()
    job = look(town.sessions, number)
    assert (job.state, job.done, job.total) == ("done", 6, 6)
    assert job.result is not None
    with acting_as(system("test")), town.sessions() as session:
        done = {run.policy: run.id for run in session.query(Run)}
    assert job.result == {"runs": done}


def test_a_second_attempt_goes_on_after_what_is_finished(town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    import_rules(town.sessions, tmp_path)
    town.attend(RINA, {"2026-03-02": {}})
    number = ask(town.sessions, kind="run", region="serang", period="2026-03")
    one = Worker(town.sessions)
    tell = one._progress

    def die_in_the_second(job: int, done: int, total: int) -> None:
        if done > total / 2 - 1 and done != total // 2:
            raise KeyboardInterrupt
        tell(job, done, total)

    monkeypatch.setattr(one, "_progress", die_in_the_second)
    with pytest.raises(KeyboardInterrupt):
        one.work_once()
    first = look(town.sessions, number)
    assert first.result is not None
    assert list(first.result["runs"]) == ["nilai"]
    change(town.sessions, silence, number)
    Worker(town.sessions).work_once()
    with acting_as(system("test")), town.sessions() as session:
        assert sorted(run.policy for run in session.query(Run)) == ["gaji", "nilai"]
    assert look(town.sessions, number).state == "done"


@pytest.mark.parametrize(("role", "sees"), [("hr", []), ("policy_admin", ["2026.2"]), ("national_admin", ["2026.2"])])
def test_a_job_sees_no_unpublished_version_that_its_owner_does_not(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch, role: str, sees: list[str]
):
    with acting_as(system("test")), sessions.begin() as session:
        place = None if role == "national_admin" else "serang"
        account = Account(region_id=place, username="hana", name="Hana")
        session.add_all([account, AccountRole(region_id=place, account=account, role=role)])
        for version, status in (("2026.1", "effective"), ("2026.2", "approved")):
            session.add(PolicyFile(region_id="serang", policy="tpp", version=version, status=status, text=""))
        session.flush()
        number, owner = jobs.enqueue(session, "coba", {}, "serang", account.id).id, account.id
    seen: list[str] = []

    def look_around(task: Task) -> None:
        with task.sessions() as session:
            seen.extend(session.scalars(select(PolicyFile.version).order_by(PolicyFile.version)))

    work_with(monkeypatch, look_around)
    assert Worker(sessions).work_once()
    assert look(sessions, number).state == "done"
    assert seen == ["2026.1", *sees]
    with acting_as(system("test")), sessions.begin() as session:
        session.get_one(Account, owner).is_active = False
        jobs.enqueue(session, "coba", {}, "serang", owner)
    seen.clear()
    assert Worker(sessions).work_once()
    assert seen == ["2026.1"], "a closed account sees what everybody sees"


def test_a_day_begins_with_forgetting_the_sessions_that_ended_a_month_ago(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
):
    now = utc_now()
    with acting_as(system("test")), sessions.begin() as session:
        account = Account(region_id="serang", username="hana", name="Hana")
        for days in (1, 29, 31):
            ended = now - timedelta(days=days)
            session.add(
                SignInSession(
                    account=account, sid_hash=str(days), created_at=ended - timedelta(hours=1), expires_at=ended
                )
            )
    ask(sessions)
    done = threading.Event()
    work_with(monkeypatch, lambda _task: done.set())
    one = Worker(sessions)
    one.start()
    assert done.wait(10)
    one.stop()
    with acting_as(system("test")), sessions() as session:
        kept = session.scalars(select(SignInSession.sid_hash).order_by(SignInSession.sid_hash)).all()
    assert kept == ["1", "29"]
