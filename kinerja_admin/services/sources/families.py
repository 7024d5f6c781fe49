"""Families and education: who is covered by the allowance, the tax status, the highest degree, one query each."""

from __future__ import annotations

from sqlalchemy import or_, select

from kinerja_admin.engine.columns.program import Array
from kinerja_admin.models.keluarga import Keluarga
from kinerja_admin.models.pendidikan import Pendidikan
from kinerja_admin.models.status_ptkp import StatusPtkp
from kinerja_admin.models.words import JENJANG_PENDIDIKAN
from kinerja_admin.services.sources.records import Records, in_force
from kinerja_admin.services.sources.rows import Picked, Rows, places_of

_DEGREES = tuple(JENJANG_PENDIDIKAN)


def dependants(records: Records) -> Rows:
    """Spouses and children of each person in the spans for which somebody stated that they are covered."""
    table = Keluarga
    return records.rows(
        select(
            *(table.pegawai_id, table.hubungan),
            *(table.ditanggung_sejak.label("mulai"), table.ditanggung_sampai.label("selesai")),
        ).where(
            table.region_id == records.region,
            table.ditanggung_sejak <= records.period.end,
            or_(table.ditanggung_sampai.is_(None), table.ditanggung_sampai >= records.period.start),
        )
    )


def covered(records: Records, relation: str) -> Array:
    """How many of each person's family are covered on the last day employed in the period."""
    rows = records.of(dependants)
    return rows.count(in_force(rows, records.last_days) & (places_of(rows["hubungan"], (relation,)) == 0))


def tax_statuses(records: Records) -> Picked:
    """The status of each person on 1 January of the period's year: the last one recorded up to then."""
    table = StatusPtkp
    return records.rows(
        select(table.pegawai_id, table.status)
        .where(table.region_id == records.region, table.tahun <= records.period.end.year)
        .order_by(table.pegawai_id, table.tahun)
    ).last()


def degrees(records: Records) -> Picked:
    """The highest degree of each person that was recognised by the period's end."""
    table = Pendidikan
    rows = records.rows(
        select(table.pegawai_id, table.jenjang).where(
            table.region_id == records.region, table.diakui_sejak <= records.period.end
        )
    )
    ranks = places_of(rows["jenjang"], _DEGREES)
    return rows.top(ranks >= 0, ranks)
