"""Reports on training: who takes part, in what, by which method, and why others do not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Subquery, and_, func, or_, select

from kinerja_admin.db.session import Session
from kinerja_admin.locale import mark
from kinerja_admin.models.pegawai import Pegawai
from kinerja_admin.models.pelatihan import Pelatihan
from kinerja_admin.models.peserta_pelatihan import PesertaPelatihan
from kinerja_admin.models.usulan_pelatihan import UsulanPelatihan
from kinerja_admin.models.words import (
    ALASAN_TIDAK_IKUT,
    CARA_PELATIHAN,
    JENIS_KELAMIN,
    JENIS_PELATIHAN,
    STATUS_PEGAWAI,
    STATUS_USULAN,
)
from kinerja_admin.services.reports.people import number, on_day
from kinerja_admin.services.reports.shape import Chart, Column, Line, Question, Report, Role

_GROUP = mark("Training")
_FINISHED = func.coalesce(PesertaPelatihan.selesai_pada, Pelatihan.selesai)
_PASSED = PesertaPelatihan.status == "lulus"
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
            _PASSED,
            question.period.start <= _FINISHED,
            question.day >= _FINISHED,
        )
        .group_by(PesertaPelatihan.pegawai_id)
        .subquery()
    )


def _by_unit(session: Session, question: Question) -> Iterator[Line]:
    who, done = on_day(question.region, question.day), completed(question)
    rows = session.execute(
        select(
            who.c.unit,
            who.c.unit_name,
            func.count(who.c.person),
            func.count(done.c.person),
            number(done.c.person.is_(None)),
            func.coalesce(func.sum(done.c.jp), 0),
        )
        .select_from(who)
        .outerjoin(done, done.c.person == who.c.person)
        .group_by(who.c.unit, who.c.unit_name)
        .order_by(who.c.unit_name)
    )
    return (Line((*cells, int(jp)), unit) for unit, *cells, jp in rows)


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


def _taking_place(question: Question) -> ColumnElement[bool]:
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
            number(_PASSED),
            func.coalesce(func.sum(_JP).filter(_PASSED), 0),
        )
        .outerjoin(PesertaPelatihan, PesertaPelatihan.pelatihan_id == Pelatihan.id)
        .where(_taking_place(question))
        .group_by(Pelatihan.jenis, Pelatihan.cara)
        .order_by(Pelatihan.jenis, Pelatihan.cara)
    )
    return (Line((*row[:-1], int(row[-1]))) for row in rows)


def _invitations(session: Session, question: Question) -> Iterator[Line]:
    invited = PesertaPelatihan.diundang_pada.is_not(None)
    rows = session.execute(
        select(
            Pelatihan.nama,
            Pelatihan.jenis,
            Pelatihan.mulai,
            Pelatihan.jp,
            func.count(PesertaPelatihan.id),
            number(invited),
            number(_PASSED),
            number(PesertaPelatihan.status == "tidak_lulus"),
            number(PesertaPelatihan.status == "tidak_ikut"),
            number(and_(PesertaPelatihan.status == "diundang", Pelatihan.selesai < question.today)),
            number(_waiting(question)),
        )
        .outerjoin(PesertaPelatihan, PesertaPelatihan.pelatihan_id == Pelatihan.id)
        .where(_taking_place(question))
        .group_by(Pelatihan.id, Pelatihan.nama, Pelatihan.jenis, Pelatihan.mulai, Pelatihan.jp)
        .order_by(Pelatihan.mulai, Pelatihan.nama)
    )
    return (Line(tuple(row)) for row in rows)


def _waiting(question: Question) -> ColumnElement[bool]:
    """Registered, or invited to what is still to come: whom to remind."""
    return or_(
        PesertaPelatihan.status == "terdaftar",
        and_(PesertaPelatihan.status == "diundang", Pelatihan.selesai >= question.today),
    )


def _reasons(session: Session, question: Question) -> Iterator[Line]:
    """Who did not join, by reason; every line is a group of people who said the same."""
    who = on_day(question.region, question.day)
    query = (
        select(PesertaPelatihan.alasan, func.count(func.distinct(PesertaPelatihan.pegawai_id)),
               func.count(PesertaPelatihan.id))
        .join(Pelatihan, Pelatihan.id == PesertaPelatihan.pelatihan_id)
        .where(_taking_place(question), PesertaPelatihan.status == "tidak_ikut")
        .group_by(PesertaPelatihan.alasan)
        .order_by(func.count(PesertaPelatihan.id).desc())
    )  # fmt: skip
    if question.units is not None:
        query = query.join(who, who.c.person == PesertaPelatihan.pegawai_id).where(who.c.unit.in_(question.units))
    return (Line((reason or "", people, times)) for reason, people, times in session.execute(query))


def _proposals(session: Session, question: Question) -> Iterator[Line]:
    who = on_day(question.region, question.day)
    rows = session.execute(
        select(
            who.c.unit, Pegawai.nama, who.c.unit_name, UsulanPelatihan.nama, UsulanPelatihan.jenis,
            UsulanPelatihan.diajukan_pada, UsulanPelatihan.status, UsulanPelatihan.diputus_pada, Pelatihan.nama,
        )
        .select_from(UsulanPelatihan)
        .join(Pegawai, Pegawai.id == UsulanPelatihan.pegawai_id)
        .outerjoin(who, who.c.person == Pegawai.id)
        .outerjoin(Pelatihan, Pelatihan.id == UsulanPelatihan.pelatihan_id)
        .where(
            UsulanPelatihan.region_id == question.region,
            UsulanPelatihan.diajukan_pada >= question.period.start,
            UsulanPelatihan.diajukan_pada <= question.period.end,
        )
        .order_by(UsulanPelatihan.diajukan_pada, UsulanPelatihan.id)
    )  # fmt: skip
    return (Line(tuple(cells), unit) for unit, *cells in rows)


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
    Report(
        "pelatihan-undangan",
        mark("Invitations to trainings"),
        mark("Who was invited to each training, who completed it, who did not come, and whom to remind."),
        _GROUP,
        (
            Column("training", mark("Training")),
            Column("kind", mark("Kind"), words=JENIS_PELATIHAN),
            Column("first", mark("From")),
            Column("jp", mark("Hours of training"), unit="JP"),
            Column("people", mark("Invited or registered"), Role.PEOPLE, "orang"),
            Column("invited", mark("Of them invited"), Role.PART, "orang"),
            Column("passed", mark("Completed"), Role.PART, "orang"),
            Column("failed", mark("Not passed"), Role.PART, "orang"),
            Column("absent", mark("Did not join"), Role.PART, "orang"),
            Column("silent", mark("Never answered"), Role.PART, "orang"),
            Column("waiting", mark("To be reminded"), Role.PART, "orang"),
        ),
        _invitations,
        "pelatihan",
        is_by_unit=False,
        adds_up=False,
    ),
    Report(
        "pelatihan-alasan",
        mark("Reasons for not joining a training"),
        mark("Why people who were invited or registered did not take part."),
        _GROUP,
        (
            Column("reason", mark("Reason"), words={**ALASAN_TIDAK_IKUT, "": mark("Not given")}),
            Column("people", mark("People"), Role.PEOPLE, "orang"),
            Column("times", mark("Times"), Role.SUM, "kali"),
        ),
        _reasons,
        "peserta_pelatihan",
        is_by_unit=False,
        adds_up=False,
        chart=Chart("reason", "people"),
    ),
    Report(
        "pelatihan-usulan",
        mark("Trainings proposed by employees"),
        mark("What employees ask to be trained in, what was decided, and the training that came of it."),
        _GROUP,
        (
            Column("name", mark("Name")),
            Column("unit", mark("Unit")),
            Column("training", mark("Proposed training")),
            Column("kind", mark("Kind"), words=JENIS_PELATIHAN),
            Column("asked", mark("Proposed on")),
            Column("state", mark("Status"), words=STATUS_USULAN),
            Column("decided", mark("Decided on")),
            Column("made", mark("Training that came of it")),
        ),
        _proposals,
        "usulan_pelatihan",
        names_people=True,
    ),
)
