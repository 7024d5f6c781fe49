"""The registry of policies: every version of every policy that the database knows."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionPublic, about, key, reference, related, word
from kinerja_admin.models.types import Json, Moment, utc_now
from kinerja_admin.models.words import STATUS_KEBIJAKAN

if TYPE_CHECKING:
    from kinerja_admin.models.account import Account


class PolicyFile(RegionPublic, Base):
    """One version's text with its tables; the text may change only while it is a draft.

    ``tables`` maps a table file's name to its CSV text. ``digest`` is the hash of the canonical content and
    is empty while the draft does not load; ``title`` and the months are copied from the text for lists.
    """

    __tablename__ = "policy_file"
    __label__ = "Kebijakan"
    __plural__ = "Daftar kebijakan"
    __group__ = "Kebijakan"

    id: Mapped[int] = key()
    policy: Mapped[str] = mapped_column(info=about("Kebijakan", shown=True, search=True))
    version: Mapped[str] = mapped_column(info=about("Versi", shown=True))
    title: Mapped[str] = mapped_column(default="", info=about("Judul", shown=True, search=True))
    status: Mapped[str] = word(STATUS_KEBIJAKAN, "Status", shown=True, default="draft")
    effective_from: Mapped[str | None] = mapped_column(info=about("Berlaku dari", "Bulan pertama.", shown=True))
    effective_to: Mapped[str | None] = mapped_column(
        info=about("Berlaku sampai", "Bulan terakhir; kosong sampai diganti.", shown=True)
    )
    text: Mapped[str] = mapped_column(Text, info=about("Naskah"))
    tables: Mapped[dict[str, str]] = mapped_column(Json, default=dict, info=about("Berkas tabel"))
    digest: Mapped[str | None] = mapped_column(String, info=about("Sidik isi", "SHA-256 isi kanonis."))
    details: Mapped[dict[str, Any]] = mapped_column(Json, default=dict, info=about("Rincian"))
    created_by_id: Mapped[int | None] = reference("account", "Dibuat oleh", same_region=False)
    created_at: Mapped[datetime] = mapped_column(Moment, default=utc_now, info=about("Dibuat pada"))
    updated_at: Mapped[datetime] = mapped_column(
        Moment, default=utc_now, onupdate=utc_now, info=about("Diubah pada", shown=True)
    )

    created_by: Mapped[Account | None] = related("PolicyFile.created_by_id", "Account")

    __table_args__ = (
        UniqueConstraint("region_id", "policy", "version"),
        Index(None, "digest"),
    )

    def __str__(self) -> str:
        """The identity used everywhere: ``serang/tpp@2026.1``."""
        return f"{self.region_id}/{self.policy}@{self.version}"
