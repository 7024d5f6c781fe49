"""The steps of a run: looked at, approved, locked, corrected; what cannot be undone is asked about with its counts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response

from kinerja_admin.admin.language import current_words
from kinerja_admin.admin.pages.access import find_run, reads_all
from kinerja_admin.admin.pages.naming import titles_of, with_version
from kinerja_admin.admin.pages.run_checks import checks_of
from kinerja_admin.admin.pages.run_counts import RunCounts
from kinerja_admin.admin.pages.run_rights import APPROVING, COMPUTING
from kinerja_admin.admin.pages.runs import RUN, RUNS, policy_of
from kinerja_admin.admin.screens import Screen, current, flash, form, page, redirect, require, say, session
from kinerja_admin.db.session import Session
from kinerja_admin.errors import Refused
from kinerja_admin.locale import mark
from kinerja_admin.models.run import Run
from kinerja_admin.models.words import STATUS_PERHITUNGAN
from kinerja_admin.services import jobs, results, runs

Step = Callable[[Session, Run, int, str], None]

QUESTIONS = {
    "run-approve": (
        mark("Approve these results"),
        mark("Approved results may be paid out."),
        mark("Yes, approve"),
    ),
    "run-lock": (
        mark("Lock for ever"),
        mark("A locked run is never opened again; it is corrected by another run."),
        mark("Yes, lock for ever"),
    ),
    "run-correct": (
        mark("Compute a correction"),
        mark("The month is computed once more from the records of now. The locked run stays as it is."),
        mark("Yes, compute a correction"),
    ),
}
"""By the screen that takes the answer: heading, what follows from it, and the button."""


def confirmation(db: Session, run: Run) -> str:
    """A mark of what the question tells: counts, amount, checks, results. Another run, or other results, differ."""
    amount = results.payable_total(db, run)
    facts = [run.id, run.state, run.people, run.errors, amount, run.judgements, run.results_sha256]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:32]


def _demand_confirmed(request: Request, db: Session, run: Run) -> None:
    if str(form(request).get("confirm", "")) != confirmation(db, run):
        raise Refused("RUN_NOT_CONFIRMED", run=str(run))


def _ask(name: str, roles: frozenset[str]) -> Callable[[Request], Response]:
    """A page that says of how many people and how much money the step decides."""

    def question(request: Request) -> Response:
        with session(request) as db:
            run = find_run(db, current(request), request.path_params["number"])
            require(request, *roles, region=run.region_id)
            return _question_page(request, db, run, name)

    return question


def _question_page(request: Request, db: Session, run: Run, name: str, error: str = "") -> Response:
    title, follows, button = QUESTIONS[name]
    policy = with_version(titles_of(db, [run])[run.policy_file_id], run.version)
    month = current_words().period(run.periode)
    sees_people = reads_all(current(request), run.region_id)
    counts = RunCounts(sees_people)
    return page(
        request,
        "pages/run_question.html",
        status_code=409 if error else 200,
        title=say(title),
        trail=[(say("Runs"), RUNS), (f"{policy} · {month}", RUN.replace(":int", "").format(number=run.id))],
        run=run,
        policy=policy,
        follows=say(follows),
        button=say(button),
        action=name,
        errors=counts.errors(run),
        checks=checks_of(db, run, policy_of(db, run), sees_people=sees_people),
        payable=results.payable_total(db, run) if counts.tells_totals(run) else None,
        confirm=confirmation(db, run),
        needs_reason=name == "run-approve" and runs.is_mostly_errors(run),
        error=error,
    )


def check(request: Request) -> Response:
    """Say that the report of exactly these results has been looked at."""
    seen = str(form(request).get("seen", ""))
    with session(request) as db:
        run = find_run(db, current(request), request.path_params["number"])
        who = require(request, *COMPUTING, region=run.region_id)
        try:
            runs.check(db, run, who.account_id, seen)
            db.commit()
        except Refused as refusal:
            db.rollback()
            flash(request, _said(refusal), "danger")
        else:
            _flash_state(request, run)
        return redirect(request, "run", number=run.id)


def _confirmed(name: str, roles: frozenset[str], step: Step) -> Callable[[Request], Response]:
    """A step that is taken only by who was told what exactly it decides; anything else brings the question back."""

    def answer(request: Request) -> Response:
        with session(request) as db:
            run = find_run(db, current(request), request.path_params["number"])
            who = require(request, *roles, region=run.region_id)
            try:
                _demand_confirmed(request, db, run)
                step(db, run, who.account_id, str(form(request).get("reason", "")))
                db.commit()
            except Refused as refusal:
                db.rollback()
                return _question_page(request, db, run, name, _said(refusal))
            _flash_state(request, run)
            return redirect(request, "run", number=run.id)

    return answer


def _lock(db: Session, run: Run, account: int, _reason: str) -> None:
    runs.lock(db, run, account)


def correct(request: Request) -> Response:
    """Let the worker compute a locked month once more."""
    with session(request) as db:
        run = find_run(db, current(request), request.path_params["number"])
        who = require(request, *COMPUTING, region=run.region_id)
        try:
            runs.admit_correction(run)
            _demand_confirmed(request, db, run)
        except Refused as refusal:
            return _question_page(request, db, run, "run-correct", _said(refusal))
        asked = {"region": run.region_id, "period": run.periode, "policy": run.policy, "corrects": run.id}
        job = jobs.enqueue(db, "run", asked, run.region_id, who.account_id)
        number = job.id
        db.commit()
    return redirect(request, "job", number=number)


def _flash_state(request: Request, run: Run) -> None:
    flash(request, say("The run is now: {state}.", state=current_words().field(STATUS_PERHITUNGAN[run.state])))


def _said(refusal: Refused) -> str:
    text = current_words().problem(refusal.as_problem())
    return f"{text.message} {text.hint}".strip()


SCREENS = (
    Screen("run-check", RUN + "/periksa", check, roles=COMPUTING, methods=("POST",)),
    Screen("run-approve-ask", RUN + "/setujui", _ask("run-approve", APPROVING), roles=APPROVING),
    Screen("run-approve", RUN + "/setujui", _confirmed("run-approve", APPROVING, runs.approve), roles=APPROVING,
           methods=("POST",)),
    Screen("run-lock-ask", RUN + "/kunci", _ask("run-lock", APPROVING), roles=APPROVING),
    Screen("run-lock", RUN + "/kunci", _confirmed("run-lock", APPROVING, _lock), roles=APPROVING,
           methods=("POST",)),
    Screen("run-correct-ask", RUN + "/koreksi", _ask("run-correct", COMPUTING), roles=COMPUTING),
    Screen("run-correct", RUN + "/koreksi", correct, roles=COMPUTING, methods=("POST",)),
)  # fmt: skip
