"""A long piece of work while it runs: how far it is, a way to stop it, and where its outcome is."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from starlette.requests import Request
from starlette.responses import Response

from kinerja_admin.admin.language import current_words
from kinerja_admin.admin.pages.naming import titles_of
from kinerja_admin.admin.pages.run_rights import COMPUTING
from kinerja_admin.admin.pages.runs import RUNS
from kinerja_admin.admin.screens import Screen, current, flash, page, redirect, say, session
from kinerja_admin.db.session import Session
from kinerja_admin.errors import NotFound, Problem, Refused
from kinerja_admin.models.job import Job
from kinerja_admin.models.run import Run
from kinerja_admin.services import jobs
from kinerja_admin.services.accounts import SignedIn

JOB = "/p/pekerjaan/{number:int}"


def show(request: Request) -> Response:
    """The state of a job; asked again every second by the page itself while it is open."""
    with session(request) as db:
        job = _find(db, current(request), request.path_params["number"])
        values: dict[str, Any] = {
            "job": job,
            "is_open": job.state in jobs.OPEN,
            "percent": 100 * job.done // job.total if job.total else 0,
            "message": _message(job),
            "made": _made(db, job),
            "title": say("Run for {period}", period=current_words().period(job.parameters.get("period", ""))),
            "trail": [(say("Runs"), RUNS)],
        }
        template = "pages/_job.html" if request.headers.get("hx-request") else "pages/job.html"
        return page(request, template, **values)


def _made(db: Session, job: Job) -> list[tuple[str, int]]:
    """The runs that came of it, by the titles of their policies."""
    numbers = (job.result or {}).get("runs", {}).values()
    runs = db.scalars(select(Run).where(Run.id.in_(numbers)).order_by(Run.id)).all()
    titles = titles_of(db, runs)
    return [(titles[run.policy_file_id], run.id) for run in runs]


def cancel(request: Request) -> Response:
    """Stop it; what is finished stays."""
    number = request.path_params["number"]
    with session(request) as db:
        _find(db, current(request), number)
        try:
            jobs.request_cancel(db, number)
            db.commit()
        except Refused as refusal:
            db.rollback()
            text = current_words().problem(refusal.as_problem())
            flash(request, f"{text.message} {text.hint}", "info")
    return redirect(request, "job", number=number)


def _find(db: Session, who: SignedIn, number: int) -> Job:
    job = db.get(Job, number)
    if job is None or job.region_id is None or who.roles_in(job.region_id).isdisjoint(COMPUTING | {"national_admin"}):
        raise NotFound("NOT_FOUND")
    return job


def _message(job: Job) -> str:
    if not job.message_code or job.message_code == "JOB_DONE":
        return ""
    text = current_words().problem(Problem(job.message_code, parameters=dict(job.message_parameters)))
    return f"{text.message} {text.hint}"


SCREENS = (
    Screen("job", JOB, show, roles=COMPUTING | {"national_admin"}),
    Screen("job-cancel", JOB + "/batal", cancel, roles=COMPUTING | {"national_admin"}, methods=("POST",)),
)
