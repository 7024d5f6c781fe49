"""What each person has to do in a stage, and whether it is done."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionScoped, about, key, reference, related

if TYPE_CHECKING:
    from kinerja_admin.models.pegawai import Pegawai
    from kinerja_admin.models.tahapan import Tahapan


class Kewajiban(RegionScoped, Base):
    """A duty of a person, about another one where a superior approves or rates."""

    __tablename__ = "kewajiban"
    __label__ = "Kewajiban"
    __plural__ = "Daftar kewajiban"
    __group__ = "Tahapan dan keberatan"

    id: Mapped[int] = key()
    tahapan_id: Mapped[int] = reference("tahapan", "Tahapan", shown=True, index=False)
    pegawai_id: Mapped[int] = reference("pegawai", "Pegawai", "Yang berkewajiban.", shown=True)
    tentang_id: Mapped[int | None] = reference(
        "pegawai", "Tentang", "Yang rencananya disetujui atau kinerjanya dinilai; kosong: dirinya sendiri.", shown=True
    )
    jatuh_tempo: Mapped[date] = mapped_column(info=about("Jatuh tempo", shown=True))
    selesai_pada: Mapped[date | None] = mapped_column(
        info=about("Selesai pada", "Kosong selama belum dikerjakan.", shown=True)
    )
    dibebaskan: Mapped[str | None] = mapped_column(
        info=about("Dibebaskan karena", "Misalnya cuti besar; kosong bila kewajiban tetap berlaku.")
    )

    tahapan: Mapped[Tahapan] = related("Kewajiban.tahapan_id", "Tahapan")
    pegawai: Mapped[Pegawai] = related("Kewajiban.pegawai_id", "Pegawai")
    tentang: Mapped[Pegawai | None] = related("Kewajiban.tentang_id", "Pegawai")

    __table_args__ = (
        UniqueConstraint("tahapan_id", "pegawai_id", "tentang_id"),
        Index(
            "uq_kewajiban_sendiri",
            *("tahapan_id", "pegawai_id"),
            unique=True,
            sqlite_where=text("tentang_id IS NULL"),
            postgresql_where=text("tentang_id IS NULL"),
        ),
        Index(None, "region_id", "jatuh_tempo"),
        CheckConstraint("tentang_id <> pegawai_id", name="tentang_orang_lain"),
    )

    def __str__(self) -> str:
        """Stage and person."""
        return f"{self.tahapan}, {self.pegawai}"
