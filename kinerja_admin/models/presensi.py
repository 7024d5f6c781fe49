"""Attendance: one row per person and working day."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionScoped, about, key, reference, related, word
from kinerja_admin.models.words import STATUS_PRESENSI

if TYPE_CHECKING:
    from kinerja_admin.models.pegawai import Pegawai


class Presensi(RegionScoped, Base):
    """What is known of a person's working day."""

    __tablename__ = "presensi"
    __label__ = "Presensi"
    __plural__ = "Daftar presensi"
    __group__ = "Kehadiran"

    id: Mapped[int] = key()
    pegawai_id: Mapped[int] = reference("pegawai", "Pegawai", shown=True, index=False)
    tanggal: Mapped[date] = mapped_column(info=about("Tanggal", shown=True))
    status: Mapped[str] = word(STATUS_PRESENSI, "Status", shown=True)
    jam_masuk: Mapped[time | None] = mapped_column(info=about("Jam masuk", shown=True))
    jam_pulang: Mapped[time | None] = mapped_column(info=about("Jam pulang", shown=True))
    menit_telat: Mapped[int | None] = mapped_column(
        info=about("Terlambat", "0 bila tepat waktu; kosong bila tidak ada rekaman masuk.", unit="menit", shown=True)
    )
    menit_pulang_cepat: Mapped[int | None] = mapped_column(
        info=about(
            "Pulang cepat", "0 bila tepat waktu; kosong bila tidak ada rekaman pulang.", unit="menit", shown=True
        )
    )
    apel_wajib: Mapped[bool] = mapped_column(default=False, info=about("Wajib apel"))
    apel_hadir: Mapped[bool | None] = mapped_column(info=about("Hadir apel", "Kosong bila tidak wajib apel."))
    keterangan: Mapped[str | None] = mapped_column(info=about("Keterangan"))

    pegawai: Mapped[Pegawai] = related("Presensi.pegawai_id", "Pegawai")

    __table_args__ = (
        UniqueConstraint("pegawai_id", "tanggal"),
        Index(None, "region_id", "tanggal"),
        CheckConstraint("menit_telat BETWEEN 0 AND 1440", name="menit_telat"),
        CheckConstraint("menit_pulang_cepat BETWEEN 0 AND 1440", name="menit_pulang_cepat"),
        CheckConstraint("apel_wajib = (apel_hadir IS NOT NULL)", name="apel"),
    )

    def __str__(self) -> str:
        """Person and day."""
        return f"{self.pegawai} {self.tanggal:%d-%m-%Y}"
