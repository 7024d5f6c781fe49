"""Regions: the governments that use the product, and the nation whose policies they share."""

from __future__ import annotations

from typing import Final

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, about

NATIONAL: Final = "nasional"
"""Code of the row that owns what all regions share."""


class Region(Base):
    """A regional government; its code is the name of its folder in ``policies/``."""

    __tablename__ = "region"
    __label__ = "Daerah"
    __plural__ = "Daftar daerah"
    __group__ = "Organisasi"

    code: Mapped[str] = mapped_column(
        String, primary_key=True, info=about("Kode", "Sama dengan nama map kebijakannya.", shown=True, search=True)
    )
    name: Mapped[str] = mapped_column(unique=True, info=about("Nama", shown=True, search=True))
    time_zone: Mapped[str] = mapped_column(default="Asia/Jakarta", info=about("Zona waktu", "Misalnya Asia/Jakarta."))
    is_example: Mapped[bool] = mapped_column(default=False, info=about("Contoh", "Berisi data rekaan."))

    def __str__(self) -> str:
        """The name people say."""
        return self.name
