"""Reports on the duties of the process: how far each stage, unit and party is, and who still owes what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import aliased

from kinerja_admin.db.session import Session
from kinerja_admin.locale import mark
from kinerja_admin.models.kewajiban import Kewajiban
from kinerja_admin.models.pegawai import Pegawai
from kinerja_admin.models.riwayat_jabatan import RiwayatJabatan
from kinerja_admin.models.tahapan import Tahapan
from kinerja_admin.models.unit_kerja import UnitKerja
from kinerja_admin.models.words import PERAN, TAHAP_KINERJA
from kinerja_admin.services.reports.people import number
from kinerja_admin.services.reports.shape import Column, Line, Question, Report, Role

_GROUP = mark("Duties and stages")
_UNDONE = and_(Kewajiban.selesai_pada.is_(None), Kewajiban.dibebaskan.is_(None))
_PARTY = case((Tahapan.tahap.in_(("persetujuan_rencana", "penilaian_atasan")), "atasan"), else_="pegawai")

_COUNTS = (
    Column("people", mark("People with duties"), Role.PEOPLE, "orang"),
    Column("debtors", mark("People with open duties"), Role.PART, "orang"),
    Column("owed", mark("Duties"), Role.SUM),
    Column("done", mark("Done"), Role.SUM, of=("debtors",)),
    Column("late", mark("Done late"), Role.SUM, of=("debtors",)),
    Column("released", mark("Released"), Role.SUM, of=("debtors",)),
    Column("overdue", mark("Open and overdue"), Role.SUM, of=("debtors",)),
    Column("share", mark("Share completed"), Role.RATIO, "persen", 1, ("done", "owed")),
)


def _counts(question: Question) -> tuple[ColumnElement[int], ...]:
    done = Kewajiban.selesai_pada.is_not(None)
    return (
        func.count(func.distinct(Kewajiban.pegawai_id)),
        func.count(func.distinct(case((_UNDONE, Kewajiban.pegawai_id)))),
        func.count(Kewajiban.id),
        number(done),
        number(Kewajiban.selesai_pada > Kewajiban.jatuh_tempo),
        number(and_(Kewajiban.selesai_pada.is_(None), Kewajiban.dibebaskan.is_not(None))),
        number(and_(_UNDONE, Kewajiban.jatuh_tempo < question.today)),
    )


def _asked(question: Question) -> ColumnElement[bool]:
    """The stages that begin in the period and have begun."""
    return and_(
        Tahapan.region_id == question.region, Tahapan.mulai >= question.period.start, Tahapan.mulai <= question.day
    )


def _in_unit(question: Question) -> Any:
    """The position of who owes it when it falls due, or now where that is to come."""
    day = case((Kewajiban.jatuh_tempo > question.today, question.today), else_=Kewajiban.jatuh_tempo)
    return and_(
        RiwayatJabatan.pegawai_id == Kewajiban.pegawai_id,
        RiwayatJabatan.penugasan == "definitif",
        RiwayatJabatan.mulai <= day,
        or_(RiwayatJabatan.selesai.is_(None), RiwayatJabatan.selesai >= day),
    )


def _by_stage(session: Session, question: Question) -> Iterator[Line]:
    query = (
        select(Tahapan.tahap, Tahapan.periode, _PARTY, Tahapan.mulai, Tahapan.selesai, *_counts(question))
        .join(Kewajiban, Kewajiban.tahapan_id == Tahapan.id)
        .where(_asked(question))
        .group_by(Tahapan.id, Tahapan.tahap, Tahapan.periode, Tahapan.mulai, Tahapan.selesai)
        .order_by(Tahapan.mulai, Tahapan.id)
    )
    if question.units is not None:
        query = query.join(RiwayatJabatan, _in_unit(question)).where(RiwayatJabatan.unit_kerja_id.in_(question.units))
    return (Line(tuple(row)) for row in session.execute(query))


def _by_unit(session: Session, question: Question) -> Iterator[Line]:
    rows = session.execute(
        select(UnitKerja.id, UnitKerja.nama, _PARTY.label("party"), *_counts(question))
        .select_from(Kewajiban)
        .join(Tahapan, Tahapan.id == Kewajiban.tahapan_id)
        .join(RiwayatJabatan, _in_unit(question))
        .join(UnitKerja, UnitKerja.id == RiwayatJabatan.unit_kerja_id)
        .where(_asked(question))
        .group_by(UnitKerja.id, UnitKerja.nama, _PARTY)
        .order_by(UnitKerja.nama, _PARTY)
    )
    return (Line(tuple(row[1:]), row[0]) for row in rows)


def _open(session: Session, question: Question) -> Iterator[Line]:
    about = aliased(Pegawai)
    rows = session.execute(
        select(
            UnitKerja.id, Pegawai.nama, Pegawai.nip, UnitKerja.nama, Tahapan.tahap, Tahapan.periode, about.nama,
            Kewajiban.jatuh_tempo,
        )
        .select_from(Kewajiban)
        .join(Tahapan, Tahapan.id == Kewajiban.tahapan_id)
        .join(Pegawai, Pegawai.id == Kewajiban.pegawai_id)
        .join(RiwayatJabatan, _in_unit(question))
        .join(UnitKerja, UnitKerja.id == RiwayatJabatan.unit_kerja_id)
        .outerjoin(about, about.id == Kewajiban.tentang_id)
        .where(_asked(question), _UNDONE)
        .order_by(Kewajiban.jatuh_tempo, Pegawai.nama, Kewajiban.id)
    )  # fmt: skip
    for unit, *cells, due in rows:
        yield Line((*cells, due, max((question.today - due).days, 0)), unit)


DUTIES = (
    Report(
        "kewajiban-tahap",
        mark("Duties by stage of the process"),
        mark("How far planning, reporting, assessing and rating are, stage by stage, with their dates."),
        _GROUP,
        (
            Column("stage", mark("Stage"), words=TAHAP_KINERJA),
            Column("period", mark("Period"), unit="periode"),
            Column("party", mark("Owed by"), words=PERAN),
            Column("first", mark("From")),
            Column("last", mark("Due")),
            *_COUNTS,
        ),
        _by_stage,
        "kewajiban",
        is_by_unit=False,
        adds_up=False,
    ),
    Report(
        "kewajiban-unit",
        mark("Duties by unit and party"),
        mark("What employees and superiors of each unit have set, reported and rated, and what is still open."),
        _GROUP,
        (Column("unit", mark("Unit")), Column("party", mark("Owed by"), words=PERAN), *_COUNTS),
        _by_unit,
        "kewajiban",
        adds_up=False,
        within="party",
    ),
    Report(
        "kewajiban-terbuka",
        mark("Who still owes what"),
        mark("Everybody with an open duty: who has not set, reported, rated or approved, since when."),
        _GROUP,
        (
            Column("name", mark("Name")),
            Column("nip", "NIP"),
            Column("unit", mark("Unit")),
            Column("stage", mark("Stage"), words=TAHAP_KINERJA),
            Column("period", mark("Period"), unit="periode"),
            Column("about", mark("About")),
            Column("due", mark("Due")),
            Column("days", mark("Days overdue"), Role.FIGURE, "hari"),
        ),
        _open,
        "kewajiban",
        names_people=True,
    ),
)
