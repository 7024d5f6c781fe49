"""The calendar of the process."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionScoped, about, key, word
from kinerja_admin.models.words import TAHAP_KINERJA


class Tahapan(RegionScoped, Base):
    """A stage of a period, open from one day to another."""

    __tablename__ = "tahapan"
    __label__ = "Tahapan"
    __plural__ = "Daftar tahapan"
    __group__ = "Tahapan dan keberatan"

    id: Mapped[int] = key()
    tahap: Mapped[str] = word(TAHAP_KINERJA, "Tahap", shown=True)
    periode: Mapped[str] = mapped_column(
        info=about("Periode", "2026-03, 2026-Q1, 2026-S1 atau 2026.", shown=True, search=True)
    )
    mulai: Mapped[date] = mapped_column(info=about("Mulai", shown=True))
    selesai: Mapped[date] = mapped_column(
        info=about("Selesai", "Hari terakhir; menjadi jatuh tempo kewajiban.", shown=True)
    )
    dasar: Mapped[str | None] = mapped_column(info=about("Dasar", "Nomor surat edaran."))

    __table_args__ = (
        UniqueConstraint("region_id", "tahap", "periode"),
        CheckConstraint("length(periode) IN (4, 7)", name="periode"),
        CheckConstraint("selesai >= mulai", name="selesai_setelah_mulai"),
    )

    def __str__(self) -> str:
        """Stage and period."""
        return f"{TAHAP_KINERJA.get(self.tahap, self.tahap)} {self.periode}"
