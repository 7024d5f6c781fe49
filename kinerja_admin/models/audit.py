"""The audit: what every saved change was before and after, who made it, and a seal over the line before."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionOrCentral, about, key, word
from kinerja_admin.models.types import Json, Key, Moment
from kinerja_admin.models.words import TINDAKAN_JEJAK


class Audit(RegionOrCentral, Base):
    """One change of one row, written by the session in the same transaction; never changed, never removed.

    ``chain`` is the region (or ``nasional``): each region's lines seal one another and can be checked alone.
    """

    __tablename__ = "audit"
    __label__ = "Jejak audit"
    __plural__ = "Jejak audit"
    __group__ = "Akun dan jejak"
    __append_only__ = True
    __audited__ = False

    id: Mapped[int] = key()
    chain: Mapped[str] = mapped_column(info=about("Rantai"))
    at: Mapped[datetime] = mapped_column(Moment, info=about("Waktu", shown=True))
    actor: Mapped[str] = mapped_column(info=about("Pelaku", shown=True, search=True))
    account_id: Mapped[int | None] = mapped_column(Key, info=about("Nomor akun"))
    action: Mapped[str] = word(TINDAKAN_JEJAK, "Tindakan", shown=True)
    table_name: Mapped[str] = mapped_column(info=about("Tabel", shown=True, search=True))
    row_id: Mapped[str] = mapped_column(info=about("Nomor baris", shown=True, search=True))
    before: Mapped[dict[str, Any] | None] = mapped_column(Json, info=about("Sebelum"))
    after: Mapped[dict[str, Any] | None] = mapped_column(Json, info=about("Sesudah"))
    request_id: Mapped[str | None] = mapped_column(info=about("Nomor permintaan", search=True))
    reason: Mapped[str | None] = mapped_column(info=about("Alasan", shown=True))
    previous_hash: Mapped[str] = mapped_column(info=about("Sidik sebelumnya"))
    hash: Mapped[str] = mapped_column(info=about("Sidik"))

    __table_args__ = (
        UniqueConstraint("chain", "previous_hash"),
        Index(None, "table_name", "row_id"),
        Index(None, "region_id", "at"),
    )

    def __str__(self) -> str:
        """What happened to which row."""
        return f"{self.action} {self.table_name} {self.row_id}"
