"""What the elements of a series are called: the days, sections, items and projects that an explanation names.

No policy can ask for them; a snapshot keeps them beside the facts. Who rates is named nowhere.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from kinerja_admin.engine.facts import Cell
from kinerja_admin.models.butir_rencana import ButirRencana
from kinerja_admin.models.rencana import Rencana
from kinerja_admin.models.words import ASPEK_PERILAKU
from kinerja_admin.services.sources.circumstances import factors_of, innovations
from kinerja_admin.services.sources.performance import approved_items, projects
from kinerja_admin.services.sources.records import Person, Records
from kinerja_admin.services.sources.schedules import working_days
from kinerja_admin.services.sources.sections import sections

PREFIX = "label."
"""What the columns of a snapshot begin with that hold labels."""


@dataclass(frozen=True, slots=True)
class Label:
    """What gives the names of a collection's elements, in the order of its series."""

    each: str
    kind: str
    names: Callable[[Records, Person], Cell]


def _days(records: Records, person: Person) -> Cell:
    worked = records.of(working_days)[person.id]  # since January
    return tuple(worked[bisect_left(worked, records.period.start) :])


def _sections(records: Records, person: Person) -> Cell:
    return tuple(f"{one.first}/{one.last}" for one in records.of(sections)[person.id])


def _items(records: Records, person: Person) -> Cell:
    named = records.of(_names_of_items)
    return tuple(named[item.id] for item in approved_items(records, person))


def _names_of_items(records: Records) -> dict[int, str]:
    found = records.bulk.rows(
        select(ButirRencana.id, ButirRencana.uraian)
        .join(Rencana, ButirRencana.rencana_id == Rencana.id)
        .where(Rencana.region_id == records.region, Rencana.tahun == records.period.end.year)
    )
    return {row[0]: row[1] for row in found}


def _aspects(_records: Records, _person: Person) -> Cell:
    return tuple(ASPEK_PERILAKU.values())


def _projects(records: Records, person: Person) -> Cell:
    return tuple(project.name for project in records.of(projects).get(person.id, ()))


def _innovations(records: Records, person: Person) -> Cell:
    return tuple(one.name for one in records.of(innovations).get(person.id, ()))


def _factors(records: Records, person: Person) -> Cell:
    return tuple(f"{one.first}/{one.last}" for one in factors_of(records, person))


LABELS: Sequence[Label] = (
    Label("hari_kerja", "date", _days),
    Label("bagian", "text", _sections),
    Label("butir_rencana", "text", _items),
    Label("aspek_perilaku", "text", _aspects),
    Label("proyek", "text", _projects),
    Label("inovasi", "text", _innovations),
    Label("faktor_eksternal", "text", _factors),
)
