"""Work schedules: which weekdays, which hours, and the weekday of the apel."""

from __future__ import annotations

from datetime import date, time

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionScoped, about, key


class JadwalKerja(RegionScoped, Base):
    """A weekly schedule; one of a region is the usual one, others are assigned to units or people."""

    __tablename__ = "jadwal_kerja"
    __label__ = "Jadwal kerja"
    __plural__ = "Daftar jadwal kerja"
    __group__ = "Kehadiran"

    id: Mapped[int] = key()
    nama: Mapped[str] = mapped_column(info=about("Nama", shown=True, search=True))
    baku: Mapped[bool] = mapped_column(
        default=False, info=about("Baku", "Berlaku bagi semua yang tidak diberi jadwal lain.", shown=True)
    )
    senin: Mapped[bool] = mapped_column(default=True, info=about("Senin", "Hari kerja."))
    selasa: Mapped[bool] = mapped_column(default=True, info=about("Selasa", "Hari kerja."))
    rabu: Mapped[bool] = mapped_column(default=True, info=about("Rabu", "Hari kerja."))
    kamis: Mapped[bool] = mapped_column(default=True, info=about("Kamis", "Hari kerja."))
    jumat: Mapped[bool] = mapped_column(default=True, info=about("Jumat", "Hari kerja."))
    sabtu: Mapped[bool] = mapped_column(default=False, info=about("Sabtu", "Hari kerja."))
    minggu: Mapped[bool] = mapped_column(default=False, info=about("Minggu", "Hari kerja."))
    jam_masuk: Mapped[time] = mapped_column(info=about("Jam masuk", shown=True))
    jam_pulang: Mapped[time] = mapped_column(info=about("Jam pulang", shown=True))
    jam_masuk_jumat: Mapped[time | None] = mapped_column(
        info=about("Jam masuk Jumat", "Kosong: sama dengan hari lain.")
    )
    jam_pulang_jumat: Mapped[time | None] = mapped_column(
        info=about("Jam pulang Jumat", "Kosong: sama dengan hari lain.")
    )
    hari_apel: Mapped[int | None] = mapped_column(
        info=about("Hari apel", "1 = Senin … 7 = Minggu; kosong bila tidak ada apel.")
    )

    __table_args__ = (
        UniqueConstraint("region_id", "nama"),
        CheckConstraint("hari_apel BETWEEN 1 AND 7", name="hari_apel"),
        CheckConstraint("jam_pulang > jam_masuk", name="jam"),
        CheckConstraint("senin OR selasa OR rabu OR kamis OR jumat OR sabtu OR minggu", name="ada_hari_kerja"),
        Index(
            "uq_jadwal_kerja_baku",
            "region_id",
            unique=True,
            sqlite_where=text("baku"),
            postgresql_where=text("baku"),
        ),
    )

    def is_working_day(self, day: date) -> bool:
        """Whether the schedule works on that weekday, holidays aside."""
        week = (self.senin, self.selasa, self.rabu, self.kamis, self.jumat, self.sabtu, self.minggu)
        return week[day.weekday()]

    def __str__(self) -> str:
        """The name people say."""
        return self.nama
