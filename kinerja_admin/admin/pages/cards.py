"""The cards of the start page: what waits for this person, and where their work stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import select
from sqlalchemy.orm import load_only
from starlette.requests import Request

from kinerja_admin.admin.language import current_words
from kinerja_admin.admin.pages import run_cards
from kinerja_admin.admin.pages.access import OWN_READERS
from kinerja_admin.admin.pages.addresses import place_of
from kinerja_admin.admin.pages.explanations import RESULTS
from kinerja_admin.admin.pages.naming import name_of, title_of, titles_of
from kinerja_admin.admin.pages.own_staff import STAFF, waiting_ratings
from kinerja_admin.admin.pages.slips import is_month, place_of_slip
from kinerja_admin.admin.screens import current, say, session
from kinerja_admin.db.session import Session
from kinerja_admin.models.policy_file import PolicyFile
from kinerja_admin.models.region import NATIONAL
from kinerja_admin.models.result import Result
from kinerja_admin.models.run import Run
from kinerja_admin.services import registry
from kinerja_admin.services.accounts import SignedIn
from kinerja_admin.services.shared_numbers import shared_numbers

MOST_LINES = 6
_NAMED = (PolicyFile.region_id, PolicyFile.policy, PolicyFile.version, PolicyFile.title, PolicyFile.status)


@dataclass(frozen=True, slots=True)
class CardLine:
    """One thing to go to, with what is worth knowing before going."""

    text: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A heading with its lines; what ``waits`` for the person comes before what is only good to know."""

    title: str
    icon: str
    lines: tuple[CardLine, ...]
    waits: bool = False


def cards(request: Request) -> tuple[Card, ...]:
    """The cards of who is signed in; a card without lines is left out."""
    who = current(request)
    with session(request) as db:
        runs = _first(run_cards.waiting(db, who))
        known = {line.url for line in runs}
        latest = tuple(line for line in _first(run_cards.latest(db, who)) if line.url not in known)
        made = (
            Card(say("Waiting for your rating"), "users", tuple(_to_rate(db, who)), waits=True),
            Card(say("Waiting for your approval"), "check", tuple(_to_approve(db, who)), waits=True),
            Card(say("Runs that wait for you"), "calculator", runs, waits=True),
            Card(
                say("Approved, to be published"),
                "upload",
                tuple(_versions(db, who, "approved", registry.APPROVER)),
                waits=True,
            ),
            Card(say("Drafts"), "edit", tuple(_versions(db, who, "draft", registry.WRITER)), waits=True),
            Card(say("My latest results"), "star", tuple(_own_results(db, who))),
            Card(say("Latest runs"), "calculator", latest),
            Card(say("In force now"), "policy", tuple(_in_force(db, who))),
            Card(say("One NIP in several regions"), "users", tuple(_shared_numbers(db)), waits=True),
        )
        return tuple(card for card in made if card.lines)


def _first(lines: Iterable[run_cards.Line]) -> tuple[CardLine, ...]:
    return tuple(CardLine(*line) for line in islice(lines, MOST_LINES))


def _to_rate(db: Session, who: SignedIn) -> Iterator[CardLine]:
    people, month = waiting_ratings(db, who)
    if people:
        text = current_words().count("{n} person is not rated yet", "{n} people are not rated yet", len(people))
        yield CardLine(text, f"{STAFF}?periode={month}", current_words().period(month))


def _own_results(db: Session, who: SignedIn) -> Iterator[CardLine]:
    if who.pegawai_id is None or OWN_READERS.isdisjoint(who.roles):
        return
    words = current_words()
    found = db.execute(
        select(Result, Run)
        .join(Run, Run.id == Result.run_id)
        .where(Result.pegawai_id == who.pegawai_id, Run.kind == "official", Run.state != "computing")
        .order_by(Run.periode.desc(), Run.id.desc())
        .limit(3 * MOST_LINES)
    ).all()
    latest: dict[tuple[str, str], tuple[Result, Run]] = {}
    for result, run in found:  # a month computed again counts once, as it came out last
        latest.setdefault((run.policy, run.periode), (result, run))
    rows = list(latest.values())[:MOST_LINES]
    titles = titles_of(db, [run for _, run in rows])
    month = next((run.periode for _, run in rows if is_month(run.periode)), None)
    if month is not None:
        yield CardLine(say("Slip of {month}", month=words.period(month)), place_of_slip(who.pegawai_id, month))
    for result, run in rows:
        amount = words.rupiah(result.payable) if result.payable is not None else ""
        text = f"{words.period(run.periode)} · {titles[run.policy_file_id]}"
        yield CardLine(text, f"{RESULTS}/{result.id}", amount)


def _versions(db: Session, who: SignedIn, status: str, role: str) -> Iterator[CardLine]:
    regions = who.regions_as(role)
    query = (
        select(PolicyFile)
        .options(load_only(*_NAMED))
        .where(PolicyFile.status == status, PolicyFile.region_id.in_(regions))
        .order_by(PolicyFile.updated_at.desc())
        .limit(MOST_LINES)
    )
    for row in db.scalars(query):
        yield CardLine(title_of(row), place_of(row), say("version {version}", version=row.version))


def _to_approve(db: Session, who: SignedIn) -> Iterator[CardLine]:
    """Versions in review, each with what comes next for this approver."""
    regions = who.regions_as(registry.APPROVER)
    query = select(PolicyFile).where(PolicyFile.status == "in_review", PolicyFile.region_id.in_(regions))
    for row in db.scalars(query.order_by(PolicyFile.updated_at).limit(MOST_LINES)):
        if registry.is_author(db, row, who):
            following = say("somebody else approves, because you wrote in it")
        elif registry.has_opened_impact(db, who, row):
            following = say("the impact report is read; decide")
        else:
            following = say("open the impact report first")
        yield CardLine(name_of(row), place_of(row), following)


def _in_force(db: Session, who: SignedIn) -> Iterator[CardLine]:
    """The versions of the own regions; who works for the nation sees those that all regions share."""
    regions = (*who.regions, NATIONAL) if who.national else who.regions
    query = (
        select(PolicyFile)
        .options(load_only(*_NAMED))
        .where(PolicyFile.status == "effective", PolicyFile.region_id.in_(regions))
        .order_by(PolicyFile.policy)
        .limit(MOST_LINES)
    )
    for row in db.scalars(query):
        yield CardLine(title_of(row), place_of(row), say("version {version}", version=row.version))


def _shared_numbers(db: Session) -> Iterator[CardLine]:
    """Numbers that several regions employ, which only who sees all regions can know."""
    for shared in shared_numbers(db)[:MOST_LINES]:
        regions = ", ".join(one.region for one in shared.employments)
        note = f"{regions} · {say('employed at the same time')}" if shared.overlaps else regions
        yield CardLine(shared.nip, f"/data/pegawai/list?search={shared.nip}", note)
