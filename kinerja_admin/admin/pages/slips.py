"""The monthly slip of a person, on the page and as PDF: for the person, for HR and for who approves."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from kinerja_admin.admin.language import current_words
from kinerja_admin.admin.pages.access import OWN_READERS
from kinerja_admin.admin.pages.slip_pdf import slip_as_pdf
from kinerja_admin.admin.pages.slip_shown import shown_slip
from kinerja_admin.admin.screens import Screen, current, door, page, say, session
from kinerja_admin.db.session import Session
from kinerja_admin.engine.periods import parse_period
from kinerja_admin.errors import NotFound
from kinerja_admin.models.pegawai import Pegawai
from kinerja_admin.services import slips
from kinerja_admin.services.accounts import SignedIn
from kinerja_admin.services.disclosure import note_export
from kinerja_admin.services.slips import Slip

SLIP_STAFF = frozenset({"hr", "policy_approver", "national_admin"})
"""Who opens the slips of others; superiors do not."""

SLIP_READERS = SLIP_STAFF | OWN_READERS
SLIP = "/p/slip/{number:int}/{period}"


def may_read_slip(who: SignedIn, region: str, pegawai_id: int) -> bool:
    """Whether a person may open the slips of another, or their own."""
    roles = who.roles_in(region)
    return not SLIP_STAFF.isdisjoint(roles) or (who.pegawai_id == pegawai_id and not OWN_READERS.isdisjoint(roles))


def is_month(period: str) -> bool:
    """Whether slips are made of a period."""
    found = parse_period(period)
    return found is not None and found.kind == "month"


def place_of_slip(pegawai: int, period: str) -> str:
    """The address of a person's slip of a month."""
    return SLIP.replace(":int", "").format(number=pegawai, period=period)


def show(request: Request) -> Response:
    """The slip on one page."""
    with session(request) as db:
        person, found = _asked(request, db)
        is_own = current(request).pegawai_id == person.id
        return page(
            request,
            "pages/slip.html",
            title=say("Slip of {month}", month=current_words().period(found.period)),
            trail=[(found.nama, f"/p/pegawai/{person.id}/hasil")] if not is_own else [],
            person=person,
            slip=found,
            shown=shown_slip(found, current_words()),
        )


def as_pdf(request: Request) -> Response:
    """The same as PDF; who takes out somebody else's is noted."""
    with session(request) as db:
        person, found = _asked(request, db)
        words = current_words()
        content = slip_as_pdf(shown_slip(found, words), words)
        if current(request).pegawai_id != person.id:
            note_export(door(request).session_maker, "result", {"slip": f"{found.nip} {found.period}"})
        name = f"slip-{found.nip}-{found.period}.pdf"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(content, media_type="application/pdf", headers=headers)


def _asked(request: Request, db: Session) -> tuple[Pegawai, Slip]:
    """Whose slip and of which month; NotFound where there is none, or none for this reader."""
    period = parse_period(str(request.path_params["period"]))
    person = db.get(Pegawai, int(request.path_params["number"]))
    if period is None or period.kind != "month" or person is None:
        raise NotFound("NOT_FOUND")
    if not may_read_slip(current(request), person.region_id, person.id):
        raise NotFound("NOT_FOUND")
    return person, slips.slip(db, person.region_id, person.id, period)


SCREENS = (
    Screen("slip", SLIP, show, roles=SLIP_READERS),
    Screen("slip-pdf", SLIP + "/slip.pdf", as_pdf, roles=SLIP_READERS),
)
