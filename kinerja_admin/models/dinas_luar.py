"""Official duty away from the office."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionScoped, about, key, reference, related

if TYPE_CHECKING:
    from kinerja_admin.models.pegawai import Pegawai


class DinasLuar(RegionScoped, Base):
    """Days on which a person is on duty elsewhere and does not clock in."""

    __tablename__ = "dinas_luar"
    __label__ = "Dinas luar"
    __plural__ = "Daftar dinas luar"
    __group__ = "Kehadiran"

    id: Mapped[int] = key()
    pegawai_id: Mapped[int] = reference("pegawai", "Pegawai", shown=True)
    mulai: Mapped[date] = mapped_column(info=about("Mulai", shown=True))
    selesai: Mapped[date] = mapped_column(info=about("Selesai", "Hari terakhir.", shown=True))
    tujuan: Mapped[str | None] = mapped_column(info=about("Tujuan", shown=True))
    dasar: Mapped[str] = mapped_column(info=about("Dasar", "Nomor surat tugas.", search=True))

    pegawai: Mapped[Pegawai] = related("DinasLuar.pegawai_id", "Pegawai")

    __table_args__ = (
        CheckConstraint("selesai >= mulai", name="selesai_setelah_mulai"),
        Index(None, "region_id", "mulai"),
    )

    def __str__(self) -> str:
        """Days of duty."""
        return f"Dinas luar {self.mulai:%d-%m-%Y} s.d. {self.selesai:%d-%m-%Y}"
