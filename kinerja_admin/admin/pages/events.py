"""What happened to a version, as it is told: people by name, months in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kinerja_admin.admin.language import current_words
from kinerja_admin.admin.pages.naming import names_of, people_of
from kinerja_admin.admin.screens import say
from kinerja_admin.db.session import Session
from kinerja_admin.engine.policy import PolicyId, parse_policy_id
from kinerja_admin.models.policy_event import PolicyEvent
from kinerja_admin.models.policy_file import PolicyFile
from kinerja_admin.services import registry


@dataclass(frozen=True, slots=True)
class Told:
    """One event: what was done, when, by whom, why, and what seals it."""

    action: str
    at: datetime
    actor: str
    reason: str
    months: str
    digest: str
    seal: str


def events_of(db: Session, row: PolicyFile) -> list[Told]:
    """The events of a version, newest first."""
    events = registry.history(db, row)[::-1]
    people = people_of(db, (event.actor for event in events))
    copied = {event.reason: one for event in events if (one := _copied(event)) is not None}
    names = names_of(db, copied.values())
    said = {reason: say("A copy of {version}", version=names[one]) for reason, one in copied.items()}
    return [_told(event, people.get(event.actor, event.actor), said) for event in events]


def _copied(event: PolicyEvent) -> PolicyId | None:
    """What a draft began as a copy of."""
    return parse_policy_id(event.reason or "") if event.action == "create" else None


def _told(event: PolicyEvent, actor: str, copied: Mapping[str | None, str]) -> Told:
    words = current_words()
    kept = "" if event.action == "impact_opened" else copied.get(event.reason, event.reason or "")
    reason, reached = registry.reason_and_months(kept)
    said = "; ".join(f"{words.period(month)} ({words.field(state).lower()})" for month, state in reached)
    months = say("Reaches back into {months}", months=said) if said else ""
    return Told(event.action, event.at, actor, reason, months, event.digest or "", event.hash)
