"""Reports on socialisation: its events, whom it has reached, and whom not yet."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Subquery, and_, func, select

from kinerja_admin.db.session import Session
from kinerja_admin.locale import mark
from kinerja_admin.models.peserta_sosialisasi import PesertaSosialisasi
from kinerja_admin.models.sosialisasi import Sosialisasi
from kinerja_admin.models.unit_kerja import UnitKerja
from kinerja_admin.services.reports.people import number, on_day
from kinerja_admin.services.reports.shape import Chart, Column, Line, Question, Report, Role

_GROUP = mark("Socialisation")


def _events(session: Session, question: Question) -> Iterator[Line]:
    rows = session.execute(
        select(
            Sosialisasi.unit_kerja_id,
            Sosialisasi.judul,
            Sosialisasi.tanggal,
            UnitKerja.nama,
            func.count(PesertaSosialisasi.id),
            number(PesertaSosialisasi.hadir.is_(True)),
            number(PesertaSosialisasi.pemahaman.is_not(None)),
            func.sum(PesertaSosialisasi.pemahaman),
            number(PesertaSosialisasi.kekhawatiran.is_not(None)),
            number(PesertaSosialisasi.tanggapan.is_not(None)),
        )
        .outerjoin(PesertaSosialisasi, PesertaSosialisasi.sosialisasi_id == Sosialisasi.id)
        .outerjoin(UnitKerja, UnitKerja.id == Sosialisasi.unit_kerja_id)
        .where(
            Sosialisasi.region_id == question.region,
            Sosialisasi.tanggal >= question.period.start,
            Sosialisasi.tanggal <= question.period.end,
        )
        .group_by(Sosialisasi.id, Sosialisasi.unit_kerja_id, Sosialisasi.judul, Sosialisasi.tanggal, UnitKerja.nama)
        .order_by(Sosialisasi.tanggal, Sosialisasi.id)
    )
    return (Line(tuple(cells), unit) for unit, *cells in rows)


def _reached(question: Question) -> Subquery:
    """Who attended an event up to the day: how many in all, and how many in the period."""
    return (
        select(
            PesertaSosialisasi.pegawai_id.label("person"),
            func.count(PesertaSosialisasi.id).label("times"),
            number(Sosialisasi.tanggal >= question.period.start).label("lately"),
        )
        .join(Sosialisasi, Sosialisasi.id == PesertaSosialisasi.sosialisasi_id)
        .where(
            PesertaSosialisasi.region_id == question.region,
            PesertaSosialisasi.hadir.is_(True),
            Sosialisasi.tanggal <= question.day,
        )
        .group_by(PesertaSosialisasi.pegawai_id)
        .subquery()
    )


def _coverage(session: Session, question: Question) -> Iterator[Line]:
    who, reached = on_day(question.region, question.day), _reached(question)
    rows = session.execute(
        select(
            who.c.unit,
            who.c.unit_name,
            func.count(who.c.person),
            number(reached.c.times > 0),
            number(reached.c.lately > 0),
            number(reached.c.times > 1),
            number(reached.c.times.is_(None)),
        )
        .select_from(who)
        .outerjoin(reached, reached.c.person == who.c.person)
        .group_by(who.c.unit, who.c.unit_name)
        .order_by(who.c.unit_name)
    )
    return (Line(tuple(cells), unit) for unit, *cells in rows)


def _unreached(session: Session, question: Question) -> Iterator[Line]:
    who, reached = on_day(question.region, question.day), _reached(question)
    invited = (
        select(PesertaSosialisasi.pegawai_id.label("person"), func.count(PesertaSosialisasi.id).label("times"))
        .join(Sosialisasi, Sosialisasi.id == PesertaSosialisasi.sosialisasi_id)
        .where(
            and_(PesertaSosialisasi.region_id == question.region, Sosialisasi.tanggal <= question.day),
        )
        .group_by(PesertaSosialisasi.pegawai_id)
        .subquery()
    )
    rows = session.execute(
        select(
            who.c.unit, who.c.nama, who.c.nip, who.c.unit_name, who.c.position_name, func.coalesce(invited.c.times, 0)
        )
        .select_from(who)
        .outerjoin(reached, reached.c.person == who.c.person)
        .outerjoin(invited, invited.c.person == who.c.person)
        .where(reached.c.person.is_(None))
        .order_by(who.c.unit_name, who.c.nama)
    )
    return (Line(tuple(cells), unit) for unit, *cells in rows)


SOCIALISATION = (
    Report(
        "sosialisasi",
        mark("Socialisation events"),
        mark("Every event with who was asked, who came, how well it was understood, and the concerns it raised."),
        _GROUP,
        (
            Column("title", mark("Event")),
            Column("day", mark("Day")),
            Column("unit", mark("Held by")),
            Column("invited", mark("Invited"), Role.PEOPLE, "orang"),
            Column("present", mark("Present"), Role.PART, "orang"),
            Column("asked", mark("Understanding checked"), Role.PART, "orang"),
            Column("understood", mark("Understanding in all"), Role.SUM, of=("asked",), is_shown=False),
            Column("concerned", mark("With a concern"), Role.PART, "orang"),
            Column("answered", mark("Answered"), Role.PART, "orang"),
            Column("share", mark("Attendance"), Role.RATIO, "persen", 1, ("present", "invited")),
            Column("mean", mark("Mean understanding"), Role.RATIO, "skor", 1, ("understood", "asked")),
        ),
        _events,
        "sosialisasi",
    ),
    Report(
        "sosialisasi-unit",
        mark("Reach of socialisation by unit"),
        mark("How many of the people employed have attended an event so far, this year, and more than once."),
        _GROUP,
        (
            Column("unit", mark("Unit")),
            Column("people", mark("Employees"), Role.PEOPLE, "orang"),
            Column("reached", mark("Reached so far"), Role.PART, "orang"),
            Column("lately", mark("Reached this year"), Role.PART, "orang"),
            Column("again", mark("More than once"), Role.PART, "orang"),
            Column("unreached", mark("Not reached yet"), Role.PART, "orang"),
            Column("share", mark("Reach"), Role.RATIO, "persen", 1, ("reached", "people")),
        ),
        _coverage,
        "peserta_sosialisasi",
        chart=Chart("unit", "share"),
    ),
    Report(
        "sosialisasi-belum",
        mark("Not reached by socialisation"),
        mark("Everybody employed who has attended no event so far."),
        _GROUP,
        (
            Column("name", mark("Name")),
            Column("nip", "NIP"),
            Column("unit", mark("Unit")),
            Column("position", mark("Position")),
            Column("invited", mark("Times invited"), Role.FIGURE, "kali"),
        ),
        _unreached,
        "peserta_sosialisasi",
        names_people=True,
    ),
)
