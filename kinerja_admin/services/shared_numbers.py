"""The same NIP in two regions: somebody who moved, or a number that was typed wrongly; the centre alone is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from sqlalchemy import func, select

from kinerja_admin.db import scope as scopes
from kinerja_admin.db.session import Session
from kinerja_admin.models.pegawai import Pegawai


@dataclass(frozen=True, slots=True)
class Employment:
    """Where somebody with the number is or was employed."""

    region: str
    pegawai_id: int
    nama: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class SharedNumber:
    """A NIP that stands in more than one region."""

    nip: str
    employments: tuple[Employment, ...]

    @property
    def overlaps(self) -> bool:
        """Whether two of the regions employ the number on the same day: then one of them is wrong."""
        spans = [(one.since, one.until or date.max) for one in self.employments]
        return any(later[0] <= earlier[1] for earlier, later in pairwise(spans))


def shared_numbers(session: Session) -> tuple[SharedNumber, ...]:
    """The numbers of more than one region, by NIP; nothing for anybody who does not see all regions."""
    if not scopes.current().sees_all:
        return ()
    twice = select(Pegawai.nip).group_by(Pegawai.nip).having(func.count(Pegawai.region_id.distinct()) > 1)
    numbers = session.scalars(twice).all()
    rows = session.scalars(
        select(Pegawai).where(Pegawai.nip.in_(numbers)).order_by(Pegawai.nip, Pegawai.tanggal_masuk, Pegawai.region_id)
    )
    found: dict[str, list[Employment]] = {}
    for row in rows:
        held = Employment(row.region_id, row.id, row.nama, row.tanggal_masuk, row.tanggal_keluar)
        found.setdefault(row.nip, []).append(held)
    return tuple(SharedNumber(nip, tuple(held)) for nip, held in found.items())
