"""Recorded measures of indicators as columns: of whom or what, and over which span, as any policy may ask for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from sqlalchemy import or_, select

from kinerja_admin.engine.columns.program import Array
from kinerja_admin.engine.facts import Cell
from kinerja_admin.engine.periods import Period, parse_period
from kinerja_admin.models.ukuran import Ukuran
from kinerja_admin.services.columnar import Column
from kinerja_admin.services.sources.records import Records
from kinerja_admin.services.sources.rows import missing_of, place_among, taken
from kinerja_admin.services.sources.units import by_unit, service_at_end, upwards

MEASURES = ("target", "target_atas", "realisasi", "baseline")
EVIDENCE = "bukti"
"""Not a measure: whether what was reached stands on evidence."""

_KINDS = {EVIDENCE: "condition"}

Subject = tuple[str, int]
"""``pegawai``, ``unit_kerja`` or ``layanan``, and its number."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The measures of one subject; ``has_evidence`` speaks of what was reached."""

    values: Mapping[str, Decimal | None]
    has_evidence: bool


@dataclass(frozen=True, slots=True)
class _Row:
    policy: str
    indicator: str
    subject: Subject
    period: Period
    measured: Measured


def column(policy: str, indicator: str, of: str, span: str, measure: str) -> str:
    """The name of a column of measures in a data set."""
    return f"ukuran.{policy}.{indicator}.{of}.{span}.{measure}"


def measure_columns(records: Records) -> dict[str, Column]:
    """Every measure recorded for the period or, for indicators of the year, since January."""
    columns: dict[str, Column] = {}
    grouped: dict[tuple[str, str, str], list[_Row]] = {}
    for row in _rows(records):
        grouped.setdefault((row.policy, row.indicator, row.subject[0]), []).append(row)
    for (policy, indicator, of), rows in sorted(grouped.items()):
        for span, known in (("period", _of_period(records, rows)), ("year", _of_year(rows))):
            places = _places(records, of, known)
            if not (places >= 0).any():
                continue
            told: dict[str, list[Cell]] = {name: [one.values[name] for one in known.values()] for name in MEASURES}
            told[EVIDENCE] = [one.has_evidence for one in known.values()]
            for measure, cells in told.items():
                name, kind = column(policy, indicator, of, span, measure), _KINDS.get(measure, "decimal")
                found = taken(Column.of_cells(name, kind, cells).given, places)
                if not missing_of(found).all():
                    columns[name] = Column(name, kind, found)
    return columns


def _rows(records: Records) -> Iterator[_Row]:
    """Rows of what had ended by then in the period's year, and the year's own row, which carries targets."""
    table = Ukuran
    year = str(records.period.end.year)
    found = records.bulk.rows(
        select(
            *(table.policy, table.indicator, table.pegawai_id, table.unit_kerja_id, table.layanan_id, table.periode),
            *(table.bukti, table.target, table.target_atas, table.realisasi, table.baseline),
        )
        .where(
            table.region_id == records.region,
            or_(table.periode == year, table.periode.startswith(f"{year}-")),
        )
        .order_by(table.policy, table.indicator, table.id)
    )
    for policy, indicator, person, unit, service, written, evidence, *values in found:
        period = parse_period(written)
        if period and (period.kind == "year" or period.end <= records.period.end):
            kinds = (("pegawai", person), ("unit_kerja", unit), ("layanan", service))
            subject = next((kind, number) for kind, number in kinds if number is not None)
            measured = Measured(dict(zip(MEASURES, map(_shortened, values), strict=True)), bool(evidence))
            yield _Row(policy, indicator, subject, period, measured)


def _of_period(records: Records, rows: Iterable[_Row]) -> dict[int, Measured]:
    return {row.subject[1]: row.measured for row in rows if row.period == records.period}


def _of_year(rows: Iterable[_Row]) -> dict[int, Measured]:
    """For each subject and measure the last one that was recorded, months before the year's own row."""
    known: dict[int, Measured] = {}
    for row in sorted(rows, key=lambda one: (one.period.kind != "year", one.period.end)):
        before = known.get(row.subject[1])
        if before is None:
            known[row.subject[1]] = row.measured
            continue
        given = {name: value for name, value in row.measured.values.items() if value is not None}
        evidence = row.measured.has_evidence if "realisasi" in given else before.has_evidence
        known[row.subject[1]] = Measured({**before.values, **given}, evidence)
    return known


def _places(records: Records, of: str, known: Mapping[int, Measured]) -> Array:
    """Whose measures count for each person: the own, the service's, or those of the unit or the nearest one above."""
    numbers = list(known)
    if of == "unit_kerja":
        places = {number: place for place, number in enumerate(numbers)}
        above = by_unit(
            records,
            "integer",
            lambda unit: next((places[one.id] for one in upwards(records, unit.id) if one.id in places), None),
        )
        return np.where(missing_of(above), -1, above.values)
    subject = records.population["id"] if of == "pegawai" else records.of(service_at_end)
    at, is_known = place_among(np.array(numbers, dtype=np.int64), subject.values)
    return np.where(is_known & ~missing_of(subject), at, -1)


def _shortened(value: Decimal | None) -> Decimal | None:
    """The value without the zeros that its column adds."""
    if value is None:
        return None
    short = value.normalize()
    return short.quantize(Decimal(1)) if short.as_tuple().exponent > 0 else short  # type: ignore[operator]
