"""What must hold before results that count are computed: the period is over, days are recorded, nothing is locked."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from kinerja_admin.db.session import Session
from kinerja_admin.engine.periods import Period, parse_period
from kinerja_admin.engine.policy import Policy
from kinerja_admin.errors import Refused
from kinerja_admin.models.run import COUNTED, Run
from kinerja_admin.services import snapshots
from kinerja_admin.services.registry import force
from kinerja_admin.services.runs.chain import policies_of

_ATTENDANCE = "presensi."
_SCHEDULED = "presensi.hari_kerja"
"""The one source of attendance that the schedule alone answers."""


def admit(
    session: Session, region: str, period: str, policy: str | None = None, today: date | None = None
) -> tuple[str, ...]:
    """The names of the policies to compute officially: all of a period, or one with what it takes from.

    A policy whose official run is locked already is left out where others remain; its locked results are taken.

    Raises:
        NotFound: REGION_UNKNOWN, POLICY_NAME_UNKNOWN, or NO_POLICY_IN_FORCE where nothing speaks about the period.
        Refused: PERIOD_NOT_OVER, NO_ATTENDANCE, or RUN_LOCKED_ALREADY where nothing that was asked for is left.
    """
    wanted = snapshots.require_period(period)
    names = policies_of(session, region, period, policy)
    check_over(session, region, wanted, today)
    left = tuple(name for name in names if locked_run(session, region, name, wanted) is None)
    if policy is not None or not left:
        check_not_locked(session, region, policy or names[0], wanted)
    for name in left:
        found = force.provider_in_force(session, region, name, wanted)
        if found is not None:
            check_attendance(session, region, wanted, found.policy)
    return left


def locked_among(session: Session, region: str, period: str, policy: str | None = None) -> tuple[str, ...]:
    """The policies of a month, or those that one takes from, whose official run is locked."""
    wanted = snapshots.require_period(period)
    names = policies_of(session, region, period, policy)
    return tuple(name for name in names if locked_run(session, region, name, wanted) is not None)


def check_over(session: Session, region: str, period: Period, today: date | None = None) -> None:
    """Refuse a period that has not ended where the region is: the days to come would count as absence."""
    if not snapshots.is_over(session, region, period, today):
        raise Refused("PERIOD_NOT_OVER", region=region, period=str(period), end=period.end.isoformat())


def check_attendance(session: Session, region: str, period: Period, policy: Policy) -> None:
    """Refuse a policy that counts attendance where not one day of the period was recorded for anybody.

    A single person without records stays absent on those days: that is what the law says of a day unaccounted for.
    """
    taken = {wanted.source for wanted in policy.inputs.values() if wanted.source.startswith(_ATTENDANCE)}
    if taken - {_SCHEDULED} and not snapshots.has_attendance(session, region, period):
        raise Refused("NO_ATTENDANCE", region=region, period=str(period))


def check_not_locked(session: Session, region: str, policy: str, period: Period) -> None:
    """Refuse a second official run of a month that is locked: what has to change is a correction of it."""
    run = locked_run(session, region, policy, period)
    if run is not None:
        raise Refused("RUN_LOCKED_ALREADY", policy=policy, period=str(period), run=str(run))


def locked_run(session: Session, region: str, policy: str, period: Period) -> int | None:
    """The number of the locked official run of a policy and period, or None."""
    same = (Run.region_id == region, Run.policy == policy, Run.periode == str(period))
    return session.scalar(select(Run.id).where(*same, Run.kind == "official", Run.state == "locked"))


def replacing(session: Session, run: Run) -> Policy | None:
    """The version that speaks about a run's period now, where it is not the one that the run was computed with.

    A scenario asks what another version would give, so nothing replaces it.
    """
    period = parse_period(run.periode)
    if period is None or run.kind not in COUNTED:
        return None
    found = force.provider_in_force(session, run.region_id, run.policy, period)
    return found.policy if found is not None and found.row.id != run.policy_file_id else None


def is_provisional(session: Session, run: Run) -> bool:
    """Whether a run, which can only be a scenario then, was computed before its period was over."""
    period = parse_period(run.periode)
    day = run.computed_at.astimezone(snapshots.time_zone(session, run.region_id)).date()
    return period is not None and day <= period.end
