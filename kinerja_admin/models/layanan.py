"""Services to the public."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionScoped, about, key, reference, related

if TYPE_CHECKING:
    from kinerja_admin.models.unit_kerja import UnitKerja


class Layanan(RegionScoped, Base):
    """A service that a unit gives, such as birth certificates."""

    __tablename__ = "layanan"
    __label__ = "Layanan"
    __plural__ = "Daftar layanan"
    __group__ = "Kinerja"

    id: Mapped[int] = key()
    kode: Mapped[str] = mapped_column(info=about("Kode", shown=True, search=True))
    nama: Mapped[str] = mapped_column(info=about("Nama", shown=True, search=True))
    unit_kerja_id: Mapped[int] = reference("unit_kerja", "Unit kerja", shown=True)
    aktif: Mapped[bool] = mapped_column(default=True, info=about("Aktif", shown=True))

    unit_kerja: Mapped[UnitKerja] = related("Layanan.unit_kerja_id", "UnitKerja")

    __table_args__ = (UniqueConstraint("region_id", "kode"),)

    def __str__(self) -> str:
        """The name people say."""
        return self.nama
