"""Before a version reaches back into computed months: which months, what it would have given, and the word for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from kinerja_admin.admin.language import current_words
from kinerja_admin.admin.pages.addresses import VERSION, asked, parts, trail
from kinerja_admin.admin.pages.decisions import DECIDERS
from kinerja_admin.admin.pages.naming import name_of, step_of
from kinerja_admin.admin.screens import Screen, page, redirect, require, say, session
from kinerja_admin.db.session import Session
from kinerja_admin.errors import Problem
from kinerja_admin.locale import mark
from kinerja_admin.models.policy_file import PolicyFile
from kinerja_admin.models.run import Run
from kinerja_admin.services import backdating, jobs, registry
from kinerja_admin.services.backdating import MonthEffect


@dataclass(frozen=True, slots=True)
class Month:
    """A computed month with what the version would have given; no effect while it is not computed yet."""

    run: Run
    effect: MonthEffect | None
    refusal: str = ""


def _ask(step: str, title: str, button: str) -> Callable[[Request], Response]:
    def show(request: Request) -> Response:
        with session(request) as db:
            row = asked(request, db)
            require(request, registry.APPROVER, region=row.region_id)
            policy = registry.load_version(db, row).policy
            runs = registry.months_touched(db, row, policy) if policy is not None else ()
            if policy is None or not runs:
                return redirect(request, "policy-version", **parts(row))
            seen = registry.mark_of_months(row, runs)
            job = backdating.latest(db, row, seen)
            if len(runs) <= backdating.AT_ONCE:
                made = backdating.effects(db, policy, runs)
            else:
                made = backdating.kept_in(job) if job is not None and job.state == "done" else ()
            return page(
                request,
                "pages/backdating.html",
                title=say(title, version=name_of(row)),
                trail=trail(step_of(row)),
                row=row,
                address=parts(row),
                step=step,
                button=button,
                months=_months(runs, {one.run: one for one in made}),
                totals=_totals(made),
                is_computed=bool(made),
                job=job,
                is_open=job is not None and job.state in jobs.OPEN,
                seen=seen,
            )

    return show


def _months(runs: tuple[Run, ...], made: dict[int, MonthEffect]) -> list[Month]:
    words = current_words()
    found = []
    for run in runs:
        effect = made.get(run.id)
        refusal = words.problem(Problem(effect.refusal)).message if effect is not None and effect.refusal else ""
        found.append(Month(run, effect, refusal))
    return found


def _totals(made: tuple[MonthEffect, ...]) -> tuple[int, int, int]:
    """Gained, lost and the difference over all months."""
    gained, lost = sum(one.gained for one in made), sum(one.lost for one in made)
    return gained, lost, gained - lost


def order(request: Request) -> Response:
    """Have the worker compute the months."""
    back = request.query_params.get("langkah", "")
    with session(request) as db:
        row = asked(request, db, for_change=True)
        who = require(request, registry.APPROVER, region=row.region_id)
        policy = registry.load_version(db, row).policy
        runs = registry.months_touched(db, row, policy) if policy is not None else ()
        backdating.order(db, row, registry.mark_of_months(row, runs), who.account_id)
        address = parts(row)
        db.commit()
    return redirect(request, "policy-approve-ask" if back == "policy-approve" else "policy-publish-ask", **address)


def stop(request: Request) -> Response:
    """Stop the computing; nothing was decided."""
    with session(request) as db:
        row: PolicyFile = asked(request, db)
        require(request, registry.APPROVER, region=row.region_id)
        _stop(db, row)
        address = parts(row)
        db.commit()
    return redirect(request, "policy-version", **address)


def _stop(db: Session, row: PolicyFile) -> None:
    for job in jobs.open_jobs(db, backdating.KIND, row.region_id):
        if job.parameters.get("version") == row.id:
            jobs.request_cancel(db, job.id)


SCREENS = (
    Screen(
        "policy-approve-ask", VERSION + "/setujui",
        _ask("policy-approve", mark("Approve {version}"), mark("Yes, approve")), roles=DECIDERS,
    ),
    Screen(
        "policy-publish-ask", VERSION + "/terbitkan",
        _ask("policy-publish", mark("Publish {version}"), mark("Yes, publish")), roles=DECIDERS,
    ),
    Screen("policy-backdating", VERSION + "/surut", order, roles=DECIDERS, methods=("POST",)),
    Screen("policy-backdating-stop", VERSION + "/surut/batal", stop, roles=DECIDERS, methods=("POST",)),
)  # fmt: skip
