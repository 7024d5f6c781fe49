"""Projects, above all procurements, with due date and budget."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionScoped, about, key, reference, related
from kinerja_admin.models.types import Rupiah

if TYPE_CHECKING:
    from kinerja_admin.models.unit_kerja import UnitKerja


class Proyek(RegionScoped, Base):
    """A project of a unit."""

    __tablename__ = "proyek"
    __label__ = "Proyek"
    __plural__ = "Daftar proyek"
    __group__ = "Kinerja"

    id: Mapped[int] = key()
    kode: Mapped[str] = mapped_column(info=about("Kode", "Misalnya nomor RUP.", shown=True, search=True))
    nama: Mapped[str] = mapped_column(info=about("Nama", shown=True, search=True))
    unit_kerja_id: Mapped[int] = reference("unit_kerja", "Unit kerja", shown=True)
    jenis: Mapped[str] = mapped_column(default="pengadaan barang", info=about("Jenis", "Misalnya pengadaan barang."))
    mulai: Mapped[date | None] = mapped_column(info=about("Mulai"))
    jatuh_tempo: Mapped[date] = mapped_column(info=about("Jatuh tempo", shown=True))
    selesai: Mapped[date | None] = mapped_column(info=about("Selesai", "Kosong selama belum selesai.", shown=True))
    pagu: Mapped[int] = mapped_column(Rupiah, info=about("Pagu", unit="rupiah", shown=True))
    realisasi: Mapped[int | None] = mapped_column(
        Rupiah, info=about("Realisasi", "Kosong selama belum diketahui.", unit="rupiah", shown=True)
    )

    unit_kerja: Mapped[UnitKerja] = related("Proyek.unit_kerja_id", "UnitKerja")

    __table_args__ = (
        UniqueConstraint("region_id", "kode"),
        Index(None, "region_id", "jatuh_tempo"),
        CheckConstraint("pagu >= 0", name="pagu"),
        CheckConstraint("realisasi >= 0", name="realisasi"),
        CheckConstraint("jatuh_tempo >= mulai", name="jatuh_tempo_setelah_mulai"),
        CheckConstraint("selesai >= mulai", name="selesai_setelah_mulai"),
    )

    def __str__(self) -> str:
        """The name people say."""
        return self.nama
