"""The monthly slip: what the runs of a month gave one person, exact, each run traced; the month's totals by unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from sqlalchemy import select

from kinerja_admin.db import scope as scopes
from kinerja_admin.db.bulk import bulk_in
from kinerja_admin.db.session import Session
from kinerja_admin.engine.periods import Period, parse_period
from kinerja_admin.engine.policy import Output, Policy
from kinerja_admin.engine.trace import Trace
from kinerja_admin.errors import NotFound
from kinerja_admin.models.result import Result
from kinerja_admin.models.run import COUNTED, DECIDED, Run
from kinerja_admin.models.unit_kerja import UnitKerja
from kinerja_admin.services import registry, results, snapshots
from kinerja_admin.services.runs.binding import RESULT

_FACTS = ("pegawai.status", "pangkat.golongan", "pangkat.golongan_pppk", "jabatan.kelas")


@dataclass(frozen=True, slots=True)
class Part:
    """What one policy gave the person, with how it came about."""

    run: Run
    policy: Policy
    result: Result
    trace: Trace
    is_provisional: bool

    @property
    def payable(self) -> Fraction:
        """What is paid of it; nothing where the result is in error."""
        return payable_of(self.policy, self.result)


@dataclass(frozen=True, slots=True)
class Slip:
    """One person's month: who they were then, and every policy that gave them something, in order of dependency."""

    nip: str
    nama: str
    unit: str
    period: Period
    facts: Mapping[str, str]
    parts: tuple[Part, ...]

    @property
    def payable(self) -> Fraction:
        """What the month pays in all."""
        return sum((part.payable for part in self.parts), Fraction(0))

    @property
    def is_provisional(self) -> bool:
        """Whether something of it may still change."""
        return any(part.is_provisional for part in self.parts)


@dataclass(frozen=True, slots=True)
class Paid:
    """One payable output of one run of the month: a column of the totals."""

    run: Run
    output: Output
    is_provisional: bool


@dataclass(slots=True)
class UnitTotal:
    """What a unit's people are paid: how many they are, how many are in error somewhere, and the sum of each column."""

    code: str
    name: str
    people: set[int] = field(default_factory=set)
    faulty: set[int] = field(default_factory=set)
    amounts: dict[int, Fraction] = field(default_factory=dict)

    @property
    def payable(self) -> Fraction:
        """All columns together."""
        return sum(self.amounts.values(), Fraction(0))


@dataclass(frozen=True, slots=True)
class PersonTotal:
    """What one person is paid, column by column; None where their result is in error or they have none."""

    id: int
    nip: str
    nama: str
    unit: str
    amounts: tuple[Fraction | None, ...]
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MonthTotals:
    """A region's month: the columns that pay, and their sums by unit and by person."""

    region: str
    period: Period
    columns: tuple[Paid, ...]
    units: tuple[UnitTotal, ...]
    people: tuple[PersonTotal, ...]

    @property
    def whole(self) -> UnitTotal:
        """All units together."""
        whole = UnitTotal("", "")
        for unit in self.units:
            whole.people |= unit.people
            whole.faulty |= unit.faulty
            for place, amount in unit.amounts.items():
                whole.amounts[place] = whole.amounts.get(place, Fraction(0)) + amount
        return whole


def slip(session: Session, region: str, pegawai_id: int, period: Period) -> Slip:
    """The slip of a person; every line is worked out again and must come out as it was stored.

    Raises:
        NotFound: NOT_FOUND where no run of the month knows the person.
    """
    parts = []
    who = None
    facts: dict[str, str] = {}
    for run in runs_of(session, region, period):
        result = session.scalar(select(Result).where(Result.run_id == run.id, Result.pegawai_id == pegawai_id))
        if result is None:
            continue
        rebuilt = results.rebuild(session, run)
        trace = results.retraced(rebuilt, result)
        parts.append(Part(run, rebuilt.policy, result, trace, run.state not in DECIDED))
        place = next(at for at, one in enumerate(rebuilt.data.people) if one.id == pegawai_id)
        who = rebuilt.data.people[place]
        known = rebuilt.data.columns
        facts = {name: str(known[name][place]) for name in _FACTS if name in known and known[name][place] is not None}
    if who is None:
        raise NotFound("NOT_FOUND")
    names = _unit_names(session, region)
    return Slip(who.nip, who.nama, names.get(who.unit_kerja, who.unit_kerja), period, facts, tuple(parts))


def months_of(session: Session, region: str) -> list[str]:
    """The months of a region for which something counted was computed, newest first."""
    found = session.scalars(
        select(Run.periode)
        .where(Run.region_id == region, Run.kind.in_(COUNTED), Run.state != "computing")
        .distinct()
    )  # fmt: skip
    months = [text for text in found if (period := parse_period(text)) and period.kind == "month"]
    return sorted(months, reverse=True)


def runs_of(session: Session, region: str, period: Period) -> tuple[Run, ...]:
    """The run of each policy that counts for a month, in the order in which they feed one another.

    That is the latest that was approved; before there is one, the latest that was computed.
    """
    rows = session.scalars(
        select(Run)
        .where(
            Run.region_id == region, Run.periode == str(period), Run.kind.in_(COUNTED), Run.state != "computing"
        )
        .order_by(Run.id)
    )  # fmt: skip
    best: dict[str, Run] = {}
    for run in rows:
        before = best.get(run.policy)
        if before is None or run.state in DECIDED or before.state not in DECIDED:
            best[run.policy] = run
    return _in_order(session, best)


def _in_order(session: Session, found: Mapping[str, Run]) -> tuple[Run, ...]:
    feeders = {name: _feeders(_policy(session, run)) & set(found) - {name} for name, run in found.items()}
    ordered: list[Run] = []
    while feeders:
        ready = sorted(name for name, needed in feeders.items() if not needed) or sorted(feeders)[:1]
        for name in ready:
            ordered.append(found[name])
            del feeders[name]
        feeders = {name: needed - set(ready) for name, needed in feeders.items()}
    return tuple(ordered)


def _feeders(policy: Policy) -> set[str]:
    sources = (wanted.source for wanted in policy.inputs.values() if wanted.periods == "same")
    return {source.split(".", 2)[1] for source in sources if source.startswith(RESULT)}


def _policy(session: Session, run: Run) -> Policy:
    policy = registry.load_version(session, run.policy_file).policy
    if policy is None:
        raise NotFound("POLICY_UNKNOWN")
    return policy


def payable_of(policy: Policy, result: Result) -> Fraction:
    """What a result pays, exactly; nothing where it is in error."""
    if result.error_code:
        return Fraction(0)
    paid = (result.outputs.get(name) for name, output in policy.outputs.items() if output.payable)
    return sum((Fraction(value) for value in paid if value), Fraction(0))


def totals(session: Session, region: str, period: Period) -> MonthTotals:
    """What the month pays, by unit and by person, as they were in the data of each run.

    Raises:
        NotFound: NOT_FOUND where nothing was computed for the month.
    """
    chosen = runs_of(session, region, period)
    if not chosen:
        raise NotFound("NOT_FOUND")
    columns = tuple(
        Paid(run, output, run.state not in DECIDED)
        for run in chosen
        for output in _policy(session, run).outputs.values()
        if output.payable
    )
    people = _people(session, region, chosen, columns)
    names = _unit_names(session, region)
    units: dict[str, UnitTotal] = {}
    for person in people:
        unit = units.setdefault(person.unit, UnitTotal(person.unit, names.get(person.unit, person.unit)))
        unit.people.add(person.id)
        if person.faults:
            unit.faulty.add(person.id)
        for place, amount in enumerate(person.amounts):
            unit.amounts[place] = unit.amounts.get(place, Fraction(0)) + (amount or 0)
    ordered = sorted(units.values(), key=lambda unit: (unit.name, unit.code))
    return MonthTotals(region, period, columns, tuple(ordered), people)


def _people(
    session: Session, region: str, chosen: Sequence[Run], columns: Sequence[Paid]
) -> tuple[PersonTotal, ...]:  # fmt: skip
    units = _units_then(session, chosen)
    found = bulk_in(session, scopes.current()).rows(
        select(Result.pegawai_id, Result.run_id, Result.nip, Result.nama, Result.outputs, Result.error_code).where(
            Result.region_id == region, Result.run_id.in_({run.id for run in chosen})
        )
    )
    by_person: dict[int, dict[int, tuple[str, str, Mapping[str, str], str | None]]] = {}
    for person, run, nip, nama, outputs, error in found:
        by_person.setdefault(person, {})[run] = (nip, nama, outputs, error)
    titles = {run.id: run.policy for run in chosen}
    made = []
    for person, given in by_person.items():
        nip, nama, _, _ = next(iter(given.values()))
        amounts = tuple(_amount(given.get(column.run.id), column.output.step) for column in columns)
        faults = tuple(f"{titles[run]}: {one[3]}" for run, one in given.items() if one[3])
        made.append(PersonTotal(person, nip, nama, units.get(person, ""), amounts, faults))
    return tuple(sorted(made, key=lambda one: (one.nama, one.nip)))


def _amount(given: tuple[str, str, Mapping[str, str], str | None] | None, output: str) -> Fraction | None:
    if given is None or given[3] or not given[2].get(output):
        return None
    return Fraction(given[2][output])


def _units_then(session: Session, chosen: Iterable[Run]) -> dict[int, str]:
    """The unit of each person, as the data of the runs say."""
    found: dict[int, str] = {}
    for snapshot in dict.fromkeys(run.snapshot_id for run in chosen):
        found |= {who.id: who.unit_kerja for who in snapshots.open_snapshot(session, snapshot).people}
    return found


def _unit_names(session: Session, region: str) -> dict[str, str]:
    return dict(session.execute(select(UnitKerja.kode, UnitKerja.nama).where(UnitKerja.region_id == region)).all())
