"""Education that people finished."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionScoped, about, key, reference, related, word
from kinerja_admin.models.words import JENJANG_PENDIDIKAN

if TYPE_CHECKING:
    from kinerja_admin.models.pegawai import Pegawai


class Pendidikan(RegionScoped, Base):
    """A degree or certificate of a person; it counts from the day on which it is recognised."""

    __tablename__ = "pendidikan"
    __label__ = "Pendidikan"
    __plural__ = "Daftar pendidikan"
    __group__ = "Kepegawaian"

    id: Mapped[int] = key()
    pegawai_id: Mapped[int] = reference("pegawai", "Pegawai", shown=True, index=False)
    jenjang: Mapped[str] = word(JENJANG_PENDIDIKAN, "Jenjang", shown=True)
    jurusan: Mapped[str | None] = mapped_column(info=about("Jurusan", shown=True, search=True))
    lembaga: Mapped[str] = mapped_column(info=about("Lembaga", "Nama sekolah atau perguruan tinggi.", shown=True))
    tahun_lulus: Mapped[int] = mapped_column(info=about("Tahun lulus", shown=True))
    nomor_ijazah: Mapped[str | None] = mapped_column(info=about("Nomor ijazah", search=True))
    diakui_sejak: Mapped[date | None] = mapped_column(
        info=about(
            "Diakui sejak", "Tanggal pencantuman dalam data kepegawaian; kosong selama belum diakui.", shown=True
        )
    )

    pegawai: Mapped[Pegawai] = related("Pendidikan.pegawai_id", "Pegawai")

    __table_args__ = (
        UniqueConstraint("pegawai_id", "jenjang", "tahun_lulus"),
        CheckConstraint("tahun_lulus BETWEEN 1950 AND 2100", name="tahun_lulus"),
    )

    def __str__(self) -> str:
        """Degree and school."""
        return f"{JENJANG_PENDIDIKAN.get(self.jenjang, self.jenjang)}, {self.lembaga}"
