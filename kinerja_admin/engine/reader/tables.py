"""Tables in every form: exact with one or two keys, or bands, dated or not; what their keys and values may be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

from kinerja_admin.engine.document import Node, Scalar
from kinerja_admin.engine.numbers import parse_number
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
from kinerja_admin.engine.reader.fields import Fields, Reading
from kinerja_admin.engine.reader.table_bands import bands_of, check_gaps
from kinerja_admin.engine.reader.table_bodies import FORMS, BodyReader, Grid
from kinerja_admin.engine.reader.values import Place, read_many, read_one, read_type, read_unit
from kinerja_admin.engine.units import PERCENT, RATIO, Unit


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


class TableReader:
    """Reads one table."""

    def __init__(self, reading: Reading, shelf: Shelf, citations: Citations, first: Month | None) -> None:
        """Remember what the table may refer to."""
        self.reading = reading
        self.shelf = shelf
        self.citations = citations
        self.first = first
        self.bodies = BodyReader(reading, shelf.files)

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

    def _bodies(self, fields: Fields, basis: Basis) -> list[tuple[Month, Grid, Basis]]:
        written = [form for form in FORMS if fields.has(form)]
        if fields.has("values"):
            if written:
                fields.problem("TABLE_BODY", written[0], found=", ".join(["values", *written]))
            return self._dated(fields)
        if len(written) != 1:
            fields.problem("TABLE_BODY", found=", ".join(written))
            return []
        grid = self.bodies.read(fields, written[0])
        return [(self.first or Month(1, 1), grid, basis)] if grid else []

    def _dated(self, fields: Fields) -> list[tuple[Month, Grid, Basis]]:
        bodies: list[tuple[Month, Grid, Basis]] = []
        for item, path in fields.items("values"):
            entry = self.reading.fields(item, path, "dated_table")
            month = entry.month("from") if entry else None
            if entry is None or month is None:
                continue
            written = [form for form in FORMS if form != "from" and entry.has(form)]
            if len(written) != 1:
                entry.problem("TABLE_BODY", found=", ".join(written))
                continue
            grid = self.bodies.read(entry, written[0])
            if grid:
                bodies.append((month, grid, read_basis(entry, self.citations)))
        return bodies

    def _labels_fit(self, fields: Fields, form: TableForm, labels: list[str], grids: list[Grid]) -> bool:
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

    def _table(self, fields: Fields, head: _Head, bodies: list[tuple[Month, Grid, Basis]]) -> Table | None:
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
        self, fields: Fields, grid: Grid, labels: list[str], supply: Iterator[Plain | None]
    ) -> tuple[Cells | Bands, list[TableKey]] | None:
        if grid.form is TableForm.BETWEEN:
            bands = [
                Band(low, high, value)
                for (low, high, _), value in zip(grid.printed, supply, strict=False)
                if value is not None
            ]
            check_gaps(fields, bands, self.shelf.inputs.get(labels[0]))
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
        return bands_of(found, grid.form), keys

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


def check_dated(fields: Fields, months: list[Month], first: Month | None) -> None:
    """Dated values go forward in time, and the first holds when the policy begins."""
    for one, other in pairwise(months):
        if other <= one:
            fields.problem("DATED_ORDER", "values", month=str(other))
    if months and first and months[0] > first:
        fields.problem("DATED_LATE", "values", month=str(months[0]), first=str(first))
