"""Leave, duty and attendance of every working day, drawn for each person by the seed number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from random import Random
from typing import Any

from sqlalchemy import select

from kinerja_admin.db.bulk import Bulk
from kinerja_admin.engine.periods import Month, Period
from kinerja_admin.models.cuti import Cuti
from kinerja_admin.models.dinas_luar import DinasLuar
from kinerja_admin.models.jadwal_kerja import JadwalKerja
from kinerja_admin.models.presensi import Presensi
from kinerja_admin.services.seeding.chance import chance
from kinerja_admin.services.seeding.traits import FIRST, LAST, Marks, Traits, traits
from kinerja_admin.services.sources.attendance import day_explained, dispensations, duties_elsewhere
from kinerja_admin.services.sources.histories import leaves
from kinerja_admin.services.sources.records import Person, Records, days
from kinerja_admin.services.sources.schedules import schedule_on, working_days

_FRIDAY = 5
People = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Hours:
    """When a schedule begins and ends."""

    start: time
    end: time
    friday_start: time | None
    friday_end: time | None

    def on(self, day: date) -> tuple[time, time]:
        """Begin and end on a day."""
        if day.isoweekday() == _FRIDAY:
            return self.friday_start or self.start, self.friday_end or self.end
        return self.start, self.end


def add_absences(bulk: Bulk, region: str, new: People, marks: Marks, seed: int) -> None:
    """Everyday leave and duty away from the office, clear of what the files say."""
    for year in (2025, 2026):
        records = Records(bulk, region, Period(Month(year, 1), "year"))
        drawn = [
            row
            for person in records.people
            if (region, person.nip) in new
            for row in _drawn(records, person, marks, seed)
        ]
        bulk.insert(Cuti, (row for table, row in drawn if table is Cuti))
        bulk.insert(DinasLuar, (row for table, row in drawn if table is DinasLuar))


def _drawn(records: Records, person: Person, marks: Marks, seed: int) -> Iterator[tuple[type, dict[str, Any]]]:
    source = chance(seed, "cuti", records.region, person.nip, records.period)
    worked = [day for day in records.of(working_days)[person.id] if FIRST <= day <= LAST]
    kept_free = [*records.of(leaves).get(person.id, ()), *marks.of_days(records.region, person.nip)]
    taken = [(span.first, span.last or LAST) for span in kept_free]
    kinds = ["tahunan"] * source.randint(0, 3) + ["sakit"] * (source.random() < 0.3) + ["dinas"] * source.randint(0, 2)
    for number, kind in enumerate(kinds, 1):
        length = source.randint(1, 2 if kind == "sakit" else 4)
        if len(worked) < 2 * length:
            continue
        at = source.randrange(len(worked) - length)
        first, last = worked[at], worked[at + length - 1]
        if any(begin <= last and first <= end for begin, end in taken):
            continue
        taken.append((first, last))
        row = {"region_id": records.region, "pegawai_id": person.id, "mulai": first, "selesai": last}
        if kind == "dinas":
            yield (
                DinasLuar,
                {**row, "tujuan": "Rapat koordinasi", "dasar": f"ST/{records.period}/{person.nip[-6:]}/{number}"},
            )
        else:
            yield Cuti, {**row, "jenis": kind, "dasar": f"SIC/{records.period}/{person.nip[-6:]}/{number}"}


def add_attendance(bulk: Bulk, region: str, new: People, marks: Marks, seed: int) -> None:
    """One attendance row for each working day of each new person."""
    hours = _hours(bulk, region)
    for number in (2025, 2026):
        year = _Days(Records(bulk, region, Period(Month(number, 1), "year")), hours)
        people = [person for person in year.records.people if (region, person.nip) in new]
        bulk.insert(Presensi, (row for one in people for row in _clocked(year, one, marks, seed)))


@dataclass(frozen=True, slots=True)
class _Day:
    """A working day of a schedule."""

    day: date
    start: time
    end: time
    has_apel: bool


@dataclass(eq=False, slots=True)
class _Days:
    """The working days of a region's year, put together once for everybody who shares them."""

    records: Records
    hours: dict[int, Hours]
    shared: dict[int, list[_Day]] = field(default_factory=dict)

    def of(self, person: Person) -> list[_Day]:
        """The working days of a person inside the seeded months."""
        worked = self.records.of(working_days)[person.id]
        if id(worked) not in self.shared:
            self.shared[id(worked)] = [one for day in worked if FIRST <= day <= LAST for one in self._on(person, day)]
        return self.shared[id(worked)]

    def _on(self, person: Person, day: date) -> Iterator[_Day]:
        schedule = schedule_on(self.records, person, day)
        if schedule:
            start, end = self.hours[schedule.id].on(day)
            yield _Day(day, start, end, schedule.apel == day.isoweekday())

    def explained(self, person: Person) -> dict[date, str]:
        """What explains a day whatever was clocked, looked for where something may."""
        records = self.records
        spans = [*records.of(leaves).get(person.id, ()), *records.of(duties_elsewhere).get(person.id, ())]
        asked = {day for span in spans for day in days(max(span.first, FIRST), min(span.last or LAST, LAST))}
        found = ((day, day_explained(records, person, day)) for day in asked | records.of(dispensations).keys())
        return {day: kind for day, kind in found if kind}


def _hours(bulk: Bulk, region: str) -> dict[int, Hours]:
    table = JadwalKerja
    found = bulk.rows(
        select(table.id, table.jam_masuk, table.jam_pulang, table.jam_masuk_jumat, table.jam_pulang_jumat).where(
            table.region_id == region
        )
    )
    return {row[0]: Hours(*row[1:]) for row in found}


def _clocked(year: _Days, person: Person, marks: Marks, seed: int) -> Iterator[dict[str, Any]]:
    region, nip = year.records.region, person.nip
    character = traits(region, nip, marks, seed)
    source = chance(seed, "presensi", region, nip, year.records.period)
    explained, marked = year.explained(person), bool(marks.of_days(region, nip))
    for one in year.of(person):
        row = _day(source, character, one)
        if one.day in explained:
            row |= _not_clocked(explained[one.day])
        elif marked:
            _mark(row, marks, region, nip, one)
        yield {"region_id": region, "pegawai_id": person.id, "tanggal": one.day, **row}


def _day(source: Random, character: Traits, one: _Day) -> dict[str, Any]:
    """A day as it would go without leave or duty; always draws as often, so that days stay apart from one another."""
    draw = source.random
    lateness, absence, apel, length, leaving, unclocked = draw(), draw(), draw(), draw(), draw(), draw()
    if absence < character.absent:
        return _not_clocked("alpa", has_apel=one.has_apel)
    late = _minutes(length) if lateness < character.late else 0
    early = _minutes(1 - length) if leaving < character.late / 3 else 0
    is_unclocked = unclocked < character.late / 20
    return {
        "status": "hadir",
        "jam_masuk": None if is_unclocked else _shift(one.start, late or -int(length * 20)),
        "jam_pulang": _shift(one.end, -early or int(length * 25)),
        "menit_telat": None if is_unclocked else late,
        "menit_pulang_cepat": early,
        "apel_wajib": one.has_apel,
        "apel_hadir": (apel >= character.apel_missed and late == 0) if one.has_apel else None,
    }


def _minutes(draw: float) -> int:
    """Mostly a few minutes, seldom hours."""
    return 1 + int(150 * draw**4)


@cache
def _shift(clock: time, minutes: int) -> time:
    return (datetime.combine(FIRST, clock) + timedelta(minutes=minutes)).time()


def _not_clocked(status: str, *, has_apel: bool = False) -> dict[str, Any]:
    nothing = dict.fromkeys(("jam_masuk", "jam_pulang"))
    return {
        "status": status,
        **nothing,
        "menit_telat": 0,
        "menit_pulang_cepat": 0,
        "apel_wajib": has_apel,
        "apel_hadir": False if has_apel else None,
    }


def _mark(row: dict[str, Any], marks: Marks, region: str, nip: str, one: _Day) -> None:
    """The special cases of single days: absent, or present without having clocked in or out."""
    if marks.has(region, nip, "alpa", one.day):
        row |= _not_clocked("alpa", has_apel=one.has_apel)
    if row["status"] != "hadir":
        return
    if marks.has(region, nip, "tanpa_rekam_masuk", one.day):
        row |= {"jam_masuk": None, "menit_telat": None}
    if marks.has(region, nip, "tanpa_rekam_pulang", one.day):
        row |= {"jam_pulang": None, "menit_pulang_cepat": None}
