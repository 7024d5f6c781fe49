"""UPDATE and DELETE of many rows through a session: allowed where no row needs a look, and audited all the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Result, Select, select
from sqlalchemy.orm import ORMExecuteState, Session

from kinerja_admin.db import scope as scopes
from kinerja_admin.db.audit import Entry, write
from kinerja_admin.db.rows import columns_of, plain_value
from kinerja_admin.db.rules import has_rules
from kinerja_admin.errors import Refused
from kinerja_admin.models.base import AccountOwned, Base, InRegion, RegionOrCentral, RegionScoped


def watch(state: ORMExecuteState) -> Result[Any] | None:
    """Refuse what the guard would have to see row by row; note the rest before and after."""
    if not (state.is_update or state.is_delete) or state.bind_mapper is None:
        return None
    model: type[Base] = state.bind_mapper.class_
    columns = _named_columns(state, model)
    _demand_harmless(model, columns)
    if not model.__audited__:
        return None
    before = _rows(state.session, _affected(state, model))
    result = state.invoke_statement()
    after = {} if state.is_delete else _rows(state.session, _by_keys(model, list(before)))
    write(state.session.connection(), _entries(model, before, after))
    return result


def _named_columns(state: ORMExecuteState, model: type[Base]) -> set[str]:
    """Attributes that an UPDATE sets; by-key updates with a list of rows are refused before this matters."""
    if isinstance(state.parameters, list) and state.parameters:
        raise Refused("MANY_NOT_ALLOWED", table=model.__label__)
    statement: Any = state.statement
    given = getattr(statement, "_values", None) or {}
    named = {getattr(column, "key", column) for column in given}
    given_by_name: Mapping[str, Any] = state.parameters or {}  # type: ignore[assignment]
    return {*named, *given_by_name} if state.is_update else set()


def _demand_harmless(model: type[Base], named: set[str]) -> None:
    references = {name for name, column in columns_of(model).items() if "refers" in column.info}
    touches_region = issubclass(model, InRegion) and "region_id" in named
    if model.__append_only__:
        raise Refused("APPEND_ONLY", table=model.__label__)
    if touches_region or named & references or has_rules(model) or not _is_writable(model):
        raise Refused("MANY_NOT_ALLOWED", table=model.__label__)


def _is_writable(model: type[Base]) -> bool:
    """Whether the rows that a scope sees are all its own; elsewhere national or public ones would be among them."""
    return scopes.current().sees_all or issubclass(model, RegionScoped | RegionOrCentral | AccountOwned)


def _affected(state: ORMExecuteState, model: type[Base]) -> Select[Any]:
    statement: Any = state.statement
    return _values_of(model).where(*statement._where_criteria)  # noqa: SLF001 - there is no public way to the condition


def _by_keys(model: type[Base], keys: list[Any]) -> Select[Any]:
    key: Any = next(iter(model.__table__.primary_key))
    return _values_of(model).where(getattr(model, key.name).in_(keys))


def _values_of(model: type[Base]) -> Select[Any]:
    key: Any = next(iter(model.__table__.primary_key))
    names = columns_of(model)
    return select(getattr(model, key.name).label("key"), *(getattr(model, name).label(name) for name in names))


def _rows(session: Session, statement: Select[Any]) -> dict[Any, Mapping[str, Any]]:
    return {row["key"]: dict(row) for row in session.execute(statement).mappings()}


def _entries(
    model: type[Base], before: Mapping[Any, Mapping[str, Any]], after: Mapping[Any, Mapping[str, Any]]
) -> list[Entry]:
    columns = columns_of(model)
    entries = []
    for key, old in before.items():
        new = after.get(key)
        names = [name for name in columns if new is None or new[name] != old[name]]
        if names:
            entries.append(
                Entry(
                    region=old.get("region_id"),
                    table=model.__tablename__,
                    row=str(key),
                    action="delete" if new is None else "update",
                    before={name: plain_value(columns[name], old[name]) for name in names},
                    after=None if new is None else {name: plain_value(columns[name], new[name]) for name in names},
                )
            )
    return entries
