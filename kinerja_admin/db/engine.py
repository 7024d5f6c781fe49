"""The connection to the database: one file by default, a PostgreSQL server in production."""

from __future__ import annotations

from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.pool import StaticPool

from kinerja_admin.db.arrays import copy_in, copy_out

CONNECTIONS = 80
"""Twice the worker threads of the web server: a request's hook may need a second connection while the first is held."""


def make_engine(url: str | URL) -> Engine:
    """An engine that never shows parameters in messages and, on SQLite, keeps foreign keys and waits its turn."""
    target = make_url(url)
    if target.get_backend_name() != "sqlite":
        engine = create_engine(
            target,
            hide_parameters=True,
            pool_pre_ping=True,
            pool_size=CONNECTIONS // 4,
            max_overflow=CONNECTIONS * 3 // 4,
        )
        event.listen(engine, "connect", _prepare_postgres)
        event.listen(engine, "do_execute", copy_out)
        event.listen(engine, "do_executemany", copy_in)
        return engine
    in_memory = target.database in {None, "", ":memory:"}
    pool: dict[str, Any] = (
        {"poolclass": StaticPool} if in_memory else {"pool_size": CONNECTIONS // 2, "max_overflow": CONNECTIONS // 2}
    )
    engine = create_engine(target, hide_parameters=True, **pool)
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_postgres(connection: Any, _record: object) -> None:
    connection.execute("SET datestyle TO ISO")  # in which Arrow reads the days of a copy, whatever the server prefers
    connection.commit()


def _prepare_sqlite(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    try:
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=5000", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
    finally:
        cursor.close()
