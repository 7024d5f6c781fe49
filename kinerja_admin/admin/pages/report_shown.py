"""The cells of a report as a page writes them and as a spreadsheet keeps them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from markupsafe import Markup

from kinerja_admin.admin.language import current_words
from kinerja_admin.admin.pages.spreadsheets import Cell
from kinerja_admin.admin.screens import say
from kinerja_admin.engine.numbers import Rounding, to_decimal
from kinerja_admin.services.reports import Column, Hidden, Role, Table, Told

UNTOLD = "···"
_WITH_THE_NUMBER = frozenset({"persen", "rupiah"})
_UNSAID = frozenset({"", "orang", "kali", "periode", "satuan"})
"""Units that the head of a column says already."""


def title_of(text: str) -> str:
    """A text of the catalogue, or a label of a table, in the reader's language."""
    return say(current_words().field(text))


def head_of(column: Column, *, is_file: bool = False) -> str:
    """What stands over a column: its title, with the unit where the cells do not say it."""
    if column.unit in _UNSAID or (column.unit in _WITH_THE_NUMBER and not is_file):
        return title_of(column.title)
    unit = {"persen": "%", "rupiah": "Rp"}.get(column.unit) or current_words().unit(column.unit)
    return f"{title_of(column.title)} ({unit})"


def is_number(column: Column) -> bool:
    """Whether the cells stand at the right."""
    return column.role is not Role.LABEL


def written(column: Column, cell: Told) -> str:
    """A cell in a table of a page."""
    if isinstance(cell, Hidden):
        return Markup('<abbr title="{}">{}</abbr>').format(say("not shown"), UNTOLD)
    return shown(column, cell)


def shown(column: Column, cell: Told) -> str:
    """A cell as text."""
    if isinstance(cell, Hidden):
        return UNTOLD
    if cell is None or cell == "":
        return _worded(column, "") if cell == "" and column.words and "" in column.words else "–"
    words = current_words()
    if isinstance(cell, str | date) or (column.words and str(cell) in column.words):
        return _text(column, cell)
    value = _rounded(column, cell)
    if column.unit in _WITH_THE_NUMBER:
        return words.value(value, column.unit, column.decimals)
    text = words.number(value, column.decimals)
    return f"+{text}" if column.role is Role.CHANGE and value > 0 else text


def kept(column: Column, cell: Told) -> Cell:
    """A cell in a file: numbers as numbers, days as ISO writes them, words with their labels."""
    if isinstance(cell, Hidden):
        return say("not shown")
    if cell is None:
        return None
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, str) or (column.words and str(cell) in column.words):
        return str(cell) if column.unit == "periode" else _text(column, cell)
    value = _rounded(column, cell)
    return to_decimal(value, column.decimals) if isinstance(value, Fraction) else value


def heads(table: Table) -> list[str]:
    """The heads of a file."""
    return [head_of(column, is_file=True) for column in table.columns]


def rows(table: Table) -> Iterator[Sequence[Cell]]:
    """The lines of a file; the line of all is the last."""
    for line in table.lines:
        yield [kept(column, cell) for column, cell in zip(table.columns, line, strict=True)]
    if table.total is not None:
        first, *rest = (kept(column, cell) for column, cell in zip(table.columns, table.total, strict=True))
        yield [first if first is not None else say("All"), *rest]


def _text(column: Column, cell: Told) -> str:
    words = current_words()
    if isinstance(cell, date):
        return words.date(cell)
    text = str(cell)
    if column.unit == "periode":
        return words.period(text)
    if column.unit == "satuan":
        return "%" if text == "persen" else words.unit(text)
    return _worded(column, text)


def _worded(column: Column, text: str) -> str:
    label = column.words.get(text) if column.words else None
    return title_of(label) if label is not None else text


def _rounded(column: Column, cell: int | Decimal | Fraction) -> int | Decimal | Fraction:
    """Worked-out values are rounded half up, as every number that is shown."""
    if isinstance(cell, Fraction) and column.decimals is not None:
        return Rounding(Fraction(1, 10**column.decimals)).apply(cell)
    return cell
