"""Before a version is withdrawn: which version speaks in its place, what that gives in computed months, who uses it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from kinerja_admin.admin.language import current_words
from kinerja_admin.admin.pages.addresses import VERSION, asked, parts, trail
from kinerja_admin.admin.pages.backdating import months_shown
from kinerja_admin.admin.pages.decisions import STAFF
from kinerja_admin.admin.pages.naming import name_of, step_of
from kinerja_admin.admin.pages.shown import users_shown
from kinerja_admin.admin.screens import Screen, current, flash, form, page, redirect, say, session
from kinerja_admin.db.session import Session
from kinerja_admin.errors import Refused, WrongUse
from kinerja_admin.models.policy_file import PolicyFile
from kinerja_admin.services import backdating, registry


def ask(request: Request) -> Response:
    """Show what a withdrawal would do, before anything is done."""
    with session(request) as db:
        return _page(request, db, asked(request, db))


def withdraw(request: Request) -> Response:
    """Withdraw, with the reason."""
    reason = str(form(request).get("reason", ""))
    with session(request) as db:
        row = asked(request, db, for_change=True)
        address, name = parts(row), name_of(row)
        try:
            registry.withdraw(db, current(request), row, reason)
            db.commit()
        except (Refused, WrongUse) as refusal:
            db.rollback()
            text = current_words().problem(refusal.as_problem())
            return _page(request, db, asked(request, db), f"{text.message} {text.hint}", reason)
    flash(request, say("{version} is withdrawn.", version=name))
    return redirect(request, "policy-version", **address)


def _page(request: Request, db: Session, row: PolicyFile, error: str = "", reason: str = "") -> Response:
    told = registry.consequences_of_withdrawal(db, row)
    months = backdating.given_up(db, row, told.instead)
    computed = {one.run.periode for one in months}
    return page(
        request,
        "pages/withdraw.html",
        status_code=400 if error else 200,
        title=say("Withdraw {version}", version=name_of(row)),
        trail=trail(step_of(row)),
        row=row,
        address=parts(row),
        step="policy-withdraw",
        others=[(period, version) for period, version in told.taking_over if str(period) not in computed],
        runs=[run for run in told.runs if run.id not in {one.run.id for one in months}],
        shown=months_shown(db, row, months, is_withdrawal=True) if months else None,
        users=users_shown(told.users),
        may_compute=registry.APPROVER in current(request).roles_in(row.region_id),
        error=error,
        reason=reason,
    )


SCREENS = (
    Screen("policy-withdraw", VERSION + "/tarik", ask, roles=STAFF),
    Screen("policy-withdraw-now", VERSION + "/tarik", withdraw, roles=STAFF, methods=("POST",)),
)
