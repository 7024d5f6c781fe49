"""What colleagues, subordinates and the public say, one query each; who said it is not read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from kinerja_admin.engine.columns.typed import Given
from kinerja_admin.models.jawaban_survei import JawabanSurvei
from kinerja_admin.models.penilaian_masyarakat import PenilaianMasyarakat
from kinerja_admin.models.survei import Survei
from kinerja_admin.models.umpan_balik import UmpanBalik
from kinerja_admin.models.words import UNSUR_SURVEI
from kinerja_admin.services.columnar import Column
from kinerja_admin.services.sources.records import Records
from kinerja_admin.services.sources.rows import Rows, places_of, shared
from kinerja_admin.services.sources.units import services, subjects, upwards

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


def voices(records: Records) -> Rows:
    """The scores that each person got in the period, by kind of rater; low to high, so that no order tells who."""
    table = UmpanBalik
    return records.rows(
        select(table.dinilai_id, table.jenis, table.nilai)
        .where(table.region_id == records.region, table.periode == str(records.period))
        .order_by(table.dinilai_id, table.nilai)
    )


def voices_of(records: Records, kind: str) -> Given:
    """Those of a kind of rater."""
    rows = records.of(voices)
    return rows.where(places_of(rows["jenis"], (kind,)) == 0).series("nilai")


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


def rated_by_public(records: Records) -> Given:
    """The ratings of the services that each person staffs; who staffs none shares those of the unit's services."""
    known, places = records.of(subjects)
    rated, offered = records.of(public_ratings), records.of(services)
    cells = [
        tuple(one for service in staffed or offered.get(unit or 0, ()) for one in rated.get(service, ()))
        for staffed, unit in known
    ]
    return shared(Column.of_cells("", "integer", cells, is_series=True).given, places)


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


def surveyed(records: Records) -> list[Answers]:
    """The answers that concern people, element by element, for each of the subjects that they share."""
    known, _ = records.of(subjects)
    found = []
    for staffed, unit in known:
        rows = [row for survey in _surveys_of(records, staffed, unit) for row in records.of(answers).get(survey, ())]
        found.append(tuple(zip(*rows, strict=True)) if rows else _NONE)
    return found


def answers_on(records: Records, element: int) -> Given:
    """The answers on one element that concern each person."""
    _, places = records.of(subjects)
    cells = [given[element] for given in records.of(surveyed)]
    return shared(Column.of_cells("", "integer", cells, is_series=True).given, places)


def _surveys_of(records: Records, own: tuple[int, ...], unit: int | None) -> Iterable[int]:
    """The latest survey of each service that is staffed, else the latest of the unit or the nearest above."""
    known = records.of(surveys)
    latest = {one.service: one.id for one in known if one.service in own}
    if latest:
        return sorted(latest.values())
    for above in upwards(records, unit):
        of_unit = {one.service: one.id for one in known if one.unit == above.id}
        if of_unit:  # one of the whole unit speaks for all its services
            return [of_unit[None]] if None in of_unit else sorted(of_unit.values())
    return ()
