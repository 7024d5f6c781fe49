"""The one session class: narrowed, guarded and audited from the first statement on."""

from __future__ import annotations

from typing import Any, NoReturn, TypeVar

from sqlalchemy import Engine, event, orm
from sqlalchemy.orm import sessionmaker

from kinerja_admin.db import scope as scopes
from kinerja_admin.db.audit import record
from kinerja_admin.db.criteria import is_visible, narrow
from kinerja_admin.db.guard import guard
from kinerja_admin.db.many import watch
from kinerja_admin.errors import Refused
from kinerja_admin.models.base import Base

Entity = TypeVar("Entity")


class Session(orm.Session):
    """A session in which nobody sees or writes more than the current scope allows.

    Row-level security of PostgreSQL, a wall behind these for statements that pass them by, is not set up yet.
    """

    def get(self, entity: type[Entity], ident: Any, **options: Any) -> Entity | None:  # type: ignore[override]
        """One row by its key, or None; also when the session still holds it from a wider scope."""
        found = super().get(entity, ident, **options)
        if isinstance(found, Base) and not is_visible(found, scopes.current()):
            return None
        return found

    def _refuse_bulk(self, *_arguments: Any, **_options: Any) -> NoReturn:
        """Writes that pass the events by belong into ``db.bulk``."""
        raise Refused("BULK_INSERT")

    bulk_save_objects = _refuse_bulk
    bulk_insert_mappings = _refuse_bulk
    bulk_update_mappings = _refuse_bulk


event.listen(Session, "do_orm_execute", narrow)
event.listen(Session, "do_orm_execute", watch)
event.listen(Session, "before_flush", guard)
event.listen(Session, "after_flush", record)


def beside(session: orm.Session) -> Session:
    """Another session within the same transaction, to read with while the first is in the middle of a flush."""
    return Session(bind=session.connection())


def session_maker(engine: Engine) -> sessionmaker[Session]:
    """A maker of sessions for an engine; the web, the worker and the command line all use this one."""
    return sessionmaker(engine, class_=Session)
