"""The records of a region's period: who was employed, and what each group's query brought, asked for once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Generic, TypeVar

from sqlalchemy import or_, select

from kinerja_admin.db.bulk import Bulk
from kinerja_admin.engine.periods import Period
from kinerja_admin.models.pegawai import Pegawai

T = TypeVar("T")
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody employed on at least one day of the period; ``first`` and ``last`` are those days inside it."""

    id: int
    nip: str
    nama: str
    jenis_kelamin: str
    tanggal_lahir: date
    status: str
    tanggal_masuk: date
    tanggal_keluar: date | None
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Span(Generic[T]):
    """Something that holds from a day to a day, both included; without an end until further notice."""

    first: date
    last: date | None
    what: T

    def holds(self, day: date) -> bool:
        """Whether it holds on a day."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(eq=False)
class Records:
    """One region and period, open for reading; what a loader brings is kept for everybody who asks after it."""

    bulk: Bulk
    region: str
    period: Period
    kept: dict[Callable[[Records], Any], Any] = field(default_factory=dict)

    def of(self, loader: Callable[[Records], T]) -> T:
        """What a loader brings; its query runs once, however many sources want it."""
        try:
            found: T = self.kept[loader]
        except KeyError:  # asked for by every source and person, and missing once
            found = self.kept[loader] = loader(self)
        return found

    @property
    def year_start(self) -> date:
        """The first day of the calendar year in which the period ends."""
        return date(self.period.end.year, 1, 1)

    def last_years(self, years: int) -> date:
        """The first day of the years that end with the period: 2024-04-01 for two years up to 2026-03-31."""
        end = self.period.end
        return end.replace(year=end.year - years, day=28 if (end.month, end.day) == (2, 29) else end.day) + ONE_DAY

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """The population, by internal number."""
        start, end = self.period.start, self.period.end
        found = self.bulk.rows(
            select(
                *(Pegawai.id, Pegawai.nip, Pegawai.nama, Pegawai.jenis_kelamin, Pegawai.tanggal_lahir),
                *(Pegawai.status, Pegawai.tanggal_masuk, Pegawai.tanggal_keluar),
            )
            .where(
                Pegawai.region_id == self.region,
                Pegawai.tanggal_masuk <= end,
                or_(Pegawai.tanggal_keluar.is_(None), Pegawai.tanggal_keluar >= start),
            )
            .order_by(Pegawai.id)
        )
        return tuple(
            Person(*row, first=max(row.tanggal_masuk, start), last=min(row.tanggal_keluar or end, end))  # type: ignore[misc]
            for row in found
        )


def gather(rows: Iterable[tuple[int, Span[T]]]) -> dict[int, list[Span[T]]]:
    """Spans by person, in the order in which they come."""
    found: dict[int, list[Span[T]]] = {}
    for person, span in rows:
        found.setdefault(person, []).append(span)
    return found


def holding(spans: Iterable[Span[T]], day: date) -> list[T]:
    """Everything that holds on a day."""
    return [span.what for span in spans if span.holds(day)]


def days(first: date, last: date) -> Iterable[date]:
    """Every day from first to last."""
    day = first
    while day <= last:
        yield day
        day += ONE_DAY
