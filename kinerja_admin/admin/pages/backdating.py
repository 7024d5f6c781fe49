"""Before a version reaches back into computed months: which months, what it would have given, and the word for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
from kinerja_admin.models.job import Job
from kinerja_admin.models.policy_file import PolicyFile
from kinerja_admin.models.run import Run
from kinerja_admin.services import backdating, jobs, registry
from kinerja_admin.services.backdating import MonthEffect, Touched


@dataclass(frozen=True, slots=True)
class Month:
    """A computed month with what another version would have given; no effect while it is not computed yet."""

    run: Run
    version: str
    effect: MonthEffect | None
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """Computed months as a page shows them; many are computed by a job that somebody asks for."""

    months: tuple[Month, ...]
    totals: tuple[int, int, int]
    is_computed: bool
    job: Job | None
    seen: str

    @property
    def is_open(self) -> bool:
        """Whether the job is still at work."""
        return self.job is not None and self.job.state in jobs.OPEN


def months_shown(db: Session, row: PolicyFile, months: Sequence[Touched], *, is_withdrawal: bool = False) -> Shown:
    """The months with their effects, as far as they are computed."""
    seen = backdating.mark_of(row, months, is_withdrawal=is_withdrawal)
    job = backdating.latest(db, row, seen)
    if len(months) <= backdating.AT_ONCE:
        made = backdating.effects(db, months)
    else:
        made = backdating.kept_in(job) if job is not None and job.state == "done" else ()
    effects = {one.run: one for one in made}
    shown = tuple(_month(one, effects.get(one.run.id), is_withdrawal=is_withdrawal) for one in months)
    return Shown(shown, _totals(made), bool(made), job, seen)


def _month(one: Touched, effect: MonthEffect | None, *, is_withdrawal: bool) -> Month:
    """A month with the version that it is told by: the one that would take over, or the one that was computed."""
    code = effect.refusal if effect is not None else ""
    refusal = current_words().problem(Problem(code)).message if code else ""
    version = one.policy.id.version if is_withdrawal else one.run.version
    return Month(one.run, version, effect, refusal)


def _totals(made: Sequence[MonthEffect]) -> tuple[int, int, int]:
    """Gained, lost and the difference over all months."""
    gained, lost = sum(one.gained for one in made), sum(one.lost for one in made)
    return gained, lost, gained - lost


def _ask(step: str, title: str, button: str) -> Callable[[Request], Response]:
    def show(request: Request) -> Response:
        with session(request) as db:
            row = asked(request, db)
            require(request, registry.APPROVER, region=row.region_id)
            months = backdating.reached(db, row)
            if not months:
                return redirect(request, "policy-version", **parts(row))
            return page(
                request,
                "pages/backdating.html",
                title=say(title, version=name_of(row)),
                trail=trail(step_of(row)),
                row=row,
                address=parts(row),
                step=step,
                button=button,
                shown=months_shown(db, row, months),
            )

    return show


_ASKING = {"policy-approve": "policy-approve-ask", "policy-withdraw": "policy-withdraw"}
"""The page that goes on once the months are computed, by the step that asked for them."""


def order(request: Request) -> Response:
    """Have the worker compute the months."""
    step = request.query_params.get("langkah", "")
    is_withdrawal = step == "policy-withdraw"
    with session(request) as db:
        row = asked(request, db, for_change=True)
        who = require(request, registry.APPROVER, region=row.region_id)
        if is_withdrawal:
            months = backdating.given_up(db, row, registry.consequences_of_withdrawal(db, row).instead)
        else:
            months = backdating.reached(db, row)
        mark = backdating.mark_of(row, months, is_withdrawal=is_withdrawal)
        backdating.order(db, row, mark, who.account_id, is_withdrawal=is_withdrawal)
        address = parts(row)
        db.commit()
    return redirect(request, _ASKING.get(step, "policy-publish-ask"), **address)


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
