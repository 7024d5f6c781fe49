"""Dated facts about people: positions, acting posts, status, rank, sanctions and leave, one query each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from kinerja_admin.engine.columns.program import Array
from kinerja_admin.engine.columns.typed import Given
from kinerja_admin.models.cuti import Cuti
from kinerja_admin.models.golongan import Golongan
from kinerja_admin.models.hukuman_disiplin import HukumanDisiplin
from kinerja_admin.models.jabatan import Jabatan
from kinerja_admin.models.riwayat_jabatan import RiwayatJabatan
from kinerja_admin.models.riwayat_pangkat import RiwayatPangkat
from kinerja_admin.models.riwayat_status import RiwayatStatus
from kinerja_admin.models.words import TINGKAT_HUKUMAN
from kinerja_admin.services.sources.records import Person, Records, Span, holding, in_force
from kinerja_admin.services.sources.rows import Each, Picked, Rows, either, filled, places_of, without

_LEVELS = tuple(TINGKAT_HUKUMAN)
_FIRST_DAY = date(1970, 1, 1).toordinal()
_MONTHS, _MOST_DAYS = 12, 31


@dataclass(frozen=True, slots=True)
class Held:
    """A position as somebody holds it; ``assigned`` is definitif, plt or plh."""

    position: int
    unit: int
    assigned: str
    kelas: int
    jenis: str
    eselon: str | None
    jenjang: str | None
    allowance: int | None
    serves_public: bool
    superior: int | None
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Rank:
    """A rank from a day on, with the years of service that it began with."""

    code: str
    kind: str
    since: date
    years: int


def position_rows(records: Records) -> Rows:
    """Everything that each person held since January, definitive or acting, oldest first."""
    table = RiwayatJabatan
    start, end = min(records.year_start, records.period.start), records.period.end
    return records.rows(
        select(
            *(table.pegawai_id, table.jabatan_id, table.unit_kerja_id, table.penugasan, Jabatan.kelas, Jabatan.jenis),
            *(Jabatan.eselon, Jabatan.jenjang, Jabatan.tunjangan_fungsional, Jabatan.pelayanan_publik),
            *(Jabatan.atasan_id, table.mulai, table.selesai),
        )
        .join(Jabatan, table.jabatan_id == Jabatan.id)
        .where(table.region_id == records.region, table.mulai <= end, _not_over(table.selesai, start))
        .order_by(table.pegawai_id, table.mulai, table.id)
    )


def positions(records: Records) -> Each[Span[Held]]:
    """The same as objects."""
    return Each(records.of(position_rows), records.places, lambda *row: Span(row[-2], row[-1], Held(*row)))


def is_definitive(rows: Rows) -> Array:
    """Which positions are held and not acted in."""
    found: Array = places_of(rows["penugasan"], ("definitif",)) == 0
    return found


def definitive(rows: Rows, days: Array) -> Picked:
    """The definitive position on a day of each person's."""
    return rows.last(in_force(rows, days) & is_definitive(rows))


def acting(rows: Rows, days: Array) -> Picked:
    """The acting post on a day of each person's: of several the one that began last, then the highest."""
    acts = in_force(rows, days) & ~is_definitive(rows)
    return rows.top(acts, rows["mulai"].values, rows["kelas"].values, -np.arange(len(rows.owners)))


def position_at_end(records: Records) -> Picked:
    """The definitive position of each person on the last day employed in the period."""
    return definitive(records.of(position_rows), records.last_days)


def acting_at_end(records: Records) -> Picked:
    """The acting post of each person on that day."""
    return acting(records.of(position_rows), records.last_days)


def acting_days(records: Records) -> Array:
    """Calendar days since that acting post began up to the last day employed; 0 without one."""
    since = records.of(acting_at_end)["mulai"]
    return filled(replace(since, values=records.last_days - since.values + 1), 0).values


def position_on(records: Records, person: Person, day: date) -> Held | None:
    """The definitive position of a person on a day."""
    held = holding(records.of(positions).get(person.id, ()), day)
    return next((one for one in reversed(held) if one.assigned == "definitif"), None)


def status_rows(records: Records) -> Rows:
    """Statuses of each person, oldest first, each until the next one begins."""
    table = RiwayatStatus
    return records.rows(
        select(table.pegawai_id, table.status, table.mulai)
        .where(table.region_id == records.region, table.mulai <= records.period.end)
        .order_by(table.pegawai_id, table.mulai)
    )


def statuses(records: Records) -> Each[Span[str]]:
    """The same as objects."""
    return Each(records.of(status_rows), records.places, lambda status, since: Span(since, None, status))


def begun(rows: Rows, days: Array) -> Picked:
    """The last row of each person that had begun by a day."""
    return rows.last(rows["mulai"].values <= days[rows.owners])


def status_at_end(records: Records) -> Given:
    """The status of each person on the last day employed in the period."""
    return either(begun(records.of(status_rows), records.last_days)["status"], records.population["status"])


def status_on(records: Records, person: Person, day: date) -> str:
    """The status of a person on a day; where the history is silent, the one in the person's row."""
    held = holding(records.of(statuses).get(person.id, ()), day)
    return held[-1] if held else person.status


def rank_rows(records: Records) -> Rows:
    """Ranks of each person, oldest first."""
    table = RiwayatPangkat
    return records.rows(
        select(table.pegawai_id, Golongan.kode, Golongan.jenis, table.mulai, table.masa_kerja_tahun)
        .join(Golongan, table.golongan_id == Golongan.id)
        .where(table.region_id == records.region, table.mulai <= records.period.end)
        .order_by(table.pegawai_id, table.mulai)
    )


def ranks(records: Records) -> Each[Span[Rank]]:
    """The same as objects."""
    return Each(records.of(rank_rows), records.places, lambda *row: Span(row[2], None, Rank(*row)))


def rank_at_end(records: Records) -> Picked:
    """The rank of each person on the last day employed in the period."""
    return begun(records.of(rank_rows), records.last_days)


def rank_of_kind(records: Records, kind: str) -> Given:
    """The code of the rank, missing for the other kind."""
    rank = records.of(rank_at_end)
    return without(rank["kode"], places_of(rank["jenis"], (kind,)) < 0)


def service_years(records: Records) -> Given:
    """The years of service that the rank began with, and the complete years since."""
    rank = records.of(rank_at_end)
    years, since = rank["masa_kerja_tahun"], rank["mulai"]
    return replace(years, values=years.values + complete_years(since.values, records.last_days))


def complete_years(first: Array, last: Array) -> Array:
    """Complete years from days to days."""
    (first_year, first_rest), (last_year, last_rest) = map(_year_and_rest, (first, last))
    return last_year - first_year - (last_rest < first_rest)


def _year_and_rest(days: Array) -> tuple[Array, Array]:
    """The year of each day, and its place in the year as month and day."""
    moments = (days - _FIRST_DAY).astype("datetime64[D]")
    months = moments.astype("datetime64[M]")
    of_month = (moments - months).astype(np.int64)
    number = months.astype(np.int64)
    return number // _MONTHS, number % _MONTHS * _MOST_DAYS + of_month


def rank_on(records: Records, person: Person, day: date) -> Rank | None:
    """The rank of a person on a day."""
    held = holding(records.of(ranks).get(person.id, ()), day)
    return held[-1] if held else None


def sanction_rows(records: Records) -> Rows:
    """Sanctions that are in force on a day of the period."""
    table = HukumanDisiplin
    return records.rows(
        select(table.pegawai_id, table.tingkat, table.mulai, table.selesai)
        .where(
            table.region_id == records.region,
            table.mulai <= records.period.end,
            _not_over(table.selesai, records.period.start),
        )
        .order_by(table.pegawai_id, table.mulai, table.id)
    )


def hardest(rows: Rows, days: Array) -> Picked:
    """The sanction in force on a day of each person's: of several the hardest, then the one that began last."""
    levels = places_of(rows["tingkat"], _LEVELS)
    return rows.top(in_force(rows, days), levels, rows["mulai"].values, -np.arange(len(levels)))


def sanction_at_end(records: Records) -> Picked:
    """The sanction in force on the last day employed in the period."""
    return hardest(records.of(sanction_rows), records.last_days)


def hardest_sanctions(records: Records) -> Picked:
    """The hardest sanction that each person was given in the five years up to the period's end."""
    table = HukumanDisiplin
    rows = records.rows(
        select(table.pegawai_id, table.tingkat).where(
            table.region_id == records.region,
            table.mulai >= records.last_years(5),
            table.mulai <= records.period.end,
        )
    )
    levels = places_of(rows["tingkat"], _LEVELS)
    return rows.top(levels >= 0, levels)


def leave_rows(records: Records) -> Rows:
    """Leave of each person on days of the year so far, by kind."""
    table = Cuti
    start = min(records.year_start, records.period.start)
    return records.rows(
        select(table.pegawai_id, table.jenis, table.mulai, table.selesai)
        .where(table.region_id == records.region, table.mulai <= records.period.end, table.selesai >= start)
        .order_by(table.pegawai_id, table.mulai, table.id)
    )


def leaves(records: Records) -> Each[Span[str]]:
    """The same as objects."""
    return Each(records.of(leave_rows), records.places, lambda kind, first, last: Span(first, last, kind))


def leave_on(records: Records, person: Person, day: date) -> str | None:
    """The kind of leave on a day, weekends inside a leave included."""
    granted = records.of(leaves).get(person.id)
    held = holding(granted, day) if granted else []
    return held[0] if held else None


def _not_over(until: InstrumentedAttribute[date | None], start: date) -> ColumnElement[bool]:
    return or_(until.is_(None), until >= start)
