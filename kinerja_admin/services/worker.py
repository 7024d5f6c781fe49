"""The one worker: takes jobs from the table one after the other, beside the pages or as ``kinerja worker``."""

from __future__ import annotations

import logging
import os
import secrets
import socket
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import sessionmaker

from kinerja_admin.db.scope import Scope, acting_as, system
from kinerja_admin.db.session import Session
from kinerja_admin.errors import KinerjaError
from kinerja_admin.models.account import Account
from kinerja_admin.models.job import Job
from kinerja_admin.models.region import NATIONAL
from kinerja_admin.services import backdating, jobs
from kinerja_admin.services.accounts import POLICY_STAFF, forget_old, person_behind
from kinerja_admin.services.registry import activate_due
from kinerja_admin.services.runs import correct_run
from kinerja_admin.services.runs.month import run_month
from kinerja_admin.settings import Settings

PAUSE = 1.0
"""Seconds between two looks into the table."""
_DAY = 24 * 60 * 60.0
_log = logging.getLogger(__name__)


class Stopped(Exception):
    """The program is being stopped; the job goes back into the queue."""


@dataclass(frozen=True, slots=True)
class Task:
    """A job as its work sees it: what is asked, what an earlier attempt finished, and how to tell of progress."""

    number: int
    parameters: Mapping[str, Any]
    finished: Mapping[str, Any]
    sessions: sessionmaker[Session]
    account_id: int | None
    progress: Callable[[int, int], None]
    keep: Callable[[Session, Mapping[str, Any]], None]


def _run(task: Task) -> None:
    """Compute the policies of a month, or one correction, from where an earlier attempt stopped."""
    asked = task.parameters

    def keep(session: Session, runs: Mapping[str, int]) -> None:
        task.keep(session, {"runs": dict(runs)})

    if "corrects" in asked:
        correct_run(
            task.sessions,
            asked["corrects"],
            account_id=task.account_id,
            finished=task.finished.get("runs", {}),
            progress=task.progress,
            keep=keep,
        )
        return
    run_month(
        task.sessions,
        asked["region"],
        asked["period"],
        asked.get("policy"),
        account_id=task.account_id,
        finished=task.finished.get("runs", {}),
        progress=task.progress,
        keep=keep,
    )


def _look_back(task: Task) -> None:
    """Compute what a version would have given in computed months; only the outcome is kept."""
    with task.sessions() as session:
        asked = task.parameters
        made = backdating.work(
            session, asked["version"], task.progress, is_withdrawal=asked.get("is_withdrawal", False)
        )  # fmt: skip
    with task.sessions.begin() as session:
        task.keep(session, made)


WORK: dict[str, Callable[[Task], None]] = {"run": _run, backdating.KIND: _look_back}
"""What each kind of job does."""


class Worker:
    """A thread that works through the table; several processes may each have one."""

    def __init__(self, sessions: sessionmaker[Session], settings: Settings | None = None) -> None:
        """Nothing runs before :meth:`start`."""
        self._sessions = sessions
        self._settings = settings
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._next_look = 0.0
        self._next_clearing = 0.0
        self.name = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"

    def start(self) -> None:
        """Begin to work in a thread of its own."""
        self._thread = threading.Thread(target=self.work, name="kinerja-worker", daemon=True)
        self._thread.start()

    def stop(self, patience: float = 10.0) -> None:
        """Stop between two chunks; what was under way goes back into the queue."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(patience)

    def work(self) -> None:
        """Look into the table again and again until told to stop."""
        with acting_as(system("worker")):
            self._release_left()
            while not self._stopping.is_set():
                try:
                    self._activate_due()
                    self._clear()
                    has_worked = self.work_once()
                except OperationalError:
                    _log.exception("the job table cannot be reached")
                    has_worked = False
                if not has_worked:
                    self._stopping.wait(PAUSE)

    def work_once(self) -> bool:
        """Take one job and do it; False when there is none."""
        with acting_as(system("worker")):
            with self._sessions.begin() as session:
                number = jobs.claim(session, self.name)
            if number is None:
                return False
            self._do(number)
            return True

    def _do(self, number: int) -> None:
        try:
            task, kind, scope = self._task(number)
            with acting_as(scope):
                WORK[kind](task)
        except jobs.Lost:
            return
        except Stopped:
            self._tell(jobs.put_back, number)
        except jobs.Cancelled:
            self._finish(number, "cancelled", "JOB_CANCELLED")
        except KinerjaError as error:
            self._finish(number, "failed", error.code, **error.parameters)
        except Exception:  # noqa: BLE001 - a broken job must not end the worker; it is logged, and told as INTERNAL
            _log.exception("job %s failed", number)
            self._finish(number, "failed", "INTERNAL")
        else:
            self._finish(number, "done", "JOB_DONE")

    def _task(self, number: int) -> tuple[Task, str, Scope]:
        """The job with what it needs; it acts for the one who asked, in that region alone."""
        with self._sessions() as session:
            job = session.get_one(Job, number)
            asked_by = session.get(Account, job.created_by_id) if job.created_by_id else None
            actor = asked_by.username if asked_by else "worker"
            regions = (job.region_id,) if job.region_id else ()
            scope = Scope(actor, job.created_by_id, regions, reason=str(job), drafts=_drafts(session, job))
            task = Task(
                number=number,
                parameters=dict(job.parameters),
                finished=dict(job.result or {}),
                sessions=self._sessions,
                account_id=job.created_by_id,
                progress=lambda done, total: self._progress(number, done, total),
                keep=lambda inside, result: jobs.keep(inside, number, self.name, result),
            )
            return task, job.kind, scope

    def _progress(self, number: int, done: int, total: int) -> None:
        if self._stopping.is_set():
            raise Stopped
        with acting_as(system("worker")), self._sessions.begin() as session:
            jobs.beat(session, number, self.name, done, total)

    def _finish(self, number: int, state: str, code: str, **parameters: str) -> None:
        with acting_as(system("worker")), self._sessions.begin() as session:
            jobs.finish(session, number, self.name, state, code, **parameters)

    def _tell(self, what: Callable[[Session, int, str], None], number: int) -> None:
        with acting_as(system("worker")), self._sessions.begin() as session:
            what(session, number, self.name)

    def _activate_due(self) -> None:
        """Once a minute: versions whose first month has begun become effective."""
        if time.monotonic() >= self._next_look:
            self._next_look = time.monotonic() + 60
            activate_due(self._sessions)

    def _clear(self) -> None:
        """Once a day: what nobody needs any more."""
        if time.monotonic() >= self._next_clearing:
            self._next_clearing = time.monotonic() + _DAY
            with self._sessions.begin() as session:
                forget_old(session)

    def _release_left(self) -> None:
        """Jobs of processes of this machine that no longer run need not wait until they are stale."""
        with self._sessions.begin() as session:
            busy = session.scalars(select(Job.worker).where(Job.state == "running")).all()
            jobs.release(session, [name for name in busy if name and _is_gone(name)])


def _drafts(session: Session, job: Job) -> tuple[str, ...]:
    """The regions whose unpublished versions the one who asked may see now: no job shows more than its owner sees."""
    who = person_behind(session, job.created_by_id) if job.created_by_id else None
    places = (job.region_id, NATIONAL) if job.region_id else ()
    return tuple(one for one in places if who is not None and not who.roles_in(one).isdisjoint(POLICY_STAFF))


def _is_gone(worker: str) -> bool:
    host, _, rest = worker.partition(":")
    process = rest.partition(":")[0]
    if host != socket.gethostname() or not process.isdigit():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False
