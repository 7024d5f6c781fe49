"""Roles: what an account may do, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped

from kinerja_admin.models.base import Base, RegionOrOwn, key, reference, related, word
from kinerja_admin.models.words import PERAN

if TYPE_CHECKING:
    from kinerja_admin.models.account import Account


class AccountRole(RegionOrOwn, Base):
    """One role of an account in one region, or (region empty) for the nation."""

    __tablename__ = "account_role"
    __label__ = "Peran akun"
    __plural__ = "Daftar peran akun"
    __group__ = "Akun dan jejak"

    id: Mapped[int] = key()
    account_id: Mapped[int] = reference("account", "Akun", same_region=False, shown=True, index=False)
    role: Mapped[str] = word(PERAN, "Peran", shown=True)

    account: Mapped[Account] = related("AccountRole.account_id", "Account")

    __table_args__ = (
        UniqueConstraint("account_id", "role", "region_id"),
        Index(
            "uq_account_role_nasional",
            *("account_id", "role"),
            unique=True,
            sqlite_where=text("region_id IS NULL"),
            postgresql_where=text("region_id IS NULL"),
        ),
        CheckConstraint("role <> 'national_admin' OR region_id IS NULL", name="nasional"),
        CheckConstraint(
            "region_id IS NOT NULL OR role NOT IN ('hr', 'atasan', 'pegawai', 'pimpinan')",
            name="hanya_daerah",
        ),
    )

    def __str__(self) -> str:
        """Role and region."""
        return f"{PERAN.get(self.role, self.role)} ({self.region_id or 'nasional'})"
