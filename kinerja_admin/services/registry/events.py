"""What happened to a version: every step one line, written in the same transaction as the step itself."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from kinerja_admin.db.policy_rules import events_broken_at
from kinerja_admin.db.session import Session
from kinerja_admin.models.policy_event import PolicyEvent
from kinerja_admin.models.policy_file import PolicyFile

ACTIONS = (
    "create",
    "import",
    "submit",
    "send_back",
    "reopen",
    "impact_opened",
    "approve",
    "schedule",
    "activate",
    "supersede",
    "withdraw",
    "restore",
)


def take_step(session: Session, row: PolicyFile, action: str, to_status: str, reason: str = "") -> PolicyEvent:
    """Move a version to a status and note it."""
    event = PolicyEvent(
        region_id=row.region_id,
        policy_file=row,
        action=action,
        from_status=row.status,
        to_status=to_status,
        digest=row.digest,
        reason=reason.strip() or None,
    )
    row.status = to_status
    session.add(event)
    session.flush()
    return event


def note(session: Session, row: PolicyFile, action: str, reason: str = "", *, is_new: bool = False) -> PolicyEvent:
    """Note something that leaves the status as it is, or that brought the version here."""
    event = PolicyEvent(
        region_id=row.region_id,
        policy_file=row,
        action=action,
        from_status=None if is_new else row.status,
        to_status=row.status,
        digest=row.digest,
        reason=reason.strip() or None,
    )
    session.add(event)
    session.flush()
    return event


def history(session: Session, row: PolicyFile) -> Sequence[PolicyEvent]:
    """The events of a version, oldest first."""
    found = select(PolicyEvent).where(PolicyEvent.policy_file_id == row.id).order_by(PolicyEvent.id)
    return session.scalars(found).all()


def broken_at(session: Session, region: str) -> int | None:
    """The number of the first event of a region that does not fit its seal, or None."""
    return events_broken_at(session, region)
