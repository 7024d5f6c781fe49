"""A table as people meet it: what its columns are called, of what kind they are, and how a value is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import wraps
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import inspect
from sqlalchemy.orm import Mapper

from kinerja_admin.admin.language import current_words
from kinerja_admin.admin.safety.secret_columns import is_secret
from kinerja_admin.db.rows import Kind, kind_of
from kinerja_admin.models.types import Exact

Value = TypeVar("Value")
_MOST_FIXED = 2
ZONE = ZoneInfo("Asia/Jakarta")
"""Moments are shown in the time of the capital until a region says otherwise."""


@dataclass(frozen=True, slots=True)
class Face:
    """One column: how it is called, what it holds, and what it refers to."""

    key: str
    column: Any
    attribute: Any
    kind: Kind
    label: str
    help: str
    unit: str
    words: Mapping[str, str]
    target: type[Any] | None
    relation: str | None

    @property
    def is_required(self) -> bool:
        """Whether a row cannot do without a value."""
        return not self.column.nullable and self.column.default is None and self.column.server_default is None

    @property
    def is_digest(self) -> bool:
        """Whether it holds a hash, of which nobody compares more than the beginning."""
        return self.key.endswith(("sha256", "digest", "hash"))

    @property
    def decimals(self) -> int | None:
        """How many decimals an exact column keeps."""
        return self.column.type.decimals if isinstance(self.column.type, Exact) else None


def per_table(function: Callable[[type[Any]], Value]) -> Callable[[type[Any]], Value]:
    """Ask once for each table: what follows from a table's columns never changes while the program runs."""
    known: dict[type[Any], Value] = {}

    @wraps(function)
    def remembering(model: type[Any]) -> Value:
        if model not in known:
            known[model] = function(model)
        return known[model]

    return remembering


@per_table
def faces(model: type[Any]) -> tuple[Face, ...]:
    """Every column of a table that may be shown at all, in the order in which they are declared."""
    mapper: Mapper[Any] = inspect(model)
    relations = {
        next(iter(relation.local_columns)): (relation.key, relation.mapper.class_)
        for relation in mapper.relationships
        if len(relation.local_columns) == 1 and not relation.uselist
    }
    targets = {table.class_.__tablename__: table.class_ for table in mapper.registry.mappers}
    return tuple(
        _face(model, key, column, relations, targets) for key, column in mapper.columns.items() if not is_secret(column)
    )


def face(model: type[Any], key: str) -> Face | None:
    """The column of that name; None when there is none that may be shown."""
    return next((found for found in faces(model) if found.key == key), None)


def _face(
    model: type[Any], key: str, column: Any, relations: Mapping[Any, Any], targets: Mapping[str, type[Any]]
) -> Face:
    info = column.info
    relation, target = relations.get(column, (None, None))
    if target is None and column.foreign_keys:
        target = targets.get(next(iter(column.foreign_keys)).target_fullname.split(".")[0])
    return Face(
        key=key,
        column=column,
        attribute=getattr(model, key),
        kind=Kind.REFERENCE if target is not None else kind_of(column),
        label=info.get("label") or key.removesuffix("_id").replace("_", " ").capitalize(),
        help=info.get("help", ""),
        unit=info.get("unit", ""),
        words=info.get("words", {}),
        target=target,
        relation=relation,
    )


PERIODS = frozenset({"periode", "effective_from", "effective_to"})
"""Columns that hold a period as it is written, ``2026-03``, and show it as it is read."""


def show(face: Face, value: Any) -> str:
    """A value in the reader's language; empty for none."""
    words = current_words()
    if value is None:
        return ""
    if face.column.info.get("is_name"):
        return str(value).replace("_", " ").capitalize()
    if face.kind is Kind.WORD:
        return words.field(face.words.get(str(value), str(value)))
    if isinstance(value, bool):
        return words.phrase("value.true" if value else "value.false")
    if face.kind is Kind.RUPIAH:
        return words.rupiah(value)
    if face.key in PERIODS:
        return words.period(value)
    if face.kind is Kind.WHOLE and face.key == "tahun":
        return str(value)
    if isinstance(value, Decimal):
        return _with_unit(words.number(value, shown_decimals(face.decimals)), face.unit)
    if isinstance(value, int) and face.kind is Kind.WHOLE:
        return _with_unit(words.number(value), face.unit)
    return show_plain(value)


def shown_decimals(kept: int | None) -> int | None:
    """How many decimals are shown: all where two or fewer are kept, else none that are zero at the end."""
    return kept if kept is not None and kept <= _MOST_FIXED else None


def _with_unit(number: str, unit: str) -> str:
    if not unit:
        return number
    if unit == "persen":
        return f"{number}%"
    return f"{number} {current_words().unit(unit)}"


def show_plain(value: Any) -> str:
    """A value of which nothing is known but its type."""
    words = current_words()
    if isinstance(value, datetime):
        return words.moment(value.astimezone(ZONE) if value.tzinfo else value)
    if isinstance(value, date):
        return words.date(value)
    if isinstance(value, time):
        return value.strftime("%H.%M" if words.language == "id" else "%H:%M")
    return str(value)


def title_of(row: Any) -> str:
    """How a row is called where another points to it: its own text, or its first two columns that are worth a list."""
    if "__str__" in vars(type(row)):
        return str(row)
    worth = [found for found in faces(type(row)) if found.column.info.get("list") and found.kind is Kind.TEXT][:2]
    shown = [text for found in worth if (text := show(found, getattr(row, found.key)))]
    return " · ".join(shown) or str(inspect(row).identity[0] if inspect(row).identity else "")
