"""Reports on performance: scores and predicates by unit, by aspect, by month, and before and after a day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from kinerja_admin.db.session import Session
from kinerja_admin.engine.periods import Month, Period
from kinerja_admin.locale import mark
from kinerja_admin.models.words import STATUS_PERHITUNGAN
from kinerja_admin.services.reports.outcomes import APPRAISAL, GOOD, PREDICATE, Counted, Place, Places, counted
from kinerja_admin.services.reports.shape import Chart, Column, Line, Question, Report, Role

_GROUP = mark("Productivity")
MONTHS = 24
_PREDICATES = ("sangat_baik", "baik", "butuh_perbaikan", "kurang", "sangat_kurang")
WINDOW = 12
"""Months on either side of a day that are compared."""


def _by_unit(session: Session, question: Question) -> Iterator[Line]:
    places = Places(session, question, question.period)
    for which, period in (("now", question.period), ("before", question.period.previous())):
        for run in counted(session, question.region, APPRAISAL, period, period):
            for one in run.outcomes(session):
                place = places.of(one.person)
                score = one.number(run.score)
                if which == "now":
                    place.people.add(one.person)
                    place.add(one.outputs.get(PREDICATE, "") if score is not None else "", 1)
                if score is not None:
                    place.add(f"{which}_scored", 1)
                    place.add(f"{which}_score", score)
    for place in places.in_order():
        if place.people:
            sums = [place.of(name) for name in ("now_score", "now_scored", "before_score", "before_scored")]
            counts = [place.count(name) for name in (*_PREDICATES, "")]
            yield Line((place.name, len(place.people), *sums, *counts), place.unit)


def _months(question: Question) -> tuple[Period, Period]:
    """The months up to the end of the period asked for."""
    last = question.period.last
    return Period(last.plus(1 - MONTHS)), Period(last)


def _runs(session: Session, question: Question, first: Period, last: Period) -> Sequence[Counted]:
    found = counted(session, question.region, APPRAISAL, first, last)
    return [one for one in found if one.period.kind == "month"]


def _over_time(session: Session, question: Question) -> Iterator[Line]:
    first, last = _months(question)
    places = Places(session, question, first)
    for run in _runs(session, question, first, last):
        total = Place(None, "")
        for one in run.outcomes(session):
            score = one.number(run.score)
            if score is None or not places.is_asked(one.person):
                continue
            total.people.add(one.person)
            total.add("score", score)
            total.add("good", one.outputs.get(PREDICATE) in GOOD)
        side = "" if question.since is None else "before" if run.period.end < question.since else "after"
        people = len(total.people)
        yield Line(
            (str(run.period), run.run.version, run.run.state, side, people, total.of("score"), total.count("good"))
        )


def _before_and_after(session: Session, question: Question) -> Iterator[Line]:
    since = question.since or question.period.start
    month = Month(since.year, since.month)
    first, last = Period(month.plus(-WINDOW)), Period(month.plus(WINDOW - 1))
    places = Places(session, question, first)
    for run in _runs(session, question, first, last):
        side = "before" if run.period.end < since else "after"
        for one in run.outcomes(session):
            score = one.number(run.score)
            if score is not None:
                place = places.of(one.person)
                place.people.add(one.person)
                place.add(f"{side}_number", 1)
                place.add(f"{side}_score", score)
                place.add(f"{side}_good", one.outputs.get(PREDICATE) in GOOD)
    for place in places.in_order():
        sides = [place.of(f"{side}_{what}") for side in ("before", "after") for what in ("number", "score", "good")]
        yield Line((place.name, len(place.people), *sides), place.unit)


def _by_person(session: Session, question: Question) -> Iterator[Line]:
    year = question.period
    places = Places(session, question, year.previous())
    names: dict[int, tuple[str, str]] = {}
    found: dict[int, Place] = {}
    for run in _runs(session, question, Period(year.previous().first), Period(year.last)):
        side = "now" if run.period.start >= year.start else "before"
        for one in run.outcomes(session):
            score = one.number(run.score)
            if score is not None:
                names[one.person] = (one.nama, one.nip)
                mine = found.setdefault(one.person, Place(places.of(one.person).unit, places.of(one.person).name))
                mine.add(f"{side}_number", 1)
                mine.add(f"{side}_score", score)
    for person, mine in sorted(found.items(), key=lambda item: (item[1].name, names[item[0]])):
        before = _mean(mine, "before")
        now = _mean(mine, "now")
        if now is not None:
            yield Line((*names[person], mine.name, mine.count("now_number"), before, now), mine.unit)


def _mean(of: Place, side: str) -> Fraction | None:
    number = of.of(f"{side}_number")
    return of.of(f"{side}_score") / number if number else None


def _by_aspect(session: Session, question: Question) -> Iterator[Line]:
    places = Places(session, question, question.period)
    for run in counted(session, question.region, APPRAISAL, question.period, question.period):
        units = {name: run.policy.steps[name].unit for name in run.policy.outputs}
        measured = [name for name, unit in units.items() if unit in {"skor", "persen"}]
        for one in run.outcomes(session):
            for name in measured:
                value = one.number(name)
                if value is not None:
                    places.of(one.person).add(f"{name} n", 1)
                    places.of(one.person).add(name, value)
        for place in places.in_order():
            for name in measured:
                if place.count(f"{name} n"):
                    label = run.policy.outputs[name].label or run.policy.steps[name].basis.label
                    unit = units[name]
                    people = place.count(f"{name} n")
                    yield Line((place.name, label, unit, people, place.of(name)), place.unit)


_SIDES = {"before": mark("before"), "after": mark("after"), "": "–"}

PERFORMANCE = (
    Report(
        "produktivitas-unit",
        mark("Productivity by unit"),
        mark("Mean score and predicates of a month from its stored results, beside the month before."),
        _GROUP,
        (
            Column("unit", mark("Unit")),
            Column("people", mark("Employees"), Role.PEOPLE, "orang"),
            Column("score", mark("Sum of scores"), Role.SUM, is_shown=False),
            Column("scored", mark("People with a score"), Role.SUM, is_shown=False),
            Column("score_before", mark("Sum of scores before"), Role.SUM, is_shown=False),
            Column("scored_before", mark("People with a score before"), Role.SUM, is_shown=False),
            Column("excellent", mark("Excellent"), Role.PART, "orang"),
            Column("good", mark("Good"), Role.PART, "orang"),
            Column("fair", mark("Needs improvement"), Role.PART, "orang"),
            Column("poor", mark("Poor"), Role.PART, "orang"),
            Column("very_poor", mark("Very poor"), Role.PART, "orang"),
            Column("without", mark("Without result"), Role.PART, "orang"),
            Column("before", mark("Mean score before"), Role.RATIO, "skor", 2, ("score_before", "scored_before")),
            Column("mean", mark("Mean score"), Role.RATIO, "skor", 2, ("score", "scored")),
            Column("change", mark("Change"), Role.CHANGE, "skor", 2, ("before", "mean")),
        ),
        _by_unit,
        "result",
        kind="month",
        chart=Chart("unit", "mean"),
    ),
    Report(
        "produktivitas-waktu",
        mark("Productivity over time"),
        mark("Mean score and the share of good results month by month, with the version of the policy of that month."),
        _GROUP,
        (
            Column("period", mark("Month"), unit="periode"),
            Column("version", mark("Version")),
            Column("state", mark("State"), words=STATUS_PERHITUNGAN),
            Column("side", mark("Before or after"), words=_SIDES),
            Column("people", mark("People with a score"), Role.PEOPLE, "orang"),
            Column("score", mark("Sum of scores"), Role.SUM, is_shown=False),
            Column("good", mark("Good or better"), Role.PART, "orang"),
            Column("share", mark("Share good or better"), Role.RATIO, "persen", 1, ("good", "people")),
            Column("mean", mark("Mean score"), Role.RATIO, "skor", 2, ("score", "people")),
        ),
        _over_time,
        "result",
        kind="month",
        is_by_unit=False,
        asks_since=True,
        adds_up=False,
        chart=Chart("period", "mean", "line"),
    ),
    Report(
        "produktivitas-perbandingan",
        mark("Productivity before and after a day"),
        mark("Mean scores of the twelve months before a day and of those after it, such as the first day of a policy."),
        _GROUP,
        (
            Column("unit", mark("Unit")),
            Column("people", mark("People with a score"), Role.PEOPLE, "orang"),
            Column("n_before", mark("Results before"), Role.SUM),
            Column("score_before", mark("Sum of scores before"), Role.SUM, is_shown=False),
            Column("good_before", mark("Good or better before"), Role.SUM, is_shown=False),
            Column("n_after", mark("Results after"), Role.SUM),
            Column("score_after", mark("Sum of scores"), Role.SUM, is_shown=False),
            Column("good_after", mark("Good or better"), Role.SUM, is_shown=False),
            Column("before", mark("Mean score before"), Role.RATIO, "skor", 2, ("score_before", "n_before")),
            Column("after", mark("Mean score after"), Role.RATIO, "skor", 2, ("score_after", "n_after")),
            Column("change", mark("Change"), Role.CHANGE, "skor", 2, ("before", "after")),
            Column("share_before", mark("Good or better before"), Role.RATIO, "persen", 1, ("good_before", "n_before")),
            Column("share_after", mark("Good or better after"), Role.RATIO, "persen", 1, ("good_after", "n_after")),
        ),
        _before_and_after,
        "result",
        asks_since=True,
        chart=Chart("unit", "change"),
    ),
    Report(
        "produktivitas-pegawai",
        mark("Productivity by employee"),
        mark("Everybody's mean score of the year beside that of the year before."),
        _GROUP,
        (
            Column("name", mark("Name")),
            Column("nip", "NIP"),
            Column("unit", mark("Unit")),
            Column("months", mark("Months rated"), Role.FIGURE, "bulan"),
            Column("before", mark("Mean score before"), Role.FIGURE, "skor", 2),
            Column("mean", mark("Mean score"), Role.FIGURE, "skor", 2),
            Column("change", mark("Change"), Role.CHANGE, "skor", 2, ("before", "mean")),
        ),
        _by_person,
        "result",
        names_people=True,
    ),
    Report(
        "aspek-unit",
        mark("Aspects of the appraisal by unit"),
        mark("The mean of every score and percentage that the region's appraisal gives, such as plan achievement."),
        _GROUP,
        (
            Column("unit", mark("Unit")),
            Column("aspect", mark("Aspect")),
            Column("measured", mark("In"), unit="satuan"),
            Column("people", mark("People"), Role.PEOPLE, "orang"),
            Column("sum", mark("Sum of scores"), Role.SUM, is_shown=False),
            Column("mean", mark("Mean"), Role.RATIO, "", 2, ("sum", "people")),
        ),
        _by_aspect,
        "result",
        kind="month",
        adds_up=False,
        within="aspect",
    ),
)
