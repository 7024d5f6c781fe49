"""Which rank a person had from when."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionScoped, about, key, reference, related

if TYPE_CHECKING:
    from kinerja_admin.models.golongan import Golongan
    from kinerja_admin.models.pegawai import Pegawai


class RiwayatPangkat(RegionScoped, Base):
    """A rank, held until the next one begins."""

    __tablename__ = "riwayat_pangkat"
    __label__ = "Riwayat pangkat"
    __plural__ = "Riwayat pangkat"
    __group__ = "Kepegawaian"

    id: Mapped[int] = key()
    pegawai_id: Mapped[int] = reference("pegawai", "Pegawai", shown=True, index=False)
    golongan_id: Mapped[int] = reference("golongan", "Golongan", same_region=False, shown=True)
    mulai: Mapped[date] = mapped_column(info=about("Mulai", "TMT pangkat.", shown=True))
    masa_kerja_tahun: Mapped[int] = mapped_column(
        default=0, info=about("Masa kerja golongan", "Tahun penuh pada TMT pangkat.", unit="tahun", shown=True)
    )
    nomor_sk: Mapped[str | None] = mapped_column(info=about("Nomor SK", search=True))

    pegawai: Mapped[Pegawai] = related("RiwayatPangkat.pegawai_id", "Pegawai")
    golongan: Mapped[Golongan] = related("RiwayatPangkat.golongan_id", "Golongan")

    __table_args__ = (
        UniqueConstraint("pegawai_id", "mulai"),
        CheckConstraint("masa_kerja_tahun BETWEEN 0 AND 50", name="masa_kerja"),
    )

    def __str__(self) -> str:
        """Rank and its first day."""
        return f"{self.golongan} sejak {self.mulai:%d-%m-%Y}"
