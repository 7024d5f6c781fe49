"""Which runs rest on a record: those of the months that it speaks about, and of the person whom it is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from kinerja_admin.db.rows import columns_of, references_of
from kinerja_admin.db.session import Session
from kinerja_admin.engine.periods import Month, Period, parse_period
from kinerja_admin.models.base import Base
from kinerja_admin.models.result import Result
from kinerja_admin.models.run import COUNTED, Run

_DATED = ("tanggal", "mulai", "selesai", "periode", "tahun", "bulan")
_PERSON = "pegawai_id"
_DEEPEST = 3
"""An achievement belongs to an item, that to a plan, and that says the year and the person."""


@dataclass(frozen=True, slots=True)
class About:
    """What a record speaks about: from which day to which, and of whom; None where it does not say."""

    first: date
    last: date
    person: int | None


def about(session: Session, row: Base, values: Mapping[str, Any] | None = None) -> About | None:
    """What a row speaks about, with ``values`` in place of its own; None for what has no day, such as a unit."""
    facts: dict[str, Any] = {}
    for name, value in _facts(session, row, values or {}, _DEEPEST):
        facts.setdefault(name, value)
    span = _span(facts)
    return None if span is None else About(*span, facts.get(_PERSON))


def _facts(session: Session, row: Base, values: Mapping[str, Any], depth: int) -> Iterator[tuple[str, Any]]:
    known = columns_of(type(row))
    for name in (*_DATED, _PERSON):
        if name in known:
            yield name, values.get(name, getattr(row, name))
    if depth and not any(name in known for name in ("tanggal", "mulai", "periode", "tahun")):
        for reference in references_of(type(row)):
            number = values.get(reference.column, getattr(row, reference.column))
            parent = session.get(reference.target, number) if reference.same_region and number is not None else None
            if parent is not None and not known[reference.column].nullable:
                yield from _facts(session, parent, {}, depth - 1)


def _span(facts: Mapping[str, Any]) -> tuple[date, date] | None:
    if isinstance(facts.get("tanggal"), date):
        return facts["tanggal"], facts["tanggal"]
    if isinstance(facts.get("mulai"), date):
        return facts["mulai"], facts.get("selesai") or date.max
    period = parse_period(str(facts.get("periode") or ""))
    if period is None and facts.get("tahun"):
        year, month = int(facts["tahun"]), facts.get("bulan")
        period = Period(Month(year, int(month))) if month else Period(Month(year, 1), "year")
    return None if period is None else (period.start, period.end)


def resting_on(session: Session, region: str, records: Iterable[About]) -> tuple[Run, ...]:
    """The runs that count and were computed over any of the records: the newest of each policy and month."""
    known = list(dict.fromkeys(records))
    if not known:
        return ()
    runs = session.scalars(
        select(Run)
        .where(Run.region_id == region, Run.kind.in_(COUNTED), Run.state != "computing")
        .order_by(Run.periode.desc(), Run.policy, Run.id.desc())
    )
    found: dict[tuple[str, str], Run] = {}
    for run in runs:
        period = parse_period(run.periode)
        touched = [one for one in known if period and one.first <= period.end and one.last >= period.start]
        if touched and (run.policy, run.periode) not in found and _knows(session, run, touched):
            found[run.policy, run.periode] = run
    return tuple(found.values())


def _knows(session: Session, run: Run, records: Iterable[About]) -> bool:
    people = {one.person for one in records}
    if None in people:
        return True
    known = select(Result.id).where(Result.run_id == run.id, Result.pegawai_id.in_(people))
    return session.scalar(known.limit(1)) is not None
