"""The runs on the start page: those that wait for a step of this person, and the latest ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from sqlalchemy import Select, func, select

from kinerja_admin.admin.language import current_words
from kinerja_admin.admin.pages.access import RUN_READERS, reads_all
from kinerja_admin.admin.pages.naming import titles_of
from kinerja_admin.admin.pages.run_counts import RunCounts
from kinerja_admin.admin.pages.run_rights import COMPUTING, may
from kinerja_admin.admin.pages.runs import RUNS
from kinerja_admin.admin.screens import say
from kinerja_admin.db.session import Session
from kinerja_admin.models.run import COUNTED, Run
from kinerja_admin.models.words import STATUS_PERHITUNGAN
from kinerja_admin.services import runs
from kinerja_admin.services.accounts import SignedIn

Line = tuple[str, str, str]
"""Text, address and note."""
_OPEN = ("computed", "checked", "approved")
_MOST_LOOKED_AT = 24


def waiting(db: Session, who: SignedIn) -> Iterator[Line]:
    """The runs with which this person can take the next step, the newest month first; at last the months to lock."""
    found = _open(db, who)
    titles = titles_of(db, found)
    to_lock: Counter[str] = Counter()
    for run in found:
        step = _step(db, who, run)
        if step:
            yield _text(run, titles), f"{RUNS}/{run.id}", step
        elif may(who, run).lock:
            to_lock[run.periode] += 1
    words = current_words()
    for period, number in to_lock.items():
        told = words.count(
            "{n} approved run: lock it once it is paid", "{n} approved runs: lock them once paid", number
        )
        yield words.period(period), f"{RUNS}?periode={period}", told


def _step(db: Session, who: SignedIn, run: Run) -> str:
    """What the person is to do with it; empty where nothing is."""
    can = may(who, run)
    if not who.roles_in(run.region_id).isdisjoint(COMPUTING) and runs.replacing(db, run) is not None:
        return say("compute again: another version speaks about it now")
    if can.check:
        return say("look at what differs")
    return say("decide whether it may be paid out") if can.approve else ""


def _open(db: Session, who: SignedIn) -> Sequence[Run]:
    """The latest run of every policy and period, as far as it is not locked."""
    query = select(Run).where(Run.id.in_(_last_of_each(who.regions)), Run.state.in_(_OPEN))
    return db.scalars(query.order_by(Run.periode.desc(), Run.id.desc()).limit(_MOST_LOOKED_AT)).all()


def _last_of_each(regions: Sequence[str]) -> Select[int]:
    """The number of the latest run of every policy and period: earlier ones were computed again."""
    return (
        select(func.max(Run.id))
        .where(Run.region_id.in_(regions), Run.kind.in_(COUNTED), Run.state != "computing")
        .group_by(Run.region_id, Run.policy, Run.periode)
    )


def latest(db: Session, who: SignedIn) -> Iterator[Line]:
    """The runs that were computed last, with how far they are decided."""
    regions = [region for region in who.regions if not RUN_READERS.isdisjoint(who.roles_in(region))]
    query = select(Run).where(Run.id.in_(_last_of_each(regions))).order_by(Run.id.desc()).limit(4)
    words = current_words()
    found = db.scalars(query).all()
    titles = titles_of(db, found)
    for run in found:
        note = words.field(STATUS_PERHITUNGAN[run.state])
        if run.errors and not RunCounts(reads_all(who, run.region_id)).errors(run).is_hidden:
            note = f"{note} · {words.count('{n} person in error', '{n} people in error', run.errors)}"
        yield _text(run, titles), f"{RUNS}/{run.id}", note


def _text(run: Run, titles: dict[int, str]) -> str:
    return f"{current_words().period(run.periode)} · {titles[run.policy_file_id]}"
