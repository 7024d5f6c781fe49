"""The grid of one indicator: everybody or everything that is measured, with fields, and who recorded and confirmed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from kinerja_admin.admin.language import current_words
from kinerja_admin.admin.pages.measures import MEASURES, OF, ONE, address_of, asked_in, range_of, said, unit_of
from kinerja_admin.admin.screens import Screen, current, flash, form, page, redirect, say, session
from kinerja_admin.db.session import Session
from kinerja_admin.errors import Invalid, KinerjaError, Refused
from kinerja_admin.locale import mark, parse_number
from kinerja_admin.models.account import Account
from kinerja_admin.models.ukuran import Ukuran
from kinerja_admin.models.words import PERAN
from kinerja_admin.services import measures
from kinerja_admin.services.accounts import SignedIn
from kinerja_admin.services.measures import EVIDENCE, RECORDERS, Asked, Subject

PAGE = 50
LABELS = {
    "target": mark("Target"),
    "target_atas": mark("Upper target"),
    "realisasi": mark("Achieved"),
    "baseline": mark("Baseline"),
    EVIDENCE: mark("Evidence"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One subject in the grid: what is typed or stands there, and who recorded and confirmed it."""

    subject: Subject
    values: Mapping[str, str]
    faults: Mapping[str, str]
    stamp: str
    recorded_by: str = ""
    verified_by: str = ""
    may_verify: bool = False
    lacks_evidence: bool = False


def grid(request: Request) -> Response:
    """Everybody or everything that is measured, with fields."""
    return _grid_page(request)


def save(request: Request) -> Response:
    """Keep what was typed: all of it, or nothing where anything is at fault."""
    who = current(request)
    with session(request) as db:
        asked = asked_in(request, db)
        typed = _typed(request, asked)
        given, faults = _understood(asked, typed)
        try:
            faults |= _moved(db, asked, typed)
            if not faults:
                changed = measures.record(db, who, asked, given)
                db.commit()
                told = current_words().count("{n} measure is recorded.", "{n} measures are recorded.", changed)
                flash(request, told)
                return _back(request)
        except Invalid as invalid:
            db.rollback()
            faults = {problem.location.path: said(problem) for problem in invalid.problems}
        return _grid_page(request, typed, faults)


def verify(request: Request) -> Response:
    """Confirm what somebody else recorded."""
    with session(request) as db:
        asked = asked_in(request, db)
        number = str(form(request).get("subject", ""))
        try:
            measures.verify(db, current(request), asked, int(number) if number.isdecimal() else 0)
            db.commit()
            flash(request, say("Confirmed."))
        except Refused as refusal:
            db.rollback()
            flash(request, said(refusal.as_problem()), "danger")
    return _back(request)


def _grid_page(
    request: Request, typed: Mapping[int, Mapping[str, str]] | None = None, faults: Mapping[str, str] | None = None
) -> Response:
    who = current(request)
    with session(request) as db:
        asked = asked_in(request, db)
        found = measures.subjects(db, who, asked)
        sought = request.query_params.get("cari", "").strip().casefold()
        found = tuple(one for one in found if sought in f"{one.name} {one.code}".casefold())
        at = max(1, int(given)) if (given := request.query_params.get("hal", "1")).isdecimal() else 1
        shown = found[(at - 1) * PAGE : at * PAGE]
        if typed:
            shown = tuple(one for one in found if one.id in typed)
        rows = measures.recorded(db, asked, [one.id for one in shown])
        names = _names(db, rows)
        lines = [_line(who, asked, one, rows.get(one.id), names, typed or {}, faults or {}) for one in shown]
        return page(
            request,
            "pages/measure_grid.html",
            status_code=400 if faults else 200,
            title=say("{indicator}, {period}", indicator=asked.label, period=current_words().period(asked.period)),
            trail=[(say("Record measures"), f"{MEASURES}?daerah={asked.region}&periode={asked.period}")],
            asked=asked,
            address=address_of(asked),
            lines=lines,
            labels=LABELS,
            count=len(found),
            at=at,
            pages=max(1, -(-len(found) // PAGE)),
            sought=request.query_params.get("cari", ""),
            has_faults=bool(faults),
            may_record=measures.may_record(who, asked),
            of=OF,
            roles=PERAN,
            range_of=range_of,
            unit_of=unit_of,
        )


def _line(
    who: SignedIn,
    asked: Asked,
    subject: Subject,
    row: Ukuran | None,
    names: Mapping[int, str],
    typed: Mapping[int, Mapping[str, str]],
    faults: Mapping[str, str],
) -> Line:
    values = typed.get(subject.id) or {name: _shown(getattr(row, name, None)) for name in asked.fields}
    recorder = names.get(row.dicatat_oleh_id or 0, "") if row is not None else ""
    verifier = names.get(row.diverifikasi_oleh_id or 0, "") if row is not None else ""
    needs = asked.indicator.evidence == "required"
    return Line(
        subject,
        values,
        {name: faults[f"{name}-{subject.id}"] for name in asked.fields if f"{name}-{subject.id}" in faults},
        typed[subject.id].get("seen", "")
        if subject.id in typed and not faults.get(f"row-{subject.id}")
        else _stamp(row),
        recorder,
        verifier,
        row is not None and not verifier and measures.may_verify(who, asked) and row.dicatat_oleh_id != who.account_id,
        needs and row is not None and row.realisasi is not None and not row.bukti,
    )


def _names(db: Session, rows: Mapping[int, Ukuran]) -> dict[int, str]:
    numbers = {one for row in rows.values() for one in (row.dicatat_oleh_id, row.diverifikasi_oleh_id) if one}
    found = (db.get(Account, number) for number in numbers)
    return {
        number: account.name if account else say("an account out of sight")
        for number, account in zip(numbers, found, strict=True)
    }


def _typed(request: Request, asked: Asked) -> dict[int, dict[str, str]]:
    """What came back of the grid, by subject."""
    found: dict[int, dict[str, str]] = {}
    for name, value in form(request).items():
        field, _, number = name.rpartition("-")
        if number.isdecimal() and len(number) < 19 and field in {*asked.fields, "seen"}:
            found.setdefault(int(number), {})[field] = str(value)
    return found


def _understood(
    asked: Asked, typed: Mapping[int, Mapping[str, str]]
) -> tuple[dict[int, dict[str, Any]], dict[str, str]]:  # fmt: skip
    given: dict[int, dict[str, Any]] = {}
    faults: dict[str, str] = {}
    for number, fields in typed.items():
        given[number] = {}
        for name in asked.fields:
            text = fields.get(name, "").strip()
            if name == EVIDENCE:
                given[number][name] = text or None
                continue
            try:
                given[number][name] = parse_number(text.removesuffix("%").strip()) if text else None
            except KinerjaError as wrong:
                faults[f"{name}-{number}"] = said(wrong.as_problem())
    return given, faults


def _moved(db: Session, asked: Asked, typed: Mapping[int, Mapping[str, str]]) -> dict[str, str]:
    """Subjects that somebody else wrote since the grid was made, and that were changed in it, too."""
    rows = measures.recorded(db, asked, typed.keys())
    told = say("Somebody else has recorded this in the meantime. Compare, and save again to keep your version.")
    faults = {}
    for number, fields in typed.items():
        if fields.get("seen", "") != _stamp(rows.get(number)):
            faults[f"row-{number}"] = told
            faults[f"{asked.fields[0]}-{number}"] = told
    return faults


def _stamp(row: Ukuran | None) -> str:
    parts = () if row is None else (row.target, row.target_atas, row.realisasi, row.baseline, row.bukti)
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def _shown(value: Decimal | str | None) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return current_words().number(value)


def _back(request: Request) -> Response:
    query = {name: value for name, value in request.query_params.items() if name in ("hal", "cari")}
    return redirect(request, "measure", query=query, **request.path_params)


SCREENS = (
    Screen("measure", ONE, grid, roles=RECORDERS),
    Screen("measure-save", ONE, save, roles=RECORDERS, methods=("POST",)),
    Screen("measure-verify", ONE + "/periksa", verify, roles=RECORDERS, methods=("POST",)),
)
