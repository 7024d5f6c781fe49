"""What tests of every room stand on: a fresh database on each engine, two regions, and a named cast."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal
from argon2 import PasswordHasher
from sqlalchemy import Engine
from sqlalchemy.orm import sessionmaker

from kinerja_admin.db.engine import make_engine
from kinerja_admin.db.session import Session, session_maker
from kinerja_admin.services.accounts import passwords
from tests.cast import Cast, populate
from tests.databases import Databases, PostgresDatabases, SqliteDatabases, postgres_server

DEAREST = (
    "browser/test_policy_path.py",
    "services/test_seeding.py",
    "engine/columns/test_shipped_people.py",
    "engine/test_properties.py",
    "admin/test_tables.py",
    "services/test_registry_exchange.py",
    "engine/test_hostile_facts.py",
    "engine/test_explanation.py",
    "browser/test_records.py",
    "policies/test_shipped.py",
    "engine/columns/test_same_as_reference.py",
)
"""The files that take longest: first, so that no worker is left alone with one of them at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files first; the order inside a file stays."""
    folder = Path(__file__).parent
    places = {folder / name: place for place, name in enumerate(DEAREST)}
    items.sort(key=lambda item: places.get(item.path, len(places)))


@pytest.fixture(scope="session", autouse=True)
def careful_hasher() -> Iterator[PasswordHasher]:
    """What hashes passwords outside of tests; it takes its time on purpose, and thousands of tests sign in."""
    careful = passwords._hasher
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        yield careful


@pytest.fixture(scope="session")
def sqlite_databases(tmp_path_factory: pytest.TempPathFactory) -> SqliteDatabases:
    """Migrated SQLite files, copied from one template."""
    return SqliteDatabases(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres_databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresDatabases]:
    """Migrated PostgreSQL databases, copied from one template on the server of the tests."""
    with postgres_server() as url, PostgresDatabases(url) as databases:
        yield databases


@pytest.fixture(params=["sqlite", "postgresql"])
def databases(request: pytest.FixtureRequest) -> Databases:
    """Where this test's database comes from; whoever asks runs on both engines."""
    name = "sqlite_databases" if request.param == "sqlite" else "postgres_databases"
    made: Databases = request.getfixturevalue(name)
    return made


@pytest.fixture
def database_url(databases: Databases) -> Iterator[str]:
    """A migrated, empty database of the test's own."""
    with databases.fresh() as url:
        yield url


@pytest.fixture
def empty_database_url(databases: Databases) -> Iterator[str]:
    """A database without a single table."""
    with databases.empty() as url:
        yield url


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """An engine on the test's database."""
    made = make_engine(database_url)
    yield made
    made.dispose()


@pytest.fixture
def session_factory(engine: Engine) -> sessionmaker[Session]:
    """Sessions on the test's database; they see nothing until a scope is set."""
    return session_maker(engine)


@pytest.fixture
def cast(databases: Databases, database_url: str, session_factory: sessionmaker[Session]) -> Cast:
    """Two regions, Serang and Pangkalpinang, with the invented people of ``tests/cast.py``."""
    return databases.filled(database_url, "cast", lambda: populate(session_factory))


@pytest.fixture(scope="session")
def portal() -> Iterator[BlockingPortal]:
    """One event loop for the requests of all tests; otherwise each request would start a thread with its own."""
    with start_blocking_portal() as opened:
        yield opened


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the repository."""
    return Path(__file__).parent.parent
