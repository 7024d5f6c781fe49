"""Whom an event reached, and what they made of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionScoped, about, key, reference, related
from kinerja_admin.models.types import Exact

if TYPE_CHECKING:
    from kinerja_admin.models.pegawai import Pegawai
    from kinerja_admin.models.sosialisasi import Sosialisasi


class PesertaSosialisasi(RegionScoped, Base):
    """A person at an event: presence, understanding, concern and the answer to it."""

    __tablename__ = "peserta_sosialisasi"
    __label__ = "Peserta sosialisasi"
    __plural__ = "Daftar peserta sosialisasi"
    __group__ = "Pengembangan"

    id: Mapped[int] = key()
    sosialisasi_id: Mapped[int] = reference("sosialisasi", "Sosialisasi", shown=True, index=False)
    pegawai_id: Mapped[int] = reference("pegawai", "Pegawai", shown=True)
    hadir: Mapped[bool] = mapped_column(default=True, info=about("Hadir", shown=True))
    pemahaman: Mapped[Decimal | None] = mapped_column(
        Exact(2), info=about("Pemahaman", "Nilai kuis, 0 sampai 100; kosong bila tidak diuji.", unit="skor", shown=True)
    )
    kekhawatiran: Mapped[str | None] = mapped_column(Text, info=about("Kekhawatiran", "Yang disampaikan peserta."))
    tanggapan: Mapped[str | None] = mapped_column(Text, info=about("Tanggapan"))
    ditanggapi_pada: Mapped[date | None] = mapped_column(info=about("Ditanggapi pada"))

    sosialisasi: Mapped[Sosialisasi] = related("PesertaSosialisasi.sosialisasi_id", "Sosialisasi")
    pegawai: Mapped[Pegawai] = related("PesertaSosialisasi.pegawai_id", "Pegawai")

    __table_args__ = (
        UniqueConstraint("sosialisasi_id", "pegawai_id"),
        CheckConstraint("pemahaman BETWEEN 0 AND 10000", name="pemahaman"),
        CheckConstraint("tanggapan IS NULL OR kekhawatiran IS NOT NULL", name="tanggapan"),
    )

    def __str__(self) -> str:
        """Person and event."""
        return f"{self.pegawai}, {self.sosialisasi}"
