"""Long work in one table: asked for, taken by exactly one worker, watched, cancelled, taken up again after a crash."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select, update

from kinerja_admin.db.session import Session
from kinerja_admin.errors import NotFound, Refused
from kinerja_admin.models.job import Job
from kinerja_admin.models.types import utc_now

STALE = timedelta(minutes=5)
"""A running job without a sign of life for so long was left by a worker that is gone."""
MOST_ATTEMPTS = 3
OPEN = ("queued", "running")


class Cancelled(Exception):
    """Somebody asked for the work to stop; raised between two chunks."""


class Lost(Exception):
    """Another worker has taken the job in the meantime."""


def enqueue(
    session: Session, kind: str, parameters: Mapping[str, Any], region: str | None, account_id: int | None = None
) -> Job:
    """Ask for a piece of work; the worker takes them in the order of asking."""
    job = Job(region_id=region, kind=kind, parameters=dict(parameters), created_by_id=account_id)
    session.add(job)
    session.flush()
    return job


def find(session: Session, number: int) -> Job:
    """A job by its number; raises NotFound where the scope sees none."""
    job = session.get(Job, number)
    if job is None:
        raise NotFound("NOT_FOUND")
    return job


def request_cancel(session: Session, number: int) -> None:
    """Cancel what waits at once, and what runs at its next chunk.

    Raises:
        Refused: JOB_OVER when there is nothing left to cancel.
    """
    waiting = _where(number, Job.state == "queued")
    stopped = {"state": "cancelled", "finished_at": utc_now(), "message_code": "JOB_CANCELLED"}
    if _change(session, waiting, stopped):
        return
    if not _change(session, _where(number, Job.state == "running"), {"cancel_requested": True}):
        raise Refused("JOB_OVER", job=str(find(session, number)))


def claim(session: Session, worker: str) -> int | None:
    """Take the oldest job that waits, or that a vanished worker left; None when there is nothing to do.

    The change names the state in which the job was seen, so that of two workers exactly one gets it.
    """
    now = utc_now()
    left = and_(Job.state == "running", or_(Job.heartbeat_at.is_(None), Job.heartbeat_at < now - STALE))
    seen = session.execute(
        select(Job.id, Job.state, Job.worker, Job.attempts).where(or_(Job.state == "queued", left)).order_by(Job.id)
    ).all()
    for number, state, before, attempts in seen:
        as_seen = _where(number, Job.state == state, Job.attempts == attempts, _same(before))
        if attempts >= MOST_ATTEMPTS:
            _change(session, as_seen, {"state": "failed", "finished_at": now, "message_code": "JOB_ABANDONED"})
            continue
        taken = {"state": "running", "worker": worker, "heartbeat_at": now, "attempts": attempts + 1}
        if _change(session, as_seen, {**taken, "started_at": now}):
            return int(number)
    return None


def release(session: Session, workers: list[str]) -> int:
    """Put back what workers of this machine were doing that are known to be gone; returns how many."""
    left = and_(Job.state == "running", Job.worker.in_(workers))
    return _change(session, left, {"state": "queued", "worker": None})


def beat(session: Session, number: int, worker: str, done: int, total: int) -> None:
    """Give a sign of life and say how far the work is.

    Raises:
        Lost: the job is another worker's by now.
        Cancelled: somebody asked for it to stop.
    """
    progress = {"heartbeat_at": utc_now(), "done": min(done, total), "total": total}
    if not _change(session, _mine(number, worker), progress):
        raise Lost
    if session.scalar(select(Job.cancel_requested).where(Job.id == number)):
        raise Cancelled


def keep(session: Session, number: int, worker: str, result: Mapping[str, Any]) -> None:
    """Note what is finished, in the transaction that finishes it, so that a second attempt goes on from there."""
    if not _change(session, _mine(number, worker), {"result": dict(result), "heartbeat_at": utc_now()}):
        raise Lost


def finish(session: Session, number: int, worker: str, state: str, code: str | None = None, **parameters: str) -> None:
    """Done, failed or cancelled; the message is worded by the catalogue."""
    told = {"message_code": code, "message_parameters": dict(parameters), "finished_at": utc_now()}
    _change(session, _mine(number, worker), {"state": state, **told})


def put_back(session: Session, number: int, worker: str) -> None:
    """Leave the job to whoever comes next, as if it had not been tried: the program is being stopped."""
    again = {"state": "queued", "worker": None, "attempts": Job.attempts - 1}
    _change(session, _mine(number, worker), again)


def open_jobs(session: Session, kind: str, region: str) -> list[Job]:
    """What waits or runs for a region, oldest first."""
    found = select(Job).where(Job.kind == kind, Job.region_id == region, Job.state.in_(OPEN)).order_by(Job.id)
    return list(session.scalars(found))


def _mine(number: int, worker: str) -> ColumnElement[bool]:
    return _where(number, Job.state == "running", Job.worker == worker)


def _where(number: int, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return and_(Job.id == number, *conditions)


def _same(worker: str | None) -> ColumnElement[bool]:
    return Job.worker.is_(None) if worker is None else Job.worker == worker


def _change(session: Session, which: ColumnElement[bool], values: Mapping[str, Any]) -> int:
    statement = update(Job).where(which).values(**values).execution_options(synchronize_session=False)
    changed: int = session.execute(statement).rowcount  # type: ignore[attr-defined]
    return changed
