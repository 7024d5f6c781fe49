"""What can be asked of any row: its columns, what they were and are, and what it points to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import Boolean, Column, Date, DateTime, Integer, Text, Time, inspect
from sqlalchemy.orm import ColumnProperty, InstanceState, RelationshipProperty

from kinerja_admin.models.base import Base
from kinerja_admin.models.types import Exact, Json, Moment, Word

MASK = "•••"


class Kind(StrEnum):
    """What a column holds, which decides how it is shown, asked for, filtered and read from files."""

    TEXT = "text"
    LONG = "long"
    WORD = "word"
    FLAG = "flag"
    DATE = "date"
    TIME = "time"
    MOMENT = "moment"
    WHOLE = "whole"
    RUPIAH = "rupiah"
    EXACT = "exact"
    REFERENCE = "reference"
    JSON = "json"


_KINDS: tuple[tuple[type[Any], Kind], ...] = (
    (Word, Kind.WORD),
    (Exact, Kind.EXACT),
    (Json, Kind.JSON),
    (Moment, Kind.MOMENT),
    (DateTime, Kind.MOMENT),
    (Boolean, Kind.FLAG),
    (Date, Kind.DATE),
    (Time, Kind.TIME),
    (Integer, Kind.WHOLE),
    (Text, Kind.LONG),
)


@dataclass(frozen=True, slots=True)
class Reference:
    """A column that points to another table, with the relation that writes it, if there is one."""

    column: str
    label: str
    target: type[Base]
    same_region: bool
    relation: str | None


def state_of(row: Base) -> InstanceState[Any]:
    """SQLAlchemy's view of a row."""
    state: InstanceState[Any] = inspect(row)
    return state


@cache
def columns_of(model: type[Base]) -> dict[str, Column[Any]]:
    """Attribute names with their columns."""
    properties: Iterable[ColumnProperty[Any]] = inspect(model).column_attrs
    return {prop.key: column for prop in properties for column in prop.columns if isinstance(column, Column)}


def kind_of(column: Column[Any]) -> Kind:
    """What a column holds by its type; whether it points to another table, its relations say."""
    if column.info.get("words"):
        return Kind.WORD
    found = next((kind for known, kind in _KINDS if isinstance(column.type, known)), Kind.TEXT)
    return Kind.RUPIAH if found is Kind.WHOLE and column.info.get("unit") == "rupiah" else found


@cache
def references_of(model: type[Base]) -> tuple[Reference, ...]:
    """All references of a table."""
    models = {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}
    relations = {_local_column(relation): relation.key for relation in inspect(model).relationships}
    return tuple(
        Reference(
            name,
            column.info["label"],
            models[column.info["refers"]],
            column.info["same_region"],
            relations.get(column.name),
        )
        for name, column in columns_of(model).items()
        if "refers" in column.info
    )


def _local_column(relation: RelationshipProperty[Any]) -> str:
    return str(next(iter(relation.local_columns)).name)


def has_changed(row: Base, *names: str) -> bool:
    """Whether any of the attributes got another value since it was loaded."""
    return any(_differs(row, name) for name in names)


def _differs(row: Base, name: str) -> bool:
    history: Any = state_of(row).attrs[name].history
    return bool(history.added) and (not history.deleted or history.added[0] != history.deleted[0])


def old_value(row: Base, name: str) -> Any:
    """What stood in the column before."""
    history = state_of(row).attrs[name].history
    if history.deleted:
        return history.deleted[0]
    return None if history.added else getattr(row, name)


def changed_columns(row: Base) -> list[str]:
    """Columns that really got another value; setting the same again is no change."""
    return [name for name in columns_of(type(row)) if _differs(row, name)]


def plain_value(column: Column[Any], value: Any) -> Any:
    """A value as the audit keeps it: JSON, with secrets masked and bytes as their hash."""
    if value is None:
        return None
    if column.info.get("secret"):
        return MASK
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
