"""No request from another site may change anything: the browser itself says where a request comes from.

sqladmin accepts a form posted from anywhere; SameSite=Lax stops other sites but not a sibling host of the same domain.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from starlette.datastructures import URL, Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from kinerja_admin.admin.language import COOKIE, speak
from kinerja_admin.admin.safety.failures import failure
from kinerja_admin.errors import Forbidden

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
_OWN = frozenset({"same-origin", "none"})


class OriginCheck:
    """Refuses unsafe methods whose Sec-Fetch-Site or Origin names another site."""

    def __init__(self, app: ASGIApp, origins: Collection[str] = (), door: Any = None) -> None:
        """Remember the public origins (without any, the origin is that of the trusted host) and who makes pages."""
        self.app = app
        self.door = door
        self.origins = frozenset(origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "http" and scope["method"] not in SAFE_METHODS and not self._is_own(scope):
            await self._refuse(scope)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _refuse(self, scope: Scope) -> ASGIApp:
        """A page for nobody in particular: who asks is found out further inside, where this request never comes."""
        scope.setdefault("state", {})["door"] = self.door
        request = Request(scope)
        speak(request.cookies.get(COOKIE))
        return failure(request, Forbidden("CROSS_SITE"))

    def _is_own(self, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        site = headers.get("sec-fetch-site")
        origin = headers.get("origin")
        if site is not None and site not in _OWN:
            return False
        if origin is not None:
            return origin in self.origins or (not self.origins and origin == _origin_of(scope))
        # Neither header: no browser of the last years. Without a cookie it carries nobody's authority.
        return site is not None or "cookie" not in headers


def _origin_of(scope: Scope) -> str:
    url = URL(scope=scope)
    return f"{url.scheme}://{url.netloc}"
