"""A correction as long work: a locked run computed once more from the records of now, beside it and never over it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from sqlalchemy.orm import sessionmaker

from kinerja_admin.db.session import Session
from kinerja_admin.errors import Refused
from kinerja_admin.models.run import Run
from kinerja_admin.services.runs.computing import Order, Progress, evaluate, prepare, store
from kinerja_admin.services.runs.states import find


def admit_correction(run: Run) -> None:
    """Refuse to correct what is not locked: an open run is computed again instead.

    Raises:
        Refused: CORRECTS_NOT_LOCKED.
    """
    if run.state != "locked":
        raise Refused("CORRECTS_NOT_LOCKED", run=str(run))


def correct_run(
    sessions: sessionmaker[Session],
    number: int,
    *,
    account_id: int | None = None,
    finished: Mapping[str, int] | None = None,
    progress: Progress | None = None,
    keep: Callable[[Session, Mapping[str, int]], None] | None = None,
    today: date | None = None,
) -> dict[str, int]:
    """Compute the correction of a run by its number; returns it by the name of its policy.

    ``finished`` names what an earlier attempt stored and is not computed again; ``keep`` is told inside the transaction
    that stores it.
    """
    with sessions() as session:
        run = find(session, number)
        admit_correction(run)
        policy = run.policy
        order = Order(
            run.region_id, run.periode, policy, kind="correction", corrects_id=number, account_id=account_id
        )  # fmt: skip
    if finished and policy in finished:
        return {policy: finished[policy]}
    computed = evaluate(prepare(sessions, order, today=today), progress)
    with sessions.begin() as session:
        made = {policy: store(session, computed)}
        if keep:
            keep(session, made)
    return made
