"""Statements that bypass the models, and with them the scope, are refused in sessions; ``db.bulk`` is their place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from sqlalchemy import Column, Select, Table, TextClause
from sqlalchemy.sql import visitors
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.sql.elements import ColumnClause
from sqlalchemy.sql.selectable import Alias, FromClause, Join

from kinerja_admin.errors import Refused
from kinerja_admin.models.base import AccountOwned, Base, InRegion, SystemOnly
from kinerja_admin.models.region import Region

_HARMLESS_LITERALS = {"*", "1"}  # what SQLAlchemy itself writes for COUNT and EXISTS


def refuse_plain(statement: Any) -> None:
    """Look for text and for tables that were not reached through their model.

    Raises:
        Refused: PLAIN_STATEMENT with the table's name, or "text".
    """
    for element in visitors.iterate(statement):
        name = _bypass(element)
        if name:
            raise Refused("PLAIN_STATEMENT", table=name)


def _bypass(element: Any) -> str | None:
    if isinstance(element, TextClause):
        return "text"
    if isinstance(element, ColumnClause) and element.is_literal:
        return None if str(element.name) in _HARMLESS_LITERALS else "text"
    if isinstance(element, UpdateBase):
        return _first_guarded([element.table])
    if isinstance(element, Select):
        return _first_guarded(_sources(element))
    if isinstance(element, Column) and not _is_from_model(element):
        return _first_guarded([element.table])
    return None


def _sources(element: Select[Any]) -> Iterable[Any]:
    """What a SELECT reads from by its own words; columns of models bring their tables along and need none."""
    if element._propagate_attrs.get("compile_state_plugin") != "orm":  # noqa: SLF001
        return element.get_final_froms()
    return [*element._from_obj, *(join[0] for join in element._setup_joins)]  # noqa: SLF001


def _is_from_model(column: Column[Any]) -> bool:
    """Whether a column was written as ``Model.attribute``; ``Session.get`` itself writes bare primary keys."""
    return column.primary_key or bool({"parentmapper", "parententity"} & column._annotations.keys())  # noqa: SLF001


def _first_guarded(sources: Iterable[Any]) -> str | None:
    names = (table.name for source in sources for table in _tables(source) if table.name in _guarded())
    return next(names, None)


def _tables(source: FromClause) -> Iterator[Table]:
    """The tables behind a source that were not reached through a model."""
    if isinstance(source, Join):
        yield from _tables(source.left)
        yield from _tables(source.right)
    elif isinstance(source, Alias) and "parententity" not in source._annotations:  # noqa: SLF001
        yield from _tables(source.element)
    elif isinstance(source, Table) and "parententity" not in source._annotations:  # noqa: SLF001
        yield source


@cache
def _guarded() -> frozenset[str]:
    """Names of all tables whose rows are not for everyone; asked for first when all models are mapped."""
    kinds = (InRegion, AccountOwned, SystemOnly, Region)
    models: list[Any] = [mapper.class_ for mapper in Base.registry.mappers]
    return frozenset(model.__tablename__ for model in models if issubclass(model, kinds))
