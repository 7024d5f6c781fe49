"""Assessments for the map of talents."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionScoped, about, key, reference, related, word
from kinerja_admin.models.types import Exact
from kinerja_admin.models.words import JENIS_ASESMEN

if TYPE_CHECKING:
    from kinerja_admin.models.pegawai import Pegawai


class AsesmenTalenta(RegionScoped, Base):
    """A score of one kind from a day on, valid until a day."""

    __tablename__ = "asesmen_talenta"
    __label__ = "Asesmen talenta"
    __plural__ = "Daftar asesmen talenta"
    __group__ = "Kepegawaian"

    id: Mapped[int] = key()
    pegawai_id: Mapped[int] = reference("pegawai", "Pegawai", shown=True, index=False)
    jenis: Mapped[str] = word(JENIS_ASESMEN, "Jenis", shown=True)
    tanggal: Mapped[date] = mapped_column(info=about("Tanggal", "Hari nilai itu ditetapkan.", shown=True))
    berlaku_sampai: Mapped[date | None] = mapped_column(
        info=about("Berlaku sampai", "Kosong: sampai ada yang lebih baru.", shown=True)
    )
    nilai: Mapped[Decimal] = mapped_column(Exact(2), info=about("Nilai", "0 sampai 100.", unit="skor", shown=True))
    penyelenggara: Mapped[str | None] = mapped_column(info=about("Penyelenggara"))
    dasar: Mapped[str | None] = mapped_column(info=about("Dasar", "Nomor laporan.", search=True))

    pegawai: Mapped[Pegawai] = related("AsesmenTalenta.pegawai_id", "Pegawai")

    __table_args__ = (
        UniqueConstraint("pegawai_id", "jenis", "tanggal"),
        CheckConstraint("berlaku_sampai >= tanggal", name="berlaku_sampai"),
        CheckConstraint("nilai BETWEEN 0 AND 10000", name="nilai"),
    )

    def __str__(self) -> str:
        """Kind and score."""
        return f"{JENIS_ASESMEN.get(self.jenis, self.jenis)}: {self.nilai}"
