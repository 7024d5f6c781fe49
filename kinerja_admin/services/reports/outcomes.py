"""Stored results of the runs that count: read as they are, added up and never worked out again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from sqlalchemy import select

from kinerja_admin.db.session import Session
from kinerja_admin.engine.numbers import parse_number
from kinerja_admin.engine.periods import Period, parse_period
from kinerja_admin.engine.policy import Policy
from kinerja_admin.models.result import Result
from kinerja_admin.models.run import COUNTED, DECIDED, Run
from kinerja_admin.services import registry
from kinerja_admin.services.reports.people import NO_UNIT, placed
from kinerja_admin.services.reports.shape import Question

APPRAISAL = "penilaian"
SCORE, PREDICATE = "nilai", "predikat"
GOOD = frozenset({"baik", "sangat_baik"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run gave one person; ``outputs`` is empty where the result is in error."""

    person: int
    nip: str
    nama: str
    outputs: Mapping[str, str]

    def number(self, output: str | None) -> Fraction | None:
        """An output that is a number."""
        text = self.outputs.get(output) if output else None
        return parse_number(text) if text else None


@dataclass(frozen=True, slots=True)
class Counted:
    """A run that counts, with the version that it was computed by."""

    run: Run
    period: Period
    policy: Policy

    @property
    def score(self) -> str | None:
        """The output that is the score: ``nilai``, else the first that is measured in scores."""
        if SCORE in self.policy.outputs:
            return SCORE
        return next((name for name in self.policy.outputs if self.policy.steps[name].unit == "skor"), None)

    def outcomes(self, session: Session) -> Iterator[Outcome]:
        """What it gave everybody."""
        rows = session.execute(
            select(Result.pegawai_id, Result.nip, Result.nama, Result.outputs, Result.error_code).where(
                Result.region_id == self.run.region_id, Result.run_id == self.run.id
            )
        )
        return (Outcome(person, nip, nama, {} if error else given) for person, nip, nama, given, error in rows)


def counted(session: Session, region: str, policy: str, first: Period, last: Period) -> tuple[Counted, ...]:
    """The run of each period between two that counts, oldest first: the latest approved, else the latest computed."""
    rows = session.scalars(
        select(Run)
        .where(
            Run.region_id == region, Run.policy == policy, Run.kind.in_(COUNTED), Run.state != "computing",
            Run.periode >= str(first.first)[:4], Run.periode <= f"{last.last}~",
        )
        .order_by(Run.id)
    )  # fmt: skip
    best: dict[Period, Run] = {}
    for run in rows:
        period = parse_period(run.periode)
        if period is None or period.start < first.start or period.end > last.end:
            continue
        before = best.get(period)
        if before is None or run.state in DECIDED or before.state not in DECIDED:
            best[period] = run
    found = []
    for period in sorted(best):
        version = registry.load_version(session, best[period].policy_file).policy
        if version is not None:
            found.append(Counted(best[period], period, version))
    return tuple(found)


@dataclass(slots=True)
class Place:
    """A unit with whatever is gathered about it."""

    unit: int | None
    name: str
    people: set[int] = field(default_factory=set)
    sums: dict[str, Fraction] = field(default_factory=dict)

    def add(self, name: str, amount: Fraction | int) -> None:
        """Add to one of its sums."""
        self.sums[name] = self.sums.get(name, Fraction(0)) + amount

    def of(self, name: str) -> Fraction:
        """One of its sums."""
        return self.sums.get(name, Fraction(0))

    def count(self, name: str) -> int:
        """One of its sums that counts."""
        return int(self.of(name))


class Places:
    """The units of a region and who works where during a period."""

    def __init__(self, session: Session, question: Question, first: Period) -> None:
        """Ask once; somebody who moved belongs to the last unit."""
        who = placed(question.region, first.start, question.period.end)
        rows = session.execute(select(who.c.person, who.c.unit, who.c.unit_name))
        self._where = {person: (unit, name) for person, unit, name in rows}
        self._units = question.units
        self._found: dict[int | None, Place] = {}

    def of(self, person: int) -> Place:
        """The unit of a person; those of whom none is known are together."""
        unit, name = self._where.get(person, (None, NO_UNIT))
        return self._found.setdefault(unit, Place(unit, name))

    def is_asked(self, person: int) -> bool:
        """Whether the person works in the units that the question is about."""
        return self._units is None or self._where.get(person, (None, ""))[0] in self._units

    def in_order(self) -> Sequence[Place]:
        """By name."""
        return sorted(self._found.values(), key=lambda place: (place.name, place.unit or 0))
