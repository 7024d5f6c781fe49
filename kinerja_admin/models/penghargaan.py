"""Awards that people received."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionScoped, about, key, reference, related

if TYPE_CHECKING:
    from kinerja_admin.models.pegawai import Pegawai


class Penghargaan(RegionScoped, Base):
    """An award; it is shown to others only where the person agreed."""

    __tablename__ = "penghargaan"
    __label__ = "Penghargaan"
    __plural__ = "Daftar penghargaan"
    __group__ = "Kepegawaian"

    id: Mapped[int] = key()
    pegawai_id: Mapped[int] = reference("pegawai", "Pegawai", shown=True, index=False)
    nama: Mapped[str] = mapped_column(
        info=about("Nama", "Misalnya Satyalancana Karya Satya X Tahun.", shown=True, search=True)
    )
    tanggal: Mapped[date] = mapped_column(info=about("Tanggal", shown=True))
    pemberi: Mapped[str] = mapped_column(info=about("Pemberi", shown=True))
    alasan: Mapped[str | None] = mapped_column(Text, info=about("Alasan", "Prestasi yang dihargai."))
    nomor_sk: Mapped[str | None] = mapped_column(info=about("Nomor SK", search=True))
    boleh_diumumkan: Mapped[bool] = mapped_column(
        default=False, info=about("Boleh diumumkan", "Dengan persetujuan penerimanya.", shown=True)
    )

    pegawai: Mapped[Pegawai] = related("Penghargaan.pegawai_id", "Pegawai")

    __table_args__ = (
        UniqueConstraint("pegawai_id", "nama", "tanggal"),
        Index(None, "region_id", "tanggal"),
    )

    def __str__(self) -> str:
        """Name and day."""
        return f"{self.nama} ({self.tanggal:%d-%m-%Y})"
