"""Surveys of the public's satisfaction."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionScoped, about, key, reference, related

if TYPE_CHECKING:
    from kinerja_admin.models.layanan import Layanan
    from kinerja_admin.models.unit_kerja import UnitKerja


class Survei(RegionScoped, Base):
    """A survey of a unit, or of one of its services."""

    __tablename__ = "survei"
    __label__ = "Survei kepuasan masyarakat"
    __plural__ = "Daftar survei kepuasan masyarakat"
    __group__ = "Umpan balik dan survei"

    id: Mapped[int] = key()
    kode: Mapped[str] = mapped_column(info=about("Kode", shown=True, search=True))
    judul: Mapped[str] = mapped_column(info=about("Judul", shown=True, search=True))
    unit_kerja_id: Mapped[int] = reference("unit_kerja", "Unit kerja", shown=True)
    layanan_id: Mapped[int | None] = reference("layanan", "Layanan", "Kosong: seluruh layanan unit.", shown=True)
    dibuka: Mapped[date] = mapped_column(info=about("Dibuka", shown=True))
    ditutup: Mapped[date | None] = mapped_column(
        info=about("Ditutup", "Hari terakhir; jawaban baru dipakai sesudah survei ditutup.", shown=True)
    )
    diumumkan_pada: Mapped[date | None] = mapped_column(info=about("Diumumkan pada"))

    unit_kerja: Mapped[UnitKerja] = related("Survei.unit_kerja_id", "UnitKerja")
    layanan: Mapped[Layanan | None] = related("Survei.layanan_id", "Layanan")

    __table_args__ = (
        UniqueConstraint("region_id", "kode"),
        CheckConstraint("ditutup >= dibuka", name="ditutup_setelah_dibuka"),
    )

    def __str__(self) -> str:
        """The title."""
        return self.judul
