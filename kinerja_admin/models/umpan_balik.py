"""Feedback of colleagues and subordinates."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionScoped, about, key, reference, related, word
from kinerja_admin.models.types import Exact, Moment
from kinerja_admin.models.words import JENIS_UMPAN_BALIK

if TYPE_CHECKING:
    from kinerja_admin.models.pegawai import Pegawai


class UmpanBalik(RegionScoped, Base):
    """What one person says of another's period; the session hides it from the rated one (``db/criteria.py``)."""

    __tablename__ = "umpan_balik"
    __label__ = "Umpan balik"
    __plural__ = "Daftar umpan balik"
    __group__ = "Umpan balik dan survei"
    __confidential__ = True

    id: Mapped[int] = key()
    dinilai_id: Mapped[int] = reference("pegawai", "Yang dinilai", shown=True, index=False)
    penilai_id: Mapped[int] = reference("pegawai", "Penilai", "Tidak ditunjukkan kepada yang dinilai.", shown=True)
    jenis: Mapped[str] = word(JENIS_UMPAN_BALIK, "Jenis", "Hubungan penilai dengan yang dinilai.", shown=True)
    periode: Mapped[str] = mapped_column(info=about("Periode", "2026-03, 2026-Q1, 2026-S1 atau 2026.", shown=True))
    nilai: Mapped[Decimal] = mapped_column(Exact(2), info=about("Nilai", "0 sampai 100.", unit="skor", shown=True))
    catatan: Mapped[str | None] = mapped_column(Text, info=about("Catatan", "Saran untuk yang dinilai."))
    diberikan_pada: Mapped[datetime | None] = mapped_column(Moment, info=about("Diberikan pada"))

    dinilai: Mapped[Pegawai] = related("UmpanBalik.dinilai_id", "Pegawai")
    penilai: Mapped[Pegawai] = related("UmpanBalik.penilai_id", "Pegawai")

    __table_args__ = (
        UniqueConstraint("dinilai_id", "penilai_id", "periode"),
        Index(None, "region_id", "periode"),
        CheckConstraint("length(periode) IN (4, 7)", name="periode"),
        CheckConstraint("nilai BETWEEN 0 AND 10000", name="nilai"),
        CheckConstraint("penilai_id <> dinilai_id", name="bukan_diri_sendiri"),
    )

    def __str__(self) -> str:
        """Kind and period; the rater is not named."""
        return f"{JENIS_UMPAN_BALIK.get(self.jenis, self.jenis)} {self.periode}"
