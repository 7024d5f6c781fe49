"""A stage of the calendar: who owes something in it, and about whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, tzinfo

from kinerja_admin.db.bulk import Bulk
from kinerja_admin.engine.periods import Month, Period
from kinerja_admin.models.tahapan import Tahapan
from kinerja_admin.models.words import JENIS_CUTI
from kinerja_admin.services.sources.histories import leaves, position_on
from kinerja_admin.services.sources.performance import holders, plan_status
from kinerja_admin.services.sources.records import Person, Records

Duty = tuple[int, int | None]
"""Who owes it, and about whom; None for the person's own."""

_OF_PLANS = frozenset({"penyusunan_rencana", "persetujuan_rencana"})
_OF_SUPERIORS = frozenset({"persetujuan_rencana", "penilaian_atasan"})


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage with what it is judged by.

    Attributes:
        closing: records of the month in which the stage closes: who is there then can do something.
        about: records of the stage's own period; for plans, which stand at its beginning, those of the closing month.
        zone: the region's, in which a moment becomes a day.
    """

    row: Tahapan
    period: Period
    closing: Records
    about: Records
    zone: tzinfo


class RecordsByPeriod(dict[Period, Records]):
    """The records of each period that was asked for, opened once: stages share their months."""

    def __init__(self, bulk: Bulk, region: str) -> None:
        """Open none yet."""
        super().__init__()
        self._bulk, self._region = bulk, region

    def __missing__(self, period: Period) -> Records:
        """Open those of a period."""
        self[period] = Records(self._bulk, self._region, period)
        return self[period]


def stage_of(row: Tahapan, period: Period, records: RecordsByPeriod, zone: tzinfo) -> Stage:
    """The stage of a row of the calendar."""
    closing = records[Period(Month(row.selesai.year, row.selesai.month))]
    about = closing if row.tahap in _OF_PLANS else records[period]
    return Stage(row, period, closing, about, zone)


def duties(stage: Stage) -> Iterator[Duty]:
    """Everything that somebody owes in a stage."""
    there = {person.id for person in stage.closing.people if _is_there(person, stage.row.selesai)}
    for person in stage.about.people:
        if stage.row.tahap in _OF_SUPERIORS:
            superiors = _superiors(stage, person) if _counts(stage, person, there) else ()
            yield from ((superior, person.id) for superior in superiors if superior in there)
        elif person.id in there and _has_to(stage, person):
            yield person.id, None


def _is_there(person: Person, day: date) -> bool:
    return person.tanggal_masuk <= day and (person.tanggal_keluar is None or person.tanggal_keluar >= day)


def _counts(stage: Stage, person: Person, there: set[int]) -> bool:
    """Whoever worked in the period is rated, also after leaving; no plan is asked of those who left."""
    return stage.row.tahap not in _OF_PLANS or person.id in there


def _has_to(stage: Stage, person: Person) -> bool:
    """Achievements are reported on plans that were approved."""
    return stage.row.tahap != "pelaporan_capaian" or plan_status(stage.about, person) == "disetujui"


def _superiors(stage: Stage, person: Person) -> Iterator[int]:
    """Whoever holds the post above when the stage closes, or else acts in it."""
    held = position_on(stage.about, person, person.last)
    above = stage.closing.of(holders).get(held.superior, ()) if held and held.superior is not None else ()
    yield from (one for one in above if one != person.id)


def away_on(stage: Stage, person_id: int) -> str | None:
    """The leave that somebody is on throughout a stage, as it is called; nobody owes anything then."""
    granted = stage.closing.of(leaves).get(person_id, ())
    found = (one.what for one in granted if one.holds(stage.row.mulai) and one.holds(stage.row.selesai))
    return next((JENIS_CUTI[kind] for kind in found), None)
