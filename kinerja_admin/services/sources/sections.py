"""Sections of a period: stretches of days in which class, acting post, status, sanction and leave do not change."""

from __future__ import annotations

import numpy as np

from kinerja_admin.engine.columns.program import Array
from kinerja_admin.engine.columns.typed import Given
from kinerja_admin.services.columnar import Column
from kinerja_admin.services.sources.histories import (
    acting,
    begun,
    definitive,
    hardest,
    leave_rows,
    position_rows,
    sanction_rows,
    status_rows,
)
from kinerja_admin.services.sources.records import Records, in_force
from kinerja_admin.services.sources.rows import Rows, bounds_of, either, filled, missing_of, taken
from kinerja_admin.services.sources.schedules import calendars


def sections(records: Records) -> Rows:
    """The sections of each person's part of the period, oldest first; neighbours left alike become one."""
    owners, days = _changes(records)
    states = _states(records, owners, days)
    begins = np.append(True, owners[1:] != owners[:-1])[: len(owners)]
    for state in states.values():
        told = np.where(missing_of(state.given), -1, state.given.values)
        begins[1:] |= told[1:] != told[:-1]
    kept = np.flatnonzero(begins)
    owners, first = owners[kept], days[kept]
    is_last = np.append(owners[1:] != owners[:-1], True)[: len(owners)]
    last = np.where(is_last, records.last_days[owners], np.append(first[1:], 0)[: len(first)] - 1)
    stretches = {
        "first": Column("first", "date", Given(first)),
        "last": Column("last", "date", Given(last)),
        "hari": Column("hari", "integer", Given(last - first + 1)),
        "hari_kerja": Column("hari_kerja", "integer", Given(_worked(records, owners, first, last))),
    }
    kinds = {name: Column(name, one.kind, taken(one.given, kept)) for name, one in states.items()}
    return Rows(bounds_of(np.bincount(owners, minlength=len(records.last_days))), {**stretches, **kinds})


def _changes(records: Records) -> tuple[Array, Array]:
    """For each person the first day, and every day after it on which something begins or has just ended."""
    first, last = records.population["first"].values, records.last_days
    people = np.arange(len(last))
    pairs = [(people, first)]
    for loader in (position_rows, status_rows, sanction_rows, leave_rows):
        rows = records.of(loader)
        pairs.append((rows.owners, rows["mulai"].values))
        if "selesai" in rows.columns:
            pairs.append((rows.owners, filled(rows["selesai"], 0).values + 1))
    owners, days = (np.concatenate(part) for part in zip(*pairs, strict=True))
    inside = (days >= first[owners]) & (days <= last[owners])
    found = np.unique(np.stack((owners[inside], days[inside])), axis=1)
    return found[0], found[1]


def _states(records: Records, owners: Array, days: Array) -> dict[str, Column]:
    """What holds on a day of each of some people."""
    held = records.of(position_rows).of(owners)
    position, acts = definitive(held, days), acting(held, days)
    status = begun(records.of(status_rows).of(owners), days)["status"]
    sanction = hardest(records.of(sanction_rows).of(owners), days)["tingkat"]
    granted = records.of(leave_rows).of(owners)
    leave = granted.top(in_force(granted, days), -np.arange(len(granted.owners)))["jenis"]
    found = {
        "kelas": ("integer", position["kelas"]),
        "jenis_jabatan": ("text", position["jenis"]),
        "status": ("text", either(status, taken(records.population["status"], owners))),
        "plt_kelas": ("integer", acts["kelas"]),
        "hukuman_tingkat": ("text", filled(sanction, "tidak_ada")),
        "cuti": ("text", filled(leave, "tidak_cuti")),
    }
    return {name: Column(name, kind, given) for name, (kind, given) in found.items()}


def _worked(records: Records, owners: Array, first: Array, last: Array) -> Array:
    """The working days from a day to another."""
    known, january = records.of(calendars), records.year_start.toordinal()
    sums = np.zeros((len(known.grid), known.grid.shape[1] + 1), dtype=np.int64)
    np.cumsum(known.grid, axis=1, out=sums[:, 1:])
    calendar = known.which[owners]
    found: Array = sums[calendar, last - january + 1] - sums[calendar, first - january]
    return found
