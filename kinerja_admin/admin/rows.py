"""The pages of one row and what is done with it: details, create, edit, delete, export, look up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, urlencode

from sqladmin.authentication import login_required
from sqladmin.authorization import Action
from sqlalchemy import select
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route
from wtforms import Form

from kinerja_admin.admin import following, listing, saving
from kinerja_admin.admin.auto_view import TableView, heading, key_of
from kinerja_admin.admin.beside import filtered
from kinerja_admin.admin.columns import Face, faces, title_of
from kinerja_admin.admin.export import XLSX, rows_as_csv, rows_as_xlsx
from kinerja_admin.admin.forms import Kept, build_form, choice_of, label_choices, target_column, with_choices
from kinerja_admin.admin.history import history
from kinerja_admin.admin.language import current_words, say
from kinerja_admin.admin.safety.database_errors import Refusal
from kinerja_admin.admin.safety.identifiers import by_identifier
from kinerja_admin.admin.screens import current, flash, form
from kinerja_admin.admin.standing import standing_against
from kinerja_admin.errors import Forbidden, NotFound
from kinerja_admin.services.completing import resting_under
from kinerja_admin.services.disclosure import note_export
from kinerja_admin.services.witness import confirm, is_witnessed

CHUNK = 64 * 1024
MOST_FOUND = 20
MOST_DELETED = 100


@dataclass(slots=True)
class Sheet:
    """A form on its way to the reader and back."""

    form: Form
    kept: Mapping[str, Kept]
    row: Any | None = None
    title: str = ""
    stamp: str = ""
    message: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)
    regions: tuple[tuple[str, str], ...] = ()
    region: str = ""


class RowPages:
    """Mixin of the admin: each page in a worker thread, one session each, nothing on the event loop."""

    permissions: Any
    door: Any

    def row_routes(self) -> list[BaseRoute]:
        """Deleting has a page of its own that asks, and answers a form: no script is needed to be careful."""
        return [
            Route("/{identity}/remove", self.remove, name="remove", methods=["GET", "POST"]),
            Route("/{identity}/confirm/{pk:path}", self.confirm, name="confirm", methods=["POST"]),
        ]

    @login_required
    async def index(self, request: Request) -> Response:
        """The tables have no start page of their own."""
        return RedirectResponse("/", HTTPStatus.SEE_OTHER)

    @login_required
    async def delete(self, request: Request) -> Response:
        """Sqladmin's deletion without a question is not offered."""
        raise HTTPException(HTTPStatus.NOT_FOUND)

    @login_required
    async def details(self, request: Request) -> Response:
        """Everything about one row."""
        return await run_in_threadpool(self._details_page, request)

    @login_required
    async def create(self, request: Request) -> Response:
        """The form of a new row."""
        return await run_in_threadpool(self._create_page, request)

    @login_required
    async def edit(self, request: Request) -> Response:
        """The form of an existing row."""
        return await run_in_threadpool(self._edit_page, request)

    @login_required
    async def remove(self, request: Request) -> Response:
        """Ask, and delete."""
        return await run_in_threadpool(self._remove_page, request)

    @login_required
    async def confirm(self, request: Request) -> Response:
        """Confirm a value that somebody else has recorded."""
        return await run_in_threadpool(self._confirm, request)

    @login_required
    async def export(self, request: Request) -> Response:
        """The list as a file."""
        return await run_in_threadpool(self._export_file, request)

    @login_required
    async def ajax_lookup(self, request: Request) -> Response:
        """Rows of a table that a field refers to, by a few letters."""
        return await run_in_threadpool(self._lookup, request)

    def _view(self, request: Request, action: Action) -> TableView:
        """The view of the address, if the person may do this with the table at all."""
        view = self._find_model_view(request.path_params["identity"])  # type: ignore[attr-defined]
        if not isinstance(view, TableView):
            raise NotFound
        if not view.has_permission(request, action):
            raise Forbidden
        return view

    def _details_page(self, request: Request) -> Response:
        view = self._view(request, Action.DETAILS)
        key = request.path_params["pk"]
        with self.door.session_maker() as db:
            row = view.load(db, key)
            if row is None:
                raise NotFound
            if not view.has_permission(request, Action.DETAILS, row):
                raise Forbidden
            context = {
                "view": view,
                "key": key_of(row),
                "title": title_of(row),
                "values": list(view.values(request, row)),
                "changes": history(db, view.model, key_of(row)),
                "related": self._related(request, view, key_of(row)),
                "may_edit": (may_edit := view.has_permission(request, Action.EDIT, row)),
                "may_confirm": may_edit and is_witnessed(view.model) and row.diverifikasi_pada is None,
                "may_delete": view.has_permission(request, Action.DELETE, row),
            }
        return self._page(request, "table/details.html", context)

    def _confirm(self, request: Request) -> Response:
        view = self._view(request, Action.EDIT)
        with self.door.session_maker() as db:
            row = db.scalars(by_identifier(view.model, request.path_params["pk"])).first()
            if row is None or not is_witnessed(view.model):
                raise NotFound
            if not view.has_permission(request, Action.EDIT, row):
                raise Forbidden
            confirm(row)
            url = request.url_for("admin:details", identity=view.identity, pk=key_of(row)).path
            db.commit()
        flash(request, say("Confirmed."))
        return RedirectResponse(url, HTTPStatus.SEE_OTHER)

    def _related(self, request: Request, view: TableView, key: str) -> list[tuple[str, str]]:
        """Lists of other tables, narrowed to what refers to this row."""
        found = []
        for other in self.door.tables:
            for face in faces(other.model):
                if face.target is view.model and face.key != "region_id" and other.has_permission(request, Action.LIST):
                    url = request.url_for("admin:list", identity=other.identity).path
                    plural = heading(other.plural)
                    several = sum(item.target is view.model for item in faces(other.model)) > 1
                    label = f"{plural} ({other.label_of(face)})" if several else plural
                    found.append((label, f"{url}?{urlencode({f'f-{face.key}': key})}"))
        return sorted(found)

    def _create_page(self, request: Request) -> Response:
        view = self._view(request, Action.CREATE)
        with self.door.session_maker() as db:
            kind, kept = build_form(db, view.asked, None, self._lookup_url(request, view))
            regions = self._regions(request, view, db)
            sheet = Sheet(kind(formdata=None, data=_suggested(request)), kept, regions=regions)
            label_choices(db, view.asked, sheet.form)
            if request.method == "GET":
                return self._form_page(request, view, sheet)
            sheet.form = kind(form(request))
            label_choices(db, view.asked, sheet.form)
            sheet.region = self._posted_region(request, view, regions)
            if not sheet.form.validate():
                return self._form_page(request, view, sheet)
            outcome = saving.insert(db, view.model, view.asked, sheet.form.data, sheet.region or None)
            return self._after(request, view, sheet, outcome)

    def _edit_page(self, request: Request) -> Response:
        view = self._view(request, Action.EDIT)
        with self.door.session_maker() as db:
            row = db.scalars(by_identifier(view.model, request.path_params["pk"])).first()
            if row is None:
                raise NotFound
            if not view.has_permission(request, Action.EDIT, row):
                raise Forbidden
            kind, kept = build_form(db, view.asked, row, self._lookup_url(request, view))
            asked = [found for found in view.asked if found.key not in kept]
            present = {found.key: getattr(row, found.key) for found in asked}
            sheet = Sheet(kind(data=present), kept, row, title_of(row), saving.stamp(row))
            if request.method == "GET":
                return self._form_page(request, view, sheet)
            sheet.form = kind(form(request))
            label_choices(db, asked, sheet.form)
            sheet.stamp = str(form(request).get("_stamp", ""))
            if not sheet.form.validate():
                return self._form_page(request, view, sheet)
            db.expire_all()
            outcome = saving.update(db, view.model, key_of(row), asked, sheet.form.data, sheet.stamp)
            if outcome is None:
                raise NotFound
            return self._after(request, view, sheet, outcome)

    def _after(self, request: Request, view: TableView, sheet: Sheet, outcome: saving.Outcome) -> Response:
        if isinstance(outcome, saving.Changed):
            sheet.message, sheet.stamp = outcome.message, outcome.stamp
            return self._form_page(request, view, sheet, HTTPStatus.CONFLICT)
        if isinstance(outcome, Refusal):
            sheet.message, sheet.errors = outcome.message, outcome.fields
            return self._form_page(request, view, sheet, HTTPStatus.BAD_REQUEST)
        flash(request, say("Saved: {title}", title=outcome.title))
        for text, level in following.said(view.model, outcome.derived, outcome.consequences):
            flash(request, text, level)
        if form(request).get("save") == "another":
            return RedirectResponse(request.url_for("admin:create", identity=view.identity).path, HTTPStatus.SEE_OTHER)
        url = request.url_for("admin:details", identity=view.identity, pk=outcome.key).path
        return RedirectResponse(url, HTTPStatus.SEE_OTHER)

    def _form_page(self, request: Request, view: TableView, sheet: Sheet, status: int = 0) -> Response:
        has_mistakes = bool(sheet.form.errors)
        if has_mistakes and not sheet.message:
            sheet.message = say("The form has mistakes. Nothing was saved; please correct the marked fields.")
        context = {"view": view, "sheet": sheet, "title": sheet.title or say("New: {name}", name=view.label)}
        return self._page(request, "table/form.html", context, status or (400 if has_mistakes else 200))

    def _regions(self, request: Request, view: TableView, db: Any) -> tuple[tuple[str, str], ...]:
        """The regions into which the person may write a new row, by code and name."""
        if not view.has_regions:
            return ()
        region = view.model.__mapper__.relationships["region"].mapper.class_
        who = current(request)
        rows = {row.code: title_of(row) for row in db.scalars(select(region))}
        if who.is_national:
            return tuple(sorted(rows.items(), key=lambda pair: pair[1]))
        allowed = self.permissions.regions(who, view.identity, Action.CREATE)
        return tuple((code, rows.get(code, code)) for code in allowed)

    def _posted_region(self, request: Request, view: TableView, regions: tuple[tuple[str, str], ...]) -> str:
        """The region chosen in the form, or the only one there is; raises Forbidden for one that was not offered."""
        if not view.has_regions:
            return ""
        posted = str(form(request).get("region_id", ""))
        if not posted and len(regions) == 1:
            return regions[0][0]
        may_be_national = current(request).is_national and view.model.__mapper__.columns["region_id"].nullable
        if posted not in {code for code, _ in regions} and not (posted == "" and may_be_national):
            raise Forbidden
        return posted

    def _lookup_url(self, request: Request, view: TableView) -> Any:
        def url(found: Face) -> str:
            path = request.url_for("admin:ajax_lookup", identity=view.identity).path
            return f"{path}?{urlencode({'name': found.key})}"

        return url

    def _lookup(self, request: Request) -> Response:
        view = self._find_model_view(request.path_params["identity"])  # type: ignore[attr-defined]
        if not isinstance(view, TableView) or not view.has_permission(request, Action.LIST):
            raise Forbidden
        far = filtered(view.model)
        offered = (*faces(view.model), *([far] if far is not None else []))
        found = next((item for item in offered if item.key == request.query_params.get("name")), None)
        term = request.query_params.get("term", "").replace("\0", "").strip()[:100]
        target = found.target if found is not None else None
        if found is None or target is None or not (listing.searched(target) or listing.searched_targets(target)):
            raise NotFound
        column = target_column(found)
        with self.door.session_maker() as db:
            statement = select(target).limit(MOST_FOUND)
            if term:
                statement = statement.where(listing.search_condition(target, term))
            statement = listing.best_first(target, statement, term)
            statement = with_choices(target, statement)
            results = [{"id": str(getattr(row, column)), "text": choice_of(row)} for row in db.scalars(statement)]
        return JSONResponse({"results": results})

    def _export_file(self, request: Request) -> Response:
        view = self._view(request, Action.EXPORT)
        if request.path_params["export_type"] not in view.export_types:
            raise NotFound
        if request.path_params["export_type"] == "xlsx":
            file = rows_as_xlsx(self.door.session_maker, view.model, request.query_params)
            self._note_export(request, view)
            chunks = iter(lambda: file.read(CHUNK), b"")
            headers = {"Content-Disposition": f'attachment; filename="{view.identity}.xlsx"'}
            return StreamingResponse(chunks, media_type=XLSX, headers=headers, background=BackgroundTask(file.close))
        lines = rows_as_csv(self.door.session_maker, view.model, request.query_params)
        first = next(lines)  # the address is read before the answer begins, so that a wrong one is a 400
        self._note_export(request, view)

        def whole() -> Any:
            yield first
            yield from lines

        headers = {"Content-Disposition": f'attachment; filename="{view.identity}.csv"'}
        return StreamingResponse(whole(), media_type="text/csv; charset=utf-8", headers=headers)

    def _note_export(self, request: Request, view: TableView) -> None:
        asked = {name: request.query_params.getlist(name) for name in sorted(set(request.query_params))}
        note_export(self.door.session_maker, view.model.__tablename__, asked)

    def _remove_page(self, request: Request) -> Response:
        view = self._view(request, Action.DELETE)
        posted = form(request) if request.method == "POST" else request.query_params
        keys = list(dict.fromkeys(str(key) for key in posted.getlist("pk")))[:MOST_DELETED]
        with self.door.session_maker() as db:
            rows = [row for key in keys if (row := view.load(db, key)) is not None]
            if not rows:
                raise NotFound
            if not all(view.has_permission(request, Action.DELETE, row) for row in rows):
                raise Forbidden
            titles = [title_of(row) for row in rows]
            found = {key_of(row): title for row, title in zip(rows, titles, strict=True)}
            runs = resting_under(db, rows)
            resting = following.runs_in_words(runs) if runs else ""
            context = {"view": view, "rows": list(found.items()), "resting": resting}
            if request.method == "GET":
                return self._page(request, "table/remove.html", context)
            db.expire_all()
            outcome = saving.delete(db, view.model, list(found))
            if isinstance(outcome, Refusal):
                against = self._standing_against(request, view, db, list(found))
                alert = f"{outcome.message} {against}".strip()
                return self._page(request, "table/remove.html", context | {"alert": alert}, 409)
        flash(request, current_words().count("{n} record deleted.", "{n} records deleted.", len(titles)))
        if resting:
            flash(request, resting, "warning")
        return RedirectResponse(request.url_for("admin:list", identity=view.identity).path, HTTPStatus.SEE_OTHER)

    def _standing_against(self, request: Request, view: TableView, db: Any, keys: list[str]) -> str:
        rows = [row for key in keys if (row := view.load(db, key)) is not None]
        if not rows:
            return ""
        return standing_against(db, self.door.tables, rows, lambda other: other.has_permission(request, Action.LIST))

    def _page(self, request: Request, template: str, context: Mapping[str, Any], status: int = 200) -> HTMLResponse:
        return HTMLResponse(self.door.render(request, template, context), status)


def _suggested(request: Request) -> dict[str, str]:
    """Values for a new row from the address: the list of a person's leaves offers to add one for that person."""
    pairs = parse_qs(request.url.query)
    return {name.removeprefix("f-"): values[0] for name, values in pairs.items() if name.startswith("f-")}
