"""Training that employees ask for."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionScoped, about, key, reference, related, word
from kinerja_admin.models.words import JENIS_PELATIHAN, STATUS_USULAN

if TYPE_CHECKING:
    from kinerja_admin.models.pegawai import Pegawai
    from kinerja_admin.models.pelatihan import Pelatihan


class UsulanPelatihan(RegionScoped, Base):
    """A wish for training and what was decided about it."""

    __tablename__ = "usulan_pelatihan"
    __label__ = "Usulan pelatihan"
    __plural__ = "Daftar usulan pelatihan"
    __group__ = "Pengembangan"

    id: Mapped[int] = key()
    pegawai_id: Mapped[int] = reference("pegawai", "Pegawai", shown=True)
    nama: Mapped[str] = mapped_column(info=about("Nama", "Pelatihan yang diinginkan.", shown=True, search=True))
    jenis: Mapped[str] = word(JENIS_PELATIHAN, "Jenis", shown=True)
    alasan: Mapped[str] = mapped_column(Text, info=about("Alasan", "Kebutuhan dalam tugas."))
    diajukan_pada: Mapped[date] = mapped_column(info=about("Diajukan pada", shown=True))
    status: Mapped[str] = word(STATUS_USULAN, "Status", shown=True, default="diajukan")
    diputus_oleh_id: Mapped[int | None] = reference("pegawai", "Diputus oleh")
    diputus_pada: Mapped[date | None] = mapped_column(info=about("Diputus pada", shown=True))
    pelatihan_id: Mapped[int | None] = reference("pelatihan", "Pelatihan", "Pelatihan yang memenuhi usulan ini.")

    pegawai: Mapped[Pegawai] = related("UsulanPelatihan.pegawai_id", "Pegawai")
    diputus_oleh: Mapped[Pegawai | None] = related("UsulanPelatihan.diputus_oleh_id", "Pegawai")
    pelatihan: Mapped[Pelatihan | None] = related("UsulanPelatihan.pelatihan_id", "Pelatihan")

    __table_args__ = (
        CheckConstraint("(status = 'diajukan') = (diputus_pada IS NULL)", name="diputus_pada"),
        CheckConstraint("diputus_pada >= diajukan_pada", name="diputus_setelah_diajukan"),
        CheckConstraint("diputus_oleh_id <> pegawai_id", name="bukan_diri_sendiri"),
    )

    def __str__(self) -> str:
        """What is wished."""
        return self.nama
