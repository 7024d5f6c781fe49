"""A person's result explained line by line, each line with its law; the same trace as a file for machines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from sqlalchemy import Row, select
from starlette.requests import Request
from starlette.responses import Response

from kinerja_admin.admin.language import current_words
from kinerja_admin.admin.pages.access import (
    OWN_READERS,
    RESULT_READERS,
    find_result,
    may_read_person,
    reads_all,
    reads_in_confidence,
)
from kinerja_admin.admin.pages.in_short import Shortener
from kinerja_admin.admin.pages.naming import titles_of, with_version
from kinerja_admin.admin.pages.runs import RUNS
from kinerja_admin.admin.pages.slips import is_month, may_read_slip
from kinerja_admin.admin.pages.sources import meanings
from kinerja_admin.admin.screens import Screen, current, page, say, session
from kinerja_admin.db.session import Session
from kinerja_admin.engine.explanation import explain
from kinerja_admin.engine.reading_order import reading_order
from kinerja_admin.engine.speaking import as_words
from kinerja_admin.errors import NotFound
from kinerja_admin.locale import mark
from kinerja_admin.models.pegawai import Pegawai
from kinerja_admin.models.policy_file import PolicyFile
from kinerja_admin.models.result import Result
from kinerja_admin.models.run import COUNTED, DECIDED, Run
from kinerja_admin.services import registry, results

RESULTS = "/p/hasil"
RESULT = RESULTS + "/{number:int}"
OWN = "/p/hasil-saya"


def show(request: Request) -> Response:
    """The explanation of one result."""
    who = current(request)
    with session(request) as db:
        result = find_result(db, who, request.path_params["number"])
        run = db.get_one(Run, result.run_id)
        trace = results.trace_of(db, result, whole=reads_in_confidence(who, result))
        file = db.get_one(PolicyFile, run.policy_file_id)
        policy = registry.load_version(db, file).policy
        order = reading_order(policy) if policy else ()
        called = meanings(db, run.region_id, policy, current_words())
        lines = explain(trace.content, current_words(), order, called)
        is_staff = reads_all(who, result.region_id)
        others = _other_results(db, result)
        return page(
            request,
            "pages/result.html",
            title=result.nama,
            trail=[
                (say("Runs"), RUNS),
                (f"{file.title or run.policy} {current_words().period(run.periode)}", f"{RUNS}/{run.id}"),
            ]
            if is_staff
            else [],
            result=result,
            run=run,
            file=file,
            lines={kind: [line for line in lines if line.kind == kind] for kind in _KINDS},
            digest=trace.digest,
            payable={name for name, one in policy.outputs.items() if one.payable} if policy else (),
            others=others,
            titles=titles_of(db, [other for _, other in others]),
            with_version=with_version,
            as_words=as_words,
            has_slip=is_month(run.periode) and may_read_slip(who, result.region_id, result.pegawai_id),
        )


_KINDS = ("head", "output", "step", "fact", "check", "aside")


def _other_results(db: Session, result: Result) -> list[tuple[Result, Run]]:
    """The same person's results of the same month by other policies: what a slip rests on."""
    run = db.get_one(Run, result.run_id)
    found = db.execute(
        select(Result, Run)
        .join(Run, Run.id == Result.run_id)
        .where(Result.pegawai_id == result.pegawai_id, Run.periode == run.periode, Run.id != run.id)
        .order_by(Run.policy, Run.id.desc())
    )
    return [(one, other) for one, other in found]


def trace(request: Request) -> Response:
    """The trace as JSON."""
    who = current(request)
    with session(request) as db:
        result = find_result(db, who, request.path_params["number"])
        run = db.get_one(Run, result.run_id)
        found = results.trace_of(db, result, whole=reads_in_confidence(who, result))
        content = json.dumps(found.content, ensure_ascii=False, indent=2)
        name = f"jejak-{run.policy}-{run.periode}-{result.id}.json"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(content, media_type="application/json", headers=headers)


def of_person(request: Request) -> Response:
    """All results of a person, newest first."""
    number = request.path_params["number"]
    with session(request) as db:
        person = db.get(Pegawai, number)
        if person is None or not may_read_person(db, current(request), person.region_id, person.id):
            raise NotFound("NOT_FOUND")
        return _results_page(request, db, person)


def own(request: Request) -> Response:
    """The results of who is signed in."""
    who = current(request)
    with session(request) as db:
        person = db.get(Pegawai, who.pegawai_id) if who.pegawai_id is not None else None
        if person is None:
            raise NotFound("PERSON_NOT_LINKED")
        return _results_page(request, db, person)


def _results_page(request: Request, db: Session, person: Pegawai) -> Response:
    found = db.execute(
        select(Result, Run)
        .join(Run, Run.id == Result.run_id)
        .where(Result.pegawai_id == person.id, Run.kind.in_(COUNTED), Run.state != "computing")
        .order_by(Run.periode.desc(), Run.policy, Run.id.desc())
    ).all()
    rows = list(_standing(found))
    shorten = Shortener(db)
    return page(
        request,
        "pages/person.html",
        title=person.nama,
        person=person,
        rows=rows,
        titles=titles_of(db, [run for _, run in rows]),
        slips=_months_with_slip(request, person, [run for _, run in rows]),
        in_short={result.id: shorten(result, run) for result, run in rows},
    )


def _standing(rows: Iterable[Row[Result, Run]]) -> Iterator[tuple[Result, Run]]:
    """The latest result of each policy and period, and earlier ones only where somebody decided on them."""
    seen = set()
    for result, run in rows:
        if (run.policy, run.periode) not in seen or run.state in DECIDED:
            yield result, run
        seen.add((run.policy, run.periode))


def _months_with_slip(request: Request, person: Pegawai, found: Iterable[Run]) -> frozenset[str]:
    """The months of which the reader may open the person's slip."""
    if not may_read_slip(current(request), person.region_id, person.id):
        return frozenset()
    return frozenset(run.periode for run in found if is_month(run.periode))


SCREENS = (
    Screen("result", RESULT, show, roles=RESULT_READERS),
    Screen("result-trace", RESULT + "/jejak.json", trace, roles=RESULT_READERS),
    Screen("person-results", "/p/pegawai/{number:int}/hasil", of_person, roles=RESULT_READERS),
    Screen("own-results", OWN, own, title=mark("My results"), group=mark("Pay runs"), icon="star",
           roles=OWN_READERS, order=10),
)  # fmt: skip
