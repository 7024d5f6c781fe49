"""Databases for tests: made once with the migrations, then copied for each test."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from itertools import count
from pathlib import Path
from typing import Any, Protocol, Self, TypeVar, cast
from uuid import uuid4

from sqlalchemy import create_engine, make_url, text
from sqlalchemy.pool import NullPool

from kinerja_admin.db.engine import make_engine
from kinerja_admin.db.migrate import upgrade
from kinerja_admin.models.base import Base

SERVER_VARIABLE = "KINERJA_TEST_POSTGRES"
ROOT = Path(__file__).parent.parent
T = TypeVar("T")


class Databases(Protocol):
    """Whatever hands out databases.

    ``filled`` brings what ``fill`` writes into a fresh database, under a name of its own: written once, copied after.
    What ``fill`` gives back is handed out again each time, so nobody may change it.
    """

    def fresh(self) -> AbstractContextManager[str]: ...
    def empty(self) -> AbstractContextManager[str]: ...
    def filled(self, url: str, name: str, fill: Callable[[], T]) -> T: ...


class SqliteDatabases:
    """Files in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count(1)
        self._template: Path | None = None
        self._filled: dict[str, object] = {}

    @contextmanager
    def fresh(self) -> Iterator[str]:
        if self._template is None:
            template = self._folder / "template.sqlite3"
            migrate(f"sqlite:///{template}")
            self._template = template
        file = self._folder / f"{next(self._numbers)}.sqlite3"
        shutil.copyfile(self._template, file)
        yield f"sqlite:///{file}"
        file.unlink()

    @contextmanager
    def empty(self) -> Iterator[str]:
        file = self._folder / f"{next(self._numbers)}.sqlite3"
        yield f"sqlite:///{file}"
        file.unlink(missing_ok=True)

    def filled(self, url: str, name: str, fill: Callable[[], T]) -> T:
        file, copy = make_url(url).database, self._folder / f"{name}.sqlite3"
        assert file
        if name not in self._filled:
            self._filled[name] = fill()
            _copy(Path(file), copy)
        else:
            _copy(copy, Path(file))
        return cast(T, self._filled[name])


def _copy(source: Path, target: Path) -> None:
    """Also what still stands beside the file, and into a file that is open."""
    with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(target)) as other:
        one.backup(other)


class PostgresDatabases:
    """Databases of a server; each run has names of its own, so that several can share it.

    Making a database takes half a second, so that used ones are emptied and handed out again.
    """

    def __init__(self, server: str) -> None:
        self._server = make_url(server)
        self._admin = create_engine(server, isolation_level="AUTOCOMMIT")
        self._prefix = f"kinerja_test_{uuid4().hex[:8]}"
        self._numbers = count(1)
        self._free: list[str] = []
        self._filled: dict[str, tuple[object, dict[str, bytes], dict[str, int]]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for name in self._free:
            self._drop(name)
        self._admin.dispose()

    @contextmanager
    def fresh(self) -> Iterator[str]:
        if not self._free:
            name = self._create()
            migrate(self._url(name))
            self._free.append(name)
        name = self._free.pop()
        yield self._url(name)
        self._wipe(name)
        self._free.append(name)

    @contextmanager
    def empty(self) -> Iterator[str]:
        name = self._create()
        yield self._url(name)
        self._drop(name)

    def filled(self, url: str, name: str, fill: Callable[[], T]) -> T:
        if name not in self._filled:
            value = fill()
            self._filled[name] = (value, *self._contents(url))
            return value
        made, rows, numbers = self._filled[name]
        with self._driver(url) as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            for table, content in rows.items():
                with cursor.copy(f"COPY {table} FROM STDIN") as into:
                    into.write(content)
            for sequence, last in numbers.items():
                cursor.execute("SELECT setval(%s::regclass, %s)", (sequence, last))
        return cast(T, made)

    def _contents(self, url: str) -> tuple[dict[str, bytes], dict[str, int]]:
        """Every row by table, and the last number of each sequence in use."""
        found = {}
        with self._driver(url) as cursor:
            for table in Base.metadata.sorted_tables:
                with cursor.copy(f"COPY {table.name} TO STDOUT") as rows:
                    found[table.name] = b"".join(rows)
            used = "SELECT sequencename, last_value FROM pg_sequences WHERE last_value IS NOT NULL"
            numbers = dict(cursor.execute(used).fetchall())
        return {table: content for table, content in found.items() if content}, numbers

    @contextmanager
    def _driver(self, url: str) -> Iterator[Any]:
        """A cursor of the driver's own, for one transaction: COPY stands below SQLAlchemy."""
        engine = create_engine(url, poolclass=NullPool)
        with engine.begin() as connection:
            driver: Any = connection.connection.driver_connection
            with driver.cursor() as cursor:
                yield cursor

    def _create(self) -> str:
        name = f"{self._prefix}_{next(self._numbers)}"
        self._run(f'CREATE DATABASE "{name}"')
        return name

    def _drop(self, name: str) -> None:
        self._run(f'DROP DATABASE "{name}" WITH (FORCE)')

    def _wipe(self, name: str) -> None:
        """Remove every row, also those that triggers protect, and start all numbers from 1 again."""
        self._run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
        engine = create_engine(self._url(name), poolclass=NullPool)
        with engine.begin() as connection:
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
            tables = [table.name for table in Base.metadata.sorted_tables]
            connection.exec_driver_sql("; ".join(f"DELETE FROM {table}" for table in tables))
            connection.exec_driver_sql("SELECT setval(seqrelid::regclass, seqstart, false) FROM pg_sequence")

    def _url(self, database: str) -> str:
        return self._server.set(database=database).render_as_string(hide_password=False)

    def _run(self, statement: str) -> None:
        with self._admin.connect() as connection:
            connection.execute(text(statement))


def migrate(url: str) -> None:
    """Bring a database to the newest revision."""
    engine = make_engine(url)
    upgrade(engine)
    engine.dispose()


@contextmanager
def postgres_server() -> Iterator[str]:
    """The server that the environment names, else a throw-away one of this machine's own.

    A machine without either fails the tests: results on one engine alone would say too much.
    """
    given = os.environ.get(SERVER_VARIABLE)
    if given:
        yield given
        return
    command = [str(ROOT / "scripts" / "with-postgres"), "sh", "-c", f"echo ${SERVER_VARIABLE}; read -r _ || true"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdin
        assert server.stdout
        url = server.stdout.readline().strip()
        if not url:
            raise RuntimeError(f"no PostgreSQL for the tests: set {SERVER_VARIABLE} or install postgresql")
        yield url
        server.stdin.close()
