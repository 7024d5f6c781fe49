"""Leave."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionScoped, about, key, reference, related, word
from kinerja_admin.models.words import JENIS_CUTI

if TYPE_CHECKING:
    from kinerja_admin.models.pegawai import Pegawai


class Cuti(RegionScoped, Base):
    """A granted leave; leaves of a person never overlap. The reason of a sick leave is nobody's business here."""

    __tablename__ = "cuti"
    __label__ = "Cuti"
    __plural__ = "Daftar cuti"
    __group__ = "Kehadiran"

    id: Mapped[int] = key()
    pegawai_id: Mapped[int] = reference("pegawai", "Pegawai", shown=True)
    jenis: Mapped[str] = word(JENIS_CUTI, "Jenis", shown=True)
    mulai: Mapped[date] = mapped_column(info=about("Mulai", shown=True))
    selesai: Mapped[date] = mapped_column(info=about("Selesai", "Hari terakhir cuti.", shown=True))
    dasar: Mapped[str | None] = mapped_column(info=about("Dasar", "Nomor surat izin cuti.", search=True))

    pegawai: Mapped[Pegawai] = related("Cuti.pegawai_id", "Pegawai")

    __table_args__ = (
        CheckConstraint("selesai >= mulai", name="selesai_setelah_mulai"),
        Index(None, "region_id", "mulai"),
    )

    def __str__(self) -> str:
        """Kind and days."""
        return f"Cuti {self.jenis} {self.mulai:%d-%m-%Y} s.d. {self.selesai:%d-%m-%Y}"
