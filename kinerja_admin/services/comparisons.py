"""Two versions over everybody in a snapshot: who gains, who loses, and what that does to the policies that follow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from sqlalchemy import select

from kinerja_admin.db.session import Session
from kinerja_admin.engine.attribution import Attribution, Way, attribute
from kinerja_admin.engine.columns.evaluation import columns_of, evaluate
from kinerja_admin.engine.columns.given import GivenFacts
from kinerja_admin.engine.columns.handing import handed_on
from kinerja_admin.engine.comparison import Comparison, compare
from kinerja_admin.engine.facts import Cell
from kinerja_admin.engine.figures import Grouping
from kinerja_admin.engine.periods import Period
from kinerja_admin.engine.policy import Policy
from kinerja_admin.engine.population_checks import Judgement, judgements
from kinerja_admin.engine.reference import Evaluation
from kinerja_admin.engine.trace import Trace, trace
from kinerja_admin.errors import NotFound, Refused
from kinerja_admin.models.snapshot import Snapshot
from kinerja_admin.models.unit_kerja import UnitKerja
from kinerja_admin.services import registry, snapshots
from kinerja_admin.services.columnar import Column
from kinerja_admin.services.keeping import Kept
from kinerja_admin.services.labels import labels_of
from kinerja_admin.services.runs import earlier
from kinerja_admin.services.runs.binding import RESULT, bind
from kinerja_admin.services.snapshots import DataSet
from kinerja_admin.services.sources import collections_in_confidence

UNIT, CLASS, STATUS, SEX = "pegawai.unit_kerja", "jabatan.kelas", "pegawai.status", "pegawai.jenis_kelamin"
"""What a report is broken down by."""

UNKNOWN = "–"

_kept: Kept[Evaluation] = Kept(16)
"""The evaluations made last."""

_taken: Kept[tuple[Cell, ...]] = Kept(32)
"""What earlier runs gave everybody: those results never change."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a report, with what the report is broken down by."""

    id: str
    nip: str
    nama: str
    unit: str
    kelas: str
    status: str
    jenis_kelamin: str


@dataclass(frozen=True, slots=True)
class Population:
    """Everybody of a snapshot, ready for any policy."""

    region: str
    snapshot_id: int
    sha256: str
    data: DataSet

    @property
    def period(self) -> Period:
        """The period that the snapshot speaks of."""
        return self.data.period


@dataclass(frozen=True, slots=True)
class Report:
    """A comparison with its people, and the comparisons of the policies that take the compared one's results.

    ``as_if`` names the sides that are not in force in the snapshot's period and were computed as though they were.
    ``groupings`` puts everybody into groups by unit, class, status and sex.
    """

    population: Population
    comparison: Comparison
    following: tuple[Comparison, ...]
    people: Mapping[str, Person]
    groupings: Mapping[str, Grouping]
    as_if: tuple[str, ...]


def population(session: Session, snapshot_id: int) -> Population:
    """What a snapshot holds; NotFound where the scope sees none."""
    snapshot = session.get(Snapshot, snapshot_id)
    if snapshot is None:
        raise NotFound("SNAPSHOT_UNKNOWN")
    data = snapshots.open_snapshot(session, snapshot_id)
    return Population(snapshot.region_id, snapshot.id, snapshot.sha256, data)


def latest_snapshot(session: Session, region: str, kind: str) -> Snapshot | None:
    """The newest snapshot of a region that a report is offered over, its period being of the policy's kind."""
    return snapshots.current(session, region, kind)


def baseline(session: Session, policy: Policy, period: Period) -> Policy | None:
    """What a version is compared with: the one in force in the period, or the one it replaced where that is itself."""
    region, name = policy.id.region, policy.id.policy
    running = [registry.load_version(session, row).policy for row in registry.running(session, region, name)]
    known = [one for one in running if one is not None and one.id != policy.id]
    others = [one for one in known if in_time(one) < in_time(policy)] or known
    found = registry.speaking(others, period)
    if found is not None:
        return found
    named = next((one for one in others if one.id.version == policy.supersedes), None)
    return named or (max(others, key=lambda one: one.first) if others else None)


def in_time(policy: Policy) -> tuple[object, ...]:
    """Where a version stands in time: by its first month, then by its number."""
    return policy.first, tuple(int(part) if part.isdecimal() else 0 for part in policy.id.version.split("."))


def report(session: Session, everybody: Population, old: Policy, new: Policy) -> Report:
    """Compute both sides over everybody and lay them side by side.

    Raises:
        Refused: PERIOD_KIND_DIFFERS where a policy does not speak of such periods.
    """
    before, after = (computed(session, everybody, one) for one in (old, new))
    sides = (("old", old), ("new", new))
    names = _unit_names(session, everybody.region)
    return Report(
        population=everybody,
        comparison=compare(before, after),
        following=_following(session, everybody, before, after),
        people=_People(everybody.data, names),
        groupings=_groupings(everybody.data, names),
        as_if=tuple(side for side, policy in sides if not policy.is_in_force(everybody.period)),
    )


def computed(session: Session, everybody: Population, policy: Policy) -> Evaluation:
    """Everybody's results under a policy; kept for a while, because the same side is looked at again and again."""

    def make() -> Evaluation:
        made = evaluate(_as_if(policy, everybody.period), facts_for(session, everybody, policy), everybody.period)
        return replace(made, policy=policy)  # what is told about it is told of the policy as it is

    return _kept.of(_key(session, everybody, policy), make)


def _key(session: Session, everybody: Population, policy: Policy) -> tuple[object, ...]:
    """Everything that the results of a policy depend on."""
    chosen = earlier.choose(session, policy, everybody.region, everybody.period)
    taken = tuple((name, one.run, one.results_sha256) for name, runs in sorted(chosen.items()) for one in runs)
    return str(session.get_bind().engine.url), str(policy.id), policy.digest, everybody.sha256, taken


def judged(session: Session, everybody: Population, policy: Policy) -> tuple[Judgement, ...]:
    """The checks over everybody, as they come out under a policy."""
    if not any(check.bounds for check in policy.checks):
        return ()
    return judgements(computed(session, everybody, policy), facts_for(session, everybody, policy))


def parts(
    session: Session, everybody: Population, old: Policy, new: Policy, way: Way, outputs: Sequence[str]
) -> tuple[Attribution, ...]:
    """Which changed item moves whom by how much."""
    facts = (facts_for(session, everybody, old), facts_for(session, everybody, new))
    sides = (computed(session, everybody, old), computed(session, everybody, new))
    return attribute(*sides, facts, outputs, way)


def facts_for(session: Session, everybody: Population, policy: Policy) -> GivenFacts:
    """The facts of everybody as a policy asks for them, other policies' results included."""
    chosen = earlier.choose(session, policy, everybody.region, everybody.period)
    results = {name: _results(session, everybody, policy, name, runs) for name, runs in chosen.items()}
    return bind(policy, everybody.data, results)


def _results(
    session: Session, everybody: Population, policy: Policy, name: str, runs: Sequence[earlier.Earlier]
) -> tuple[Cell, ...]:
    """What earlier runs gave everybody, for one input; the key names everything that the column depends on."""
    wanted = policy.inputs[name]
    taken = tuple((one.run, one.results_sha256) for one in runs)
    key = (str(session.get_bind().engine.url), everybody.sha256, wanted.source, wanted.shape.each, taken)

    def make() -> tuple[Cell, ...]:
        people = [who.id for who in everybody.data.people]
        return tuple(earlier.columns(session, policy, everybody.region, {name: runs}, people)[name])

    return _taken.of(key, make)


def trace_in(session: Session, everybody: Population, policy: Policy, person: str) -> Trace:
    """How one person's result comes about under a policy.

    Raises:
        NotFound: where nobody of that number is in the snapshot.
    """
    facts = facts_for(session, everybody, policy)
    if person not in facts.ids:
        raise NotFound("NOT_FOUND")
    place = facts.ids.index(person)
    chosen = earlier.choose(session, policy, everybody.region, everybody.period)
    labels = labels_of(policy, everybody.data, place, chosen)
    return trace(_as_if(policy, everybody.period), facts, place, everybody.period, labels, collections_in_confidence())


def _as_if(policy: Policy, period: Period) -> Policy:
    """The policy as though it were in force in the period: only its months are stretched."""
    if policy.period != period.kind:
        raise Refused("PERIOD_KIND_DIFFERS", policy=str(policy.id), period=str(period))
    last = policy.last if policy.last is None or policy.last >= period.last else None
    return replace(policy, first=min(policy.first, period.first), last=last)


def _following(
    session: Session, everybody: Population, before: Evaluation, after: Evaluation
) -> tuple[Comparison, ...]:
    """The policies in force that take the compared one's results of the same period, under both."""
    name = after.policy.id.policy
    found = []
    for one in registry.policies_in_force(session, everybody.region, everybody.period):
        taking = [wanted.name for wanted in one.policy.inputs.values() if _takes(wanted.source, wanted.periods, name)]
        if taking and one.policy.id.policy != name:
            sides = (_with_results(session, everybody, one.policy, taking, side) for side in (before, after))
            found.append(compare(*sides))
    return tuple(found)


def _takes(source: str, periods: str, policy: str) -> bool:
    return source.startswith(f"{RESULT}{policy}.") and periods == "same"


def _with_results(
    session: Session, everybody: Population, policy: Policy, taking: Sequence[str], results: Evaluation
) -> Evaluation:
    """What a policy that takes results gives by these; kept, too, with what they were made of."""

    def make() -> Evaluation:
        facts = facts_for(session, everybody, policy)
        columns = dict(facts.columns)
        found = columns_of(results).found
        for name in taking:
            output = policy.inputs[name].source.split(".", 2)[2]
            if output in results.policy.steps:
                columns[name] = handed_on(found, output)
        return evaluate(policy, replace(facts, columns=columns), everybody.period)

    key = (_key(session, everybody, policy), _key(session, everybody, results.policy))
    return _kept.of(key, make)


class _People(Mapping[str, Person]):
    """Everybody by number; a person is made when somebody looks."""

    def __init__(self, data: DataSet, names: Mapping[str, str]) -> None:
        self._data, self._names = data, names
        self._places = {str(who.id): place for place, who in enumerate(data.people)}

    def __getitem__(self, number: str) -> Person:
        place = self._places[number]
        who = self._data.people[place]
        said = (self._text(name, place) for name in (CLASS, STATUS, SEX))
        return Person(number, who.nip, who.nama, self._names.get(who.unit_kerja, who.unit_kerja), *said)

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def _text(self, source: str, place: int) -> str:
        column = self._data.columns.get(source)
        cell = None if column is None else column[place]
        return UNKNOWN if cell is None else str(cell)


def _unit_names(session: Session, region: str) -> dict[str, str]:
    units = session.execute(select(UnitKerja.kode, UnitKerja.nama).where(UnitKerja.region_id == region))
    return dict(units.all())


def _groupings(data: DataSet, units: Mapping[str, str]) -> dict[str, Grouping]:
    """Everybody by unit, class, status and sex; what is not known of somebody is a group too."""
    return {
        source: _grouping(data.columns.get(source), len(data.people), units if source == UNIT else {})
        for source in (UNIT, CLASS, STATUS, SEX)
    }


def _grouping(column: Column | None, count: int, called: Mapping[str, str]) -> Grouping:
    if column is None or not count:
        return Grouping((UNKNOWN,), np.zeros(count, dtype=np.intp))
    _, first, codes = np.unique(column.given.values, return_index=True, return_inverse=True)
    texts = [called.get(str(column[place]), str(column[place])) for place in first.tolist()]
    if column.given.missing is not None:
        codes, texts = np.where(column.given.missing, len(texts), codes), [*texts, UNKNOWN]
    names = tuple(dict.fromkeys(texts))
    return Grouping(names, np.array([names.index(text) for text in texts])[codes])
