"""Ratings that citizens give to services."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionScoped, about, key, reference, related, word
from kinerja_admin.models.words import KANAL_PENILAIAN

if TYPE_CHECKING:
    from kinerja_admin.models.layanan import Layanan


class PenilaianMasyarakat(RegionScoped, Base):
    """A rating of a service; nothing about the citizen is kept."""

    __tablename__ = "penilaian_masyarakat"
    __label__ = "Penilaian masyarakat"
    __plural__ = "Daftar penilaian masyarakat"
    __group__ = "Umpan balik dan survei"

    id: Mapped[int] = key()
    layanan_id: Mapped[int] = reference("layanan", "Layanan", shown=True)
    tanggal: Mapped[date] = mapped_column(info=about("Tanggal", shown=True))
    nilai: Mapped[int] = mapped_column(info=about("Nilai", "1 sampai 5.", shown=True))
    komentar: Mapped[str | None] = mapped_column(Text, info=about("Komentar"))
    kanal: Mapped[str] = word(KANAL_PENILAIAN, "Kanal", shown=True, default="loket")
    dihitung: Mapped[bool] = mapped_column(
        default=True, info=about("Dihitung", "Dikeluarkan dari hitungan hanya dengan alasan, misalnya penyalahgunaan.")
    )
    alasan_tidak_dihitung: Mapped[str | None] = mapped_column(info=about("Alasan tidak dihitung"))
    tindak_lanjut: Mapped[str | None] = mapped_column(Text, info=about("Tindak lanjut", "Perbaikan yang dilakukan."))
    ditindaklanjuti_pada: Mapped[date | None] = mapped_column(info=about("Ditindaklanjuti pada"))

    layanan: Mapped[Layanan] = related("PenilaianMasyarakat.layanan_id", "Layanan")

    __table_args__ = (
        Index(None, "region_id", "tanggal"),
        CheckConstraint("nilai BETWEEN 1 AND 5", name="nilai"),
        CheckConstraint("dihitung OR alasan_tidak_dihitung IS NOT NULL", name="alasan_tidak_dihitung"),
        CheckConstraint("ditindaklanjuti_pada >= tanggal", name="ditindaklanjuti_setelah_tanggal"),
    )

    def __str__(self) -> str:
        """Service, day and rating."""
        return f"{self.layanan} {self.tanggal:%d-%m-%Y}: {self.nilai}"
