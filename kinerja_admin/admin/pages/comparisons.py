"""Two versions over the whole staff: rules in words first, then people and rupiah; the address reopens the report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from starlette.requests import Request
from starlette.responses import Response

from kinerja_admin.admin.pages.access import RUN_READERS
from kinerja_admin.admin.pages.addresses import VERSION, asked, parts, trail
from kinerja_admin.admin.pages.asking import (
    COMPARISON,
    PARTS,
    Asked,
    asked_for_in,
    both,
    given_in,
    impact_of,
    link_of,
    replaced_by,
    said,
    title_of,
    versions_in,
)
from kinerja_admin.admin.pages.comparison_parts import checks_of, outputs_moved, parts_of
from kinerja_admin.admin.pages.naming import name_of, step_of
from kinerja_admin.admin.pages.shown import RulesShown, Shown, rules_of, shown_to
from kinerja_admin.admin.safety.failures import status_of
from kinerja_admin.admin.screens import Screen, current, flash, form, page, redirect, require, say, session
from kinerja_admin.db.session import Session
from kinerja_admin.engine.periods import parse_period
from kinerja_admin.errors import KinerjaError, Refused
from kinerja_admin.locale import mark
from kinerja_admin.models.policy_file import PolicyFile
from kinerja_admin.models.snapshot import Snapshot
from kinerja_admin.services import registry, snapshots
from kinerja_admin.services.accounts import SignedIn

BESIDE_NOTHING: Mapping[str, Any] = {"link": "", "checks": (), "parts": None, "may_split": False}
"""What stands beside the figures where there are none."""


def show(request: Request) -> Response:
    """The form, and the report where two versions are named."""
    given = given_in(request)
    error, status = "", 200
    with session(request) as db:
        shown, asked_for, told, beside = None, None, None, BESIDE_NOTHING
        if given["lama"] and given["baru"]:
            try:
                told = rules_of(db, current(request), *versions_in(db, current(request), given))
                if told is None:
                    asked_for = asked_for_in(db, current(request), given)
                    shown = shown_to(db, current(request), asked_for)
                    beside = _of_report(request, db, asked_for, shown)
            except KinerjaError as refusal:
                error, status = said(refusal), status_of(refusal)
        return page(
            request,
            "pages/comparison.html",
            status_code=status,
            title=_title(asked_for, told) or say("Compare two versions"),
            trail=trail(),
            given=given,
            error=error,
            shown=shown,
            told=told,
            asked=asked_for,
            moved=_moved(request, asked_for),
            versions=_choices(db, current(request)),
            snapshots=_snapshots(db, current(request)),
            region_names=current(request).region_names,
            confirm=None,
            **beside,
        )


def impact(request: Request) -> Response:
    """What a version does to the latest population, against the version in force."""
    with session(request) as db:
        row = asked(request, db)
        require(request, *RUN_READERS, region=row.region_id)
        return _impact_page(request, db, row)


def _impact_page(request: Request, db: Session, row: PolicyFile) -> Response:
    who, shown, asked_for, error, told, beside = current(request), None, None, "", None, BESIDE_NOTHING
    try:
        told = rules_of(db, who, *replaced_by(db, row))
        if told is None:
            asked_for = impact_of(db, row)
            shown = shown_to(db, who, asked_for)
            beside = _of_report(request, db, asked_for, shown)
    except KinerjaError as refusal:
        error = said(refusal)
    may_confirm = (
        row.status == "in_review" and registry.APPROVER in who.roles_in(row.region_id) and bool(row.digest)
        and not registry.has_opened_impact(db, who, row)
    )  # fmt: skip
    return page(
        request,
        "pages/comparison.html",
        title=_title(asked_for, told) or say("Impact of {version}", version=name_of(row)),
        trail=trail(step_of(row)),
        given=None,
        error=error,
        shown=shown,
        told=told,
        asked=asked_for,
        moved="",
        versions=(),
        snapshots=(),
        confirm={**parts(row), "digest": row.digest} if may_confirm else None,
        **beside,
    )


def _title(asked_for: Asked | None, told: RulesShown | None) -> str:
    """Both sides in words, where there are two."""
    if asked_for is not None:
        return title_of(asked_for)
    return both(told.old, told.new) if told is not None else ""


def _of_report(request: Request, db: Session, asked_for: Asked, shown: Shown) -> Mapping[str, Any]:
    """What a page says beside the figures; which change contributes how much only where the address asks for it."""
    way = request.query_params.get(PARTS, "")
    return {
        "link": link_of(asked_for),
        "checks": checks_of(db, asked_for, shown),
        "parts": parts_of(db, asked_for, shown, way) if way and shown.sees_people else None,
        "may_split": shown.sees_people and bool(outputs_moved(shown)),
    }


def confirm_impact(request: Request) -> Response:
    """Note that the approver has read the report of exactly this content."""
    with session(request) as db:
        row = asked(request, db, for_change=True)
        who = require(request, registry.APPROVER, region=row.region_id)
        if str(form(request).get("digest", "")) != row.digest:
            flash(request, said(_moved_away(row)), "danger")
        else:
            registry.note_impact_opened(db, who, row)
            db.commit()
            flash(request, say("Noted that you have read this report."))
        address = parts(row)
    return redirect(request, "policy-version", **address)


def _moved_away(row: PolicyFile) -> KinerjaError:
    return Refused("POLICY_DIGEST_MOVED", policy=str(row))


def _moved(request: Request, asked_for: Asked | None) -> str:
    """What to say where a version has changed since the link was made."""
    noted = request.query_params.get("sidik", "")
    if not noted or asked_for is None:
        return ""
    now = f"{asked_for.old.digest[:12]}-{asked_for.new.digest[:12]}"
    return "" if noted == now else say("A version has been edited since this link was made; these are its new figures.")


def _choices(db: Session, who: SignedIn) -> list[tuple[str, str]]:
    """Every version that may be read, those of the own regions first."""
    order = (PolicyFile.region_id.not_in(who.region_names), PolicyFile.region_id, PolicyFile.policy)
    rows = db.scalars(select(PolicyFile).order_by(*order, PolicyFile.version.desc()))
    mine = (row for row in rows if row.digest and registry.may_read(who, row))
    return [(str(row), f"{name_of(row)} · {row.region_id}/{row.policy}") for row in mine]


def _snapshots(db: Session, who: SignedIn) -> list[Snapshot]:
    rows = db.scalars(select(Snapshot).order_by(Snapshot.periode.desc(), Snapshot.id.desc()).limit(200))
    mine = (row for row in rows if not who.roles_in(row.region_id).isdisjoint(RUN_READERS))
    return [
        row for row in mine if (period := parse_period(row.periode)) and snapshots.is_over(db, row.region_id, period)
    ]


SCREENS = (
    Screen("comparison", COMPARISON, show, title=mark("Compare two versions"), group=mark("Policies"), icon="compare",
           roles=RUN_READERS, order=20, is_shared=True),
    Screen("policy-impact", VERSION + "/dampak", impact, roles=RUN_READERS),
    Screen("policy-impact-read", VERSION + "/dampak", confirm_impact, roles=frozenset({registry.APPROVER}),
           methods=("POST",)),
)  # fmt: skip
