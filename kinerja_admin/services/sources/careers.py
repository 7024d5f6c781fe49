"""Careers: credit points, talent assessments, awards and candidatures, one query each."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date

import numpy as np
from sqlalchemy import and_, or_, select
from sqlalchemy.orm import aliased

from kinerja_admin.engine.columns.program import Array
from kinerja_admin.engine.columns.typed import Given
from kinerja_admin.models.angka_kredit import AngkaKredit
from kinerja_admin.models.asesmen_talenta import AsesmenTalenta
from kinerja_admin.models.calon_jabatan import CalonJabatan
from kinerja_admin.models.golongan import Golongan
from kinerja_admin.models.jabatan import Jabatan
from kinerja_admin.models.lowongan_jabatan import LowonganJabatan
from kinerja_admin.models.penghargaan import Penghargaan
from kinerja_admin.services.sources.histories import is_definitive, position_at_end, position_rows, rank_at_end
from kinerja_admin.services.sources.records import Records, in_force
from kinerja_admin.services.sources.rows import Picked, Rows, places_of, without


def points(records: Records) -> Rows:
    """The credit points of each person for what had ended before the period's year, with their level and rank."""
    table = AngkaKredit
    return records.rows(
        select(table.pegawai_id, table.jenjang, Golongan.kode, table.jumlah)
        .join(Golongan, table.golongan_id == Golongan.id)
        .where(table.region_id == records.region, table.selesai < records.year_start)
    )


def balance_at_level(records: Records) -> Given:
    """The points earned at the present level; missing outside functional positions."""
    level = records.of(position_at_end)["jenjang"]
    return _earned(records, "jenjang", level, level)


def balance_in_rank(records: Records) -> Given:
    """The points earned in the present rank; missing outside functional positions or without a rank."""
    return _earned(records, "kode", records.of(rank_at_end)["kode"], records.of(position_at_end)["jenjang"])


def _earned(records: Records, name: str, present: Given, level: Given) -> Given:
    """The sum of the points whose word is the present one; missing without it, or without a level."""
    rows = records.of(points)
    earned = places_of(rows[name], present.words) == places_of(present, present.words)[rows.owners]
    sums = replace(rows["jumlah"], values=rows.total(rows["jumlah"].values * earned))
    return without(sums, (places_of(present, present.words) < 0) | (places_of(level, level.words) < 0))


def months_at_level(records: Records) -> Given:
    """The months of the year so far at whose end, or on whose last day employed, the present level was held.

    Missing outside functional positions.
    """
    rows, last = records.of(position_rows), records.last_days
    joined = np.maximum(records.population["tanggal_masuk"].values, records.year_start.toordinal())
    level = records.of(position_at_end)["jenjang"]
    present = places_of(level, level.words)
    counted = np.zeros(len(last), dtype=np.int64)
    for month in range(1, records.period.end.month + 1):
        begin = date(records.period.end.year, month, 1).toordinal()
        day = np.minimum(_month_end(records.period.end, month).toordinal(), last)
        held = rows.last(in_force(rows, day) & is_definitive(rows))["jenjang"]
        counts = (day >= begin) & (day >= joined) & (places_of(held, level.words) == present)
        counted += counts
    return without(Given(counted), present < 0)


def _month_end(day: date, month: int) -> date:
    return date(day.year, month, monthrange(day.year, month)[1])


def assessments(records: Records) -> Rows:
    """The scores that are valid at the period's end, the last one of each kind last."""
    table, end = AsesmenTalenta, records.period.end
    return records.rows(
        select(table.pegawai_id, table.jenis, table.nilai)
        .where(
            table.region_id == records.region,
            table.tanggal <= end,
            or_(table.berlaku_sampai.is_(None), table.berlaku_sampai >= end),
        )
        .order_by(table.pegawai_id, table.tanggal)
    )


def assessed(records: Records, kind: str) -> Given:
    """The last of a kind."""
    rows = records.of(assessments)
    return rows.last(places_of(rows["jenis"], (kind,)) == 0)["nilai"]


def awards(records: Records) -> Rows:
    """The days of each person's awards in the five years up to the period's end."""
    table = Penghargaan
    return records.rows(
        select(table.pegawai_id, table.tanggal).where(
            table.region_id == records.region,
            table.tanggal >= records.last_years(5),
            table.tanggal <= records.period.end,
        )
    )


def awards_of_year(records: Records) -> Array:
    """How many of them were given since January."""
    rows = records.of(awards)
    return rows.count(rows["tanggal"].values >= records.year_start.toordinal())


def vacancies(records: Records) -> Picked:
    """The vacancy for which each person is a candidate at the period's end.

    Of several the one proposed last, then the highest class. Ranks of contracted employees bound no such position.
    """
    end = records.period.end
    table, lowest, highest = CalonJabatan, aliased(Golongan), aliased(Golongan)
    return records.rows(
        select(
            *(table.pegawai_id, Jabatan.kode, Jabatan.kelas, LowonganJabatan.pendidikan_min),
            *(lowest.kode.label("lowest_rank"), highest.kode.label("highest_rank")),
        )
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
    ).last()
