"""Families and education: who is covered by the allowance, the tax status, the highest degree, one query each."""

from __future__ import annotations

from sqlalchemy import or_, select

from kinerja_admin.models.keluarga import Keluarga
from kinerja_admin.models.pendidikan import Pendidikan
from kinerja_admin.models.status_ptkp import StatusPtkp
from kinerja_admin.models.words import JENJANG_PENDIDIKAN
from kinerja_admin.services.sources.records import Person, Records, Span, gather, holding

_DEGREES = tuple(JENJANG_PENDIDIKAN)


def dependants(records: Records) -> dict[int, list[Span[str]]]:
    """Spouses and children of each person in the spans for which somebody stated that they are covered."""
    table = Keluarga
    found = records.bulk.rows(
        select(table.pegawai_id, table.hubungan, table.ditanggung_sejak, table.ditanggung_sampai).where(
            table.region_id == records.region,
            table.ditanggung_sejak <= records.period.end,
            or_(table.ditanggung_sampai.is_(None), table.ditanggung_sampai >= records.period.start),
        )
    )
    return gather((row[0], Span(row[2], row[3], row[1])) for row in found)


def covered(records: Records, person: Person, relation: str) -> int:
    """How many of a person's family are covered on the last day employed in the period."""
    return holding(records.of(dependants).get(person.id, ()), person.last).count(relation)


def tax_statuses(records: Records) -> dict[int, str]:
    """The status of each person on 1 January of the period's year: the last one recorded up to then."""
    table = StatusPtkp
    found = records.bulk.rows(
        select(table.pegawai_id, table.status)
        .where(table.region_id == records.region, table.tahun <= records.period.end.year)
        .order_by(table.pegawai_id, table.tahun)
    )
    return {row[0]: row[1] for row in found}


def degrees(records: Records) -> dict[int, str]:
    """The highest degree of each person that was recognised by the period's end."""
    table = Pendidikan
    found = records.bulk.rows(
        select(table.pegawai_id, table.jenjang).where(
            table.region_id == records.region, table.diakui_sejak <= records.period.end
        )
    )
    highest: dict[int, str] = {}
    for person, degree in found:
        highest[person] = max(highest.get(person, degree), degree, key=_DEGREES.index)
    return highest
