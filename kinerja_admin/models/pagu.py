"""Budget ceilings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionScoped, about, key, reference, related, word
from kinerja_admin.models.types import Rupiah
from kinerja_admin.models.words import JENIS_PAGU

if TYPE_CHECKING:
    from kinerja_admin.models.unit_kerja import UnitKerja


class Pagu(RegionScoped, Base):
    """What a unit, or the whole region, may spend on one purpose in a year."""

    __tablename__ = "pagu"
    __label__ = "Pagu"
    __plural__ = "Daftar pagu"
    __group__ = "Organisasi"

    id: Mapped[int] = key()
    tahun: Mapped[int] = mapped_column(info=about("Tahun", shown=True))
    jenis: Mapped[str] = word(JENIS_PAGU, "Jenis", shown=True, default="tpp")
    unit_kerja_id: Mapped[int | None] = reference("unit_kerja", "Unit kerja", "Kosong: seluruh daerah.", shown=True)
    jumlah: Mapped[int] = mapped_column(Rupiah, info=about("Jumlah", unit="rupiah", shown=True))
    dasar: Mapped[str | None] = mapped_column(info=about("Dasar", "Nomor DPA atau peraturan APBD.", search=True))

    unit_kerja: Mapped[UnitKerja | None] = related("Pagu.unit_kerja_id", "UnitKerja")

    __table_args__ = (
        UniqueConstraint("region_id", "tahun", "jenis", "unit_kerja_id"),
        Index(
            "uq_pagu_seluruh_daerah",
            *("region_id", "tahun", "jenis"),
            unique=True,
            sqlite_where=text("unit_kerja_id IS NULL"),
            postgresql_where=text("unit_kerja_id IS NULL"),
        ),
        CheckConstraint("tahun BETWEEN 2000 AND 2100", name="tahun"),
        CheckConstraint("jumlah >= 0", name="jumlah"),
    )

    def __str__(self) -> str:
        """Purpose, year and place."""
        return f"Pagu {JENIS_PAGU.get(self.jenis, self.jenis)} {self.tahun} {self.unit_kerja or self.region_id}"
