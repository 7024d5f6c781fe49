"""Training."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionScoped, about, key, word
from kinerja_admin.models.words import CARA_PELATIHAN, JENIS_PELATIHAN


class Pelatihan(RegionScoped, Base):
    """A course with its kind, hours and organiser."""

    __tablename__ = "pelatihan"
    __label__ = "Pelatihan"
    __plural__ = "Daftar pelatihan"
    __group__ = "Pengembangan"

    id: Mapped[int] = key()
    kode: Mapped[str] = mapped_column(info=about("Kode", shown=True, search=True))
    nama: Mapped[str] = mapped_column(info=about("Nama", shown=True, search=True))
    jenis: Mapped[str] = word(JENIS_PELATIHAN, "Jenis", shown=True)
    cara: Mapped[str] = word(CARA_PELATIHAN, "Cara", shown=True, default="klasikal")
    penyelenggara: Mapped[str] = mapped_column(info=about("Penyelenggara"))
    tempat: Mapped[str | None] = mapped_column(info=about("Tempat"))
    materi: Mapped[str | None] = mapped_column(Text, info=about("Materi"))
    mulai: Mapped[date] = mapped_column(info=about("Mulai", shown=True))
    selesai: Mapped[date] = mapped_column(info=about("Selesai", shown=True))
    jp: Mapped[int] = mapped_column(info=about("Jam pelajaran", unit="JP", shown=True))

    __table_args__ = (
        UniqueConstraint("region_id", "kode"),
        Index(None, "region_id", "mulai"),
        CheckConstraint("selesai >= mulai", name="selesai_setelah_mulai"),
        CheckConstraint("jp >= 0", name="jp"),
    )

    def __str__(self) -> str:
        """The name people say."""
        return self.nama
