"""Employees."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionScoped, about, key, word
from kinerja_admin.models.words import JENIS_KELAMIN, STATUS_PEGAWAI


class Pegawai(RegionScoped, Base):
    """A person employed by a region, now or once; position, rank and status over time stand in the histories."""

    __tablename__ = "pegawai"
    __label__ = "Pegawai"
    __plural__ = "Daftar pegawai"
    __group__ = "Kepegawaian"

    id: Mapped[int] = key()
    nip: Mapped[str] = mapped_column(
        info=about("NIP", "18 angka; spasi dihapus saat disimpan. PPPK: NI PPPK.", shown=True, search=True)
    )
    nama: Mapped[str] = mapped_column(info=about("Nama", "Tanpa gelar.", shown=True, search=True))
    gelar_depan: Mapped[str | None] = mapped_column(info=about("Gelar depan"))
    gelar_belakang: Mapped[str | None] = mapped_column(info=about("Gelar belakang"))
    jenis_kelamin: Mapped[str] = word(JENIS_KELAMIN, "Jenis kelamin", shown=True)
    tanggal_lahir: Mapped[date] = mapped_column(info=about("Tanggal lahir"))
    status: Mapped[str] = word(
        STATUS_PEGAWAI, "Status", "Status sekarang; yang dahulu ada di riwayat status.", shown=True
    )
    tanggal_masuk: Mapped[date] = mapped_column(
        info=about("Tanggal masuk", "Hari pertama bekerja di daerah ini.", shown=True)
    )
    tanggal_keluar: Mapped[date | None] = mapped_column(
        info=about("Tanggal keluar", "Hari terakhir bekerja; kosong selama masih bekerja.")
    )
    alasan_keluar: Mapped[str | None] = mapped_column(
        info=about("Alasan keluar", "Misalnya pensiun, pindah, meninggal, berhenti.")
    )

    __table_args__ = (
        UniqueConstraint("region_id", "nip"),
        Index(None, "region_id", "nama"),
        CheckConstraint("length(nip) = 18", name="nip"),
        CheckConstraint("tanggal_masuk > tanggal_lahir", name="masuk_setelah_lahir"),
        CheckConstraint("tanggal_keluar >= tanggal_masuk", name="keluar_setelah_masuk"),
        CheckConstraint("alasan_keluar IS NULL OR tanggal_keluar IS NOT NULL", name="alasan_keluar"),
    )

    @property
    def nama_lengkap(self) -> str:
        """Name with titles."""
        front = f"{self.gelar_depan} {self.nama}" if self.gelar_depan else self.nama
        return f"{front}, {self.gelar_belakang}" if self.gelar_belakang else front

    def __str__(self) -> str:
        """Full name and NIP, which tell two people of one name apart."""
        return f"{self.nama_lengkap} ({self.nip})"
