"""The steps in a version's life, each taken with a button and confirmed by the registry's own rules."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response

from kinerja_admin.admin.language import current_words
from kinerja_admin.admin.pages.addresses import VERSION, asked, parts
from kinerja_admin.admin.pages.naming import name_of
from kinerja_admin.admin.screens import Screen, current, flash, form, redirect, say, session
from kinerja_admin.errors import Invalid, Refused, WrongUse
from kinerja_admin.locale import mark
from kinerja_admin.models.policy_file import PolicyFile
from kinerja_admin.services import registry

WRITERS = frozenset({registry.WRITER})
DECIDERS = frozenset({registry.APPROVER})
STAFF = WRITERS | DECIDERS

Step = Callable[..., None]


def _step(
    action: Step, done: str, *asked_for: str, back: str = "policy-version", is_confirmed: bool = False
) -> Callable[[Request], Response]:
    """A step with what its form gave besides the reason; a refusal is told on the version's page, or where it asked.

    ``is_confirmed`` where the form must name the very text that was shown: nobody decides by an address alone.
    """

    def take(request: Request) -> Response:
        given = {name: str(form(request).get(name, "")) for name in ("reason", *asked_for)}
        with session(request) as db:
            row = asked(request, db, for_change=True)
            address = parts(row)
            try:
                action(db, current(request), row, **given)
                if is_confirmed:
                    _demand_confirmed(request, row)
                db.commit()
            except (Refused, Invalid, WrongUse) as refusal:
                db.rollback()
                text = current_words().problem(refusal.as_problem())
                flash(request, f"{text.message} {text.hint}", "danger")
                asks_again = refusal.code in ("POLICY_BACKDATING_UNSEEN", "REASON_MISSING")
                return redirect(request, back if asks_again else "policy-version", **address)
            flash(request, say(done, version=name_of(row)))
        return redirect(request, "policy-version", **address)

    return take


def _demand_confirmed(request: Request, row: PolicyFile) -> None:
    if form(request).get("confirm") != row.digest:
        raise Refused("POLICY_NOT_CONFIRMED", policy=str(row))


SCREENS = (
    Screen(
        "policy-submit", VERSION + "/ajukan",
        _step(registry.submit, mark("{version} is submitted for review.")), roles=WRITERS, methods=("POST",),
    ),
    Screen(
        "policy-send-back", VERSION + "/kembalikan",
        _step(registry.send_back, mark("{version} is a draft again.")), roles=STAFF, methods=("POST",),
    ),
    Screen(
        "policy-approve", VERSION + "/setujui",
        _step(
            registry.approve, mark("{version} is approved. Publish it to let it take effect."), "seen",
            back="policy-approve-ask", is_confirmed=True,
        ),
        roles=DECIDERS, methods=("POST",),
    ),
    Screen(
        "policy-publish", VERSION + "/terbitkan",
        _step(registry.publish, mark("{version} is published."), "seen", back="policy-publish-ask", is_confirmed=True),
        roles=DECIDERS, methods=("POST",),
    ),
)  # fmt: skip
