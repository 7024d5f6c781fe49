"""Who wrote in which version, so that nobody approves the own work."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionPublic, about, key, reference, related
from kinerja_admin.models.types import Moment, utc_now

if TYPE_CHECKING:
    from kinerja_admin.models.account import Account
    from kinerja_admin.models.policy_file import PolicyFile


class PolicyAuthor(RegionPublic, Base):
    """An account that changed a version's text; noted by the session itself."""

    __tablename__ = "policy_author"
    __label__ = "Penulis kebijakan"
    __plural__ = "Penulis kebijakan"
    __group__ = "Kebijakan"
    __append_only__ = True
    __audited__ = False

    id: Mapped[int] = key()
    policy_file_id: Mapped[int] = reference("policy_file", "Kebijakan", shown=True, index=False)
    account_id: Mapped[int] = reference("account", "Akun", same_region=False, shown=True)
    first_at: Mapped[datetime] = mapped_column(Moment, default=utc_now, info=about("Pertama kali", shown=True))

    policy_file: Mapped[PolicyFile] = related("PolicyAuthor.policy_file_id", "PolicyFile")
    account: Mapped[Account] = related("PolicyAuthor.account_id", "Account")

    __table_args__ = (UniqueConstraint("policy_file_id", "account_id"),)

    def __str__(self) -> str:
        """Who."""
        return str(self.account)
