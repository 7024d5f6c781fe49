"""Credit points of functional positions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionScoped, about, key, reference, related, word
from kinerja_admin.models.types import Exact
from kinerja_admin.models.words import JENIS_ANGKA_KREDIT, JENJANG

if TYPE_CHECKING:
    from kinerja_admin.models.golongan import Golongan
    from kinerja_admin.models.pegawai import Pegawai


class AngkaKredit(RegionScoped, Base):
    """Points of a person for a span of time, at one level of the position and in one rank."""

    __tablename__ = "angka_kredit"
    __label__ = "Angka kredit"
    __plural__ = "Daftar angka kredit"
    __group__ = "Kepegawaian"

    id: Mapped[int] = key()
    pegawai_id: Mapped[int] = reference("pegawai", "Pegawai", shown=True, index=False)
    jenis: Mapped[str] = word(JENIS_ANGKA_KREDIT, "Jenis", shown=True, default="konversi")
    jenjang: Mapped[str] = word(JENJANG, "Jenjang", "Jenjang jabatan fungsional yang dinilai.", shown=True)
    golongan_id: Mapped[int] = reference(
        "golongan", "Golongan", "Pangkat pada masa itu.", same_region=False, shown=True, index=False
    )
    mulai: Mapped[date] = mapped_column(info=about("Mulai", shown=True))
    selesai: Mapped[date] = mapped_column(info=about("Selesai", "Hari terakhir masa yang dinilai.", shown=True))
    jumlah: Mapped[Decimal] = mapped_column(Exact(3), info=about("Jumlah", unit="angka kredit", shown=True))
    nomor_pak: Mapped[str | None] = mapped_column(info=about("Nomor PAK", "Penetapan angka kredit.", search=True))

    pegawai: Mapped[Pegawai] = related("AngkaKredit.pegawai_id", "Pegawai")
    golongan: Mapped[Golongan] = related("AngkaKredit.golongan_id", "Golongan")

    __table_args__ = (
        UniqueConstraint("pegawai_id", "jenis", "mulai"),
        CheckConstraint("selesai >= mulai", name="selesai_setelah_mulai"),
        CheckConstraint("jumlah >= 0", name="jumlah"),
    )

    def __str__(self) -> str:
        """Points and their last day."""
        return f"{self.jumlah} sampai {self.selesai:%d-%m-%Y}"
