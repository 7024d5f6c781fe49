"""Which version of a policy speaks about a period, and since when what speaks is effective."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from sqlalchemy import or_, select

from kinerja_admin.db.session import Session
from kinerja_admin.engine import catalog
from kinerja_admin.engine.periods import Month, Period, parse_month
from kinerja_admin.engine.policy import Policy
from kinerja_admin.errors import NotFound
from kinerja_admin.models.policy_file import PolicyFile
from kinerja_admin.models.region import NATIONAL
from kinerja_admin.services.registry.shelf import RUNNING, load_version

WIB = timezone(timedelta(hours=7))
"""A version becomes effective when its first month begins in western Indonesia."""


@dataclass(frozen=True, slots=True)
class InForce:
    """A version that speaks about a period: its row in the registry, and what it says."""

    row: PolicyFile
    policy: Policy


def today() -> date:
    """The day in western Indonesia."""
    return datetime.now(WIB).date()


def this_month() -> str:
    """The month in western Indonesia, as policies write it."""
    day = today()
    return str(Month(day.year, day.month))


def in_force(session: Session, region: str, policy: str, period: Period) -> InForce | None:
    """The version of a region's policy that speaks about a period, or None."""
    spoken = {}
    for row in running(session, region, policy):
        loaded = load_version(session, row)
        if loaded.policy is not None:
            spoken[loaded.policy.id.version] = InForce(row, loaded.policy)
    found = catalog.in_force((one.policy for one in spoken.values()), period)
    return spoken[found.id.version] if found is not None else None


def require_in_force(session: Session, region: str, policy: str, period: Period) -> InForce:
    """The same; raises NotFound where no version speaks about the period."""
    found = in_force(session, region, policy, period)
    if found is None:
        raise NotFound("NO_POLICY_IN_FORCE", policy=f"{region}/{policy}", period=str(period))
    return found


def provider_in_force(session: Session, region: str, policy: str, period: Period) -> InForce | None:
    """The region's own policy of that name, else the nation's: whose results ``hasil.<policy>`` means."""
    own = in_force(session, region, policy, period)
    return own or (in_force(session, NATIONAL, policy, period) if region != NATIONAL else None)


def policies_in_force(session: Session, region: str, period: Period) -> tuple[InForce, ...]:
    """Every policy of a region that speaks about a period, by name."""
    names = session.scalars(select(PolicyFile.policy).where(PolicyFile.region_id == region).distinct())
    found = (in_force(session, region, name, period) for name in sorted(names))
    return tuple(one for one in found if one is not None)


def running(session: Session, region: str, policy: str) -> Sequence[PolicyFile]:
    """The versions that speak about their months: effective, superseded, and scheduled ones whose day has come."""
    is_due = (PolicyFile.status == "scheduled") & (PolicyFile.effective_from <= this_month())
    return session.scalars(
        select(PolicyFile)
        .where(
            PolicyFile.region_id == region,
            PolicyFile.policy == policy,
            or_(PolicyFile.status.in_(RUNNING), is_due),
        )
        .order_by(PolicyFile.effective_from, PolicyFile.version)
    ).all()


def real_ends(session: Session, rows: Iterable[PolicyFile]) -> dict[int, str]:
    """The last month of each version that another one cuts short; empty where it never came to speak."""
    published = session.execute(
        select(
            PolicyFile.id, PolicyFile.region_id, PolicyFile.policy, PolicyFile.effective_from, PolicyFile.effective_to
        )
        .where(PolicyFile.status.in_((*RUNNING, "scheduled")), PolicyFile.effective_from.is_not(None))
        .order_by(PolicyFile.effective_from)
    ).all()
    found = {}
    for row in rows:
        if row.status not in (*RUNNING, "scheduled") or row.effective_from is None:
            continue
        own, end = row.effective_from, row.effective_to
        following = [
            one.effective_from for one in published
            if one.id != row.id and (one.region_id, one.policy) == (row.region_id, row.policy)
            and (one.effective_from > own or (one.effective_from == own and row.status == "superseded"))
            and (one.effective_to is None or (end is not None and one.effective_to >= end))
        ]  # fmt: skip
        if following and (end is None or following[0] <= end):
            month = parse_month(following[0])
            found[row.id] = str(month.plus(-1)) if month is not None and following[0] > own else ""
    return found


def superseded_among(policies: Iterable[Policy]) -> frozenset[str]:
    """The versions that a later one has replaced to the end of their months; dates decide, not the day of asking."""
    versions = list(policies)
    return frozenset(
        old.id.version for old in versions if any(_replaces(new, old) for new in versions if new is not old)
    )


def _replaces(new: Policy, old: Policy) -> bool:
    if (new.first, new.supersedes == old.id.version) <= (old.first, old.supersedes == new.id.version):
        return False
    if old.last is not None and old.last < new.first:
        return True
    return new.last is None or (old.last is not None and old.last <= new.last)
