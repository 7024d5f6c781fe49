"""Candidates for vacant positions."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionScoped, about, key, reference, related, word
from kinerja_admin.models.words import HASIL_CALON

if TYPE_CHECKING:
    from kinerja_admin.models.lowongan_jabatan import LowonganJabatan
    from kinerja_admin.models.pegawai import Pegawai


class CalonJabatan(RegionScoped, Base):
    """A person who is weighed for a vacancy until it is decided or given up."""

    __tablename__ = "calon_jabatan"
    __label__ = "Calon jabatan"
    __plural__ = "Daftar calon jabatan"
    __group__ = "Kepegawaian"

    id: Mapped[int] = key()
    lowongan_jabatan_id: Mapped[int] = reference("lowongan_jabatan", "Lowongan jabatan", shown=True, index=False)
    pegawai_id: Mapped[int] = reference("pegawai", "Pegawai", shown=True)
    diusulkan_pada: Mapped[date] = mapped_column(info=about("Diusulkan pada", shown=True))
    ditarik_pada: Mapped[date | None] = mapped_column(
        info=about("Ditarik pada", "Kosong bila tidak mengundurkan diri.")
    )
    diputus_pada: Mapped[date | None] = mapped_column(info=about("Diputus pada", shown=True))
    hasil: Mapped[str | None] = word(HASIL_CALON, "Hasil", "Kosong selama belum diputus.", shown=True)
    alasan: Mapped[str | None] = mapped_column(Text, info=about("Alasan", "Alasan keputusan."))

    lowongan_jabatan: Mapped[LowonganJabatan] = related("CalonJabatan.lowongan_jabatan_id", "LowonganJabatan")
    pegawai: Mapped[Pegawai] = related("CalonJabatan.pegawai_id", "Pegawai")

    __table_args__ = (
        UniqueConstraint("lowongan_jabatan_id", "pegawai_id"),
        CheckConstraint("ditarik_pada >= diusulkan_pada", name="ditarik_setelah_diusulkan"),
        CheckConstraint("diputus_pada >= diusulkan_pada", name="diputus_setelah_diusulkan"),
        CheckConstraint("(hasil IS NULL) = (diputus_pada IS NULL)", name="hasil_bertanggal"),
    )

    def __str__(self) -> str:
        """Person and vacancy."""
        return f"{self.pegawai}, {self.lowongan_jabatan}"
