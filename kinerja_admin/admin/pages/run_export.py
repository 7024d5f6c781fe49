"""The results of a run as a file for spreadsheets; who took it out is noted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from starlette.requests import Request
from starlette.responses import Response

from kinerja_admin.admin.language import current_language
from kinerja_admin.admin.pages.access import RESULT_STAFF, find_people
from kinerja_admin.admin.pages.runs import RUN, columns_of, policy_of
from kinerja_admin.admin.pages.spreadsheets import Cell, csv_file
from kinerja_admin.admin.screens import Screen, current, door, say, session
from kinerja_admin.db.session import Session
from kinerja_admin.models.result import Result
from kinerja_admin.models.run import Run
from kinerja_admin.services.disclosure import note_export


def export(request: Request) -> Response:
    """Everybody's result as CSV; noted in the audit."""
    with session(request) as db:
        run = find_people(db, current(request), request.path_params["number"])
        columns = columns_of(policy_of(db, run))
        head = ["NIP", say("Name"), *(label for label, _, _ in columns.values()), say("Error")]
        rows = list(_exported(db, run, columns))
        name = f"{run.region_id}-{run.policy}-{run.periode}-{run.id}.csv"
        note_export(door(request).session_maker, "result", {"run": str(run), "rows": len(rows)})
        return csv_file(name, head, rows, current_language())


def _exported(db: Session, run: Run, columns: Mapping[str, Any]) -> Iterator[list[Cell]]:
    for row in db.scalars(select(Result).where(Result.run_id == run.id).order_by(Result.nip)):
        cells = [_cell(row.outputs.get(name), unit) for name, (_, unit, _) in columns.items()]
        yield [row.nip, row.nama, *cells, f"{row.error_code} {row.error_step}" if row.error_code else ""]


def _cell(value: str | None, unit: str) -> Cell:
    """A number as a number, a word as a text."""
    if value is None or not unit:
        return value
    try:
        return Decimal(value)
    except ArithmeticError:
        return value


SCREENS = (Screen("run-export", RUN + "/hasil.csv", export, roles=RESULT_STAFF),)
