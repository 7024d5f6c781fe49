"""Innovations, outside factors and the results of units, one query each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import or_, select

from kinerja_admin.engine.columns.program import Array
from kinerja_admin.engine.columns.typed import Given
from kinerja_admin.engine.facts import Atom
from kinerja_admin.engine.periods import Period, parse_period
from kinerja_admin.models.anggota_inovasi import AnggotaInovasi
from kinerja_admin.models.capaian_unit import CapaianUnit
from kinerja_admin.models.faktor_eksternal import FaktorEksternal
from kinerja_admin.models.inovasi import Inovasi
from kinerja_admin.services.columnar import Column
from kinerja_admin.services.sources.records import Records
from kinerja_admin.services.sources.rows import Rows, missing_of, shared, without
from kinerja_admin.services.sources.units import Unit, by_unit, unit_places, units, upwards


@dataclass(frozen=True, slots=True)
class Factor:
    """An approved outside factor, with its days inside the period: how many, the first and the last."""

    kind: str
    days: int
    relief: Decimal
    first: date
    last: date


def innovations(records: Records) -> Rows:
    """Innovations of each person that ran on any day from January to the period's end.

    What was evaluated or recognised after the period's end is neither, as far as the period knows.
    """
    end, table = records.period.end, Inovasi
    rows = records.rows(
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
    evaluated, recognised, programme = rows["dievaluasi_pada"], rows["tanggal_diakui"], rows["program_id"]
    succeeded = without(rows["berhasil"], missing_of(evaluated) | (evaluated.values > end.toordinal()))
    known = without(recognised, recognised.values > end.toordinal())
    told = {
        "berhasil": Column("berhasil", "condition", succeeded),
        "tanggal_diakui": Column("tanggal_diakui", "date", known),
        "diakui": Column("diakui", "condition", Given(~missing_of(known))),
        "program": Column("program", "condition", Given(~missing_of(programme))),
    }
    return Rows(rows.bounds, {**rows.columns, **told})


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


def factor_series(records: Records) -> tuple[list[list[Factor]], Array]:
    """The factors of people, units and those above, in the order in which they began; and each person's place there."""
    known = records.of(factors)
    found = [_sorted(records, unit.id) for unit in records.of(units).values()]
    places = records.of(unit_places).copy()
    for kind, number in known:
        place = records.places.get(number) if kind == "pegawai" else None
        if place is not None:
            own, unit = known[kind, number], places[place]
            found.append(_sorted(records, list(records.of(units))[unit] if unit >= 0 else None, own))
            places[place] = len(found) - 1
    return found, places


def _sorted(records: Records, unit: int | None, own: Sequence[tuple[date, Factor]] = ()) -> list[Factor]:
    known = records.of(factors)
    above = [one for unit_above in upwards(records, unit) for one in known.get(("unit_kerja", unit_above.id), ())]
    return [factor for _, factor in sorted([*own, *above], key=lambda one: one[0])]


def factors_told(records: Records, kind: str, tell: Callable[[Factor], Atom | None]) -> Given:
    """Something about each factor of everybody."""
    found, places = records.of(factor_series)
    cells = [tuple(map(tell, one)) for one in found]
    return shared(Column.of_cells("", kind, cells, is_series=True).given, places)


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


def unit_results_at_end(records: Records) -> Given:
    """The result of a person's unit, or of the nearest one above that has any.

    That of the shortest period around this one; before it is decided, the last one that had ended.
    """
    known = records.of(unit_results)

    def nearest(unit: Unit) -> str | None:
        above = (one.id for one in upwards(records, unit.id) if one.id in known)
        return next((_nearest(records.period, known[one]) for one in above), None)

    return by_unit(records, "text", nearest)


def _nearest(period: Period, results: list[tuple[Period, str]]) -> str | None:
    around = [one for one in results if one[0].start <= period.start and one[0].end >= period.end]
    if around:
        return min(around, key=lambda one: one[0].end - one[0].start)[1]
    ended = list(_ended(period, results))
    return max(ended, key=lambda one: (one[0].end, one[0].start))[1] if ended else None


def _ended(period: Period, results: list[tuple[Period, str]]) -> Iterator[tuple[Period, str]]:
    yield from (one for one in results if one[0].end <= period.end)
