"""The database that the environment names, for commands that need one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.orm import sessionmaker

    from kinerja_admin.db.session import Session
    from kinerja_admin.settings import Settings


@dataclass(frozen=True, slots=True)
class Database:
    """Settings, engine and sessions of one call."""

    settings: Settings
    engine: Engine
    sessions: sessionmaker[Session]


def open_database(*, migrate: bool = False, invented: bool = False) -> Database:
    """Connect; with ``migrate`` the tables are brought to this version first, otherwise they have to be.

    ``invented`` says that invented people are meant, who never meet real ones.

    Raises:
        Refused: DEMO_IN_PRODUCTION or DATABASE_MISSING before anything is touched, or DATABASE_NOT_MIGRATED.
    """
    import kinerja_admin.models  # noqa: F401 - maps every table
    from kinerja_admin.db.engine import make_engine
    from kinerja_admin.db.migrate import newest_revision, revision_of, upgrade
    from kinerja_admin.db.session import session_maker
    from kinerja_admin.errors import Refused
    from kinerja_admin.settings import Settings

    settings = Settings.from_environment(make_secret=False)
    if invented and settings.is_production:
        raise Refused("DEMO_IN_PRODUCTION")
    if not migrate:
        _demand_there(settings.database_url)
    settings = settings.with_secret()
    for folder in (settings.data_folder, settings.evidence_folder):
        folder.mkdir(parents=True, exist_ok=True)
    engine = make_engine(settings.database_url)
    if migrate:
        upgrade(engine)
    elif revision_of(engine) != newest_revision():
        raise Refused("DATABASE_NOT_MIGRATED")
    return Database(settings, engine, session_maker(engine))


def _demand_there(url: str) -> None:
    """Refuse a database file that is not there: opening it would make an empty one wherever the person happens to be.

    Raises:
        Refused: DATABASE_MISSING.
    """
    from pathlib import Path

    from sqlalchemy import make_url

    from kinerja_admin.errors import Refused

    target = make_url(url)
    if target.get_backend_name() != "sqlite" or target.database in {None, "", ":memory:"}:
        return
    if not Path(target.database or "").is_file():
        raise Refused("DATABASE_MISSING", database=str(target.database))
