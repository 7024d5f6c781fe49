"""Indicators of plans under PermenPANRB 8/2021."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionScoped, about, key, reference, related, word
from kinerja_admin.models.types import Exact
from kinerja_admin.models.words import ARAH_CAPAIAN

if TYPE_CHECKING:
    from kinerja_admin.models.skp_lama import SkpLama


class IndikatorSkp(RegionScoped, Base):
    """An indicator with a target, or a range of targets, and its result."""

    __tablename__ = "indikator_skp"
    __label__ = "Indikator SKP"
    __plural__ = "Daftar indikator SKP"
    __group__ = "Penilaian lama"

    id: Mapped[int] = key()
    skp_lama_id: Mapped[int] = reference("skp_lama", "SKP lama", shown=True, index=False)
    nomor: Mapped[int] = mapped_column(info=about("Nomor", "Urutan di dalam SKP.", shown=True))
    uraian: Mapped[str] = mapped_column(Text, info=about("Uraian", shown=True, search=True))
    satuan: Mapped[str | None] = mapped_column(info=about("Satuan", "Misalnya dokumen, persen, hari."))
    arah: Mapped[str] = word(ARAH_CAPAIAN, "Arah", default="naik")
    bobot: Mapped[Decimal] = mapped_column(Exact(2), info=about("Bobot", unit="persen", shown=True))
    target: Mapped[Decimal] = mapped_column(Exact(2), info=about("Target", "Atau batas bawah rentangnya.", shown=True))
    target_atas: Mapped[Decimal | None] = mapped_column(
        Exact(2), info=about("Target atas", "Batas atas rentang; kosong bila targetnya satu angka.")
    )
    target_terbesar: Mapped[bool] = mapped_column(
        default=False, info=about("Target terbesar", "Target sudah nilai terbesar yang mungkin.")
    )
    realisasi: Mapped[Decimal | None] = mapped_column(Exact(2), info=about("Realisasi", shown=True))

    skp_lama: Mapped[SkpLama] = related("IndikatorSkp.skp_lama_id", "SkpLama")

    __table_args__ = (
        UniqueConstraint("skp_lama_id", "nomor"),
        CheckConstraint("bobot BETWEEN 0 AND 10000", name="bobot"),
        CheckConstraint("target >= 0", name="target"),
        CheckConstraint("target_atas >= target", name="target_atas"),
        CheckConstraint("realisasi >= 0", name="realisasi"),
    )

    def __str__(self) -> str:
        """What is measured."""
        return f"{self.nomor}. {self.uraian}"
