"""Rows of a table whose figures were not verified: ``unverified`` as a mapping from row (and column) to the reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from kinerja_admin.engine.document import Mapping as Branch
from kinerja_admin.engine.document import Node, Scalar
from kinerja_admin.engine.expression.syntax import similar
from kinerja_admin.engine.numbers import parse_number, plain
from kinerja_admin.engine.policy import Plain, Table, TableForm
from kinerja_admin.engine.reader.fields import Fields, folded


@dataclass(frozen=True, slots=True)
class Doubt:
    """One reason, and the row it speaks of: where it stands, and its keys as they are compared."""

    keys: tuple[str, ...]
    reason: str
    place: Scalar
    path: str


def read_doubts(fields: Fields) -> tuple[Doubt, ...]:
    """The rows that a table marks; nothing where ``unverified`` speaks of the whole table."""
    node = fields.node("unverified")
    return tuple(_entries(fields, node, fields.at("unverified"), ())) if isinstance(node, Branch) else ()


def _entries(fields: Fields, node: Node, path: str, above: tuple[str, ...]) -> Iterator[Doubt]:
    for text, key, value, at in fields.reading.entries(node, path, names=False):
        keys = (*above, _compared(text))
        if isinstance(value, Branch) and not above:
            yield from _entries(fields, value, at, keys)
        else:
            reason = fields.reading.text(value, at)
            if reason:
                yield Doubt(keys, reason, key, at)


def check_doubts(fields: Fields, table: Table, doubts: tuple[Doubt, ...]) -> Mapping[tuple[str, ...], str]:
    """The reasons by row; a row that the table does not have is a finding."""
    known = frozenset(rows_of(table))
    for doubt in doubts:
        if doubt.keys not in known:
            row = ", ".join(doubt.keys)
            near = similar(row, frozenset(", ".join(keys) for keys in known if len(keys) == len(doubt.keys)))
            fields.reading.problem("UNVERIFIED_ROW", doubt.place, doubt.path, row=row, table=table.name, similar=near)
    return {doubt.keys: doubt.reason for doubt in doubts}


def rows_of(table: Table) -> Iterator[tuple[str, ...]]:
    """How the rows of a table may be named: by row, and by row and column."""
    for dated in table.contents:
        for key, content in dated.value.items():
            if isinstance(key, tuple):
                texts = tuple(row_key(part) for part in key)
                yield from (texts[:1], texts)
            else:
                assert isinstance(content, tuple)
                for band in content:
                    edge = row_key(band.high if table.form is TableForm.UP_TO else band.low)
                    yield from ((edge,), (edge, row_key(key)))


def row_key(part: Plain | None) -> str:
    """A key as it is compared; the open end of a table is its ``else``."""
    if part is None:
        return "else"
    return plain(part) if isinstance(part, Fraction) else _compared(str(part))


def _compared(text: str) -> str:
    number = parse_number(text)
    return folded(text) if number is None else plain(number)
