"""Reports on invitations to trainings: who answered how, why others did not join, and what people ask for."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ColumnElement, and_, func, or_, select

from kinerja_admin.db.session import Session
from kinerja_admin.locale import mark
from kinerja_admin.models.pegawai import Pegawai
from kinerja_admin.models.pelatihan import Pelatihan
from kinerja_admin.models.peserta_pelatihan import PesertaPelatihan
from kinerja_admin.models.usulan_pelatihan import UsulanPelatihan
from kinerja_admin.models.words import ALASAN_TIDAK_IKUT, JENIS_PELATIHAN, STATUS_USULAN
from kinerja_admin.services.reports.about_training import PASSED, taking_place
from kinerja_admin.services.reports.people import number, on_day
from kinerja_admin.services.reports.shape import Chart, Column, Line, Question, Report, Role

_GROUP = mark("Training")


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
            number(PASSED),
            number(PesertaPelatihan.status == "tidak_lulus"),
            number(PesertaPelatihan.status == "tidak_ikut"),
            number(and_(PesertaPelatihan.status == "diundang", Pelatihan.selesai < question.today)),
            number(_waiting(question)),
        )
        .outerjoin(PesertaPelatihan, PesertaPelatihan.pelatihan_id == Pelatihan.id)
        .where(taking_place(question))
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
        .where(taking_place(question), PesertaPelatihan.status == "tidak_ikut")
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


INVITATIONS = (
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
