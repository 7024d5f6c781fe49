"""Ranks: I/a to IV/e for civil servants, I to XVII for contracted ones."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, NationalReference, about, key, word
from kinerja_admin.models.words import JENIS_GOLONGAN


class Golongan(NationalReference, Base):
    """A rank of the national scale."""

    __tablename__ = "golongan"
    __label__ = "Golongan"
    __plural__ = "Daftar golongan"
    __group__ = "Organisasi"

    id: Mapped[int] = key()
    kode: Mapped[str] = mapped_column(unique=True, info=about("Golongan", shown=True, search=True))
    jenis: Mapped[str] = word(JENIS_GOLONGAN, "Untuk", shown=True)
    urutan: Mapped[int] = mapped_column(info=about("Urutan", "Dari yang terendah, mulai 1.", shown=True))
    pangkat: Mapped[str | None] = mapped_column(
        info=about("Pangkat", "Kosong untuk PPPK, yang tidak mempunyai nama pangkat.", shown=True, search=True)
    )

    __table_args__ = (
        UniqueConstraint("jenis", "urutan"),
        CheckConstraint("urutan >= 1", name="urutan_positif"),
    )

    def __str__(self) -> str:
        """Rank with its name where it has one."""
        return f"{self.kode} – {self.pangkat}" if self.pangkat else self.kode
