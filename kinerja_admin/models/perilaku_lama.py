"""Ratings of behaviour under the older rules, for the years in which those held."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionScoped, about, key, reference, related
from kinerja_admin.models.types import Exact

if TYPE_CHECKING:
    from kinerja_admin.models.pegawai import Pegawai

ASPECTS = ("orientasi_pelayanan", "integritas", "komitmen", "disiplin", "kerja_sama", "kepemimpinan")


class PerilakuLama(RegionScoped, Base):
    """A person's rated behaviour of a period: six aspects under PP 46/2011, one joint rating under PP 30/2019."""

    __tablename__ = "perilaku_lama"
    __label__ = "Penilaian perilaku lama"
    __plural__ = "Daftar penilaian perilaku lama"
    __group__ = "Penilaian lama"

    id: Mapped[int] = key()
    pegawai_id: Mapped[int] = reference("pegawai", "Pegawai", shown=True, index=False)
    periode: Mapped[str] = mapped_column(info=about("Periode", "Misalnya 2019 atau 2021-S2.", shown=True))
    orientasi_pelayanan: Mapped[Decimal | None] = mapped_column(
        Exact(2), info=about("Orientasi pelayanan", "0 sampai 100; kosong bila tidak dinilai.", unit="skor")
    )
    integritas: Mapped[Decimal | None] = mapped_column(
        Exact(2), info=about("Integritas", "0 sampai 100; kosong bila tidak dinilai.", unit="skor")
    )
    komitmen: Mapped[Decimal | None] = mapped_column(
        Exact(2), info=about("Komitmen", "0 sampai 100; kosong bila tidak dinilai.", unit="skor")
    )
    disiplin: Mapped[Decimal | None] = mapped_column(
        Exact(2), info=about("Disiplin", "0 sampai 100; kosong bila tidak dinilai.", unit="skor")
    )
    kerja_sama: Mapped[Decimal | None] = mapped_column(
        Exact(2), info=about("Kerja sama", "0 sampai 100; kosong bila tidak dinilai.", unit="skor")
    )
    kepemimpinan: Mapped[Decimal | None] = mapped_column(
        Exact(2), info=about("Kepemimpinan", "0 sampai 100; kosong bila tidak dinilai.", unit="skor")
    )
    nilai: Mapped[Decimal | None] = mapped_column(
        Exact(2),
        info=about("Nilai", "PP 30/2019: sesudah semua penilai digabung, 0 sampai 120.", unit="skor", shown=True),
    )
    dinilai_rekan_dan_bawahan: Mapped[bool | None] = mapped_column(
        info=about("Dinilai rekan dan bawahan", "PP 30/2019.", shown=True)
    )
    ide_baru: Mapped[bool | None] = mapped_column(
        info=about("Ide baru", "PP 30/2019: pejabat penilai mengakui ide atau cara baru yang bermanfaat.", shown=True)
    )

    pegawai: Mapped[Pegawai] = related("PerilakuLama.pegawai_id", "Pegawai")

    __table_args__ = (
        UniqueConstraint("pegawai_id", "periode"),
        Index(None, "region_id", "periode"),
        CheckConstraint("length(periode) IN (4, 7)", name="periode"),
        *(CheckConstraint(f"{aspect} BETWEEN 0 AND 10000", name=aspect) for aspect in ASPECTS),
        CheckConstraint("nilai BETWEEN 0 AND 12000", name="nilai"),
    )

    def __str__(self) -> str:
        """Person and period."""
        return f"{self.pegawai} {self.periode}"
