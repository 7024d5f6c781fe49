"""Who works where: everybody on a day or during a period, once, with the unit and the position held last."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, Subquery, and_, case, func, or_, select

from kinerja_admin.models.jabatan import Jabatan
from kinerja_admin.models.pegawai import Pegawai
from kinerja_admin.models.riwayat_jabatan import RiwayatJabatan
from kinerja_admin.models.unit_kerja import UnitKerja

NO_UNIT = "–"


def placed(region: str, first: date, last: date) -> Subquery:
    """Everybody employed on any day from the first to the last, by ``person``; ``unit`` is empty without a position."""
    held = (
        select(RiwayatJabatan.pegawai_id.label("person"), func.max(RiwayatJabatan.mulai).label("since"))
        .where(
            RiwayatJabatan.region_id == region,
            RiwayatJabatan.penugasan == "definitif",
            RiwayatJabatan.mulai <= last,
            or_(RiwayatJabatan.selesai.is_(None), RiwayatJabatan.selesai >= first),
        )
        .group_by(RiwayatJabatan.pegawai_id)
        .subquery()
    )
    post = and_(
        RiwayatJabatan.pegawai_id == Pegawai.id,
        RiwayatJabatan.mulai == held.c.since,
        RiwayatJabatan.penugasan == "definitif",
    )
    return (
        select(
            Pegawai.id.label("person"),
            Pegawai.nip,
            Pegawai.nama,
            Pegawai.status,
            Pegawai.jenis_kelamin,
            Pegawai.tanggal_lahir,
            RiwayatJabatan.unit_kerja_id.label("unit"),
            func.coalesce(UnitKerja.nama, NO_UNIT).label("unit_name"),
            Jabatan.id.label("position"),
            Jabatan.nama.label("position_name"),
            Jabatan.kelas,
        )
        .select_from(Pegawai)
        .outerjoin(held, held.c.person == Pegawai.id)
        .outerjoin(RiwayatJabatan, post)
        .outerjoin(UnitKerja, UnitKerja.id == RiwayatJabatan.unit_kerja_id)
        .outerjoin(Jabatan, Jabatan.id == RiwayatJabatan.jabatan_id)
        .where(
            Pegawai.region_id == region,
            Pegawai.tanggal_masuk <= last,
            or_(Pegawai.tanggal_keluar.is_(None), Pegawai.tanggal_keluar >= first),
        )
        .subquery()
    )


def on_day(region: str, day: date) -> Subquery:
    """Everybody employed on a day."""
    return placed(region, day, day)


def number(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """How many rows of a group fit."""
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)
