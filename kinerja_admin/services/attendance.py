"""Attendance held against what else is known of the day: minutes by the schedule, leave beside presence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, time
from typing import Any

from sqlalchemy import ColumnElement, or_, select

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
_FRIDAY = 4
_MOST_NAMED = 5


def derived_minutes(session: Session, region: str, values: Mapping[str, Any]) -> dict[str, int]:
    """Minutes late or early that were left empty beside a clock-in or clock-out, by the schedule of the day.

    Nothing where no schedule is known: then they stay missing, which is no zero.
    """
    person, day = values.get("pegawai_id"), values.get("tanggal")
    wanted = [
        (minutes, clock, sign)
        for minutes, clock, sign in (("menit_telat", "jam_masuk", 1), ("menit_pulang_cepat", "jam_pulang", -1))
        if values.get(minutes) is None and isinstance(values.get(clock), time)
    ]
    if not wanted or values.get("status") != PRESENT or person is None or not isinstance(day, date):
        return {}
    schedule = schedule_on(session, region, int(person), day)
    if schedule is None:
        return {}
    return {
        minutes: max(0, sign * (_minute(values[clock]) - _minute(_due(schedule, clock, day))))
        for minutes, clock, sign in wanted
    }


def schedule_on(session: Session, region: str, person: int, day: date) -> JadwalKerja | None:
    """The schedule that a person works by: the own, else the unit's or the nearest one's above, else the usual."""
    own = _placed(session, (PenempatanJadwal.pegawai_id == person), day)
    if own is not None:
        return own
    unit = session.scalar(
        select(RiwayatJabatan.unit_kerja_id)
        .where(
            RiwayatJabatan.pegawai_id == person,
            RiwayatJabatan.penugasan == "definitif",
            RiwayatJabatan.mulai <= day,
            or_(RiwayatJabatan.selesai.is_(None), RiwayatJabatan.selesai >= day),
        )
        .order_by(RiwayatJabatan.mulai.desc())
    )
    seen = set()
    while unit is not None and unit not in seen:
        placed = _placed(session, (PenempatanJadwal.unit_kerja_id == unit), day)
        if placed is not None:
            return placed
        seen.add(unit)
        unit = session.scalar(select(UnitKerja.induk_id).where(UnitKerja.id == unit))
    return session.scalar(select(JadwalKerja).where(JadwalKerja.region_id == region, JadwalKerja.baku.is_(True)))


def _placed(session: Session, whose: ColumnElement[bool], day: date) -> JadwalKerja | None:
    found = (
        select(JadwalKerja)
        .join(PenempatanJadwal, PenempatanJadwal.jadwal_kerja_id == JadwalKerja.id)
        .where(
            whose,
            PenempatanJadwal.mulai <= day,
            or_(PenempatanJadwal.selesai.is_(None), PenempatanJadwal.selesai >= day),
        )
        .order_by(PenempatanJadwal.mulai.desc(), PenempatanJadwal.id.desc())
    )
    return session.scalar(found.limit(1))


def _due(schedule: JadwalKerja, clock: str, day: date) -> time:
    friday: time | None = getattr(schedule, f"{clock}_jumat") if day.weekday() == _FRIDAY else None
    usual: time = getattr(schedule, clock)
    return friday or usual


def _minute(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def contradictions(session: Session, row: Base) -> Iterator[Problem]:
    """Leave on days on which somebody was present, and presence on days of leave: one of the two is wrong."""
    if isinstance(row, Cuti):
        query = select(Presensi.tanggal).where(
            Presensi.pegawai_id == row.pegawai_id,
            Presensi.tanggal >= row.mulai,
            Presensi.tanggal <= row.selesai,
            Presensi.status == PRESENT,
        )
        found = session.scalars(query.order_by(Presensi.tanggal)).all()
        if found:
            named = ", ".join(f"{day:%d-%m-%Y}" for day in found[:_MOST_NAMED])
            more = ", …" if len(found) > _MOST_NAMED else ""
            yield Problem("LEAVE_WHILE_PRESENT", parameters={"n": str(len(found)), "days": f"{named}{more}"})
    elif isinstance(row, Presensi) and row.status == PRESENT:
        leave = session.scalar(
            select(Cuti).where(
                Cuti.pegawai_id == row.pegawai_id, Cuti.mulai <= row.tanggal, Cuti.selesai >= row.tanggal
            )
        )
        if leave is not None:
            spans = {"from": leave.mulai.isoformat(), "to": leave.selesai.isoformat()}
            yield Problem("PRESENT_WHILE_ON_LEAVE", parameters=spans)
