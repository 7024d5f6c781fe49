"""The checks over everybody that a run was judged by, for its page and for whoever approves it."""

from __future__ import annotations

from kinerja_admin.admin.language import current_words
from kinerja_admin.db.session import Session
from kinerja_admin.engine.judgement_report import Line, lines
from kinerja_admin.engine.policy import Policy
from kinerja_admin.errors import KinerjaError
from kinerja_admin.models.run import Run
from kinerja_admin.services import results


def checks_of(db: Session, run: Run, policy: Policy | None, *, sees_people: bool) -> tuple[Line, ...]:
    """A line a check; who sees nobody by name is told no counts, as a count less another gives one away."""
    if policy is None:
        return ()
    try:
        found = results.judged(db, run)
    except KinerjaError:  # what the run was computed from has moved; the results themselves are still told
        return ()
    return tuple(dict.fromkeys(lines(found, policy, current_words(), tells_people=sees_people)))
