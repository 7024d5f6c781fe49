"""Spouses and children of employees, for the allowance alone."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionScoped, about, key, reference, related, word
from kinerja_admin.models.words import HUBUNGAN_KELUARGA

if TYPE_CHECKING:
    from kinerja_admin.models.pegawai import Pegawai


class Keluarga(RegionScoped, Base):
    """A spouse or child; whether the allowance is due is what personnel staff state with a basis, for dated spans."""

    __tablename__ = "keluarga"
    __label__ = "Anggota keluarga"
    __plural__ = "Daftar anggota keluarga"
    __group__ = "Tunjangan dan pajak"
    __confidential__ = True

    id: Mapped[int] = key()
    pegawai_id: Mapped[int] = reference("pegawai", "Pegawai", shown=True)
    hubungan: Mapped[str] = word(HUBUNGAN_KELUARGA, "Hubungan", shown=True)
    nama: Mapped[str] = mapped_column(info=about("Nama", shown=True, search=True))
    tanggal_lahir: Mapped[date | None] = mapped_column(info=about("Tanggal lahir", "Wajib bagi anak.", shown=True))
    pasangan_asn: Mapped[bool] = mapped_column(
        default=False,
        info=about("Pasangan juga ASN", "Tunjangan suami atau istri hanya diajukan oleh salah seorang."),
    )
    bersekolah_sampai: Mapped[date | None] = mapped_column(
        info=about("Bersekolah sampai", "Hari terakhir yang disebut surat keterangan sekolah atau kuliah.")
    )
    menikah_pada: Mapped[date | None] = mapped_column(info=about("Menikah pada", "Hanya bagi anak."))
    berpenghasilan_sejak: Mapped[date | None] = mapped_column(
        info=about("Berpenghasilan sejak", "Hanya bagi anak yang sudah punya penghasilan sendiri.")
    )
    ditanggung_sejak: Mapped[date | None] = mapped_column(
        info=about(
            "Ditanggung sejak", "Hari pertama memenuhi syarat tunjangan; kosong bila tidak ditanggung.", shown=True
        )
    )
    ditanggung_sampai: Mapped[date | None] = mapped_column(
        info=about("Ditanggung sampai", "Hari terakhir memenuhi syarat; kosong selama masih ditanggung.", shown=True)
    )
    dasar: Mapped[str | None] = mapped_column(
        info=about("Dasar", "Nomor surat keterangan (KP4, akta, surat sekolah); wajib bila ditanggung.", search=True)
    )

    pegawai: Mapped[Pegawai] = related("Keluarga.pegawai_id", "Pegawai")

    __table_args__ = (
        UniqueConstraint("pegawai_id", "hubungan", "nama", "ditanggung_sejak"),
        CheckConstraint("hubungan <> 'anak' OR tanggal_lahir IS NOT NULL", name="anak_bertanggal_lahir"),
        CheckConstraint("hubungan = 'pasangan' OR NOT pasangan_asn", name="pasangan_asn"),
        CheckConstraint("ditanggung_sampai >= ditanggung_sejak", name="ditanggung_sampai"),
        CheckConstraint("ditanggung_sampai IS NULL OR ditanggung_sejak IS NOT NULL", name="ditanggung_sejak"),
        CheckConstraint("ditanggung_sejak IS NULL OR dasar IS NOT NULL", name="dasar"),
        CheckConstraint("ditanggung_sejak >= tanggal_lahir", name="ditanggung_setelah_lahir"),
    )

    def __str__(self) -> str:
        """Name and relation."""
        return f"{self.nama} ({HUBUNGAN_KELUARGA.get(self.hubungan, self.hubungan)})"
