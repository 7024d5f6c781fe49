"""Measures that a policy's indicators ask for: of whom or what, for which period, how much, and on what evidence."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionScoped, about, key, reference, related
from kinerja_admin.models.types import Exact, Moment

if TYPE_CHECKING:
    from kinerja_admin.models.account import Account
    from kinerja_admin.models.layanan import Layanan
    from kinerja_admin.models.pegawai import Pegawai
    from kinerja_admin.models.unit_kerja import UnitKerja

SUBJECTS = ("pegawai_id", "unit_kerja_id", "layanan_id")


def _one_per(subject: str) -> Index:
    return Index(
        f"uq_ukuran_{subject}",
        *(subject, "policy", "indicator", "periode"),
        unique=True,
        sqlite_where=text(f"{subject} IS NOT NULL"),
        postgresql_where=text(f"{subject} IS NOT NULL"),
    )


class Ukuran(RegionScoped, Base):
    """The measures of one indicator for one subject and period; exactly one kind of subject is filled."""

    __tablename__ = "ukuran"
    __label__ = "Ukuran indikator"
    __plural__ = "Daftar ukuran indikator"
    __group__ = "Kinerja"

    id: Mapped[int] = key()
    policy: Mapped[str] = mapped_column(
        info={**about("Kebijakan", "Nama kebijakan yang memintanya.", shown=True), "is_name": True}
    )
    indicator: Mapped[str] = mapped_column(info={**about("Indikator", shown=True, search=True), "is_name": True})
    periode: Mapped[str] = mapped_column(info=about("Periode", "2026-03, 2026-Q1, 2026-S1 atau 2026.", shown=True))
    pegawai_id: Mapped[int | None] = reference("pegawai", "Pegawai", shown=True, index=False)
    unit_kerja_id: Mapped[int | None] = reference("unit_kerja", "Unit kerja", shown=True, index=False)
    layanan_id: Mapped[int | None] = reference("layanan", "Layanan", shown=True, index=False)
    target: Mapped[Decimal | None] = mapped_column(Exact(6), info=about("Target", shown=True))
    target_atas: Mapped[Decimal | None] = mapped_column(Exact(6), info=about("Target atas"))
    realisasi: Mapped[Decimal | None] = mapped_column(Exact(6), info=about("Realisasi", shown=True))
    baseline: Mapped[Decimal | None] = mapped_column(Exact(6), info=about("Keadaan awal"))
    bukti: Mapped[str | None] = mapped_column(info=about("Bukti", "Tautan atau nomor dokumen."))
    dicatat_oleh_id: Mapped[int | None] = reference("account", "Dicatat oleh", same_region=False)
    dicatat_pada: Mapped[datetime | None] = mapped_column(Moment, info=about("Dicatat pada"))
    diverifikasi_oleh_id: Mapped[int | None] = reference("account", "Diverifikasi oleh", same_region=False)
    diverifikasi_pada: Mapped[datetime | None] = mapped_column(Moment, info=about("Diverifikasi pada", shown=True))

    pegawai: Mapped[Pegawai | None] = related("Ukuran.pegawai_id", "Pegawai")
    unit_kerja: Mapped[UnitKerja | None] = related("Ukuran.unit_kerja_id", "UnitKerja")
    layanan: Mapped[Layanan | None] = related("Ukuran.layanan_id", "Layanan")
    dicatat_oleh: Mapped[Account | None] = related("Ukuran.dicatat_oleh_id", "Account")
    diverifikasi_oleh: Mapped[Account | None] = related("Ukuran.diverifikasi_oleh_id", "Account")

    __table_args__ = (
        *(_one_per(subject) for subject in SUBJECTS),
        Index(None, "region_id", "periode"),
        CheckConstraint(
            " + ".join(f"CASE WHEN {subject} IS NULL THEN 0 ELSE 1 END" for subject in SUBJECTS) + " = 1",
            name="satu_subjek",
        ),
        CheckConstraint("length(periode) IN (4, 7)", name="periode"),
        CheckConstraint("diverifikasi_oleh_id <> dicatat_oleh_id", name="dua_orang"),
    )

    def __str__(self) -> str:
        """Indicator, subject and period."""
        return f"{self.indicator} {self.pegawai or self.unit_kerja or self.layanan} {self.periode}"
