"""A new version begins as a copy: what is new is asked for first, and what is wrong is said beside its field."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from kinerja_admin.admin.pages.addresses import VERSION, asked, parts, trail
from kinerja_admin.admin.pages.decisions import WRITERS
from kinerja_admin.admin.pages.naming import name_of, step_of
from kinerja_admin.admin.screens import Screen, current, flash, form, page, redirect, say, session
from kinerja_admin.models.policy_file import PolicyFile
from kinerja_admin.services import registry

_FIELDS = ("first", "title", "decided", "change", "why")


def copy_form(request: Request) -> Response:
    """Ask what is new; title and month are proposed, the rest may wait."""
    with session(request) as db:
        row = asked(request, db)
        return _page(request, row, {"first": _following_month(), "title": row.title}, {})


def copy(request: Request) -> Response:
    """Make the draft, and open it for writing."""
    given = {name: str(form(request).get(name, "")).strip() for name in _FIELDS}
    with session(request) as db:
        row = asked(request, db)
        wrong = _wrong(given)
        if wrong:
            return _page(request, row, given, wrong)
        intent = registry.Intent(
            given["first"] or None, given["title"], given["decided"], given["change"], given["why"]
        )
        draft = registry.copy_as_draft(db, current(request), row, intent)
        address, name = parts(draft), name_of(draft)
        db.commit()
    flash(request, say("{version} is now a draft.", version=name))
    return redirect(request, "policy-edit", **address)


def _wrong(given: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with which field."""
    found = {}
    if given["first"] and registry.read_month(given["first"]) is None:
        found["first"] = say("Write the month as 2026-12.")
    if given["decided"] and not _is_day(given["decided"]):
        found["decided"] = say("Write the day as 2026-12-31.")
    return found


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _page(request: Request, row: PolicyFile, given: Mapping[str, str], wrong: Mapping[str, str]) -> Response:
    return page(
        request,
        "pages/copy.html",
        status_code=400 if wrong else 200,
        title=say("Copy as a draft"),
        trail=trail(step_of(row)),
        row=row,
        name=name_of(row),
        address=parts(row),
        given=given,
        wrong=wrong,
    )


def _following_month() -> str:
    found = registry.read_month(registry.this_month())
    return str(found.plus(1)) if found else ""


SCREENS = (
    Screen("policy-copy", VERSION + "/salin", copy_form, roles=WRITERS),
    Screen("policy-copy-now", VERSION + "/salin", copy, roles=WRITERS, methods=("POST",)),
)
