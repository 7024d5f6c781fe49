"""Results of units."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionScoped, about, key, reference, related, word
from kinerja_admin.models.types import Exact
from kinerja_admin.models.words import PREDIKAT_ORGANISASI

if TYPE_CHECKING:
    from kinerja_admin.models.unit_kerja import UnitKerja


class CapaianUnit(RegionScoped, Base):
    """How a unit did in a period, as the leadership decided."""

    __tablename__ = "capaian_unit"
    __label__ = "Hasil unit kerja"
    __plural__ = "Daftar hasil unit kerja"
    __group__ = "Kinerja"

    id: Mapped[int] = key()
    unit_kerja_id: Mapped[int] = reference("unit_kerja", "Unit kerja", shown=True, index=False)
    periode: Mapped[str] = mapped_column(info=about("Periode", "2026-Q1, 2026-S1 atau 2026.", shown=True))
    predikat: Mapped[str] = word(PREDIKAT_ORGANISASI, "Predikat", shown=True)
    nilai: Mapped[Decimal | None] = mapped_column(Exact(2), info=about("Nilai", unit="skor", shown=True))
    uraian: Mapped[str | None] = mapped_column(Text, info=about("Uraian"))
    ditetapkan_pada: Mapped[date | None] = mapped_column(info=about("Ditetapkan pada", shown=True))
    dasar: Mapped[str | None] = mapped_column(info=about("Dasar", "Nomor keputusan.", search=True))

    unit_kerja: Mapped[UnitKerja] = related("CapaianUnit.unit_kerja_id", "UnitKerja")

    __table_args__ = (
        UniqueConstraint("unit_kerja_id", "periode"),
        Index(None, "region_id", "periode"),
        CheckConstraint("length(periode) IN (4, 7)", name="periode"),
        CheckConstraint("nilai >= 0", name="nilai"),
    )

    def __str__(self) -> str:
        """Unit, period and result."""
        return f"{self.unit_kerja} {self.periode}: {PREDIKAT_ORGANISASI.get(self.predikat, self.predikat)}"
