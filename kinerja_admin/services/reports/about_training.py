"""Reports on training: who takes part, in what, by which method, and why others do not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Subquery, and_, func, select

from kinerja_admin.db.session import Session
from kinerja_admin.locale import mark
from kinerja_admin.models.pelatihan import Pelatihan
from kinerja_admin.models.peserta_pelatihan import PesertaPelatihan
from kinerja_admin.models.words import (
    CARA_PELATIHAN,
    JENIS_KELAMIN,
    JENIS_PELATIHAN,
    STATUS_PEGAWAI,
)
from kinerja_admin.services.reports.people import number, on_day
from kinerja_admin.services.reports.shape import Chart, Column, Line, Question, Report, Role

_GROUP = mark("Training")
_FINISHED = func.coalesce(PesertaPelatihan.selesai_pada, Pelatihan.selesai)
PASSED = PesertaPelatihan.status == "lulus"
_JP = func.coalesce(PesertaPelatihan.jp_diakui, Pelatihan.jp)

_GROUPED_BY = {
    "kelas": mark("Class of position"),
    "usia": mark("Age"),
    "status": mark("Status"),
    "jenis_kelamin": mark("Sex"),
}
_AGES = ((30, "< 30"), (40, "30–39"), (50, "40–49"), (200, "≥ 50"))

_PARTICIPATION = (
    Column("people", mark("Employees"), Role.PEOPLE, "orang"),
    Column("joined", mark("Completed a training"), Role.PART, "orang"),
    Column("none", mark("No training yet"), Role.PART, "orang"),
    Column("jp", mark("Hours of training"), Role.SUM, "JP", of=("joined",)),
    Column("share", mark("Participation"), Role.RATIO, "persen", 1, ("joined", "people")),
    Column("mean", mark("Hours per employee"), Role.RATIO, "JP", 1, ("jp", "people")),
)


def completed(question: Question) -> Subquery:
    """Who completed trainings from the period's first day on: how many, and for how many hours."""
    return (
        select(
            PesertaPelatihan.pegawai_id.label("person"),
            func.count(PesertaPelatihan.id).label("times"),
            func.sum(_JP).label("jp"),
        )
        .join(Pelatihan, Pelatihan.id == PesertaPelatihan.pelatihan_id)
        .where(
            PesertaPelatihan.region_id == question.region,
            PASSED,
            question.period.start <= _FINISHED,
            question.day >= _FINISHED,
        )
        .group_by(PesertaPelatihan.pegawai_id)
        .subquery()
    )


def trained_by_unit(session: Session, question: Question) -> Iterator[tuple[int, str, int, int, int]]:
    """Each unit by number and name: how many work there, how many of them completed a training, for how many hours."""
    who, done = on_day(question.region, question.day), completed(question)
    rows = session.execute(
        select(
            who.c.unit,
            who.c.unit_name,
            func.count(who.c.person),
            func.count(done.c.person),
            func.coalesce(func.sum(done.c.jp), 0),
        )
        .select_from(who)
        .outerjoin(done, done.c.person == who.c.person)
        .group_by(who.c.unit, who.c.unit_name)
        .order_by(who.c.unit_name)
    )
    return ((unit, name, people, joined, int(jp)) for unit, name, people, joined, jp in rows)


def _by_unit(session: Session, question: Question) -> Iterator[Line]:
    for unit, name, people, joined, jp in trained_by_unit(session, question):
        yield Line((name, people, joined, people - joined, jp), unit)


@dataclass(slots=True)
class _Group:
    people: int = 0
    joined: int = 0
    jp: int = 0


def _by_group(session: Session, question: Question) -> Iterator[Line]:
    who, done = on_day(question.region, question.day), completed(question)
    query = (
        select(who.c.kelas, who.c.tanggal_lahir, who.c.status, who.c.jenis_kelamin, done.c.jp)
        .select_from(who)
        .outerjoin(done, done.c.person == who.c.person)
    )
    if question.units is not None:
        query = query.where(who.c.unit.in_(question.units))
    found: dict[tuple[str, str], _Group] = {}
    for person in session.execute(query):
        for kind, of in _OF.items():
            group = found.setdefault((kind, of(person, question.day)), _Group())
            group.people += 1
            group.joined += person.jp is not None
            group.jp += int(person.jp or 0)
    order = {kind: place for place, kind in enumerate(_OF)}
    for (kind, name), one in sorted(found.items(), key=lambda item: (order[item[0][0]], item[0][1])):
        yield Line((kind, name, one.people, one.joined, one.people - one.joined, one.jp))


def _age(person: Any, day: date) -> str:
    born: date = person.tanggal_lahir
    age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    return next(name for below, name in _AGES if age < below)


_OF: dict[str, Callable[[Any, date], str]] = {
    "kelas": lambda person, _day: f"{person.kelas:>2}" if person.kelas is not None else "–",
    "usia": _age,
    "status": lambda person, _day: person.status,
    "jenis_kelamin": lambda person, _day: person.jenis_kelamin,
}


def taking_place(question: Question) -> ColumnElement[bool]:
    """Trainings that touch the period."""
    return and_(
        Pelatihan.region_id == question.region,
        Pelatihan.mulai <= question.period.end,
        Pelatihan.selesai >= question.period.start,
    )


def _by_kind(session: Session, question: Question) -> Iterator[Line]:
    rows = session.execute(
        select(
            Pelatihan.jenis,
            Pelatihan.cara,
            func.count(func.distinct(Pelatihan.id)),
            func.count(PesertaPelatihan.id),
            number(PASSED),
            func.coalesce(func.sum(_JP).filter(PASSED), 0),
        )
        .outerjoin(PesertaPelatihan, PesertaPelatihan.pelatihan_id == Pelatihan.id)
        .where(taking_place(question))
        .group_by(Pelatihan.jenis, Pelatihan.cara)
        .order_by(Pelatihan.jenis, Pelatihan.cara)
    )
    return (Line((*row[:-1], int(row[-1]))) for row in rows)


TRAINING = (
    Report(
        "pelatihan-unit",
        mark("Training by unit"),
        mark("How many of the people employed completed a training in the year, and for how many hours."),
        _GROUP,
        (Column("unit", mark("Unit")), *_PARTICIPATION),
        _by_unit,
        "peserta_pelatihan",
        chart=Chart("unit", "share"),
    ),
    Report(
        "pelatihan-kelompok",
        mark("Training by class, age, status and sex"),
        mark("Where participation is low: the same people grouped in four ways."),
        _GROUP,
        (
            Column("kind", mark("Grouped by"), words=_GROUPED_BY),
            Column("group", mark("Group"), words={**STATUS_PEGAWAI, **JENIS_KELAMIN}),
            *_PARTICIPATION,
        ),
        _by_group,
        "peserta_pelatihan",
        is_by_unit=False,
        adds_up=False,
        within="kind",
    ),
    Report(
        "pelatihan-jenis",
        mark("Trainings by kind and method"),
        mark("Trainings, seminars and workshops, in the classroom and online, with participants and hours."),
        _GROUP,
        (
            Column("kind", mark("Kind"), words=JENIS_PELATIHAN),
            Column("method", mark("Method"), words=CARA_PELATIHAN),
            Column("trainings", mark("Trainings"), Role.SUM),
            Column("people", mark("Participants"), Role.PEOPLE, "kali"),
            Column("passed", mark("Completed"), Role.PART, "kali"),
            Column("jp", mark("Hours of training"), Role.SUM, "JP", of=("passed",)),
            Column("share", mark("Share completed"), Role.RATIO, "persen", 1, ("passed", "people")),
        ),
        _by_kind,
        "pelatihan",
        is_by_unit=False,
    ),
)
