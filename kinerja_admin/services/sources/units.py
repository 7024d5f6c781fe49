"""Units as a tree, and the services that they give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import or_, select

from kinerja_admin.models.layanan import Layanan
from kinerja_admin.models.petugas_layanan import PetugasLayanan
from kinerja_admin.models.unit_kerja import UnitKerja
from kinerja_admin.services.sources.histories import position_on
from kinerja_admin.services.sources.records import Person, Records, Span, gather, holding


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the region."""

    id: int
    code: str
    parent: int | None
    field: str | None


def units(records: Records) -> dict[int, Unit]:
    """The units of the region."""
    table = UnitKerja
    found = records.bulk.rows(
        select(table.id, table.kode, table.induk_id, table.urusan).where(table.region_id == records.region)
    )
    return {row.id: Unit(*row) for row in found}


def upwards(records: Records, unit: int | None) -> Iterator[Unit]:
    """A unit, then the one above it, up to the top; a circle ends where it closes."""
    known, seen = records.of(units), set[int]()
    while unit is not None and unit in known and unit not in seen:
        seen.add(unit)
        yield known[unit]
        unit = known[unit].parent


def unit_of(records: Records, person: Person) -> Unit | None:
    """The unit in which a person holds a position on the last day employed in the period."""
    return records.of(_units_at_end)[person.id]


def _units_at_end(records: Records) -> dict[int, Unit | None]:
    known = records.of(units)
    held = ((person.id, position_on(records, person, person.last)) for person in records.people)
    return {person: known.get(position.unit) if position else None for person, position in held}


def field_of(records: Records, person: Person) -> str | None:
    """The field of government of a person's unit, or of the nearest one above that names one."""
    unit = unit_of(records, person)
    return next((one.field for one in upwards(records, unit.id if unit else None) if one.field), None)


def services(records: Records) -> dict[int, list[int]]:
    """The active services of each unit."""
    table = Layanan
    found = records.bulk.rows(
        select(table.unit_kerja_id, table.id)
        .where(table.region_id == records.region, table.aktif)
        .order_by(table.unit_kerja_id, table.id)
    )
    by_unit: dict[int, list[int]] = {}
    for unit, service in found:
        by_unit.setdefault(unit, []).append(service)
    return by_unit


def duties(records: Records) -> dict[int, list[Span[int]]]:
    """Which services each person staffs, the last begun at the end."""
    table = PetugasLayanan
    found = records.bulk.rows(
        select(table.pegawai_id, table.layanan_id, table.mulai, table.selesai)
        .where(
            table.region_id == records.region,
            table.mulai <= records.period.end,
            or_(table.selesai.is_(None), table.selesai >= records.period.start),
        )
        .order_by(table.pegawai_id, table.mulai, table.id)
    )
    return gather((row[0], Span(row.mulai, row.selesai, row.layanan_id)) for row in found)


def service_of(records: Records, person: Person) -> int | None:
    """The service whose measures a person shares.

    The one staffed last as of the end; without any, the unit's, if it gives exactly one. Of several services nobody
    knows which to take, so there is none until somebody assigns the person.
    """
    staffed = holding(records.of(duties).get(person.id, ()), person.last)
    if staffed:
        return staffed[-1]
    unit = unit_of(records, person)
    offered = records.of(services).get(unit.id, []) if unit else []
    return offered[0] if len(offered) == 1 else None
