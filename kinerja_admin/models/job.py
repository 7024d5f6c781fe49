"""Long work: one row per piece, one worker at a time on each."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionOrCentral, about, key, reference, related, word
from kinerja_admin.models.types import Json, Moment, utc_now
from kinerja_admin.models.words import STATUS_PEKERJAAN

if TYPE_CHECKING:
    from kinerja_admin.models.account import Account


class Job(RegionOrCentral, Base):
    """A piece of work with its progress; ``message_code`` is worded by the catalogue."""

    __tablename__ = "job"
    __label__ = "Pekerjaan"
    __plural__ = "Daftar pekerjaan"
    __group__ = "Perhitungan"
    __audited__ = False

    id: Mapped[int] = key()
    kind: Mapped[str] = mapped_column(info=about("Jenis", shown=True))
    parameters: Mapped[dict[str, Any]] = mapped_column(Json, default=dict, info=about("Parameter"))
    state: Mapped[str] = word(STATUS_PEKERJAAN, "Status", shown=True, default="queued")
    done: Mapped[int] = mapped_column(default=0, info=about("Selesai", shown=True))
    total: Mapped[int | None] = mapped_column(info=about("Dari", "Kosong selama belum diketahui.", shown=True))
    attempts: Mapped[int] = mapped_column(default=0, info=about("Percobaan", unit="kali"))
    cancel_requested: Mapped[bool] = mapped_column(default=False, info=about("Diminta batal"))
    message_code: Mapped[str | None] = mapped_column(info=about("Kode pesan", shown=True))
    message_parameters: Mapped[dict[str, Any]] = mapped_column(Json, default=dict, info=about("Isi pesan"))
    result: Mapped[dict[str, Any] | None] = mapped_column(Json, info=about("Hasil"))
    worker: Mapped[str | None] = mapped_column(info=about("Pekerja"))
    heartbeat_at: Mapped[datetime | None] = mapped_column(Moment, info=about("Tanda hidup"))
    created_by_id: Mapped[int | None] = reference("account", "Diminta oleh", same_region=False)
    created_at: Mapped[datetime] = mapped_column(Moment, default=utc_now, info=about("Diminta pada", shown=True))
    started_at: Mapped[datetime | None] = mapped_column(Moment, info=about("Dimulai pada"))
    finished_at: Mapped[datetime | None] = mapped_column(Moment, info=about("Berakhir pada", shown=True))

    created_by: Mapped[Account | None] = related("Job.created_by_id", "Account")

    __table_args__ = (
        Index(None, "state", "id"),
        CheckConstraint("done >= 0 AND (total IS NULL OR done <= total)", name="kemajuan"),
    )

    def __str__(self) -> str:
        """Kind and number."""
        return f"{self.kind} #{self.id}"
