"""Which days each person works: schedule of the person, else of the unit, else the usual one; days off taken out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, or_, select

from kinerja_admin.models.hari_libur import HariLibur
from kinerja_admin.models.jadwal_kerja import JadwalKerja
from kinerja_admin.models.penempatan_jadwal import PenempatanJadwal
from kinerja_admin.services.sources.histories import leave_on, leaves, positions
from kinerja_admin.services.sources.records import Person, Records, Span, days, gather, holding
from kinerja_admin.services.sources.units import upwards

_WEEK = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")


@dataclass(frozen=True, slots=True)
class Schedule:
    """A weekly schedule: working weekdays from Monday, and the ISO weekday of the apel."""

    id: int
    is_usual: bool
    apel: int | None
    week: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The schedules of a region, who works by which, and the days off."""

    usual: Schedule | None
    by_person: dict[int, list[Span[Schedule]]]
    by_unit: dict[int, list[Span[Schedule]]]
    holidays: frozenset[date]


def plan(records: Records) -> Plan:
    """Everything that decides whether a day is a working day."""
    known = {row.id: Schedule(row.id, row.baku, row.hari_apel, tuple(row[3:])) for row in _schedules(records)}
    placed = list(_placements(records))
    return Plan(
        usual=next((one for one in known.values() if one.is_usual), None),
        by_person=gather((row[0], Span(row[3], row[4], known[row[2]])) for row in placed if row[0] is not None),
        by_unit=gather((row[1], Span(row[3], row[4], known[row[2]])) for row in placed if row[1] is not None),
        holidays=_holidays(records),
    )


def _schedules(records: Records) -> Iterator[Row[*tuple[Any, ...]]]:
    table = JadwalKerja
    week = (getattr(table, name) for name in _WEEK)
    return records.bulk.rows(
        select(table.id, table.baku, table.hari_apel, *week).where(table.region_id == records.region)
    )


def _placements(records: Records) -> Iterator[Row[*tuple[Any, ...]]]:
    table = PenempatanJadwal
    return records.bulk.rows(
        select(table.pegawai_id, table.unit_kerja_id, table.jadwal_kerja_id, table.mulai, table.selesai)
        .where(table.region_id == records.region, table.mulai <= records.period.end)
        .order_by(table.mulai, table.id)
    )


def _holidays(records: Records) -> frozenset[date]:
    table = HariLibur
    start = min(records.year_start, records.period.start)
    found = records.bulk.rows(
        select(table.tanggal).where(
            or_(table.region_id.is_(None), table.region_id == records.region),
            table.tanggal >= start,
            table.tanggal <= records.period.end,
        )
    )
    return frozenset(row.tanggal for row in found)


def schedule_on(records: Records, person: Person, day: date) -> Schedule | None:
    """The schedule that a person works by on a day."""
    known = records.of(plan)
    own = holding(known.by_person.get(person.id, ()), day)
    if own:
        return own[-1]
    for unit in upwards(records, _unit_on(records, person, day)):
        placed = holding(known.by_unit.get(unit.id, ()), day)
        if placed:
            return placed[-1]
    return known.usual


def working_days(records: Records) -> dict[int, tuple[date, ...]]:
    """The working days of each person since January while employed, in order; most people share theirs."""
    shared: dict[object, tuple[date, ...]] = {}
    found = {}
    start = min(records.year_start, records.period.start)
    for person in records.people:
        first = max(start, person.tanggal_masuk)
        key = (first, person.last, *_what_decides(records, person, first))
        if key not in shared:
            shared[key] = tuple(_working(records, person, first, person.last))
        found[person.id] = shared[key]
    return found


def _what_decides(records: Records, person: Person, first: date) -> tuple[object, ...]:
    """Whoever agrees in this works on the same days."""
    held = (one for one in records.of(positions).get(person.id, ()) if one.what.assigned == "definitif")
    own = person.id if person.id in records.of(plan).by_person else None
    return (own, *((max(one.first, first), one.last, one.what.unit) for one in held))


def _working(records: Records, person: Person, first: date, last: date) -> Iterable[date]:
    holidays = records.of(plan).holidays
    for day in days(first, last):
        if day not in holidays:
            schedule = schedule_on(records, person, day)
            if schedule and schedule.week[day.weekday()]:
                yield day


def _unit_on(records: Records, person: Person, day: date) -> int | None:
    """The unit of the definitive position on a day; before the first known one, that one's."""
    held = [one for one in records.of(positions).get(person.id, ()) if one.what.assigned == "definitif"]
    holds = [one.what.unit for one in held if one.holds(day)]
    return holds[-1] if holds else (held[0].what.unit if held else None)


def days_on_leave(records: Records) -> dict[int, Counter[str]]:
    """The working days of the period that each person is on leave, by kind of leave."""
    found = {}
    for person in records.people:
        has_leave = person.id in records.of(leaves)
        worked = records.of(working_days)[person.id] if has_leave else ()
        kinds = (leave_on(records, person, day) for day in worked if day >= person.first)
        found[person.id] = Counter(kind for kind in kinds if kind)
    return found
