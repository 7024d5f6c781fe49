"""What the elements of a series are called: the days, sections, items and projects that an explanation names.

No policy can ask for them; a snapshot keeps them beside the facts. Who rates is named nowhere.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from kinerja_admin.engine.columns.program import Array
from kinerja_admin.engine.columns.typed import Given
from kinerja_admin.models.words import ASPEK_PERILAKU
from kinerja_admin.services.sources.circumstances import factors_told, innovations
from kinerja_admin.services.sources.performance import approved_items, projects
from kinerja_admin.services.sources.records import Records
from kinerja_admin.services.sources.rows import bounds_of
from kinerja_admin.services.sources.schedules import calendars
from kinerja_admin.services.sources.sections import sections

PREFIX = "label."
"""What the columns of a snapshot begin with that hold labels."""


@dataclass(frozen=True, slots=True)
class Label:
    """What gives the names of a collection's elements, in the order of its series."""

    each: str
    kind: str
    names: Callable[[Records], Given]


def _days(records: Records) -> Given:
    known, start = records.of(calendars), records.period.start
    worked = known.grid[known.which, (start - records.year_start).days :]
    whose, when = np.nonzero(worked)
    return Given(when + start.toordinal(), bounds=bounds_of(np.bincount(whose, minlength=len(known.which))))


def _stretches(first: Array, last: Array) -> Given:
    """From when to when, once each."""
    pairs, codes = np.unique(np.stack((first, last)), axis=1, return_inverse=True)
    words = (f"{date.fromordinal(low)}/{date.fromordinal(high)}" for low, high in pairs.T.tolist())
    return Given(codes.reshape(-1), words=tuple(words))


def _sections(records: Records) -> Given:
    rows = records.of(sections)
    return rows.series_of(_stretches(rows["first"].values, rows["last"].values))


def _aspects(records: Records) -> Given:
    words, count = tuple(ASPEK_PERILAKU.values()), len(records.last_days)
    return Given(np.tile(np.arange(len(words)), count), words=words, bounds=np.arange(count + 1) * len(words))


def _factors(records: Records) -> Given:
    return factors_told(records, "text", lambda one: f"{one.first}/{one.last}")


LABELS: Sequence[Label] = (
    Label("hari_kerja", "date", _days),
    Label("bagian", "text", _sections),
    Label("butir_rencana", "text", lambda records: records.of(approved_items).series("uraian")),
    Label("aspek_perilaku", "text", _aspects),
    Label("proyek", "text", lambda records: records.of(projects).series("nama")),
    Label("inovasi", "text", lambda records: records.of(innovations).series("judul")),
    Label("faktor_eksternal", "text", _factors),
)
