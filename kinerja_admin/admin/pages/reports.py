"""The catalogue of reports, and one page for each with its filters, picture, table and files."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from kinerja_admin.admin.language import current_language, current_words
from kinerja_admin.admin.pages.access import RUN_READERS, reads_all
from kinerja_admin.admin.pages.report_asking import Asked, read_question, readable_regions
from kinerja_admin.admin.pages.report_charts import chart_of
from kinerja_admin.admin.pages.report_shown import head_of, heads, is_number, rows, title_of, written
from kinerja_admin.admin.pages.spreadsheets import csv_file, xlsx_file
from kinerja_admin.admin.screens import Screen, current, door, page, say, session
from kinerja_admin.locale import mark
from kinerja_admin.services.disclosure import note_export
from kinerja_admin.services.reports import REPORTS, Report, Table, make

PATH = "/p/laporan"
ONE = PATH + "/{report}"
MOST_LINES = 1_000
"""More lines than this are for a file."""


def overview(request: Request) -> Response:
    """Every report that the reader may open, by what it is about."""
    who = current(request)
    with session(request) as db:
        sees_people = any(reads_all(who, code) for code, _ in readable_regions(request, db))
    groups: dict[str, list[Report]] = {}
    for report in REPORTS.values():
        if sees_people or not report.names_people:
            groups.setdefault(report.group, []).append(report)
    return page(request, "pages/reports.html", title=say("Reports"), groups=groups)


def show(request: Request) -> Response:
    """One report."""
    with session(request) as db:
        asked = read_question(request, db)
        table = make(db, asked.report, asked.question)
        return page(
            request,
            "pages/report.html",
            title=title_of(asked.report.title),
            trail=[(say("Reports"), PATH)],
            asked=asked,
            report=asked.report,
            question=asked.question,
            table=table,
            lines=table.lines[:MOST_LINES],
            chart=chart_of(table),
            head_of=head_of,
            is_number=is_number,
            written=written,
        )


def as_csv(request: Request) -> Response:
    """The table as CSV."""
    asked, table = _taken(request)
    return csv_file(_file(asked, "csv"), heads(table), rows(table), current_language())


def as_xlsx(request: Request) -> Response:
    """The table as a workbook; its second sheet says what was asked."""
    asked, table = _taken(request)
    about = [[say("Question"), say("Answer")], *_about(asked)]
    sheets = [(say("Report"), heads(table), rows(table)), (say("About"), about[0], about[1:])]
    return xlsx_file(_file(asked, "xlsx"), sheets)


def _taken(request: Request) -> tuple[Asked, Table]:
    """The table for a file; who took it out is noted."""
    with session(request) as db:
        asked = read_question(request, db)
        table = make(db, asked.report, asked.question)
    question = asked.question
    facts = {"laporan": asked.report.name, "daerah": question.region, "periode": str(question.period)}
    note_export(door(request).session_maker, asked.report.table, {**facts, "rows": len(table.lines)})
    return asked, table


def _about(asked: Asked) -> list[list[str]]:
    words, question = current_words(), asked.question
    unit = next((one.name for one in asked.units if one.id == asked.unit), say("All units"))
    found = [
        [say("Report"), title_of(asked.report.title)],
        [say("Region"), dict(asked.regions)[question.region]],
        [say("Period"), words.period(question.period)],
        [say("Unit"), unit],
        [say("As of"), words.date(question.day)],
    ]
    return [*found, [say("Before and after"), words.date(question.since)]] if question.since else found


def _file(asked: Asked, ending: str) -> str:
    return f"{asked.question.region}-{asked.report.name}-{asked.question.period}.{ending}"


SCREENS = (
    Screen("reports", PATH, overview, title=mark("Reports"), group=mark("Performance"), icon="chart",
           roles=RUN_READERS, order=5),
    Screen("report", ONE, show, roles=RUN_READERS),
    Screen("report-csv", ONE + "/laporan.csv", as_csv, roles=RUN_READERS),
    Screen("report-xlsx", ONE + "/laporan.xlsx", as_xlsx, roles=RUN_READERS),
)  # fmt: skip
