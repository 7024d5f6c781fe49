"""Guidance and counselling beside the ratings."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionScoped, about, key, reference, related, word
from kinerja_admin.models.words import JENIS_BIMBINGAN

if TYPE_CHECKING:
    from kinerja_admin.models.pegawai import Pegawai


class Bimbingan(RegionScoped, Base):
    """A talk between superior and employee, with what both agreed on."""

    __tablename__ = "bimbingan"
    __label__ = "Bimbingan"
    __plural__ = "Daftar bimbingan"
    __group__ = "Pengembangan"

    id: Mapped[int] = key()
    pegawai_id: Mapped[int] = reference("pegawai", "Pegawai", shown=True)
    pembimbing_id: Mapped[int] = reference("pegawai", "Pembimbing", "Biasanya atasan langsung.", shown=True)
    jenis: Mapped[str] = word(JENIS_BIMBINGAN, "Jenis", shown=True, default="bimbingan")
    tanggal: Mapped[date] = mapped_column(info=about("Tanggal", shown=True))
    catatan: Mapped[str] = mapped_column(Text, info=about("Catatan"))
    perlu_diperbaiki: Mapped[str | None] = mapped_column(Text, info=about("Perlu diperbaiki"))
    potensi: Mapped[str | None] = mapped_column(Text, info=about("Potensi", "Yang dapat dikembangkan."))
    kesepakatan: Mapped[str | None] = mapped_column(Text, info=about("Kesepakatan perbaikan"))
    tenggat: Mapped[date | None] = mapped_column(info=about("Tenggat", "Batas waktu kesepakatan.", shown=True))
    selesai: Mapped[date | None] = mapped_column(info=about("Selesai", "Kosong selama belum tercapai.", shown=True))

    pegawai: Mapped[Pegawai] = related("Bimbingan.pegawai_id", "Pegawai")
    pembimbing: Mapped[Pegawai] = related("Bimbingan.pembimbing_id", "Pegawai")

    __table_args__ = (
        Index(None, "region_id", "tanggal"),
        CheckConstraint("pembimbing_id <> pegawai_id", name="bukan_diri_sendiri"),
        CheckConstraint("tenggat >= tanggal", name="tenggat_setelah_tanggal"),
        CheckConstraint("selesai >= tanggal", name="selesai_setelah_tanggal"),
    )

    def __str__(self) -> str:
        """Person and day."""
        return f"{self.pegawai} {self.tanggal:%d-%m-%Y}"
