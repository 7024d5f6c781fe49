"""The cards of the start page: what waits for this person, and where their work stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import load_only
from starlette.requests import Request

from kinerja_admin.admin.language import current_words
from kinerja_admin.admin.pages.access import OWN_READERS, RUN_READERS, reads_all
from kinerja_admin.admin.pages.addresses import place_of
from kinerja_admin.admin.pages.explanations import RESULTS
from kinerja_admin.admin.pages.formulas import as_words
from kinerja_admin.admin.pages.naming import titles_of
from kinerja_admin.admin.pages.own_staff import STAFF, waiting_ratings
from kinerja_admin.admin.pages.run_counts import RunCounts
from kinerja_admin.admin.pages.runs import RUNS
from kinerja_admin.admin.screens import current, say, session
from kinerja_admin.db.session import Session
from kinerja_admin.models.policy_file import PolicyFile
from kinerja_admin.models.result import Result
from kinerja_admin.models.run import Run
from kinerja_admin.models.words import STATUS_PERHITUNGAN
from kinerja_admin.services import registry
from kinerja_admin.services.accounts import SignedIn
from kinerja_admin.services.shared_numbers import shared_numbers

MOST_LINES = 6


@dataclass(frozen=True, slots=True)
class CardLine:
    """One thing to go to, with what is worth knowing before going."""

    text: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A heading with its lines."""

    title: str
    icon: str
    lines: tuple[CardLine, ...]


def cards(request: Request) -> tuple[Card, ...]:
    """The cards of who is signed in; a card without lines is left out."""
    who = current(request)
    with session(request) as db:
        made = (
            Card(say("Waiting for your rating"), "users", tuple(_to_rate(db, who))),
            Card(say("My latest results"), "star", tuple(_own_results(db, who))),
            Card(say("Waiting for your approval"), "check", tuple(_to_approve(db, who))),
            Card(say("Approved, to be published"), "upload", tuple(_versions(db, who, "approved", registry.APPROVER))),
            Card(say("Drafts"), "edit", tuple(_versions(db, who, "draft", registry.WRITER))),
            Card(say("Latest runs"), "calculator", tuple(_latest_runs(db, who))),
            Card(say("In force now"), "policy", tuple(_in_force(db, who))),
            Card(say("One NIP in several regions"), "users", tuple(_shared_numbers(db))),
        )
        return tuple(card for card in made if card.lines)


def _to_rate(db: Session, who: SignedIn) -> Iterator[CardLine]:
    people, month = waiting_ratings(db, who)
    if people:
        text = current_words().count("{n} person is not rated yet", "{n} people are not rated yet", len(people))
        yield CardLine(text, f"{STAFF}?periode={month}", current_words().period(month))


def _own_results(db: Session, who: SignedIn) -> Iterator[CardLine]:
    if who.pegawai_id is None or OWN_READERS.isdisjoint(who.roles):
        return
    words = current_words()
    rows = db.execute(
        select(Result, Run)
        .join(Run, Run.id == Result.run_id)
        .where(Result.pegawai_id == who.pegawai_id, Run.kind == "official", Run.state != "computing")
        .order_by(Run.periode.desc(), Run.id.desc())
        .limit(MOST_LINES)
    ).all()
    titles = titles_of(db, [run for _, run in rows])
    for result, run in rows:
        amount = words.rupiah(result.payable) if result.payable is not None else ""
        text = f"{words.period(run.periode)} · {titles[run.policy_file_id]}"
        yield CardLine(text, f"{RESULTS}/{result.id}", amount)


def _versions(db: Session, who: SignedIn, status: str, role: str) -> Iterator[CardLine]:
    regions = who.regions_as(role)
    query = (
        select(PolicyFile)
        .options(
            load_only(PolicyFile.region_id, PolicyFile.policy, PolicyFile.version, PolicyFile.title, PolicyFile.status)
        )
        .where(PolicyFile.status == status, PolicyFile.region_id.in_(regions))
        .order_by(PolicyFile.updated_at.desc())
        .limit(MOST_LINES)
    )
    for row in db.scalars(query):
        yield CardLine(row.title or as_words(row.policy), place_of(row), say("version {version}", version=row.version))


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
        name = f"{row.title or as_words(row.policy)} · {say('version {version}', version=row.version)}"
        yield CardLine(name, place_of(row), following)


def _latest_runs(db: Session, who: SignedIn) -> Iterator[CardLine]:
    regions = [region for region in who.regions if not RUN_READERS.isdisjoint(who.roles_in(region))]
    query = (
        select(Run)
        .where(Run.region_id.in_(regions), Run.kind.in_(("official", "correction")), Run.state != "computing")
        .order_by(Run.periode.desc(), Run.id.desc())
        .limit(4)
    )
    words = current_words()
    found = db.scalars(query).all()
    titles = titles_of(db, found)
    for run in found:
        note = words.field(STATUS_PERHITUNGAN[run.state])
        if run.errors and not RunCounts(reads_all(who, run.region_id)).errors(run).is_hidden:
            note = f"{note} · {words.count('{n} person in error', '{n} people in error', run.errors)}"
        yield CardLine(f"{words.period(run.periode)} · {titles[run.policy_file_id]}", f"{RUNS}/{run.id}", note)


def _in_force(db: Session, who: SignedIn) -> Iterator[CardLine]:
    query = (
        select(PolicyFile)
        .options(
            load_only(PolicyFile.region_id, PolicyFile.policy, PolicyFile.version, PolicyFile.title, PolicyFile.status)
        )
        .where(PolicyFile.status == "effective", PolicyFile.region_id.in_(who.regions))
        .order_by(PolicyFile.policy)
        .limit(MOST_LINES)
    )
    for row in db.scalars(query):
        yield CardLine(row.title or str(row), place_of(row), row.version)


def _shared_numbers(db: Session) -> Iterator[CardLine]:
    """Numbers that several regions employ, which only who sees all regions can know."""
    for shared in shared_numbers(db)[:MOST_LINES]:
        regions = ", ".join(one.region for one in shared.employments)
        note = f"{regions} · {say('employed at the same time')}" if shared.overlaps else regions
        yield CardLine(shared.nip, f"/data/pegawai/list?search={shared.nip}", note)
