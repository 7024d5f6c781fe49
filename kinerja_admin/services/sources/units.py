"""Units as a tree, and the services that they give."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from sqlalchemy import or_, select

from kinerja_admin.engine.columns.program import Array
from kinerja_admin.engine.columns.typed import Given
from kinerja_admin.engine.facts import Cell
from kinerja_admin.models.layanan import Layanan
from kinerja_admin.models.petugas_layanan import PetugasLayanan
from kinerja_admin.models.unit_kerja import UnitKerja
from kinerja_admin.services.columnar import Column
from kinerja_admin.services.sources.histories import position_at_end, position_on
from kinerja_admin.services.sources.records import Person, Records, Span, holding, in_force
from kinerja_admin.services.sources.rows import Each, Rows, filled, missing_of, place_among, taken


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
    held = position_on(records, person, person.last)
    return records.of(units).get(held.unit) if held else None


def unit_places(records: Records) -> Array:
    """The place among the region's units of each person's on that day; -1 without one."""
    held = records.of(position_at_end)["unit_kerja_id"]
    places, is_known = place_among(np.array(list(records.of(units)), dtype=np.int64), held.values)
    return np.where(is_known & ~missing_of(held), places, -1)


def by_unit(records: Records, kind: str, give: Callable[[Unit], Cell]) -> Given:
    """What is asked of each unit once, for everybody in it; missing for those without a unit."""
    cells = [give(unit) for unit in records.of(units).values()]
    return taken(Column.of_cells("", kind, cells).given, records.of(unit_places))


def code_at_end(records: Records) -> Given:
    """The code of each person's unit."""
    return by_unit(records, "text", lambda unit: unit.code)


def field_at_end(records: Records) -> Given:
    """The field of government of each person's unit."""
    return by_unit(records, "text", lambda unit: _field_above(records, unit.id))


def services_at_end(records: Records) -> Given:
    """How many services each person's unit gives."""
    return filled(by_unit(records, "integer", lambda unit: len(records.of(services).get(unit.id, ()))), 0)


def field_of(records: Records, person: Person) -> str | None:
    """The field of government of a person's unit, or of the nearest one above that names one."""
    unit = unit_of(records, person)
    return _field_above(records, unit.id if unit else None)


def _field_above(records: Records, unit: int | None) -> str | None:
    return next((one.field for one in upwards(records, unit) if one.field), None)


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


def duty_rows(records: Records) -> Rows:
    """Which services each person staffs, the last begun at the end."""
    table = PetugasLayanan
    return records.rows(
        select(table.pegawai_id, table.layanan_id, table.mulai, table.selesai)
        .where(
            table.region_id == records.region,
            table.mulai <= records.period.end,
            or_(table.selesai.is_(None), table.selesai >= records.period.start),
        )
        .order_by(table.pegawai_id, table.mulai, table.id)
    )


def duties(records: Records) -> Each[Span[int]]:
    """The same as objects."""
    return Each(records.of(duty_rows), records.places, lambda service, first, last: Span(first, last, service))


def subjects(records: Records) -> tuple[list[tuple[tuple[int, ...], int | None]], Array]:
    """The services that people staff on the last day employed, with their unit: once each, and each person's place."""
    rows = records.of(duty_rows)
    staffed = rows.where(in_force(rows, records.last_days))
    numbers = list(records.of(units))
    found: list[tuple[tuple[int, ...], int | None]] = [((), unit) for unit in [*numbers, None]]
    places = records.of(unit_places) % len(found)  # without a unit: the one named last
    for place in np.flatnonzero(staffed.count()).tolist():
        services_staffed = staffed["layanan_id"].values[staffed.bounds[place] : staffed.bounds[place + 1]]
        found.append((tuple(sorted(set(services_staffed.tolist()))), found[places[place]][1]))
        places[place] = len(found) - 1
    return found, places


def service_at_end(records: Records) -> Given:
    """The service whose measures each person shares, as :func:`service_of` finds it."""
    rows = records.of(duty_rows)
    staffed = rows.last(in_force(rows, records.last_days))["layanan_id"]
    known = records.of(services)
    offered = by_unit(records, "integer", lambda unit: one[0] if len(one := known.get(unit.id, [])) == 1 else None)
    if staffed.missing is None:
        return staffed
    missing = None if offered.missing is None else staffed.missing & offered.missing
    return Given(np.where(staffed.missing, offered.values, staffed.values), missing=missing)


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
