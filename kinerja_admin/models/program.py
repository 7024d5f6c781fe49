"""Programmes and their effect."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionScoped, about, key, reference, related, word
from kinerja_admin.models.types import Exact
from kinerja_admin.models.words import ARAH_CAPAIAN

if TYPE_CHECKING:
    from kinerja_admin.models.unit_kerja import UnitKerja


class Program(RegionScoped, Base):
    """A programme of a unit with what it changed, measured before and after."""

    __tablename__ = "program"
    __label__ = "Program"
    __plural__ = "Daftar program"
    __group__ = "Inovasi dan program"

    id: Mapped[int] = key()
    kode: Mapped[str] = mapped_column(info=about("Kode", shown=True, search=True))
    nama: Mapped[str] = mapped_column(info=about("Nama", shown=True, search=True))
    unit_kerja_id: Mapped[int] = reference("unit_kerja", "Unit kerja", shown=True)
    mulai: Mapped[date] = mapped_column(info=about("Mulai", shown=True))
    selesai: Mapped[date | None] = mapped_column(info=about("Selesai", "Kosong selama masih berjalan.", shown=True))
    ukuran: Mapped[str | None] = mapped_column(info=about("Ukuran", "Apa yang diukur, misalnya lama menunggu."))
    satuan: Mapped[str | None] = mapped_column(info=about("Satuan"))
    arah: Mapped[str] = word(ARAH_CAPAIAN, "Arah", default="naik")
    sebelum: Mapped[Decimal | None] = mapped_column(Exact(2), info=about("Sebelum", "Keadaan awal.", shown=True))
    sesudah: Mapped[Decimal | None] = mapped_column(Exact(2), info=about("Sesudah", "Keadaan sesudahnya.", shown=True))
    diukur_pada: Mapped[date | None] = mapped_column(info=about("Diukur pada"))
    bukti: Mapped[str | None] = mapped_column(info=about("Bukti", "Tautan atau nomor dokumen."))

    unit_kerja: Mapped[UnitKerja] = related("Program.unit_kerja_id", "UnitKerja")

    __table_args__ = (
        UniqueConstraint("region_id", "kode"),
        CheckConstraint("selesai >= mulai", name="selesai_setelah_mulai"),
        CheckConstraint("sesudah IS NULL OR diukur_pada IS NOT NULL", name="diukur_pada"),
    )

    def __str__(self) -> str:
        """The name people say."""
        return self.nama
