"""Which status a person had from when: CPNS, then PNS."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionScoped, about, key, reference, related, word
from kinerja_admin.models.words import STATUS_PEGAWAI

if TYPE_CHECKING:
    from kinerja_admin.models.pegawai import Pegawai


class RiwayatStatus(RegionScoped, Base):
    """A status, held until the next one begins."""

    __tablename__ = "riwayat_status"
    __label__ = "Riwayat status"
    __plural__ = "Riwayat status"
    __group__ = "Kepegawaian"

    id: Mapped[int] = key()
    pegawai_id: Mapped[int] = reference("pegawai", "Pegawai", shown=True, index=False)
    status: Mapped[str] = word(STATUS_PEGAWAI, "Status", shown=True)
    mulai: Mapped[date] = mapped_column(info=about("Mulai", shown=True))
    nomor_sk: Mapped[str | None] = mapped_column(info=about("Nomor SK", search=True))

    pegawai: Mapped[Pegawai] = related("RiwayatStatus.pegawai_id", "Pegawai")

    __table_args__ = (UniqueConstraint("pegawai_id", "mulai"),)

    def __str__(self) -> str:
        """Status and its first day."""
        return f"{self.status} sejak {self.mulai:%d-%m-%Y}"
