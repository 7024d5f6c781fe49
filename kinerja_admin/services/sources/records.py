"""The records of a region's period: who was employed, and what each group's query brought, asked for once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Generic, TypeVar

import numpy as np
from sqlalchemy import Select, or_, select

from kinerja_admin.db.bulk import Bulk
from kinerja_admin.engine.columns.program import Array
from kinerja_admin.engine.columns.typed import Given
from kinerja_admin.engine.periods import Period
from kinerja_admin.models.pegawai import Pegawai
from kinerja_admin.services.columnar import Column
from kinerja_admin.services.sources.rows import Rows, bounds_of, columns_of, place_among, taken

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
    def population(self) -> Rows:
        """Who was employed, one row each, by internal number; ``first`` and ``last`` are their days in the period."""
        start, end = self.period.start, self.period.end
        columns = columns_of(
            self.bulk,
            select(
                *(Pegawai.id, Pegawai.nip, Pegawai.nama, Pegawai.jenis_kelamin, Pegawai.tanggal_lahir),
                *(Pegawai.status, Pegawai.tanggal_masuk, Pegawai.tanggal_keluar),
            )
            .where(
                Pegawai.region_id == self.region,
                Pegawai.tanggal_masuk <= end,
                or_(Pegawai.tanggal_keluar.is_(None), Pegawai.tanggal_keluar >= start),
            )
            .order_by(Pegawai.id),
        )
        joined, left = columns["tanggal_masuk"].given, columns["tanggal_keluar"].given
        last = np.minimum(left.values, end.toordinal())
        own = {
            "first": np.maximum(joined.values, start.toordinal()),
            "last": last if left.missing is None else np.where(left.missing, end.toordinal(), last),
        }
        days = {name: Column(name, "date", Given(values)) for name, values in own.items()}
        return Rows(np.arange(len(last) + 1), {**columns, **days})

    @property
    def last_days(self) -> Array:
        """The last day of each person in the period, as of which most is asked."""
        return self.population["last"].values

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """The same as objects, for those who look at people one by one."""
        return tuple(Person(*row) for row in zip(*self.population.columns.values(), strict=True))

    def person(self, place: int) -> Person:
        """One of them."""
        return Person(*(column[place] for column in self.population.columns.values()))  # type: ignore[arg-type]

    @cached_property
    def places(self) -> dict[int, int]:
        """The place of each person, by internal number."""
        return {number: place for place, number in enumerate(self.population["id"].values.tolist())}

    def rows(self, statement: Select[*tuple[Any, ...]]) -> Rows:
        """What a query says of people, who stand in its first column; a person's rows stay in their order."""
        columns = columns_of(self.bulk, statement)
        who = columns.pop(next(iter(columns))).given.values
        at, is_known = self.at(who)
        kept = np.flatnonzero(is_known)
        order = np.argsort(at[kept], kind="stable")
        if len(kept) < len(who) or (order[1:] < order[:-1]).any():
            picked = kept[order]
            at = at[picked]
            columns = {name: Column(name, one.kind, taken(one.given, picked)) for name, one in columns.items()}
        return Rows(bounds_of(np.bincount(at, minlength=len(self.last_days))), columns)

    def at(self, who: Array) -> tuple[Array, Array]:
        """The places of people by internal number, and who of them belongs to the population."""
        return place_among(self.population["id"].values, who)


def gather(rows: Iterable[tuple[int, Span[T]]]) -> dict[int, list[Span[T]]]:
    """Spans by whom they are about, in the order in which they come."""
    found: dict[int, list[Span[T]]] = {}
    for number, span in rows:
        found.setdefault(number, []).append(span)
    return found


def in_force(rows: Rows, days: Array) -> Array:
    """Which rows with ``mulai`` and ``selesai`` hold on a day of each person's."""
    day = days[rows.owners]
    until = rows["selesai"]
    lasts = until.values >= day
    return (rows["mulai"].values <= day) & (lasts if until.missing is None else lasts | until.missing)


def holding(spans: Iterable[Span[T]], day: date) -> list[T]:
    """Everything that holds on a day."""
    return [span.what for span in spans if span.holds(day)]


def days(first: date, last: date) -> Iterable[date]:
    """Every day from first to last."""
    day = first
    while day <= last:
        yield day
        day += ONE_DAY
