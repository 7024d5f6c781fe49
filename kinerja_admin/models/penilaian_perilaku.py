"""Ratings of the seven BerAKHLAK values."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionScoped, about, key, reference, related, word
from kinerja_admin.models.types import Exact
from kinerja_admin.models.words import ASPEK_PERILAKU

if TYPE_CHECKING:
    from kinerja_admin.models.penilaian import Penilaian


class PenilaianPerilaku(RegionScoped, Base):
    """One value within a rating."""

    __tablename__ = "penilaian_perilaku"
    __label__ = "Penilaian perilaku"
    __plural__ = "Daftar penilaian perilaku"
    __group__ = "Kinerja"

    id: Mapped[int] = key()
    penilaian_id: Mapped[int] = reference("penilaian", "Penilaian", shown=True, index=False)
    aspek: Mapped[str] = word(ASPEK_PERILAKU, "Aspek", shown=True)
    nilai: Mapped[Decimal | None] = mapped_column(
        Exact(2), info=about("Nilai", "0 sampai 100; kosong bila belum dinilai.", unit="skor", shown=True)
    )

    penilaian: Mapped[Penilaian] = related("PenilaianPerilaku.penilaian_id", "Penilaian")

    __table_args__ = (
        UniqueConstraint("penilaian_id", "aspek"),
        CheckConstraint("nilai BETWEEN 0 AND 10000", name="nilai"),
    )

    def __str__(self) -> str:
        """Value and rating."""
        return f"{ASPEK_PERILAKU.get(self.aspek, self.aspek)}: {self.nilai}"
