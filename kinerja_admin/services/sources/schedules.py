"""Which days each person works: schedule of the person, else of the unit, else the usual one; days off taken out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np
from sqlalchemy import Row, or_, select

from kinerja_admin.engine.columns.program import Array
from kinerja_admin.models.hari_libur import HariLibur
from kinerja_admin.models.jadwal_kerja import JadwalKerja
from kinerja_admin.models.penempatan_jadwal import PenempatanJadwal
from kinerja_admin.services.sources.histories import is_definitive, leave_rows, position_rows, positions
from kinerja_admin.services.sources.records import Person, Records, Span, days, gather, holding
from kinerja_admin.services.sources.rows import filled, mark, places_of
from kinerja_admin.services.sources.units import upwards
from kinerja_admin.services.sources.words import JENIS_CUTI

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


@dataclass(frozen=True, slots=True)
class Calendars:
    """The working days of everybody since January while employed; most people share theirs.

    ``shared`` has the days of each calendar, ``grid`` marks them, one column a day since 1 January, and ``which`` says
    for each person whose it is.
    """

    shared: tuple[tuple[date, ...], ...]
    grid: Array
    which: Array


def calendars(records: Records) -> Calendars:
    """Which days everybody works; asked once of all who agree in what decides it."""
    known: dict[tuple[object, ...], int] = {}
    shared: list[tuple[date, ...]] = []
    which = []
    for place, key in enumerate(_what_decides(records)):
        if key not in known:
            known[key] = len(shared)
            person = records.person(place)
            shared.append(tuple(_working(records, person, _first_day(records, person), person.last)))
        which.append(known[key])
    january = records.year_start.toordinal()
    grid = np.zeros((max(1, len(shared)), records.period.end.toordinal() - january + 1), dtype=np.bool_)
    for row, days_worked in enumerate(shared):
        grid[row, [day.toordinal() - january for day in days_worked]] = True
    return Calendars(tuple(shared), grid, np.array(which, dtype=np.intp))


def working_days(records: Records) -> dict[int, tuple[date, ...]]:
    """The working days of each person since January while employed, in order."""
    known = records.of(calendars)
    return {person: known.shared[which] for person, which in zip(records.places, known.which.tolist(), strict=True)}


def _first_day(records: Records, person: Person) -> date:
    return max(min(records.year_start, records.period.start), person.tanggal_masuk)


def _what_decides(records: Records) -> Iterator[tuple[object, ...]]:
    """Who agrees in this works on the same days: days employed, own schedule, and the units that have a schedule."""
    known = records.of(plan)
    rows = records.of(position_rows).where(is_definitive(records.of(position_rows)))
    placed = {unit: _placed_above(records, unit) for unit in set(rows["unit_kerja_id"].values.tolist())}
    where = [placed[unit] for unit in rows["unit_kerja_id"].values.tolist()]
    held = list(zip(where, rows["mulai"].values.tolist(), filled(rows["selesai"], 0).values.tolist(), strict=True))
    joined = np.maximum(records.population["tanggal_masuk"].values, records.year_start.toordinal()).tolist()
    people = zip(records.places, joined, records.last_days.tolist(), pairwise(rows.bounds.tolist()), strict=True)
    for person, first, last, (low, high) in people:
        spans = held[low:high] if any(where[low:high]) else ()
        yield first, last, person if person in known.by_person else None, *spans


def _placed_above(records: Records, unit: int) -> tuple[int, ...]:
    """Those of a unit and the ones above it that have a schedule of their own."""
    known = records.of(plan).by_unit
    return tuple(one.id for one in upwards(records, unit) if one.id in known)


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


def days_on_leave(records: Records, kind: str) -> Array:
    """The working days of the period that each person is on a kind of leave; of two at once the first counts."""
    found: Array = records.of(_leave_of_period)[JENIS_CUTI[1].index(kind)]
    return found


def _leave_of_period(records: Records) -> Array:
    """The same for every kind: a row a kind, a column a person."""
    rows, start = records.of(leave_rows), records.period.start.toordinal()
    worked = records.of(calendars)
    grid = np.zeros((len(records.last_days), records.period.end.toordinal() - start + 1), dtype=np.uint8)
    backwards = np.arange(len(rows.owners))[::-1]  # what is marked last stands
    mark(
        grid,
        start,
        rows.owners[backwards],
        rows["mulai"].values[backwards],
        rows["selesai"].values[backwards],
        places_of(rows["jenis"], JENIS_CUTI[1])[backwards],
    )
    at = slice(start - records.year_start.toordinal(), None)
    kinds = np.where(worked.grid[worked.which, at], grid, 0)
    return np.array([(kinds == kind).sum(axis=1) for kind in range(len(JENIS_CUTI[1]))])
