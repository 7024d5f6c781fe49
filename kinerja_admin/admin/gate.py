"""Everybody passes here: nobody enters without a sign-in, and nothing is posted without the session's token."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable
from functools import wraps
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from sqladmin.authentication import AuthenticationBackend
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from kinerja_admin.admin.safety.form_token import require_token
from kinerja_admin.admin.safety.origin import SAFE_METHODS
from kinerja_admin.admin.screens import Screen, current
from kinerja_admin.errors import Forbidden
from kinerja_admin.services.accounts import SignedIn

SIGN_IN = "/masuk"
SIGN_OUT = "/keluar"
LANGUAGE = "/bahasa"
PASSWORD = "/p/kata-sandi"  # noqa: S105 - an address
_BEFORE_CHANGE = frozenset({PASSWORD, SIGN_IN, SIGN_OUT, LANGUAGE})
"""All that opens to somebody whose password another person made."""


class Gate(AuthenticationBackend):
    """sqladmin's question "who is this": answered from what the outer application found out."""

    def __init__(self) -> None:
        """Bring no middleware: the one session cookie belongs to the outer application."""
        self.middlewares = []

    async def login(self, request: Request) -> bool:
        """Signing in has its own page."""
        return False

    async def logout(self, request: Request) -> bool:
        """Signing out has its own page."""
        return False

    async def authenticate(self, request: Request) -> Response | bool:
        """Let in who is signed in; whoever posts must hold the token."""
        refusal = ask_to_sign_in(request)
        if refusal is not None:
            return refusal
        if request.method not in SAFE_METHODS:
            await require_token(request)
        return True

    async def get_user_id(self, request: Request) -> int:
        """The account's number."""
        return current(request).account_id


def ask_to_sign_in(request: Request) -> Response | None:
    """The way to the sign-in page and back here; None when somebody is signed in."""
    if request.scope["state"].get("who") is not None:
        return None
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse({"status": 401, "title": "Unauthorized"}, HTTPStatus.UNAUTHORIZED)
    if request.method not in SAFE_METHODS:
        return RedirectResponse(SIGN_IN, HTTPStatus.SEE_OTHER)
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"{SIGN_IN}?next={quote(here, safe='/')}" if here != "/" else SIGN_IN, HTTPStatus.SEE_OTHER)


def ask_to_change_password(request: Request) -> Response | None:
    """The way to choose an own password; None when that is done, or this is the way. Raises Forbidden for scripts."""
    who: SignedIn | None = request.scope["state"].get("who")
    if who is None or not who.must_change_password or request.url.path in _BEFORE_CHANGE:
        return None
    if "application/json" in request.headers.get("accept", ""):
        raise Forbidden("PASSWORD_GIVEN")
    return RedirectResponse(PASSWORD, HTTPStatus.SEE_OTHER)


def guarded(screen: Screen) -> Callable[[Request], Awaitable[Response]]:
    """A screen's endpoint behind the gate."""

    @wraps(screen.endpoint)
    async def endpoint(request: Request) -> Response:
        refusal = ask_to_sign_in(request)
        if refusal is not None:
            return refusal
        if not screen.is_open_to(current(request)):
            raise Forbidden("ROLE_MISSING", roles=", ".join(sorted(screen.roles)), region="")
        try:
            if request.method not in SAFE_METHODS:
                await require_token(request)
            return await answer(screen.endpoint, request)
        finally:
            posted: FormData | None = request.scope["state"].get("form")
            if posted is not None:
                await posted.close()  # uploads lie in temporary files

    return endpoint


async def answer(endpoint: Callable[[Request], Any], request: Request) -> Response:
    """Call an endpoint; a plain function runs in a worker thread, so that it may block."""
    if inspect.iscoroutinefunction(endpoint):
        response: Response = await endpoint(request)
        return response
    return await run_in_threadpool(endpoint, request)
