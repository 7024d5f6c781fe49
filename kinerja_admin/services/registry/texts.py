"""Every text that a version ever had: read from the trail that the session writes, so that none is lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from kinerja_admin.db.session import Session
from kinerja_admin.errors import NotFound
from kinerja_admin.models.audit import Audit
from kinerja_admin.models.policy_file import PolicyFile


@dataclass(frozen=True, slots=True)
class SavedText:
    """A text as it was saved once, with its tables; ``number`` is that of the line in the trail."""

    number: int
    at: datetime
    actor: str
    text: str
    tables: dict[str, str]

    @property
    def lines(self) -> int:
        """How many lines it has."""
        return len(self.text.splitlines())


def saved_texts(session: Session, row: PolicyFile) -> Sequence[SavedText]:
    """Every text that was saved, newest first; the first is what stands in the version now."""
    trail = session.scalars(
        select(Audit)
        .where(Audit.table_name == PolicyFile.__tablename__, Audit.row_id == str(row.id), Audit.action != "delete")
        .order_by(Audit.id)
    )
    found: list[SavedText] = []
    for line in trail:
        after = line.after or {}
        if "text" in after or "tables" in after:
            before = found[-1] if found else SavedText(0, line.at, "", "", {})
            text, tables = after.get("text", before.text), after.get("tables", before.tables)
            found.append(SavedText(line.id, line.at, line.actor, text, dict(tables or {})))
    return found[::-1]


def saved_text(session: Session, row: PolicyFile, number: int) -> SavedText:
    """One of them; raises NotFound where it is not a text of this version."""
    found = next((one for one in saved_texts(session, row) if one.number == number), None)
    if found is None:
        raise NotFound("NOT_FOUND")
    return found
