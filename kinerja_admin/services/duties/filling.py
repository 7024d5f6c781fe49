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
from kinerja_admin.services.duties.stages import Duty, RecordsByPeriod, Stage, away_on, duties, stage_of

_AT_ONCE = 500
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
    records = RecordsByPeriod(bulk, region)
    begun = select(Tahapan).where(Tahapan.region_id == region, Tahapan.mulai <= today)
    for row in session.scalars(begun.order_by(Tahapan.mulai, Tahapan.id)).all():
        period = parse_period(row.periode)
        if period is not None:
            yield stage_of(row, period, records, zone)


def _fill_stage(session: Session, bulk: Bulk, stage: Stage, today: date) -> Filled:
    done, owed = done_in(stage), dict.fromkeys(duties(stage))
    changed: dict[int, dict[str, Any]] = {}
    for number, duty, is_open in _known(bulk, stage):
        about = duty[1] or duty[0]
        if is_open and about in done:
            changed[number] = {"selesai_pada": done[about] or today}  # open when last looked at
        elif is_open and duty not in owed:
            changed[number] = {"dibebaskan": _GONE}
        owed.pop(duty, None)
    _change(session, changed)
    added = bulk.insert(Kewajiban, (_row(stage, duty, done, today) for duty in owed))
    return Filled(added, sum("selesai_pada" in values for values in changed.values()))


def _change(session: Session, changed: Mapping[int, Mapping[str, Any]]) -> None:
    numbers = list(changed)
    for start in range(0, len(numbers), _AT_ONCE):
        wanted = Kewajiban.id.in_(numbers[start : start + _AT_ONCE])
        for row in session.scalars(select(Kewajiban).where(wanted)):
            for name, value in changed[row.id].items():
                setattr(row, name, value)
    session.flush()


def _known(bulk: Bulk, stage: Stage) -> Iterator[tuple[int, Duty, bool]]:
    """The duties that a stage has already: number, whose and about whom, and whether it is neither done nor released.

    Most were done long ago: only those that change are fetched as rows.
    """
    table = Kewajiban
    found = bulk.rows(
        select(table.id, table.pegawai_id, table.tentang_id, table.selesai_pada, table.dibebaskan).where(
            table.region_id == stage.row.region_id, table.tahapan_id == stage.row.id
        )
    )
    return ((row[0], (row[1], row[2]), row[3] is None and row[4] is None) for row in found)


def _row(stage: Stage, duty: Duty, done: Mapping[int, date | None], today: date) -> dict[str, Any]:
    """A new duty; where nothing says when it was done, it is not called late."""
    owner, about = duty
    day = (done[about or owner] or min(today, stage.row.selesai)) if (about or owner) in done else None
    return {
        "region_id": stage.row.region_id,
        "tahapan_id": stage.row.id,
        "pegawai_id": owner,
        "tentang_id": about,
        "jatuh_tempo": stage.row.selesai,
        "selesai_pada": day,
        "dibebaskan": away_on(stage, owner) if day is None else None,
    }
