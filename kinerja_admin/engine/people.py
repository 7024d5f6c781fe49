"""People in a file: ``people.csv`` or its Parquet twin → facts by the names of a policy's inputs (language §6)."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from kinerja_admin.engine.facts import Atom, Cell, Facts
from kinerja_admin.engine.policy import Input
from kinerja_admin.errors import Location, Problem, Severity, WrongUse

EMPTY_SERIES = "-"
MISSING_ELEMENT = "?"
SEPARATOR = ";"
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
_LONGEST_CELL = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class People:
    """Facts as read, and what is odd about the file: columns that nobody asks for, ids that stand twice."""

    facts: Facts
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A file as columns of raw cells: text from CSV, typed values from Parquet."""

    name: str
    header: tuple[str, ...]
    columns: tuple[tuple[object, ...], ...]
    count: int
    delimiter: str = ","


def read_people(path: Path, inputs: Mapping[str, Input]) -> People:
    """The facts of everybody in a file, in its order.

    Raises:
        WrongUse: the file cannot be read, or is no table of people.
    """
    content = _bytes_of(path)
    sheet = _parquet(content, str(path)) if content[:4] == b"PAR1" else _csv(content, str(path))
    ids, first = _ids(sheet)
    columns: dict[str, tuple[Cell, ...]] = {}
    warnings: list[Problem] = []
    for place, name in enumerate(sheet.header):
        if name in inputs:
            columns[name] = tuple(_cells(sheet.columns[place], is_series=inputs[name].shape.each is not None))
        elif place >= first:
            warnings.append(_warning(sheet, "COLUMN_UNKNOWN", column=name or str(place + 1)))
    if sheet.delimiter == SEPARATOR:
        warnings.append(_warning(sheet, "FILE_SEPARATED", file=sheet.name))
    twice = next(_repeated(ids), None)
    if twice is not None:
        warnings.append(_warning(sheet, "ID_REPEATED", id=twice))
    return People(Facts(ids, columns), tuple(warnings))


def _warning(sheet: _Sheet, code: str, **parameters: str) -> Problem:
    return Problem(code, Severity.WARNING, parameters, Location(sheet.name))


def _repeated(ids: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            yield one
        seen.add(one)


def _ids(sheet: _Sheet) -> tuple[tuple[str, ...], int]:
    """Who the rows are, and at which column the facts begin."""
    if not sheet.header or sheet.header[0] != "id":
        return tuple(str(place) for place in range(1, sheet.count + 1)), 0
    written = (str(cell).strip() if cell is not None else "" for cell in sheet.columns[0])
    return tuple(one or str(place) for place, one in enumerate(written, start=1)), 1


def _bytes_of(path: Path) -> bytes:
    if path.is_dir():
        raise WrongUse("FILE_IS_FOLDER", file=str(path))
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise WrongUse("FILE_NOT_FOUND", file=str(path)) from None
    except (OSError, ValueError):
        raise WrongUse("FILE_UNREADABLE", file=str(path)) from None


# --- CSV --------------------------------------------------------------------------------------------------------------


def _csv(content: bytes, name: str) -> _Sheet:
    if name.lower().endswith(WORKBOOKS):
        raise WrongUse("FILE_NOT_TABLE", file=name, cause="workbook")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise WrongUse("FILE_NOT_UTF8", file=name, line=str(line)) from None
    if "\0" in text:
        raise WrongUse("FILE_NOT_TABLE", file=name, line=str(text[: text.index("\0")].count("\n") + 1))
    delimiter, announced = _delimiter(text)
    rows = _rows(text, name, delimiter)
    if announced:
        next(rows)
    _, header = next(rows, (1, []))
    if not any(header):
        raise WrongUse("FILE_WITHOUT_HEADER", file=name)
    _check_header(header, name)
    lines: list[list[str]] = []
    for line, row in rows:
        if len(row) != len(header):
            raise WrongUse(
                "ROW_LENGTH", file=name, line=str(line), found=str(len(row)), expected=str(len(header)),
            )  # fmt: skip
        lines.append(row)
    columns = tuple(zip(*lines, strict=True)) if lines else tuple(() for _ in header)
    return _Sheet(name, tuple(header), columns, len(lines), delimiter)


def _delimiter(text: str) -> tuple[str, bool]:
    """What separates the cells, and whether a line before the headings says so, as Excel lets people do.

    Excel writes semicolons where its comma is decimal; no name of a column holds either sign, so the headings tell.
    """
    first = next((line.strip() for line in io.StringIO(text) if line.strip()), "")
    if first.lower() in {"sep=;", "sep=,"}:
        return first[-1], True
    return (SEPARATOR if SEPARATOR in first and "," not in first else ","), False


def _rows(text: str, name: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with the line they begin on; empty lines are no rows."""
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=delimiter)
    line = 1
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise WrongUse("FILE_NOT_TABLE", file=name, line=str(reader.line_num)) from None
        if row:
            yield line, [_tidy(cell) for cell in row]
        line = reader.line_num + 1


def _tidy(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()


def _check_header(header: list[str], name: str) -> None:
    twice = next(_repeated(column for column in header if column), None)
    if twice is not None:
        raise WrongUse("COLUMN_TWICE", file=name, column=twice)


# --- Parquet ----------------------------------------------------------------------------------------------------------


def _parquet(content: bytes, name: str) -> _Sheet:
    import pyarrow as pa  # noqa: PLC0415 - heavy, and needed for Parquet alone
    import pyarrow.parquet as pq  # noqa: PLC0415 - as above

    try:
        table = pq.read_table(pa.BufferReader(content))
        columns = tuple(tuple(column.to_pylist()) for column in table.columns)
    except (pa.ArrowException, OSError, ValueError):
        raise WrongUse("FILE_UNREADABLE", file=name) from None
    header = [str(column) for column in table.column_names]
    _check_header(header, name)
    return _Sheet(name, tuple(header), columns, table.num_rows)


# --- cells ------------------------------------------------------------------------------------------------------------


def _cells(column: Iterable[object], *, is_series: bool) -> Iterator[Cell]:
    """Raw cells as facts; the same few texts come again and again, so each is read once."""
    known: dict[str, Cell] = {}
    for raw in column:
        if not isinstance(raw, str):
            yield _typed(raw)
            continue
        if raw not in known:
            known[raw] = cell_of(raw, is_series=is_series)
        yield known[raw]


def cell_of(text: str, *, is_series: bool) -> Cell:
    """One cell as written: empty is missing; a series is ``0;35;0``, ``-`` where empty, ``?`` for a missing element."""
    text = _tidy(text)
    if not text:
        return None
    if not is_series:
        return text
    if text == EMPTY_SERIES:
        return ()
    elements = (element.strip() for element in text.split(SEPARATOR))
    return tuple(None if element == MISSING_ELEMENT else element for element in elements)


def _typed(raw: Any) -> Cell:
    """A value that Parquet has typed; binary floating point counts as the shortest number that people read in it."""
    if isinstance(raw, (list, tuple)):
        return tuple(_atom(element) for element in raw)
    return _atom(raw)


def _atom(raw: Any) -> Atom | None:
    if raw is None or raw != raw:  # noqa: PLR0124 - only "not a number" differs from itself
        return None
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, float):
        written = repr(raw)
        return written if written in {"inf", "-inf"} else Decimal(written)
    if isinstance(raw, (bool, int, Decimal, date)):
        return raw
    return _tidy(str(raw)) or None


def written(cell: Cell) -> str:
    """A cell as the file writes it; the way back of ``cell_of``."""
    if cell is None:
        return ""
    if isinstance(cell, tuple):
        return SEPARATOR.join(MISSING_ELEMENT if one is None else written(one) for one in cell) or EMPTY_SERIES
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, date):
        return cell.isoformat()
    return (
        cell if isinstance(cell, str) else format(Decimal(cell), "f") if isinstance(cell, (int, Decimal)) else str(cell)
    )
