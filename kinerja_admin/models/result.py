"""Results: one row per person and run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionScoped, about, key, reference, related
from kinerja_admin.models.types import Json, Rupiah

if TYPE_CHECKING:
    from kinerja_admin.models.pegawai import Pegawai
    from kinerja_admin.models.run import Run


class Result(RegionScoped, Base):
    """What a run gave for a person, exact; name and NIP as they were then.

    ``outputs`` maps outputs to values as strings; ``payable`` is the sum of the payable ones, empty where the
    result is in error.
    """

    __tablename__ = "result"
    __label__ = "Hasil"
    __plural__ = "Daftar hasil"
    __group__ = "Perhitungan"
    __audited__ = False

    id: Mapped[int] = key()
    run_id: Mapped[int] = reference("run", "Perhitungan", shown=True, index=False)
    pegawai_id: Mapped[int] = reference("pegawai", "Pegawai")
    nip: Mapped[str] = mapped_column(info=about("NIP", shown=True, search=True))
    nama: Mapped[str] = mapped_column(info=about("Nama", shown=True, search=True))
    outputs: Mapped[dict[str, Any]] = mapped_column(Json, default=dict, info=about("Keluaran"))
    is_payable: Mapped[bool] = mapped_column(default=False, info=about("Dapat dibayar", shown=True))
    payable: Mapped[int | None] = mapped_column(Rupiah, info=about("Jumlah dibayar", unit="rupiah", shown=True))
    error_code: Mapped[str | None] = mapped_column(info=about("Kode galat", shown=True))
    error_step: Mapped[str | None] = mapped_column(info=about("Langkah galat", shown=True))
    warnings: Mapped[list[Any]] = mapped_column(Json, default=list, info=about("Peringatan"))

    run: Mapped[Run] = related("Result.run_id", "Run")
    pegawai: Mapped[Pegawai] = related("Result.pegawai_id", "Pegawai")

    __table_args__ = (
        UniqueConstraint("run_id", "pegawai_id"),
        Index(None, "run_id", "payable"),
        CheckConstraint("NOT is_payable OR error_code IS NULL", name="galat_tidak_dibayar"),
    )

    def __str__(self) -> str:
        """Whose result."""
        return f"{self.nama} ({self.nip})"
