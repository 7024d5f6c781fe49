"""Who may take which step with a run now."""

from __future__ import annotations

from dataclasses import dataclass

from kinerja_admin.models.run import Run
from kinerja_admin.services.accounts import SignedIn

COMPUTING = frozenset({"hr", "policy_admin"})
APPROVING = frozenset({"policy_approver", "pimpinan"})


@dataclass(frozen=True, slots=True)
class May:
    """What the person may do with a run now."""

    check: bool
    approve: bool
    lock: bool
    correct: bool


def may(who: SignedIn, run: Run) -> May:
    """Which buttons the page of a run has."""
    roles = who.roles_in(run.region_id)
    counts = run.kind in ("official", "correction")
    return May(
        check=counts and run.state == "computed" and bool(roles & COMPUTING),
        approve=counts and run.state == "checked" and bool(roles & APPROVING) and run.checked_by_id != who.account_id,
        lock=counts and run.state == "approved" and bool(roles & APPROVING),
        correct=counts and run.state == "locked" and bool(roles & COMPUTING),
    )
