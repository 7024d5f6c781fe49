"""Rows from CSV and Excel files, by label and natural key: looked at first, stored whole or not at all."""

from kinerja_admin.services.imports.fields import Field, Table, table_of
from kinerja_admin.services.imports.importing import bring_in
from kinerja_admin.services.imports.outcome import Outcome, RowOutcome, RowState
from kinerja_admin.services.imports.sheets import LARGEST, MOST_LINES, Sheet, read_sheet
from kinerja_admin.services.imports.template import template

__all__ = [
    "LARGEST",
    "MOST_LINES",
    "Field",
    "Outcome",
    "RowOutcome",
    "RowState",
    "Sheet",
    "Table",
    "bring_in",
    "read_sheet",
    "table_of",
    "template",
]
