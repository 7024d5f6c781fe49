"""The rows of a list as a file: the same search, filters and order, streamed, nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import sessionmaker
from starlette.datastructures import QueryParams

from kinerja_admin.admin import listing
from kinerja_admin.admin.columns import ZONE, Face, Kind, faces, title_of
from kinerja_admin.admin.language import current_language, current_words
from kinerja_admin.admin.safety.formula import neutralise
from kinerja_admin.db.session import Session

BATCH = 1000
_DELIMITER = {"id": ";", "en": ","}
"""What spreadsheets expect where a comma stands before the decimals, and where it does not."""


def rows_as_csv(session_maker: sessionmaker[Session], model: type[Any], query: QueryParams) -> Iterator[str]:
    """The lines of the file, with a mark that it is UTF-8; a thousand rows are in memory at a time."""
    columns = tuple(found for found in faces(model) if found.kind is not Kind.JSON)
    language = current_language()
    want = listing.wanted(model, query)
    yield "\N{ZERO WIDTH NO-BREAK SPACE}" + _line([current_words().field(found.label) for found in columns], language)
    with session_maker() as db:
        statement = listing.sorted_rows(model, listing.narrowed(model, want), want)
        statement = listing.with_references(model, statement, columns)
        for batch in db.scalars(statement.execution_options(yield_per=BATCH)).partitions():
            yield "".join(_line([cell(row, found, language) for found in columns], language) for row in batch)


def cell(row: Any, found: Face, language: str) -> str:
    """One value for a machine to read: plain numbers, ISO days, the words of a list with their labels."""
    value = getattr(row, found.key)
    if value is None:
        return ""
    if found.kind is Kind.REFERENCE:
        related = getattr(row, found.relation) if found.relation else None
        return neutralise(str(value) if related is None else title_of(related))
    if found.kind is Kind.WORD:
        return neutralise(current_words().field(found.words.get(str(value), str(value))))
    if isinstance(value, bool):
        return current_words().phrase("value.true" if value else "value.false")
    if isinstance(value, Decimal):
        return str(value).replace(".", "," if language == "id" else ".")
    if isinstance(value, datetime):
        return value.astimezone(ZONE).strftime("%Y-%m-%d %H:%M:%S") if value.tzinfo else str(value)
    return neutralise(str(value))


def _line(cells: list[str], language: str) -> str:
    line = io.StringIO()
    csv.writer(line, delimiter=_DELIMITER[language], lineterminator="\r\n").writerow(cells)
    return line.getvalue()
