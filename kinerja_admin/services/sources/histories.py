"""Dated facts about people: positions, acting posts, status, rank, sanctions and leave, one query each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from kinerja_admin.models.cuti import Cuti
from kinerja_admin.models.golongan import Golongan
from kinerja_admin.models.hukuman_disiplin import HukumanDisiplin
from kinerja_admin.models.jabatan import Jabatan
from kinerja_admin.models.riwayat_jabatan import RiwayatJabatan
from kinerja_admin.models.riwayat_pangkat import RiwayatPangkat
from kinerja_admin.models.riwayat_status import RiwayatStatus
from kinerja_admin.models.words import TINGKAT_HUKUMAN
from kinerja_admin.services.sources.records import Person, Records, Span, gather, holding

_LEVELS = tuple(TINGKAT_HUKUMAN)


@dataclass(frozen=True, slots=True)
class Held:
    """A position as somebody holds it; ``assigned`` is definitif, plt or plh."""

    position: int
    unit: int
    assigned: str
    kelas: int
    jenis: str
    eselon: str | None
    jenjang: str | None
    allowance: int | None
    serves_public: bool
    superior: int | None
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Rank:
    """A rank from a day on, with the years of service that it began with."""

    code: str
    kind: str
    since: date
    years: int


@dataclass(frozen=True, slots=True)
class Sanction:
    """A disciplinary sanction."""

    level: str
    since: date
    until: date | None


def positions(records: Records) -> dict[int, list[Span[Held]]]:
    """Everything that each person held since January, definitive or acting, oldest first."""
    table = RiwayatJabatan
    start, end = min(records.year_start, records.period.start), records.period.end
    found = records.bulk.rows(
        select(
            *(table.pegawai_id, table.jabatan_id, table.unit_kerja_id, table.penugasan, Jabatan.kelas, Jabatan.jenis),
            *(Jabatan.eselon, Jabatan.jenjang, Jabatan.tunjangan_fungsional, Jabatan.pelayanan_publik),
            *(Jabatan.atasan_id, table.mulai, table.selesai),
        )
        .join(Jabatan, table.jabatan_id == Jabatan.id)
        .where(table.region_id == records.region, table.mulai <= end, _not_over(table.selesai, start))
        .order_by(table.pegawai_id, table.mulai, table.id)
    )
    return gather((row[0], Span(row.mulai, row.selesai, Held(*row[1:]))) for row in found)


def position_on(records: Records, person: Person, day: date) -> Held | None:
    """The definitive position of a person on a day."""
    if day == person.last:  # what most sources ask for
        return records.of(_positions_at_end)[person.id][0]
    return _definitive(records, person, day)


def acting_on(records: Records, person: Person, day: date) -> Held | None:
    """The acting post of a person on a day: of several the one that began last, then the highest."""
    return records.of(_positions_at_end)[person.id][1] if day == person.last else _acting(records, person, day)


def _positions_at_end(records: Records) -> dict[int, tuple[Held | None, Held | None]]:
    """The definitive position and the acting post of each person on the last day employed in the period."""
    return {
        person.id: (_definitive(records, person, person.last), _acting(records, person, person.last))
        for person in records.people
    }


def _definitive(records: Records, person: Person, day: date) -> Held | None:
    held = holding(records.of(positions).get(person.id, ()), day)
    return next((one for one in reversed(held) if one.assigned == "definitif"), None)


def _acting(records: Records, person: Person, day: date) -> Held | None:
    held = [one for one in holding(records.of(positions).get(person.id, ()), day) if one.assigned != "definitif"]
    return max(held, key=lambda one: (one.since, one.kelas), default=None)


def statuses(records: Records) -> dict[int, list[Span[str]]]:
    """Statuses of each person, oldest first, each until the next one begins."""
    table = RiwayatStatus
    found = records.bulk.rows(
        select(table.pegawai_id, table.status, table.mulai)
        .where(table.region_id == records.region, table.mulai <= records.period.end)
        .order_by(table.pegawai_id, table.mulai)
    )
    return gather((row.pegawai_id, Span(row.mulai, None, row.status)) for row in found)


def status_on(records: Records, person: Person, day: date) -> str:
    """The status of a person on a day; where the history is silent, the one in the person's row."""
    held = holding(records.of(statuses).get(person.id, ()), day)
    return held[-1] if held else person.status


def ranks(records: Records) -> dict[int, list[Span[Rank]]]:
    """Ranks of each person, oldest first."""
    table = RiwayatPangkat
    found = records.bulk.rows(
        select(table.pegawai_id, Golongan.kode, Golongan.jenis, table.mulai, table.masa_kerja_tahun)
        .join(Golongan, table.golongan_id == Golongan.id)
        .where(table.region_id == records.region, table.mulai <= records.period.end)
        .order_by(table.pegawai_id, table.mulai)
    )
    return gather((row[0], Span(row.mulai, None, Rank(*row[1:]))) for row in found)


def rank_on(records: Records, person: Person, day: date) -> Rank | None:
    """The rank of a person on a day."""
    held = holding(records.of(ranks).get(person.id, ()), day)
    return held[-1] if held else None


def sanctions(records: Records) -> dict[int, list[Span[Sanction]]]:
    """Sanctions that are in force on a day of the period."""
    table = HukumanDisiplin
    found = records.bulk.rows(
        select(table.pegawai_id, table.tingkat, table.mulai, table.selesai)
        .where(
            table.region_id == records.region,
            table.mulai <= records.period.end,
            _not_over(table.selesai, records.period.start),
        )
        .order_by(table.pegawai_id, table.mulai, table.id)
    )
    return gather((row[0], Span(row.mulai, row.selesai, Sanction(*row[1:]))) for row in found)


def sanction_on(records: Records, person: Person, day: date) -> Sanction | None:
    """The sanction in force on a day: of several the hardest, then the one that began last."""
    held = holding(records.of(sanctions).get(person.id, ()), day)
    return max(held, key=lambda one: (_LEVELS.index(one.level), one.since), default=None)


def hardest_sanctions(records: Records) -> dict[int, str]:
    """The hardest sanction that each person was given in the five years up to the period's end."""
    table = HukumanDisiplin
    found = records.bulk.rows(
        select(table.pegawai_id, table.tingkat).where(
            table.region_id == records.region,
            table.mulai >= records.last_years(5),
            table.mulai <= records.period.end,
        )
    )
    hardest: dict[int, str] = {}
    for person, level in found:
        hardest[person] = max(hardest.get(person, level), level, key=_LEVELS.index)
    return hardest


def leaves(records: Records) -> dict[int, list[Span[str]]]:
    """Leave of each person on days of the year so far, by kind."""
    table = Cuti
    start = min(records.year_start, records.period.start)
    found = records.bulk.rows(
        select(table.pegawai_id, table.jenis, table.mulai, table.selesai)
        .where(table.region_id == records.region, table.mulai <= records.period.end, table.selesai >= start)
        .order_by(table.pegawai_id, table.mulai, table.id)
    )
    return gather((row.pegawai_id, Span(row.mulai, row.selesai, row.jenis)) for row in found)


def leave_on(records: Records, person: Person, day: date) -> str | None:
    """The kind of leave on a day, weekends inside a leave included."""
    granted = records.of(leaves).get(person.id)
    held = holding(granted, day) if granted else []
    return held[0] if held else None


def _not_over(until: InstrumentedAttribute[date | None], start: date) -> ColumnElement[bool]:
    return or_(until.is_(None), until >= start)
