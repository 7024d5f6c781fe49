"""Vacant positions and what they ask for."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionScoped, about, key, reference, related, word
from kinerja_admin.models.words import JENJANG_PENDIDIKAN

if TYPE_CHECKING:
    from kinerja_admin.models.golongan import Golongan
    from kinerja_admin.models.jabatan import Jabatan


class LowonganJabatan(RegionScoped, Base):
    """A vacancy that candidates are weighed for."""

    __tablename__ = "lowongan_jabatan"
    __label__ = "Lowongan jabatan"
    __plural__ = "Daftar lowongan jabatan"
    __group__ = "Kepegawaian"

    id: Mapped[int] = key()
    nomor: Mapped[str] = mapped_column(info=about("Nomor", "Nomor pengumuman.", shown=True, search=True))
    jabatan_id: Mapped[int] = reference("jabatan", "Jabatan", shown=True)
    dibuka: Mapped[date] = mapped_column(info=about("Dibuka", shown=True))
    ditutup: Mapped[date | None] = mapped_column(info=about("Ditutup", "Hari terakhir mengusulkan calon.", shown=True))
    formasi: Mapped[int] = mapped_column(default=1, info=about("Formasi", unit="orang"))
    golongan_min_id: Mapped[int | None] = reference(
        "golongan", "Golongan terendah", "Kosong: tidak dibatasi.", same_region=False, shown=True, index=False
    )
    golongan_maks_id: Mapped[int | None] = reference(
        "golongan", "Golongan tertinggi", "Kosong: tidak dibatasi.", same_region=False, shown=True, index=False
    )
    pendidikan_min: Mapped[str | None] = word(JENJANG_PENDIDIKAN, "Pendidikan terendah", "Kosong: tidak dibatasi.")
    syarat: Mapped[str | None] = mapped_column(Text, info=about("Syarat lain"))

    jabatan: Mapped[Jabatan] = related("LowonganJabatan.jabatan_id", "Jabatan")
    golongan_min: Mapped[Golongan | None] = related("LowonganJabatan.golongan_min_id", "Golongan")
    golongan_maks: Mapped[Golongan | None] = related("LowonganJabatan.golongan_maks_id", "Golongan")

    __table_args__ = (
        UniqueConstraint("region_id", "nomor"),
        CheckConstraint("ditutup >= dibuka", name="ditutup_setelah_dibuka"),
        CheckConstraint("formasi >= 1", name="formasi"),
    )

    def __str__(self) -> str:
        """Number and position."""
        return f"{self.nomor}: {self.jabatan}"
