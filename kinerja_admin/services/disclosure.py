"""Notes who took records out of the program: reading leaves no trace in a row, so it is written down by itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import sessionmaker

from kinerja_admin.db import scope as scopes
from kinerja_admin.db.audit import Entry, note
from kinerja_admin.db.scope import Everywhere
from kinerja_admin.db.session import Session


def note_export(session_maker: sessionmaker[Session], table: str, details: Mapping[str, Any]) -> None:
    """Write into the audit that the present person exported rows of a table, once for each region they may see."""
    regions = scopes.current().regions
    chains: tuple[str | None, ...] = (None,) if isinstance(regions, Everywhere) or not regions else regions
    entries = [Entry(region, table, "", "export", None, dict(details)) for region in chains]
    with session_maker() as db:
        note(db, entries)
        db.commit()
