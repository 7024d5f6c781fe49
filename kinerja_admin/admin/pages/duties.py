"""The stages of the process and who still owes something in them."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from kinerja_admin.admin.screens import Screen, current, flash, page, redirect, require, say, session
from kinerja_admin.errors import NotFound
from kinerja_admin.locale import mark
from kinerja_admin.models.words import TAHAP_KINERJA
from kinerja_admin.services import duties, snapshots

PATH = "/p/kewajiban"
MOST_DEBTORS = 200
_READERS = frozenset({"hr", "pimpinan", "auditor"})
_KEEPERS = frozenset({"hr"})


def overview(request: Request) -> Response:
    """Every stage of the own regions with how far its duties are done."""
    who = current(request)
    with session(request) as db:
        found = [
            (region, duties.standings(db, region, snapshots.today(db, region)), "hr" in who.roles_in(region))
            for region in who.regions_as(*_READERS)
            if region in who.region_names
        ]
        return page(
            request,
            "pages/duties.html",
            title=say("Duties by stage"),
            regions=found,
            names=who.region_names,
            stages=TAHAP_KINERJA,
        )


def one_stage(request: Request) -> Response:
    """One stage: by unit, and whose duties are open."""
    region, number = request.path_params["region"], request.path_params["number"]
    require(request, *_READERS, region=region)
    with session(request) as db:
        today = snapshots.today(db, region)
        stage = next((one for one in duties.standings(db, region, today) if one.number == number), None)
        if stage is None:
            raise NotFound
        return page(
            request,
            "pages/duties_stage.html",
            title=say("Duties by stage"),
            trail=[(say("Duties by stage"), PATH)],
            stage=stage,
            stages=TAHAP_KINERJA,
            units=duties.by_unit(db, region, number, today),
            debtors=duties.debtors(db, region, number, MOST_DEBTORS),
            most=MOST_DEBTORS,
        )


def fill(request: Request) -> Response:
    """Add the duties of the stages that have begun, and note what the records show to be done."""
    region = request.path_params["region"]
    require(request, *_KEEPERS, region=region)
    with session(request) as db:
        filled = duties.fill(db, region)
        db.commit()
    flash(request, say("{added} duties added, {done} found done", added=filled.added, done=filled.done))
    return redirect(request, "duties")


SCREENS = (
    Screen("duties", PATH, overview, title=mark("Duties by stage"), group=mark("Stages and objections"), icon="check",
           roles=_READERS),
    Screen("duties-stage", PATH + "/{region}/{number:int}", one_stage, roles=_READERS),
    Screen("duties-fill", PATH + "/{region}", fill, roles=_KEEPERS, methods=("POST",)),
)  # fmt: skip
