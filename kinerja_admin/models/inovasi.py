"""Innovations; what was declared an experiment may fail."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionScoped, about, key, reference, related, word
from kinerja_admin.models.types import Exact
from kinerja_admin.models.words import ARAH_CAPAIAN, TAHAP_INOVASI

if TYPE_CHECKING:
    from kinerja_admin.models.program import Program
    from kinerja_admin.models.unit_kerja import UnitKerja


class Inovasi(RegionScoped, Base):
    """An innovation of a unit, from proposal to use."""

    __tablename__ = "inovasi"
    __label__ = "Inovasi"
    __plural__ = "Daftar inovasi"
    __group__ = "Inovasi dan program"

    id: Mapped[int] = key()
    kode: Mapped[str] = mapped_column(info=about("Kode", shown=True, search=True))
    judul: Mapped[str] = mapped_column(info=about("Judul", shown=True, search=True))
    uraian: Mapped[str | None] = mapped_column(Text, info=about("Uraian"))
    unit_kerja_id: Mapped[int] = reference("unit_kerja", "Unit kerja", shown=True)
    program_id: Mapped[int | None] = reference(
        "program", "Program", "Program inovasi pemerintah daerah yang menaunginya; kosong: prakarsa sendiri."
    )
    tahap: Mapped[str] = word(TAHAP_INOVASI, "Tahap", shown=True, default="usulan")
    percobaan: Mapped[bool] = mapped_column(
        default=False,
        info=about("Percobaan", "Dinyatakan percobaan sejak awal; kegagalannya tidak menurunkan nilai.", shown=True),
    )
    mulai: Mapped[date] = mapped_column(info=about("Mulai", shown=True))
    selesai: Mapped[date | None] = mapped_column(info=about("Selesai", "Kosong selama masih berjalan."))
    dievaluasi_pada: Mapped[date | None] = mapped_column(info=about("Dievaluasi pada", shown=True))
    berhasil: Mapped[bool | None] = mapped_column(info=about("Berhasil", "Kosong selama belum dievaluasi.", shown=True))
    ukuran: Mapped[str | None] = mapped_column(info=about("Ukuran", "Apa yang diukur, misalnya lama pelayanan."))
    satuan: Mapped[str | None] = mapped_column(info=about("Satuan"))
    arah: Mapped[str] = word(ARAH_CAPAIAN, "Arah", default="naik")
    sebelum: Mapped[Decimal | None] = mapped_column(Exact(2), info=about("Sebelum", "Kosong bila tidak diukur."))
    sesudah: Mapped[Decimal | None] = mapped_column(Exact(2), info=about("Sesudah", "Kosong bila tidak diukur."))
    tanggal_diakui: Mapped[date | None] = mapped_column(
        info=about("Tanggal diakui", "Hari hasilnya diakui menonjol; kosong bila tidak.")
    )
    dasar_pengakuan: Mapped[str | None] = mapped_column(info=about("Dasar pengakuan", "Nomor keputusan.", search=True))
    bukti: Mapped[str | None] = mapped_column(info=about("Bukti", "Tautan atau nomor dokumen."))

    unit_kerja: Mapped[UnitKerja] = related("Inovasi.unit_kerja_id", "UnitKerja")
    program: Mapped[Program | None] = related("Inovasi.program_id", "Program")

    __table_args__ = (
        UniqueConstraint("region_id", "kode"),
        Index(None, "region_id", "mulai"),
        CheckConstraint("selesai >= mulai", name="selesai_setelah_mulai"),
        CheckConstraint("dievaluasi_pada >= mulai", name="dievaluasi_setelah_mulai"),
        CheckConstraint("tanggal_diakui >= mulai", name="diakui_setelah_mulai"),
        CheckConstraint("(berhasil IS NULL) = (dievaluasi_pada IS NULL)", name="berhasil"),
        CheckConstraint("tanggal_diakui IS NULL OR dasar_pengakuan IS NOT NULL", name="dasar_pengakuan"),
    )

    def __str__(self) -> str:
        """The title."""
        return self.judul
