"""Who staffs a service, from when to when."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionScoped, about, key, reference, related

if TYPE_CHECKING:
    from kinerja_admin.models.layanan import Layanan
    from kinerja_admin.models.pegawai import Pegawai


class PetugasLayanan(RegionScoped, Base):
    """A person at a service."""

    __tablename__ = "petugas_layanan"
    __label__ = "Petugas layanan"
    __plural__ = "Daftar petugas layanan"
    __group__ = "Kinerja"

    id: Mapped[int] = key()
    layanan_id: Mapped[int] = reference("layanan", "Layanan", shown=True, index=False)
    pegawai_id: Mapped[int] = reference("pegawai", "Pegawai", shown=True)
    mulai: Mapped[date] = mapped_column(info=about("Mulai", shown=True))
    selesai: Mapped[date | None] = mapped_column(info=about("Selesai", "Kosong selama masih bertugas.", shown=True))

    layanan: Mapped[Layanan] = related("PetugasLayanan.layanan_id", "Layanan")
    pegawai: Mapped[Pegawai] = related("PetugasLayanan.pegawai_id", "Pegawai")

    __table_args__ = (
        UniqueConstraint("layanan_id", "pegawai_id", "mulai"),
        CheckConstraint("selesai >= mulai", name="selesai_setelah_mulai"),
    )

    def __str__(self) -> str:
        """Person and service."""
        return f"{self.pegawai} di {self.layanan}"
