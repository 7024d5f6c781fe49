"""What is known of each working day: records of leave, duty and dispensation first, then what was clocked.

Everything stands in grids of people and days, because a year of ten thousand people has millions of days.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import BigInteger, Integer, cast, extract, func, literal, select

from kinerja_admin.models.dinas_luar import DinasLuar
from kinerja_admin.models.dispensasi import Dispensasi
from kinerja_admin.models.presensi import Presensi
from kinerja_admin.services.sources.histories import (
    is_definitive,
    leave_on,
    leave_rows,
    position_on,
    position_rows,
)
from kinerja_admin.services.sources.records import Person, Records, Span, in_force
from kinerja_admin.services.sources.rows import Each, Rows, columns_of, filled, mark, places_of
from kinerja_admin.services.sources.schedules import calendars, schedule_on
from kinerja_admin.services.sources.units import units as known_units
from kinerja_admin.services.sources.units import upwards
from kinerja_admin.services.sources.words import STATUS_PRESENSI

STATUSES = STATUS_PRESENSI[1]
_NOTHING = len(STATUSES)
"""Stands where nothing is recorded, or nothing explains a day."""

_UNKNOWN = -1
"""Minutes that were not clocked."""

Grid = NDArray[Any]
"""One row a person in the order of the population, one column a day."""


@dataclass(frozen=True, slots=True)
class Days:
    """The working days of the period, those of one person after those of another.

    ``bounds`` say which are whose; ``status`` are places in ``STATUSES``; minutes are below 0 where a present person
    was not clocked.
    """

    bounds: NDArray[Any]
    status: NDArray[Any]
    late: NDArray[Any]
    early: NDArray[Any]
    apel_due: NDArray[Any]
    apel_met: NDArray[Any]

    def count(self, marks: NDArray[Any]) -> NDArray[Any]:
        """How many of each person's days are marked."""
        sums = np.concatenate(([0], np.cumsum(marks)))
        return sums[self.bounds[1:]] - sums[self.bounds[:-1]]  # type: ignore[no-any-return]


def days_of_period(records: Records) -> Days:
    """Every working day of each person in the period."""
    at = slice(_column(records, records.period.start), None)
    is_worked = records.of(_working)[:, at]
    clocked = records.of(_clocked)
    explained = records.of(_explained)[:, at][is_worked]
    recorded, late, early, due, met = (grid[is_worked] for grid in clocked)
    has_row = recorded != _NOTHING
    absent = STATUSES.index("alpa")
    status = np.where(explained != _NOTHING, explained, np.where(has_row, recorded, absent))
    is_present = status == STATUSES.index("hadir")
    due = (is_present | (status == absent)) & np.where(has_row, due, False)
    unrecorded = np.flatnonzero(~has_row & (status == absent))
    whose, when = (places[unrecorded].tolist() for places in np.nonzero(is_worked))
    due[unrecorded] = [_apel_planned(records, row, column) for row, column in zip(whose, when, strict=True)]
    bounds = np.concatenate(([0], np.cumsum(is_worked.sum(axis=1))))
    return Days(bounds, status, np.where(is_present, late, 0), np.where(is_present, early, 0), due, due & met)


def absences(records: Records) -> tuple[NDArray[Any], NDArray[Any]]:
    """For each person: working days absent in the year so far, and the longest run of them."""
    is_worked = records.of(_working)
    is_absent = is_worked & (records.of(_explained) == _NOTHING) & ~records.of(_accounted_earlier)
    at = slice(_column(records, records.period.start), None)
    here = is_worked[:, at]
    in_period = np.zeros_like(here)
    in_period[here] = records.of(days_of_period).status == STATUSES.index("alpa")
    is_absent[:, at] = in_period
    run = longest = np.zeros(len(is_absent), dtype=np.int64)
    for worked, absent in zip(is_worked.T, is_absent.T, strict=True):
        run = np.where(worked, np.where(absent, run + 1, 0), run)
        longest = np.maximum(longest, run)
    return is_absent.sum(axis=1), longest


def day_explained(records: Records, person: Person, day: date) -> str | None:
    """A granted leave, a duty or a dispensation, which explain a day whatever was clocked."""
    if leave_on(records, person, day):
        return "cuti"
    if any(span.holds(day) for span in records.of(duties_elsewhere).get(person.id, ())):
        return "dinas_luar"
    return "dispensasi" if _is_dispensed(records, person, day) else None


# --- grids ------------------------------------------------------------------------------------------------------------


def _column(records: Records, day: date) -> int:
    """The column of a day; the first is 1 January."""
    return (day - records.year_start).days


def _grid(records: Records, filler: Any, kind: type) -> Grid:
    return np.full((len(records.last_days), _column(records, records.period.end) + 1), filler, dtype=kind)


def _working(records: Records) -> Grid:
    """The working days of each person since January while employed."""
    known = records.of(calendars)
    return known.grid[known.which]


def _explained(records: Records) -> Grid:
    """Leave, duty and dispensation, the first of them that there is, as places in ``STATUSES``."""
    found = _grid(records, _NOTHING, np.uint8)
    for day in records.of(dispensations):
        found[:, _column(records, day)] = np.where(_dispensed(records, day), STATUSES.index("dispensasi"), _NOTHING)
    january = records.year_start.toordinal()
    for rows, status in ((records.of(duty_rows_elsewhere), "dinas_luar"), (records.of(leave_rows), "cuti")):
        mark(found, january, rows.owners, rows["mulai"].values, rows["selesai"].values, STATUSES.index(status))
    return found


def _clocked(records: Records) -> tuple[Grid, Grid, Grid, Grid, Grid]:
    """The attendance rows of the period: status, minutes late, minutes early, whether the apel was due and was met."""
    table, start = Presensi, records.period.start
    width = (records.period.end - start).days + 1
    fillers: tuple[tuple[Any, type], ...] = (
        (_NOTHING, np.uint8), (_UNKNOWN, np.int16), (_UNKNOWN, np.int16), (False, np.bool_), (False, np.bool_),
    )  # fmt: skip
    grids: tuple[Grid, ...] = tuple(
        np.full((len(records.last_days), width), filler, dtype=kind) for filler, kind in fillers
    )
    found = columns_of(
        records.bulk,
        select(
            *(table.pegawai_id, table.tanggal, table.status, table.menit_telat, table.menit_pulang_cepat),
            *(table.apel_wajib, table.apel_hadir),
        ).where(table.region_id == records.region, table.tanggal >= start, table.tanggal <= records.period.end),
    )
    people, dates, status, late, early, due, met = (column.given for column in found.values())
    rows, is_known = records.at(people.values)
    columns = dates.values - start.toordinal()
    contents = (
        places_of(status, STATUSES),
        filled(late, _UNKNOWN).values,
        filled(early, _UNKNOWN).values,
        due.values,
        filled(met, 0).values,  # missing where it was not due
    )
    for grid, content in zip(grids, contents, strict=True):
        grid[rows[is_known], columns[is_known]] = content[is_known]
    return grids  # type: ignore[return-value]


def _accounted_earlier(records: Records) -> Grid:
    """Days of the year before the period with a record other than absence.

    Added up in the database, a bit a day: a person has one row a day, so that the sum of the bits is their union, and a
    year of ten thousand people comes as some hundred thousand numbers instead of millions of rows.
    """
    table = Presensi
    month = cast(extract("month", table.tanggal), Integer)
    bit = literal(1, BigInteger).op("<<")(cast(extract("day", table.tanggal), Integer) - 1)
    found = columns_of(
        records.bulk,
        select(table.pegawai_id, month.label("month"), cast(func.sum(bit), BigInteger).label("days"))
        .where(
            table.region_id == records.region,
            table.tanggal >= records.year_start,
            table.tanggal < records.period.start,
            table.status != "alpa",
        )
        .group_by(table.pegawai_id, month),
    )
    people, months, bits = (column.given.values for column in found.values())
    grid = _grid(records, filler=False, kind=np.bool_)
    rows, is_known = records.at(people)
    for number in np.unique(months).tolist():
        chosen = is_known & (months == number)
        first = date(records.year_start.year, number, 1)
        for column, shift in _days_of_month(records, first, grid.shape[1]):
            grid[rows[chosen], column] = (bits[chosen] >> shift) & 1
    return grid


def _days_of_month(records: Records, first: date, width: int) -> Iterator[tuple[int, int]]:
    """The columns of a month's days before the grid's end, each with its bit."""
    start = _column(records, first)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return ((column, column - start) for column in range(start, min(_column(records, following), width)))


# --- records ----------------------------------------------------------------------------------------------------------


def duty_rows_elsewhere(records: Records) -> Rows:
    """Official duty of each person away from the office in the year so far."""
    table = DinasLuar
    return records.rows(
        select(table.pegawai_id, table.mulai, table.selesai)
        .where(
            table.region_id == records.region,
            table.mulai <= records.period.end,
            table.selesai >= min(records.year_start, records.period.start),
        )
        .order_by(table.pegawai_id, table.mulai)
    )


def duties_elsewhere(records: Records) -> Each[Span[str]]:
    """The same as objects."""
    return Each(records.of(duty_rows_elsewhere), records.places, lambda first, last: Span(first, last, "dinas_luar"))


def dispensations(records: Records) -> Mapping[date, frozenset[int | None]]:
    """Approved mass dispensations by day: units, or None for the whole region."""
    table = Dispensasi
    found = records.bulk.rows(
        select(table.tanggal, table.unit_kerja_id).where(
            table.region_id == records.region,
            table.disetujui_oleh_id.is_not(None),
            table.tanggal >= min(records.year_start, records.period.start),
            table.tanggal <= records.period.end,
        )
    )
    by_day: dict[date, set[int | None]] = {}
    for day, unit in found:
        by_day.setdefault(day, set()).add(unit)
    return {day: frozenset(units) for day, units in by_day.items()}


def _dispensed(records: Records, day: date) -> NDArray[np.bool_]:
    """Who is dispensed on a day, by the unit of the definitive position."""
    units = records.of(dispensations)[day]
    if None in units:
        return np.ones(len(records.last_days), dtype=np.bool_)
    rows = records.of(position_rows)
    on = np.full(len(records.last_days), day.toordinal())
    held = rows.last(in_force(rows, on) & is_definitive(rows))["unit_kerja_id"]
    under = [number for number in records.of(known_units) if any(one.id in units for one in upwards(records, number))]
    is_under = np.isin(held.values, under)
    return is_under if held.missing is None else is_under & ~held.missing


def _is_dispensed(records: Records, person: Person, day: date) -> bool:
    units = records.of(dispensations).get(day)
    if not units or None in units:
        return bool(units)
    held = position_on(records, person, day)
    return any(unit.id in units for unit in upwards(records, held.unit if held else None))


def _apel_planned(records: Records, row: int, column: int) -> bool:
    """Whether the schedule of a person has an apel on a day of the period."""
    day = date.fromordinal(records.period.start.toordinal() + column)
    schedule = schedule_on(records, records.person(row), day)
    return schedule is not None and schedule.apel == day.isoweekday()
