"""The third wall: what was changed, by whom and why, written in the same transaction as the change itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, insert, select
from sqlalchemy.orm import Session

from kinerja_admin.db import scope as scopes
from kinerja_admin.db.chain import first_break, last_hash, seal
from kinerja_admin.db.rows import changed_columns, columns_of, old_value, plain_value
from kinerja_admin.models.audit import Audit
from kinerja_admin.models.base import Base
from kinerja_admin.models.region import NATIONAL, Region
from kinerja_admin.models.types import utc_now

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """One change, before it is sealed."""

    region: str | None
    table: str
    row: str
    action: str
    before: Values | None
    after: Values | None


REHEARSED = "rehearsed"
"""A session with this in its ``info`` writes for trial and can store nothing, so that there is nothing to note."""


def record(session: Session, _context: object) -> None:
    """Note every insert, update and delete of the flush that has just happened."""
    if REHEARSED in session.info:
        return
    entries = [
        *(entry for row in session.new if (entry := _inserted(row))),
        *(entry for row in session.dirty if (entry := _updated(row))),
        *(entry for row in session.deleted if (entry := _deleted(row))),
    ]
    if entries:
        write(session.connection(), entries)


def note(session: Session, entries: Iterable[Entry]) -> None:
    """Add lines that no change of a row makes, such as who took records out of the program."""
    write(session.connection(), entries)


def write(connection: Connection, entries: Iterable[Entry]) -> None:
    """Seal the entries, each into the chain of its region, and store them."""
    table: Table = Audit.__table__  # type: ignore[assignment]
    chains: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        chains[entry.region or NATIONAL].append(entry)
    for chain in sorted(chains):  # in one order everywhere, so that nobody waits in a circle
        previous = last_hash(connection, table, "chain", chain)
        rows = []
        for entry in chains[chain]:
            facts = _facts(chain, entry)
            line = seal(previous, _sealed(facts))
            rows.append({**facts, "previous_hash": previous, "hash": line})
            previous = line
        connection.execute(insert(table), rows)


def _facts(chain: str, entry: Entry) -> Values:
    scope = scopes.current()
    return {
        "chain": chain,
        "region_id": entry.region,
        "at": utc_now(),
        "actor": scope.actor,
        "account_id": scope.account_id,
        "action": entry.action,
        "table_name": entry.table,
        "row_id": entry.row,
        "before": entry.before,
        "after": entry.after,
        "request_id": scope.request_id or None,
        "reason": scope.reason or None,
    }


def _sealed(facts: Mapping[str, Any]) -> Values:
    return {**facts, "at": facts["at"].isoformat()}


def broken_at(session: Session, chain: str) -> int | None:
    """The number of the first line of a chain that was tampered with, or None.

    The whole chain is read, also by those who may not see each of its lines: a chain with gaps proves nothing.
    """
    names = _facts("", Entry(None, "", "", "", None, None)).keys()
    columns = (getattr(Audit, name) for name in ("id", "previous_hash", "hash", *names))
    with scopes.acting_as(scopes.system("chain")):
        lines = session.execute(select(*columns).where(Audit.chain == chain).order_by(Audit.id)).all()
    return first_break(
        (line.id, line.previous_hash, line.hash, _sealed({name: getattr(line, name) for name in names}))
        for line in lines
    )


def region_of(row: Base) -> str | None:
    """The region whose chain a row's changes stand in."""
    if isinstance(row, Region):
        return row.code
    region: str | None = getattr(row, "region_id", None)
    return region


def key_of(row: Base) -> str:
    """A row's key as text."""
    key: Any = row
    return str(key.code if isinstance(row, Region) else key.id)


def _inserted(row: Base) -> Entry | None:
    if not row.__audited__:
        return None
    return Entry(region_of(row), row.__tablename__, key_of(row), "insert", None, _all_values(row))


def _deleted(row: Base) -> Entry | None:
    if not row.__audited__:
        return None
    return Entry(region_of(row), row.__tablename__, key_of(row), "delete", _all_values(row), None)


def _updated(row: Base) -> Entry | None:
    changed = changed_columns(row) if row.__audited__ else []
    if not changed:
        return None
    columns = columns_of(type(row))
    before = {name: plain_value(columns[name], old_value(row, name)) for name in changed}
    after = {name: plain_value(columns[name], getattr(row, name)) for name in changed}
    return Entry(region_of(row), row.__tablename__, key_of(row), "update", before, after)


def _all_values(row: Base) -> Values:
    loaded = row.__dict__
    return {name: plain_value(column, loaded.get(name)) for name, column in columns_of(type(row)).items()}
