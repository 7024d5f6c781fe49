"""Activities of plans under PP 46/2011."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionScoped, about, key, reference, related
from kinerja_admin.models.types import Exact, Rupiah

if TYPE_CHECKING:
    from kinerja_admin.models.skp_lama import SkpLama


class KegiatanSkp(RegionScoped, Base):
    """An activity with target and result in quantity, quality, time and cost."""

    __tablename__ = "kegiatan_skp"
    __label__ = "Kegiatan SKP"
    __plural__ = "Daftar kegiatan SKP"
    __group__ = "Penilaian lama"

    id: Mapped[int] = key()
    skp_lama_id: Mapped[int] = reference("skp_lama", "SKP lama", shown=True, index=False)
    nomor: Mapped[int] = mapped_column(info=about("Nomor", "Urutan di dalam SKP.", shown=True))
    uraian: Mapped[str] = mapped_column(Text, info=about("Uraian", shown=True, search=True))
    satuan: Mapped[str | None] = mapped_column(info=about("Satuan", "Misalnya dokumen, laporan."))
    target_kuantitas: Mapped[Decimal] = mapped_column(Exact(2), info=about("Target kuantitas", shown=True))
    realisasi_kuantitas: Mapped[Decimal | None] = mapped_column(Exact(2), info=about("Realisasi kuantitas", shown=True))
    target_kualitas: Mapped[Decimal] = mapped_column(Exact(2), info=about("Target kualitas", "0 sampai 100."))
    realisasi_kualitas: Mapped[Decimal | None] = mapped_column(
        Exact(2), info=about("Realisasi kualitas", "0 sampai 100.")
    )
    target_waktu: Mapped[Decimal] = mapped_column(Exact(2), info=about("Target waktu", unit="bulan"))
    realisasi_waktu: Mapped[Decimal | None] = mapped_column(Exact(2), info=about("Realisasi waktu", unit="bulan"))
    target_biaya: Mapped[int | None] = mapped_column(
        Rupiah, info=about("Target biaya", "Kosong bila biaya tidak dinilai.", unit="rupiah")
    )
    realisasi_biaya: Mapped[int | None] = mapped_column(
        Rupiah, info=about("Realisasi biaya", "Kosong bila biaya tidak dinilai.", unit="rupiah")
    )

    skp_lama: Mapped[SkpLama] = related("KegiatanSkp.skp_lama_id", "SkpLama")

    __table_args__ = (
        UniqueConstraint("skp_lama_id", "nomor"),
        *(
            CheckConstraint(f"{kind}_{aspect} >= 0", name=f"{kind}_{aspect}")
            for kind in ("target", "realisasi")
            for aspect in ("kuantitas", "kualitas", "waktu", "biaya")
        ),
    )

    def __str__(self) -> str:
        """What is done."""
        return f"{self.nomor}. {self.uraian}"
