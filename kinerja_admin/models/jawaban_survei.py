"""Answers to surveys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionScoped, about, key, reference, related
from kinerja_admin.models.words import UNSUR_SURVEI

if TYPE_CHECKING:
    from kinerja_admin.models.survei import Survei


class JawabanSurvei(RegionScoped, Base):
    """One respondent's answers to the nine elements; nothing about the respondent is kept."""

    __tablename__ = "jawaban_survei"
    __label__ = "Jawaban survei"
    __plural__ = "Daftar jawaban survei"
    __group__ = "Umpan balik dan survei"

    id: Mapped[int] = key()
    survei_id: Mapped[int] = reference("survei", "Survei", shown=True, index=False)
    nomor: Mapped[int] = mapped_column(info=about("Nomor", "Urutan responden.", shown=True))
    persyaratan: Mapped[int | None] = mapped_column(
        info=about("Persyaratan", "1 sampai 4; kosong bila tidak dijawab.", shown=True)
    )
    prosedur: Mapped[int | None] = mapped_column(
        info=about("Sistem, mekanisme, dan prosedur", "1 sampai 4; kosong bila tidak dijawab.", shown=True)
    )
    waktu: Mapped[int | None] = mapped_column(
        info=about("Waktu penyelesaian", "1 sampai 4; kosong bila tidak dijawab.", shown=True)
    )
    biaya: Mapped[int | None] = mapped_column(
        info=about("Biaya atau tarif", "1 sampai 4; kosong bila tidak dijawab.", shown=True)
    )
    produk: Mapped[int | None] = mapped_column(
        info=about("Produk layanan", "1 sampai 4; kosong bila tidak dijawab.", shown=True)
    )
    kompetensi: Mapped[int | None] = mapped_column(
        info=about("Kompetensi pelaksana", "1 sampai 4; kosong bila tidak dijawab.", shown=True)
    )
    perilaku: Mapped[int | None] = mapped_column(
        info=about("Perilaku pelaksana", "1 sampai 4; kosong bila tidak dijawab.", shown=True)
    )
    pengaduan: Mapped[int | None] = mapped_column(
        info=about("Penanganan pengaduan, saran, dan masukan", "1 sampai 4; kosong bila tidak dijawab.", shown=True)
    )
    sarana: Mapped[int | None] = mapped_column(
        info=about("Sarana dan prasarana", "1 sampai 4; kosong bila tidak dijawab.", shown=True)
    )
    saran: Mapped[str | None] = mapped_column(Text, info=about("Saran"))

    survei: Mapped[Survei] = related("JawabanSurvei.survei_id", "Survei")

    __table_args__ = (
        UniqueConstraint("survei_id", "nomor"),
        CheckConstraint("nomor >= 1", name="nomor"),
        *(CheckConstraint(f"{unsur} BETWEEN 1 AND 4", name=unsur) for unsur in UNSUR_SURVEI),
    )

    def __str__(self) -> str:
        """Number of the respondent."""
        return f"Responden {self.nomor}"
