"""Family members whose allowance ends or should have ended, for personnel staff before each month's pay."""

from __future__ import annotations

from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response

from kinerja_admin.admin.columns import ZONE
from kinerja_admin.admin.screens import Screen, current, page, say, session
from kinerja_admin.locale import mark
from kinerja_admin.services.dependants import Reason, endings

_KEEPERS = frozenset({"hr"})
_REASONS = {
    Reason.OF_AGE: mark("turns 21 and is not at school"),
    Reason.OLDEST: mark("turns 25"),
    Reason.SCHOOL_OVER: mark("is no longer at school"),
    Reason.MARRIED: mark("married"),
    Reason.INCOME: mark("has an income"),
    Reason.BOTH_CLAIM: mark("serves as well, and both claim"),
}


def overview(request: Request) -> Response:
    """Everybody covered today in whose record something speaks against it within two months."""
    who = current(request)
    today = datetime.now(ZONE).date()
    with session(request) as db:
        found = endings(db, who.regions_as("hr"), today)
    return page(
        request,
        "pages/dependants.html",
        title=say("Family allowances to check"),
        endings=found,
        reasons={reason: say(text) for reason, text in _REASONS.items()},
        today=today,
    )


SCREENS = (
    Screen("dependants", "/p/tunjangan-keluarga", overview, title=mark("Family allowances to check"),
           group=mark("Allowances and tax"), icon="users", roles=_KEEPERS),
)  # fmt: skip
