"""A policy file that somebody has at hand becomes a draft."""

from __future__ import annotations

from pathlib import PurePosixPath

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response

from kinerja_admin.admin.language import current_words
from kinerja_admin.admin.pages.addresses import POLICIES, parts, trail
from kinerja_admin.admin.pages.decisions import WRITERS
from kinerja_admin.admin.screens import Screen, current, flash, form, page, redirect, say, session
from kinerja_admin.errors import Invalid, Refused, WrongUse
from kinerja_admin.services import registry


def bring_form(request: Request) -> Response:
    """Ask for a file, or for text."""
    return _bring_page(request, "")


def bring(request: Request) -> Response:
    """Make a draft of a file that somebody has at hand."""
    text = ""
    try:
        text = _given_text(request)
        with session(request) as db:
            row = registry.bring_draft(db, current(request), text, _given_tables(request))
            address = parts(row)
            db.commit()
    except (WrongUse, Refused, Invalid) as refusal:
        first = refusal.problems[0] if isinstance(refusal, Invalid) else refusal.as_problem()
        told = current_words().problem(first)
        return _bring_page(request, text, f"{told.message} {told.hint}")
    flash(request, say("The file is now a draft."))
    return redirect(request, "policy-edit", **address)


def _given_text(request: Request) -> str:
    upload = form(request).get("file")
    if isinstance(upload, UploadFile) and upload.filename:
        with upload.file:
            raw = upload.file.read(registry.MOST_TEXT + 1)
        try:
            return raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise WrongUse("POLICY_HEAD_UNREADABLE") from None
    return str(form(request).get("text", ""))


def _given_tables(request: Request) -> dict[str, str]:
    """The table files that came along, by the names under which the policy knows them."""
    found = {}
    for upload in form(request).getlist("tables"):
        if isinstance(upload, UploadFile) and upload.filename:
            with upload.file:
                raw = upload.file.read(registry.MOST_TEXT + 1)
            try:
                found[f"tables/{PurePosixPath(upload.filename).name}"] = raw.decode("utf-8-sig")
            except UnicodeDecodeError:
                raise WrongUse("TABLE_FILE_UNREADABLE", file=upload.filename) from None
    return found


def _bring_page(request: Request, text: str, error: str = "") -> Response:
    return page(
        request, "pages/bring.html", status_code=400 if error else 200, title=say("Bring a file"), trail=trail(),
        text=text, error=error,
    )  # fmt: skip


SCREENS = (
    Screen("policy-bring", POLICIES + "/berkas", bring_form, roles=WRITERS),
    Screen("policy-bring-now", POLICIES + "/berkas", bring, roles=WRITERS, methods=("POST",)),
)
