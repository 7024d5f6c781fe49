"""Finds out who asks, in which language, and sets the scope in which the request may see anything at all."""

from __future__ import annotations

import secrets

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection, Request
from starlette.types import ASGIApp, Receive, Scope, Send

from kinerja_admin.admin.door import Door
from kinerja_admin.admin.gate import ask_to_change_password
from kinerja_admin.admin.language import COOKIE, speak
from kinerja_admin.db.scope import NOBODY, act_as

_FILES = "/static/"


class Identify:
    """Middleware inside the session cookie's: puts ``door`` and ``who`` into the request's state."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        """Remember what the pages share."""
        self.app = app
        self.door = door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or scope["path"].startswith(_FILES):
            await self.app(scope, receive, send)
            return
        state = scope.setdefault("state", {})
        state["door"] = self.door
        state["request_id"] = secrets.token_hex(8)
        sid = scope["session"].get("sid")
        who = await run_in_threadpool(self.door.accounts.resume, sid) if sid else None
        state["who"] = who
        act_as(who.scope(state["request_id"]) if who is not None else NOBODY)
        speak(HTTPConnection(scope).cookies.get(COOKIE) or (who.language if who is not None else None))
        await (ask_to_change_password(Request(scope)) or self.app)(scope, receive, send)
