"""Runs: a policy version computed over a snapshot."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from kinerja_admin.models.base import Base, RegionScoped, about, key, reference, related, word
from kinerja_admin.models.types import Json, Moment, utc_now
from kinerja_admin.models.words import JENIS_PERHITUNGAN, STATUS_PERHITUNGAN

if TYPE_CHECKING:
    from kinerja_admin.models.account import Account
    from kinerja_admin.models.policy_file import PolicyFile
    from kinerja_admin.models.snapshot import Snapshot

COUNTED = ("official", "correction")
"""The kinds of runs that count as pay; a scenario or a preview never does."""

DECIDED = ("approved", "locked")
"""The states in which somebody has answered for a run's results."""


class Run(RegionScoped, Base):
    """One computation with everything needed to repeat it; once locked it never changes again.

    ``totals`` maps outputs to exact amounts as strings; ``inputs`` names the runs whose results were taken,
    with their hashes; ``judgements`` is what the checks over everybody came to (none: computed before it was kept);
    ``policy``, ``version`` and ``digest`` stand here too, because they are what was computed.
    """

    __tablename__ = "run"
    __label__ = "Perhitungan"
    __plural__ = "Daftar perhitungan"
    __group__ = "Perhitungan"

    id: Mapped[int] = key()
    periode: Mapped[str] = mapped_column(info=about("Periode", shown=True))
    policy: Mapped[str] = mapped_column(info=about("Kebijakan", shown=True, search=True))
    version: Mapped[str] = mapped_column(info=about("Versi", shown=True))
    digest: Mapped[str] = mapped_column(info=about("Sidik kebijakan"))
    policy_file_id: Mapped[int] = reference("policy_file", "Naskah kebijakan", same_region=False)
    snapshot_id: Mapped[int] = reference("snapshot", "Potret data", shown=True)
    kind: Mapped[str] = word(JENIS_PERHITUNGAN, "Jenis", shown=True)
    name: Mapped[str | None] = mapped_column(info=about("Nama", "Nama skenario.", search=True))
    state: Mapped[str] = word(STATUS_PERHITUNGAN, "Status", shown=True, default="computing")
    corrects_id: Mapped[int | None] = reference("run", "Mengoreksi", "Perhitungan terkunci yang dikoreksi.")
    inputs: Mapped[dict[str, Any]] = mapped_column(Json, default=dict, info=about("Hasil yang dipakai"))
    totals: Mapped[dict[str, Any]] = mapped_column(Json, default=dict, info=about("Jumlah"))
    judgements: Mapped[list[dict[str, Any]] | None] = mapped_column(Json, info=about("Pemeriksaan atas semua pegawai"))
    people: Mapped[int] = mapped_column(default=0, info=about("Pegawai", unit="orang", shown=True))
    errors: Mapped[int] = mapped_column(default=0, info=about("Galat", unit="orang", shown=True))
    engine_version: Mapped[str] = mapped_column(default="", info=about("Versi mesin"))
    results_sha256: Mapped[str | None] = mapped_column(info=about("Sidik hasil"))
    computed_by_id: Mapped[int | None] = reference("account", "Dihitung oleh", same_region=False, index=False)
    computed_at: Mapped[datetime] = mapped_column(Moment, default=utc_now, info=about("Dihitung pada", shown=True))
    checked_by_id: Mapped[int | None] = reference("account", "Diperiksa oleh", same_region=False, index=False)
    checked_at: Mapped[datetime | None] = mapped_column(Moment, info=about("Diperiksa pada"))
    approved_by_id: Mapped[int | None] = reference("account", "Disetujui oleh", same_region=False, index=False)
    approved_at: Mapped[datetime | None] = mapped_column(Moment, info=about("Disetujui pada"))
    locked_by_id: Mapped[int | None] = reference("account", "Dikunci oleh", same_region=False, index=False)
    locked_at: Mapped[datetime | None] = mapped_column(Moment, info=about("Dikunci pada"))

    policy_file: Mapped[PolicyFile] = related("Run.policy_file_id", "PolicyFile")
    snapshot: Mapped[Snapshot] = related("Run.snapshot_id", "Snapshot")
    corrects: Mapped[Run | None] = related("Run.corrects_id", "Run")
    computed_by: Mapped[Account | None] = related("Run.computed_by_id", "Account")
    checked_by: Mapped[Account | None] = related("Run.checked_by_id", "Account")
    approved_by: Mapped[Account | None] = related("Run.approved_by_id", "Account")
    locked_by: Mapped[Account | None] = related("Run.locked_by_id", "Account")

    __table_args__ = (
        Index(None, "region_id", "policy", "periode"),
        Index(
            "uq_run_official_locked",
            *("region_id", "policy", "periode"),
            unique=True,
            sqlite_where=text("kind = 'official' AND state = 'locked'"),
            postgresql_where=text("kind = 'official' AND state = 'locked'"),
        ),
        CheckConstraint("length(periode) IN (4, 7)", name="periode"),
        CheckConstraint("(kind = 'correction') = (corrects_id IS NOT NULL)", name="koreksi"),
        CheckConstraint("kind <> 'scenario' OR name IS NOT NULL", name="nama_skenario"),
        CheckConstraint("kind IN ('official', 'correction') OR state NOT IN ('approved', 'locked')", name="resmi"),
        CheckConstraint("errors BETWEEN 0 AND people", name="errors"),
    )

    def __str__(self) -> str:
        """Policy with version, and period."""
        return f"{self.policy}@{self.version} {self.periode}"
