"""The seeded periods computed, and the past ones carried to where a real office would have them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import sessionmaker

from kinerja_admin.db.session import Session
from kinerja_admin.engine.catalog import FolderShelf
from kinerja_admin.engine.periods import MONTHS, Month, Period, period_of
from kinerja_admin.engine.policy import Policy
from kinerja_admin.errors import Invalid, NotFound
from kinerja_admin.models.account import Account
from kinerja_admin.models.account_role import AccountRole
from kinerja_admin.models.pegawai import Pegawai
from kinerja_admin.models.policy_file import PolicyFile
from kinerja_admin.models.region import NATIONAL
from kinerja_admin.models.run import Run
from kinerja_admin.services import snapshots
from kinerja_admin.services.registry import Outcome, RegistryShelf, force, import_shelf
from kinerja_admin.services.registry.shelf import load_version
from kinerja_admin.services.runs import (
    Order,
    approve,
    check,
    compute,
    is_mostly_errors,
    lock,
    policies_of,
    variance,
)
from kinerja_admin.services.seeding.traits import FIRST, LAST, months

_LOCKED_UNTIL = Month(2026, 7)
_APPROVED_UNTIL = Month(2026, 9)
_CHECKER, _APPROVER = "hr", "pimpinan"
_UNDER_WAY = "Sementara, sampai Oktober 2026"
_ATTENDANCE, _RESULT = "presensi.", "hasil."
_FOR_SOME = "Kebijakan ini hanya mengenai sebagian pegawai."
"""Why a run is approved in which most people have no result: credit of functional positions, and the like."""


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
    """The seeded periods in which a policy that speaks about them and gives results has no run, in order."""
    with sessions() as session:
        done: dict[str, set[str]] = {}
        for run in session.scalars(_counted(region)):
            done.setdefault(run.periode, set()).add(run.policy)
        begun = _begun(session, region)
        told = (one for one in _periods() if one.kind in begun and one.last >= begun[one.kind])
        return [one for one in told if _is_missing(session, region, one, done)]


def _is_missing(session: Session, region: str, period: Period, done: Mapping[str, set[str]]) -> bool:
    """A month without any run misses them all, which need not be asked of every policy."""
    if period.kind == "month" and str(period) not in done:
        return True
    return bool(set(_speaking(session, region, period)) - done.get(str(period), set()))


def _begun(session: Session, region: str) -> dict[str, Month]:
    """Since which month policies that give results speak about each kind of period, the region's or the nation's."""
    named = select(PolicyFile.region_id, PolicyFile.policy).where(PolicyFile.region_id.in_((region, NATIONAL)))
    rows = (row for owner, name in session.execute(named.distinct()) for row in force.running(session, owner, name))
    found: dict[str, Month] = {}
    for policy in (load_version(session, row).policy for row in rows):
        if policy is not None and policy.outputs:
            found[policy.period] = min(policy.first, found.get(policy.period, policy.first))
    return found


def _periods() -> Iterator[Period]:
    """Months, each followed by the longer periods that end with it; at the end those that are under way."""
    ended = [Month(*one) for one in months()]
    for month in ended:
        ending = (period_of(kind, month) for kind in MONTHS)
        yield from (one for one in ending if one.last == month)
    running = (period_of(kind, ended[-1]) for kind in MONTHS)
    yield from (one for one in running if one.last > ended[-1])


def place(period: Period) -> tuple[Month, int]:
    """What sorts periods by their end, the shorter first: longer ones take from what they contain."""
    return period.last, MONTHS[period.kind]


def _speaking(session: Session, region: str, period: Period) -> tuple[str, ...]:
    """The policies that give results of a period, as far as the invented records reach back for them."""
    try:
        names = policies_of(session, region, str(period))
    except NotFound:
        return ()
    if period.start >= FIRST:
        return names
    found = ((name, force.provider_in_force(session, region, name, period)) for name in names)
    return tuple(name for name, one in found if one is not None and _is_recorded(one.policy))


def _is_recorded(policy: Policy) -> bool:
    """Whether a policy asks for no day, and for no result, from before the first seeded month."""
    asked = [one for one in policy.inputs.values() if one.source.startswith((_ATTENDANCE, _RESULT))]
    return not any(one.source.startswith(_ATTENDANCE) or one.periods == "previous" for one in asked)


def compute_period(sessions: sessionmaker[Session], region: str, period: Period) -> None:
    """Compute what is missing of a period, and check, approve and lock it as far as its age says.

    What is still under way at the end of the seeded months is a scenario: it counts for nothing, and can be looked at.
    """
    with sessions() as session:
        done = {run.policy: run.id for run in session.scalars(_counted(region)) if run.periode == str(period)}
        missing = [name for name in _speaking(session, region, period) if name not in done]
    if not missing:
        return
    is_over = period.end <= LAST
    kind, name = ("official", None) if is_over else ("scenario", _UNDER_WAY)
    tomorrow = period.end + timedelta(days=1)  # invented months are over, whatever the machine's clock says
    with sessions.begin() as session:
        snapshot = snapshots.take(session, region, period).id
    for one in missing:
        order = Order(region, str(period), one, kind=kind, name=name, snapshot_id=snapshot)
        done[one] = compute(sessions, order, today=tomorrow if is_over else None)
    with sessions.begin() as session:
        for number in done.values():
            _carry(session, session.get_one(Run, number), period.last)


def _counted(region: str) -> Select[Run]:
    is_meant = or_(Run.kind == "official", (Run.kind == "scenario") & (Run.name == _UNDER_WAY))
    return select(Run).where(Run.region_id == region, is_meant).order_by(Run.id)


def _carry(session: Session, run: Run, month: Month) -> None:
    checker, approver = (_account(session, run.region_id, role) for role in (_CHECKER, _APPROVER))
    if month > _APPROVED_UNTIL or checker is None or approver is None or run.state != "computed":
        return
    check(session, run, checker, variance(session, run).digest)
    approve(session, run, approver, _FOR_SOME if is_mostly_errors(run) else "")
    if month <= _LOCKED_UNTIL:
        lock(session, run, approver)


def _account(session: Session, region: str, role: str) -> int | None:
    held = select(AccountRole.account_id).join(Account, Account.id == AccountRole.account_id)
    return session.scalar(held.where(AccountRole.region_id == region, AccountRole.role == role).order_by(Account.id))
