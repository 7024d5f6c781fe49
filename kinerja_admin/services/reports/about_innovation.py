"""Reports on programmes, innovations and their effect, and on what lies outside anybody's power."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from kinerja_admin.db.session import Session
from kinerja_admin.locale import mark
from kinerja_admin.models.anggota_inovasi import AnggotaInovasi
from kinerja_admin.models.faktor_eksternal import FaktorEksternal
from kinerja_admin.models.inovasi import Inovasi
from kinerja_admin.models.pegawai import Pegawai
from kinerja_admin.models.program import Program
from kinerja_admin.models.unit_kerja import UnitKerja
from kinerja_admin.models.words import ARAH_CAPAIAN, JENIS_FAKTOR, TAHAP_INOVASI
from kinerja_admin.services.reports.people import number, placed
from kinerja_admin.services.reports.shape import Chart, Column, Line, Question, Report, Role

_GROUP = mark("Innovation and outside factors")


def _programmes(session: Session, question: Question) -> Iterator[Line]:
    rows = session.execute(
        select(
            UnitKerja.id,
            Program.nama,
            UnitKerja.nama,
            Program.mulai,
            Program.selesai,
            func.count(func.distinct(Inovasi.id)),
            func.count(func.distinct(AnggotaInovasi.pegawai_id)),
            Program.ukuran,
            Program.satuan,
            Program.arah,
            Program.diukur_pada,
            Program.sebelum,
            Program.sesudah,
        )
        .join(UnitKerja, UnitKerja.id == Program.unit_kerja_id)
        .outerjoin(Inovasi, Inovasi.program_id == Program.id)
        .outerjoin(AnggotaInovasi, AnggotaInovasi.inovasi_id == Inovasi.id)
        .where(
            Program.region_id == question.region,
            Program.mulai <= question.period.end,
            or_(Program.selesai.is_(None), Program.selesai >= question.period.start),
        )
        .group_by(Program.id, UnitKerja.id, UnitKerja.nama)
        .order_by(Program.mulai, Program.nama)
    )
    return (Line(tuple(cells), unit) for unit, *cells in rows)


def _innovations(session: Session, question: Question) -> Iterator[Line]:
    rows = session.execute(
        select(
            UnitKerja.id,
            Inovasi.judul,
            Program.nama,
            UnitKerja.nama,
            Inovasi.tahap,
            Inovasi.percobaan,
            Inovasi.mulai,
            Inovasi.berhasil,
            Inovasi.tanggal_diakui,
            func.count(AnggotaInovasi.id),
            Inovasi.ukuran,
            Inovasi.satuan,
            Inovasi.arah,
            Inovasi.sebelum,
            Inovasi.sesudah,
        )
        .join(UnitKerja, UnitKerja.id == Inovasi.unit_kerja_id)
        .outerjoin(Program, Program.id == Inovasi.program_id)
        .outerjoin(AnggotaInovasi, AnggotaInovasi.inovasi_id == Inovasi.id)
        .where(
            Inovasi.region_id == question.region,
            Inovasi.mulai <= question.period.end,
            or_(Inovasi.selesai.is_(None), Inovasi.selesai >= question.period.start),
        )
        .group_by(Inovasi.id, Program.id, Program.nama, UnitKerja.id, UnitKerja.nama)
        .order_by(Inovasi.mulai, Inovasi.judul)
    )
    return (Line(tuple(cells), unit) for unit, *cells in rows)


def _members(session: Session, question: Question) -> Iterator[Line]:
    """Who takes part in programmes, by unit."""
    who = placed(question.region, question.day, question.day)
    part = (
        select(
            AnggotaInovasi.pegawai_id.label("person"),
            func.count(func.distinct(Inovasi.id)).label("all"),
            number(Inovasi.program_id.is_not(None)).label("programme"),
            number(Inovasi.berhasil.is_(True)).label("success"),
        )
        .join(Inovasi, Inovasi.id == AnggotaInovasi.inovasi_id)
        .where(
            AnggotaInovasi.region_id == question.region,
            Inovasi.mulai <= question.day,
            or_(Inovasi.selesai.is_(None), Inovasi.selesai >= question.period.start),
        )
        .group_by(AnggotaInovasi.pegawai_id)
        .subquery()
    )
    rows = session.execute(
        select(
            who.c.unit,
            who.c.unit_name,
            func.count(who.c.person),
            func.count(part.c.person),
            number(part.c.programme > 0),
            number(part.c.success > 0),
        )
        .select_from(who)
        .outerjoin(part, part.c.person == who.c.person)
        .group_by(who.c.unit, who.c.unit_name)
        .order_by(who.c.unit_name)
    )
    return (Line(tuple(cells), unit) for unit, *cells in rows)


def _factors(session: Session, question: Question) -> Iterator[Line]:
    """What concerns one person is told without the name to whoever may not know people."""
    person, approver = aliased(Pegawai), aliased(Pegawai)
    who = placed(question.region, question.period.start, question.period.end)
    unit = func.coalesce(FaktorEksternal.unit_kerja_id, who.c.unit)
    rows = session.execute(
        select(
            unit,
            FaktorEksternal.jenis,
            FaktorEksternal.uraian,
            UnitKerja.nama,
            person.nama,
            FaktorEksternal.mulai,
            FaktorEksternal.selesai,
            FaktorEksternal.penyesuaian,
            approver.nama,
            FaktorEksternal.disetujui_pada,
        )
        .select_from(FaktorEksternal)
        .outerjoin(person, person.id == FaktorEksternal.pegawai_id)
        .outerjoin(who, who.c.person == FaktorEksternal.pegawai_id)
        .outerjoin(UnitKerja, UnitKerja.id == unit)
        .outerjoin(approver, approver.id == FaktorEksternal.disetujui_oleh_id)
        .where(
            FaktorEksternal.region_id == question.region,
            FaktorEksternal.mulai <= question.period.end,
            FaktorEksternal.selesai >= question.period.start,
        )
        .order_by(FaktorEksternal.mulai, FaktorEksternal.id)
    )
    for where, kind, what, name, whose, *dates, relief, by, at in rows:
        yield Line((kind, what, name, whose, *dates, relief, by, at.date() if at else None), where)


_EFFECT = (
    Column("measure", mark("Measured by")),
    Column("measured", mark("In")),
    Column("direction", mark("Direction"), words=ARAH_CAPAIAN),
)
_BEFORE_AND_AFTER = (
    Column("before", mark("Before"), Role.FIGURE),
    Column("after", mark("After"), Role.FIGURE),
    Column("change", mark("Change"), Role.CHANGE, of=("before", "after")),
)
_YES = {"True": mark("Yes"), "False": mark("No")}

INNOVATION = (
    Report(
        "program",
        mark("Innovation programmes and their effect"),
        mark(
            "Each programme of the region: launch, what it wants to change, members, and the effect before and after."
        ),
        _GROUP,
        (
            Column("programme", mark("Programme")),
            Column("unit", mark("Unit")),
            Column("first", mark("Launched")),
            Column("last", mark("Ended")),
            Column("innovations", mark("Innovations"), Role.FIGURE),
            Column("members", mark("Members"), Role.FIGURE, "orang"),
            *_EFFECT,
            Column("when", mark("Measured on")),
            *_BEFORE_AND_AFTER,
        ),
        _programmes,
        "program",
    ),
    Report(
        "inovasi",
        mark("Innovations and their results"),
        mark("Each innovation with its stage, whether it was an experiment, what came of it, and its effect."),
        _GROUP,
        (
            Column("title", mark("Innovation")),
            Column("programme", mark("Programme")),
            Column("unit", mark("Unit")),
            Column("stage", mark("Stage"), words=TAHAP_INOVASI),
            Column("experiment", mark("Experiment"), words=_YES),
            Column("first", mark("From")),
            Column("success", mark("Succeeded"), words=_YES),
            Column("recognised", mark("Recognised on")),
            Column("members", mark("Members"), Role.FIGURE, "orang"),
            *_EFFECT,
            *_BEFORE_AND_AFTER,
        ),
        _innovations,
        "inovasi",
    ),
    Report(
        "inovasi-unit",
        mark("Part in innovations by unit"),
        mark("How many of the people employed are members of innovations, of programmes, and of what succeeded."),
        _GROUP,
        (
            Column("unit", mark("Unit")),
            Column("people", mark("Employees"), Role.PEOPLE, "orang"),
            Column("members", mark("Members"), Role.PART, "orang"),
            Column("programme", mark("Members of a programme"), Role.PART, "orang"),
            Column("success", mark("With a success"), Role.PART, "orang"),
            Column("share", mark("Share of members"), Role.RATIO, "persen", 1, ("members", "people")),
        ),
        _members,
        "anggota_inovasi",
        chart=Chart("unit", "share"),
    ),
    Report(
        "faktor-eksternal",
        mark("Outside factors and their approval"),
        mark("What lay outside the power of people and units, the relief of the target, and who approved it when."),
        _GROUP,
        (
            Column("kind", mark("Kind"), words=JENIS_FAKTOR),
            Column("what", mark("What happened")),
            Column("unit", mark("Unit")),
            Column("person", mark("Employee")),
            Column("first", mark("From")),
            Column("last", mark("To")),
            Column("relief", mark("Relief"), Role.FIGURE, "persen"),
            Column("by", mark("Approved by")),
            Column("day", mark("Approved on")),
        ),
        _factors,
        "faktor_eksternal",
        names_people=True,
    ),
)
