"""Who works on an innovation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from kinerja_admin.models.base import Base, RegionScoped, key, reference, related, word
from kinerja_admin.models.words import PERAN_INOVASI

if TYPE_CHECKING:
    from kinerja_admin.models.inovasi import Inovasi
    from kinerja_admin.models.pegawai import Pegawai


class AnggotaInovasi(RegionScoped, Base):
    """A person's part in an innovation."""

    __tablename__ = "anggota_inovasi"
    __label__ = "Anggota inovasi"
    __plural__ = "Daftar anggota inovasi"
    __group__ = "Inovasi dan program"

    id: Mapped[int] = key()
    inovasi_id: Mapped[int] = reference("inovasi", "Inovasi", shown=True, index=False)
    pegawai_id: Mapped[int] = reference("pegawai", "Pegawai", shown=True)
    peran: Mapped[str] = word(PERAN_INOVASI, "Peran", shown=True, default="anggota")

    inovasi: Mapped[Inovasi] = related("AnggotaInovasi.inovasi_id", "Inovasi")
    pegawai: Mapped[Pegawai] = related("AnggotaInovasi.pegawai_id", "Pegawai")

    __table_args__ = (UniqueConstraint("inovasi_id", "pegawai_id"),)

    def __str__(self) -> str:
        """Person and part."""
        return f"{self.pegawai}, {PERAN_INOVASI.get(self.peran, self.peran)}"
