"""Ratings by superiors."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionScoped, about, key, reference, related, word
from kinerja_admin.models.types import Exact, Moment
from kinerja_admin.models.words import EKSPEKTASI

if TYPE_CHECKING:
    from kinerja_admin.models.pegawai import Pegawai


class Penilaian(RegionScoped, Base):
    """What a superior says of a person's period: results, behaviour, and words."""

    __tablename__ = "penilaian"
    __label__ = "Penilaian"
    __plural__ = "Daftar penilaian"
    __group__ = "Kinerja"

    id: Mapped[int] = key()
    pegawai_id: Mapped[int] = reference("pegawai", "Pegawai", shown=True, index=False)
    periode: Mapped[str] = mapped_column(info=about("Periode", "2026-03, 2026-Q1, 2026-S1 atau 2026.", shown=True))
    penilai_id: Mapped[int] = reference("pegawai", "Penilai", "Atasan langsung.", shown=True)
    nilai_sendiri: Mapped[Decimal | None] = mapped_column(
        Exact(2),
        info=about("Nilai sendiri", "Penilaian diri, 0 sampai 100; kosong bila tidak diberikan.", unit="skor"),
    )
    dinilai_sendiri_pada: Mapped[datetime | None] = mapped_column(Moment, info=about("Dinilai sendiri pada"))
    hasil_kerja: Mapped[str | None] = word(EKSPEKTASI, "Hasil kerja", shown=True)
    perilaku_kerja: Mapped[str | None] = word(EKSPEKTASI, "Perilaku kerja", shown=True)
    umpan_balik: Mapped[str | None] = mapped_column(Text, info=about("Umpan balik"))
    dinilai_pada: Mapped[datetime | None] = mapped_column(Moment, info=about("Dinilai pada"))

    pegawai: Mapped[Pegawai] = related("Penilaian.pegawai_id", "Pegawai")
    penilai: Mapped[Pegawai] = related("Penilaian.penilai_id", "Pegawai")

    __table_args__ = (
        UniqueConstraint("pegawai_id", "periode"),
        Index(None, "region_id", "periode"),
        CheckConstraint("length(periode) IN (4, 7)", name="periode"),
        CheckConstraint("penilai_id <> pegawai_id", name="bukan_diri_sendiri"),
        CheckConstraint("nilai_sendiri BETWEEN 0 AND 10000", name="nilai_sendiri"),
    )

    def __str__(self) -> str:
        """Person and period."""
        return f"{self.pegawai} {self.periode}"
