"""Plans with their items, ratings by superiors, and projects, one query each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from sqlalchemy import and_, or_, select

from kinerja_admin.engine.columns.program import Array
from kinerja_admin.engine.columns.typed import Given
from kinerja_admin.models.anggota_proyek import AnggotaProyek
from kinerja_admin.models.butir_rencana import ButirRencana
from kinerja_admin.models.capaian import Capaian
from kinerja_admin.models.penilaian import Penilaian
from kinerja_admin.models.penilaian_perilaku import PenilaianPerilaku
from kinerja_admin.models.proyek import Proyek
from kinerja_admin.models.rencana import Rencana
from kinerja_admin.models.words import ASPEK_PERILAKU
from kinerja_admin.services.columnar import Column
from kinerja_admin.services.sources.histories import acting_at_end, position_at_end
from kinerja_admin.services.sources.records import Person, Records
from kinerja_admin.services.sources.rows import (
    Picked,
    Rows,
    columns_of,
    filled,
    is_written,
    missing_of,
    place_among,
    places_of,
    taken,
    without,
)


def plans(records: Records) -> Picked:
    """The plan of the period's year of each person."""
    table = Rencana
    return records.rows(
        select(table.pegawai_id, table.id, table.status).where(
            table.region_id == records.region, table.tahun == records.period.end.year
        )
    ).last()


def plan_statuses(records: Records) -> Given:
    """The status of the year's plan."""
    return filled(records.of(plans)["status"], "belum_ada")


def plan_status(records: Records, person: Person) -> str:
    """The same of one person."""
    known = records.of(plan_statuses)
    return known.words[int(known.values[records.places[person.id]])]


def items(records: Records) -> Rows:
    """The items of each person's plan of the year in their order, whatever its status."""
    table = ButirRencana
    return records.rows(
        select(Rencana.pegawai_id, table.id, table.bobot, table.target, table.arah, table.uraian)
        .join(Rencana, table.rencana_id == Rencana.id)
        .where(Rencana.region_id == records.region, Rencana.tahun == records.period.end.year)
        .order_by(table.rencana_id, table.nomor)
    )


def approved_items(records: Records) -> Rows:
    """The items of approved plans, with what was reached from January to the period's end."""
    rows = records.of(items)
    reached = Column("reached", "decimal", records.of(reported).reached)
    is_approved = places_of(records.of(plan_statuses), ("disetujui",)) == 0
    return Rows(rows.bounds, {**rows.columns, "reached": reached}).where(is_approved[rows.owners])


@dataclass(frozen=True, slots=True)
class Reported:
    """What was reported of each item up to the period's end.

    ``months`` has a bit for each month with a report; ``reached`` is of the last one, as ``is_bare`` is, which says
    that it came without evidence.
    """

    months: Array
    reached: Given
    is_bare: Array


def reported(records: Records) -> Reported:
    """The reports on the items of everybody's plan."""
    table = Capaian
    found = columns_of(
        records.bulk,
        select(table.butir_rencana_id, table.bulan, table.realisasi, is_written(table.bukti).label("evidence"))
        .join(ButirRencana, table.butir_rencana_id == ButirRencana.id)
        .join(Rencana, ButirRencana.rencana_id == Rencana.id)
        .where(
            Rencana.region_id == records.region,
            Rencana.tahun == records.period.end.year,
            table.bulan <= records.period.end.month,
        )
        .order_by(table.bulan),
    )
    of_item, month, reached, evidence = (column.given for column in found.values())
    numbers = records.of(items)["id"].values
    places, is_known = place_among(numbers, of_item.values)
    last = np.full(len(numbers), -1, dtype=np.intp)
    last[places[is_known]] = np.flatnonzero(is_known)  # by month: what comes last stands
    months = np.zeros(len(numbers), dtype=np.int64)
    np.bitwise_or.at(months, places[is_known], 1 << month.values[is_known])
    return Reported(months, taken(reached, last), filled(taken(evidence, last), 1).values == 0)


def months_reported(records: Records) -> Array:
    """The months since January for which every item of the plan has its report; none without items."""
    rows, months = records.of(items), records.of(reported).months
    has_items = rows.count() > 0
    common = np.zeros(len(has_items), dtype=np.int64)
    if len(months):
        common[has_items] = np.bitwise_and.reduceat(months, rows.bounds[:-1][has_items])
    return sum(((common >> month) & 1 for month in range(1, 13)), start=np.zeros_like(common))


def items_without_evidence(records: Records) -> Array:
    """The items of the plan on which the last report came without evidence."""
    return records.of(items).count(records.of(reported).is_bare)


def ratings(records: Records) -> Picked:
    """The superior's rating of the period of each person."""
    table = Penilaian
    return records.rows(
        select(
            *(table.pegawai_id, table.hasil_kerja, table.perilaku_kerja, table.nilai_sendiri),
            is_written(table.umpan_balik).label("has_words"),
        ).where(table.region_id == records.region, table.periode == str(records.period))
    ).last()


def behaviours(records: Records) -> Given:
    """The rating of each of the seven values, always in the same order; missing where nobody rated it."""
    table, aspects = PenilaianPerilaku, tuple(ASPEK_PERILAKU)
    rows = records.rows(
        select(Penilaian.pegawai_id, table.aspek, table.nilai)
        .join(Penilaian, table.penilaian_id == Penilaian.id)
        .where(Penilaian.region_id == records.region, Penilaian.periode == str(records.period))
    )
    places = np.full(len(records.last_days) * len(aspects), -1, dtype=np.intp)
    places[rows.owners * len(aspects) + places_of(rows["aspek"], aspects)] = np.arange(len(rows.owners))
    series = taken(rows["nilai"], places)
    return replace(series, bounds=np.arange(len(records.last_days) + 1) * len(aspects))


def projects(records: Records) -> Rows:
    """Projects of each person that fell due or were finished this year up to the period's end, in that order.

    What was finished after the period's end is unfinished as far as the period knows.
    """
    start, end = records.year_start, records.period.end
    rows = records.rows(
        select(
            *(AnggotaProyek.pegawai_id, Proyek.jatuh_tempo, Proyek.selesai, Proyek.pagu, Proyek.realisasi),
            *(AnggotaProyek.peran, Proyek.nama),
        )
        .join(Proyek, AnggotaProyek.proyek_id == Proyek.id)
        .where(
            Proyek.region_id == records.region,
            or_(
                and_(Proyek.jatuh_tempo >= start, Proyek.jatuh_tempo <= end),
                and_(Proyek.selesai >= start, Proyek.selesai <= end),
            ),
        )
        .order_by(AnggotaProyek.pegawai_id, Proyek.jatuh_tempo, Proyek.id)
    )
    done = without(rows["selesai"], rows["selesai"].values > end.toordinal())
    return Rows(rows.bounds, {**rows.columns, "selesai": Column("selesai", "date", done)})


def unrated_subordinates(records: Records) -> Array:
    """How many people of each superior lack a complete rating of the period.

    A position's superior is whoever holds the position above it; where nobody does, whoever acts in it.
    """
    holding_now, rated = records.of(holders), records.of(ratings)
    above = records.of(position_at_end)["atasan_id"]
    lacks = missing_of(rated["hasil_kerja"]) | missing_of(rated["perilaku_kerja"])
    people = np.flatnonzero(lacks & ~missing_of(above))
    counts = np.zeros(len(lacks), dtype=np.int64)
    for place, superior in zip(people.tolist(), above.values[people].tolist(), strict=True):
        for holder in holding_now.get(superior, ()):
            if records.places[holder] != place:
                counts[records.places[holder]] += 1
    return counts


def holders(records: Records) -> dict[int, list[int]]:
    """By position: who holds it as of the end, or else who acts in it."""
    return {**_by_position(records, acting_at_end), **_by_position(records, position_at_end)}


def _by_position(records: Records, at_end: Callable[[Records], Picked]) -> dict[int, list[int]]:
    held = records.of(at_end)
    people = np.flatnonzero(held.has)
    numbers = records.population["id"].values[people].tolist()
    found: dict[int, list[int]] = {}
    for number, position in zip(numbers, held["jabatan_id"].values[people].tolist(), strict=True):
        found.setdefault(position, []).append(number)
    return found
