"""Runs: what was computed of which month, by which version, how far it is decided, and what went wrong for whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import load_only
from starlette.requests import Request
from starlette.responses import Response

from kinerja_admin.admin.language import current_words
from kinerja_admin.admin.pages.access import RESULT_STAFF, RUN_READERS, find_people, find_run, reads_all
from kinerja_admin.admin.pages.faults import fault_groups
from kinerja_admin.admin.pages.naming import titles_of, with_version
from kinerja_admin.admin.pages.run_checks import checks_of
from kinerja_admin.admin.pages.run_counts import RunCounts
from kinerja_admin.admin.pages.run_rights import COMPUTING, may
from kinerja_admin.admin.screens import Screen, current, door, form, page, redirect, require, say, session
from kinerja_admin.db.session import Session
from kinerja_admin.engine.policy import Policy
from kinerja_admin.engine.speaking import as_words
from kinerja_admin.errors import KinerjaError, NotFound, Problem
from kinerja_admin.locale import mark
from kinerja_admin.models.policy_file import PolicyFile
from kinerja_admin.models.result import Result
from kinerja_admin.models.run import Run
from kinerja_admin.models.words import STATUS_PERHITUNGAN
from kinerja_admin.services import jobs, registry, results, runs
from kinerja_admin.services.runs.states import before

RUNS = "/p/perhitungan"
RUN = RUNS + "/{number:int}"
PAGE = 50
MOST_LISTED = 60
"""Without a chosen period the list shows so many, the newest; the choice leads to the rest."""


@dataclass(frozen=True, slots=True)
class Amount:
    """One total of a run, and what it was the period before."""

    label: str
    value: Decimal
    before: Decimal | None


def overview(request: Request) -> Response:
    """The runs that the reader may see, newest month first, and the form that starts one."""
    return _overview(request)


def _overview(request: Request, error: str = "", given: Mapping[str, str] | None = None) -> Response:
    who = current(request)
    region, period = request.query_params.get("daerah", ""), request.query_params.get("periode", "")
    with session(request) as db:
        query = select(Run).options(load_only(*_LISTED)).order_by(Run.periode.desc(), Run.policy, Run.id.desc())
        if period:
            query = query.where(Run.periode == period)
        shown = [
            run for run in db.scalars(query.limit(500)) if not RUN_READERS.isdisjoint(who.roles_in(run.region_id))
            and region in ("", run.region_id)
        ]  # fmt: skip
        hidden = max(0, len(shown) - MOST_LISTED) if not period else 0
        shown = shown[: len(shown) - hidden]
        regions = who.regions_as(*COMPUTING)
        waiting = [job for one in regions for job in jobs.open_jobs(db, "run", one)]
        return page(
            request,
            "pages/runs.html",
            status_code=400 if error else 200,
            title=say("Runs"),
            runs=shown,
            hidden=hidden,
            counts={region: RunCounts(reads_all(who, region)) for region in {run.region_id for run in shown}},
            titles=titles_of(db, shown),
            region_names=who.region_names,
            provisional={run.id for run in shown if runs.is_provisional(db, run)},
            payable=results.payable_totals(db, shown),
            states=STATUS_PERHITUNGAN,
            periods=sorted(set(db.scalars(select(Run.periode).distinct())), reverse=True),
            period=period,
            regions=regions,
            policies=_policy_names(db, regions),
            waiting=waiting,
            error=error,
            given=given or {"period": _last_complete_month(), "region": regions[0] if regions else "", "policy": ""},
        )


_LISTED = (
    Run.region_id, Run.periode, Run.policy, Run.version, Run.kind, Run.state, Run.people, Run.errors,
    Run.totals, Run.computed_at, Run.policy_file_id,
)  # fmt: skip


def _policy_names(db: Session, regions: Sequence[str]) -> list[tuple[str, str]]:
    """Name and title of every policy that runs; the newest version names it."""
    found = (
        select(PolicyFile.policy, PolicyFile.title)
        .where(PolicyFile.region_id.in_(regions), PolicyFile.status.in_(registry.RUNNING))
        .order_by(PolicyFile.effective_from, PolicyFile.id)
    )
    titles = {policy: title or as_words(policy) for policy, title in db.execute(found)}
    return sorted(titles.items(), key=lambda pair: pair[1])


def _last_complete_month() -> str:
    found = registry.read_month(registry.this_month())
    return str(found.plus(-1)) if found else ""


def start(request: Request) -> Response:
    """Ask for a month to be computed; a wrong period or one without policy is told in the form."""
    given = {name: str(form(request).get(name, "")).strip() for name in ("region", "period", "policy")}
    who = require(request, *COMPUTING, region=given["region"])
    registry.activate_due(door(request).session_maker)
    with session(request) as db:
        try:
            runs.admit(db, given["region"], given["period"], given["policy"] or None)
        except KinerjaError as refusal:
            text = current_words().problem(refusal.as_problem())
            return _overview(request, f"{text.message} {text.hint}", given)
        asked: dict[str, Any] = {"region": given["region"], "period": given["period"]}
        if given["policy"]:
            asked["policy"] = given["policy"]
        job = jobs.enqueue(db, "run", asked, given["region"], who.account_id)
        number = job.id
        db.commit()
    return redirect(request, "job", number=number)


def show(request: Request) -> Response:
    """One run: totals, states, errors with cause and remedy, and everybody's result."""
    who = current(request)
    number = request.path_params["number"]
    sought, start_at = request.query_params.get("cari", "").strip(), _page_number(request)
    with session(request) as db:
        run = find_run(db, who, number)
        policy = policy_of(db, run)
        is_undecided = run.state in ("computed", "checked") and run.kind in ("official", "correction")
        report = runs.variance(db, run) if is_undecided else None
        sees_people = reads_all(who, run.region_id)
        counts = RunCounts(sees_people)
        faults = fault_groups(db, run, policy, current_words())
        query = _people(run, sought)
        count = db.scalar(select(func.count()).select_from(query.subquery())) or 0
        rows = db.scalars(query.order_by(Result.nama, Result.id).offset((start_at - 1) * PAGE).limit(PAGE)).all()
        if sought and not count:
            text = current_words().problem(Problem("PERSON_UNKNOWN", parameters={"nip": sought, "period": run.periode}))
            flash_now = f"{text.message} {text.hint}"
        else:
            flash_now = ""
        return page(
            request,
            "pages/run.html",
            title=say("{policy} for {period}", policy=policy.title if policy else as_words(run.policy),
                      period=current_words().period(run.periode)),
            trail=[(say("Runs"), RUNS)],
            run=run,
            policy=policy,
            as_decimal=Decimal,
            columns=columns_of(policy),
            amounts=_amounts(db, run, policy),
            faults=counts.faults(run, faults),
            causes={one.id: group.message for group in faults for one in group.people},
            causes_of={one.nip: group.message for group in faults for one in group.people},
            checks=checks_of(db, run, policy, sees_people=sees_people),
            errors=counts.errors(run),
            tells_totals=counts.tells_totals(run),
            report=report,
            changes=counts.changes(run, report) if report is not None else None,
            version=with_version(policy.title if policy else as_words(run.policy), run.version),
            provisional=runs.is_provisional(db, run),
            replacing=runs.replacing(db, run),
            corrects=db.get(Run, run.corrects_id) if run.corrects_id else None,
            correction=_correction_of(db, run),
            earlier=before(db, run),
            rows=rows if sees_people else (),
            sees_people=sees_people,
            count=count,
            sought=sought,
            not_found=flash_now,
            at=start_at,
            pages=max(1, -(-count // PAGE)),
            states=STATUS_PERHITUNGAN,
            may=may(who, run),
        )  # fmt: skip


def _correction_of(db: Session, run: Run) -> Run | None:
    """The latest run that corrects this one."""
    return db.scalar(select(Run).where(Run.corrects_id == run.id, Run.state != "computing").order_by(Run.id.desc()))


def _page_number(request: Request) -> int:
    given = request.query_params.get("hal", "1")
    return max(1, int(given)) if given.isdecimal() and len(given) < 7 else 1


def _people(run: Run, sought: str) -> Any:
    query = select(Result).where(Result.run_id == run.id)
    if not sought:
        return query
    like = "%" + sought.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    return query.where(or_(Result.nip.ilike(like, escape="\\"), Result.nama.ilike(like, escape="\\")))


def policy_of(db: Session, run: Run) -> Policy | None:
    """The version that a run was computed with."""
    file = db.get(PolicyFile, run.policy_file_id)
    return registry.load_version(db, file).policy if file is not None else None


def columns_of(policy: Policy | None) -> dict[str, tuple[str, str, int | None]]:
    """The outputs with label, unit and decimals: what is paid comes first, the rest as the policy has it."""
    if policy is None:
        return {}
    found = {}
    for name, output in sorted(policy.outputs.items(), key=lambda pair: not pair[1].payable):
        step = policy.steps[name]
        found[name] = (output.label or step.basis.label or as_words(name), step.unit, step.decimals)
    return found


def _amounts(db: Session, run: Run, policy: Policy | None) -> list[Amount]:
    compared = before(db, run)
    columns = columns_of(policy)
    earlier: Mapping[str, str] = compared.totals if compared is not None else {}
    payable = {name for name, one in policy.outputs.items() if one.payable} if policy else set()
    ordered = sorted((name for name in columns if name in run.totals), key=lambda name: name not in payable)
    return [
        Amount(columns[name][0], Decimal(run.totals[name]), Decimal(earlier[name]) if name in earlier else None)
        for name in ordered
    ]


def find_person(request: Request) -> Response:
    """From a NIP to the result of that person; an unknown one is told on the page."""
    nip = "".join(request.query_params.get("nip", "").split())
    with session(request) as db:
        run = find_people(db, current(request), request.path_params["number"])
        number = db.scalar(select(Result.id).where(Result.run_id == run.id, Result.nip == nip))
        if number is None:
            raise NotFound("PERSON_UNKNOWN", nip=nip, period=run.periode)
    return redirect(request, "result", number=number)


SCREENS = (
    Screen("runs", RUNS, overview, title=mark("Runs"), group=mark("Pay runs"), icon="calculator", roles=RUN_READERS,
           order=20),
    Screen("runs-start", RUNS, start, roles=COMPUTING, methods=("POST",)),
    Screen("run", RUN, show, roles=RUN_READERS),
    Screen("run-person", RUN + "/pegawai", find_person, roles=RESULT_STAFF),
)  # fmt: skip
