"""Reports on services: measured indicators against target and baseline, before and after a day, and satisfaction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select

from kinerja_admin.db.session import Session
from kinerja_admin.engine.periods import Month, Period, parse_period
from kinerja_admin.locale import mark
from kinerja_admin.models.jawaban_survei import JawabanSurvei
from kinerja_admin.models.layanan import Layanan
from kinerja_admin.models.penilaian_masyarakat import PenilaianMasyarakat
from kinerja_admin.models.petugas_layanan import PetugasLayanan
from kinerja_admin.models.survei import Survei
from kinerja_admin.models.ukuran import Ukuran
from kinerja_admin.models.unit_kerja import UnitKerja
from kinerja_admin.models.words import ARAH_CAPAIAN, UNSUR_SURVEI
from kinerja_admin.services import measures
from kinerja_admin.services.reports.outcomes import Places, counted
from kinerja_admin.services.reports.people import number
from kinerja_admin.services.reports.shape import Chart, Column, Line, Question, Report, Role

_GROUP = mark("Service quality")
_DIRECTION = {"higher": ARAH_CAPAIAN["naik"], "lower": ARAH_CAPAIAN["turun"], "": "–"}
WINDOW = 12
"""Months on either side of a day that are compared."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What policies say of an indicator."""

    label: str
    unit: str
    direction: str


def _indicators(session: Session, question: Question) -> Mapping[tuple[str, str], _Asked]:
    """The indicators that policies ask for in the period, or in its last month that has come."""
    month = Period(Month(question.day.year, question.day.month))
    return {
        (one.policy.id.policy, one.indicator.name): _Asked(one.label, one.indicator.unit, one.indicator.direction)
        for period in (month, question.period)
        for one in measures.asked_for(session, question.region, period)
    }


def _about(asked: Mapping[tuple[str, str], _Asked], policy: str, indicator: str) -> _Asked:
    return asked.get((policy, indicator)) or _Asked(indicator.replace("_", " ").capitalize(), "", "")


def _measured(question: Question) -> Select[*tuple[Any, ...]]:
    """Measures of units and services, each with the unit that it belongs to; those of single people are theirs."""
    owner = func.coalesce(Ukuran.unit_kerja_id, Layanan.unit_kerja_id)
    return (
        select(
            UnitKerja.id, UnitKerja.nama, Layanan.nama, Ukuran.policy, Ukuran.indicator, Ukuran.periode,
            Ukuran.baseline, Ukuran.target, Ukuran.realisasi,
        )
        .select_from(Ukuran)
        .outerjoin(Layanan, Layanan.id == Ukuran.layanan_id)
        .join(UnitKerja, UnitKerja.id == owner)
        .where(Ukuran.region_id == question.region, Ukuran.pegawai_id.is_(None))
        .order_by(Ukuran.indicator, UnitKerja.nama, Layanan.nama, Ukuran.periode)
    )  # fmt: skip


def _against_target(session: Session, question: Question) -> Iterator[Line]:
    asked = _indicators(session, question)
    of_period = _measured(question).where(Ukuran.periode == str(question.period))
    for unit, name, service, policy, indicator, _, baseline, target, done in session.execute(of_period):
        about = _about(asked, policy, indicator)
        what = (about.label, about.unit, about.direction)
        yield Line((*what, name, service, baseline, target, done), unit)


@dataclass(slots=True)
class _Sides:
    """What was measured of one thing before a day and after it."""

    before: list[Decimal] = field(default_factory=list)
    after: list[Decimal] = field(default_factory=list)


def _before_and_after(session: Session, question: Question) -> Iterator[Line]:
    since = question.since or question.period.start
    month = Month(since.year, since.month)
    first, last = month.plus(-WINDOW).start, month.plus(WINDOW - 1).end
    asked = _indicators(session, question)
    found: dict[tuple[Any, ...], _Sides] = {}
    for unit, name, service, policy, indicator, text, _, _, done in session.execute(_measured(question)):
        period = parse_period(text)
        if done is None or period is None or period.kind == "year" or period.start < first or period.end > last:
            continue
        sides = found.setdefault((indicator, policy, unit, name, service), _Sides())
        (sides.before if period.end < since else sides.after).append(done)
    for (indicator, policy, unit, name, service), sides in found.items():
        about = _about(asked, policy, indicator)
        what = (about.label, about.unit, about.direction, name, service)
        counts = (len(sides.before), len(sides.after))
        yield Line((*what, *counts, _mean(sides.before), _mean(sides.after)), unit)


def _mean(values: list[Decimal]) -> Fraction | None:
    return sum(map(Fraction, values), Fraction(0)) / len(values) if values else None


def _answers() -> dict[str, ColumnElement[Any]]:
    return {name: getattr(JawabanSurvei, name) for name in UNSUR_SURVEI}


def _surveys(session: Session, question: Question) -> Iterator[Line]:
    """Sums of the answers, element by element; the index beside them is the one that a policy gave."""
    columns = _answers().values()
    sums = [func.coalesce(func.sum(column), 0) for column in columns]
    given = [func.count(column) for column in columns]
    rows = session.execute(
        select(Survei, UnitKerja.id, UnitKerja.nama, Layanan.nama, func.count(JawabanSurvei.id), *sums, *given)
        .join(UnitKerja, UnitKerja.id == Survei.unit_kerja_id)
        .outerjoin(Layanan, Layanan.id == Survei.layanan_id)
        .outerjoin(JawabanSurvei, JawabanSurvei.survei_id == Survei.id)
        .where(
            Survei.region_id == question.region,
            Survei.ditutup.is_not(None),
            Survei.ditutup >= question.period.start,
            Survei.ditutup <= question.period.end,
        )
        .group_by(Survei.id, UnitKerja.id, UnitKerja.nama, Layanan.nama)
        .order_by(UnitKerja.nama, Survei.ditutup, Survei.id)
    ).all()
    index = _index(session, question)
    latest = {(row[0].unit_kerja_id, row[0].layanan_id): row[0].id for row in rows}
    size = len(UNSUR_SURVEI)
    for survey, unit, name, service, people, *numbers in rows:
        totals, counts = numbers[:size], numbers[size:]
        is_latest = latest[survey.unit_kerja_id, survey.layanan_id] == survey.id
        ikm = index.get((survey.unit_kerja_id, survey.layanan_id)) if is_latest else None
        pairs = (int(one) for pair in zip(totals, counts, strict=True) for one in pair)
        cells = (name, service, survey.judul, survey.ditutup, people, *pairs, sum(map(int, totals)), sum(counts), ikm)
        yield Line(cells, unit)


def _index(session: Session, question: Question) -> Mapping[tuple[int, int | None], Fraction]:
    """The index that the policy of the year gave the people of a service or unit, where it is the same for all."""
    runs = counted(session, question.region, "ikm", question.period, question.period)
    if not runs:
        return {}
    places = Places(session, question, question.period)
    services = session.execute(
        select(PetugasLayanan.pegawai_id, Layanan.id, Layanan.unit_kerja_id)
        .join(Layanan, Layanan.id == PetugasLayanan.layanan_id)
        .where(
            PetugasLayanan.region_id == question.region,
            PetugasLayanan.mulai <= question.period.end,
            or_(PetugasLayanan.selesai.is_(None), PetugasLayanan.selesai >= question.period.start),
        )
    )
    served: dict[int, list[tuple[int, int | None]]] = {}
    for person, service, unit in services:
        served.setdefault(person, []).append((unit, service))
    given: dict[tuple[int, int | None], set[Fraction]] = {}
    for one in runs[-1].outcomes(session):
        value, home = one.number("ikm"), places.of(one.person).unit
        if value is None:
            continue
        own = served.get(one.person) or ([(home, None)] if home is not None else [])
        if len(own) == 1:
            given.setdefault(own[0], set()).add(value)
    return {place: next(iter(values)) for place, values in given.items() if len(values) == 1}


def _ratings(session: Session, question: Question) -> Iterator[Line]:
    rated = PenilaianMasyarakat
    rows = session.execute(
        select(
            UnitKerja.id,
            UnitKerja.nama,
            Layanan.nama,
            func.count(rated.id),
            number(rated.dihitung.is_(True)),
            func.coalesce(func.sum(rated.nilai).filter(rated.dihitung.is_(True)), 0),
            number(rated.nilai <= _POOR),
            number(rated.ditindaklanjuti_pada.is_not(None)),
        )
        .join(Layanan, Layanan.id == rated.layanan_id)
        .join(UnitKerja, UnitKerja.id == Layanan.unit_kerja_id)
        .where(
            rated.region_id == question.region,
            rated.tanggal >= question.period.start,
            rated.tanggal <= question.period.end,
        )
        .group_by(UnitKerja.id, UnitKerja.nama, Layanan.id, Layanan.nama)
        .order_by(UnitKerja.nama, Layanan.nama)
    )
    for unit, name, service, given, counts, total, poor, followed in rows:
        yield Line((name, service, given, counts, int(total), poor, followed), unit)


_POOR = 2
_ELEMENTS = tuple(
    column
    for name, label in UNSUR_SURVEI.items()
    for column in (
        Column(f"{name}_sum", label, Role.SUM, is_shown=False),
        Column(f"{name}_n", label, Role.SUM, is_shown=False),
    )
)
_MEANS = tuple(
    Column(name, label, Role.RATIO, "", 2, (f"{name}_sum", f"{name}_n")) for name, label in UNSUR_SURVEI.items()
)

_SUBJECT = (
    Column("indicator", mark("Indicator")),
    Column("measured", mark("In"), unit="satuan"),
    Column("direction", mark("Direction"), words=_DIRECTION),
    Column("unit", mark("Unit")),
    Column("service", mark("Service")),
)

SERVICES = (
    Report(
        "pengukuran",
        mark("Measured indicators against target and baseline"),
        mark("Service times, complaints, coverage: what units and services measured, beside target and baseline."),
        _GROUP,
        (
            *_SUBJECT,
            Column("baseline", mark("Baseline"), Role.FIGURE),
            Column("target", mark("Target"), Role.FIGURE),
            Column("done", mark("Achieved"), Role.FIGURE),
            Column("beside_target", mark("Achieved less target"), Role.CHANGE, of=("target", "done")),
            Column("beside_baseline", mark("Achieved less baseline"), Role.CHANGE, of=("baseline", "done")),
        ),
        _against_target,
        "ukuran",
        kind="month",
        adds_up=False,
    ),
    Report(
        "pengukuran-perbandingan",
        mark("Measured indicators before and after a day"),
        mark("The mean of the twelve months before a day and of those after it, such as the first day of a policy."),
        _GROUP,
        (
            *_SUBJECT,
            Column("n_before", mark("Measures before"), Role.FIGURE),
            Column("n_after", mark("Measures after"), Role.FIGURE),
            Column("before", mark("Mean before"), Role.FIGURE, decimals=2),
            Column("after", mark("Mean after"), Role.FIGURE, decimals=2),
            Column("change", mark("Change"), Role.CHANGE, decimals=2, of=("before", "after")),
        ),
        _before_and_after,
        "ukuran",
        asks_since=True,
        adds_up=False,
    ),
    Report(
        "kepuasan-survei",
        mark("Satisfaction by unit and survey"),
        mark("The mean answer to the nine elements, 1 to 4, and the index where the policy of the year gave one."),
        _GROUP,
        (
            Column("unit", mark("Unit")),
            Column("service", mark("Service")),
            Column("survey", mark("Survey")),
            Column("closed", mark("Closed on")),
            Column("people", mark("Respondents"), Role.PEOPLE, "orang"),
            *_ELEMENTS,
            Column("sum", mark("Answers"), Role.SUM, is_shown=False),
            Column("n", mark("Answers"), Role.SUM, is_shown=False),
            Column("ikm", mark("Index by policy (IKM)"), Role.FIGURE, decimals=2),
            Column("mean", mark("Mean of all answers (1–4)"), Role.RATIO, "", 2, ("sum", "n")),
            *_MEANS,
        ),
        _surveys,
        "jawaban_survei",
        chart=Chart("unit", "mean"),
    ),
    Report(
        "kepuasan-masyarakat",
        mark("Ratings by citizens"),
        mark("What citizens gave each service, 1 to 5, how many were poor, and how many led to something."),
        _GROUP,
        (
            Column("unit", mark("Unit")),
            Column("service", mark("Service")),
            Column("people", mark("Ratings"), Role.PEOPLE, "kali"),
            Column("n", mark("Counted"), Role.SUM),
            Column("sum", mark("Sum of scores"), Role.SUM, is_shown=False),
            Column("poor", mark("Poor (1–2)"), Role.PART, "kali"),
            Column("followed", mark("Led to something"), Role.PART, "kali"),
            Column("mean", mark("Mean rating (1–5)"), Role.RATIO, "", 2, ("sum", "n")),
        ),
        _ratings,
        "penilaian_masyarakat",
        chart=Chart("service", "mean"),
    ),
)
