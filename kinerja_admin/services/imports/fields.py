"""What of a table a file may bring: its columns with their labels, and by which of them a row is known again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Column, Date, UniqueConstraint, inspect

from kinerja_admin.db.rows import Kind, columns_of, kind_of, references_of
from kinerja_admin.errors import Problem, Refused
from kinerja_admin.locale import LANGUAGES, words
from kinerja_admin.models.base import Base
from kinerja_admin.models.types import Json, Moment
from kinerja_admin.services.witness import WITNESSED

REGION = "region_id"


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a file: how it is headed, what it holds, and what it points to."""

    key: str
    column: Column[Any]
    kind: Kind
    label: str
    target: type[Base] | None = None

    @property
    def is_required(self) -> bool:
        """Whether a new row cannot do without it."""
        return not self.column.nullable and not self.has_default

    @property
    def has_default(self) -> bool:
        """Whether the table fills it in by itself."""
        return self.column.default is not None or self.column.server_default is not None

    @property
    def words(self) -> Mapping[str, str]:
        """The closed list of words with their labels."""
        found: Mapping[str, str] = self.column.info.get("words", {})
        return found

    @property
    def names(self) -> frozenset[str]:
        """Everything that may stand above it: the label in each language, and the column's own name."""
        said = {words(language).field(self.label) for language in LANGUAGES}
        return frozenset(plain(name) for name in (*said, self.label, self.key, self.key.removesuffix("_id")))


Check = Callable[[Mapping[str, Any]], Mapping[str, Problem]]


@dataclass(frozen=True, slots=True)
class Table:
    """What is imported where: a table, the region of its rows, and values that stand for every row.

    Attributes:
        model: the table.
        region: code of the region into which rows come; None for a table without regions.
        fields: the columns that a file may have.
        fixed: values of columns that no file has, such as the indicator that a page is about.
        check: what else is wrong with the values of a row, by column.
    """

    model: type[Base]
    region: str | None
    fields: tuple[Field, ...]
    fixed: Mapping[str, Any] = field(default_factory=dict)
    check: Check | None = None

    @property
    def keys(self) -> tuple[tuple[str, ...], ...]:
        """The ways to know a row again, the first that a row can answer counts; never empty for a table of records."""
        known = {one.key for one in self.fields} | set(self.fixed)
        return tuple(key for key in natural_keys(self.model) if set(key) <= known)

    @property
    def has_regions(self) -> bool:
        """Whether its rows belong to regions."""
        return REGION in columns_of(self.model)

    def field(self, key: str) -> Field | None:
        """A column by its name."""
        return next((one for one in self.fields if one.key == key), None)


def table_of(
    model: type[Base],
    region: str | None,
    *,
    hidden: frozenset[str] = frozenset(),
    only: tuple[str, ...] = (),
    fixed: Mapping[str, Any] | None = None,
    check: Check | None = None,
) -> Table:
    """A table as files may bring it; ``only`` names the columns that remain, in order.

    Raises:
        Refused: IMPORT_NO_KEY for a table whose rows cannot be known again.
    """
    given = dict(fixed or {})
    found = {one.key: one for one in _fields(model) if one.key not in hidden and one.key not in given}
    fields = tuple(found[key] for key in only) if only else tuple(found.values())
    table = Table(model, region, fields, given, check)
    if not table.keys:
        raise Refused("IMPORT_NO_KEY", table=model.__label__)
    return table


def _fields(model: type[Base]) -> Iterator[Field]:
    targets = {reference.column: reference.target for reference in references_of(model)}
    for key, column in columns_of(model).items():
        if key == REGION or column.primary_key or key in WITNESSED or _is_closed(column):
            continue
        kind = Kind.REFERENCE if key in targets else kind_of(column)
        yield Field(key, column, kind, column.info.get("label") or key, targets.get(key))


def _is_closed(column: Column[Any]) -> bool:
    """Columns that nobody fills in: secrets, what the program notes by itself, and structures."""
    info = column.info
    is_own_clock = isinstance(column.type, Moment) and (column.default is not None or column.onupdate is not None)
    return bool(info.get("secret") or info.get("system") or isinstance(column.type, Json) or is_own_clock)


def natural_keys(model: type[Base]) -> tuple[tuple[str, ...], ...]:
    """Columns that tell one row of a region from every other, as the table's constraints say.

    Where none says so, whom and since when: everything that a row must point to, and its first required day; else
    everything that it must say and all that it points to.
    """
    table = inspect(model).local_table
    names = {column: key for key, column in columns_of(model).items()}
    found = [
        tuple(constraint.columns)
        for constraint in table.constraints  # type: ignore[attr-defined]
        if isinstance(constraint, UniqueConstraint)
    ]
    found += [tuple(index.columns) for index in table.indexes if index.unique]  # type: ignore[attr-defined]
    keys = {
        tuple(names[column] for column in columns if names[column] != REGION)
        for columns in found
        if not any(column.primary_key for column in columns)
    }
    ordered = sorted((key for key in keys if key), key=lambda key: (-len(key), key))
    return tuple(ordered) or tuple(key for key in (_whom_and_when(model) or _all_of_it(model),) if key)


def may_be_empty(model: type[Base], key: str) -> bool:
    """Whether a part of a key may be empty: then rows without it are told apart by the other parts."""
    return bool(columns_of(model)[key].nullable) and _all_of_it(model) in natural_keys(model)


def _whom_and_when(model: type[Base]) -> tuple[str, ...]:
    columns = {key: column for key, column in columns_of(model).items() if not column.nullable and key != REGION}
    whom = tuple(key for key, column in columns.items() if "refers" in column.info)
    when = next((key for key, column in columns.items() if isinstance(column.type, Date)), None)
    return (*whom, when) if whom and when else ()


def _all_of_it(model: type[Base]) -> tuple[str, ...]:
    said = [one for one in _fields(model) if one.is_required]
    others = [one for one in _fields(model) if one.kind is Kind.REFERENCE and one.column.nullable]
    return tuple(one.key for one in (*said, *others)) if said else ()


def plain(head: str) -> str:
    """A heading without the marks and capitals in which people differ."""
    return " ".join(head.replace("*", " ").replace("_", " ").casefold().split())
