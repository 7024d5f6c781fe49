"""What the session does by itself for policies: who wrote, and the seal on each event."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from kinerja_admin.db import scope as scopes
from kinerja_admin.db.chain import first_break, last_hash, seal
from kinerja_admin.db.rows import columns_of
from kinerja_admin.db.scope import Scope
from kinerja_admin.models.policy_author import PolicyAuthor
from kinerja_admin.models.policy_event import PolicyEvent
from kinerja_admin.models.policy_file import PolicyFile
from kinerja_admin.models.types import utc_now


def note_author(session: Session, file: PolicyFile, scope: Scope) -> None:
    """Remember that the acting account wrote in this version, once."""
    if scope.account_id is None or _is_author(session, file, scope.account_id):
        return
    session.add(PolicyAuthor(region_id=file.region_id, policy_file=file, account_id=scope.account_id))


def _is_author(session: Session, file: PolicyFile, account_id: int) -> bool:
    key: int | None = file.id  # none before the version is first written
    for pending in session.new:
        is_mine = isinstance(pending, PolicyAuthor) and pending.account_id == account_id
        if is_mine and (pending.policy_file is file or (key is not None and pending.policy_file_id == key)):
            return True
    if key is None:
        return False
    known = select(PolicyAuthor.id).where(PolicyAuthor.policy_file_id == file.id, PolicyAuthor.account_id == account_id)
    return session.scalar(known) is not None


def seal_events(session: Session, scope: Scope) -> None:
    """Complete the new events with person and time, and chain each to its region's last one."""
    last: dict[str, str] = {}
    table: Table = PolicyEvent.__table__  # type: ignore[assignment]
    events: list[Any] = [row for row in session.new if isinstance(row, PolicyEvent)]
    for event in events:
        region = event.region_id
        if region not in last:
            last[region] = last_hash(session.connection(), table, "region_id", region)
        event.at = event.at or utc_now()
        event.actor = event.actor or scope.actor
        event.account_id = event.account_id or scope.account_id
        event.previous_hash = last[region]
        event.hash = last[region] = seal(event.previous_hash, _sealed(_name(session, event), event))


def _name(session: Session, event: Any) -> str:
    return str(event.policy_file or session.get_one(PolicyFile, event.policy_file_id))


def _sealed(policy: str, event: Any) -> dict[str, Any]:
    return {
        "policy": policy,
        "action": event.action,
        "from_status": event.from_status,
        "to_status": event.to_status,
        "digest": event.digest,
        "reason": event.reason,
        "actor": event.actor,
        "account_id": event.account_id,
        "at": event.at.isoformat(),
    }


def events_broken_at(session: Session, region: str) -> int | None:
    """The number of the first event of a region that was tampered with, or None.

    The whole chain is read, also by those who may not see each of its events: a chain with gaps proves nothing.
    """
    names = {name: getattr(PolicyEvent, name) for name in columns_of(PolicyEvent)}
    statement = select(*names.values()).where(PolicyEvent.region_id == region).order_by(PolicyEvent.id)
    versions = select(PolicyFile.id, PolicyFile.policy, PolicyFile.version).where(PolicyFile.region_id == region)
    with scopes.acting_as(scopes.system("chain")):
        policies = {number: f"{region}/{policy}@{version}" for number, policy, version in session.execute(versions)}
        events = session.execute(statement).all()
    return first_break(
        (event.id, event.previous_hash, event.hash, _sealed(policies[event.policy_file_id], event)) for event in events
    )
