"""Disciplinary sanctions with the days on which they are in force."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionScoped, about, key, reference, related, word
from kinerja_admin.models.words import TINGKAT_HUKUMAN

if TYPE_CHECKING:
    from kinerja_admin.models.pegawai import Pegawai


class HukumanDisiplin(RegionScoped, Base):
    """A sanction of a person."""

    __tablename__ = "hukuman_disiplin"
    __label__ = "Hukuman disiplin"
    __plural__ = "Daftar hukuman disiplin"
    __group__ = "Kepegawaian"

    id: Mapped[int] = key()
    pegawai_id: Mapped[int] = reference("pegawai", "Pegawai", shown=True)
    tingkat: Mapped[str] = word(TINGKAT_HUKUMAN, "Tingkat", shown=True)
    jenis: Mapped[str] = mapped_column(
        info=about("Jenis", "Misalnya teguran tertulis, pemotongan TPP 25% selama 6 bulan.", shown=True)
    )
    mulai: Mapped[date] = mapped_column(info=about("Mulai", "Hari pertama berlaku.", shown=True))
    selesai: Mapped[date | None] = mapped_column(
        info=about("Selesai", "Hari terakhir berlaku; kosong bila belum ditentukan.", shown=True)
    )
    dasar: Mapped[str] = mapped_column(info=about("Dasar", "Nomor dan tanggal keputusan.", search=True))

    pegawai: Mapped[Pegawai] = related("HukumanDisiplin.pegawai_id", "Pegawai")

    __table_args__ = (CheckConstraint("selesai >= mulai", name="selesai_setelah_mulai"),)

    def __str__(self) -> str:
        """Kind and first day."""
        return f"{self.jenis} sejak {self.mulai:%d-%m-%Y}"
