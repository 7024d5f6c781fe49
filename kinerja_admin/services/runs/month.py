"""A month from records to pay: every policy in its order, each stored when it is finished."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from sqlalchemy.orm import sessionmaker

from kinerja_admin.db.session import Session
from kinerja_admin.services import snapshots
from kinerja_admin.services.runs.admission import admit
from kinerja_admin.services.runs.computing import Order, Progress, evaluate, prepare, store


def run_month(  # noqa: PLR0913 - what is asked, and how to tell of it
    sessions: sessionmaker[Session],
    region: str,
    period: str,
    policy: str | None = None,
    *,
    account_id: int | None = None,
    finished: Mapping[str, int] | None = None,
    progress: Progress | None = None,
    keep: Callable[[Session, Mapping[str, int]], None] | None = None,
    today: date | None = None,
    verify: bool = False,
) -> dict[str, int]:
    """Compute the official runs of a period over one snapshot; returns the run of each policy.

    ``finished`` names what an earlier attempt stored and is not computed again; ``keep`` is told of each run inside the
    transaction that stores it; ``today`` is the region's day unless given; ``verify`` has the reference agree.

    Raises:
        NotFound, Refused: as :func:`~kinerja_admin.services.runs.admission.admit` says.
    """
    with sessions.begin() as session:
        names = admit(session, region, period, policy, today)
        snapshot = snapshots.take(session, region, snapshots.require_period(period), account_id).id
    runs = {name: run for name, run in (finished or {}).items() if name in names}
    for place, name in enumerate(names):
        if name in runs:
            continue
        order = Order(region, period, name, snapshot_id=snapshot, account_id=account_id)
        ready = prepare(sessions, order, today=today)
        computed = evaluate(ready, _part(progress, place, len(names)), verify=verify)
        with sessions.begin() as session:
            runs[name] = store(session, computed)
            if keep:
                keep(session, runs)
    return runs


def _part(progress: Progress | None, place: int, parts: int) -> Progress | None:
    """Progress within one of several policies, as progress of the whole."""
    if progress is None:
        return None
    return lambda done, total: progress(place * total + done, parts * total)
