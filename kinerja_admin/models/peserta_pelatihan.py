"""Who was invited to a training and what came of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionScoped, about, key, reference, related, word
from kinerja_admin.models.words import ALASAN_TIDAK_IKUT, STATUS_PESERTA

if TYPE_CHECKING:
    from kinerja_admin.models.pegawai import Pegawai
    from kinerja_admin.models.pelatihan import Pelatihan


class PesertaPelatihan(RegionScoped, Base):
    """A person's part in a training: invitation, participation, result."""

    __tablename__ = "peserta_pelatihan"
    __label__ = "Peserta pelatihan"
    __plural__ = "Daftar peserta pelatihan"
    __group__ = "Pengembangan"

    id: Mapped[int] = key()
    pelatihan_id: Mapped[int] = reference("pelatihan", "Pelatihan", shown=True, index=False)
    pegawai_id: Mapped[int] = reference("pegawai", "Pegawai", shown=True)
    diundang_pada: Mapped[date | None] = mapped_column(info=about("Diundang pada", "Kosong bila mendaftar sendiri."))
    status: Mapped[str] = word(STATUS_PESERTA, "Status", shown=True, default="diundang")
    selesai_pada: Mapped[date | None] = mapped_column(
        info=about("Selesai pada", "Kosong: hari terakhir pelatihan.", shown=True)
    )
    jp_diakui: Mapped[int | None] = mapped_column(
        info=about("JP diakui", "Kosong: jam pelajaran pelatihan.", unit="JP", shown=True)
    )
    nomor_sertifikat: Mapped[str | None] = mapped_column(info=about("Nomor sertifikat", search=True))
    alasan: Mapped[str | None] = word(ALASAN_TIDAK_IKUT, "Alasan tidak ikut", "Bila disebutkan.", shown=True)
    catatan: Mapped[str | None] = mapped_column(Text, info=about("Catatan"))

    pelatihan: Mapped[Pelatihan] = related("PesertaPelatihan.pelatihan_id", "Pelatihan")
    pegawai: Mapped[Pegawai] = related("PesertaPelatihan.pegawai_id", "Pegawai")

    __table_args__ = (
        UniqueConstraint("pelatihan_id", "pegawai_id"),
        CheckConstraint("jp_diakui >= 0", name="jp_diakui"),
        CheckConstraint("alasan IS NULL OR status = 'tidak_ikut'", name="alasan_tidak_ikut"),
        CheckConstraint("status <> 'diundang' OR diundang_pada IS NOT NULL", name="diundang_pada"),
    )

    def __str__(self) -> str:
        """Person and training."""
        return f"{self.pegawai}, {self.pelatihan}"
