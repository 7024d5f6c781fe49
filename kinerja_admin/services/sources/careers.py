"""Careers: credit points, talent assessments, awards and candidatures, one query each."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import aliased

from kinerja_admin.models.angka_kredit import AngkaKredit
from kinerja_admin.models.asesmen_talenta import AsesmenTalenta
from kinerja_admin.models.calon_jabatan import CalonJabatan
from kinerja_admin.models.golongan import Golongan
from kinerja_admin.models.jabatan import Jabatan
from kinerja_admin.models.lowongan_jabatan import LowonganJabatan
from kinerja_admin.models.penghargaan import Penghargaan
from kinerja_admin.services.sources.histories import position_on, rank_on
from kinerja_admin.services.sources.records import Person, Records


@dataclass(frozen=True, slots=True)
class Points:
    """Credit points, with the level and rank at which they were earned."""

    level: str
    rank: str
    number: Decimal


@dataclass(frozen=True, slots=True)
class Vacancy:
    """The position that somebody is a candidate for, and what it asks for."""

    position: str
    kelas: int
    degree: str | None
    lowest_rank: str | None
    highest_rank: str | None


def points(records: Records) -> dict[int, list[Points]]:
    """The credit points of each person for what had ended before the period's year."""
    table = AngkaKredit
    found = records.bulk.rows(
        select(table.pegawai_id, table.jenjang, Golongan.kode, table.jumlah)
        .join(Golongan, table.golongan_id == Golongan.id)
        .where(table.region_id == records.region, table.selesai < records.year_start)
    )
    by_person: dict[int, list[Points]] = {}
    for person, *values in found:
        by_person.setdefault(person, []).append(Points(*values))
    return by_person


def level_of(records: Records, person: Person) -> str | None:
    """The level of the functional position held last in the period; None in any other position."""
    held = position_on(records, person, person.last)
    return held.jenjang if held else None


def balance_at_level(records: Records, person: Person) -> Decimal | None:
    """The points earned at the present level; None outside functional positions."""
    level = level_of(records, person)
    return None if level is None else _sum(records, person, lambda one: one.level == level)


def balance_in_rank(records: Records, person: Person) -> Decimal | None:
    """The points earned in the present rank; None outside functional positions or without a rank."""
    rank = rank_on(records, person, person.last)
    if rank is None or level_of(records, person) is None:
        return None
    return _sum(records, person, lambda one: one.rank == rank.code)


def _sum(records: Records, person: Person, counts: Callable[[Points], bool]) -> Decimal:
    return sum((one.number for one in records.of(points).get(person.id, ()) if counts(one)), Decimal(0))


def months_at_level(records: Records, person: Person) -> int | None:
    """The months of the year so far at whose end, or on whose last day employed, the present level was held."""
    level = level_of(records, person)
    if level is None:
        return None
    first = max(records.year_start, person.tanggal_masuk)
    ends = (_month_end(person.last, month) for month in range(first.month, person.last.month + 1))
    held = (position_on(records, person, min(day, person.last)) for day in ends)
    return sum(one is not None and one.jenjang == level for one in held)


def _month_end(day: date, month: int) -> date:
    return date(day.year, month, monthrange(day.year, month)[1])


def assessments(records: Records) -> dict[int, dict[str, Decimal]]:
    """The last score of each kind that is valid at the period's end."""
    table, end = AsesmenTalenta, records.period.end
    found = records.bulk.rows(
        select(table.pegawai_id, table.jenis, table.nilai)
        .where(
            table.region_id == records.region,
            table.tanggal <= end,
            or_(table.berlaku_sampai.is_(None), table.berlaku_sampai >= end),
        )
        .order_by(table.pegawai_id, table.tanggal)
    )
    by_person: dict[int, dict[str, Decimal]] = {}
    for person, kind, score in found:
        by_person.setdefault(person, {})[kind] = score
    return by_person


def awards(records: Records) -> dict[int, list[date]]:
    """The days of each person's awards in the five years up to the period's end."""
    table = Penghargaan
    found = records.bulk.rows(
        select(table.pegawai_id, table.tanggal).where(
            table.region_id == records.region,
            table.tanggal >= records.last_years(5),
            table.tanggal <= records.period.end,
        )
    )
    by_person: dict[int, list[date]] = {}
    for person, day in found:
        by_person.setdefault(person, []).append(day)
    return by_person


def vacancies(records: Records) -> dict[int, Vacancy]:
    """The vacancy for which each person is a candidate at the period's end.

    Of several the one proposed last, then the highest class. Ranks of contracted employees bound no such position.
    """
    end = records.period.end
    table, lowest, highest = CalonJabatan, aliased(Golongan), aliased(Golongan)
    found = records.bulk.rows(
        select(table.pegawai_id, Jabatan.kode, Jabatan.kelas, LowonganJabatan.pendidikan_min, lowest.kode, highest.kode)
        .join(LowonganJabatan, table.lowongan_jabatan_id == LowonganJabatan.id)
        .join(Jabatan, LowonganJabatan.jabatan_id == Jabatan.id)
        .outerjoin(lowest, and_(LowonganJabatan.golongan_min_id == lowest.id, lowest.jenis == "PNS"))
        .outerjoin(highest, and_(LowonganJabatan.golongan_maks_id == highest.id, highest.jenis == "PNS"))
        .where(
            table.region_id == records.region,
            table.diusulkan_pada <= end,
            or_(table.ditarik_pada.is_(None), table.ditarik_pada > end),
            or_(table.diputus_pada.is_(None), table.diputus_pada > end),
        )
        .order_by(table.pegawai_id, table.diusulkan_pada, Jabatan.kelas, table.id)
    )
    return {row[0]: Vacancy(*row[1:]) for row in found}
