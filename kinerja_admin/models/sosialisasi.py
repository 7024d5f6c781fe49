"""Events that explain the rules to those they concern."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionScoped, about, key, reference, related

if TYPE_CHECKING:
    from kinerja_admin.models.unit_kerja import UnitKerja


class Sosialisasi(RegionScoped, Base):
    """An event, its subject and organiser."""

    __tablename__ = "sosialisasi"
    __label__ = "Sosialisasi"
    __plural__ = "Daftar sosialisasi"
    __group__ = "Pengembangan"

    id: Mapped[int] = key()
    kode: Mapped[str] = mapped_column(info=about("Kode", shown=True, search=True))
    judul: Mapped[str] = mapped_column(info=about("Judul", shown=True, search=True))
    tanggal: Mapped[date] = mapped_column(info=about("Tanggal", shown=True))
    tempat: Mapped[str | None] = mapped_column(info=about("Tempat"))
    materi: Mapped[str | None] = mapped_column(Text, info=about("Materi"))
    unit_kerja_id: Mapped[int | None] = reference("unit_kerja", "Unit kerja", "Penyelenggara.", shown=True)

    unit_kerja: Mapped[UnitKerja | None] = related("Sosialisasi.unit_kerja_id", "UnitKerja")

    __table_args__ = (
        UniqueConstraint("region_id", "kode"),
        Index(None, "region_id", "tanggal"),
    )

    def __str__(self) -> str:
        """Subject and day."""
        return f"{self.judul} ({self.tanggal:%d-%m-%Y})"
