"""Achievements reported on items of a plan, month by month."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionScoped, about, key, reference, related
from kinerja_admin.models.types import Exact, Moment

if TYPE_CHECKING:
    from kinerja_admin.models.account import Account
    from kinerja_admin.models.butir_rencana import ButirRencana


class Capaian(RegionScoped, Base):
    """What was reached from January to the end of a month, with its evidence."""

    __tablename__ = "capaian"
    __label__ = "Capaian"
    __plural__ = "Daftar capaian"
    __group__ = "Kinerja"

    id: Mapped[int] = key()
    butir_rencana_id: Mapped[int] = reference("butir_rencana", "Butir rencana", shown=True, index=False)
    bulan: Mapped[int] = mapped_column(info=about("Bulan", "1 sampai 12, pada tahun rencananya.", shown=True))
    realisasi: Mapped[Decimal] = mapped_column(
        Exact(2), info=about("Realisasi", "Kumulatif sejak Januari sampai akhir bulan ini.", shown=True)
    )
    bukti: Mapped[str | None] = mapped_column(info=about("Bukti", "Tautan atau nomor dokumen."))
    dicatat_oleh_id: Mapped[int | None] = reference("account", "Dicatat oleh", same_region=False)
    dicatat_pada: Mapped[datetime | None] = mapped_column(Moment, info=about("Dicatat pada"))
    diverifikasi_oleh_id: Mapped[int | None] = reference("account", "Diverifikasi oleh", same_region=False)
    diverifikasi_pada: Mapped[datetime | None] = mapped_column(Moment, info=about("Diverifikasi pada", shown=True))

    butir_rencana: Mapped[ButirRencana] = related("Capaian.butir_rencana_id", "ButirRencana")
    dicatat_oleh: Mapped[Account | None] = related("Capaian.dicatat_oleh_id", "Account")
    diverifikasi_oleh: Mapped[Account | None] = related("Capaian.diverifikasi_oleh_id", "Account")

    __table_args__ = (
        UniqueConstraint("butir_rencana_id", "bulan"),
        CheckConstraint("bulan BETWEEN 1 AND 12", name="bulan"),
        CheckConstraint("diverifikasi_oleh_id <> dicatat_oleh_id", name="dua_orang"),
    )

    def __str__(self) -> str:
        """Item and month."""
        return f"{self.butir_rencana}, bulan {self.bulan}"
