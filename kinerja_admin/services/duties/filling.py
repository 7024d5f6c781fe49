"""Filling in the duties: added once their stage has begun, done on the day that the records name.

What is done once stays done; what personnel staff wrote into a duty is never overwritten.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from kinerja_admin.db import scope as scopes
from kinerja_admin.db.bulk import Bulk, bulk_in
from kinerja_admin.db.session import Session
from kinerja_admin.engine.periods import parse_period
from kinerja_admin.models.kewajiban import Kewajiban
from kinerja_admin.models.tahapan import Tahapan
from kinerja_admin.services import snapshots
from kinerja_admin.services.duties.done import done_in
from kinerja_admin.services.duties.stages import Duty, Stage, away_on, duties, stage_of

_GONE = "Tidak lagi bertugas pada tahapan ini"
"""Why somebody is released who left, or whose post another one took, after the duty was added."""


@dataclass(frozen=True, slots=True)
class Filled:
    """How many duties were added, and how many of those that were open turned out to be done."""

    added: int
    done: int


def fill(session: Session, region: str, day: date | None = None) -> Filled:
    """Fill in the duties of every stage of a region that has begun by a day, today unless given.

    Raises:
        NotFound: REGION_UNKNOWN.
    """
    snapshots.require_region(session, region)
    today = day or snapshots.today(session, region)
    bulk = bulk_in(session, scopes.current())
    counts = [_fill_stage(session, bulk, stage, today) for stage in _begun(session, bulk, region, today)]
    return Filled(sum(one.added for one in counts), sum(one.done for one in counts))


def _begun(session: Session, bulk: Bulk, region: str, today: date) -> Iterator[Stage]:
    zone = snapshots.time_zone(session, region)
    begun = select(Tahapan).where(Tahapan.region_id == region, Tahapan.mulai <= today)
    for row in session.scalars(begun.order_by(Tahapan.mulai, Tahapan.id)).all():
        period = parse_period(row.periode)
        if period is not None:
            yield stage_of(row, period, bulk, zone)


def _fill_stage(session: Session, bulk: Bulk, stage: Stage, today: date) -> Filled:
    done, owed = done_in(stage, today), dict.fromkeys(duties(stage))
    closed = 0
    for row in session.scalars(select(Kewajiban).where(Kewajiban.tahapan_id == stage.row.id)):
        duty = (row.pegawai_id, row.tentang_id)
        if row.selesai_pada is None and row.dibebaskan is None:
            row.selesai_pada = done.get(row.tentang_id or row.pegawai_id)
            closed += row.selesai_pada is not None
            if row.selesai_pada is None and duty not in owed:
                row.dibebaskan = _GONE
        owed.pop(duty, None)
    session.flush()
    return Filled(bulk.insert(Kewajiban, (_row(stage, duty, done) for duty in owed)), closed)


def _row(stage: Stage, duty: Duty, done: Mapping[int, date]) -> dict[str, Any]:
    owner, about = duty
    day = done.get(about or owner)
    return {
        "region_id": stage.row.region_id,
        "tahapan_id": stage.row.id,
        "pegawai_id": owner,
        "tentang_id": about,
        "jatuh_tempo": stage.row.selesai,
        "selesai_pada": day,
        "dibebaskan": away_on(stage, owner) if day is None else None,
    }
