"""Income that stays free of tax, by the family's state on the first of January."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionScoped, about, key, reference, related, word
from kinerja_admin.models.words import STATUS_PTKP

if TYPE_CHECKING:
    from kinerja_admin.models.pegawai import Pegawai


class StatusPtkp(RegionScoped, Base):
    """A person's status from a year on, until another one is recorded."""

    __tablename__ = "status_ptkp"
    __label__ = "Status PTKP"
    __plural__ = "Daftar status PTKP"
    __group__ = "Tunjangan dan pajak"
    __confidential__ = True

    id: Mapped[int] = key()
    pegawai_id: Mapped[int] = reference("pegawai", "Pegawai", shown=True, index=False)
    tahun: Mapped[int] = mapped_column(
        info=about("Tahun", "Keadaan pada 1 Januari tahun ini; berlaku sampai ada yang lebih baru.", shown=True)
    )
    status: Mapped[str] = word(
        STATUS_PTKP, "Status", "TK: tidak kawin, K: kawin; angkanya banyak tanggungan.", shown=True
    )
    dasar: Mapped[str | None] = mapped_column(info=about("Dasar", "Nomor surat pernyataan.", search=True))

    pegawai: Mapped[Pegawai] = related("StatusPtkp.pegawai_id", "Pegawai")

    __table_args__ = (
        UniqueConstraint("pegawai_id", "tahun"),
        CheckConstraint("tahun BETWEEN 2000 AND 2100", name="tahun"),
    )

    def __str__(self) -> str:
        """Status and year."""
        return f"{self.status} ({self.tahun})"
