"""Reports that put the appraisal beside what else is known: how raters differ, and the index of professionalism."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from sqlalchemy import select

from kinerja_admin.db.session import Session
from kinerja_admin.locale import mark
from kinerja_admin.models.pegawai import Pegawai
from kinerja_admin.models.penilaian import Penilaian
from kinerja_admin.services.reports.outcomes import APPRAISAL, Place, Places, counted
from kinerja_admin.services.reports.shape import Chart, Column, Line, Question, Report, Role

_GROUP = mark("Productivity")
_INDEX = "ip_asn"


def _by_rater(session: Session, question: Question) -> Iterator[Line]:
    scores: dict[int, Fraction] = {}
    for run in counted(session, question.region, APPRAISAL, question.period, question.period):
        scores |= {
            one.person: score for one in run.outcomes(session) if (score := one.number(run.score)) is not None
        }  # fmt: skip
    mean = sum(scores.values(), Fraction(0)) / len(scores) if scores else None
    places = Places(session, question, question.period)
    rated = session.execute(
        select(Penilaian.penilai_id, Pegawai.nama, Penilaian.pegawai_id, Penilaian.hasil_kerja)
        .join(Pegawai, Pegawai.id == Penilaian.penilai_id)
        .where(
            Penilaian.region_id == question.region,
            Penilaian.periode == str(question.period),
            Penilaian.hasil_kerja.is_not(None),
        )
    )
    raters: dict[int, tuple[str, Place, list[Fraction]]] = {}
    for rater, name, person, said in rated:
        _, counts, given = raters.setdefault(rater, (name, Place(None, ""), []))
        counts.people.add(person)
        counts.add(said or "", 1)
        if person in scores:
            given.append(scores[person])
    for rater, (name, counts, given) in sorted(raters.items(), key=lambda item: item[1][0]):
        own = sum(given, Fraction(0)) / len(given) if given else None
        spread = max(given) - min(given) if given else None
        words = [counts.count(f"{word}_ekspektasi") for word in ("di_atas", "sesuai", "di_bawah")]
        place = places.of(rater)
        yield Line((name, place.name, len(counts.people), *words, mean, own, spread), place.unit)


def _professionalism(session: Session, question: Question) -> Iterator[Line]:
    """The index that the policy of the year gave, beside the scores of its months."""
    places = Places(session, question, question.period)
    for policy, name in ((_INDEX, "index"), (APPRAISAL, "score")):
        for run in counted(session, question.region, policy, question.period, question.period):
            for one in run.outcomes(session):
                value = one.number(_INDEX if policy == _INDEX else run.score)
                if value is not None:
                    place = places.of(one.person)
                    place.people.add(one.person)
                    place.add(name, value)
                    place.add(f"{name} n", 1)
    for place in places.in_order():
        if place.people:
            sums = [place.of(name) for name in ("index", "index n", "score", "score n")]
            yield Line((place.name, len(place.people), *sums), place.unit)


RATERS = (
    Report(
        "sebaran-penilai",
        mark("Leniency and spread by rater"),
        mark("What each superior said of the own staff, beside the mean of the region: where raters differ."),
        _GROUP,
        (
            Column("name", mark("Superior")),
            Column("unit", mark("Unit")),
            Column("rated", mark("People rated"), Role.FIGURE, "orang"),
            Column("above", mark("Above expectation"), Role.FIGURE, "orang"),
            Column("as", mark("As expected"), Role.FIGURE, "orang"),
            Column("below", mark("Below expectation"), Role.FIGURE, "orang"),
            Column("all", mark("Mean of the region"), Role.FIGURE, "skor", 2),
            Column("mean", mark("Mean score of the staff"), Role.FIGURE, "skor", 2),
            Column("bias", mark("Difference"), Role.CHANGE, "skor", 2, ("all", "mean")),
            Column("spread", mark("Highest less lowest"), Role.FIGURE, "skor", 2),
        ),
        _by_rater,
        "penilaian",
        kind="month",
        names_people=True,
        chart=Chart("name", "bias"),
    ),
    Report(
        "profesionalitas",
        mark("Professionalism beside performance"),
        mark("The mean index of professionalism (IP ASN) of the year beside the mean score of its months, by unit."),
        _GROUP,
        (
            Column("unit", mark("Unit")),
            Column("people", mark("Employees"), Role.PEOPLE, "orang"),
            Column("sum", mark("Sum of scores"), Role.SUM, is_shown=False),
            Column("n", mark("People with a score"), Role.SUM, is_shown=False),
            Column("score", mark("Sum of scores"), Role.SUM, is_shown=False),
            Column("scored", mark("People with a score"), Role.SUM, is_shown=False),
            Column("index", mark("Mean IP ASN"), Role.RATIO, "skor", 2, ("sum", "n")),
            Column("mean", mark("Mean score"), Role.RATIO, "skor", 2, ("score", "scored")),
        ),
        _professionalism,
        "result",
        chart=Chart("unit", "index"),
    ),
)
