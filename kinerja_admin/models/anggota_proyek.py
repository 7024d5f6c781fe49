"""Who works on a project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from kinerja_admin.models.base import Base, RegionScoped, key, reference, related, word
from kinerja_admin.models.words import PERAN_PROYEK

if TYPE_CHECKING:
    from kinerja_admin.models.pegawai import Pegawai
    from kinerja_admin.models.proyek import Proyek


class AnggotaProyek(RegionScoped, Base):
    """A person's part in a project."""

    __tablename__ = "anggota_proyek"
    __label__ = "Anggota proyek"
    __plural__ = "Daftar anggota proyek"
    __group__ = "Kinerja"

    id: Mapped[int] = key()
    proyek_id: Mapped[int] = reference("proyek", "Proyek", shown=True, index=False)
    pegawai_id: Mapped[int] = reference("pegawai", "Pegawai", shown=True)
    peran: Mapped[str] = word(PERAN_PROYEK, "Peran", shown=True, default="anggota")

    proyek: Mapped[Proyek] = related("AnggotaProyek.proyek_id", "Proyek")
    pegawai: Mapped[Pegawai] = related("AnggotaProyek.pegawai_id", "Pegawai")

    __table_args__ = (UniqueConstraint("proyek_id", "pegawai_id"),)

    def __str__(self) -> str:
        """Person and part."""
        return f"{self.pegawai}, {PERAN_PROYEK.get(self.peran, self.peran)}"
