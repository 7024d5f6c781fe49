"""Reports on goals: which plan items support which goal of region or unit, and how they stand by themselves."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select

from kinerja_admin.db.session import Session
from kinerja_admin.locale import mark
from kinerja_admin.models.butir_rencana import ButirRencana
from kinerja_admin.models.rencana import Rencana
from kinerja_admin.services.reports.people import on_day
from kinerja_admin.services.reports.shape import Chart, Column, Line, Question, Report, Role

_GROUP = mark("Productivity")


def _goals(session: Session, question: Question) -> Iterator[Line]:
    """Items of the approved plans of the year by their goal; those that name none are together."""
    who = on_day(question.region, question.day)
    goal = func.coalesce(ButirRencana.tujuan, "")
    query = (
        select(
            goal,
            func.count(func.distinct(Rencana.pegawai_id)),
            func.count(func.distinct(who.c.unit)),
            func.count(ButirRencana.id),
        )
        .select_from(ButirRencana)
        .join(Rencana, Rencana.id == ButirRencana.rencana_id)
        .join(who, who.c.person == Rencana.pegawai_id)
        .where(
            Rencana.region_id == question.region,
            Rencana.tahun == question.period.first.year,
            Rencana.status == "disetujui",
        )
        .group_by(goal)
        .order_by(func.count(ButirRencana.id).desc(), goal)
    )
    if question.units is not None:
        query = query.where(who.c.unit.in_(question.units))
    return (Line(tuple(row)) for row in session.execute(query))


GOALS = (
    Report(
        "tujuan",
        mark("Plan items by goal"),
        mark("How many people, units and plan items support each goal of the region, and how many name none."),
        _GROUP,
        (
            Column("goal", mark("Goal"), words={"": mark("No goal named")}),
            Column("people", mark("People"), Role.PEOPLE, "orang"),
            Column("units", mark("Units"), Role.FIGURE),
            Column("items", mark("Plan items"), Role.SUM),
        ),
        _goals,
        "butir_rencana",
        is_by_unit=False,
        adds_up=False,
        chart=Chart("goal", "items"),
    ),
)
