"""Several policies of a month in the order in which they feed one another: scoring before pay."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from sqlalchemy import select

from kinerja_admin.db.session import Session
from kinerja_admin.engine.periods import Period
from kinerja_admin.engine.policy import Policy
from kinerja_admin.errors import NotFound
from kinerja_admin.models.policy_file import PolicyFile
from kinerja_admin.models.region import NATIONAL
from kinerja_admin.services import snapshots
from kinerja_admin.services.registry import force
from kinerja_admin.services.runs.binding import RESULT


def policies_of(session: Session, region: str, period: str, policy: str | None = None) -> tuple[str, ...]:
    """The names of the policies to run: all that give results in a period, or one with what it takes from.

    Raises:
        NotFound: REGION_UNKNOWN, POLICY_NAME_UNKNOWN, or NO_POLICY_IN_FORCE where nothing speaks about the period.
    """
    wanted = snapshots.require_period(period)
    snapshots.require_region(session, region)
    if policy is not None:
        _require_name(policy, _names(session, region))
    known = _known(session, region, wanted)
    if not known or (policy is not None and policy not in known):
        raise NotFound("NO_POLICY_IN_FORCE", policy=f"{region}/{policy or '*'}", period=str(wanted))
    ordered: list[str] = []
    for name in [policy] if policy else sorted(known):
        _add_with_feeders(name, known, ordered, frozenset())
    return tuple(ordered)


def _known(session: Session, region: str, period: Period) -> dict[str, Policy]:
    """Policies with outputs that speak about exactly such a period; the region's own before the nation's."""
    found = {name: force.provider_in_force(session, region, name, period) for name in _names(session, region)}
    return {name: one.policy for name, one in found.items() if one is not None and one.policy.outputs}


def _names(session: Session, region: str) -> list[str]:
    """Every policy of the region and of the nation that has a version, whatever its status."""
    return sorted(
        session.scalars(select(PolicyFile.policy).where(PolicyFile.region_id.in_((region, NATIONAL))).distinct())
    )


def _require_name(policy: str, known: list[str]) -> None:
    if policy not in known:
        near = get_close_matches(policy, known, n=1)
        similar = near[0] if near else ""
        raise NotFound("POLICY_NAME_UNKNOWN", policy=policy, similar=similar, known=", ".join(known))


def _add_with_feeders(name: str, known: Mapping[str, Policy], ordered: list[str], under: frozenset[str]) -> None:
    if name in ordered or name in under or name not in known:
        return
    sources = (wanted for wanted in known[name].inputs.values() if wanted.source.startswith(RESULT))
    for feeder in sorted({wanted.source.split(".", 2)[1] for wanted in sources if wanted.periods == "same"}):
        _add_with_feeders(feeder, known, ordered, under | {name})
    ordered.append(name)
