"""What is known of each working day: records of leave, duty and dispensation first, then what was clocked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import BigInteger, Integer, cast, extract, func, literal, select

from kinerja_admin.models.dinas_luar import DinasLuar
from kinerja_admin.models.dispensasi import Dispensasi
from kinerja_admin.models.presensi import Presensi
from kinerja_admin.services.sources.histories import leave_on, position_on
from kinerja_admin.services.sources.records import Person, Records, Span, gather
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
    return {person.id: _longest(records, person, _absent_days(records, person)) for person in records.people}


def _absent_days(records: Records, person: Person) -> frozenset[date]:
    here = {one.day: one.status for one in records.of(days_of_period)[person.id]}
    absent = {day for day, status in here.items() if status == "alpa"}
    known = records.of(accounted_earlier)
    for month, expected in records.of(_expected_earlier)[person.id].items():
        unknown = expected & ~known.get((person.id, month), 0)
        while unknown:
            lowest = unknown & -unknown
            day = date(records.year_start.year, month, lowest.bit_length())
            if not day_explained(records, person, day):
                absent.add(day)
            unknown ^= lowest
    return frozenset(absent)


def _longest(records: Records, person: Person, absent: frozenset[date]) -> tuple[int, int]:
    if not absent:
        return 0, 0
    longest = run = 0
    for day in records.of(working_days)[person.id]:
        run = run + 1 if day in absent else 0
        longest = max(longest, run)
    return len(absent), longest


def _expected_earlier(records: Records) -> dict[int, dict[int, int]]:
    """The working days of the year before the period: by month, a bit a day."""
    shared: dict[int, dict[int, int]] = {}  # by the identity of the days, which most people share
    for worked in records.of(working_days).values():
        if id(worked) not in shared:
            months: dict[int, int] = {}
            for day in worked:
                if records.year_start <= day < records.period.start:
                    months[day.month] = months.get(day.month, 0) | _bit(day)
            shared[id(worked)] = months
    return {person: shared[id(worked)] for person, worked in records.of(working_days).items()}


def _bit(day: date) -> int:
    return 1 << (day.day - 1)


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


def accounted_earlier(records: Records) -> dict[tuple[int, int], int]:
    """Days of the year before the period with a record other than absence: by person and month, a bit a day.

    Added up in the database: a person has one row a day, so that the sum of the bits is their union, and a year of
    ten thousand people comes as some hundred thousand numbers instead of millions of rows.
    """
    table = Presensi
    month = cast(extract("month", table.tanggal), Integer)
    bit = literal(1, BigInteger).op("<<")(cast(extract("day", table.tanggal), Integer) - 1)
    found = records.bulk.rows(
        select(table.pegawai_id, month, func.sum(bit))
        .where(
            table.region_id == records.region,
            table.tanggal >= records.year_start,
            table.tanggal < records.period.start,
            table.status != "alpa",
        )
        .group_by(table.pegawai_id, month)
    )
    return {(row[0], row[1]): int(row[2]) for row in found}


def duties_elsewhere(records: Records) -> dict[int, list[Span[str]]]:
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
    return gather((row.pegawai_id, Span(row.mulai, row.selesai, "dinas_luar")) for row in found)


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
    if any(span.holds(day) for span in records.of(duties_elsewhere).get(person.id, ())):
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
