"""What pages that take files share: the form, the preview of every row, and the step that stores exactly that."""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kinerja_admin.admin import following
from kinerja_admin.admin.export import XLSX
from kinerja_admin.admin.language import current_words
from kinerja_admin.admin.pages.spreadsheets import attached
from kinerja_admin.admin.safety.database_errors import explain
from kinerja_admin.admin.screens import door, flash, form, page, say, session
from kinerja_admin.db import scope as scopes
from kinerja_admin.db.rehearsal import rehearsal
from kinerja_admin.db.session import Session
from kinerja_admin.errors import Problem, Refused
from kinerja_admin.services import imports
from kinerja_admin.services.imports import Outcome, RowOutcome, RowState, Table
from kinerja_admin.services.imports.references import Finder
from kinerja_admin.services.imports.template import how, known_by, shown

MOST_SHOWN = 300
"""Rows of a preview; those at fault come first, then what changes."""
_ORDER = (RowState.FAULTY, RowState.CHANGED, RowState.NEW, RowState.UNCHANGED)


@dataclass(frozen=True, slots=True)
class Purpose:
    """One import as its pages see it: what for, into which table, and where its steps are.

    Attributes:
        back: where the stored rows can be seen.
        kept: what the form says again at every step, such as the region.
        choices: regions among which the person chooses, by code and name.
    """

    title: str
    trail: Sequence[tuple[str, str]]
    table: Table
    look: str
    store: str
    template: str
    back: str
    kept: Mapping[str, str] = field(default_factory=dict)
    choices: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A value of a row, what it replaces, and what is wrong with it."""

    text: str
    before: str | None
    message: str


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of the preview."""

    number: int
    state: RowState
    cells: tuple[ShownCell, ...]
    message: str
    doubts: str


def ask(request: Request, purpose: Purpose, error: str = "", *, status: int = 200) -> Response:
    """The form that takes a file, with what its columns may hold."""
    words = current_words()
    columns = [
        (words.field(one.label), one.is_required, how(one, words), words.field(one.column.info.get("help") or ""))
        for one in purpose.table.fields
    ]
    return page(
        request,
        "pages/import.html",
        status_code=status,
        title=purpose.title,
        trail=purpose.trail,
        purpose=purpose,
        columns=columns,
        known_by=known_by(purpose.table, words),
        limits=(imports.MOST_LINES, imports.LARGEST // 1024 // 1024),
        error=error,
        outcome=None,
    )


def look(request: Request, purpose: Purpose) -> Response:
    """What the uploaded file would do; nothing of it is stored."""
    upload = form(request).get("file")
    if not isinstance(upload, UploadFile) or not upload.filename:
        return ask(request, purpose, say("Choose a file first."), status=400)
    content = upload.file.read(imports.LARGEST + 1)
    return _preview(request, purpose, upload.filename, content)


def store(request: Request, purpose: Purpose) -> Response:
    """Store what was previewed, if it still is what would happen; all of it or nothing."""
    posted = form(request)
    name, content = str(posted.get("name", "")), _unpacked(str(posted.get("content", "")))
    reason = say("Import of {name}", name=name)
    with scopes.acting_as(replace(scopes.current(), reason=reason)), session(request) as db:
        outcome = imports.bring_in(db, purpose.table, imports.read_sheet(name, content))
        if outcome.digest != str(posted.get("digest", "")) or not outcome.is_storable:
            db.rollback()
            moved = current_words().problem(Refused("IMPORT_MOVED").as_problem())
            return _preview(request, purpose, name, content, f"{moved.message} {moved.hint}")
        db.commit()
    counts = {state: current_words().number(outcome.count(state)) for state in RowState}
    told = say("Stored: {new} new, {changed} changed.", new=counts[RowState.NEW], changed=counts[RowState.CHANGED])
    flash(request, told)
    return RedirectResponse(purpose.back, status_code=303)


def template_file(request: Request, purpose: Purpose, rows: Iterable[Sequence[Any]] = ()) -> Response:
    """The workbook to fill in."""
    with session(request) as db:
        content = imports.template(db, purpose.table, current_words(), rows)
    return attached(content, f"templat-{purpose.table.model.__tablename__}.xlsx", XLSX)


def _preview(request: Request, purpose: Purpose, name: str, content: bytes, alert: str = "") -> Response:
    with rehearsal(door(request).session_maker, purpose.table.model) as db:
        try:
            outcome = imports.bring_in(db, purpose.table, imports.read_sheet(name, content))
        except Refused as refusal:
            return ask(request, purpose, _said(refusal.as_problem()), status=400)
        finally:
            db.rollback()
        rows = _shown_rows(db, outcome)
        is_faulty = bool(outcome.count(RowState.FAULTY))
        return page(
            request,
            "pages/import.html",
            status_code=409 if alert else 400 if is_faulty else 200,
            title=purpose.title,
            trail=purpose.trail,
            purpose=purpose,
            error=alert,
            outcome=outcome,
            resting=following.runs_in_words(outcome.runs) if outcome.runs else "",
            rows=rows,
            hidden_rows=len(outcome.rows) - len(rows),
            heads=[current_words().field(one.label) for one in outcome.fields],
            counts={state.value: outcome.count(state) for state in RowState},
            name=name,
            content=_packed(content),
        )


def _shown_rows(db: Session, outcome: Outcome) -> list[ShownRow]:
    finder = Finder(db, outcome.table.region)
    ordered = sorted(outcome.rows, key=lambda row: (_ORDER.index(row.state), row.number))
    return [_shown_row(row, outcome, finder) for row in ordered[:MOST_SHOWN]]


def _shown_row(row: RowOutcome, outcome: Outcome, finder: Finder) -> ShownRow:
    refusal = explain(row.error, outcome.table.model) if row.error is not None else None
    said = {key: _said(problem) for key, problem in row.cells.items()} | dict(refusal.fields if refusal else {})
    keys = {one.key for one in outcome.fields}
    cells = tuple(
        ShownCell(
            _said_in(row, one, finder),
            _text(one, row.before[one.key], finder) if one.key in row.before else None,
            said.get(one.key, ""),
        )
        for one in outcome.fields
    )
    above = [_said(problem) for problem in row.problems]
    labels = {one.key: current_words().field(one.label) for one in outcome.table.fields}
    above += [f"{labels.get(key, key)}: {text}" for key, text in said.items() if key not in keys]
    if refusal is not None and (not refusal.fields or above == []):
        above.append(refusal.message)
    doubts = " ".join(following.said_of(problem) for problem in row.doubts)
    return ShownRow(row.number, row.state, cells, " ".join(above), doubts)


def _said_in(row: RowOutcome, one: imports.Field, finder: Finder) -> str:
    """What the row says; another row of the file as it is called there, because it has no key before it is stored."""
    if one.key in row.awaited:
        return row.awaited[one.key].parameters["value"]
    return _text(one, row.values.get(one.key), finder, is_raw=one.key in row.cells)


def _text(one: imports.Field, value: Any, finder: Finder, *, is_raw: bool = False) -> str:
    if is_raw or value is None:
        return "" if value is None else str(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return current_words().date(value)
    made = shown(one, value, current_words(), finder)
    return "" if made is None else made if isinstance(made, str) else current_words().number(made)


def _said(problem: Problem) -> str:
    text = current_words().problem(problem)
    return f"{text.message} {text.hint}".strip()


def _packed(content: bytes) -> str:
    """The file in the page itself: nothing of it is kept on the server between the two steps."""
    return base64.urlsafe_b64encode(zlib.compress(content, 6)).decode("ascii")


def _unpacked(text: str) -> bytes:
    try:
        unpacker = zlib.decompressobj()
        content = unpacker.decompress(base64.urlsafe_b64decode(text), imports.LARGEST + 1)
    except (binascii.Error, zlib.error, ValueError):
        raise Refused("IMPORT_UNREADABLE") from None
    return content
