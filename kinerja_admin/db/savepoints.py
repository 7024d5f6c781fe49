"""Parts of a transaction that can be undone alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session


def begin_whole(session: Session) -> None:
    """Begin the transaction that savepoints shall stand in.

    SQLite's driver begins one only before the first change; a savepoint set earlier would be the transaction itself,
    and its end a commit.
    """
    connection = session.connection()
    if connection.dialect.name == "sqlite" and not connection.connection.dbapi_connection.in_transaction:  # type: ignore[union-attr]
        connection.exec_driver_sql("BEGIN")


@contextmanager
def attempt(session: Session) -> Iterator[None]:
    """What is written inside is flushed at its end; where anything of it fails, all of it is undone, and raised."""
    with session.begin_nested():
        yield
        session.flush()
