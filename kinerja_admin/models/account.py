"""Accounts: people who sign in."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionOrOwn, about, key, reference, related
from kinerja_admin.models.types import Moment, utc_now

if TYPE_CHECKING:
    from kinerja_admin.models.pegawai import Pegawai


class Account(RegionOrOwn, Base):
    """Somebody who may sign in, looked after by a region or by the centre; what for, the roles say."""

    __tablename__ = "account"
    __label__ = "Akun"
    __plural__ = "Daftar akun"
    __group__ = "Akun dan jejak"

    id: Mapped[int] = key()
    username: Mapped[str] = mapped_column(
        unique=True, info=about("Nama akun", "Surel atau nama pengguna, huruf kecil.", shown=True, search=True)
    )
    name: Mapped[str] = mapped_column(info=about("Nama", shown=True, search=True))
    password_hash: Mapped[str | None] = mapped_column(info=about("Kata sandi", secret=True))
    must_change_password: Mapped[bool] = mapped_column(
        default=False,
        server_default=false(),
        info={
            **about("Wajib ganti kata sandi", "Kata sandinya diberikan administrator; diganti begitu ia masuk."),
            "system": True,
        },
    )
    is_active: Mapped[bool] = mapped_column(default=True, info=about("Aktif", shown=True))
    is_demo: Mapped[bool] = mapped_column(
        default=False, info=about("Akun peragaan", "Ditolak pada pemasangan sungguhan.")
    )
    language: Mapped[str] = mapped_column(default="id", info=about("Bahasa", "id atau en."))
    pegawai_id: Mapped[int | None] = reference("pegawai", "Pegawai", "Bila akun milik seorang pegawai.", unique=True)
    last_sign_in_at: Mapped[datetime | None] = mapped_column(Moment, info=about("Terakhir masuk", shown=True))
    created_at: Mapped[datetime] = mapped_column(Moment, default=utc_now, info=about("Dibuat pada"))

    pegawai: Mapped[Pegawai | None] = related("Account.pegawai_id", "Pegawai")

    __table_args__ = (
        CheckConstraint("username = lower(username)", name="huruf_kecil"),
        CheckConstraint("pegawai_id IS NULL OR region_id IS NOT NULL", name="pegawai_daerah"),
    )

    def __str__(self) -> str:
        """Name and account name."""
        return f"{self.name} ({self.username})"
