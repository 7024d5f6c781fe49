"""Immutable data sets: what the personnel records said of a region's period."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import CheckConstraint, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column

from kinerja_admin.models.base import Base, RegionScoped, about, key, reference, related
from kinerja_admin.models.types import Json, Moment, utc_now

if TYPE_CHECKING:
    from kinerja_admin.models.account import Account


class Snapshot(RegionScoped, Base):
    """A Parquet data set, in the row itself or in a file; the hash is over its canonical columns."""

    __tablename__ = "snapshot"
    __label__ = "Potret data"
    __plural__ = "Daftar potret data"
    __group__ = "Perhitungan"
    __append_only__ = True
    __audited__ = False

    id: Mapped[int] = key()
    periode: Mapped[str] = mapped_column(info=about("Periode", shown=True))
    people: Mapped[int] = mapped_column(info=about("Pegawai", unit="orang", shown=True))
    sha256: Mapped[str] = mapped_column(info=about("Sidik data", shown=True))
    path: Mapped[str | None] = mapped_column(info=about("Berkas"))
    content: Mapped[bytes | None] = deferred(mapped_column(LargeBinary, info=about("Isi", secret=True)))
    details: Mapped[dict[str, Any]] = mapped_column(Json, default=dict, info=about("Rincian"))
    created_at: Mapped[datetime] = mapped_column(Moment, default=utc_now, info=about("Dibuat pada", shown=True))
    created_by_id: Mapped[int | None] = reference("account", "Dibuat oleh", same_region=False)

    created_by: Mapped[Account | None] = related("Snapshot.created_by_id", "Account")

    __table_args__ = (
        UniqueConstraint("region_id", "periode", "sha256"),
        CheckConstraint("(path IS NULL) <> (content IS NULL)", name="berkas_atau_isi"),
        CheckConstraint("length(periode) IN (4, 7)", name="periode"),
        CheckConstraint("people >= 0", name="people"),
    )

    def __str__(self) -> str:
        """Period and the beginning of the hash."""
        return f"{self.periode} ({self.sha256[:8]})"
