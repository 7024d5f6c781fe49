"""Training: what people finished, and the invitations that they did not take up, one query each."""

from __future__ import annotations

from datetime import date

from sqlalchemy import and_, func, or_, select

from kinerja_admin.engine.columns.program import Array
from kinerja_admin.models.pelatihan import Pelatihan
from kinerja_admin.models.peserta_pelatihan import PesertaPelatihan
from kinerja_admin.services.sources.histories import position_at_end
from kinerja_admin.services.sources.records import Records
from kinerja_admin.services.sources.rows import Rows, places_of

_WANTED = {"struktural": "kepemimpinan", "fungsional": "fungsional"}
"""The kind of training that each kind of position asks for; others ask for none."""


def finished(records: Records) -> Rows:
    """Everything that each person ever passed up to the period's end: kind, day and hours recognised."""
    table, end = PesertaPelatihan, records.period.end
    rows = records.rows(
        select(
            *(table.pegawai_id, Pelatihan.jenis, func.coalesce(table.selesai_pada, Pelatihan.selesai).label("day")),
            func.coalesce(table.jp_diakui, Pelatihan.jp).label("hours"),
        )
        .join(Pelatihan, table.pelatihan_id == Pelatihan.id)
        .where(table.region_id == records.region, table.status == "lulus", Pelatihan.mulai <= end)
    )
    return rows.where(rows["day"].values <= end.toordinal())


def since(records: Records, start: date, kinds: tuple[str, ...]) -> Array:
    """Which courses were passed from a day on, of some kinds or (none named) of all."""
    rows = records.of(finished)
    is_late: Array = rows["day"].values >= start.toordinal()
    return is_late & (places_of(rows["jenis"], kinds) >= 0) if kinds else is_late


def hours(records: Records, start: date, *kinds: str) -> Array:
    """The hours recognised for them."""
    return records.of(finished).total(since(records, start, kinds) * records.of(finished)["hours"].values)


def times(records: Records, start: date, *kinds: str) -> Array:
    """How many they are."""
    return records.of(finished).count(since(records, start, kinds))


def is_trained(records: Records) -> Array:
    """Whether each person ever passed the training that the present kind of position asks for."""
    rows = records.of(finished)
    wanted = places_of(records.of(position_at_end)["jenis"], tuple(_WANTED))
    passed = places_of(rows["jenis"], tuple(_WANTED.values()))
    return rows.count((passed >= 0) & (passed == wanted[rows.owners])) > 0


def declined(records: Records) -> Array:
    """How many invitations since January each person did not take up, with or without a reason.

    Nobody who is still free to come is counted: an invitation left open counts once the course is over.
    """
    table, end = PesertaPelatihan, records.period.end
    return records.rows(
        select(table.pegawai_id)
        .join(Pelatihan, table.pelatihan_id == Pelatihan.id)
        .where(
            table.region_id == records.region,
            table.diundang_pada >= records.year_start,
            table.diundang_pada <= end,
            or_(table.status == "tidak_ikut", and_(table.status == "diundang", Pelatihan.selesai <= end)),
        )
    ).count()
