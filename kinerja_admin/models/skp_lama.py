"""Plans and their results under the older rules, for the years in which those held."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionScoped, about, key, reference, related
from kinerja_admin.models.types import Exact

if TYPE_CHECKING:
    from kinerja_admin.models.pegawai import Pegawai


class SkpLama(RegionScoped, Base):
    """A person's plan of a period under PP 46/2011 or PermenPANRB 8/2021."""

    __tablename__ = "skp_lama"
    __label__ = "SKP lama"
    __plural__ = "Daftar SKP lama"
    __group__ = "Penilaian lama"

    id: Mapped[int] = key()
    pegawai_id: Mapped[int] = reference("pegawai", "Pegawai", shown=True, index=False)
    periode: Mapped[str] = mapped_column(info=about("Periode", "Misalnya 2019 atau 2021-S2.", shown=True))
    tugas_tambahan: Mapped[int | None] = mapped_column(
        info=about("Tugas tambahan", "Menurut PP 46/2011, 0 sampai 3.", unit="skor", shown=True)
    )
    kreativitas: Mapped[int | None] = mapped_column(
        info=about("Kreativitas", "Menurut PP 46/2011, 0 sampai 12.", unit="skor", shown=True)
    )
    kinerja_tambahan: Mapped[Decimal | None] = mapped_column(
        Exact(2), info=about("Kinerja tambahan", "Menurut PermenPANRB 8/2021.", unit="skor", shown=True)
    )

    pegawai: Mapped[Pegawai] = related("SkpLama.pegawai_id", "Pegawai")

    __table_args__ = (
        UniqueConstraint("pegawai_id", "periode"),
        Index(None, "region_id", "periode"),
        CheckConstraint("length(periode) IN (4, 7)", name="periode"),
        CheckConstraint("tugas_tambahan BETWEEN 0 AND 3", name="tugas_tambahan"),
        CheckConstraint("kreativitas BETWEEN 0 AND 12", name="kreativitas"),
        CheckConstraint("kinerja_tambahan >= 0", name="kinerja_tambahan"),
    )

    def __str__(self) -> str:
        """Person and period."""
        return f"SKP {self.periode} {self.pegawai}"
