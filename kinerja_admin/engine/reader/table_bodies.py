"""The body of a table as its author writes it: rows, bands by a bound, printed ranges, or a CSV file."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from kinerja_admin.engine.document import Mapping as Branch
from kinerja_admin.engine.document import Scalar
from kinerja_admin.engine.numbers import parse_number
from kinerja_admin.engine.policy import TableForm
from kinerja_admin.engine.reader.fields import Fields, Reading, folded
from kinerja_admin.engine.reader.values import Place

MOST_CELLS = 100_000
FORMS = ("rows", "from", "up_to", "between", "file")
"""The keys that may hold a body."""


@dataclass(slots=True)
class Grid:
    """The cells of one body: row key, column key (None: one column), value; and the printed bands."""

    form: TableForm
    cells: list[tuple[Place | None, Place | None, Place]] = field(default_factory=list)
    printed: list[tuple[Fraction | None, Fraction | None, Place]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class BodyReader:
    """Reads bodies; ``files`` are the table files beside the policy, by name."""

    reading: Reading
    files: Mapping[str, str]

    def read(self, fields: Fields, form: str) -> Grid | None:
        """The cells of one body, or None with its findings."""
        if form == "file":
            return self._file(fields)
        if form == "between":
            return self._printed(fields)
        grid = Grid(TableForm.KEY if form == "rows" else TableForm(form))
        seen: dict[object, Scalar] = {}
        for text, key, value, path in self.reading.entries(fields.node(form), fields.at(form), names=False):
            number = parse_number(text)
            if number is not None and seen.setdefault(number, key) is not key:
                self.reading.problem("DUPLICATE_KEY", key, path, key=text, first_line=str(seen[number].line))
                continue
            row = None if form == "up_to" and text == "else" else Place(key, path)
            if isinstance(value, Branch):
                for _, column, cell, cell_path in self.reading.entries(value, path, names=False):
                    grid.cells.append((row, Place(column, cell_path), Place(cell, cell_path)))
            else:
                grid.cells.append((row, None, Place(value, path)))
        if len(grid.cells) > MOST_CELLS:
            fields.problem("TABLE_TOO_LARGE", form, count=str(len(grid.cells)), most=str(MOST_CELLS))
            return None
        if not grid.cells:
            fields.problem("TABLE_EMPTY", form)
            return None
        return grid

    def _printed(self, fields: Fields) -> Grid | None:
        grid = Grid(TableForm.BETWEEN)
        for item, path in fields.items("between"):
            entry = self.reading.fields(item, path, "between")
            value = entry.node("value") if entry else None
            if entry is None or value is None:
                continue
            low, high = (self._open_number(entry, key) for key in ("from", "to"))
            if low is not None and high is not None and low > high:
                entry.problem("RANGE_ORDER")
                continue
            grid.printed.append((low, high, Place(value, entry.at("value"))))
        return grid if grid.printed else None

    def _open_number(self, entry: Fields, key: str) -> Fraction | None:
        node = entry.node(key)
        if node is None or (isinstance(node, Scalar) and node.is_null):
            return None
        return entry.number(key)

    def _file(self, fields: Fields) -> Grid | None:
        name = fields.text("file")
        if not name:
            return None
        parts = name.split("/")
        if name.startswith("/") or "\\" in name or any(part in {"", ".", ".."} for part in parts):
            fields.problem("TABLE_FILE_OUTSIDE", "file", file=name)
            return None
        text = self.files.get(name)
        if text is None:
            fields.problem("TABLE_FILE_MISSING", "file", file=name)
            return None
        rows = _csv_rows(text, name)
        node = fields.node("file")
        if node is not None:
            cells = [[_canonical_cell(cell.text) for cell in row] for row in rows]
            self.reading.mean(node, {"file": name, "cells": cells})
        return self._file_grid(fields, rows, name)

    def _file_grid(self, fields: Fields, rows: list[list[Scalar]], name: str) -> Grid | None:
        if len(rows) < 2 or len(rows[0]) < 2:
            fields.problem("TABLE_EMPTY", "file")
            return None
        if sum(len(row) for row in rows) > MOST_CELLS:
            fields.problem("TABLE_TOO_LARGE", "file", count=str(sum(len(row) for row in rows)), most=str(MOST_CELLS))
            return None
        header, *body = rows
        banded = fields.has("band") or (fields.group == "dated_table" and header[0].text in {"from", "up_to"})
        if banded and header[0].text not in {"from", "up_to"}:
            self.reading.problem("TABLE_FILE_HEADER", header[0], fields.at("file"), text=header[0].text)
            return None
        grid = Grid(TableForm(header[0].text) if banded else TableForm.KEY)
        for row in body:
            if len(row) != len(header):
                self.reading.problem(
                    "TABLE_FILE_ROW", row[0], fields.at("file"), count=str(len(row)), wanted=str(len(header))
                )
                continue
            self._file_row(grid, header, row, fields.at("file"))
        return grid

    def _file_row(self, grid: Grid, header: list[Scalar], row: list[Scalar], path: str) -> None:
        last = grid.form is TableForm.UP_TO and row[0].text == "else"
        key = None if last else Place(row[0], f"{path}[{row[0].text}]")
        for column, cell in zip(header[1:], row[1:], strict=True):
            if cell.text:
                heading = Place(column, f"{path}[{column.text}]") if len(header) > 2 else None
                grid.cells.append((key, heading, Place(cell, f"{path}[{row[0].text}]")))


def _csv_rows(text: str, name: str) -> list[list[Scalar]]:
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff")))
    return [_csv_row(cells, reader.line_num, name) for cells in reader if any(cell.strip() for cell in cells)]


def _csv_row(cells: list[str], line: int, name: str) -> list[Scalar]:
    return [Scalar(cell.strip(), line, place, plain=False, file=name) for place, cell in enumerate(cells, start=1)]


def _canonical_cell(text: str) -> object:
    number = parse_number(text)
    return folded(text) if number is None else number
