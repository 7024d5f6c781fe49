"""Reports on rewards: who has one and who never had, and what pay adds and deducts in each unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from sqlalchemy import Subquery, func, or_, select

from kinerja_admin.db.session import Session
from kinerja_admin.locale import mark
from kinerja_admin.models.pegawai import Pegawai
from kinerja_admin.models.penghargaan import Penghargaan
from kinerja_admin.services.reports.outcomes import Counted, Places, counted
from kinerja_admin.services.reports.people import number, on_day, placed
from kinerja_admin.services.reports.shape import Chart, Column, Line, Question, Report, Role

_GROUP = mark("Rewards")
ALLOWANCE = "tpp"
_REWARD, _DEDUCTION = "imbalan", "potongan"
_REWARDS = (_REWARD, "insentif", "bonus", "penghargaan")


def _rewarded(question: Question) -> Subquery:
    """Who has had a reward up to the day: how many in all, and how many in the period."""
    return (
        select(
            Penghargaan.pegawai_id.label("person"),
            func.count(Penghargaan.id).label("times"),
            number(Penghargaan.tanggal >= question.period.start).label("lately"),
        )
        .where(Penghargaan.region_id == question.region, Penghargaan.tanggal <= question.day)
        .group_by(Penghargaan.pegawai_id)
        .subquery()
    )


def _coverage(session: Session, question: Question) -> Iterator[Line]:
    who, rewarded = on_day(question.region, question.day), _rewarded(question)
    rows = session.execute(
        select(
            who.c.unit,
            who.c.unit_name,
            func.count(who.c.person),
            func.count(rewarded.c.person),
            number(rewarded.c.lately > 0),
            number(rewarded.c.person.is_(None)),
        )
        .select_from(who)
        .outerjoin(rewarded, rewarded.c.person == who.c.person)
        .group_by(who.c.unit, who.c.unit_name)
        .order_by(who.c.unit_name)
    )
    return (Line(tuple(cells), unit) for unit, *cells in rows)


def _list(session: Session, question: Question) -> Iterator[Line]:
    """Without the right to know people, only those who agreed to be named."""
    who = placed(question.region, question.period.start, question.period.end)
    query = (
        select(
            who.c.unit, Pegawai.nama, who.c.unit_name, Penghargaan.nama, Penghargaan.tanggal, Penghargaan.pemberi,
            Penghargaan.alasan,
        )
        .select_from(Penghargaan)
        .join(Pegawai, Pegawai.id == Penghargaan.pegawai_id)
        .outerjoin(who, who.c.person == Pegawai.id)
        .where(
            Penghargaan.region_id == question.region,
            Penghargaan.tanggal >= question.period.start,
            Penghargaan.tanggal <= question.period.end,
        )
        .order_by(Penghargaan.tanggal.desc(), Pegawai.nama)
    )  # fmt: skip
    if not question.sees_people:
        query = query.where(Penghargaan.boleh_diumumkan.is_(True))
    return (Line(tuple(cells), unit) for unit, *cells in session.execute(query))


def _never(session: Session, question: Question) -> Iterator[Line]:
    who, rewarded = on_day(question.region, question.day), _rewarded(question)
    rows = session.execute(
        select(who.c.unit, who.c.nama, who.c.nip, who.c.unit_name, who.c.position_name, Pegawai.tanggal_masuk)
        .select_from(who)
        .join(Pegawai, Pegawai.id == who.c.person)
        .outerjoin(rewarded, rewarded.c.person == who.c.person)
        .where(or_(rewarded.c.person.is_(None), rewarded.c.times == 0))
        .order_by(who.c.unit_name, who.c.nama)
    )
    return (Line(tuple(cells), unit) for unit, *cells in rows)


def _named(run: Counted, whole: str, parts: Sequence[str]) -> list[str]:
    """The output that is the whole, else the amounts whose names begin like its parts."""
    amounts = [name for name in run.policy.outputs if run.policy.steps[name].unit == "rupiah"]
    return [whole] if whole in amounts else [name for name in amounts if name.startswith(tuple(parts))]


def _balance(session: Session, question: Question) -> Iterator[Line]:
    """Amounts alone: a policy that deducts percentages stores no amount of it, and none is worked out here."""
    places = Places(session, question, question.period)
    touched: dict[str, set[int]] = {}
    for run in counted(session, question.region, ALLOWANCE, question.period, question.period):
        if run.period.kind != "month":
            continue
        kinds = {"added": _named(run, _REWARD, _REWARDS), "taken": _named(run, _DEDUCTION, (_DEDUCTION,))}
        paid = [name for name, output in run.policy.outputs.items() if output.payable]
        touched |= {kind: touched.get(kind, set()) for kind, outputs in kinds.items() if outputs}
        for one in run.outcomes(session):
            place = places.of(one.person)
            place.people.add(one.person)
            place.add("paid", sum((one.number(name) or 0 for name in paid), Fraction(0)))
            for kind, outputs in kinds.items():
                amount = sum((one.number(name) or 0 for name in outputs), Fraction(0))
                place.add(kind, amount)
                if amount:
                    touched[kind].add(one.person)
    for place in places.in_order():
        if place.people:
            counts = [len(place.people & touched[kind]) if kind in touched else None for kind in ("added", "taken")]
            sums = [place.of(kind) if kind in touched else None for kind in ("added", "taken")]
            yield Line((place.name, len(place.people), *counts, *sums, place.of("paid")), place.unit)


REWARDS = (
    Report(
        "penghargaan-unit",
        mark("Rewards by unit"),
        mark("How many of the people employed have had a reward, this year or ever, and how many never had one."),
        _GROUP,
        (
            Column("unit", mark("Unit")),
            Column("people", mark("Employees"), Role.PEOPLE, "orang"),
            Column("ever", mark("With a reward"), Role.PART, "orang"),
            Column("lately", mark("Rewarded this year"), Role.PART, "orang"),
            Column("never", mark("Never had one"), Role.PART, "orang"),
            Column("share", mark("Share with a reward"), Role.RATIO, "persen", 1, ("ever", "people")),
        ),
        _coverage,
        "penghargaan",
        chart=Chart("unit", "share"),
    ),
    Report(
        "penghargaan-daftar",
        mark("Rewards given"),
        mark("The rewards of the year with their reasons; who may not know people sees those who agreed to be named."),
        _GROUP,
        (
            Column("name", mark("Name")),
            Column("unit", mark("Unit")),
            Column("reward", mark("Reward")),
            Column("day", mark("Day")),
            Column("giver", mark("Given by")),
            Column("reason", mark("Reason")),
        ),
        _list,
        "penghargaan",
    ),
    Report(
        "penghargaan-belum",
        mark("Never rewarded"),
        mark("Everybody employed who has had no reward so far."),
        _GROUP,
        (
            Column("name", mark("Name")),
            Column("nip", "NIP"),
            Column("unit", mark("Unit")),
            Column("position", mark("Position")),
            Column("since", mark("Employed since")),
        ),
        _never,
        "penghargaan",
        names_people=True,
    ),
    Report(
        "imbalan-potongan",
        mark("Rewards beside deductions"),
        mark("What the allowance runs of the year added as a reward and deducted, by unit, as they stored it."),
        _GROUP,
        (
            Column("unit", mark("Unit")),
            Column("people", mark("Employees"), Role.PEOPLE, "orang"),
            Column("with_added", mark("With a reward in pay"), Role.PART, "orang"),
            Column("with_taken", mark("With a deduction"), Role.PART, "orang"),
            Column("added", mark("Rewards in pay"), Role.SUM, "rupiah", of=("with_added",)),
            Column("taken", mark("Deductions"), Role.SUM, "rupiah", of=("with_taken",)),
            Column("paid", mark("Paid"), Role.SUM, "rupiah"),
            Column("balance", mark("Rewards less deductions"), Role.CHANGE, "rupiah", of=("taken", "added")),
        ),
        _balance,
        "result",
        chart=Chart("unit", "balance"),
    ),
)
