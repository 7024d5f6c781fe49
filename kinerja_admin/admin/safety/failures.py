"""What people read when something goes wrong: words and a number to ask about, never SQL, values or a stack trace."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from sqlalchemy.exc import NoResultFound
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kinerja_admin.admin.language import current_words, say
from kinerja_admin.errors import Forbidden, Invalid, KinerjaError, NotFound, Refused, WrongUse
from kinerja_admin.locale import mark

log = logging.getLogger(__name__)

STATUS: Mapping[type[KinerjaError], HTTPStatus] = {
    NotFound: HTTPStatus.NOT_FOUND,
    Forbidden: HTTPStatus.FORBIDDEN,
    Refused: HTTPStatus.CONFLICT,
    Invalid: HTTPStatus.BAD_REQUEST,
    WrongUse: HTTPStatus.BAD_REQUEST,
}
"""The one table from exceptions to HTTP."""

_SAID: Mapping[int, tuple[str, str]] = {
    HTTPStatus.BAD_REQUEST: (
        mark("This address cannot be read"),
        mark("Part of the address is not what it should be."),
    ),
    HTTPStatus.FORBIDDEN: (
        mark("You may not open this"),
        mark("Your roles do not include it. Ask your administrator if you need it."),
    ),
    HTTPStatus.NOT_FOUND: (
        mark("Nothing here"),
        mark("The page or record does not exist, or belongs to another region."),
    ),
    HTTPStatus.METHOD_NOT_ALLOWED: (
        mark("This address cannot be opened like this"),
        mark("Use the buttons of the page it belongs to."),
    ),
    HTTPStatus.CONFLICT: (mark("This is not possible now"), ""),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: (mark("The file is too large"), ""),
    HTTPStatus.TOO_MANY_REQUESTS: (mark("Too many attempts"), mark("Wait a moment and try again.")),
    HTTPStatus.INTERNAL_SERVER_ERROR: (
        mark("Something went wrong here"),
        mark("It is not your fault, and nothing was saved. Please report this number:"),
    ),
}


def incident(error: BaseException) -> str:
    """Log an unexpected error in full under a new number, and return the number."""
    number = secrets.token_hex(4).upper()
    log.error("incident %s: %s", number, type(error).__name__, exc_info=error)
    return number


def status_of(error: KinerjaError) -> int:
    """The HTTP status of an exception raised on purpose."""
    return next((int(status) for kind, status in STATUS.items() if isinstance(error, kind)), 500)


def failure(request: Request, error: BaseException) -> Response:
    """The page (or JSON) that tells of an error."""
    if isinstance(error, HTTPException):
        return _answer(request, error.status_code, *_said(error.status_code), headers=error.headers)
    if isinstance(error, KinerjaError) and status_of(error) < HTTPStatus.INTERNAL_SERVER_ERROR:
        text = current_words().problem(error.as_problem())
        title = _said(status_of(error))[0]
        return _answer(request, status_of(error), title, f"{text.message} {text.hint}".strip())
    if isinstance(error, NoResultFound):  # a row that is not there, or not for this person
        return _answer(request, 404, *_said(404))
    number = incident(error)
    return _answer(request, 500, *_said(500), incident=number)


def _said(status: int) -> tuple[str, str]:
    title, text = _SAID.get(status, _SAID[400 if status < HTTPStatus.INTERNAL_SERVER_ERROR else 500])
    return say(title), say(text) if text else ""


def _answer(
    request: Request,
    status: int,
    title: str,
    text: str,
    *,
    incident: str = "",
    headers: Mapping[str, str] | None = None,
) -> Response:
    if "application/json" in request.headers.get("accept", ""):
        content: dict[str, Any] = {"status": status, "title": title, "message": text}
        return JSONResponse(content | ({"incident": incident} if incident else {}), status, dict(headers or {}))
    door = request.scope["state"].get("door")
    if door is None:
        return HTMLResponse(title, status, dict(headers or {}))
    context = {"status": status, "title": title, "text": text, "incident": incident}
    return HTMLResponse(door.render(request, "failure.html", context), status, dict(headers or {}))


class Failures:
    """Middleware that turns whatever escapes into an answer; a response already begun is only logged and cut off."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = False

        async def watch(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, watch)
        except Exception as error:
            if begun:
                incident(error)
                raise
            await failure(Request(scope, receive), error)(scope, receive, send)
