"""What follows for a record from others: values that it leaves out, doubts worth a look, runs that rest on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kinerja_admin.db.session import Session
from kinerja_admin.errors import Problem
from kinerja_admin.models.base import Base
from kinerja_admin.models.presensi import Presensi
from kinerja_admin.models.run import Run
from kinerja_admin.services import attendance
from kinerja_admin.services.runs.resting import About, about, resting_on


@dataclass(frozen=True, slots=True)
class Consequences:
    """What to tell who has written a record."""

    doubts: tuple[Problem, ...] = ()
    runs: tuple[Run, ...] = ()


class Completer:
    """Fills in what follows from other records; what it needs for that is read once, and only where it is needed."""

    def __init__(self, session: Session, model: type[Base], region: str | None, *, for_one: bool = False) -> None:
        """``for_one`` where a single record is written, so that nothing is read of others."""
        self._session, self._model, self._region, self._for_one = session, model, region, for_one
        self._timetable: attendance.Timetable | None = None

    def derived(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Values that were left out; nothing that was typed is ever replaced."""
        if self._model is not Presensi or self._region is None or not attendance.lacks_minutes(values):
            return {}
        if self._timetable is None:
            person = int(values["pegawai_id"]) if self._for_one else None
            self._timetable = attendance.Timetable(self._session, self._region, person)
        return dict(attendance.derived_minutes(self._timetable, values))


def consequences(session: Session, row: Base, before: Mapping[str, Any] | None = None) -> Consequences:
    """What speaks against a row that was just written, and which runs were computed without it.

    ``before`` are the values that a change replaced: the months that it no longer speaks about count, too.
    """
    region = getattr(row, "region_id", None)
    if not isinstance(region, str):
        return Consequences()
    spoken = [about(session, row), about(session, row, before) if before else None]
    runs = resting_on(session, region, (one for one in spoken if one is not None))
    return Consequences(tuple(attendance.contradictions(session, [row]).values()), runs)


def resting_under(session: Session, rows: Iterable[Base]) -> tuple[Run, ...]:
    """The runs that were computed over any of these rows, whatever their regions."""
    spoken: dict[str, list[About]] = {}
    for row in rows:
        region, said = getattr(row, "region_id", None), about(session, row)
        if isinstance(region, str) and said is not None:
            spoken.setdefault(region, []).append(said)
    return tuple(run for region, records in spoken.items() for run in resting_on(session, region, records))
