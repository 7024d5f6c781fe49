"""The seeded months computed, and the past ones carried to where a real office would have them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from sqlalchemy import Select, select
from sqlalchemy.orm import sessionmaker

from kinerja_admin.db.session import Session
from kinerja_admin.engine.catalog import FolderShelf
from kinerja_admin.engine.periods import Month, Period
from kinerja_admin.errors import Invalid, NotFound
from kinerja_admin.models.account import Account
from kinerja_admin.models.run import Run
from kinerja_admin.services.registry import Outcome, RegistryShelf, import_shelf
from kinerja_admin.services.runs import approve, check, lock, policies_of, run_month, variance
from kinerja_admin.services.seeding.traits import months

_LOCKED_UNTIL = Month(2026, 7)
_APPROVED_UNTIL = Month(2026, 9)
_CHECKER, _APPROVER = "kepegawaian", "pimpinan"


def bring_policies(sessions: sessionmaker[Session], folder: Path, reason: str) -> int:
    """Import the shipped versions that the registry does not have; returns how many came in.

    Raises:
        Invalid: POLICY_BROKEN with the findings of a shipped version that cannot be imported.
    """
    shelf = FolderShelf(folder)
    with sessions.begin() as session:
        if set(shelf.policies()) <= set(RegistryShelf(session).policies()):
            return 0
        done = import_shelf(session, shelf, reason)
    refused = [one for one in done if one.outcome is Outcome.REFUSED]
    if refused:
        raise Invalid(refused[0].problems, "POLICY_BROKEN", policy=str(refused[0].id))
    return sum(one.outcome is Outcome.IMPORTED for one in done)


def missing_months(sessions: sessionmaker[Session], folder: Path, region: str) -> list[Period]:
    """The seeded months in which a shipped policy that speaks about them and gives results has no official run."""
    shipped = {one.policy for one in FolderShelf(folder).policies() if one.region == region}
    with sessions() as session:
        done = {(run.policy, run.periode) for run in session.scalars(_official(region))}
        return [
            period
            for period in (Period(Month(*month)) for month in months())
            if any((name, str(period)) not in done for name in shipped & _speaking(session, region, period))
        ]


def _speaking(session: Session, region: str, period: Period) -> set[str]:
    try:
        return set(policies_of(session, region, str(period)))
    except NotFound:
        return set()


def compute_month(sessions: sessionmaker[Session], region: str, period: Period) -> None:
    """Compute what is missing of a month, and check, approve and lock it as far as its age says."""
    with sessions() as session:
        finished = {run.policy: run.id for run in session.scalars(_official(region)) if run.periode == str(period)}
    tomorrow = period.end + timedelta(days=1)  # invented months are over, whatever the machine's clock says
    runs = run_month(sessions, region, str(period), finished=finished, today=tomorrow)
    with sessions.begin() as session:
        for number in runs.values():
            _carry(session, session.get_one(Run, number), period.first)


def _official(region: str) -> Select[Run]:
    return select(Run).where(Run.region_id == region, Run.kind == "official").order_by(Run.id)


def _carry(session: Session, run: Run, month: Month) -> None:
    checker, approver = (_account(session, name) for name in (_CHECKER, _APPROVER))
    if month > _APPROVED_UNTIL or checker is None or approver is None or run.state != "computed":
        return
    check(session, run, checker, variance(session, run).digest)
    approve(session, run, approver)
    if month <= _LOCKED_UNTIL:
        lock(session, run, approver)


def _account(session: Session, name: str) -> int | None:
    return session.scalar(select(Account.id).where(Account.username == name))
