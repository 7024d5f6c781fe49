"""Mass dispensations: a day on which a whole unit, or everybody, need not be clocked."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionScoped, about, key, reference, related
from kinerja_admin.models.types import Moment

if TYPE_CHECKING:
    from kinerja_admin.models.pegawai import Pegawai
    from kinerja_admin.models.unit_kerja import UnitKerja


class Dispensasi(RegionScoped, Base):
    """A dispensation for one day, with its reason; it counts once somebody approved it."""

    __tablename__ = "dispensasi"
    __label__ = "Dispensasi massal"
    __plural__ = "Daftar dispensasi massal"
    __group__ = "Kehadiran"

    id: Mapped[int] = key()
    tanggal: Mapped[date] = mapped_column(info=about("Tanggal", shown=True))
    unit_kerja_id: Mapped[int | None] = reference(
        "unit_kerja", "Unit kerja", "Kosong: seluruh pegawai daerah.", shown=True
    )
    alasan: Mapped[str] = mapped_column(info=about("Alasan", "Misalnya gangguan mesin presensi.", shown=True))
    disetujui_oleh_id: Mapped[int | None] = reference("pegawai", "Disetujui oleh", shown=True)
    disetujui_pada: Mapped[datetime | None] = mapped_column(Moment, info=about("Disetujui pada"))

    unit_kerja: Mapped[UnitKerja | None] = related("Dispensasi.unit_kerja_id", "UnitKerja")
    disetujui_oleh: Mapped[Pegawai | None] = related("Dispensasi.disetujui_oleh_id", "Pegawai")

    __table_args__ = (
        UniqueConstraint("region_id", "tanggal", "unit_kerja_id"),
        Index(
            "uq_dispensasi_seluruh_daerah",
            "region_id",
            "tanggal",
            unique=True,
            sqlite_where=text("unit_kerja_id IS NULL"),
            postgresql_where=text("unit_kerja_id IS NULL"),
        ),
    )

    def __str__(self) -> str:
        """Day and reason."""
        return f"{self.tanggal:%d-%m-%Y}: {self.alasan}"
