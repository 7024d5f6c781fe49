"""Importing rows into any table that the person may write, with a preview and a workbook to fill in."""

from __future__ import annotations

from sqladmin.authorization import Action
from sqlalchemy import select
from starlette.requests import Request
from starlette.responses import Response

from kinerja_admin.admin.auto_view import TableView, heading
from kinerja_admin.admin.pages import importing
from kinerja_admin.admin.pages.importing import Purpose
from kinerja_admin.admin.screens import EVERYONE, Screen, current, door, form, say, session
from kinerja_admin.errors import Forbidden, NotFound
from kinerja_admin.models.region import NATIONAL, Region
from kinerja_admin.services import imports

IMPORT = "/p/impor/{table}"


def ask(request: Request) -> Response:
    """The form that takes a file."""
    return importing.ask(request, _purpose(request, str(request.query_params.get("daerah", ""))))


def look(request: Request) -> Response:
    """The preview."""
    return importing.look(request, _purpose(request, str(form(request).get("region", ""))))


def store(request: Request) -> Response:
    """Store what was previewed."""
    return importing.store(request, _purpose(request, str(form(request).get("region", ""))))


def template(request: Request) -> Response:
    """The workbook to fill in."""
    return importing.template_file(request, _purpose(request, str(request.query_params.get("daerah", ""))))


def _purpose(request: Request, wanted: str) -> Purpose:
    """What the address asks for; Forbidden where the person may not both add and change rows there."""
    view = door(request).view_of(request.path_params["table"])
    if view is None:
        raise NotFound("NOT_FOUND")
    if not view.may_import(request):
        raise Forbidden("ROLE_MISSING", roles="", region="")
    choices = _regions(request, view)
    region: str | None = None
    if view.has_regions:
        region = wanted or (choices[0][0] if choices else "")
        if region not in {code for code, _ in choices}:
            raise Forbidden("ROLE_MISSING", roles="", region=wanted)
    name = view.model.__tablename__
    address = IMPORT.format(table=name)
    back = f"/data/{view.identity}/list"
    return Purpose(
        title=say("Import: {table}", table=heading(view.plural)),
        trail=[(heading(view.plural), back)],
        table=imports.table_of(view.model, region, hidden=view.tweaks.hidden),
        look=address,
        store=f"{address}/simpan",
        template=f"{address}/templat.xlsx" + (f"?daerah={region}" if region else ""),
        back=back,
        kept={"region": region} if region else {},
        choices=choices,
    )


def _regions(request: Request, view: TableView) -> list[tuple[str, str]]:
    """The regions into which the person may import, by code and name."""
    if not view.has_regions:
        return []
    who = current(request)
    with session(request) as db:
        names = {row.code: row.name for row in db.scalars(select(Region).order_by(Region.name)) if row.code != NATIONAL}
    if who.is_national:
        return list(names.items())
    allowed = view.regions_for(request, Action.CREATE) & view.regions_for(request, Action.EDIT)
    return [(code, name) for code, name in names.items() if code in allowed]


SCREENS = (
    Screen("import", IMPORT, ask, roles=EVERYONE),
    Screen("import-look", IMPORT, look, roles=EVERYONE, methods=("POST",)),
    Screen("import-store", IMPORT + "/simpan", store, roles=EVERYONE, methods=("POST",)),
    Screen("import-template", IMPORT + "/templat.xlsx", template, roles=EVERYONE),
)
