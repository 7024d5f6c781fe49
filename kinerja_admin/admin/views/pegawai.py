"""People come first in their group; their list says where they work today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, selectinload

from kinerja_admin.admin.columns import ZONE
from kinerja_admin.admin.tweaks import Beside, Tweaks
from kinerja_admin.models.pegawai import Pegawai
from kinerja_admin.models.riwayat_jabatan import RiwayatJabatan


def _present() -> ColumnElement[bool]:
    """Definitive posts held today."""
    today = datetime.now(ZONE).date()
    return (
        (RiwayatJabatan.penugasan == "definitif")
        & (RiwayatJabatan.mulai <= today)
        & or_(RiwayatJabatan.selesai.is_(None), RiwayatJabatan.selesai >= today)
    )


def _where_they_work(db: Session, keys: Sequence[int]) -> dict[int, Sequence[str]]:
    held = (
        select(RiwayatJabatan)
        .where(RiwayatJabatan.pegawai_id.in_(keys), _present())
        .options(selectinload(RiwayatJabatan.jabatan), selectinload(RiwayatJabatan.unit_kerja))
        .order_by(RiwayatJabatan.mulai)
    )
    return {
        post.pegawai_id: (post.unit_kerja.nama, post.jabatan.nama, str(post.jabatan.kelas)) for post in db.scalars(held)
    }


def _working_in(units: Any) -> ColumnElement[bool]:
    return Pegawai.id.in_(select(RiwayatJabatan.pegawai_id).where(_present(), RiwayatJabatan.unit_kerja_id.in_(units)))


TWEAKS = Tweaks(
    icon="users",
    order=10,
    beside=Beside(
        ("Unit kerja", "Jabatan", "Kelas jabatan"), _where_they_work, (RiwayatJabatan, "unit_kerja_id"), _working_in
    ),
)
