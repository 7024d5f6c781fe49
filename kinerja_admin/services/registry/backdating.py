"""A version that reaches into months that are computed already: which ones, and the word of whoever lets it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from sqlalchemy import select

from kinerja_admin.db.session import Session
from kinerja_admin.engine import catalog
from kinerja_admin.engine.periods import parse_period
from kinerja_admin.engine.policy import Policy
from kinerja_admin.errors import Refused, WrongUse
from kinerja_admin.models.policy_file import PolicyFile
from kinerja_admin.models.run import COUNTED, Run
from kinerja_admin.models.words import STATUS_PERHITUNGAN
from kinerja_admin.services.registry.force import running
from kinerja_admin.services.registry.shelf import load_version

_KEPT = re.compile(r"(?P<reason>.*) \(berlaku surut: (?P<months>[^()]*)\)", re.DOTALL)
"""How an event keeps a reason with the months; what is written there is sealed, so it is taken apart to be told."""


def months_touched(session: Session, row: PolicyFile, policy: Policy) -> tuple[Run, ...]:
    """The latest run of every month that another version was computed for and this one would speak about."""
    latest = {(run.periode, run.region_id): run for run in _runs_of_others(session, row)}
    others = [load_version(session, one).policy for one in running(session, row.region_id, row.policy)]
    everyone = [policy, *(one for one in others if one is not None and one.id != policy.id)]
    return tuple(run for _, run in sorted(latest.items()) if _speaks(policy, everyone, run.periode))


def _runs_of_others(session: Session, row: PolicyFile) -> Sequence[Run]:
    """Every run of the policy that was not computed by this very content, oldest first."""
    versions = select(PolicyFile.id).where(PolicyFile.region_id == row.region_id, PolicyFile.policy == row.policy)
    return session.scalars(
        select(Run)
        .where(
            Run.policy_file_id.in_(versions),
            Run.kind.in_(COUNTED),
            Run.state != "computing",
            Run.digest != (row.digest or ""),
        )
        .order_by(Run.id)
    ).all()


def _speaks(policy: Policy, everyone: Sequence[Policy], written: str) -> bool:
    period = parse_period(written)
    return period is not None and catalog.in_force(everyone, period) is policy


def mark_of_months(row: PolicyFile, runs: Sequence[Run]) -> str:
    """What somebody has seen who was shown these months: other runs, states or content make another mark."""
    parts = [str(row.digest), *(f"{run.id} {run.state}" for run in runs)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def check_backdating(session: Session, row: PolicyFile, policy: Policy, reason: str, seen: str) -> str:
    """The reason as the event keeps it, with the months; nothing is asked where no month is touched.

    Raises:
        Refused: POLICY_BACKDATING_UNSEEN where these very months have not been shown.
        WrongUse: REASON_MISSING.
    """
    runs = months_touched(session, row, policy)
    if not runs:
        return reason
    if seen != mark_of_months(row, runs):
        raise Refused("POLICY_BACKDATING_UNSEEN", policy=str(row), months=", ".join(run.periode for run in runs))
    if not reason.strip():
        raise WrongUse("REASON_MISSING")
    months = "; ".join(f"{run.periode} {STATUS_PERHITUNGAN[run.state].lower()}" for run in runs)
    return f"{reason.strip()} (berlaku surut: {months})"


def reason_and_months(kept: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The reason alone, and each month that it reaches back into with the word for how far that month was."""
    found = _KEPT.fullmatch(kept)
    if found is None:
        return kept, ()
    words = {word.lower(): word for word in STATUS_PERHITUNGAN.values()}
    months = (one.partition(" ") for one in found["months"].split("; "))
    return found["reason"], tuple((month, words.get(state, state)) for month, _, state in months)
