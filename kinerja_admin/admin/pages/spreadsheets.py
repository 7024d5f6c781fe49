"""Files for spreadsheets: CSV as the reader's country writes it, XLSX; nothing in a cell that would be run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

import xlsxwriter
from starlette.responses import Response

from kinerja_admin.admin.export import XLSX
from kinerja_admin.admin.safety.formula import neutralise

Cell = str | int | Decimal | None
_MOST_EXACT = 15
"""Digits that a spreadsheet's number keeps; longer ones are written as text."""


def csv_file(name: str, head: Sequence[str], rows: Iterable[Sequence[Cell]], language: str) -> Response:
    """The rows as a file; Indonesian spreadsheets expect a semicolon, because the comma stands before decimals."""
    text = io.StringIO()
    text.write("\N{ZERO WIDTH NO-BREAK SPACE}")
    writer = csv.writer(text, delimiter=";" if language == "id" else ",", lineterminator="\r\n")
    writer.writerow([neutralise(one) for one in head])
    for row in rows:
        writer.writerow([_plain(cell, language) for cell in row])
    return attached(text.getvalue().encode(), name, "text/csv; charset=utf-8")


def xlsx_file(name: str, sheets: Iterable[tuple[str, Sequence[str], Iterable[Sequence[Cell]]]]) -> Response:
    """A workbook with a sheet for each table."""
    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(content, options) as book:
        bold = book.add_format({"bold": True, "text_wrap": True})
        for title, head, rows in sheets:
            sheet = book.add_worksheet(title[:31])
            sheet.freeze_panes(1, 0)
            for column, text in enumerate(head):
                sheet.write_string(0, column, text, bold)
                sheet.set_column(column, column, max(10, min(40, len(text) + 4)))
            for line, row in enumerate(rows, 1):
                for column, cell in enumerate(row):
                    _write(sheet, line, column, cell)
    return attached(content.getvalue(), name, XLSX)


def _write(sheet: xlsxwriter.workbook.Worksheet, line: int, column: int, cell: Cell) -> None:
    if cell is None:
        return
    if isinstance(cell, str):
        sheet.write_string(line, column, cell)
    elif len(str(cell).strip("-").replace(".", "")) > _MOST_EXACT:
        sheet.write_string(line, column, str(cell))
    else:
        sheet.write_number(line, column, cell)


def _plain(cell: Cell, language: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return neutralise(cell)
    return str(cell).replace(".", "," if language == "id" else ".")


def attached(content: bytes, name: str, kind: str) -> Response:
    """A file to keep."""
    return Response(content, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
