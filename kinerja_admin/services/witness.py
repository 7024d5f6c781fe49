"""Measured values need two people: who records one is noted, and only somebody else can confirm it.

A table takes part by having the four columns; its form never asks for them, because nobody writes another's name.
"""

from __future__ import annotations

from typing import Any

from kinerja_admin.db import scope as scopes
from kinerja_admin.errors import Refused
from kinerja_admin.models.types import utc_now

WITNESSED = frozenset({"dicatat_oleh_id", "dicatat_pada", "diverifikasi_oleh_id", "diverifikasi_pada"})


def is_witnessed(model: type[Any]) -> bool:
    """Whether the rows of a table are recorded by one person and confirmed by another."""
    return set(model.__mapper__.columns.keys()) >= WITNESSED


def note_recorder(row: Any) -> None:
    """Whoever writes a value has recorded it; what was confirmed before was another value."""
    row.dicatat_oleh_id = scopes.current().account_id
    row.dicatat_pada = utc_now()
    row.diverifikasi_oleh_id = None
    row.diverifikasi_pada = None


def confirm(row: Any) -> None:
    """Confirm a value as it stands.

    Raises:
        Refused: OWN_RECORD, when it is the recorder who confirms.
    """
    account = scopes.current().account_id
    if account is None or account == row.dicatat_oleh_id:
        raise Refused("OWN_RECORD")
    row.diverifikasi_oleh_id = account
    row.diverifikasi_pada = utc_now()
