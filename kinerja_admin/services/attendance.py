"""Attendance held against what else is known of the day: minutes by the schedule, leave beside presence."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, time
from typing import Any, TypeVar

from sqlalchemy import select

from kinerja_admin.db.session import Session
from kinerja_admin.errors import Problem
from kinerja_admin.models.base import Base
from kinerja_admin.models.cuti import Cuti
from kinerja_admin.models.jadwal_kerja import JadwalKerja
from kinerja_admin.models.penempatan_jadwal import PenempatanJadwal
from kinerja_admin.models.presensi import Presensi
from kinerja_admin.models.riwayat_jabatan import RiwayatJabatan
from kinerja_admin.models.unit_kerja import UnitKerja

PRESENT = "hadir"
T = TypeVar("T")
Span = tuple[date, date]
_FRIDAY = 4
_MOST_NAMED = 5


class Timetable:
    """Who works by which schedule: read once for a region, or for one person where only one is asked about."""

    def __init__(self, session: Session, region: str, person: int | None = None) -> None:
        """Read schedules, placements, units and definitive posts."""
        schedules = {row.id: row for row in session.scalars(select(JadwalKerja).where(JadwalKerja.region_id == region))}
        self._usual = next((one for one in schedules.values() if one.baku), None)
        self._placed: dict[tuple[str, int], list[tuple[date, date, JadwalKerja]]] = {}
        placements = select(PenempatanJadwal).where(PenempatanJadwal.region_id == region)
        for row in session.scalars(placements.order_by(PenempatanJadwal.mulai, PenempatanJadwal.id)):
            whose = ("person", row.pegawai_id) if row.pegawai_id is not None else ("unit", row.unit_kerja_id or 0)
            spans = self._placed.setdefault(whose, [])
            spans.append((row.mulai, row.selesai or date.max, schedules[row.jadwal_kerja_id]))
        units = session.execute(select(UnitKerja.id, UnitKerja.induk_id).where(UnitKerja.region_id == region))
        self._above: dict[int, int | None] = {unit: parent for unit, parent in units}  # noqa: C416 - rows become pairs
        posts = select(
            RiwayatJabatan.pegawai_id, RiwayatJabatan.unit_kerja_id, RiwayatJabatan.mulai, RiwayatJabatan.selesai
        ).where(RiwayatJabatan.region_id == region, RiwayatJabatan.penugasan == "definitif")
        if person is not None:
            posts = posts.where(RiwayatJabatan.pegawai_id == person)
        self._posts: dict[int, list[tuple[date, date, int]]] = {}
        for who, unit, first, last in session.execute(posts.order_by(RiwayatJabatan.mulai)):
            self._posts.setdefault(who, []).append((first, last or date.max, unit))

    def schedule_on(self, person: int, day: date) -> JadwalKerja | None:
        """The schedule a person works by: the own, else the unit's or the nearest one's above, else the usual."""
        own = _holding(self._placed.get(("person", person), ()), day)
        if own is not None:
            return own
        unit: int | None = _holding(self._posts.get(person, ()), day)
        seen = set()
        while unit is not None and unit not in seen:
            placed = _holding(self._placed.get(("unit", unit), ()), day)
            if placed is not None:
                return placed
            seen.add(unit)
            unit = self._above.get(unit)
        return self._usual


def _holding(spans: Iterable[tuple[date, date, T]], day: date) -> T | None:
    """What holds on a day, the latest first."""
    found = [what for first, last, what in spans if first <= day <= last]
    return found[-1] if found else None


def lacks_minutes(values: Mapping[str, Any]) -> bool:
    """Whether minutes were left empty beside a clock-in or clock-out of a day of presence."""
    is_known = values.get("pegawai_id") is not None and isinstance(values.get("tanggal"), date)
    return is_known and values.get("status") == PRESENT and any(_wanted(values))


def derived_minutes(timetable: Timetable, values: Mapping[str, Any]) -> dict[str, int]:
    """Minutes late or early that were left empty, by the schedule of the day.

    Nothing where no schedule is known: then they stay missing, which is no zero.
    """
    day: date = values["tanggal"]
    schedule = timetable.schedule_on(int(values["pegawai_id"]), day)
    if schedule is None:
        return {}
    return {
        minutes: max(0, sign * (_minute(values[clock]) - _minute(_due(schedule, clock, day))))
        for minutes, clock, sign in _wanted(values)
    }


def _wanted(values: Mapping[str, Any]) -> Iterator[tuple[str, str, int]]:
    for minutes, clock, sign in (("menit_telat", "jam_masuk", 1), ("menit_pulang_cepat", "jam_pulang", -1)):
        if values.get(minutes) is None and isinstance(values.get(clock), time):
            yield minutes, clock, sign


def _due(schedule: JadwalKerja, clock: str, day: date) -> time:
    friday: time | None = getattr(schedule, f"{clock}_jumat") if day.weekday() == _FRIDAY else None
    usual: time = getattr(schedule, clock)
    return friday or usual


def _minute(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def contradictions(session: Session, rows: Sequence[Base]) -> dict[int, Problem]:
    """Leave on days of presence, and presence on days of leave, by the place of the row: one of the two is wrong."""
    leaves = {place: row for place, row in enumerate(rows) if isinstance(row, Cuti)}
    days = {place: row for place, row in enumerate(rows) if isinstance(row, Presensi) and row.status == PRESENT}
    found = {}
    if leaves:
        present = _days_present(session, leaves.values())
        for place, leave in leaves.items():
            of_person = present.get(leave.pegawai_id, ())
            against = sorted(day for day in of_person if leave.mulai <= day <= leave.selesai)
            if against:
                found[place] = _leave_while_present(against)
    if days:
        spans = _spans_of_leave(session, days.values())
        for place, row in days.items():
            on_leave = _holding(spans.get(row.pegawai_id, ()), row.tanggal)
            if on_leave is not None:
                facts = {"from": on_leave[0].isoformat(), "to": on_leave[1].isoformat()}
                found[place] = Problem("PRESENT_WHILE_ON_LEAVE", parameters=facts)
    return found


def _leave_while_present(against: Sequence[date]) -> Problem:
    named = ", ".join(f"{day:%d-%m-%Y}" for day in against[:_MOST_NAMED])
    more = ", …" if len(against) > _MOST_NAMED else ""
    return Problem("LEAVE_WHILE_PRESENT", parameters={"n": str(len(against)), "days": f"{named}{more}"})


def _days_present(session: Session, leaves: Collection[Cuti]) -> dict[int, set[date]]:
    rows = session.execute(
        select(Presensi.pegawai_id, Presensi.tanggal).where(
            Presensi.pegawai_id.in_({one.pegawai_id for one in leaves}),
            Presensi.tanggal >= min(one.mulai for one in leaves),
            Presensi.tanggal <= max(one.selesai for one in leaves),
            Presensi.status == PRESENT,
        )
    )
    found: dict[int, set[date]] = {}
    for person, day in rows:
        found.setdefault(person, set()).add(day)
    return found


def _spans_of_leave(session: Session, days: Collection[Presensi]) -> dict[int, list[tuple[date, date, Span]]]:
    rows = session.execute(
        select(Cuti.pegawai_id, Cuti.mulai, Cuti.selesai).where(
            Cuti.pegawai_id.in_({one.pegawai_id for one in days}),
            Cuti.mulai <= max(one.tanggal for one in days),
            Cuti.selesai >= min(one.tanggal for one in days),
        )
    )
    found: dict[int, list[tuple[date, date, Span]]] = {}
    for person, first, last in rows:
        found.setdefault(person, []).append((first, last, (first, last)))
    return found
