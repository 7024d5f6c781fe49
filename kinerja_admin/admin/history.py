"""What happened to a row, from the audit: who changed which field from what to what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from kinerja_admin.admin.columns import Face, faces, show, title_of
from kinerja_admin.admin.forms import target_column, visible
from kinerja_admin.admin.language import current_words
from kinerja_admin.db.rows import Kind
from kinerja_admin.models.audit import Audit
from kinerja_admin.models.words import TINDAKAN_JEJAK

MOST_SHOWN = 30
_READ: Mapping[Kind, Callable[[Any], Any]] = {
    Kind.DATE: date.fromisoformat,
    Kind.MOMENT: datetime.fromisoformat,
    Kind.TIME: time.fromisoformat,
    Kind.EXACT: Decimal,
    Kind.WHOLE: int,
    Kind.RUPIAH: int,
}


@dataclass(frozen=True, slots=True)
class Step:
    """One change of one field."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the audit: when, who, what, why."""

    at: datetime
    actor: str
    action: str
    reason: str
    steps: tuple[Step, ...]


def history(db: Session, model: type[Any], key: str) -> tuple[Change, ...]:
    """The latest changes of a row, newest first, as far as the person may see the audit of its region."""
    lines = db.scalars(
        select(Audit)
        .where(Audit.table_name == model.__tablename__, Audit.row_id == key)
        .order_by(Audit.id.desc())
        .limit(MOST_SHOWN)
    )
    known = {found.column.name: found for found in faces(model)}
    return tuple(_change(db, line, known) for line in lines)


def _change(db: Session, line: Audit, known: Mapping[str, Face]) -> Change:
    before, after = line.before or {}, line.after or {}
    steps = tuple(
        Step(
            current_words().field(found.label),
            _shown(db, found, before.get(name)),
            _shown(db, found, after.get(name)),
        )
        for name, found in known.items()
        if before.get(name) != after.get(name) and not found.column.primary_key
    )
    action = current_words().field(TINDAKAN_JEJAK.get(line.action, line.action))
    return Change(line.at, line.actor, action, line.reason or "", steps)


def _shown(db: Session, found: Face, value: Any) -> str:
    """A value as the audit wrote it (text for days and decimals), shown like the column itself."""
    if value is None:
        return ""
    if found.kind is Kind.REFERENCE and found.target is not None:
        target = visible(db, found.target, value, by=target_column(found))
        return title_of(target) if target is not None else str(value)
    try:
        return show(found, _READ[found.kind](value) if found.kind in _READ else value)
    except (ValueError, TypeError, ArithmeticError):
        return str(value)
