"""How Alembic runs here: over the connection that ``kinerja_admin.db.migrate`` hands in, or the configured database."""

from __future__ import annotations

import os
from typing import Any, Literal

from alembic import context
from sqlalchemy import BigInteger, Connection
from sqlalchemy.types import TypeDecorator

import kinerja_admin.models  # noqa: F401 - finds and maps all tables
from kinerja_admin.db.engine import make_engine
from kinerja_admin.db.migrate import CONNECTION
from kinerja_admin.models.base import Base
from kinerja_admin.models.types import Key
from kinerja_admin.settings import Settings


def render_item(kind: str, item: Any, _autogen: object) -> str | Literal[False]:
    """Write column types into revisions as what the database knows, so that old revisions need no model."""
    if kind != "type":
        return False
    if item is Key:
        return 'sa.BigInteger().with_variant(sa.Integer(), "sqlite")'
    if isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}" if not isinstance(item.impl, BigInteger) else "sa.BigInteger()"
    return False


def run(connection: Connection) -> None:
    """Run the revisions; on SQLite foreign keys rest meanwhile, because tables are rebuilt to be changed."""
    sqlite = connection.dialect.name == "sqlite"
    if sqlite:
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.commit()
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        compare_type=True,
        render_item=render_item,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
    if sqlite:
        connection.exec_driver_sql("PRAGMA foreign_keys=ON")


def main() -> None:
    """Use the given connection, else the database of the environment."""
    given: Connection | None = context.config.attributes.get(CONNECTION)
    if given is not None:
        run(given)
        return
    engine = make_engine(Settings.from_environment(os.environ).database_url)
    with engine.connect() as connection:
        run(connection)
    engine.dispose()


main()
