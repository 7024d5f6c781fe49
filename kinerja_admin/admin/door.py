"""The door: sqladmin with its holes closed, all tables and screens behind one gate, one menu, one look."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from inspect import isfunction, unwrap
from typing import Any

from jinja2 import Environment
from sqladmin import Admin
from sqladmin.templating import Jinja2Templates
from sqlalchemy.orm import sessionmaker
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.routing import Route

from kinerja_admin.admin.auto_view import TABLES, TableView, build_view
from kinerja_admin.admin.columns import title_of
from kinerja_admin.admin.filters import Filter
from kinerja_admin.admin.forms import offered, seen_target
from kinerja_admin.admin.gate import Gate, guarded
from kinerja_admin.admin.language import current_language, current_words, say
from kinerja_admin.admin.listing import COUNT_LIMIT
from kinerja_admin.admin.menu import Group, menu
from kinerja_admin.admin.rows import RowPages
from kinerja_admin.admin.safety.actions import ActionsByPost
from kinerja_admin.admin.safety.failures import Failures, failure
from kinerja_admin.admin.safety.form_token import csrf_token
from kinerja_admin.admin.safety.permissions import TablePermissions
from kinerja_admin.admin.safety.routes import kept_routes
from kinerja_admin.admin.screens import Screen
from kinerja_admin.admin.templating import Templates, environment
from kinerja_admin.admin.tweaks import Tweaks, rule_for
from kinerja_admin.db.session import Session
from kinerja_admin.models.base import AccountOwned
from kinerja_admin.models.words import PERAN
from kinerja_admin.services.accounts import Accounts, SignedIn
from kinerja_admin.settings import Settings


@dataclass(slots=True)
class Door:
    """Everything that the pages of one running application share."""

    settings: Settings
    session_maker: sessionmaker[Session]
    accounts: Accounts
    screens: tuple[Screen, ...] = ()
    env: Environment = field(default_factory=environment)
    tables: tuple[TableView, ...] = ()

    def menu(self, request: Request, who: SignedIn) -> tuple[Group, ...]:
        """The menu of a person; nothing for who has to choose a password first."""
        return () if who.must_change_password else menu(request, who, self.screens, self.tables)

    def view_of(self, table: str) -> TableView | None:
        """The view of a table, by the table's name."""
        return next((view for view in self.tables if view.model.__tablename__ == table), None)

    def region_names(self, who: SignedIn) -> str:
        """Where the person works, for the head of the page."""
        return ", ".join(who.region_names.get(region, region) for region in who.regions)

    def role_names(self, who: SignedIn) -> tuple[str, ...]:
        """What the person is, in the reader's language."""
        return tuple(current_words().field(PERAN[role]) for role in who.roles_in_order)

    def offered(self, item: Filter) -> list[tuple[str, str]] | None:
        """The rows among which a filter chooses; None when there are too many to list."""
        with self.session_maker() as db:
            return offered(db, item.face)

    def chosen_text(self, item: Filter) -> str:
        """What a filter lets through, in a few words."""
        if item.face.target is None or not item.chosen:
            return item.summary
        with self.session_maker() as db:
            rows = (seen_target(db, item.face, key) for key in item.chosen)
            return ", ".join(title_of(row) if row is not None else "?" for row in rows)

    def count_text(self, count: int) -> str:
        """How many rows; beyond the limit only that there are more."""
        most = current_words().number(COUNT_LIMIT)
        return say("more than {n}", n=most) if count > COUNT_LIMIT else current_words().number(count)

    def render(self, request: Request, template: str, context: Mapping[str, Any]) -> str:
        """A page as text."""
        return self.env.get_template(template).render(self.standing(request) | dict(context))

    def standing(self, request: Request) -> dict[str, Any]:
        """What every template knows."""
        who: SignedIn | None = request.scope["state"].get("who")

        def url_for(name: str, **parameters: Any) -> str:
            return str(request.url_for(name, **parameters).path)

        def table_url(table: str | type[Any], pk: Any = None) -> str:
            name = table if isinstance(table, str) else table.__tablename__
            identity = name.replace("_", "-")
            if pk is None:
                return f"{TABLES}/{identity}/list"
            return url_for("admin:details", identity=identity, pk=str(pk))

        return {
            "request": request,
            "door": self,
            "who": who,
            "menu": self.menu(request, who) if who is not None else (),
            "language": current_language(),
            "words": current_words(),
            "csrf_token": csrf_token(request) if "session" in request.scope else "",
            "messages": request.session.pop("_messages", []) if "session" in request.scope else [],
            "url_for": url_for,
            "table_url": table_url,
            "title": "",
            "trail": (),
            "alert": "",
        }


class SafeAdmin(ActionsByPost, RowPages, Admin):
    """sqladmin as it is used here; what it lacks stands in ``safety`` and in :class:`RowPages`."""

    def __init__(self, app: Starlette, door: Door) -> None:
        """Mount the tables below :data:`TABLES`, behind the gate, denying by default."""
        self.door = door
        self.permissions = TablePermissions()
        super().__init__(
            app,
            session_maker=door.session_maker,
            base_url=TABLES,
            title="Kinerja",
            middlewares=[Middleware(Failures)],
            authentication_backend=Gate(),
            authorization_backend=self.permissions,
        )
        self.admin.router.routes = [*kept_routes(self.admin.router.routes), *self.row_routes()]
        self.admin.exception_handlers = {HTTPException: failure}

    def init_templating_engine(self) -> Jinja2Templates:
        """Our own environment instead of sqladmin's."""
        return Templates(self.door)

    @staticmethod
    def _find_decorated_funcs(view: type[Any], view_instance: Any, handle_fn: Callable[..., None]) -> None:
        """What a decorator marked, the last first; sqladmin asks every method of every table what it is."""
        known = {name: one for base in reversed(view.__mro__) for name, one in vars(base).items() if isfunction(one)}
        marked = [name for name, one in known.items() if hasattr(one, "_action") or hasattr(one, "_exposed")]
        for name in sorted(marked, key=lambda name: unwrap(known[name]).__code__.co_firstlineno, reverse=True):
            handle_fn(getattr(view_instance, name), view, view_instance)

    def add_table(self, model: type[Any], tweaks: Tweaks) -> None:
        """Show a table, by its rule."""
        view = build_view(model, tweaks)
        self.permissions.rules[view.identity] = rule_for(model, tweaks)
        self.add_model_view(view)


def hang(app: Starlette, door: Door, models: Sequence[type[Any]], tweaks: Mapping[str, Tweaks]) -> SafeAdmin:
    """Mount every table and every screen on the application; the door knows them afterwards."""
    for screen in door.screens:
        app.router.routes.append(Route(screen.path, guarded(screen), name=screen.name, methods=list(screen.methods)))
    admin = SafeAdmin(app, door)
    for model in models:
        if not issubclass(model, AccountOwned):
            admin.add_table(model, tweaks.get(model.__tablename__, Tweaks()))
    door.tables = tuple(view for view in admin.views if isinstance(view, TableView))
    TableView.by_table = {view.model: view.identity for view in door.tables}
    return admin
