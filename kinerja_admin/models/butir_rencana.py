"""Items of annual plans."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionScoped, about, key, reference, related, word
from kinerja_admin.models.types import Exact
from kinerja_admin.models.words import ARAH_CAPAIAN

if TYPE_CHECKING:
    from kinerja_admin.models.rencana import Rencana


class ButirRencana(RegionScoped, Base):
    """One result that a person plans to reach in the year."""

    __tablename__ = "butir_rencana"
    __label__ = "Butir rencana"
    __plural__ = "Daftar butir rencana"
    __group__ = "Kinerja"

    id: Mapped[int] = key()
    rencana_id: Mapped[int] = reference("rencana", "Rencana", shown=True, index=False)
    nomor: Mapped[int] = mapped_column(info=about("Nomor", "Urutan di dalam rencana.", shown=True))
    uraian: Mapped[str] = mapped_column(Text, info=about("Uraian", shown=True, search=True))
    tujuan: Mapped[str | None] = mapped_column(
        Text, info=about("Tujuan organisasi", "Sasaran daerah atau unit yang didukung.")
    )
    bobot: Mapped[Decimal] = mapped_column(Exact(2), info=about("Bobot", unit="persen", shown=True))
    target: Mapped[Decimal] = mapped_column(Exact(2), info=about("Target", "Untuk setahun penuh.", shown=True))
    satuan: Mapped[str] = mapped_column(info=about("Satuan", "Misalnya dokumen, persen, hari.", shown=True))
    arah: Mapped[str] = word(ARAH_CAPAIAN, "Arah", default="naik")

    rencana: Mapped[Rencana] = related("ButirRencana.rencana_id", "Rencana")

    __table_args__ = (
        UniqueConstraint("rencana_id", "nomor"),
        CheckConstraint("bobot BETWEEN 0 AND 10000", name="bobot"),
        CheckConstraint("target >= 0", name="target"),
    )

    def __str__(self) -> str:
        """What is to be reached."""
        return f"{self.nomor}. {self.uraian}"
