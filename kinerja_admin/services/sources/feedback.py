"""What colleagues, subordinates and the public say, one query each; who said it is not read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from kinerja_admin.models.jawaban_survei import JawabanSurvei
from kinerja_admin.models.penilaian_masyarakat import PenilaianMasyarakat
from kinerja_admin.models.survei import Survei
from kinerja_admin.models.umpan_balik import UmpanBalik
from kinerja_admin.models.words import UNSUR_SURVEI
from kinerja_admin.services.sources.records import Person, Records, holding
from kinerja_admin.services.sources.units import duties, services, unit_of, upwards

ELEMENTS = tuple(UNSUR_SURVEI)
Answers = tuple[tuple[int | None, ...], ...]
"""For each of the nine elements one answer a respondent."""
_NONE: Answers = ((),) * len(ELEMENTS)


@dataclass(frozen=True, slots=True)
class Survey:
    """A closed survey of a unit, or of one of its services."""

    id: int
    unit: int
    service: int | None
    closed: date


def voices(records: Records) -> dict[tuple[int, str], tuple[Decimal, ...]]:
    """The scores that each person got in the period, by kind of rater; low to high, so that no order tells who."""
    table = UmpanBalik
    found = records.bulk.rows(
        select(table.dinilai_id, table.jenis, table.nilai)
        .where(table.region_id == records.region, table.periode == str(records.period))
        .order_by(table.dinilai_id, table.nilai)
    )
    scores: dict[tuple[int, str], list[Decimal]] = {}
    for person, kind, score in found:
        scores.setdefault((person, kind), []).append(score)
    return {rated: tuple(given) for rated, given in scores.items()}


def served(records: Records, person: Person) -> tuple[int, ...]:
    """The services that a person staffs on the last day employed in the period."""
    return tuple(sorted(set(holding(records.of(duties).get(person.id, ()), person.last))))


def public_ratings(records: Records) -> dict[int, list[int]]:
    """The ratings that each service got in the period, those left out as abuse aside."""
    table = PenilaianMasyarakat
    found = records.bulk.rows(
        select(table.layanan_id, table.nilai)
        .where(
            table.region_id == records.region,
            table.tanggal >= records.period.start,
            table.tanggal <= records.period.end,
            table.dihitung,
        )
        .order_by(table.layanan_id, table.tanggal, table.id)
    )
    by_service: dict[int, list[int]] = {}
    for service, rating in found:
        by_service.setdefault(service, []).append(rating)
    return by_service


def rated_by_public(records: Records) -> dict[int, tuple[int, ...]]:
    """The ratings of the services that each person staffs; who staffs none shares those of the unit's services."""
    shared: dict[tuple[int, ...], tuple[int, ...]] = {}
    found = {}
    for person in records.people:
        unit = unit_of(records, person)
        offered = tuple(records.of(services).get(unit.id, ())) if unit else ()
        counted = served(records, person) or offered
        if counted not in shared:
            shared[counted] = tuple(one for service in counted for one in records.of(public_ratings).get(service, ()))
        found[person.id] = shared[counted]
    return found


def surveys(records: Records) -> list[Survey]:
    """The surveys that were closed in the period's year up to its end, oldest first."""
    table = Survei
    found = records.bulk.rows(
        select(table.id, table.unit_kerja_id, table.layanan_id, table.ditutup)
        .where(
            table.region_id == records.region,
            table.ditutup >= records.year_start,
            table.ditutup <= records.period.end,
        )
        .order_by(table.ditutup, table.id)
    )
    return [Survey(*row) for row in found]


def answers(records: Records) -> dict[int, list[tuple[int | None, ...]]]:
    """The answers to each of those surveys, one row a respondent."""
    table = JawabanSurvei
    found = records.bulk.rows(
        select(table.survei_id, *(getattr(table, element) for element in ELEMENTS))
        .join(Survei, table.survei_id == Survei.id)
        .where(
            table.region_id == records.region,
            Survei.ditutup >= records.year_start,
            Survei.ditutup <= records.period.end,
        )
        .order_by(table.survei_id, table.nomor)
    )
    by_survey: dict[int, list[tuple[int | None, ...]]] = {}
    for survey, *given in found:
        by_survey.setdefault(survey, []).append(tuple(given))
    return by_survey


def surveyed(records: Records) -> dict[int, Answers]:
    """The answers that concern each person, element by element; people with the same surveys share them."""
    shared: dict[tuple[int, ...], Answers] = {}
    found = {}
    for person in records.people:
        taken = tuple(_surveys_of(records, person))
        if taken not in shared:
            rows = [row for survey in taken for row in records.of(answers).get(survey, ())]
            shared[taken] = tuple(zip(*rows, strict=True)) if rows else _NONE
        found[person.id] = shared[taken]
    return found


def _surveys_of(records: Records, person: Person) -> Iterable[int]:
    """The latest survey of each service that a person staffs, else the latest of the unit or the nearest above."""
    known = records.of(surveys)
    own = served(records, person)
    latest = {one.service: one.id for one in known if one.service in own}
    if latest:
        return sorted(latest.values())
    unit = unit_of(records, person)
    for above in upwards(records, unit.id if unit else None):
        of_unit = {one.service: one.id for one in known if one.unit == above.id}
        if of_unit:  # one of the whole unit speaks for all its services
            return [of_unit[None]] if None in of_unit else sorted(of_unit.values())
    return ()
