"""A typed table of cells as Parquet, and its hash over the columns themselves, whatever a writer makes of the bytes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from kinerja_admin.engine.facts import Cell

_ABOUT = b"kinerja"
_PRECISION = 38
_PLAIN_TYPES = {"integer": pa.int64(), "date": pa.date32(), "condition": pa.bool_(), "text": pa.string()}


@dataclass(frozen=True, slots=True)
class Column:
    """Cells of one kind: integer, decimal, date, condition or text; of a series each cell is a tuple."""

    name: str
    kind: str
    cells: tuple[Cell, ...]
    is_series: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Columns of one length, with what is said about the whole."""

    about: Mapping[str, str]
    columns: tuple[Column, ...]


def digest(table: Table) -> str:
    """SHA-256 of the columns in the order of their names, each value in its one spelling."""
    sealed = hashlib.sha256(_line(dict(sorted(table.about.items()))))
    for column in sorted(table.columns, key=lambda one: one.name):
        cells = [_spelled(cell) for cell in column.cells]
        sealed.update(_line([column.name, column.kind, column.is_series, cells]))
    return sealed.hexdigest()


def to_parquet(table: Table) -> bytes:
    """The table as a Parquet file."""
    arrays = {column.name: pa.array(map(_listed, column.cells), type=_type(column)) for column in table.columns}
    kinds = {column.name: [column.kind, column.is_series] for column in table.columns}
    about = {_ABOUT: json.dumps({"about": dict(table.about), "kinds": kinds}).encode()}
    sink = pa.BufferOutputStream()
    pq.write_table(pa.table(arrays).replace_schema_metadata(about), sink, compression="zstd")
    content: bytes = sink.getvalue().to_pybytes()
    return content


def from_parquet(content: bytes) -> Table:
    """The table that a Parquet file of this program holds."""
    read = pq.read_table(pa.BufferReader(content))
    told = json.loads(read.schema.metadata[_ABOUT])
    columns = []
    for name in read.column_names:
        kind, is_series = told["kinds"][name]
        cells = tuple(tuple(cell) if isinstance(cell, list) else cell for cell in read.column(name).to_pylist())
        columns.append(Column(name, kind, cells, is_series))
    return Table(told["about"], tuple(columns))


def _type(column: Column) -> Any:
    plain = _PLAIN_TYPES.get(column.kind) or pa.decimal128(_PRECISION, max(map(_decimals, _atoms(column)), default=0))
    return pa.list_(plain) if column.is_series else plain


def _atoms(column: Column) -> Iterator[Any]:
    for cell in column.cells:
        atoms = cell if isinstance(cell, tuple) else (cell,)
        yield from (atom for atom in atoms if atom is not None)


def _decimals(value: Any) -> int:
    exponent = Decimal(value).as_tuple().exponent
    return max(0, -int(exponent))


def _listed(cell: Cell) -> Any:
    return list(cell) if isinstance(cell, tuple) else cell


def _spelled(cell: Cell) -> Any:
    """One spelling a value, whatever scale or type it was read back with."""
    if isinstance(cell, tuple):
        return [_spelled(element) for element in cell]
    if cell is None or isinstance(cell, bool | str):
        return cell
    if isinstance(cell, date):
        return cell.isoformat()
    return format(Decimal(str(cell)).normalize(), "f") if isinstance(cell, Decimal) else str(cell)


def _line(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
