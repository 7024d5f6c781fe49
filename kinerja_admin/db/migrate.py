"""Bringing a database to the tables of this version, from the program itself as from the ``alembic`` command."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from kinerja_admin.errors import WrongUse

PACKAGE = Path(__file__).parent.parent
CONNECTION = "connection"
"""Under this name ``migrations/env.py`` finds the connection to work on."""


def configuration() -> Config:
    """Alembic's settings: ``[tool.alembic]`` in a checkout, the folder inside the package where it is installed."""
    pyproject = PACKAGE.parent / "pyproject.toml"
    if pyproject.is_file() and (PACKAGE.parent / "migrations" / "env.py").is_file():
        return Config(toml_file=pyproject)
    installed = PACKAGE / "migrations"
    if not (installed / "env.py").is_file():
        raise WrongUse("MIGRATIONS_MISSING", folder=str(installed))
    config = Config()
    config.set_main_option("script_location", str(installed).replace("%", "%%"))
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
