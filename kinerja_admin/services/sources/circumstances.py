"""Innovations, outside factors and the results of units, one query each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import or_, select

from kinerja_admin.engine.periods import Period, parse_period
from kinerja_admin.models.anggota_inovasi import AnggotaInovasi
from kinerja_admin.models.capaian_unit import CapaianUnit
from kinerja_admin.models.faktor_eksternal import FaktorEksternal
from kinerja_admin.models.inovasi import Inovasi
from kinerja_admin.services.sources.records import Person, Records
from kinerja_admin.services.sources.units import unit_of, upwards


@dataclass(frozen=True, slots=True)
class Innovation:
    """An innovation and a person's part in it, as far as the period knows."""

    stage: str
    is_experiment: bool
    has_succeeded: bool | None
    part: str
    is_in_programme: bool
    before: Decimal | None
    after: Decimal | None
    direction: str
    recognised: date | None
    name: str


@dataclass(frozen=True, slots=True)
class Factor:
    """An approved outside factor, with its days inside the period: how many, the first and the last."""

    kind: str
    days: int
    relief: Decimal
    first: date
    last: date


def innovations(records: Records) -> dict[int, list[Innovation]]:
    """Innovations of each person that ran on any day from January to the period's end.

    What was evaluated or recognised after the period's end is neither, as far as the period knows.
    """
    end, table = records.period.end, Inovasi
    found = records.bulk.rows(
        select(
            *(AnggotaInovasi.pegawai_id, table.tahap, table.percobaan, table.berhasil, table.dievaluasi_pada),
            *(AnggotaInovasi.peran, table.program_id, table.sebelum, table.sesudah, table.arah, table.tanggal_diakui),
            table.judul,
        )
        .join(table, AnggotaInovasi.inovasi_id == table.id)
        .where(
            table.region_id == records.region,
            table.mulai <= end,
            or_(table.selesai.is_(None), table.selesai >= records.year_start),
        )
        .order_by(AnggotaInovasi.pegawai_id, table.mulai, table.id)
    )
    by_person: dict[int, list[Innovation]] = {}
    for row in found:
        one = Innovation(
            stage=row.tahap,
            is_experiment=row.percobaan,
            has_succeeded=row.berhasil if row.dievaluasi_pada and row.dievaluasi_pada <= end else None,
            part=row.peran,
            is_in_programme=row.program_id is not None,
            before=row.sebelum,
            after=row.sesudah,
            direction=row.arah,
            recognised=row.tanggal_diakui if row.tanggal_diakui and row.tanggal_diakui <= end else None,
            name=row.judul,
        )
        by_person.setdefault(row.pegawai_id, []).append(one)
    return by_person


def factors(records: Records) -> dict[tuple[str, int], list[tuple[date, Factor]]]:
    """Approved factors that touch the period, by whom they concern: ``("pegawai", 12)``, ``("unit_kerja", 3)``."""
    table, start, end = FaktorEksternal, records.period.start, records.period.end
    found = records.bulk.rows(
        select(table.pegawai_id, table.unit_kerja_id, table.jenis, table.mulai, table.selesai, table.penyesuaian)
        .where(
            table.region_id == records.region,
            table.disetujui_pada.is_not(None),
            table.mulai <= end,
            table.selesai >= start,
        )
        .order_by(table.mulai, table.id)
    )
    by_subject: dict[tuple[str, int], list[tuple[date, Factor]]] = {}
    for person, unit, kind, first, last, relief in found:
        subject = ("pegawai", person) if person is not None else ("unit_kerja", unit)
        inside, until = max(first, start), min(last, end)
        factor = Factor(kind, (until - inside).days + 1, relief, inside, until)
        by_subject.setdefault(subject, []).append((first, factor))
    return by_subject


def factors_of(records: Records, person: Person) -> list[Factor]:
    """The factors of a person, of the unit and of those above it, in the order in which they began."""
    known, unit = records.of(factors), unit_of(records, person)
    above = (("unit_kerja", one.id) for one in upwards(records, unit.id if unit else None))
    found = [one for subject in (("pegawai", person.id), *above) for one in known.get(subject, ())]
    return [factor for _, factor in sorted(found, key=lambda one: one[0])]


def unit_results(records: Records) -> dict[int, list[tuple[Period, str]]]:
    """The results of each unit for periods of the period's year that had begun."""
    table, year = CapaianUnit, str(records.period.end.year)
    found = records.bulk.rows(
        select(table.unit_kerja_id, table.periode, table.predikat).where(
            table.region_id == records.region, or_(table.periode == year, table.periode.startswith(f"{year}-"))
        )
    )
    by_unit: dict[int, list[tuple[Period, str]]] = {}
    for unit, written, result in found:
        period = parse_period(written)
        if period and period.start <= records.period.end:
            by_unit.setdefault(unit, []).append((period, result))
    return by_unit


def unit_result_of(records: Records, person: Person) -> str | None:
    """The result of a person's unit, or of the nearest one above that has any.

    That of the shortest period around this one; before it is decided, the last one that had ended.
    """
    known, unit = records.of(unit_results), unit_of(records, person)
    for above in upwards(records, unit.id if unit else None):
        if above.id in known:
            return _nearest(records.period, known[above.id])
    return None


def _nearest(period: Period, results: list[tuple[Period, str]]) -> str | None:
    around = [one for one in results if one[0].start <= period.start and one[0].end >= period.end]
    if around:
        return min(around, key=lambda one: one[0].end - one[0].start)[1]
    ended = list(_ended(period, results))
    return max(ended, key=lambda one: (one[0].end, one[0].start))[1] if ended else None


def _ended(period: Period, results: list[tuple[Period, str]]) -> Iterator[tuple[Period, str]]:
    yield from (one for one in results if one[0].end <= period.end)
