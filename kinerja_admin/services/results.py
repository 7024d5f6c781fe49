"""Results looked at again: found by person, counted by error, and traced anew from snapshot and policy text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import func, select

from kinerja_admin.db.session import Session
from kinerja_admin.engine.engines import evaluate
from kinerja_admin.engine.facts import Rows
from kinerja_admin.engine.periods import Period
from kinerja_admin.engine.policy import Policy
from kinerja_admin.engine.population_checks import Judgement, judgements
from kinerja_admin.engine.reference import Prepared, evaluate_person
from kinerja_admin.engine.trace import Trace, trace
from kinerja_admin.errors import NotFound, Refused
from kinerja_admin.models.policy_file import PolicyFile
from kinerja_admin.models.result import Result
from kinerja_admin.models.run import Run
from kinerja_admin.services import snapshots
from kinerja_admin.services.labels import labels_of
from kinerja_admin.services.registry.shelf import load_version
from kinerja_admin.services.runs import earlier, judging
from kinerja_admin.services.runs.binding import bind
from kinerja_admin.services.runs.earlier import Chosen
from kinerja_admin.services.runs.outcome import spelled
from kinerja_admin.services.snapshots import DataSet
from kinerja_admin.services.sources import collections_in_confidence


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a run was computed from, as it was then."""

    policy: Policy
    period: Period
    data: DataSet
    facts: Rows
    taken: Chosen


def find_result(session: Session, run: Run, nip: str) -> Result:
    """A person's result in a run.

    Raises:
        NotFound: PERSON_UNKNOWN, naming NIP and period.
    """
    found = session.scalar(select(Result).where(Result.run_id == run.id, Result.nip == nip))
    if found is None:
        raise NotFound("PERSON_UNKNOWN", nip=nip, period=run.periode)
    return found


def error_counts(session: Session, run: Run) -> dict[str, int]:
    """How many people's results are in error, by code, the most frequent first."""
    counted = (
        select(Result.error_code, func.count(Result.id))
        .where(Result.run_id == run.id, Result.error_code.is_not(None))
        .group_by(Result.error_code)
    )
    rows = [(str(code), int(number)) for code, number in session.execute(counted)]
    return dict(sorted(rows, key=lambda row: (-row[1], row[0])))


def results_in_error(session: Session, run: Run) -> list[Result]:
    """The results of a run that are in error, by NIP."""
    found = select(Result).where(Result.run_id == run.id, Result.error_code.is_not(None)).order_by(Result.nip)
    return list(session.scalars(found))


def payable_total(session: Session, run: Run) -> int | None:
    """What a run pays out to the people without an error, in whole rupiah; None where its policy pays nothing."""
    return payable_totals(session, [run])[run.id]


def payable_totals(session: Session, runs: Sequence[Run]) -> dict[int, int | None]:
    """The same for several runs, by their numbers; each version is read once."""
    payable = {number: _payable(session, number) for number in {run.policy_file_id for run in runs}}
    return {run.id: _sum(run, payable[run.policy_file_id]) for run in runs}


def _payable(session: Session, policy_file: int) -> tuple[str, ...]:
    file = session.get(PolicyFile, policy_file)
    policy = load_version(session, file).policy if file is not None else None
    return tuple(name for name, output in policy.outputs.items() if output.payable) if policy is not None else ()


def _sum(run: Run, payable: Sequence[str]) -> int | None:
    amounts = [Fraction(run.totals[name]) for name in payable if name in run.totals]
    return int(sum(amounts)) if amounts else None


def rebuild(session: Session, run: Run) -> Rebuilt:
    """Everything that a run was computed from: its version, its snapshot, and the results that it took.

    Raises:
        Refused: POLICY_MOVED when the version says something else by now, RESULTS_MOVED when a run that it took
            from has other results; neither can happen by the ways this program offers.
    """
    file = session.get_one(PolicyFile, run.policy_file_id)
    policy = load_version(session, file).policy
    if policy is None or policy.digest != run.digest:
        raise Refused("POLICY_MOVED", policy=str(file))
    period = snapshots.require_period(run.periode)
    data = snapshots.open_snapshot(session, run.snapshot_id)
    chosen = earlier.recalled(run.inputs)
    for one in {one for runs in chosen.values() for one in runs}:
        taken = session.get(Run, one.run)
        if taken is None or (taken.results_sha256 or "") != one.results_sha256:
            raise Refused("RESULTS_MOVED", run=f"{one.policy} {one.period}")
    results = earlier.columns(session, policy, run.region_id, chosen, [who.id for who in data.people])
    return Rebuilt(policy, period, data, bind(policy, data, results), chosen)


def judged(session: Session, run: Run) -> tuple[Judgement, ...]:
    """What the checks over everybody came to in a run; worked out again where it was computed before that was kept."""
    file = session.get_one(PolicyFile, run.policy_file_id)
    policy = load_version(session, file).policy
    if policy is None or not any(check.bounds for check in policy.checks):
        return ()
    if run.judgements is not None and policy.digest == run.digest:
        return tuple(judging.read(run.judgements, policy))
    rebuilt = rebuild(session, run)
    return judgements(evaluate(rebuilt.policy, rebuilt.facts, rebuilt.period), rebuilt.facts)


def trace_of(session: Session, result: Result, *, whole: bool = False) -> Trace:
    """How a stored result came about; it is worked out again and must come out the same.

    What others said in confidence is told in short; only who audits is shown the ``whole``.

    Raises:
        Refused: RESULT_DIFFERS where this version of the program works out something else.
    """
    return retraced(rebuild(session, session.get_one(Run, result.run_id)), result, whole=whole)


def retraced(rebuilt: Rebuilt, result: Result, *, whole: bool = False) -> Trace:
    """The same where everything that the run was computed from is at hand already."""
    place = next(at for at, who in enumerate(rebuilt.data.people) if who.id == result.pegawai_id)
    _demand_same(rebuilt, place, result)
    labels = labels_of(rebuilt.policy, rebuilt.data, place, rebuilt.taken)
    hidden = frozenset() if whole else collections_in_confidence()
    return trace(rebuilt.policy, rebuilt.facts, place, rebuilt.period, labels, hidden)


def _demand_same(rebuilt: Rebuilt, place: int, result: Result) -> None:
    prepared = Prepared(rebuilt.policy, rebuilt.period)
    again = evaluate_person(prepared, str(result.pegawai_id), rebuilt.facts.row(place))
    outputs = {name: spelled(rebuilt.policy, name, again.values.get(name)) for name in rebuilt.policy.outputs}
    stored = {name: result.outputs.get(name) for name in rebuilt.policy.outputs}
    if outputs != stored or (again.fault.code if again.fault else None) != result.error_code:
        raise Refused("RESULT_DIFFERS", nama=result.nama)
