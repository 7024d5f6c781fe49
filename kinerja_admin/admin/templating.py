"""One environment of templates for tables and screens alike, with everything that a page needs at hand."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from sqladmin.templating import Jinja2Templates
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse

from kinerja_admin.admin.columns import show_plain
from kinerja_admin.admin.icons import ICONS
from kinerja_admin.admin.language import current_words

HOUSE = Path(__file__).resolve().parent.parent
STATIC = HOUSE / "static"


@cache
def environment() -> Environment:
    """The environment of all templates, for every application: everything escaped, every unknown name an error."""
    env = Environment(
        loader=FileSystemLoader(HOUSE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.do"],
    )
    env.globals.update({"_": translate, "ngettext": _count, "icon": icon, "static": static, "plain": show_plain})
    env.filters.update(
        {
            "rupiah": lambda amount: current_words().rupiah(amount),
            "number": _number,
            "date": lambda day: current_words().date(day) if isinstance(day, date) else "",
            "moment": lambda moment: show_plain(moment) if isinstance(moment, datetime) else "",
            "period": lambda period: current_words().period(period),
        }
    )
    return env


def translate(msgid: str, **values: Any) -> str:
    """A text in the reader's language; ours fill ``{name}``, the library's ``%(name)s``."""
    text = current_words().say(msgid, **values)
    return text % values if "%(" in text else text


def _count(one: str, many: str, n: int, **values: Any) -> str:
    return current_words().count(one, many, n, **values)


def _number(number: Decimal | int, decimals: int | None = None) -> str:
    return current_words().number(number, decimals)


def icon(name: str) -> Markup:
    """A small picture beside a word; readers of screens skip it."""
    shape = ICONS.get(name, ICONS["file"])
    return Markup(
        '<svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75"'
        ' stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">{}</svg>'
    ).format(Markup(shape))  # noqa: S704 - the shapes stand in our own source


def static(path: str) -> str:
    """The address of an own file with a mark of its content, so that a new release is never read from a cache."""
    return f"/static/{path}?v={_mark(path)}"


@cache
def _mark(path: str) -> str:
    file = STATIC / path
    return hashlib.sha256(file.read_bytes()).hexdigest()[:10] if file.is_file() else "0"


class Templates(Jinja2Templates):
    """What sqladmin renders with: our environment, in a worker thread, with our context."""

    def __init__(self, door: Any) -> None:
        """Render through the door."""
        self.env = door.env
        self.door = door

    async def TemplateResponse(  # type: ignore[override]  # noqa: N802 - sqladmin's name
        self, request: Request, name: str, context: Mapping[str, Any] | None = None, status_code: int = 200
    ) -> HTMLResponse:
        """The rendered page."""
        content = await run_in_threadpool(self.door.render, request, name, dict(context or {}))
        return HTMLResponse(content, status_code)
