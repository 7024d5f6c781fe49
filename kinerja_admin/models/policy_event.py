"""What happened to policy versions: one line for each step, never changed, each sealing the one before."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionPublic, about, key, reference, related, word
from kinerja_admin.models.types import Moment, utc_now
from kinerja_admin.models.words import STATUS_KEBIJAKAN

if TYPE_CHECKING:
    from kinerja_admin.models.account import Account
    from kinerja_admin.models.policy_file import PolicyFile


class PolicyEvent(RegionPublic, Base):
    """A step in a version's life; ``previous_hash`` and ``hash`` are filled in when it is written."""

    __tablename__ = "policy_event"
    __label__ = "Peristiwa kebijakan"
    __plural__ = "Riwayat kebijakan"
    __group__ = "Kebijakan"
    __append_only__ = True
    __audited__ = False

    id: Mapped[int] = key()
    policy_file_id: Mapped[int] = reference("policy_file", "Kebijakan", shown=True)
    action: Mapped[str] = mapped_column(info=about("Tindakan", shown=True))
    from_status: Mapped[str | None] = word(STATUS_KEBIJAKAN, "Dari status", shown=True)
    to_status: Mapped[str | None] = word(STATUS_KEBIJAKAN, "Ke status", shown=True)
    digest: Mapped[str | None] = mapped_column(info=about("Sidik isi", "SHA-256 isi kanonis saat itu."))
    reason: Mapped[str | None] = mapped_column(Text, info=about("Alasan", shown=True))
    actor: Mapped[str] = mapped_column(default="", info=about("Pelaku", shown=True))
    account_id: Mapped[int | None] = reference("account", "Akun", same_region=False)
    at: Mapped[datetime] = mapped_column(Moment, default=utc_now, info=about("Waktu", shown=True))
    previous_hash: Mapped[str] = mapped_column(default="", info=about("Sidik sebelumnya"))
    hash: Mapped[str] = mapped_column(default="", info=about("Sidik"))

    policy_file: Mapped[PolicyFile] = related("PolicyEvent.policy_file_id", "PolicyFile")
    account: Mapped[Account | None] = related("PolicyEvent.account_id", "Account")

    __table_args__ = (UniqueConstraint("region_id", "previous_hash"),)

    def __str__(self) -> str:
        """Step and moment."""
        return f"{self.action} {self.at:%d-%m-%Y %H:%M}"
