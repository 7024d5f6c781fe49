"""The life of a version: draft → in review → approved → scheduled → effective → superseded, or withdrawn.

Every function works on the caller's session, takes the person on whose behalf it acts, writes the step and its event
together, and leaves the commit to the caller.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import sessionmaker

from kinerja_admin.db.scope import acting_as, system
from kinerja_admin.db.session import Session
from kinerja_admin.engine import catalog
from kinerja_admin.engine.periods import Period, period_of
from kinerja_admin.engine.policy import Policy, PolicyId
from kinerja_admin.errors import WrongUse
from kinerja_admin.models.policy_file import PolicyFile
from kinerja_admin.models.run import Run
from kinerja_admin.services.accounts import SignedIn
from kinerja_admin.services.registry.backdating import check_backdating
from kinerja_admin.services.registry.drafts import look_over
from kinerja_admin.services.registry.events import take_step
from kinerja_admin.services.registry.force import running, superseded_among, this_month
from kinerja_admin.services.registry.guards import (
    check_beginning,
    check_impact_opened,
    check_loads,
    check_providers,
    check_second_person,
    check_status,
    check_tests,
)
from kinerja_admin.services.registry.rights import APPROVER, WRITER, require
from kinerja_admin.services.registry.shelf import RUNNING, id_of, load_version


def submit(session: Session, who: SignedIn, row: PolicyFile, reason: str = "") -> None:
    """Hand a draft over for review; it must have no error left."""
    require(who, row.region_id, WRITER)
    check_status(row, "draft")
    policy = check_loads(session, row)
    look_over(session, row)
    check_providers(session, policy)
    check_beginning(session, row, policy)
    take_step(session, row, "submit", "in_review", reason)


def send_back(session: Session, who: SignedIn, row: PolicyFile, reason: str) -> None:
    """Make a draft of it again, with the reason why."""
    require(who, row.region_id, WRITER, APPROVER)
    check_status(row, "in_review", "approved", "scheduled")
    take_step(session, row, "send_back", "draft", _given(reason))


def approve(session: Session, who: SignedIn, row: PolicyFile, reason: str = "", seen: str = "") -> None:
    """Agree to exactly this content: tests green, effect seen, written by others.

    ``seen`` is the :func:`mark_of_months` of the computed months that it reaches back into, if any.
    """
    require(who, row.region_id, APPROVER)
    check_status(row, "in_review")
    check_second_person(session, who, row)
    policy = check_loads(session, row)
    check_providers(session, policy)
    check_tests(policy)
    check_impact_opened(session, who, row)
    reason = check_backdating(session, row, policy, reason, seen)
    take_step(session, row, "approve", "approved", reason)


def publish(session: Session, who: SignedIn, row: PolicyFile, reason: str = "", seen: str = "") -> None:
    """Let an approved version take effect: at once where its first month has begun, else when it begins.

    ``seen`` is the :func:`mark_of_months` of the computed months that it reaches back into, if any.
    """
    require(who, row.region_id, APPROVER)
    check_status(row, "approved")
    check_second_person(session, who, row)
    policy = check_loads(session, row)
    check_providers(session, policy, *RUNNING, "scheduled")
    check_beginning(session, row, policy)
    reason = check_backdating(session, row, policy, reason, seen)
    if str(policy.first) > this_month():
        take_step(session, row, "schedule", "scheduled", reason)
        return
    take_step(session, row, "activate", "effective", reason)
    settle(session, row.region_id, row.policy, str(row))


def withdraw(session: Session, who: SignedIn, row: PolicyFile, reason: str) -> None:
    """Take a version back, with the reason; where it was in force, its predecessor is again."""
    require(who, row.region_id, *(WRITER, APPROVER) if row.status in ("draft", "in_review") else (APPROVER,))
    check_status(row, "draft", "in_review", "approved", "scheduled", *RUNNING)
    take_step(session, row, "withdraw", "withdrawn", _given(reason))
    settle(session, row.region_id, row.policy, str(row))


def settle(
    session: Session, region: str, policy: str, cause: str, read: Mapping[PolicyId, Policy] | None = None
) -> None:
    """Note which versions have been superseded, and which are effective again; ``read`` has those read just now."""
    rows = [row for row in running(session, region, policy) if row.status in RUNNING]
    known = read or {}
    policies = [known.get(id_of(row)) or load_version(session, row).policy for row in rows]
    superseded = superseded_among(one for one in policies if one is not None)
    for row in rows:
        if row.version in superseded and row.status == "effective":
            take_step(session, row, "supersede", "superseded", cause)
        elif row.version not in superseded and row.status == "superseded":
            take_step(session, row, "restore", "effective", cause)


def activate_due(sessions: sessionmaker[Session]) -> int:
    """Make effective what was scheduled for a month that has begun; returns how many. Safe to call at any time."""
    with acting_as(system("kalender")), sessions() as session:
        due = select(PolicyFile).where(PolicyFile.status == "scheduled", PolicyFile.effective_from <= this_month())
        if not session.scalars(due.limit(1)).first():
            return 0
        rows = session.scalars(due.order_by(PolicyFile.effective_from, PolicyFile.id).with_for_update()).all()
        for row in rows:
            take_step(session, row, "activate", "effective")
            settle(session, row.region_id, row.policy, str(row))
        session.commit()
        return len(rows)


@dataclass(frozen=True, slots=True)
class Consequences:
    """What a withdrawal would do: who speaks in its place for which period, and what rests on the version."""

    instead: tuple[tuple[Period, Policy | None], ...]
    runs: Sequence[Run]
    users: tuple[PolicyFile, ...]

    @property
    def taking_over(self) -> tuple[tuple[Period, str], ...]:
        """Each period with the version that would speak about it; empty where none would."""
        return tuple((period, policy.id.version if policy is not None else "") for period, policy in self.instead)

    @property
    def silent(self) -> tuple[Period, ...]:
        """The periods for which no version would speak any more."""
        return tuple(period for period, version in self.taking_over if not version)


def consequences_of_withdrawal(session: Session, row: PolicyFile) -> Consequences:
    """The same, before anything is done."""
    runs = session.scalars(select(Run).where(Run.policy_file_id == row.id).order_by(Run.periode, Run.id)).all()
    own = load_version(session, row).policy if row.status in RUNNING else None
    instead: tuple[tuple[Period, Policy | None], ...] = ()
    if own is not None:
        loaded = [load_version(session, other).policy for other in running(session, row.region_id, row.policy)]
        everyone = [policy for policy in loaded if policy is not None]
        others = [policy for policy in everyone if policy.id != own.id]
        mine = [one for one in _periods(own) if catalog.in_force(everyone, one) in (own, None)]
        instead = tuple((period, catalog.in_force(others, period)) for period in mine)
    return Consequences(instead, runs, users_of(session, row))


def _periods(policy: Policy) -> tuple[Period, ...]:
    """The periods from the first one to the present (to the last one, where that is earlier)."""
    found = []
    period = policy.first_period
    while str(period.first) <= this_month() and policy.is_in_force(period):
        found.append(period)
        period = period_of(policy.period, period.last.plus(1))
    return tuple(found) or (policy.first_period,)


def users_of(session: Session, row: PolicyFile) -> tuple[PolicyFile, ...]:
    """Versions in use that take items from this one; only texts that name it are read."""
    rows = session.scalars(
        select(PolicyFile)
        .where(
            PolicyFile.status.in_((*RUNNING, "scheduled", "approved")),
            PolicyFile.id != row.id,
            PolicyFile.text.contains(str(row), autoescape=True),
        )
        .order_by(PolicyFile.region_id, PolicyFile.policy, PolicyFile.id)
    )
    loaded = ((other, load_version(session, other).policy) for other in rows)
    return tuple(
        other
        for other, policy in loaded
        if policy is not None and any(str(use.provider) == str(row) for use in policy.uses)
    )


def _given(reason: str) -> str:
    """The reason, which must be there."""
    if not reason.strip():
        raise WrongUse("REASON_MISSING")
    return reason
