"""The calendar of days off, of the nation and of regions."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionOrNational, about, key, word
from kinerja_admin.models.words import JENIS_LIBUR


class HariLibur(RegionOrNational, Base):
    """A day off for everybody of a region, or for all regions."""

    __tablename__ = "hari_libur"
    __label__ = "Hari libur"
    __plural__ = "Kalender hari libur"
    __group__ = "Kehadiran"

    id: Mapped[int] = key()
    tanggal: Mapped[date] = mapped_column(info=about("Tanggal", shown=True))
    nama: Mapped[str] = mapped_column(info=about("Nama", shown=True, search=True))
    jenis: Mapped[str] = word(JENIS_LIBUR, "Jenis", shown=True)
    dasar: Mapped[str | None] = mapped_column(info=about("Dasar", "Keputusan yang menetapkannya."))

    __table_args__ = (
        UniqueConstraint("region_id", "tanggal"),
        Index(
            "uq_hari_libur_nasional",
            "tanggal",
            unique=True,
            sqlite_where=text("region_id IS NULL"),
            postgresql_where=text("region_id IS NULL"),
        ),
        CheckConstraint("(jenis = 'libur_daerah') = (region_id IS NOT NULL)", name="jenis_dan_daerah"),
    )

    def __str__(self) -> str:
        """Day and name."""
        return f"{self.tanggal:%d-%m-%Y} {self.nama}"
