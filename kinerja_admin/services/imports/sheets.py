"""Uploaded files as rows of cells: CSV with comma, semicolon or tab, and the first sheet of an Excel workbook."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice
from typing import Any

import openpyxl

from kinerja_admin.errors import Refused

LARGEST = 4 * 1024 * 1024
"""Bytes of a file: some ten thousand rows."""
MOST_LINES = 10_000
MOST_COLUMNS = 100
_LARGEST_UNPACKED = 150 * 1024 * 1024
"""A workbook is a packed file: a small one can unpack to more than the machine has."""
_DELIMITERS = ";,\t"

Cell = str | int | Decimal | bool | datetime | date | time | None


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a file with the number that a spreadsheet shows beside it."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The head of a file and its rows; empty rows are left out."""

    heads: tuple[str, ...]
    lines: tuple[Line, ...]


def read_sheet(name: str, content: bytes) -> Sheet:
    """What stands in a file.

    Raises:
        Refused: IMPORT_TOO_LARGE, IMPORT_KIND, IMPORT_UNREADABLE, IMPORT_EMPTY, IMPORT_TOO_MANY.
    """
    if len(content) > LARGEST:
        raise Refused("IMPORT_TOO_LARGE", megabytes=str(LARGEST // 1024 // 1024))
    ending = name.rpartition(".")[2].lower()
    if ending == "xlsx":
        rows: Iterable[tuple[Cell, ...]] = _rows_of_workbook(content)
    elif ending in {"csv", "txt", "tsv"}:
        rows = _rows_of_text(content)
    else:
        raise Refused("IMPORT_KIND", name=name)
    numbered = ((number, cells) for number, cells in enumerate(rows, 1) if any(cell is not None for cell in cells))
    head = next(numbered, None)
    if head is None:
        raise Refused("IMPORT_EMPTY")
    lines = tuple(Line(number, cells) for number, cells in islice(numbered, MOST_LINES + 1))
    if len(lines) > MOST_LINES or len(head[1]) > MOST_COLUMNS:
        raise Refused("IMPORT_TOO_MANY", rows=str(MOST_LINES), columns=str(MOST_COLUMNS))
    if not lines:
        raise Refused("IMPORT_EMPTY")
    return Sheet(tuple(str(cell or "").strip() for cell in head[1]), lines)


def _rows_of_text(content: bytes) -> Iterator[tuple[Cell, ...]]:
    text = _decoded(content)
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            yield tuple(cell.strip() or None for cell in row)
    except csv.Error:
        raise Refused("IMPORT_UNREADABLE") from None


def _decoded(content: bytes) -> str:
    """UTF-8 with or without a mark, else what Windows writes; a file with zero bytes is no text."""
    if b"\0" in content:
        raise Refused("IMPORT_UNREADABLE")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _rows_of_workbook(content: bytes) -> Iterator[tuple[Cell, ...]]:
    try:
        _demand_small(content)
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        for row in book.worksheets[0].iter_rows(values_only=True, max_col=MOST_COLUMNS + 1):
            cells = [_cell(value) for value in row]
            while cells and cells[-1] is None:
                cells.pop()
            yield tuple(cells)
    except Refused:
        raise
    except Exception:  # noqa: BLE001 - a damaged workbook fails in as many ways as there are parts in it
        raise Refused("IMPORT_UNREADABLE") from None


def _demand_small(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        unpacked = sum(part.file_size for part in packed.infolist())
    if unpacked > _LARGEST_UNPACKED:
        raise Refused("IMPORT_TOO_LARGE", megabytes=str(LARGEST // 1024 // 1024))


def _cell(value: Any) -> Cell:
    """A value as the workbook means it; binary fractions become the decimals that a person typed."""
    if isinstance(value, float):
        number = Decimal(repr(value))
        return int(number) if number == number.to_integral_value() else number
    if isinstance(value, str):
        return value.strip() or None
    if value is None or isinstance(value, bool | int | datetime | date | time):
        return value
    return str(value)
