"""Reports that put training beside results: duty of training hours as runs stored it, and satisfaction beside hours."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from sqlalchemy import func, select

from kinerja_admin.db.session import Session
from kinerja_admin.engine.periods import Period
from kinerja_admin.locale import mark
from kinerja_admin.models.layanan import Layanan
from kinerja_admin.models.penilaian_masyarakat import PenilaianMasyarakat
from kinerja_admin.services.reports.about_training import trained_by_unit
from kinerja_admin.services.reports.outcomes import Places, counted
from kinerja_admin.services.reports.shape import Column, Line, Question, Report, Role

_GROUP = mark("Training")
_POLICY = "pembinaan"
_MET, _ETHICS, _MISSING, _WANTED = "jp_terpenuhi", "etika_terpenuhi", "jp_kurang", "jp_wajib"


def _duty(session: Session, question: Question) -> Iterator[Line]:
    """The latest run of the year says who has met the duty."""
    runs = counted(session, question.region, _POLICY, question.period, question.period)[-1:]
    places = Places(session, question, question.period)
    for run in runs:
        for one in run.outcomes(session):
            if not one.outputs:
                continue
            place = places.of(one.person)
            place.people.add(one.person)
            place.add(_MET, one.outputs.get(_MET) == "true")
            place.add(_ETHICS, one.outputs.get(_ETHICS) == "true")
            for name in (_WANTED, _MISSING):
                place.add(name, one.number(name) or 0)
    for place in places.in_order():
        if place.people:
            met, people = place.count(_MET), len(place.people)
            hours = [place.of(name) for name in (_WANTED, _MISSING)]
            yield Line((place.name, people, met, people - met, place.count(_ETHICS), *hours), place.unit)


def _beside_satisfaction(session: Session, question: Question) -> Iterator[Line]:
    now, before = (_mean_ratings(session, question, one) for one in (question.period, question.period.previous()))
    for unit, name, people, joined, jp in trained_by_unit(session, question):
        if unit in now or unit in before:
            yield Line((name, people, joined, jp, before.get(unit), now.get(unit)), unit)


def _mean_ratings(session: Session, question: Question, period: Period) -> dict[int, Fraction]:
    """The mean of what citizens gave the services of each unit."""
    rated = PenilaianMasyarakat
    rows = session.execute(
        select(Layanan.unit_kerja_id, func.sum(rated.nilai), func.count(rated.id))
        .join(Layanan, Layanan.id == rated.layanan_id)
        .where(
            rated.region_id == question.region,
            rated.dihitung.is_(True),
            rated.tanggal >= period.start,
            rated.tanggal <= period.end,
        )
        .group_by(Layanan.unit_kerja_id)
    )
    return {unit: Fraction(int(total), number) for unit, total, number in rows}


LEARNING = (
    Report(
        "pelatihan-kewajiban",
        mark("Training hours against the duty"),
        mark("Who has met the yearly duty of training hours and the ethics course, as the region's policy decided it."),
        _GROUP,
        (
            Column("unit", mark("Unit")),
            Column("people", mark("Employees"), Role.PEOPLE, "orang"),
            Column("met", mark("Duty met"), Role.PART, "orang"),
            Column("short", mark("Hours missing"), Role.PART, "orang"),
            Column("ethics", mark("Ethics course completed"), Role.PART, "orang"),
            Column("wanted", mark("Hours owed"), Role.SUM, "JP"),
            Column("missing", mark("Hours missing in all"), Role.SUM, "JP", of=("short",)),
            Column("share", mark("Share met"), Role.RATIO, "persen", 1, ("met", "people")),
        ),
        _duty,
        "result",
    ),
    Report(
        "pelatihan-kepuasan",
        mark("Training beside satisfaction"),
        mark("Hours of training per employee beside the mean rating by citizens, this year and the year before."),
        _GROUP,
        (
            Column("unit", mark("Unit")),
            Column("people", mark("Employees"), Role.PEOPLE, "orang"),
            Column("joined", mark("Completed a training"), Role.PART, "orang"),
            Column("jp", mark("Hours of training"), Role.SUM, "JP", of=("joined",)),
            Column("before", mark("Mean rating the year before (1–5)"), Role.FIGURE, decimals=2),
            Column("now", mark("Mean rating (1–5)"), Role.FIGURE, decimals=2),
            Column("hours", mark("Hours per employee"), Role.RATIO, "JP", 1, ("jp", "people")),
            Column("change", mark("Change"), Role.CHANGE, decimals=2, of=("before", "now")),
        ),
        _beside_satisfaction,
        "peserta_pelatihan",
        adds_up=False,
    ),
)
