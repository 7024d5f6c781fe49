"""Objections."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionScoped, about, key, reference, related, word
from kinerja_admin.models.words import KEPUTUSAN_KEBERATAN, PERIHAL_KEBERATAN

if TYPE_CHECKING:
    from kinerja_admin.models.pegawai import Pegawai


class Keberatan(RegionScoped, Base):
    """A person's objection and its way to the decision, step by step with its day."""

    __tablename__ = "keberatan"
    __label__ = "Keberatan"
    __plural__ = "Daftar keberatan"
    __group__ = "Tahapan dan keberatan"

    id: Mapped[int] = key()
    pegawai_id: Mapped[int] = reference("pegawai", "Pegawai", shown=True)
    perihal: Mapped[str] = word(PERIHAL_KEBERATAN, "Perihal", shown=True)
    periode: Mapped[str] = mapped_column(info=about("Periode", "2026-03, 2026-Q1, 2026-S1 atau 2026.", shown=True))
    hasil_diterima_pada: Mapped[date] = mapped_column(
        info=about("Hasil diterima pada", "Awal batas waktu mengajukan keberatan.")
    )
    diajukan_pada: Mapped[date] = mapped_column(info=about("Diajukan pada", shown=True))
    alasan: Mapped[str] = mapped_column(Text, info=about("Alasan"))
    bukti: Mapped[str | None] = mapped_column(info=about("Bukti", "Tautan atau nomor dokumen."))
    tanggapan: Mapped[str | None] = mapped_column(Text, info=about("Tanggapan", "Penjelasan pejabat penilai."))
    ditanggapi_pada: Mapped[date | None] = mapped_column(info=about("Ditanggapi pada"))
    ditarik_pada: Mapped[date | None] = mapped_column(info=about("Ditarik pada", "Kosong bila tidak ditarik."))
    diputus_oleh_id: Mapped[int | None] = reference("pegawai", "Diputus oleh", "Atasan pejabat penilai.", shown=True)
    diputus_pada: Mapped[date | None] = mapped_column(info=about("Diputus pada", shown=True))
    keputusan: Mapped[str | None] = word(KEPUTUSAN_KEBERATAN, "Keputusan", "Kosong selama belum diputus.", shown=True)
    alasan_keputusan: Mapped[str | None] = mapped_column(Text, info=about("Alasan keputusan"))

    pegawai: Mapped[Pegawai] = related("Keberatan.pegawai_id", "Pegawai")
    diputus_oleh: Mapped[Pegawai | None] = related("Keberatan.diputus_oleh_id", "Pegawai")

    __table_args__ = (
        UniqueConstraint("pegawai_id", "perihal", "periode", "diajukan_pada"),
        Index(None, "region_id", "diajukan_pada"),
        CheckConstraint("length(periode) IN (4, 7)", name="periode"),
        CheckConstraint("diajukan_pada >= hasil_diterima_pada", name="diajukan_setelah_diterima"),
        CheckConstraint("ditanggapi_pada >= diajukan_pada", name="ditanggapi_setelah_diajukan"),
        CheckConstraint("ditarik_pada >= diajukan_pada", name="ditarik_setelah_diajukan"),
        CheckConstraint("diputus_pada >= diajukan_pada", name="diputus_setelah_diajukan"),
        CheckConstraint("(keputusan IS NULL) = (diputus_pada IS NULL)", name="keputusan_bertanggal"),
        CheckConstraint("keputusan IS NULL OR alasan_keputusan IS NOT NULL", name="alasan_keputusan"),
        CheckConstraint("keputusan IS NULL OR diputus_oleh_id IS NOT NULL", name="diputus_oleh"),
        CheckConstraint("keputusan IS NULL OR ditarik_pada IS NULL", name="ditarik_tanpa_keputusan"),
        CheckConstraint("diputus_oleh_id <> pegawai_id", name="bukan_diri_sendiri"),
    )

    def __str__(self) -> str:
        """Subject, person and period."""
        return f"{PERIHAL_KEBERATAN.get(self.perihal, self.perihal)} {self.periode} {self.pegawai}"
