"""What a reader may ask of a report: of which region, period, unit, and before and after which day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from starlette.requests import Request

from kinerja_admin.admin.pages.access import RUN_READERS, reads_all
from kinerja_admin.admin.pages.own_staff import last_complete_month
from kinerja_admin.admin.screens import current
from kinerja_admin.db.session import Session
from kinerja_admin.engine.periods import Period, parse_day, parse_month, parse_period
from kinerja_admin.errors import NotFound
from kinerja_admin.models.policy_file import PolicyFile
from kinerja_admin.models.region import NATIONAL, Region
from kinerja_admin.models.unit_kerja import UnitKerja
from kinerja_admin.services import registry, snapshots, staff
from kinerja_admin.services.reports import REPORTS, Question, Report

MONTHS_BACK, YEARS_BACK = 24, 5
_APPRAISAL = "penilaian"


@dataclass(frozen=True, slots=True)
class Choice:
    """A unit that can be chosen, as deep as it lies below others."""

    id: int
    name: str
    depth: int


@dataclass(frozen=True, slots=True)
class Asked:
    """The question with what else its form offers."""

    report: Report
    question: Question
    regions: tuple[tuple[str, str], ...]
    periods: tuple[str, ...]
    units: tuple[Choice, ...]
    unit: int | None


def read_question(request: Request, db: Session) -> Asked:
    """What the address asks; NotFound for a report, region, period or unit that the reader has no part in."""
    who, given = current(request), request.query_params
    report = REPORTS.get(request.path_params["report"])
    regions = readable_regions(request, db)
    if report is None or not regions:
        raise NotFound("NOT_FOUND")
    region = given.get("daerah", "") or regions[0][0]
    sees_people = reads_all(who, region)
    if region not in dict(regions) or (report.names_people and not sees_people):
        raise NotFound("NOT_FOUND")
    period = _period(report, given.get("periode", ""))
    parents = _parents(db, region)
    may_choose = report.is_by_unit or sees_people or not report.counts_people
    units = tuple(_tree(parents)) if may_choose else ()
    unit = _unit(given.get("unit", ""), {one.id for one in units})
    below = staff.below({key: parent for key, (parent, _) in parents.items()}, {unit}) if unit is not None else None
    since = _since(db, region, period, given.get("sejak", "")) if report.asks_since else None
    question = Question(region, period, snapshots.today(db, region), sees_people, below, since)
    return Asked(report, question, regions, _periods(report, period), units, unit)


def readable_regions(request: Request, db: Session) -> tuple[tuple[str, str], ...]:
    """The regions of which the person reads reports, with their names."""
    who = current(request)
    if who.sees_all:
        rows = db.execute(select(Region.code, Region.name).where(Region.code != NATIONAL).order_by(Region.name))
        return tuple((code, name) for code, name in rows)
    own = (code for code in who.regions_as(*RUN_READERS) if code != NATIONAL)
    return tuple((code, who.region_names.get(code, code)) for code in own)


def _period(report: Report, text: str) -> Period:
    period = parse_period(text or (last_complete_month() if report.kind == "month" else registry.this_month()[:4]))
    if period is None or period.kind != report.kind:
        raise NotFound("PERIOD_INVALID", value=text)
    return period


def _periods(report: Report, chosen: Period) -> tuple[str, ...]:
    """The latest complete months, or the present year and those before it."""
    if report.kind == "year":
        latest, back = parse_period(registry.this_month()[:4]), YEARS_BACK
    else:
        latest, back = parse_period(last_complete_month()), MONTHS_BACK
    found: list[str] = []
    while latest is not None and len(found) < back:
        found.append(str(latest))
        latest = latest.previous()
    return tuple(sorted({*found, str(chosen)}, reverse=True))


def _parents(db: Session, region: str) -> dict[int, tuple[int | None, str]]:
    rows = db.execute(select(UnitKerja.id, UnitKerja.induk_id, UnitKerja.nama).where(UnitKerja.region_id == region))
    return {key: (parent, name) for key, parent, name in rows}


def _tree(parents: dict[int, tuple[int | None, str]], top: int | None = None, depth: int = 0) -> Iterator[Choice]:
    """Every unit below the one that it belongs to, by name."""
    mine = sorted((name, key) for key, (parent, name) in parents.items() if parent == top)
    for name, key in mine:
        yield Choice(key, name, depth)
        yield from _tree(parents, key, depth + 1)


def _unit(text: str, known: set[int]) -> int | None:
    if not text:
        return None
    if not text.isascii() or not text.isdecimal() or int(text) not in known:
        raise NotFound("NOT_FOUND")
    return int(text)


def _since(db: Session, region: str, period: Period, text: str) -> date:
    """The day asked for, else the first day of the appraisal's version in force at the end of the period."""
    if text:
        day = parse_day(text)
        if day is None:
            raise NotFound("PERIOD_INVALID", value=text)
        return day
    begun = db.scalar(
        select(func.max(PolicyFile.effective_from)).where(
            PolicyFile.region_id == region,
            PolicyFile.policy == _APPRAISAL,
            PolicyFile.status.in_(registry.RUNNING),
            PolicyFile.effective_from <= str(period.last),
        )
    )
    month = parse_month(begun or "")
    return month.start if month else period.start
