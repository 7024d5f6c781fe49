"""What a superior sees: the own staff with the month's results, what waits, and the rating of each."""

from __future__ import annotations

from sqlalchemy import select
from starlette.requests import Request
from starlette.responses import Response

from kinerja_admin.admin.language import current_words
from kinerja_admin.admin.pages.in_short import Shortener
from kinerja_admin.admin.screens import Screen, current, flash, form, page, redirect, say, session
from kinerja_admin.db.session import Session
from kinerja_admin.engine.periods import Period, parse_period
from kinerja_admin.errors import Invalid, NotFound, Refused
from kinerja_admin.locale import mark
from kinerja_admin.models.run import Run
from kinerja_admin.models.words import EKSPEKTASI
from kinerja_admin.services import registry, staff
from kinerja_admin.services.accounts import SignedIn
from kinerja_admin.services.staff import SUPERIOR, Subordinate

STAFF = "/p/bawahan"
RATING = STAFF + "/{number:int}/penilaian"
SUPERIORS = frozenset({SUPERIOR})
MOST_MONTHS = 24


def overview(request: Request) -> Response:
    """Everybody below the superior, with what the month gave and what waits for a rating."""
    who = current(request)
    region = _region(who)
    with session(request) as db:
        shorten = Shortener(db)
        months = _months(db, region)
        period = _period(request, months)
        people = staff.subordinates(db, who, region, period)
        waits = staff.waiting(db, people, period)
        return page(
            request,
            "pages/own_staff.html",
            title=say("My staff"),
            people=people,
            results={
                person: [shorten(*one) for one in found]
                for person, found in staff.results_of(db, people, period).items()
            },
            waits=waits,
            unrated={one.id for one in waits.ratings},
            months=months,
            period=str(period),
        )


def rating(request: Request) -> Response:
    """The form in which a subordinate is rated."""
    return _rating_page(request)


def rate(request: Request) -> Response:
    """Keep the rating."""
    who = current(request)
    given = {name: str(value) for name, value in form(request).items()}
    period = _read(given.get("periode", ""))
    with session(request) as db:
        try:
            row = staff.rate(db, who, _region(who), request.path_params["number"], period, given)
            db.commit()
        except (Refused, Invalid) as refusal:
            db.rollback()
            text = current_words().problem(refusal.as_problem())
            return _rating_page(request, f"{text.message} {text.hint}".strip(), given)
        month = current_words().period(row.periode)
        flash(request, say("The rating of {name} for {period} is kept.", name=row.pegawai.nama, period=month))
    return redirect(request, "own-staff", query={"periode": str(period)})


def _rating_page(request: Request, error: str = "", given: dict[str, str] | None = None) -> Response:
    who = current(request)
    region = _region(who)
    period = _read((given or {}).get("periode", "") or request.query_params.get("periode", ""))
    with session(request) as db:
        person = staff.direct_subordinate(db, who, region, request.path_params["number"], period)
        present = staff.rating_of(db, person, period)
        values = given or {name: getattr(present, name, None) or "" for name in staff.RATED}
        return page(
            request,
            "pages/rating.html",
            status_code=400 if error else 200,
            title=say("Rating of {name}", name=person.nama),
            trail=[(say("My staff"), f"{STAFF}?periode={period}")],
            person=person,
            period=str(period),
            choices=EKSPEKTASI,
            values=values,
            error=error,
        )


def waiting_ratings(db: Session, who: SignedIn) -> tuple[list[Subordinate], str]:
    """Whom the superior still has to rate for the last complete month, for the start page."""
    month = last_complete_month()
    region = next(iter(who.regions_as(SUPERIOR)), "")
    period = parse_period(month)
    if not region or period is None or who.pegawai_id is None:
        return [], month
    return list(staff.waiting(db, staff.subordinates(db, who, region, period), period).ratings), month


def last_complete_month() -> str:
    """The month before the present one."""
    found = registry.read_month(registry.this_month())
    return str(found.plus(-1)) if found else ""


def _region(who: SignedIn) -> str:
    found = next(iter(who.regions_as(SUPERIOR)), "")
    if not found or who.pegawai_id is None:
        raise NotFound("PERSON_NOT_LINKED")
    return found


def _months(db: Session, region: str) -> list[str]:
    query = select(Run.periode).where(Run.region_id == region, Run.state != "computing").distinct()
    known = {*db.scalars(query), last_complete_month()}
    return sorted((one for one in known if one), reverse=True)[:MOST_MONTHS]


def _period(request: Request, months: list[str]) -> Period:
    return _read(request.query_params.get("periode", "") or last_complete_month() or months[0])


def _read(text: str) -> Period:
    period = parse_period(text)
    if period is None:
        raise NotFound("PERIOD_INVALID", value=text)
    return period


SCREENS = (
    Screen("own-staff", STAFF, overview, title=mark("My staff"), group=mark("Performance"), icon="users",
           roles=SUPERIORS, order=5),
    Screen("own-staff-rating", RATING, rating, roles=SUPERIORS),
    Screen("own-staff-rate", RATING, rate, roles=SUPERIORS, methods=("POST",)),
)  # fmt: skip
