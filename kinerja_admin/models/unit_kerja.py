"""Organisational units as a tree, from the city's secretariat down to a school."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionScoped, about, key, reference, related, word
from kinerja_admin.models.words import URUSAN

if TYPE_CHECKING:
    from kinerja_admin.models.pegawai import Pegawai


class UnitKerja(RegionScoped, Base):
    """A unit of a region, under another one or at the top."""

    __tablename__ = "unit_kerja"
    __label__ = "Unit kerja"
    __plural__ = "Daftar unit kerja"
    __group__ = "Organisasi"

    id: Mapped[int] = key()
    kode: Mapped[str] = mapped_column(info=about("Kode", shown=True, search=True))
    nama: Mapped[str] = mapped_column(info=about("Nama", shown=True, search=True))
    jenis: Mapped[str] = mapped_column(
        info=about("Jenis", "Misalnya dinas, badan, bagian, kecamatan, kelurahan, sekolah, puskesmas.", shown=True)
    )
    induk_id: Mapped[int | None] = reference("unit_kerja", "Unit induk", "Kosong untuk unit teratas.", shown=True)
    urusan: Mapped[str | None] = word(
        URUSAN, "Urusan", "Urusan pemerintahan yang ditangani; kosong: sama dengan unit induk."
    )
    kepala_id: Mapped[int | None] = reference("pegawai", "Kepala unit")
    aktif: Mapped[bool] = mapped_column(default=True, info=about("Aktif", "Unit yang bubar tidak dihapus."))

    induk: Mapped[UnitKerja | None] = related("UnitKerja.induk_id", "UnitKerja")
    kepala: Mapped[Pegawai | None] = related("UnitKerja.kepala_id", "Pegawai")

    __table_args__ = (
        UniqueConstraint("region_id", "kode"),
        CheckConstraint("induk_id <> id", name="bukan_induk_sendiri"),
    )

    def __str__(self) -> str:
        """The name people say."""
        return self.nama
