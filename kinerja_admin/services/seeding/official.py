"""The seeded periods computed, and the past ones carried to where a real office would have them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Select, select
from sqlalchemy.orm import sessionmaker

from kinerja_admin.db.session import Session
from kinerja_admin.engine.catalog import FolderShelf
from kinerja_admin.engine.periods import MONTHS, Month, Period, period_of
from kinerja_admin.errors import Invalid, NotFound
from kinerja_admin.models.account import Account
from kinerja_admin.models.account_role import AccountRole
from kinerja_admin.models.pegawai import Pegawai
from kinerja_admin.models.run import Run
from kinerja_admin.services.registry import Outcome, RegistryShelf, import_shelf
from kinerja_admin.services.runs import approve, check, lock, policies_of, run_month, variance
from kinerja_admin.services.seeding.traits import FIRST, months

_LOCKED_UNTIL = Month(2026, 7)
_APPROVED_UNTIL = Month(2026, 9)
_CHECKER, _APPROVER = "hr", "pimpinan"


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


def regions(sessions: sessionmaker[Session]) -> list[str]:
    """The regions that have people, by code."""
    with sessions() as session:
        return sorted(session.scalars(select(Pegawai.region_id).distinct()))


def missing_periods(sessions: sessionmaker[Session], region: str) -> list[Period]:
    """The seeded periods in which a policy that speaks about them and gives results has no official run, in order."""
    with sessions() as session:
        done = {(run.policy, run.periode) for run in session.scalars(_official(region))}
        return [
            period
            for period in _periods()
            if any((name, str(period)) not in done for name in _speaking(session, region, period))
        ]


def _periods() -> Iterator[Period]:
    """Months, then whatever longer period ends with them, as far back as the records reach; of years also the first."""
    for month in (Month(*one) for one in months()):
        ending = (period_of(kind, month) for kind in MONTHS)
        yield from (one for one in ending if one.last == month and (one.start >= FIRST or one.kind == "year"))


def order(period: Period) -> tuple[Month, int]:
    """What sorts periods by their end, the shorter first: longer ones take from what they contain."""
    return period.last, MONTHS[period.kind]


def _speaking(session: Session, region: str, period: Period) -> tuple[str, ...]:
    try:
        return policies_of(session, region, str(period))
    except NotFound:
        return ()


def compute_period(sessions: sessionmaker[Session], region: str, period: Period) -> None:
    """Compute what is missing of a period, and check, approve and lock it as far as its age says."""
    with sessions() as session:
        finished = {run.policy: run.id for run in session.scalars(_official(region)) if run.periode == str(period)}
    tomorrow = period.end + timedelta(days=1)  # invented months are over, whatever the machine's clock says
    runs = run_month(sessions, region, str(period), finished=finished, today=tomorrow)
    with sessions.begin() as session:
        for number in runs.values():
            _carry(session, session.get_one(Run, number), period.last)


def _official(region: str) -> Select[Run]:
    return select(Run).where(Run.region_id == region, Run.kind == "official").order_by(Run.id)


def _carry(session: Session, run: Run, month: Month) -> None:
    checker, approver = (_account(session, run.region_id, role) for role in (_CHECKER, _APPROVER))
    if month > _APPROVED_UNTIL or checker is None or approver is None or run.state != "computed":
        return
    check(session, run, checker, variance(session, run).digest)
    approve(session, run, approver)
    if month <= _LOCKED_UNTIL:
        lock(session, run, approver)


def _account(session: Session, region: str, role: str) -> int | None:
    held = select(AccountRole.account_id).join(Account, Account.id == AccountRole.account_id)
    return session.scalar(held.where(AccountRole.region_id == region, AccountRole.role == role).order_by(Account.id))
