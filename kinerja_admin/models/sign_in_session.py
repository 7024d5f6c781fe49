"""Sign-ins that are open or were: the cookie holds only a random text whose hash stands here."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import AccountOwned, Base, about, key, related
from kinerja_admin.models.types import Moment, utc_now

if TYPE_CHECKING:
    from kinerja_admin.models.account import Account


class SignInSession(AccountOwned, Base):
    """One sign-in of an account; revoked at sign-out, so that an old cookie is worth nothing."""

    __tablename__ = "sign_in_session"
    __label__ = "Sesi masuk"
    __plural__ = "Daftar sesi masuk"
    __group__ = "Akun dan jejak"
    __audited__ = False

    id: Mapped[int] = key()
    sid_hash: Mapped[str] = mapped_column(unique=True, info=about("Sidik sesi", secret=True))
    created_at: Mapped[datetime] = mapped_column(Moment, default=utc_now, info=about("Masuk pada", shown=True))
    last_seen_at: Mapped[datetime] = mapped_column(Moment, default=utc_now, info=about("Terakhir terlihat", shown=True))
    expires_at: Mapped[datetime] = mapped_column(Moment, info=about("Berakhir pada"))
    revoked_at: Mapped[datetime | None] = mapped_column(Moment, info=about("Dicabut pada", shown=True))
    ip: Mapped[str] = mapped_column(default="", info=about("Alamat IP", shown=True))
    agent: Mapped[str] = mapped_column(default="", info=about("Peramban"))

    account: Mapped[Account] = related("SignInSession.account_id", "Account")

    __table_args__ = (CheckConstraint("expires_at > created_at", name="berakhir_setelah_masuk"),)

    def __str__(self) -> str:
        """When it began."""
        return f"{self.created_at:%d-%m-%Y %H:%M}"
