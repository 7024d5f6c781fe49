"""Writing for trial, so that nobody has to wait: what a file would do is found out without the lock of a writer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, event, orm
from sqlalchemy.orm import sessionmaker

from kinerja_admin.db.audit import REHEARSED
from kinerja_admin.db.session import Session
from kinerja_admin.errors import Refused
from kinerja_admin.models.base import Base

_TABLE = re.compile("^CREATE TABLE")
_INDEX = re.compile(r"^CREATE (UNIQUE )?INDEX ")


@contextmanager
def rehearsal(sessions: sessionmaker[Session], model: type[Base]) -> Iterator[Session]:
    """A session that writes rows of one table as any other does, and can store nothing.

    The audit, whose chain the writers of a region hold one after the other, is left alone. SQLite moreover lets a
    single connection write, so that the table is copied beside it, into a temporary one of the same name and the same
    constraints: SQLite finds that first, and needs no lock to write it. What the rows refer to is looked at by the
    guard alone, because a temporary table has no keys into the others. PostgreSQL lets others write meanwhile.
    """
    engine: Engine = sessions.kw["bind"]
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.detach()  # the copy goes with it
            _copy(connection, model)
        with sessions(bind=connection, info={REHEARSED: True}) as session:
            event.listen(session, "before_commit", _refuse)
            yield session


def _refuse(session: orm.Session) -> None:
    if not session.in_nested_transaction():
        raise Refused("REHEARSAL_STORED")


def _copy(connection: Connection, model: type[Base]) -> None:
    connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
    kept = connection.exec_driver_sql(
        "SELECT sql FROM main.sqlite_master WHERE tbl_name = ? AND type IN ('table', 'index') AND sql IS NOT NULL "
        "ORDER BY type = 'index'",
        (model.__tablename__,),
    )
    for statement in kept.scalars().all():
        made = _TABLE.sub("CREATE TEMP TABLE", _INDEX.sub(r"CREATE \1INDEX temp.", statement))
        connection.exec_driver_sql(made)
    table = connection.dialect.identifier_preparer.quote(model.__tablename__)
    connection.exec_driver_sql(f"INSERT INTO temp.{table} SELECT * FROM main.{table}")  # noqa: S608 - a table of ours
    connection.commit()
