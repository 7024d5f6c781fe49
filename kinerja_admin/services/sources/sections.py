"""Sections of a period: stretches of days in which class, acting post, status, sanction and leave do not change."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kinerja_admin.services.sources.histories import (
    acting_on,
    leave_on,
    leaves,
    position_on,
    positions,
    sanction_on,
    sanctions,
    status_on,
    statuses,
)
from kinerja_admin.services.sources.records import ONE_DAY, Person, Records, Span
from kinerja_admin.services.sources.schedules import working_days


@dataclass(frozen=True, slots=True)
class State:
    """What holds throughout a section."""

    kelas: int | None
    jenis: str | None
    status: str
    plt_kelas: int | None
    hukuman: str
    cuti: str


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of days, how many there are, and how many of them are working days."""

    state: State
    first: date
    last: date
    hari_kerja: int

    @property
    def hari(self) -> int:
        """Calendar days."""
        return (self.last - self.first).days + 1


def sections(records: Records) -> dict[int, tuple[Section, ...]]:
    """The sections of each person's part of the period, oldest first."""
    return {person.id: tuple(_sections(records, person)) for person in records.people}


def _sections(records: Records, person: Person) -> Iterator[Section]:
    worked = records.of(working_days)[person.id]
    for first, last, state in _merged(records, person):
        yield Section(state, first, last, bisect_right(worked, last) - bisect_left(worked, first))


def _merged(records: Records, person: Person) -> Iterator[tuple[date, date, State]]:
    """Stretches between changes; neighbours that a change left alike become one."""
    starts = _starts(records, person)
    first, state = person.first, _state(records, person, person.first)
    for start in starts[1:]:
        changed = _state(records, person, start)
        if changed != state:
            yield first, start - ONE_DAY, state
            first, state = start, changed
    yield first, person.last, state


def _starts(records: Records, person: Person) -> list[date]:
    """The first day, and every day on which something begins or has just ended."""
    loaders = (positions, statuses, sanctions, leaves)
    spans: list[Span[object]] = [span for loader in loaders for span in records.of(loader).get(person.id, ())]  # type: ignore[attr-defined]
    begins = {span.first for span in spans}
    ends = {span.last + ONE_DAY for span in spans if span.last}
    return [person.first, *sorted(day for day in begins | ends if person.first < day <= person.last)]


def _state(records: Records, person: Person, day: date) -> State:
    held = position_on(records, person, day)
    acting = acting_on(records, person, day)
    sanction = sanction_on(records, person, day)
    return State(
        kelas=held.kelas if held else None,
        jenis=held.jenis if held else None,
        status=status_on(records, person, day),
        plt_kelas=acting.kelas if acting else None,
        hukuman=sanction.level if sanction else "tidak_ada",
        cuti=leave_on(records, person, day) or "tidak_cuti",
    )
