"""A workbook to fill in for a table: its headings, what may stand below each, and cells that keep what is typed."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import xlsxwriter

from kinerja_admin.db.rows import Kind, columns_of
from kinerja_admin.db.session import Session
from kinerja_admin.locale import Words, mark
from kinerja_admin.services.imports.fields import Field, Table, natural_keys
from kinerja_admin.services.imports.references import PARTS, Finder

READY_ROWS = 2000
"""How far down cells are prepared."""
_LONGEST_LIST = 255
_SAFE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_FORMATS = {Kind.DATE: "yyyy-mm-dd", Kind.TIME: "hh:mm", Kind.MOMENT: "yyyy-mm-dd hh:mm"}
_HOW = {
    Kind.TEXT: mark("Text"),
    Kind.LONG: mark("Text"),
    Kind.WORD: mark("One of: {choices}"),
    Kind.FLAG: mark("Yes or no"),
    Kind.DATE: mark("A day, such as 2026-02-28 or 28/02/2026"),
    Kind.TIME: mark("A time of day, such as 07:30"),
    Kind.MOMENT: mark("A day and a time, such as 2026-02-28 14:05"),
    Kind.WHOLE: mark("A whole number"),
    Kind.RUPIAH: mark("A whole number"),
    Kind.EXACT: mark("A number with up to {n} decimals"),
    Kind.REFERENCE: mark("From the table {table}: {key}"),
}


def template(
    session: Session, table: Table, words: Words, rows: Iterable[Sequence[Any]] = (), notes: Sequence[str] = ()
) -> bytes:
    """The workbook: one sheet to fill in, with ``rows`` already in it, and one that explains each column."""
    file = io.BytesIO()
    finder = Finder(session, table.region)
    with xlsxwriter.Workbook(file, _SAFE) as book:
        _fillable(book, table, words, rows, finder)
        _explained(book, table, words, notes)
    return file.getvalue()


def head_of(field: Field, words: Words) -> str:
    """The heading of a column; a star says that a new row cannot do without it."""
    return words.field(field.label) + (" *" if field.is_required else "")


def _fillable(book: Any, table: Table, words: Words, rows: Iterable[Sequence[Any]], finder: Finder) -> None:
    sheet = book.add_worksheet(words.say("Data"))
    bold = book.add_format({"bold": True, "bg_color": "#E3F1EF", "text_wrap": True})
    sheet.freeze_panes(1, 0)
    for place, field in enumerate(table.fields):
        shape = book.add_format({"num_format": _FORMATS.get(field.kind, "@" if _is_text(field) else "General")})
        sheet.set_column(place, place, 22, shape)
        sheet.write_string(0, place, head_of(field, words), bold)
        choices = _choices(field, words)
        if choices and len(",".join(choices)) <= _LONGEST_LIST:
            sheet.data_validation(1, place, READY_ROWS, place, {"validate": "list", "source": choices})
    for line, row in enumerate(rows, 1):
        for place, (field, value) in enumerate(zip(table.fields, row, strict=True)):
            _put(sheet, line, place, shown(field, value, words, finder))


def _put(sheet: Any, line: int, place: int, value: str | int | Decimal | None) -> None:
    if isinstance(value, str):
        sheet.write_string(line, place, value)
    elif value is not None:
        sheet.write_number(line, place, value)


def shown(field: Field, value: Any, words: Words, finder: Finder) -> str | int | Decimal | None:
    """A stored value as a file has it: what the import reads back as the same value."""
    if value is None:
        return None
    if field.kind is Kind.REFERENCE and field.target is not None:
        return finder.written(field.target, value)
    if field.kind is Kind.WORD:
        return words.field(field.words.get(value, value))
    if isinstance(value, bool):
        return words.phrase("value.true" if value else "value.false")
    if isinstance(value, Decimal):
        return value.normalize() + 0
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return value if isinstance(value, int) else str(value)


def _is_text(field: Field) -> bool:
    return field.kind in {Kind.TEXT, Kind.LONG, Kind.REFERENCE, Kind.WORD}


def _choices(field: Field, words: Words) -> list[str]:
    if field.kind is Kind.WORD:
        return [words.field(label) for label in field.words.values()]
    return [words.phrase("value.true"), words.phrase("value.false")] if field.kind is Kind.FLAG else []


def _explained(book: Any, table: Table, words: Words, notes: Sequence[str]) -> None:
    sheet = book.add_worksheet(words.say("Explanation"))
    bold = book.add_format({"bold": True})
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 2, 70)
    heads = (words.say("Column"), words.say("What may stand there"), words.say("Help"))
    for place, head in enumerate(heads):
        sheet.write_string(0, place, head, bold)
    for line, field in enumerate(table.fields, 1):
        sheet.write_string(line, 0, head_of(field, words))
        sheet.write_string(line, 1, how(field, words))
        sheet.write_string(line, 2, words.field(field.column.info.get("help", "") or ""))
    line = len(table.fields) + 2
    for note in (*notes, words.say("Rows are known again by: {columns}", columns=known_by(table, words))):
        sheet.write_string(line, 0, note)
        line += 1


def how(field: Field, words: Words) -> str:
    """What may stand in a column, in a sentence."""
    facts: dict[str, Any] = {}
    if field.kind is Kind.WORD:
        facts = {"choices": ", ".join(_choices(field, words))}
    elif field.kind is Kind.EXACT:
        facts = {"n": getattr(field.column.type, "decimals", 0)}
    elif field.kind is Kind.REFERENCE and field.target is not None:
        keys = natural_keys(field.target)
        columns = columns_of(field.target)
        parts = [words.field(columns[one].info.get("label", one)) for one in (min(keys, key=len) if keys else ())]
        facts = {"table": words.field(field.target.__label__), "key": PARTS.join(parts)}
    said = words.say(_HOW[field.kind], **facts)
    is_own = field.target is not None and field.target.__tablename__ == field.column.table.name
    return f"{said}, {words.say('or a row of the same file')}" if is_own else said


def known_by(table: Table, words: Words) -> str:
    """The columns by which a row is known again."""
    labels = {field.key: words.field(field.label) for field in table.fields}
    return ", ".join(labels[one] for one in table.keys[0] if one in labels)
