"""The measures of one indicator as a workbook: a template with everybody in it, and the way back."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from kinerja_admin.admin.language import current_words
from kinerja_admin.admin.pages import importing
from kinerja_admin.admin.pages.importing import Purpose
from kinerja_admin.admin.pages.measures import MEASURES, ONE, address_of, asked_in
from kinerja_admin.admin.screens import Screen, current, say, session
from kinerja_admin.errors import Forbidden
from kinerja_admin.services import measures
from kinerja_admin.services.measures import RECORDERS


def import_ask(request: Request) -> Response:
    """The form that takes a file."""
    return importing.ask(request, _purpose(request))


def import_look(request: Request) -> Response:
    """The preview."""
    return importing.look(request, _purpose(request))


def import_store(request: Request) -> Response:
    """Store what was previewed."""
    return importing.store(request, _purpose(request))


def template(request: Request) -> Response:
    """The workbook with everybody or everything in it that is measured, and what stands there so far."""
    purpose = _purpose(request)
    with session(request) as db:
        asked = asked_in(request, db)
        found = [one for one in measures.subjects(db, current(request), asked) if one.is_recorded]
        rows = measures.recorded(db, asked, [one.id for one in found])
        lines = [(one.id, *(getattr(rows.get(one.id), name, None) for name in asked.fields)) for one in found]
    return importing.template_file(request, purpose, lines)


def _purpose(request: Request) -> Purpose:
    with session(request) as db:
        asked = asked_in(request, db)
        if not measures.may_record(current(request), asked):
            raise Forbidden("ROLE_MISSING", roles=asked.indicator.recorded_by, region=asked.region)
        table = measures.table_of(db, current(request), asked)
    here = ONE.format(**address_of(asked))
    title = say("{indicator}, {period}", indicator=asked.label, period=current_words().period(asked.period))
    return Purpose(
        title=say("Import: {table}", table=title),
        trail=[(say("Record measures"), f"{MEASURES}?periode={asked.period}"), (title, here)],
        table=table,
        look=f"{here}/impor",
        store=f"{here}/impor/simpan",
        template=f"{here}/templat.xlsx",
        back=here,
    )


SCREENS = (
    Screen("measure-import", ONE + "/impor", import_ask, roles=RECORDERS),
    Screen("measure-import-look", ONE + "/impor", import_look, roles=RECORDERS, methods=("POST",)),
    Screen("measure-import-store", ONE + "/impor/simpan", import_store, roles=RECORDERS, methods=("POST",)),
    Screen("measure-template", ONE + "/templat.xlsx", template, roles=RECORDERS),
)
