"""Attempts to sign in, kept to slow down those who guess."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, SystemOnly, about, key
from kinerja_admin.models.types import Moment, utc_now


class SignInAttempt(SystemOnly, Base):
    """One attempt, successful or not; the account named may not exist."""

    __tablename__ = "sign_in_attempt"
    __label__ = "Percobaan masuk"
    __plural__ = "Daftar percobaan masuk"
    __group__ = "Akun dan jejak"
    __audited__ = False

    id: Mapped[int] = key()
    at: Mapped[datetime] = mapped_column(Moment, default=utc_now, info=about("Waktu", shown=True))
    username: Mapped[str] = mapped_column(info=about("Nama akun", shown=True, search=True))
    ip: Mapped[str] = mapped_column(default="", info=about("Alamat IP", shown=True))
    is_successful: Mapped[bool] = mapped_column(default=False, info=about("Berhasil", shown=True))

    __table_args__ = (Index(None, "username", "at"), Index(None, "ip", "at"))

    def __str__(self) -> str:
        """Who and when."""
        return f"{self.username} {self.at:%d-%m-%Y %H:%M}"
