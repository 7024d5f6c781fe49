"""Results of other runs as inputs: which runs ``periods:`` means, and what they gave each person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from kinerja_admin.db import scope as scopes
from kinerja_admin.db.bulk import bulk_in
from kinerja_admin.db.session import Session
from kinerja_admin.engine.facts import Cell
from kinerja_admin.engine.periods import Period, parse_period
from kinerja_admin.engine.policy import Input, Policy
from kinerja_admin.models.policy_file import PolicyFile
from kinerja_admin.models.region import NATIONAL
from kinerja_admin.models.result import Result
from kinerja_admin.models.run import COUNTED, DECIDED, Run
from kinerja_admin.services.runs.binding import RESULT


@dataclass(frozen=True, slots=True)
class Earlier:
    """A run whose results are taken."""

    run: int
    period: Period
    policy: str
    state: str
    results_sha256: str

    def as_json(self) -> dict[str, Any]:
        """As the taking run remembers it."""
        return {
            "run": self.run,
            "period": str(self.period),
            "policy": self.policy,
            "state": self.state,
            "results_sha256": self.results_sha256,
        }


Chosen = Mapping[str, Sequence[Earlier]]
"""For each input that is a result: the runs taken, oldest first."""


def choose(session: Session, policy: Policy, region: str, period: Period) -> Chosen:
    """The runs that a policy's inputs mean; for each period the latest approved, else the latest official one."""
    chosen = {}
    for wanted in policy.inputs.values():
        if wanted.source.startswith(RESULT):
            _, name, _ = wanted.source.split(".", 2)
            chosen[wanted.name] = _meant(wanted.periods, _known(session, region, name), period)
    return chosen


def remembered(chosen: Chosen) -> dict[str, Any]:
    """What a run notes about the runs it took from."""
    return {name: [one.as_json() for one in runs] for name, runs in sorted(chosen.items())}


def recalled(noted: Mapping[str, Any]) -> Chosen:
    """The same runs again, for a trace years later."""
    found = {}
    for name, runs in noted.items():
        periods = [(one, parse_period(one["period"])) for one in runs]
        found[name] = [
            Earlier(one["run"], period, one["policy"], one["state"], one["results_sha256"])
            for one, period in periods
            if period
        ]
    return found


def columns(session: Session, policy: Policy, region: str, chosen: Chosen, people: Iterable[int]) -> dict[str, Any]:
    """One column an input: the output of each person in the runs taken.

    It is missing where it had no value, and where the result was in error: what may not be paid feeds nothing else.
    """
    wanted_people = list(people)
    outputs = _outputs(session, region, {one.run for runs in chosen.values() for one in runs})
    return {
        name: tuple(_cell(policy.inputs[name], runs, outputs, person) for person in wanted_people)
        for name, runs in chosen.items()
    }


def _cell(
    wanted: Input, runs: Sequence[Earlier], outputs: Mapping[tuple[int, int], Mapping[str, str]], person: int
) -> Cell:
    output = wanted.source.split(".", 2)[2]
    found = tuple(outputs.get((one.run, person), {}).get(output) for one in runs)
    if wanted.shape.each is not None:
        return found
    return found[-1] if found else None


def _outputs(session: Session, region: str, runs: set[int]) -> dict[tuple[int, int], dict[str, str]]:
    if not runs:
        return {}
    rows = bulk_in(session, scopes.current()).rows(
        select(Result.run_id, Result.pegawai_id, Result.outputs).where(
            Result.region_id == region, Result.run_id.in_(runs), Result.error_code.is_(None)
        )
    )
    return {(row[0], row[1]): row[2] for row in rows}


def _known(session: Session, region: str, name: str) -> list[Earlier]:
    """One run a period: of the region's own policy of that name, or of the nation's where the region has none."""
    rows = session.execute(
        select(Run.id, Run.periode, Run.version, Run.state, Run.results_sha256, PolicyFile.region_id)
        .join(PolicyFile, PolicyFile.id == Run.policy_file_id)
        .where(Run.region_id == region, Run.policy == name, Run.kind.in_(COUNTED), Run.state != "computing")
        .order_by(Run.id)
    ).all()
    owner = region if any(row.region_id == region for row in rows) else NATIONAL
    best: dict[Period, Earlier] = {}
    for row in rows:
        period = parse_period(row.periode)
        if period is None or row.region_id != owner:
            continue
        before = best.get(period)
        if before is None or row.state in DECIDED or before.state not in DECIDED:
            policy = f"{row.region_id}/{name}@{row.version}"
            best[period] = Earlier(row.id, period, policy, row.state, row.results_sha256 or "")
    return sorted(best.values(), key=lambda one: (one.period.end, one.period.start))


def _meant(periods: str, known: Sequence[Earlier], period: Period) -> Sequence[Earlier]:
    inside = [one for one in known if one.period.start >= period.start and one.period.end <= period.end]
    before = [one for one in known if one.period.end < period.start]
    last = re.fullmatch(r"last_(\d+)", periods)
    if last:
        return before[-int(last[1]) :]
    match periods:
        case "previous":
            return before[-1:]
        case "year_to_date":
            return [one for one in before if one.period.end.year == period.end.year]
        case "within":
            return inside
    ending = [one for one in known if one.period.end == period.end]
    return (ending or inside)[-1:]
