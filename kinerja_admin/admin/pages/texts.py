"""Earlier texts of a version: when and by whom they were saved, what differs from the present one, and the way back."""

from __future__ import annotations

import secrets

from starlette.requests import Request
from starlette.responses import Response

from kinerja_admin.admin.columns import show_plain
from kinerja_admin.admin.pages.addresses import VERSION, asked, parts, trail
from kinerja_admin.admin.pages.asking import said
from kinerja_admin.admin.pages.decisions import WRITERS
from kinerja_admin.admin.pages.editor import with_style_nonce
from kinerja_admin.admin.pages.naming import name_of, people_of, step_of
from kinerja_admin.admin.screens import Screen, current, flash, page, redirect, require, say, session
from kinerja_admin.errors import Invalid, Refused
from kinerja_admin.services import registry

TEXTS = VERSION + "/naskah-lama"


def overview(request: Request) -> Response:
    """Every text that was saved, newest first."""
    with session(request) as db:
        row = asked(request, db)
        require(request, registry.WRITER, region=row.region_id)
        texts = registry.saved_texts(db, row)
        return page(
            request,
            "pages/texts.html",
            title=say("Earlier texts of {version}", version=name_of(row)),
            trail=trail(step_of(row)),
            row=row,
            address=parts(row),
            texts=texts,
            people=people_of(db, (one.actor for one in texts)),
        )


def show(request: Request) -> Response:
    """One earlier text beside the present one."""
    with session(request) as db:
        row = asked(request, db)
        require(request, registry.WRITER, region=row.region_id)
        found = registry.saved_text(db, row, request.path_params["number"])
        nonce = secrets.token_urlsafe(16)
        answer = page(
            request,
            "pages/text.html",
            title=say("Text of {moment}", moment=show_plain(found.at)),
            trail=trail(step_of(row), (say("Earlier texts"), TEXTS.format(**parts(row)))),
            row=row,
            address=parts(row),
            found=found,
            actor=people_of(db, (found.actor,)).get(found.actor, found.actor),
            may_restore=row.status in registry.EDITABLE,
            nonce=nonce,
        )
        return with_style_nonce(answer, nonce)


def restore(request: Request) -> Response:
    """Save an earlier text again: what stood there meanwhile stays in the list."""
    with session(request) as db:
        row = asked(request, db, for_change=True)
        found = registry.saved_text(db, row, request.path_params["number"])
        address = parts(row)
        try:
            registry.save_draft(db, current(request), row, found.text, registry.mark_of(row), found.tables)
            db.commit()
        except (Refused, Invalid) as refusal:
            db.rollback()
            flash(request, said(refusal), "danger")
            return redirect(request, "policy-texts", **address)
    flash(request, say("The text of {moment} stands again.", moment=show_plain(found.at)))
    return redirect(request, "policy-edit", **address)


SCREENS = (
    Screen("policy-texts", TEXTS, overview, roles=WRITERS),
    Screen("policy-earlier-text", TEXTS + "/{number:int}", show, roles=WRITERS),
    Screen("policy-restore-text", TEXTS + "/{number:int}", restore, roles=WRITERS, methods=("POST",)),
)
