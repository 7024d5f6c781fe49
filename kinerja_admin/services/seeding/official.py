"""The seeded periods computed, and the past ones carried to where a real office would have them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import sessionmaker

from kinerja_admin.db.session import Session
from kinerja_admin.engine.catalog import FolderShelf, in_force
from kinerja_admin.engine.periods import MONTHS, Month, Period, period_of
from kinerja_admin.engine.policy import Policy
from kinerja_admin.errors import Invalid
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
        done = {(run.policy, run.periode) for run in session.scalars(_counted(region))}
        known = _published(session, region)
    return [one for one in _periods() if any((name, str(one)) not in done for name in _speaking(known, region, one))]


Published = Mapping[tuple[str, str], Sequence[Policy]]
"""The versions that run, by owner and name."""


def _published(session: Session, region: str) -> Published:
    """Every policy of the region and of the nation, each version read once."""
    named = select(PolicyFile.region_id, PolicyFile.policy).where(PolicyFile.region_id.in_((region, NATIONAL)))
    return {
        (owner, name): [
            one for row in force.running(session, owner, name) if (one := load_version(session, row).policy)
        ]
        for owner, name in session.execute(named.distinct()).all()
    }


def _speaking(known: Published, region: str, period: Period) -> set[str]:
    """The policies that give results of a period, as far as the invented records reach back for them."""
    found = {
        name: in_force(known.get((region, name), ()), period) or in_force(known.get((NATIONAL, name), ()), period)
        for _, name in known
    }
    return {name for name, one in found.items() if one and one.outputs and (period.start >= FIRST or _is_recorded(one))}


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
        speaking = _speaking(_published(session, region), region, period) - done.keys()
        ordered = policies_of(session, region, str(period)) if speaking else ()
    missing = [name for name in ordered if name in speaking]
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
