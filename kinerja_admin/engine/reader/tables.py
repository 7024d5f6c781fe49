"""Tables in every form: exact with one or two keys, bands by lower or upper bounds, bands as printed, and CSV files."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import pairwise

from kinerja_admin.engine.document import Mapping as Branch
from kinerja_admin.engine.document import Node, Scalar
from kinerja_admin.engine.numbers import decimals_of, parse_number, plain
from kinerja_admin.engine.periods import Month
from kinerja_admin.engine.policy import (
    Band,
    Bands,
    Basis,
    Cells,
    Dated,
    Input,
    Kind,
    Plain,
    Shape,
    Table,
    TableForm,
    TableKey,
    Vocabulary,
)
from kinerja_admin.engine.reader.about import Citations, read_basis
from kinerja_admin.engine.reader.doubts import check_doubts, read_doubts
from kinerja_admin.engine.reader.fields import Fields, Reading, folded
from kinerja_admin.engine.reader.values import Place, read_many, read_one, read_type, read_unit
from kinerja_admin.engine.units import PERCENT, RATIO, Unit

MOST_CELLS = 100_000
_FORMS = ("rows", "from", "up_to", "between", "file")


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a table may refer to: vocabularies, inputs, and the table files beside the policy."""

    vocabularies: Mapping[str, Vocabulary]
    inputs: Mapping[str, Input]
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Head:
    """What a table says of itself before its body."""

    name: str
    labels: list[str]
    declared: Shape | None
    unit: Unit | None
    basis: Basis
    marginal: bool


@dataclass(slots=True)
class _Grid:
    """The cells of one body: row key, column key (None: one column), value; and the printed bands."""

    form: TableForm
    cells: list[tuple[Place | None, Place | None, Place]] = field(default_factory=list)
    printed: list[tuple[Fraction | None, Fraction | None, Place]] = field(default_factory=list)


class TableReader:
    """Reads one table."""

    def __init__(self, reading: Reading, shelf: Shelf, citations: Citations, first: Month | None) -> None:
        """Remember what the table may refer to."""
        self.reading = reading
        self.shelf = shelf
        self.citations = citations
        self.first = first

    def read(self, name: str, node: Node, path: str) -> Table | None:
        """The table, or None with its findings."""
        fields = self.reading.fields(node, path, "table")
        if fields is None:
            return None
        before = len(self.reading.problems)
        head = self._head(name, fields)
        bodies = self._bodies(fields, head.basis)
        grids = [grid for _, grid, _ in bodies]
        if not grids or len(self.reading.problems) > before:
            return None
        if any(grid.form is not grids[0].form for grid in grids):
            fields.problem("TABLE_FORMS_DIFFER", "values")
            return None
        if not self._labels_fit(fields, grids[0].form, head.labels, grids):
            return None
        return self._table(fields, head, bodies)

    def _head(self, name: str, fields: Fields) -> _Head:
        labels = self._labels(fields)
        unit, _ = read_unit(fields)
        declared = read_type(fields, self.shelf.vocabularies)
        basis = read_basis(fields, self.citations)
        return _Head(name, labels, declared, unit, basis, fields.choice("mode") == "marginal")

    def _labels(self, fields: Fields) -> list[str]:
        node = fields.node("key")
        labels = [fields.text("band")] if fields.has("band") else []
        if isinstance(node, Scalar):
            labels.append(fields.text("key"))
        elif node is not None:
            labels += [self.reading.text(item, path) or "" for item, path in fields.items("key")]
        return labels

    def _bodies(self, fields: Fields, basis: Basis) -> list[tuple[Month, _Grid, Basis]]:
        written = [form for form in _FORMS if fields.has(form)]
        if fields.has("values"):
            if written:
                fields.problem("TABLE_BODY", written[0], found=", ".join(["values", *written]))
            return self._dated(fields)
        if len(written) != 1:
            fields.problem("TABLE_BODY", found=", ".join(written))
            return []
        grid = self._grid(fields, written[0])
        return [(self.first or Month(1, 1), grid, basis)] if grid else []

    def _dated(self, fields: Fields) -> list[tuple[Month, _Grid, Basis]]:
        bodies: list[tuple[Month, _Grid, Basis]] = []
        for item, path in fields.items("values"):
            entry = self.reading.fields(item, path, "dated_table")
            month = entry.month("from") if entry else None
            if entry is None or month is None:
                continue
            written = [form for form in _FORMS if form != "from" and entry.has(form)]
            if len(written) != 1:
                entry.problem("TABLE_BODY", found=", ".join(written))
                continue
            grid = self._grid(entry, written[0])
            if grid:
                bodies.append((month, grid, read_basis(entry, self.citations)))
        return bodies

    def _grid(self, fields: Fields, form: str) -> _Grid | None:
        if form == "file":
            return self._file(fields)
        if form == "between":
            return self._printed(fields)
        grid = _Grid(TableForm.KEY if form == "rows" else TableForm(form))
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

    def _printed(self, fields: Fields) -> _Grid | None:
        grid = _Grid(TableForm.BETWEEN)
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

    def _file(self, fields: Fields) -> _Grid | None:
        name = fields.text("file")
        if not name:
            return None
        parts = name.split("/")
        if name.startswith("/") or "\\" in name or any(part in {"", ".", ".."} for part in parts):
            fields.problem("TABLE_FILE_OUTSIDE", "file", file=name)
            return None
        text = self.shelf.files.get(name)
        if text is None:
            fields.problem("TABLE_FILE_MISSING", "file", file=name)
            return None
        rows = _csv_rows(text, name)
        node = fields.node("file")
        if node is not None:
            cells = [[_canonical_cell(cell.text) for cell in row] for row in rows]
            self.reading.mean(node, {"file": name, "cells": cells})
        return self._file_grid(fields, rows, name)

    def _file_grid(self, fields: Fields, rows: list[list[Scalar]], name: str) -> _Grid | None:
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
        grid = _Grid(TableForm(header[0].text) if banded else TableForm.KEY)
        for row in body:
            if len(row) != len(header):
                self.reading.problem(
                    "TABLE_FILE_ROW", row[0], fields.at("file"), count=str(len(row)), wanted=str(len(header))
                )
                continue
            self._file_row(grid, header, row, fields.at("file"))
        return grid

    def _file_row(self, grid: _Grid, header: list[Scalar], row: list[Scalar], path: str) -> None:
        last = grid.form is TableForm.UP_TO and row[0].text == "else"
        key = None if last else Place(row[0], f"{path}[{row[0].text}]")
        for column, cell in zip(header[1:], row[1:], strict=True):
            if cell.text:
                heading = Place(column, f"{path}[{column.text}]") if len(header) > 2 else None
                grid.cells.append((key, heading, Place(cell, f"{path}[{row[0].text}]")))

    def _labels_fit(self, fields: Fields, form: TableForm, labels: list[str], grids: list[_Grid]) -> bool:
        banded = form is not TableForm.KEY
        if banded != fields.has("band"):
            fields.problem("TABLE_NEEDS_BAND" if banded else "TABLE_NEEDS_KEY")
            return False
        columns = any(column is not None for grid in grids for _, column, _ in grid.cells)
        wanted = 2 if columns else 1
        if len(labels) != wanted:
            fields.problem("TABLE_KEYS", "key", count=str(len(labels)), wanted=str(wanted))
            return False
        mixed = columns and any(column is None for grid in grids for _, column, _ in grid.cells)
        if mixed:
            fields.problem("TABLE_COLUMNS_MIXED")
        return not mixed

    def _table(self, fields: Fields, head: _Head, bodies: list[tuple[Month, _Grid, Basis]]) -> Table | None:
        before = len(self.reading.problems)
        places = [place for _, grid, _ in bodies for _, _, place in grid.cells] or [
            place for _, grid, _ in bodies for _, _, place in grid.printed
        ]
        shape, values = read_many(self.reading, places, head.declared, head.unit, self.shelf.vocabularies)
        supply = iter(values)
        contents: list[Dated[Cells | Bands]] = []
        keys: list[TableKey] = []
        for month, grid, its_basis in bodies:
            found = self._content(fields, grid, head.labels, supply)
            if len(self.reading.problems) > before or found is None:
                return None
            content, keys = found
            contents.append(Dated(month, content, its_basis.cites, its_basis.unverified))
        if head.marginal and not self._marginal_fits(fields, shape, contents):
            return None
        self._check_months(fields, [dated.start for dated in contents])
        form = bodies[0][1].form
        table = Table(head.name, form, shape, tuple(keys), tuple(contents), head.basis, head.marginal)
        return replace(table, doubts=check_doubts(fields, table, read_doubts(fields)))

    def _check_months(self, fields: Fields, months: list[Month]) -> None:
        if fields.has("values"):
            check_dated(fields, months, self.first)

    def _content(
        self, fields: Fields, grid: _Grid, labels: list[str], supply: Iterator[Plain | None]
    ) -> tuple[Cells | Bands, list[TableKey]] | None:
        if grid.form is TableForm.BETWEEN:
            bands = [
                Band(low, high, value)
                for (low, high, _), value in zip(grid.printed, supply, strict=False)
                if value is not None
            ]
            self._gaps(fields, bands, labels[0])
            printed: dict[Plain | None, tuple[Band, ...]] = {None: tuple(bands)}
            return printed, [self._key(labels[0], [])]
        rows = self._column(labels[0], [row for row, _, _ in grid.cells if row], numeric=grid.form is not TableForm.KEY)
        headings = (
            self._column(labels[1], [head for _, head, _ in grid.cells if head], numeric=False)
            if len(labels) > 1
            else None
        )
        if rows is None or (len(labels) > 1 and headings is None):
            return None
        found: dict[tuple[Plain | None, Plain | None], Plain] = {}
        for row, heading, _ in grid.cells:
            key = rows.values[id(row.node)] if row else None
            column = headings.values[id(heading.node)] if headings and heading else None
            value = next(supply)
            if value is not None:
                found[key, column] = value
        keys = [rows.key, headings.key] if headings else [rows.key]
        if grid.form is TableForm.KEY:
            return {_exact(row, column): value for (row, column), value in found.items()}, keys
        return _bands(found, grid.form), keys

    def _key(self, label: str, words: list[str]) -> TableKey:
        return TableKey(label, self._shape_of(label), tuple(dict.fromkeys(words)))

    def _shape_of(self, label: str) -> Shape | None:
        if label in self.shelf.vocabularies:
            return Shape(Kind.WORD, vocabulary=self.shelf.vocabularies[label])
        named = self.shelf.inputs.get(label)
        return replace(named.shape, each=None, absent=False) if named else None

    def _column(self, label: str, places: list[Place], *, numeric: bool) -> _Column | None:
        shape = Shape(Kind.DECIMAL) if numeric else self._shape_of(label)
        before = len(self.reading.problems)
        unique = list({id(place.node): place for place in places}.values())
        texts = [place.node.text.strip() for place in unique if isinstance(place.node, Scalar)]
        if shape is None or shape.is_unknown:
            numbers = all(parse_number(text) is not None for text in texts)
            shape = Shape(Kind.DECIMAL) if numbers else Shape(Kind.WORD)
        column = _Column(TableKey(label))
        for place in unique:
            value = _read_key(self.reading, place, shape)
            if value is not None:
                column.values[id(place.node)] = value
        words = [value for value in column.values.values() if isinstance(value, str)]
        column.key = self._key(label, words)
        return column if len(self.reading.problems) == before else None

    def _marginal_fits(self, fields: Fields, shape: Shape, contents: list[Dated[Cells | Bands]]) -> bool:
        if shape.unit not in {PERCENT, RATIO}:
            fields.problem("MARGINAL_UNIT", "mode")
            return False
        for dated in contents:
            if any(
                bands and isinstance(bands, tuple) and bands[0].low not in {None, 0} for bands in dated.value.values()
            ):
                fields.problem("MARGINAL_START", "mode")
                return False
        return True

    def _gaps(self, fields: Fields, bands: list[Band], label: str) -> None:
        """Gaps and overlaps, naming the first value that nobody or two rows hold."""
        named = self.shelf.inputs.get(label)
        if named and named.shape.kind is Kind.INTEGER:
            step = Fraction(1)
        elif named and named.decimals is not None:
            step = Fraction(1, 10**named.decimals)
        else:
            bounds = [bound for band in bands for bound in (band.low, band.high) if bound is not None]
            step = Fraction(1, 10 ** max((decimals_of(bound) for bound in bounds), default=0))
        ordered = sorted(bands, key=lambda band: (band.low is not None, band.low or Fraction(0)))
        for one, other in pairwise(ordered):
            if one.high is None or other.low is None or other.low <= one.high:
                value = other.low if other.low is not None else one.high
                fields.problem("BANDS_OVERLAP", "between", value=plain(value) if value is not None else "")
            elif other.low > one.high + step:
                fields.problem("BANDS_GAP", "between", value=plain(one.high + step))


@dataclass(slots=True)
class _Column:
    key: TableKey
    values: dict[int, Plain] = field(default_factory=dict)


def _exact(row: Plain | None, column: Plain | None) -> tuple[Plain, ...]:
    return tuple(part for part in (row, column) if part is not None)


def _read_key(reading: Reading, place: Place, shape: Shape) -> Plain | None:
    if shape.kind is Kind.WORD and shape.vocabulary is None:
        return reading.text(place.node, place.path)
    return read_one(reading, place, shape)


def _bands(
    found: dict[tuple[Plain | None, Plain | None], Plain], form: TableForm
) -> dict[Plain | None, tuple[Band, ...]]:
    columns: dict[Plain | None, list[tuple[Fraction | None, Plain]]] = {}
    for (bound, column), value in found.items():
        assert bound is None or isinstance(bound, Fraction)
        columns.setdefault(column, []).append((bound, value))
    made: dict[Plain | None, tuple[Band, ...]] = {}
    for column, rows in columns.items():
        rows.sort(key=lambda row: (row[0] is None, row[0] or Fraction(0)))
        bounds = [bound for bound, _ in rows]
        if form is TableForm.FROM:
            edges = zip(bounds, [*bounds[1:], None], rows, strict=True)
        else:
            edges = zip([None, *bounds[:-1]], bounds, rows, strict=True)
        made[column] = tuple(Band(low, high, value) for low, high, (_, value) in edges)
    return made


def _csv_rows(text: str, name: str) -> list[list[Scalar]]:
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff")))
    return [_csv_row(cells, reader.line_num, name) for cells in reader if any(cell.strip() for cell in cells)]


def _csv_row(cells: list[str], line: int, name: str) -> list[Scalar]:
    return [Scalar(cell.strip(), line, place, plain=False, file=name) for place, cell in enumerate(cells, start=1)]


def _canonical_cell(text: str) -> object:
    number = parse_number(text)
    return folded(text) if number is None else number


def check_dated(fields: Fields, months: list[Month], first: Month | None) -> None:
    """Dated values go forward in time, and the first holds when the policy begins."""
    for one, other in pairwise(months):
        if other <= one:
            fields.problem("DATED_ORDER", "values", month=str(other))
    if months and first and months[0] > first:
        fields.problem("DATED_LATE", "values", month=str(months[0]), first=str(first))
