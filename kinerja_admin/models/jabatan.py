"""Positions: what there is to fill in a unit, with its class."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionScoped, about, key, reference, related, word
from kinerja_admin.models.types import Rupiah
from kinerja_admin.models.words import ESELON, JENIS_JABATAN, JENJANG

if TYPE_CHECKING:
    from kinerja_admin.models.unit_kerja import UnitKerja


class Jabatan(RegionScoped, Base):
    """A position of a unit, held by as many people as are needed in it."""

    __tablename__ = "jabatan"
    __label__ = "Jabatan"
    __plural__ = "Daftar jabatan"
    __group__ = "Organisasi"
    __told_apart_by__ = "unit_kerja"

    id: Mapped[int] = key()
    kode: Mapped[str] = mapped_column(info=about("Kode", shown=True, search=True))
    nama: Mapped[str] = mapped_column(info=about("Nama", shown=True, search=True))
    unit_kerja_id: Mapped[int] = reference("unit_kerja", "Unit kerja", shown=True)
    jenis: Mapped[str] = word(JENIS_JABATAN, "Jenis", shown=True)
    kelas: Mapped[int] = mapped_column(info=about("Kelas jabatan", "1 sampai 17.", shown=True))
    eselon: Mapped[str | None] = word(ESELON, "Eselon", "Hanya untuk jabatan struktural.", shown=True)
    jenjang: Mapped[str | None] = word(JENJANG, "Jenjang", "Hanya untuk jabatan fungsional.")
    tunjangan_fungsional: Mapped[int | None] = mapped_column(
        Rupiah, info=about("Tunjangan fungsional", "Sebulan, menurut peraturan jabatan itu sendiri.", unit="rupiah")
    )
    pelayanan_publik: Mapped[bool] = mapped_column(
        default=False, info=about("Pelayanan publik", "Melayani masyarakat secara langsung.")
    )
    atasan_id: Mapped[int | None] = reference("jabatan", "Jabatan atasan", "Yang menilai pemangku jabatan ini.")
    kebutuhan: Mapped[int] = mapped_column(
        default=1, info=about("Kebutuhan", "Banyaknya pegawai menurut peta jabatan.", unit="orang")
    )

    unit_kerja: Mapped[UnitKerja] = related("Jabatan.unit_kerja_id", "UnitKerja")
    atasan: Mapped[Jabatan | None] = related("Jabatan.atasan_id", "Jabatan")

    __table_args__ = (
        UniqueConstraint("region_id", "kode"),
        CheckConstraint("kelas BETWEEN 1 AND 17", name="kelas"),
        CheckConstraint("kebutuhan >= 0", name="kebutuhan"),
        CheckConstraint("atasan_id <> id", name="bukan_atasan_sendiri"),
        CheckConstraint("eselon IS NULL OR jenis = 'struktural'", name="eselon_struktural"),
        CheckConstraint("jenjang IS NULL OR jenis = 'fungsional'", name="jenjang_fungsional"),
        CheckConstraint("tunjangan_fungsional >= 0", name="tunjangan_fungsional"),
        CheckConstraint("tunjangan_fungsional IS NULL OR jenis = 'fungsional'", name="tunjangan_jabatan_fungsional"),
    )

    def __str__(self) -> str:
        """Name and class."""
        return f"{self.nama} (kelas {self.kelas})"
