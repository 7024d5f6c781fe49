"""From computed to locked: a look at what changed, a second person, and then for ever."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from sqlalchemy import select

from kinerja_admin.db import scope as scopes
from kinerja_admin.db.bulk import bulk_in
from kinerja_admin.db.session import Session
from kinerja_admin.engine.periods import parse_period
from kinerja_admin.errors import NotFound, Refused
from kinerja_admin.models.result import Result
from kinerja_admin.models.run import COUNTED, DECIDED, Run
from kinerja_admin.models.types import utc_now
from kinerja_admin.models.words import STATUS_PERHITUNGAN

USUAL_SWING = 20
"""Percent of change against the period before, from which on a person is named in the report."""


@dataclass(frozen=True, slots=True)
class Line:
    """A person in the report; amounts are whole rupiah, None where there is none."""

    nip: str
    nama: str
    before: int | None
    after: int | None
    error: str = ""

    @property
    def change(self) -> int:
        """How much more or less than before."""
        return (self.after or 0) - (self.before or 0)


@dataclass(frozen=True, slots=True)
class Variance:
    """What is different from the run of the period before; ``digest`` says which report somebody has seen."""

    run: int
    against: int | None
    joined: tuple[Line, ...]
    left: tuple[Line, ...]
    in_error: tuple[Line, ...]
    swings: tuple[Line, ...]
    digest: str


def variance(session: Session, run: Run, swing: int = USUAL_SWING) -> Variance:
    """Who joined, who left, who is in error, and whose amount swings by so many percent or more."""
    earlier = before(session, run)
    now, then = _lines(session, run), _lines(session, earlier) if earlier else {}
    joined = tuple(one for key, one in now.items() if key not in then)
    left = tuple(Line(one.nip, one.nama, one.after, None) for key, one in then.items() if key not in now)
    both = {
        key: Line(one.nip, one.nama, then[key].after, one.after, one.error) for key, one in now.items() if key in then
    }
    in_error = tuple(both.get(key, one) for key, one in now.items() if one.error)
    swings = tuple(one for one in both.values() if not one.error and _swings(one, swing))
    parts = [run.results_sha256, earlier.results_sha256 if earlier else None, swing]
    digest = hashlib.sha256(json.dumps(parts).encode()).hexdigest()
    return Variance(run.id, earlier.id if earlier else None, joined, left, in_error, swings, digest)


def before(session: Session, run: Run) -> Run | None:
    """The run of the period before that counts: the latest approved one, else the latest."""
    period = parse_period(run.periode)
    if period is None:
        return None
    found = session.scalars(
        select(Run)
        .where(
            Run.region_id == run.region_id,
            Run.policy == run.policy,
            Run.periode == str(period.previous()),
            Run.kind.in_(COUNTED),
            Run.state != "computing",
        )
        .order_by(Run.id)
    ).all()
    decided = [one for one in found if one.state in DECIDED]
    return decided[-1] if decided else (found[-1] if found else None)


def check(session: Session, run: Run, account_id: int, seen: str, swing: int = USUAL_SWING) -> None:
    """Computed becomes checked by somebody who has seen the report of exactly these results.

    Raises:
        Refused: RUN_STATE, RUN_NOT_OFFICIAL, or VARIANCE_NOT_SEEN where results were added since.
    """
    _demand(run, "computed")
    if variance(session, run, swing).digest != seen:
        raise Refused("VARIANCE_NOT_SEEN", run=str(run))
    run.state, run.checked_by_id, run.checked_at = "checked", account_id, utc_now()
    session.flush()


def approve(session: Session, run: Run, account_id: int, reason: str = "") -> None:
    """Checked becomes approved by somebody else than who checked it.

    A run in which more than half of the people are in error needs a ``reason``, which the audit keeps.

    Raises:
        Refused: RUN_STATE, RUN_NOT_OFFICIAL, SECOND_PERSON, TAKEN_RUN_NOT_APPROVED or RUN_MOSTLY_ERRORS.
    """
    _demand(run, "checked")
    if run.checked_by_id == account_id:
        raise Refused("SECOND_PERSON", run=str(run))
    _demand_taken(session, run)
    reason = reason.strip()
    if is_mostly_errors(run) and not reason:
        raise Refused("RUN_MOSTLY_ERRORS", run=str(run), errors=str(run.errors), people=str(run.people))
    now = scopes.current()
    with scopes.acting_as(replace(now, reason=reason or now.reason)):
        run.state, run.approved_by_id, run.approved_at = "approved", account_id, utc_now()
        session.flush()


def is_mostly_errors(run: Run) -> bool:
    """Whether more than half of the people in a run have no result."""
    return run.errors * 2 > run.people


def lock(session: Session, run: Run, account_id: int) -> None:
    """Approved becomes locked, for ever; one official run of a policy and period can be.

    Raises:
        Refused: RUN_STATE, RUN_NOT_OFFICIAL, TAKEN_RUN_NOT_APPROVED or PERIOD_LOCKED.
    """
    _demand(run, "approved")
    _demand_taken(session, run)
    if run.kind == "official" and _is_locked(session, run):
        raise Refused("PERIOD_LOCKED", policy=run.policy, period=run.periode)
    run.state, run.locked_by_id, run.locked_at = "locked", account_id, utc_now()
    session.flush()


def find(session: Session, number: int) -> Run:
    """A run by its number; raises NotFound where the scope sees none."""
    run = session.get(Run, number)
    if run is None:
        raise NotFound("NOT_FOUND")
    return run


def _demand(run: Run, state: str) -> None:
    if run.kind not in COUNTED:
        raise Refused("RUN_NOT_OFFICIAL", run=str(run))
    if run.state != state:
        raise Refused("RUN_STATE", run=str(run), state=STATUS_PERHITUNGAN[run.state], wanted=STATUS_PERHITUNGAN[state])


def _demand_taken(session: Session, run: Run) -> None:
    """Refuse a run that stands on results nobody has approved yet."""
    for number in sorted({one["run"] for taken in run.inputs.values() for one in taken}):
        taken = session.get(Run, number)
        if taken is not None and taken.state not in DECIDED:
            raise Refused("TAKEN_RUN_NOT_APPROVED", run=str(run), taken=str(taken), number=str(number))


def _is_locked(session: Session, run: Run) -> bool:
    same = (Run.region_id == run.region_id, Run.policy == run.policy, Run.periode == run.periode)
    found = select(Run.id).where(*same, Run.kind == "official", Run.state == "locked")
    return session.scalar(found) is not None


def _lines(session: Session, run: Run) -> Mapping[int, Line]:
    rows = bulk_in(session, scopes.current()).rows(
        select(Result.pegawai_id, Result.nip, Result.nama, Result.payable, Result.error_code)
        .where(Result.region_id == run.region_id, Result.run_id == run.id)
        .order_by(Result.nip)
    )
    return {row[0]: Line(row[1], row[2], None, row[3], row[4] or "") for row in rows}


def _swings(line: Line, percent: int) -> bool:
    if line.before is None or line.after is None:
        return line.before is not line.after
    if not line.before:
        return line.after != 0
    return abs(Fraction(line.change, line.before)) * 100 >= percent
