"""How a screen that is not a table joins the house: declare it, and the door does the rest.

A module anywhere below ``kinerja_admin/admin/pages/`` that has a ``SCREENS`` tuple is found by itself::

    from kinerja_admin.admin.screens import Screen, current, form, page, redirect, require, session

    def overview(request: Request) -> Response:
        with session(request) as db:                       # reads only the regions of who is signed in
            rows = db.scalars(select(Run)).all()
        return page(request, "pages/runs.html", title=say("Runs"), trail=[(say("Start"), "/")], rows=rows)

    def start(request: Request) -> Response:
        require(request, "policy_admin", region=form(request)["region"])     # raises Forbidden -> a 403 page
        ...
        flash(request, say("The run has started."))
        return redirect(request, "runs")                   # 303, by the screen's name

    SCREENS = (
        Screen("runs", "/perhitungan", overview, title="Runs", group="Pay", icon="calculator", roles=STAFF),
        Screen("runs-start", "/perhitungan/mulai", start, methods=("POST",), roles=frozenset({"policy_admin"})),
    )

What holds for every screen, without a line of its own:

* Nobody signed in: redirected to the sign-in page and back afterwards. None of ``roles`` held in any region: 403.
  A screen without roles is open to nobody; ``EVERYONE`` means everyone who is signed in. The role in *one* region is
  the screen's own question: ``require(request, role, region=…)`` or ``current(request).regions_as(role)``.
* Endpoints are plain functions (run in a worker thread, so that they may block) or coroutines.
* An unsafe method needs the synchroniser token: in a form
  ``<input type="hidden" name="csrf_token" value="{{ csrf_token }}">``, from a script the header ``X-CSRF-Token`` (its
  value: ``kinerja.token()``). Without it: 403. ``form(request)`` is the posted form, ``body(request)`` the raw body,
  both read before the endpoint runs.
* A ``KinerjaError`` becomes a page in the reader's language: NotFound 404, Forbidden 403, Refused 409, Invalid and
  WrongUse 400; anything else is a 500 with an incident number, and no detail. With ``Accept: application/json`` the
  same as JSON.
* The session cookie, security headers, a strict Content-Security-Policy (no inline script, no inline style: use
  ``data-*`` and script files), language and region scope are all set beforehand.
* Titles and groups of the menu are msgids (plain English); they are said in the reader's language when shown. A
  group whose name is that of a group of tables (``Policies``, ``Pay runs``) is joined with it.

Templates extend ``page.html``: blocks ``content`` (required), ``actions`` (buttons right of the title), ``head`` (own
stylesheets), ``scripts`` (own script files, as ``<script src="{{ static('pages/editor.js') }}" defer></script>``).
Every template knows ``_`` and ``ngettext``, ``words`` (numbers, rupiah, dates; also as filters ``rupiah``, ``number``,
``date``, ``moment``, ``period``), ``who`` (the :class:`SignedIn`), ``language``, ``csrf_token``, ``static(path)``,
``url_for(name, **parameters)``, ``table_url(table, pk=None)`` (list or details page of a table) and ``icon(name)``.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from kinerja_admin.admin.language import say
from kinerja_admin.db.session import Session
from kinerja_admin.errors import Forbidden
from kinerja_admin.services.accounts import SignedIn

if TYPE_CHECKING:
    from kinerja_admin.admin.door import Door

__all__ = [
    "EVERYONE",
    "Screen",
    "body",
    "collect_screens",
    "current",
    "door",
    "flash",
    "form",
    "json_body",
    "page",
    "redirect",
    "require",
    "say",
    "session",
]

EVERYONE = frozenset({"*"})
Endpoint = Callable[[Request], Any]


@dataclass(frozen=True, slots=True)
class Screen:
    """One address of the interface: who may open it, and where it stands in the menu (nowhere without a group).

    ``is_shared`` where it shows something to who works for the nation alone, without a region's people.
    """

    name: str
    path: str
    endpoint: Endpoint
    title: str = ""
    group: str = ""
    icon: str = "file"
    roles: frozenset[str] = frozenset()
    methods: tuple[str, ...] = ("GET",)
    order: int = 100
    is_shared: bool = False

    def is_open_to(self, who: SignedIn) -> bool:
        """Whether one of the person's roles, in whatever region, opens the screen."""
        return self.roles == EVERYONE or bool(self.roles & who.roles)


def door(request: Request) -> Door:
    """Everything that the running application shares: settings, session maker, templates, menu."""
    found: Door = request.scope["state"]["door"]
    return found


def current(request: Request) -> SignedIn:
    """Who is signed in; raises Forbidden when nobody is."""
    who: SignedIn | None = request.scope["state"].get("who")
    if who is None:
        raise Forbidden("NOT_SIGNED_IN")
    return who


def require(request: Request, *roles: str, region: str | None = None) -> SignedIn:
    """The person, if one of the roles is held (in the region, when one is named); raises Forbidden otherwise."""
    who = current(request)
    held = who.roles if region is None else who.roles_in(region)
    if held.isdisjoint(roles):
        raise Forbidden("ROLE_MISSING", roles=", ".join(roles), region=region or "")
    return who


@contextmanager
def session(request: Request) -> Iterator[Session]:
    """A database session in the person's own scope, committed by the caller and closed here."""
    with door(request).session_maker() as db:
        yield db


def form(request: Request) -> FormData:
    """The posted form, read before the endpoint began."""
    posted: FormData = request.scope["state"].get("form") or FormData()
    return posted


def body(request: Request) -> bytes:
    """The raw body, read before the endpoint began."""
    raw: bytes = request.scope["state"].get("body") or b""
    return raw


def json_body(request: Request) -> Any:
    """The body as JSON; raises ValueError when it is none."""
    return json.loads(body(request))


def page(request: Request, template: str, *, status_code: int = 200, **context: Any) -> HTMLResponse:
    """A rendered template with everything that ``page.html`` needs."""
    return HTMLResponse(door(request).render(request, template, context), status_code=status_code)


def redirect(request: Request, name: str, *, query: dict[str, Any] | None = None, **parameters: Any) -> Response:
    """On to another screen, by its name, with GET (303)."""
    url = str(request.url_for(name, **parameters).path)
    return RedirectResponse(f"{url}?{urlencode(query, doseq=True)}" if query else url, status_code=303)


def flash(request: Request, text: str, level: str = "success") -> None:
    """Say something once, on the next page: level success, info, warning or danger."""
    waiting = [*request.session.get("_messages", []), {"message": text, "category": level}]
    request.session["_messages"] = waiting  # assigned anew, so that the cookie is written


def collect_screens(package: str = "kinerja_admin.admin.pages") -> tuple[Screen, ...]:
    """Every screen declared in the package's modules, in the order of the menu; names and addresses occur once."""
    try:
        root = importlib.import_module(package)
    except ModuleNotFoundError as missing:
        if missing.name != package:
            raise
        return ()
    found: list[Screen] = list(getattr(root, "SCREENS", ()))
    for module in pkgutil.walk_packages(root.__path__, f"{package}."):
        found.extend(getattr(importlib.import_module(module.name), "SCREENS", ()))
    _refuse_doubles(found)
    return tuple(sorted(found, key=lambda screen: (screen.order, screen.name)))


def _refuse_doubles(screens: list[Screen]) -> None:
    """Two screens of one name would share one grant and one address (sqladmin's custom pages do)."""
    names = [screen.name for screen in screens]
    places = [f"{method} {screen.path}" for screen in screens for method in screen.methods]
    for kind, values in (("name", names), ("address", places)):
        doubles = {value for value in values if values.count(value) > 1}
        if doubles:
            raise ValueError(f"screens share a {kind}: {', '.join(sorted(doubles))}")
