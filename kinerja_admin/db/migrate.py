"""Bringing a database to the tables of this version, from the program itself as from the ``alembic`` command."""

from __future__ import annotations

import sysconfig
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from kinerja_admin.errors import WrongUse

CHECKOUT = Path(__file__).parent.parent.parent
INSTALLED = Path(sysconfig.get_path("data")) / "share" / "kinerja_admin" / "migrations"
CONNECTION = "connection"
"""Under this name ``migrations/env.py`` finds the connection to work on."""


def configuration() -> Config:
    """Alembic's settings: ``[tool.alembic]`` in a checkout, the shared folder where the package is installed.

    Raises:
        WrongUse: MIGRATIONS_MISSING when neither is there.
    """
    if (CHECKOUT / "pyproject.toml").is_file() and (CHECKOUT / "migrations" / "env.py").is_file():
        return Config(toml_file=CHECKOUT / "pyproject.toml")
    if not (INSTALLED / "env.py").is_file():
        raise WrongUse("MIGRATIONS_MISSING", folder=str(INSTALLED))
    config = Config()
    config.set_main_option("script_location", str(INSTALLED).replace("%", "%%"))
    return config


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Apply the migrations up to a revision; nothing happens when it is reached already."""
    config = configuration()
    with engine.connect() as connection:
        config.attributes[CONNECTION] = connection
        command.upgrade(config, revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Take the migrations back to a revision; ``base`` leaves nothing."""
    config = configuration()
    with engine.connect() as connection:
        config.attributes[CONNECTION] = connection
        command.downgrade(config, revision)


def revision_of(engine: Engine) -> str | None:
    """The revision that a database is at, None when it was never migrated."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest_revision() -> str | None:
    """The revision that this version of the program wants."""
    return ScriptDirectory.from_config(configuration()).get_current_head()
