"""Which schedule a person or a unit works by, where it is not the usual one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionScoped, about, key, reference, related

if TYPE_CHECKING:
    from kinerja_admin.models.jadwal_kerja import JadwalKerja
    from kinerja_admin.models.pegawai import Pegawai
    from kinerja_admin.models.unit_kerja import UnitKerja


class PenempatanJadwal(RegionScoped, Base):
    """A schedule from a day on; a person's own goes before the unit's, and both before the usual one."""

    __tablename__ = "penempatan_jadwal"
    __label__ = "Penempatan jadwal"
    __plural__ = "Daftar penempatan jadwal"
    __group__ = "Kehadiran"

    id: Mapped[int] = key()
    jadwal_kerja_id: Mapped[int] = reference("jadwal_kerja", "Jadwal kerja", shown=True)
    pegawai_id: Mapped[int | None] = reference("pegawai", "Pegawai", "Isi pegawai atau unit, salah satu.", shown=True)
    unit_kerja_id: Mapped[int | None] = reference(
        "unit_kerja", "Unit kerja", "Berlaku juga bagi unit di bawahnya.", shown=True
    )
    mulai: Mapped[date] = mapped_column(info=about("Mulai", shown=True))
    selesai: Mapped[date | None] = mapped_column(info=about("Selesai", "Kosong: sampai ada perubahan.", shown=True))

    jadwal_kerja: Mapped[JadwalKerja] = related("PenempatanJadwal.jadwal_kerja_id", "JadwalKerja")
    pegawai: Mapped[Pegawai | None] = related("PenempatanJadwal.pegawai_id", "Pegawai")
    unit_kerja: Mapped[UnitKerja | None] = related("PenempatanJadwal.unit_kerja_id", "UnitKerja")

    __table_args__ = (
        CheckConstraint("(pegawai_id IS NULL) <> (unit_kerja_id IS NULL)", name="pegawai_atau_unit"),
        CheckConstraint("selesai >= mulai", name="selesai_setelah_mulai"),
    )

    def __str__(self) -> str:
        """Schedule and for whom."""
        return f"{self.jadwal_kerja} untuk {self.pegawai or self.unit_kerja}"
