"""Training: what people finished, and the invitations that they did not take up, one query each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, or_, select

from kinerja_admin.models.pelatihan import Pelatihan
from kinerja_admin.models.peserta_pelatihan import PesertaPelatihan
from kinerja_admin.services.sources.histories import position_on
from kinerja_admin.services.sources.records import Person, Records

_WANTED = {"struktural": "kepemimpinan", "fungsional": "fungsional"}
"""The kind of training that each kind of position asks for; others ask for none."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A course that somebody passed: its kind, the day, the hours recognised."""

    kind: str
    day: date
    hours: int


def finished(records: Records) -> dict[int, list[Finished]]:
    """Everything that each person ever passed up to the period's end."""
    table, end = PesertaPelatihan, records.period.end
    found = records.bulk.rows(
        select(
            *(table.pegawai_id, Pelatihan.jenis, table.selesai_pada, Pelatihan.selesai, table.jp_diakui, Pelatihan.jp)
        )
        .join(Pelatihan, table.pelatihan_id == Pelatihan.id)
        .where(table.region_id == records.region, table.status == "lulus", Pelatihan.mulai <= end)
    )
    by_person: dict[int, list[Finished]] = {}
    for person, kind, own_day, last_day, own_hours, hours in found:
        day = own_day or last_day
        if day <= end:
            passed = Finished(kind, day, hours if own_hours is None else own_hours)
            by_person.setdefault(person, []).append(passed)
    return by_person


def since(records: Records, person: Person, start: date, kinds: Container[str] | None = None) -> list[Finished]:
    """What a person passed from a day on, of some kinds or of all."""
    passed = records.of(finished).get(person.id, ())
    return [one for one in passed if one.day >= start and (kinds is None or one.kind in kinds)]


def is_trained(records: Records, person: Person) -> bool:
    """Whether the person ever passed the training that the present kind of position asks for."""
    held = position_on(records, person, person.last)
    wanted = _WANTED.get(held.jenis) if held else None
    return any(one.kind == wanted for one in records.of(finished).get(person.id, ()))


def declined(records: Records) -> Counter[int]:
    """How many invitations since January each person did not take up, with or without a reason.

    Nobody who is still free to come is counted: an invitation left open counts once the course is over.
    """
    table, end = PesertaPelatihan, records.period.end
    found = records.bulk.rows(
        select(table.pegawai_id)
        .join(Pelatihan, table.pelatihan_id == Pelatihan.id)
        .where(
            table.region_id == records.region,
            table.diundang_pada >= records.year_start,
            table.diundang_pada <= end,
            or_(table.status == "tidak_ikut", and_(table.status == "diundang", Pelatihan.selesai <= end)),
        )
    )
    return Counter(row[0] for row in found)
