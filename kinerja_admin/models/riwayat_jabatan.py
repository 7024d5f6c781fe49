"""Who held which position, from when to when; also acting posts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionScoped, about, key, reference, related, word
from kinerja_admin.models.words import JENIS_PENUGASAN

if TYPE_CHECKING:
    from kinerja_admin.models.jabatan import Jabatan
    from kinerja_admin.models.pegawai import Pegawai
    from kinerja_admin.models.unit_kerja import UnitKerja


class RiwayatJabatan(RegionScoped, Base):
    """A position held; definitive ones of a person never overlap."""

    __tablename__ = "riwayat_jabatan"
    __label__ = "Riwayat jabatan"
    __plural__ = "Riwayat jabatan"
    __group__ = "Kepegawaian"

    id: Mapped[int] = key()
    pegawai_id: Mapped[int] = reference("pegawai", "Pegawai", shown=True)
    jabatan_id: Mapped[int] = reference("jabatan", "Jabatan", shown=True)
    unit_kerja_id: Mapped[int] = reference("unit_kerja", "Unit kerja", shown=True)
    penugasan: Mapped[str] = word(JENIS_PENUGASAN, "Penugasan", shown=True, default="definitif")
    mulai: Mapped[date] = mapped_column(info=about("Mulai", "Terhitung mulai tanggal (TMT).", shown=True))
    selesai: Mapped[date | None] = mapped_column(
        info=about("Selesai", "Hari terakhir; kosong selama masih dipangku.", shown=True)
    )
    nomor_sk: Mapped[str | None] = mapped_column(info=about("Nomor SK", search=True))

    pegawai: Mapped[Pegawai] = related("RiwayatJabatan.pegawai_id", "Pegawai")
    jabatan: Mapped[Jabatan] = related("RiwayatJabatan.jabatan_id", "Jabatan")
    unit_kerja: Mapped[UnitKerja] = related("RiwayatJabatan.unit_kerja_id", "UnitKerja")

    __table_args__ = (
        CheckConstraint("selesai >= mulai", name="selesai_setelah_mulai"),
        Index(None, "region_id", "mulai"),
    )

    def __str__(self) -> str:
        """Position and its first day."""
        return f"{self.jabatan} sejak {self.mulai:%d-%m-%Y}"
