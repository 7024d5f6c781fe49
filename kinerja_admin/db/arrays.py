"""Rows by the column: a query's result as Arrow arrays, and many rows written without a look at each.

SQLite hands over what it stores, and whole columns are turned at once; PostgreSQL copies its answer out as text, which
Arrow reads. Types come from the statement: days are days, words are places in a dictionary, scaled decimals stay whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import pyarrow as pa
from pyarrow import csv
from sqlalchemy import Boolean, Connection, Date, Integer, Select, String, Table
from sqlalchemy.types import TypeDecorator

ROWS = 20_000
"""How many rows of SQLite are held as objects at a time."""

PIECE = 1 << 24
"""How many bytes of PostgreSQL's text are held at a time."""

_COPIED, _COPY = "copied_into", "copy"
_WORDS = pa.dictionary(pa.int32(), pa.string())


def arrays(connection: Connection, statement: Select[*tuple[Any, ...]]) -> list[Any]:
    """The columns of a SELECT, each in one array: int64, bool, date32 or a dictionary of texts."""
    types = [_type_of(column.type) for column in statement.selected_columns]
    if connection.dialect.name == "sqlite":
        return _fetched(connection, statement, types)
    return _copied(connection, statement, types)


def _type_of(declared: Any) -> Any:
    plain = declared.impl_instance if isinstance(declared, TypeDecorator) else declared
    known = ((Boolean, pa.bool_()), (Date, pa.date32()), (Integer, pa.int64()), (String, _WORDS))
    return next(arrow for kind, arrow in known if isinstance(plain, kind))


def store(connection: Connection, table: Table, names: Sequence[str], rows: list[tuple[Any, ...]]) -> None:
    """Write rows of what the drivers store as it is: whole numbers, truth and texts."""
    quote = connection.dialect.identifier_preparer.format_column
    into = f"{table.name} ({', '.join(quote(table.c[name]) for name in names)})"
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    connection.exec_driver_sql(
        f"INSERT INTO {into} VALUES ({', '.join([mark] * len(names))})",  # noqa: S608 - names of the table's own columns
        rows,
        execution_options={_COPY: f"COPY {into} FROM STDIN"},
    )


# --- SQLite -----------------------------------------------------------------------------------------------------------


def _fetched(connection: Connection, statement: Select[*tuple[Any, ...]], types: list[Any]) -> list[Any]:
    parts: list[list[Any]] = [[] for _ in types]
    with connection.execute(statement) as result:
        cursor: Any = result.cursor  # what the driver gives, before SQLAlchemy makes values of it
        while rows := cursor.fetchmany(ROWS):
            for part, kind, cells in zip(parts, types, zip(*rows, strict=True), strict=True):
                part.append(_turned(kind, cells))
    return [_one(part, kind) for part, kind in zip(parts, types, strict=True)]


def _turned(kind: Any, cells: tuple[Any, ...]) -> Any:
    """Cells as SQLite stores them: days as text, truth as 0 and 1."""
    if pa.types.is_boolean(kind):
        return pa.array(cells, pa.int8()).cast(kind)
    if pa.types.is_integer(kind):
        return pa.array(cells, kind)
    coded = pa.array(cells, pa.string()).dictionary_encode()
    return coded.dictionary.cast(kind).take(coded.indices) if pa.types.is_date(kind) else coded


# --- PostgreSQL -------------------------------------------------------------------------------------------------------


def _copied(connection: Connection, statement: Select[*tuple[Any, ...]], types: list[Any]) -> list[Any]:
    read = _Read(types)
    connection.execute(statement, execution_options={_COPIED: read}).close()
    return [_one(part, kind) for part, kind in zip(read.parts(), types, strict=True)]


class _Read:
    """Takes the rows of a copy as they come, and holds no more than a piece of their text."""

    def __init__(self, types: list[Any]) -> None:
        """What each column is to become."""
        self._types = {str(place): kind for place, kind in enumerate(types)}
        self._text = BytesIO()
        self._tables: list[Any] = []

    def write(self, rows: bytes) -> None:
        """Whole rows, as the server sends them."""
        self._text.write(rows)
        if self._text.tell() >= PIECE:
            self._turn()

    def parts(self) -> list[list[Any]]:
        """Each column in arrays that follow one another."""
        if self._text.tell():
            self._turn()
        return [[part for table in self._tables for part in table.column(name).chunks] for name in self._types]

    def _turn(self) -> None:
        length = self._text.tell()
        self._text.seek(0)
        table = csv.read_csv(
            self._text,
            csv.ReadOptions(column_names=list(self._types), block_size=length),
            csv.ParseOptions(newlines_in_values=True, ignore_empty_lines=False),
            csv.ConvertOptions(
                column_types=self._types,
                null_values=[""],
                true_values=["t"],
                false_values=["f"],
                strings_can_be_null=True,
                quoted_strings_can_be_null=False,
            ),
        )
        self._tables.append(table)
        self._text = BytesIO()


def copy_out(cursor: Any, statement: str, parameters: Any, context: Any) -> bool | None:
    """Run a SELECT as COPY where somebody takes its text; the engine asks before it executes."""
    taker = context.execution_options.get(_COPIED) if context else None
    if taker is None:
        return None
    with cursor.copy(f"COPY ({statement}) TO STDOUT (FORMAT csv)", parameters) as copied:
        for rows in copied:
            taker.write(rows)
    return True


def copy_in(cursor: Any, _statement: str, rows: Any, context: Any) -> bool | None:
    """Run an INSERT of many rows as COPY where that is given; the engine asks before it executes."""
    statement = context.execution_options.get(_COPY) if context else None
    if statement is None:
        return None
    with cursor.copy(statement) as into:
        for row in rows:
            into.write_row(row)
    return True


def _one(parts: list[Any], kind: Any) -> Any:
    """Parts as one array; those of words share one dictionary."""
    if not parts:
        return pa.array([], pa.string()).dictionary_encode() if pa.types.is_dictionary(kind) else pa.array([], kind)
    whole = pa.chunked_array(parts)
    if pa.types.is_dictionary(whole.type):
        whole = whole.unify_dictionaries()
    return whole.combine_chunks() if len(parts) > 1 else whole.chunk(0)
