"""A run: a policy version over a snapshot, everybody's result with its errors, sealed by one hash."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from importlib.metadata import version
from os import cpu_count
from typing import Any

from sqlalchemy.orm import sessionmaker

from kinerja_admin.db import scope as scopes
from kinerja_admin.db.bulk import bulk_in
from kinerja_admin.db.session import Session
from kinerja_admin.engine.columns.evaluation import Results, evaluate_columns
from kinerja_admin.engine.columns.given import GivenFacts
from kinerja_admin.engine.engines import demand_same
from kinerja_admin.engine.periods import Period
from kinerja_admin.engine.policy import Policy
from kinerja_admin.engine.population_checks import Judgement, judgements
from kinerja_admin.engine.reference import Evaluation, check_in_force
from kinerja_admin.errors import Invalid, NotFound, Refused
from kinerja_admin.models.policy_file import PolicyFile
from kinerja_admin.models.result import Result
from kinerja_admin.models.run import COUNTED, Run
from kinerja_admin.models.snapshot import Snapshot
from kinerja_admin.services import snapshots
from kinerja_admin.services.registry import force
from kinerja_admin.services.registry.shelf import load_version
from kinerja_admin.services.runs import admission, earlier, judging
from kinerja_admin.services.runs.binding import bind
from kinerja_admin.services.runs.outcome import Outcome
from kinerja_admin.services.snapshots import DataSet

THREADS = min(2, cpu_count() or 1)
"""NumPy lets other threads run while it works."""

Progress = Callable[[int, int], None]
"""Told how many people of how many are done; raises to stop the work."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be computed; without a snapshot the records of now, without a version the one in force."""

    region: str
    period: str
    policy: str
    kind: str = "official"
    name: str | None = None
    snapshot_id: int | None = None
    policy_file_id: int | None = None
    corrects_id: int | None = None
    account_id: int | None = None


@dataclass(frozen=True, slots=True)
class Ready:
    """Everything that an evaluation needs, read and closed again."""

    order: Order
    policy: Policy
    policy_file_id: int
    period: Period
    snapshot_id: int | None
    snapshot_sha256: str
    data: DataSet
    facts: GivenFacts
    taken: Mapping[str, Any]
    is_provisional: bool = False
    """Whether the period was not over, so that days to come count as absence: never so for what counts."""


@dataclass(frozen=True, slots=True)
class Computed:
    """What came out, before anything is stored."""

    ready: Ready
    outcome: Outcome
    judgements: tuple[Judgement, ...]
    sha256: str


def preview(
    sessions: sessionmaker[Session], order: Order, progress: Progress | None = None, *, today: date | None = None
) -> Computed:
    """Work everything out and store nothing of it, whatever kind the order names."""
    return evaluate(prepare(sessions, replace(order, kind="preview"), today=today), progress)


def compute(
    sessions: sessionmaker[Session], order: Order, progress: Progress | None = None, *, today: date | None = None,
    verify: bool = False,
) -> int:  # fmt: skip
    """Work everything out and store run and results in one transaction; returns the number of the run."""
    computed = evaluate(prepare(sessions, order, today=today), progress, verify=verify)
    with sessions.begin() as session:
        return store(session, computed)


def correct(
    sessions: sessionmaker[Session], region: str, period: str, number: int, *, today: date | None = None,
    verify: bool = False,
) -> int:  # fmt: skip
    """Compute a locked run once more from the records of now; returns the number of the correction.

    Raises:
        NotFound: RUN_UNKNOWN where no such run of that region and period is seen.
        Refused: CORRECTS_NOT_LOCKED, and what :func:`prepare` refuses.
    """
    with sessions() as session:
        run = session.get(Run, number)
        if run is None or (run.region_id, run.periode) != (region, period):
            raise NotFound("RUN_UNKNOWN", number=str(number), region=region, period=period)
        policy = run.policy
    order = Order(region, period, policy, kind="correction", corrects_id=number)
    return compute(sessions, order, today=today, verify=verify)


def prepare(sessions: sessionmaker[Session], order: Order, *, today: date | None = None) -> Ready:
    """Take or open the snapshot, load the policy, and bind one to the other.

    Raises:
        NotFound: REGION_UNKNOWN, NO_POLICY_IN_FORCE, or a snapshot or version that is not there.
        Refused: NOT_EFFECTIVE, or an order that its kind forbids: PERIOD_NOT_OVER, NO_ATTENDANCE, RUN_LOCKED_ALREADY.
        Invalid: POLICY_BROKEN with the findings of a version that does not load.
    """
    period = snapshots.require_period(order.period)
    with sessions.begin() as session:
        snapshots.require_region(session, order.region)
        _check_kind(session, order)
        file, policy = _policy(session, order, period)
        check_in_force(policy, period)
        _check_counts(session, order, period, policy, today)
        number, sha256, data = _data(session, order, period)
        chosen = earlier.choose(session, policy, order.region, period)
        results = earlier.columns(session, policy, order.region, chosen, [who.id for who in data.people])
        return Ready(
            order=order,
            policy=policy,
            policy_file_id=file.id,
            period=period,
            snapshot_id=number,
            snapshot_sha256=sha256,
            data=data,
            facts=bind(policy, data, results),
            taken=earlier.remembered(chosen),
            is_provisional=not snapshots.is_over(session, order.region, period, today),
        )


def evaluate(ready: Ready, progress: Progress | None = None, *, verify: bool = False) -> Computed:
    """Everybody's result; one person's error stops nobody else.

    ``verify`` has the reference evaluator work everything out as well.

    Raises:
        Refused: ENGINES_DIFFER where the reference comes to anything else.
    """
    columns = evaluate_columns(ready.policy, ready.facts, ready.period, threads=THREADS, progress=progress)
    evaluation = Evaluation(ready.policy, ready.period, Results(columns), columns.ranks)
    if verify:
        demand_same(evaluation, ready.facts)
    outcome = Outcome(columns, ready.data.people)
    return Computed(ready, outcome, judgements(evaluation, ready.facts), outcome.seal(_head(ready)))


def store(session: Session, computed: Computed) -> int:
    """Write a run with its results.

    Raises:
        Refused: PREVIEW_NOT_KEPT for a preview, RUN_LOCKED_ALREADY for a second official run of a locked month.
    """
    ready, order = computed.ready, computed.ready.order
    if order.kind == "preview":
        raise Refused("PREVIEW_NOT_KEPT")
    if order.kind == "official":  # somebody may have locked another run while this one was being computed
        admission.check_not_locked(session, order.region, order.policy, ready.period)
    run = Run(
        region_id=order.region,
        periode=str(ready.period),
        policy=ready.policy.id.policy,
        version=ready.policy.id.version,
        digest=ready.policy.digest,
        policy_file_id=ready.policy_file_id,
        snapshot_id=ready.snapshot_id,
        kind=order.kind,
        name=order.name,
        corrects_id=order.corrects_id,
        inputs=dict(ready.taken),
        totals=computed.outcome.totals,
        judgements=judging.written(computed.judgements),
        people=len(computed.outcome.people),
        errors=computed.outcome.errors,
        engine_version=version("kinerja-admin"),
        results_sha256=computed.sha256,
        computed_by_id=order.account_id,
    )
    session.add(run)
    session.flush()
    columns = {column.name: column.values for column in computed.outcome.stored}
    bulk_in(session, scopes.current()).insert_columns(Result, {"region_id": order.region, "run_id": run.id}, columns)
    run.state = "computed"
    session.flush()
    return run.id


def _head(ready: Ready) -> list[Any]:
    """What the results rest on: version, data, and the results of other runs."""
    taken = {name: [(one["period"], one["results_sha256"]) for one in runs] for name, runs in ready.taken.items()}
    return [str(ready.policy.id), ready.policy.digest, str(ready.period), ready.snapshot_sha256, taken]


def _check_kind(session: Session, order: Order) -> None:
    if order.kind == "scenario" and not order.name:
        raise Refused("SCENARIO_NAME")
    if order.kind != "correction":
        return
    run = session.get(Run, order.corrects_id or 0)
    if run is None or (run.region_id, run.policy, run.periode) != (order.region, order.policy, order.period):
        raise NotFound("NOT_FOUND")
    if run.state != "locked":
        raise Refused("CORRECTS_NOT_LOCKED", run=str(run))


def _check_counts(session: Session, order: Order, period: Period, policy: Policy, today: date | None) -> None:
    """What counts as pay needs a period that is over and recorded; a scenario may look ahead."""
    if order.kind not in COUNTED:
        return
    admission.check_over(session, order.region, period, today)
    if order.kind == "official":
        admission.check_not_locked(session, order.region, order.policy, period)
    admission.check_attendance(session, order.region, period, policy)


def _policy(session: Session, order: Order, period: Period) -> tuple[PolicyFile, Policy]:
    """The version that was named, else the one of the region, or of the nation, that is in force."""
    if order.policy_file_id is None:
        found = force.provider_in_force(session, order.region, order.policy, period)
        if found is None:
            raise NotFound("NO_POLICY_IN_FORCE", policy=f"{order.region}/{order.policy}", period=str(period))
        return found.row, found.policy
    file = session.get(PolicyFile, order.policy_file_id)
    if file is None or file.policy != order.policy:
        raise NotFound("NOT_FOUND")
    loaded = load_version(session, file)
    if loaded.policy is None:
        raise Invalid(loaded.errors, "POLICY_BROKEN", policy=str(file))
    return file, loaded.policy


def _data(session: Session, order: Order, period: Period) -> tuple[int | None, str, DataSet]:
    """The snapshot that was named, else one of now; a preview looks at the records and leaves no snapshot behind."""
    if order.snapshot_id is None and order.kind == "preview":
        data, sha256 = snapshots.look(session, order.region, period)
        return None, sha256, data
    number = order.snapshot_id or snapshots.take(session, order.region, period, order.account_id).id
    data = snapshots.open_snapshot(session, number)
    if (data.region, data.period) != (order.region, period):
        raise Refused("SNAPSHOT_DIFFERS", region=data.region, period=str(data.period))
    return number, session.get_one(Snapshot, number).sha256, data
