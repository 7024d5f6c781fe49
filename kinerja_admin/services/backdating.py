"""What another version would have given in months that are computed already, month by month, in rupiah.

Another version speaks about a computed month where one that reaches back takes effect, and where one is withdrawn.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select

from kinerja_admin.db.session import Session
from kinerja_admin.engine.comparison import Comparison
from kinerja_admin.engine.periods import Period
from kinerja_admin.engine.policy import Policy
from kinerja_admin.errors import KinerjaError
from kinerja_admin.models.job import Job
from kinerja_admin.models.policy_file import PolicyFile
from kinerja_admin.models.run import COUNTED, Run
from kinerja_admin.services import comparisons, jobs, registry

KIND = "backdating"
AT_ONCE = 3
"""So many months are computed while the page is waited for; more are a job."""


@dataclass(frozen=True, slots=True)
class Touched:
    """A computed month, and another version that would speak about it."""

    run: Run
    policy: Policy


def reached(session: Session, row: PolicyFile) -> tuple[Touched, ...]:
    """The months that a version reaches back into when it takes effect."""
    policy = registry.load_version(session, row).policy
    if policy is None:
        return ()
    return tuple(Touched(run, policy) for run in registry.months_touched(session, row, policy))


def given_up(
    session: Session, row: PolicyFile, instead: Sequence[tuple[Period, Policy | None]]
) -> tuple[Touched, ...]:  # fmt: skip
    """The months that count as a version computed them, and that another would speak about once it is withdrawn."""
    versions = select(PolicyFile.id).where(PolicyFile.region_id == row.region_id, PolicyFile.policy == row.policy)
    others = {str(period): policy for period, policy in instead if policy is not None}
    found = session.scalars(
        select(Run)
        .where(
            Run.policy_file_id.in_(versions), Run.kind.in_(COUNTED), Run.state != "computing", Run.periode.in_(others)
        )
        .order_by(Run.id)
    )  # fmt: skip
    latest = {(run.periode, run.region_id): run for run in found}
    return tuple(
        Touched(run, others[run.periode]) for _, run in sorted(latest.items()) if run.policy_file_id == row.id
    )  # fmt: skip


def mark_of(row: PolicyFile, months: Sequence[Touched], *, is_withdrawal: bool = False) -> str:
    """What somebody has seen who was shown these months; of a withdrawal also the content that would take over."""
    mark = registry.mark_of_months(row, [one.run for one in months])
    if not is_withdrawal:
        return mark
    instead = "\n".join((mark, *(f"{one.policy.id} {one.policy.digest}" for one in months)))
    return f"-{hashlib.sha256(instead.encode()).hexdigest()[:32]}"


@dataclass(frozen=True, slots=True)
class MonthEffect:
    """One month under the version that was computed and under the new one; amounts are whole rupiah, gains apart.

    ``refusal`` is the code of what kept it from being computed.
    """

    run: int
    gaining: int = 0
    losing: int = 0
    failing: int = 0
    gained: int = 0
    lost: int = 0
    refusal: str = ""

    @property
    def total(self) -> int:
        """Gains less losses."""
        return self.gained - self.lost


def effects(
    session: Session,
    months: Sequence[Touched],
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> tuple[MonthEffect, ...]:
    """Every month from its own snapshot, and what follows from it in other policies of the region."""
    found = []
    for place, one in enumerate(months):
        progress(place, len(months))
        found.append(_effect(session, one.run, one.policy))
    progress(len(months), len(months))
    return tuple(found)


def _effect(session: Session, run: Run, policy: Policy) -> MonthEffect:
    before = registry.load_version(session, session.get_one(PolicyFile, run.policy_file_id)).policy
    if before is None:
        return MonthEffect(run.id, refusal="POLICY_HAS_ERRORS")
    try:
        report = comparisons.report(session, comparisons.population(session, run.snapshot_id), before, policy)
    except KinerjaError as refusal:
        return MonthEffect(run.id, refusal=refusal.code)
    paying = [(one, name) for one in (report.comparison, *report.following) for name in _payable(one)]
    deltas: dict[str, int] = {}
    for comparison, name in paying:
        for person, delta in zip(comparison.pairs.ids, comparison.pairs.deltas(name), strict=True):
            deltas[person] = deltas.get(person, 0) + int(delta)
    failing = {one for comparison in (report.comparison, *report.following) for one in comparison.newly_failing}
    return MonthEffect(
        run.id,
        gaining=sum(delta > 0 for delta in deltas.values()),
        losing=sum(delta < 0 for delta in deltas.values()),
        failing=len(failing),
        gained=sum(delta for delta in deltas.values() if delta > 0),
        lost=-sum(delta for delta in deltas.values() if delta < 0),
    )


def _payable(comparison: Comparison) -> list[str]:
    """The outputs that are paid."""
    return [one.name for one in comparison.outputs if one.is_payable and one.unit == "rupiah"]


def order(session: Session, row: PolicyFile, mark: str, account_id: int, *, is_withdrawal: bool = False) -> Job:
    """Have many months computed by the worker; who asks again for the same gets the same job."""
    found = latest(session, row, mark)
    if found is not None and found.state in (*jobs.OPEN, "done"):
        return found
    asked = {"version": row.id, "mark": mark, "title": str(row), "is_withdrawal": is_withdrawal}
    return jobs.enqueue(session, KIND, asked, row.region_id, account_id)


def latest(session: Session, row: PolicyFile, mark: str) -> Job | None:
    """The last job that was asked to compute just these months for just this content."""
    asked = select(Job).where(Job.kind == KIND, Job.region_id == row.region_id).order_by(Job.id.desc()).limit(50)
    return next((one for one in session.scalars(asked) if one.parameters.get("mark") == mark), None)


def work(
    session: Session, version: int, progress: Callable[[int, int], None], *, is_withdrawal: bool = False
) -> dict[str, Any]:  # fmt: skip
    """Do what was ordered: the outcome as the job keeps it."""
    row = session.get_one(PolicyFile, version)
    if is_withdrawal:
        months = given_up(session, row, registry.consequences_of_withdrawal(session, row).instead)
    else:
        months = reached(session, row)
    return {"months": [asdict(one) for one in effects(session, months, progress)]}


def kept_in(job: Job) -> tuple[MonthEffect, ...]:
    """The outcome of a finished job."""
    return tuple(MonthEffect(**one) for one in (job.result or {}).get("months", ()))
