"""The second table: a month from records to stored results, against the raw drivers reading and writing the same.

What our way asks of the database is written down as it happens; the raw ways repeat every SELECT with ``fetchall`` and
every INSERT of results with ``executemany``, or, in PostgreSQL, all of it with COPY. They work nothing out.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import Engine, event

import kinerja_admin.models  # noqa: F401 - maps every table
from kinerja_admin.db.engine import make_engine
from kinerja_admin.db.scope import acting_as, system
from kinerja_admin.db.session import session_maker
from kinerja_admin.services import runs

REGION, PERIOD = "serang", "2026-03"


@dataclass(slots=True)
class Heard:
    """What was asked of the database: SELECTs, and the INSERTs of results with their rows."""

    reads: list[tuple[str, Any]] = field(default_factory=list)
    writes: list[tuple[str, Any]] = field(default_factory=list)


def table(addresses: list[str]) -> Iterator[str]:
    """One line for each database and way."""
    yield f"All policies of {REGION} for {PERIOD}: `runs.run_month` with snapshot, scoring, pay and stored results.\n"
    yield "| database | people | way | seconds | ratio to the faster raw way |"
    yield "|---|---:|---|---:|---:|"
    for address in addresses:
        engine = make_engine(address)
        seconds, people, heard = ours(engine)
        raw = sqlite_ways(engine, heard) if engine.dialect.name == "sqlite" else postgres_ways(address, heard)
        best = min(raw.values())
        lines = {"ours: everything worked out": seconds, **raw}
        for way, took in lines.items():
            yield f"| {engine.dialect.name} | {people:,} | {way} | {took:.2f} | {took / best:.2f} |"
        engine.dispose()


def ours(engine: Engine) -> tuple[float, int, Heard]:
    """The best of three, after a run that warms up and one that is listened to."""
    sessions = session_maker(engine)
    heard = Heard()

    def listen(_connection: Any, _cursor: Any, text: str, given: Any, _context: Any, _many: bool) -> None:  # noqa: FBT001
        if text.startswith("SELECT"):
            heard.reads.append((text, given))
        elif text.startswith("INSERT INTO result"):
            heard.writes.append((text, given))

    with acting_as(system("bench")):
        runs.run_month(sessions, REGION, PERIOD)
        event.listen(engine, "before_cursor_execute", listen)
        done = runs.run_month(sessions, REGION, PERIOD)
        event.remove(engine, "before_cursor_execute", listen)
        seconds = min(_seconds(lambda: runs.run_month(sessions, REGION, PERIOD)) for _ in range(3))
        with sessions() as session:
            people = max(runs.find(session, number).people for number in done.values())
    return seconds, people, heard


def sqlite_ways(engine: Engine, heard: Heard) -> dict[str, float]:
    """Fetchall and executemany, inside a transaction that is undone."""
    connection = sqlite3.connect(engine.url.database or "", isolation_level=None)

    def work() -> None:
        for text, given in heard.reads:
            connection.execute(text, given).fetchall()
        for text, given in heard.writes:
            connection.executemany(text, given)

    def prepare() -> None:
        connection.execute("BEGIN")
        connection.execute("DELETE FROM result")

    found = {"raw: fetchall and executemany": _best(prepare, work, lambda: connection.execute("ROLLBACK"))}
    connection.close()
    return found


def postgres_ways(address: str, heard: Heard) -> dict[str, float]:
    """Fetchall and executemany; and COPY both ways."""
    connection = psycopg.connect(address.replace("postgresql+psycopg", "postgresql"))

    def fetch() -> None:
        cursor = connection.cursor()
        for text, given in heard.reads:
            cursor.execute(text.encode(), given).fetchall()
        for text, given in heard.writes:
            cursor.executemany(text.encode(), given)

    def copy() -> None:
        cursor, mogrifying = connection.cursor(), psycopg.ClientCursor(connection)
        for text, given in heard.reads:
            statement = mogrifying.mogrify(text.encode(), given)
            with cursor.copy(sql.SQL("COPY ({}) TO STDOUT").format(sql.SQL(statement))) as out:
                for _ in out.rows():
                    pass
        for text, given in heard.writes:
            into_columns = text.removeprefix("INSERT INTO ").split(" VALUES ")[0]
            with cursor.copy(f"COPY {into_columns} FROM STDIN".encode()) as into:
                for row in given:
                    into.write_row(row)

    def prepare() -> None:
        connection.execute("DELETE FROM result")

    ways = {"raw: fetchall and executemany": fetch, "raw: COPY": copy}
    found = {}
    for name, work in ways.items():
        found[name] = _best(prepare, work, connection.rollback)
    connection.close()
    return found


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _best(prepare: Callable[[], None], work: Callable[[], None], undo: Callable[[], Any]) -> float:
    """The best of three."""
    seconds = []
    for _ in range(3):
        with suppress(KeyError):
            prepare()
        seconds.append(_seconds(work))
        undo()
    return min(seconds)
