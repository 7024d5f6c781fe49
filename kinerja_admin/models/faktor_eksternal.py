"""What from outside kept people or units from their targets."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionScoped, about, key, reference, related, word
from kinerja_admin.models.types import Exact, Moment
from kinerja_admin.models.words import JENIS_FAKTOR

if TYPE_CHECKING:
    from kinerja_admin.models.pegawai import Pegawai
    from kinerja_admin.models.unit_kerja import UnitKerja


class FaktorEksternal(RegionScoped, Base):
    """An outside factor with the relief that was granted; it counts once somebody approved it."""

    __tablename__ = "faktor_eksternal"
    __label__ = "Faktor eksternal"
    __plural__ = "Daftar faktor eksternal"
    __group__ = "Kinerja"

    id: Mapped[int] = key()
    jenis: Mapped[str] = word(JENIS_FAKTOR, "Jenis", shown=True)
    uraian: Mapped[str] = mapped_column(Text, info=about("Uraian", shown=True, search=True))
    pegawai_id: Mapped[int | None] = reference("pegawai", "Pegawai", "Bila hanya mengenai seorang.", shown=True)
    unit_kerja_id: Mapped[int | None] = reference(
        "unit_kerja", "Unit kerja", "Bila mengenai seluruh unit dan unit di bawahnya.", shown=True
    )
    mulai: Mapped[date] = mapped_column(info=about("Mulai", shown=True))
    selesai: Mapped[date] = mapped_column(info=about("Selesai", "Hari terakhir pengaruhnya.", shown=True))
    penyesuaian: Mapped[Decimal | None] = mapped_column(
        Exact(2),
        info=about("Penyesuaian", "Keringanan target yang disetujui, 0 sampai 100.", unit="persen", shown=True),
    )
    bukti: Mapped[str | None] = mapped_column(info=about("Bukti", "Tautan atau nomor dokumen."))
    diajukan_oleh_id: Mapped[int | None] = reference("pegawai", "Diajukan oleh")
    disetujui_oleh_id: Mapped[int | None] = reference("pegawai", "Disetujui oleh", shown=True)
    disetujui_pada: Mapped[datetime | None] = mapped_column(Moment, info=about("Disetujui pada", shown=True))

    pegawai: Mapped[Pegawai | None] = related("FaktorEksternal.pegawai_id", "Pegawai")
    unit_kerja: Mapped[UnitKerja | None] = related("FaktorEksternal.unit_kerja_id", "UnitKerja")
    diajukan_oleh: Mapped[Pegawai | None] = related("FaktorEksternal.diajukan_oleh_id", "Pegawai")
    disetujui_oleh: Mapped[Pegawai | None] = related("FaktorEksternal.disetujui_oleh_id", "Pegawai")

    __table_args__ = (
        CheckConstraint("(pegawai_id IS NULL) <> (unit_kerja_id IS NULL)", name="satu_subjek"),
        CheckConstraint("selesai >= mulai", name="selesai_setelah_mulai"),
        CheckConstraint("penyesuaian BETWEEN 0 AND 10000", name="penyesuaian"),
        CheckConstraint("(disetujui_pada IS NULL) = (disetujui_oleh_id IS NULL)", name="persetujuan"),
        CheckConstraint("disetujui_pada IS NULL OR penyesuaian IS NOT NULL", name="penyesuaian_disetujui"),
        CheckConstraint("disetujui_oleh_id <> diajukan_oleh_id", name="dua_orang"),
        CheckConstraint("disetujui_oleh_id <> pegawai_id", name="bukan_diri_sendiri"),
        Index(None, "region_id", "mulai"),
    )

    def __str__(self) -> str:
        """Kind and days."""
        return f"{JENIS_FAKTOR.get(self.jenis, self.jenis)} {self.mulai:%d-%m-%Y} s.d. {self.selesai:%d-%m-%Y}"
