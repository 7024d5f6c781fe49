"""Annual performance plans (SKP)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionScoped, about, key, reference, related, word
from kinerja_admin.models.types import Moment
from kinerja_admin.models.words import STATUS_RENCANA

if TYPE_CHECKING:
    from kinerja_admin.models.pegawai import Pegawai


class Rencana(RegionScoped, Base):
    """A person's plan for a year, approved by the superior."""

    __tablename__ = "rencana"
    __label__ = "Rencana kinerja"
    __plural__ = "Daftar rencana kinerja"
    __group__ = "Kinerja"

    id: Mapped[int] = key()
    pegawai_id: Mapped[int] = reference("pegawai", "Pegawai", shown=True, index=False)
    tahun: Mapped[int] = mapped_column(info=about("Tahun", shown=True))
    status: Mapped[str] = word(STATUS_RENCANA, "Status", shown=True, default="draf")
    diajukan_pada: Mapped[datetime | None] = mapped_column(Moment, info=about("Diajukan pada"))
    disetujui_oleh_id: Mapped[int | None] = reference("pegawai", "Disetujui oleh", shown=True)
    disetujui_pada: Mapped[datetime | None] = mapped_column(Moment, info=about("Disetujui pada", shown=True))

    pegawai: Mapped[Pegawai] = related("Rencana.pegawai_id", "Pegawai")
    disetujui_oleh: Mapped[Pegawai | None] = related("Rencana.disetujui_oleh_id", "Pegawai")

    __table_args__ = (
        UniqueConstraint("pegawai_id", "tahun"),
        Index(None, "region_id", "tahun"),
        CheckConstraint("tahun BETWEEN 2000 AND 2100", name="tahun"),
        CheckConstraint("status <> 'disetujui' OR disetujui_pada IS NOT NULL", name="disetujui_pada"),
        CheckConstraint("disetujui_oleh_id <> pegawai_id", name="bukan_diri_sendiri"),
    )

    def __str__(self) -> str:
        """Person and year."""
        return f"Rencana {self.tahun} {self.pegawai}"
