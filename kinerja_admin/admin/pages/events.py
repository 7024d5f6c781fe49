"""What happened to a version, as it is told: people by name, months in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kinerja_admin.admin.language import current_words
from kinerja_admin.admin.pages.naming import people_of
from kinerja_admin.admin.screens import say
from kinerja_admin.db.session import Session
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
    return [_told(event, people.get(event.actor, event.actor)) for event in events]


def _told(event: PolicyEvent, actor: str) -> Told:
    words = current_words()
    kept = "" if event.action == "impact_opened" else event.reason or ""
    reason, reached = registry.reason_and_months(kept)
    said = "; ".join(f"{words.period(month)} ({words.field(state).lower()})" for month, state in reached)
    months = say("Reaches back into {months}", months=said) if said else ""
    return Told(event.action, event.at, actor, reason, months, event.digest or "", event.hash)
