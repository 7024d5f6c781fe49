"""The rows of a list as a file: the same search, filters and order, streamed, nothing that a spreadsheet would run.

CSV is for machines: every value plain, so that a NIP is its eighteen digits and nothing more. A spreadsheet that opens
it by a double click takes long digits for a number and rounds them; for spreadsheets there is XLSX, whose cells say
what they are.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from tempfile import TemporaryFile
from typing import IO, Any

import xlsxwriter
from sqlalchemy.orm import sessionmaker
from starlette.datastructures import QueryParams

from kinerja_admin.admin import beside, listing
from kinerja_admin.admin.columns import ZONE, Face, faces, title_of
from kinerja_admin.admin.language import current_language, current_words
from kinerja_admin.admin.safety.formula import neutralise
from kinerja_admin.db.rows import Kind
from kinerja_admin.db.session import Session

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BATCH = 1000
MOST_LINES = 1_000_000
"""Below the 1,048,576 rows of a sheet."""
MOST_LETTERS = 32_767
"""What a cell of a spreadsheet holds."""
_MOST_DIGITS = 15
"""Digits that a spreadsheet's number keeps; longer ones are written as text."""
_FIRST_YEAR = 1901
_SAFE = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_DELIMITER = {"id": ";", "en": ","}
"""What spreadsheets expect where a comma stands before the decimals, and where it does not."""


def rows_as_csv(session_maker: sessionmaker[Session], model: type[Any], query: QueryParams) -> Iterator[str]:
    """The lines of the file, with a mark that it is UTF-8; a thousand rows are in memory at a time."""
    columns = exported(model)
    language = current_language()
    want = listing.wanted(model, query)
    yield "\N{ZERO WIDTH NO-BREAK SPACE}" + _line(heads(model), language)
    with session_maker() as db:
        for batch in _batches(db, model, want, columns):
            others = beside.texts(db, model, batch)
            yield "".join(
                _line(
                    [
                        *(cell(row, found, language) for found in columns),
                        *(neutralise(text) for text in _others(model, others, row)),
                    ],
                    language,
                )
                for row in batch
            )


def rows_as_xlsx(session_maker: sessionmaker[Session], model: type[Any], query: QueryParams) -> IO[bytes]:
    """The same as a workbook in a file on disk, written row by row; whoever reads it closes it."""
    columns = exported(model)
    language = current_language()
    want = listing.wanted(model, query)
    file = TemporaryFile()  # noqa: SIM115 - handed on, and gone once it is closed
    try:
        with xlsxwriter.Workbook(file, _SAFE) as book, session_maker() as db:
            sheets = _Sheets(book, heads(model))
            for batch in _batches(db, model, want, columns):
                others = beside.texts(db, model, batch)
                for row in batch:
                    own = (_typed(row, found, language) for found in columns)
                    sheets.add([*own, *_others(model, others, row)])
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


def exported(model: type[Any]) -> tuple[Face, ...]:
    """The columns of the file."""
    return tuple(found for found in faces(model) if found.kind is not Kind.JSON)


def heads(model: type[Any]) -> list[str]:
    """The heads of the file: the table's own columns, then what its list shows beside them."""
    labels = (*(found.label for found in exported(model)), *beside.labels(model))
    return [current_words().field(label) for label in labels]


def _others(model: type[Any], texts: Mapping[int, Sequence[str]], row: Any) -> Sequence[str]:
    """What the list shows beside a row; empty cells where nothing is known of it."""
    return texts.get(row.id, ("",) * len(beside.labels(model))) if beside.labels(model) else ()


def _batches(db: Session, model: type[Any], want: listing.Wanted, columns: tuple[Face, ...]) -> Iterator[Sequence[Any]]:
    statement = listing.sorted_rows(model, listing.narrowed(model, want), want)
    statement = listing.with_references(model, statement, columns)
    yield from db.scalars(statement.execution_options(yield_per=BATCH)).partitions()


class _Sheets:
    """The sheets of a workbook; a new one begins where a spreadsheet could not hold another row."""

    def __init__(self, book: xlsxwriter.Workbook, head: Sequence[str]) -> None:
        self._book = book
        self._head = head
        self._bold = book.add_format({"bold": True})
        self._day = book.add_format({"num_format": "yyyy-mm-dd"})
        self._moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        self._begin()

    def _begin(self) -> None:
        self._sheet = self._book.add_worksheet()
        self._sheet.freeze_panes(1, 0)
        self._sheet.set_column(0, len(self._head) - 1, 20)
        for place, text in enumerate(self._head):
            self._sheet.write_string(0, place, text, self._bold)
        self._line = 0

    def add(self, cells: Sequence[str | int | Decimal | date]) -> None:
        """One more row."""
        if self._line == MOST_LINES:
            self._begin()
        self._line += 1
        for place, value in enumerate(cells):
            if isinstance(value, date):
                shape = self._moment if isinstance(value, datetime) else self._day
                self._sheet.write_datetime(self._line, place, value, shape)
            elif isinstance(value, str):
                self._sheet.write_string(self._line, place, value[:MOST_LETTERS])
            else:
                self._sheet.write_number(self._line, place, value)


def _typed(row: Any, found: Face, language: str) -> str | int | Decimal | date:
    """A value that a spreadsheet keeps as it is: text, or a number or day within what its cells hold."""
    value = getattr(row, found.key)
    if found.kind in {Kind.WHOLE, Kind.RUPIAH, Kind.EXACT} and not isinstance(value, bool | None):
        digits = len(str(value).strip("-").replace(".", ""))
        return str(value) if digits > _MOST_DIGITS else value
    if isinstance(value, datetime) and value.tzinfo is not None:
        value = value.astimezone(ZONE).replace(tzinfo=None)
    if isinstance(value, date) and value.year >= _FIRST_YEAR:
        return value
    return cell(row, found, language, is_text=True)


def cell(row: Any, found: Face, language: str, *, is_text: bool = False) -> str:
    """One value for a machine to read: plain numbers, ISO days, the words of a list with their labels.

    ``is_text`` where the file itself says that the cell is text, which needs no protection.
    """
    value = getattr(row, found.key)
    safe = str if is_text else neutralise
    if value is None:
        return ""
    if found.kind is Kind.REFERENCE:
        related = getattr(row, found.relation) if found.relation else None
        return safe(str(value) if related is None else title_of(related))
    if found.kind is Kind.WORD:
        return safe(current_words().field(found.words.get(str(value), str(value))))
    if isinstance(value, bool):
        return current_words().phrase("value.true" if value else "value.false")
    if isinstance(value, Decimal):
        return str(value).replace(".", "," if language == "id" else ".")
    if isinstance(value, datetime):
        return value.astimezone(ZONE).strftime("%Y-%m-%d %H:%M:%S") if value.tzinfo else str(value)
    return safe(str(value))


def _line(cells: list[str], language: str) -> str:
    line = io.StringIO()
    csv.writer(line, delimiter=_DELIMITER[language], lineterminator="\r\n").writerow(cells)
    return line.getvalue()
