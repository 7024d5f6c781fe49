"""Chains of sealed lines: each line's hash covers its content and the hash of the line before."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Table, func, select

from kinerja_admin.models.types import canonical_json

FIRST = ""
"""What stands in place of the hash before the first line."""


def seal(previous: str, facts: Mapping[str, Any]) -> str:
    """Hash of a line with these facts that follows the previous one."""
    return hashlib.sha256(f"{previous}\n{canonical_json(dict(facts))}".encode()).hexdigest()


def last_hash(connection: Connection, table: Table, column: str, chain: str) -> str:
    """Hash of a chain's last line; on PostgreSQL the chain is held until the transaction ends.

    SQLite needs no such lock: whoever writes has the file for themselves.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(f"{table.name}:{chain}", 0))))
    found = connection.execute(
        select(table.c.hash).where(table.c[column] == chain).order_by(table.c.id.desc()).limit(1)
    ).scalar()
    return FIRST if found is None else str(found)


def first_break(lines: Iterable[tuple[int, str, str, Mapping[str, Any]]]) -> int | None:
    """The id of the first line (id, previous hash, hash, facts; in order) that does not fit, or None."""
    previous = FIRST
    for line, claimed_previous, claimed, facts in lines:
        if claimed_previous != previous or seal(previous, facts) != claimed:
            return line
        previous = claimed
    return None
