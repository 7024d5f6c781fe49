"""From a model class to a complete, safe view: nobody registers anything, nothing is shown that was not thought of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from sqladmin import ModelView
from sqladmin.authorization import Action
from sqladmin.models import ModelViewMeta
from sqladmin.pagination import Pagination
from sqlalchemy import Select
from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import StreamingResponse

from kinerja_admin.admin import beside, listing
from kinerja_admin.admin.columns import Face, faces, show, title_of
from kinerja_admin.admin.filters import Filter, filters
from kinerja_admin.admin.forms import editable
from kinerja_admin.admin.language import current_words
from kinerja_admin.admin.safety.identifiers import ReadableIdentifiers, by_identifier, page_number
from kinerja_admin.admin.tweaks import Tweaks, rule_for
from kinerja_admin.db.rows import Kind
from kinerja_admin.models.base import InRegion
from kinerja_admin.services.imports.fields import natural_keys
from kinerja_admin.services.witness import WITNESSED

TABLES = "/data"
"""Where the generated tables live."""
_NUMERIC = frozenset({Kind.WHOLE, Kind.RUPIAH, Kind.EXACT})
_DIGITS = 12
"""So much of a hash tells rows apart."""
_SHORT = frozenset({Kind.DATE, Kind.TIME, Kind.MOMENT, Kind.WORD, Kind.FLAG})


@dataclass(frozen=True, slots=True)
class Cell:
    """A value as it is shown, how it is set, and where it leads (table and key)."""

    text: str
    style: str = ""
    leads_to: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a list: its key, how it is called, its cells, and what may be done with it."""

    key: str
    title: str
    cells: tuple[Cell, ...]
    may_edit: bool
    may_delete: bool


class TableView(ReadableIdentifiers, ModelView):
    """One table of the admin; built by :func:`build_view`."""

    tweaks: ClassVar[Tweaks] = Tweaks()
    by_table: ClassVar[Mapping[type[Any], str]] = {}

    can_import = False
    export_types: ClassVar[list[str]] = ["xlsx", "csv"]
    page_size = listing.PAGE_SIZES[0]
    page_size_options = listing.PAGE_SIZES
    list_template = "table/list.html"
    details_template = "table/details.html"
    create_template = "table/form.html"
    edit_template = "table/form.html"

    @property
    def label(self) -> str:
        """One row, in the reader's language."""
        return current_words().field(getattr(self.model, "__label__", self.model.__name__))

    @property
    def plural(self) -> str:
        """Many rows, in the reader's language."""
        return current_words().field(getattr(self.model, "__plural__", self.model.__name__))

    @property
    def listed(self) -> tuple[Face, ...]:
        """The columns of the list."""
        return listing.listed(self.model)

    @property
    def beside_labels(self) -> tuple[str, ...]:
        """The heads of the columns that come from other tables, in the reader's language."""
        return tuple(current_words().field(label) for label in beside.labels(self.model))

    @property
    def heads(self) -> tuple[str, ...]:
        """The heads of all columns of the list, in the reader's language."""
        return (*(self.label_of(found) for found in self.listed), *self.beside_labels)

    @property
    def sortable(self) -> frozenset[str]:
        """The columns by which the list can be sorted."""
        return frozenset(found.key for found in listing.sortable(self.model))

    @property
    def is_searchable(self) -> bool:
        """Whether a search finds anything."""
        return bool(listing.searched(self.model) or listing.searched_targets(self.model))

    @property
    def search_hint(self) -> str:
        """In which columns a search looks."""
        found = (*listing.searched(self.model), *listing.searched_targets(self.model))
        return ", ".join(dict.fromkeys(self.label_of(item) for item in found))

    @property
    def has_regions(self) -> bool:
        """Whether rows belong to regions."""
        return issubclass(self.model, InRegion)

    @property
    def asked(self) -> tuple[Face, ...]:
        """What the form asks for; the region is asked apart."""
        return editable(self.model, hidden=self.tweaks.hidden | WITNESSED | {"region_id"})

    def regions_for(self, request: Request, action: Action) -> frozenset[str]:
        """The regions of whose rows the person may do it."""
        who = request.scope["state"].get("who")
        backend: Any = self._authorization_backend()
        return frozenset(backend.regions(who, self.identity, action)) if who is not None else frozenset()

    def may_import(self, request: Request) -> bool:
        """Whether the person may bring rows in from a file: adding and changing, of rows that can be known again."""
        may_write = self.has_permission(request, Action.CREATE) and self.has_permission(request, Action.EDIT)
        return may_write and bool(natural_keys(self.model))

    def label_of(self, found: Face) -> str:
        """A column's name, in the reader's language."""
        return current_words().field(found.label)

    def filters(self, request: Request) -> tuple[Filter, ...]:
        """The filters of the list with what is chosen; the region only where there is more than one to see."""
        who = request.scope["state"].get("who")
        several = who is None or who.is_national or len(who.regions) > 1
        return tuple(
            item for item in filters(self.model, request.query_params) if several or item.face.key != "region_id"
        )

    def validate_page_number(self, number: str | None, default: int) -> int:
        """A page number; anything else is a wrong address."""
        return page_number(number, default)

    async def list(self, request: Request) -> Pagination:
        """One page of the list, its rows ready to be shown."""
        return await run_in_threadpool(self._page, request)

    def _page(self, request: Request) -> Pagination:
        want = listing.wanted(self.model, request.query_params)
        with self.session_maker() as db:
            statement = listing.narrowed(self.model, want)
            count = db.scalar(listing.counted(self.model, statement)) or 0
            page = min(want.page, Pagination.max_page(count, want.size))
            rows = db.scalars(
                listing.with_references(self.model, listing.sorted_rows(self.model, statement, want), self.listed)
                .limit(want.size)
                .offset((page - 1) * want.size)
            ).all()
            texts = beside.texts(db, self.model, rows)
            lines = [self._line(request, row, texts.get(row.id, ()) if texts else ()) for row in rows]
        return Pagination(rows=lines, page=page, page_size=want.size, count=count)

    def _line(self, request: Request, row: Any, texts: Sequence[str] = ()) -> Line:
        return Line(
            key=key_of(row),
            title=title_of(row),
            cells=(*(self._listed_cell(request, row, found) for found in self.listed), *self._beside(texts)),
            may_edit=self.has_permission(request, Action.EDIT, row),
            may_delete=self.has_permission(request, Action.DELETE, row),
        )

    def _listed_cell(self, request: Request, row: Any, found: Face) -> Cell:
        """The same as on the page of the row, but only the beginning of a hash."""
        cell = self.cell(request, row, found)
        return replace(cell, text=cell.text[:_DIGITS], style="short") if found.is_digest else cell

    def _beside(self, texts: Sequence[str]) -> Iterator[Cell]:
        """The cells beside the columns; empty ones where nothing is known of the row."""
        for place in range(len(self.beside_labels)):
            yield Cell(texts[place] if place < len(texts) else "")

    def cell(self, request: Request, row: Any, found: Face) -> Cell:
        """One value of a row, shown."""
        value = getattr(row, found.key)
        if found.kind is Kind.REFERENCE and value is not None:
            return self._reference(request, row, found, value)
        style = "number" if found.kind in _NUMERIC else "short" if found.kind in _SHORT else ""
        return Cell(show(found, value), style)

    def _reference(self, request: Request, row: Any, found: Face, value: Any) -> Cell:
        target = getattr(row, found.relation) if found.relation else None
        if target is None:
            return Cell(str(value), "muted")
        identity = self.by_table.get(type(target), "")
        backend = self._authorization_backend()
        opens = bool(identity) and backend.has_permission(request, identity, Action.DETAILS, target)
        return Cell(title_of(target), leads_to=(identity, key_of(target)) if opens else None)

    async def count(self, request: Request, stmt: Select[Any] | None = None) -> int:
        """How many rows the address leaves; sqladmin counts over the sorted full rows."""
        statement = listing.narrowed(self.model, listing.wanted(self.model, request.query_params))
        counting = listing.counted(self.model, statement if stmt is None else stmt)
        return await run_in_threadpool(self._scalar, counting)

    def _scalar(self, statement: Select[Any]) -> int:
        with self.session_maker() as db:
            return int(db.scalar(statement) or 0)

    def values(self, request: Request, row: Any) -> Iterator[tuple[str, str, Cell]]:
        """Label, help and value of every column, for the page of one row; the row's session must be open."""
        words = current_words()
        for found in faces(self.model):
            if not found.column.primary_key or found.kind is not Kind.WHOLE:
                yield (
                    self.label_of(found),
                    words.field(found.help) if found.help else "",
                    self.cell(request, row, found),
                )

    def load(self, db: Session, key: str) -> Any | None:
        """The row with this key, with what it points to; None when it is not there for this person."""
        statement = listing.with_references(self.model, by_identifier(self.model, key), faces(self.model))
        return db.scalars(statement).first()

    async def get_object_filepath(self, identifier: str, column_name: str) -> Any:
        """No column is ever a path to a file on this machine."""
        raise HTTPException(404)

    async def scaffold_form(self, rules: Any = None) -> Any:
        """Forms are built from columns, in ``forms.py``; sqladmin's would offer every column and load whole tables."""
        raise HTTPException(404)

    async def export_data(
        self, data: Any, export_type: str = "csv", request: Request | None = None
    ) -> StreamingResponse:
        """Exports are streamed, in ``export.py``; sqladmin's holds every row in memory and lets formulas through."""
        raise HTTPException(404)


def key_of(row: Any) -> str:
    """The key of a row as it stands in an address."""
    return ";".join(str(part) for part in row.__mapper__.primary_key_from_instance(row))


def heading(plural: str) -> str:
    """A table's plural without the "list of" that titles carry: where lists stand side by side it says nothing."""
    short = plural.removeprefix("Daftar ").removeprefix("List of ")
    return short[:1].upper() + short[1:]


def build_view(model: type[Any], tweaks: Tweaks) -> type[TableView]:
    """The view of a table."""
    rule = rule_for(model, tweaks)
    attributes: dict[str, Any] = {
        "__module__": __name__,
        "__doc__": f"The view of {model.__name__}.",
        "tweaks": tweaks,
        "category": getattr(model, "__group__", ""),
        "name": getattr(model, "__label__", model.__name__),
        "name_plural": getattr(model, "__plural__", model.__name__),
        "column_list": [found.key for found in listing.listed(model)],
        "column_details_list": [found.key for found in faces(model)],
        "column_export_list": [found.key for found in faces(model)],
        "form_columns": [found.key for found in editable(model)] or ["id"],
        "can_create": Action.CREATE in rule.possible,
        "can_edit": Action.EDIT in rule.possible,
        "can_delete": Action.DELETE in rule.possible,
    }
    view: Any = ModelViewMeta(f"{model.__name__}View", (TableView,), attributes, model=model)
    view.identity = getattr(model, "__tablename__", view.identity).replace("_", "-")
    made: type[TableView] = view
    return made
