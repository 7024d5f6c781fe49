"""What is known of each working day: records of leave, duty and dispensation first, then what was clocked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from kinerja_admin.models.dinas_luar import DinasLuar
from kinerja_admin.models.dispensasi import Dispensasi
from kinerja_admin.models.presensi import Presensi
from kinerja_admin.services.sources.histories import leave_on, position_on
from kinerja_admin.services.sources.records import Person, Records, Span, gather, holding
from kinerja_admin.services.sources.schedules import schedule_on, working_days
from kinerja_admin.services.sources.units import upwards


@dataclass(frozen=True, slots=True)
class Clocked:
    """A row of the attendance table."""

    status: str
    late: int | None
    early: int | None
    apel_due: bool
    apel_met: bool | None


@dataclass(frozen=True, slots=True)
class WorkingDay:
    """A working day as it counts; minutes are missing where a present person was not clocked."""

    day: date
    status: str
    late: int | None
    early: int | None
    apel_due: bool
    apel_met: bool


def days_of_period(records: Records) -> dict[int, tuple[WorkingDay, ...]]:
    """Every working day of each person in the period."""
    clocked = records.of(clocked_days)
    return {
        person.id: tuple(
            _working_day(records, person, day, clocked.get((person.id, day)))
            for day in records.of(working_days)[person.id]
            if day >= person.first
        )
        for person in records.people
    }


def absences(records: Records) -> dict[int, tuple[int, int]]:
    """For each person: working days absent in the year so far, and the longest run of them."""
    known = records.of(known_earlier)
    found = {}
    for person in records.people:
        total = longest = run = 0
        here = {one.day: one.status for one in records.of(days_of_period)[person.id]}
        for day in records.of(working_days)[person.id]:
            status = here.get(day) or _status(records, person, day, known.get((person.id, day)))
            run = run + 1 if status == "alpa" else 0
            total += status == "alpa"
            longest = max(longest, run)
        found[person.id] = (total, longest)
    return found


def clocked_days(records: Records) -> dict[tuple[int, date], Clocked]:
    """The attendance rows of the period."""
    table = Presensi
    found = records.bulk.rows(
        select(
            *(table.pegawai_id, table.tanggal, table.status, table.menit_telat, table.menit_pulang_cepat),
            *(table.apel_wajib, table.apel_hadir),
        ).where(
            table.region_id == records.region,
            table.tanggal >= records.period.start,
            table.tanggal <= records.period.end,
        )
    )
    return {(row[0], row[1]): Clocked(*row[2:]) for row in found}


def known_earlier(records: Records) -> dict[tuple[int, date], str]:
    """The statuses of the year's days before the period; only what was recorded."""
    table = Presensi
    found = records.bulk.rows(
        select(table.pegawai_id, table.tanggal, table.status).where(
            table.region_id == records.region,
            table.tanggal >= records.year_start,
            table.tanggal < records.period.start,
        )
    )
    return {(row[0], row[1]): row[2] for row in found}


def duties_elsewhere(records: Records) -> dict[int, list[Span[None]]]:
    """Official duty of each person away from the office in the year so far."""
    table = DinasLuar
    found = records.bulk.rows(
        select(table.pegawai_id, table.mulai, table.selesai)
        .where(
            table.region_id == records.region,
            table.mulai <= records.period.end,
            table.selesai >= min(records.year_start, records.period.start),
        )
        .order_by(table.pegawai_id, table.mulai)
    )
    return gather((row.pegawai_id, Span(row.mulai, row.selesai, None)) for row in found)


def dispensations(records: Records) -> Mapping[date, frozenset[int | None]]:
    """Approved mass dispensations by day: units, or None for the whole region."""
    table = Dispensasi
    found = records.bulk.rows(
        select(table.tanggal, table.unit_kerja_id).where(
            table.region_id == records.region,
            table.disetujui_oleh_id.is_not(None),
            table.tanggal >= min(records.year_start, records.period.start),
            table.tanggal <= records.period.end,
        )
    )
    by_day: dict[date, set[int | None]] = {}
    for day, unit in found:
        by_day.setdefault(day, set()).add(unit)
    return {day: frozenset(units) for day, units in by_day.items()}


def _working_day(records: Records, person: Person, day: date, row: Clocked | None) -> WorkingDay:
    status = _status(records, person, day, row.status if row else None)
    due = status in {"hadir", "alpa"} and (row.apel_due if row else _apel_planned(records, person, day))
    if status != "hadir" or row is None:
        return WorkingDay(day, status, 0, 0, due, apel_met=bool(due and row and row.apel_met))
    return WorkingDay(day, status, row.late, row.early, due, apel_met=bool(due and row.apel_met))


def day_explained(records: Records, person: Person, day: date) -> str | None:
    """A granted leave, a duty or a dispensation, which explain a day whatever was clocked."""
    if leave_on(records, person, day):
        return "cuti"
    if holding(records.of(duties_elsewhere).get(person.id, ()), day):
        return "dinas_luar"
    return "dispensasi" if _is_dispensed(records, person, day) else None


def _status(records: Records, person: Person, day: date, recorded: str | None) -> str:
    """What explains the day, else what was recorded; a day without any record is absence."""
    return day_explained(records, person, day) or recorded or "alpa"


def _is_dispensed(records: Records, person: Person, day: date) -> bool:
    units = records.of(dispensations).get(day)
    if not units:
        return False
    held = position_on(records, person, day)
    return None in units or any(unit.id in units for unit in upwards(records, held.unit if held else None))


def _apel_planned(records: Records, person: Person, day: date) -> bool:
    schedule = schedule_on(records, person, day)
    return schedule is not None and schedule.apel == day.isoweekday()
