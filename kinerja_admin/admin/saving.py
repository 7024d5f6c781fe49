"""Writing a row from its form: one transaction, the second of two writers is told, and nothing typed is lost."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import inspect

from kinerja_admin.admin.columns import Face, faces, show, title_of
from kinerja_admin.admin.forms import seen_target, target_column
from kinerja_admin.admin.language import current_words, say
from kinerja_admin.admin.safety.database_errors import Refusal, explain
from kinerja_admin.admin.safety.identifiers import by_identifier
from kinerja_admin.db.rows import Kind
from kinerja_admin.db.session import Session
from kinerja_admin.services.completing import Completer, Consequences, consequences
from kinerja_admin.services.witness import is_witnessed, note_recorder


@dataclass(frozen=True, slots=True)
class Saved:
    """A row that was written: its key, how it is called, what was filled in for it, and what follows from it."""

    key: str
    title: str
    derived: Mapping[str, Any] = field(default_factory=dict)
    consequences: Consequences = field(default_factory=Consequences)


@dataclass(frozen=True, slots=True)
class Changed:
    """Somebody else wrote the row in the meantime: what stands there now, and the stamp to write over it."""

    message: str
    stamp: str
    now: Mapping[str, str]


Outcome = Saved | Changed | Refusal


def stamp(row: Any) -> str:
    """A short mark of everything that stands in a row; two forms of the same content carry the same mark."""
    parts = [f"{found.key}={getattr(row, found.key)!r}" for found in faces(type(row))]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]


def insert(
    db: Session, model: type[Any], asked: Collection[Face], values: Mapping[str, Any], region: str | None
) -> Outcome:
    """Write a new row, into the given region where the table has regions."""
    missing = _unseen_targets(db, asked, values, None)
    if missing:
        return Refusal(say("The form has mistakes."), missing)
    try:
        row = model()
        if "region_id" in inspect(model).columns:
            row.region_id = region
        for found in asked:
            _set(row, found, values.get(found.key))
        added = _derive(db, row)
        if is_witnessed(model):
            note_recorder(row)
        db.add(row)
        db.flush()
        follows = consequences(db, row)
        db.commit()
        return Saved(_key(row), title_of(row), added, follows)
    except Exception as error:  # noqa: BLE001 - every refusal of the database is worded, none shown
        db.rollback()
        return explain(error, model)


def update(
    db: Session, model: type[Any], key: str, asked: Collection[Face], values: Mapping[str, Any], seen: str
) -> Outcome | None:
    """Write an existing row if it still is what the form was made from; None when it is not there (for this person)."""
    row = db.scalars(by_identifier(model, key).with_for_update(of=model)).first()
    if row is None:
        return None
    if stamp(row) != seen:
        return _changed(row, asked, values)
    missing = _unseen_targets(db, asked, values, row)
    if missing:
        return Refusal(say("The form has mistakes."), missing)
    try:
        before = {found.key: getattr(row, found.key) for found in asked}
        for found in asked:
            _set(row, found, values.get(found.key))
        added = _derive(db, row)
        is_changed = db.is_modified(row)
        if is_witnessed(model) and is_changed:
            note_recorder(row)
        db.flush()
        follows = consequences(db, row, before) if is_changed else Consequences()
        db.commit()
        return Saved(_key(row), title_of(row), added, follows)
    except Exception as error:  # noqa: BLE001 - as above
        db.rollback()
        return explain(error, model)


def delete(db: Session, model: type[Any], keys: Collection[str]) -> Refusal | tuple[str, ...]:
    """Delete all the rows or none; the titles of those that went."""
    try:
        rows = [db.scalars(by_identifier(model, key)).first() for key in keys]
        titles = tuple(title_of(row) for row in rows if row is not None)
        for row in rows:
            if row is not None:
                db.delete(row)
        db.commit()
        return titles
    except Exception as error:  # noqa: BLE001 - as above
        db.rollback()
        return explain(error, model, deleting=True)


def _set(row: Any, found: Face, value: Any) -> None:
    """Write a value where it differs; an emptied column with a default gets its default."""
    if found.kind is Kind.REFERENCE and value is not None:
        value = _target_key(found, value)
    if value is None and not found.column.nullable and found.column.default is not None:
        return
    if getattr(row, found.key, None) != value:
        setattr(row, found.key, value)


def _derive(db: Session, row: Any) -> dict[str, Any]:
    """Fill in what was left out and follows from other records."""
    with db.no_autoflush:
        present = {found.key: getattr(row, found.key, None) for found in faces(type(row))}
        added = Completer(db, type(row), getattr(row, "region_id", None), for_one=True).derived(present)
    for name, value in added.items():
        setattr(row, name, value)
    return added


def _target_key(found: Face, value: Any) -> Any:
    column = found.target.__mapper__.columns[target_column(found)]  # type: ignore[union-attr]
    return value if column.type.python_type is str else int(value)


def _unseen_targets(db: Session, asked: Collection[Face], values: Mapping[str, Any], row: Any | None) -> dict[str, str]:
    """References to rows that do not exist, or not for this person; what already stands there is left alone."""
    missing = {}
    for found in asked:
        value = values.get(found.key)
        if found.kind is not Kind.REFERENCE or value is None:
            continue
        if row is not None and str(getattr(row, found.key)) == str(value):
            continue
        if seen_target(db, found, str(value)) is None:
            missing[found.key] = say("There is no such record (any more). Choose one from the list.")
    return missing


def _changed(row: Any, asked: Collection[Face], values: Mapping[str, Any]) -> Changed:
    """What stands in the row now, where it differs from what was typed."""
    now = {}
    for found in asked:
        present = getattr(row, found.key)
        typed = values.get(found.key)
        same = str(present) == str(typed) if found.kind is Kind.REFERENCE else present == typed
        if not same:
            related = getattr(row, found.relation) if found.relation and present is not None else None
            now[found.key] = title_of(related) if related is not None else show(found, present)
    words = current_words()
    listed = "; ".join(f"{words.field(found.label)}: {now[found.key] or '—'}" for found in asked if found.key in now)
    message = say(
        "Somebody else has changed this record since you opened it. What you typed is still below; nothing was saved."
    )
    if listed:
        differs = say("What differs now: {listed}. Save again to keep your version.", listed=listed)
        message = f"{message} {differs}"
    return Changed(message, stamp(row), now)


def _key(row: Any) -> str:
    return ";".join(str(part) for part in inspect(row).identity)
