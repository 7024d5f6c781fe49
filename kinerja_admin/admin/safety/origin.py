"""No request from another site may change anything: the browser itself says where a request comes from.

sqladmin accepts a form posted from anywhere; SameSite=Lax stops other sites but not a sibling host of the same domain.
"""

from __future__ import annotations

from collections.abc import Collection
from http import HTTPStatus

from starlette.datastructures import URL, Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
_OWN = frozenset({"same-origin", "none"})


class OriginCheck:
    """Refuses unsafe methods whose Sec-Fetch-Site or Origin names another site."""

    def __init__(self, app: ASGIApp, origins: Collection[str] = ()) -> None:
        """Remember the public origins; without any, the origin is that of the (trusted) host."""
        self.app = app
        self.origins = frozenset(origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "http" and scope["method"] not in SAFE_METHODS and not self._is_own(scope):
            refusal = PlainTextResponse("Cross-site request refused.", status_code=HTTPStatus.FORBIDDEN)
            await refusal(scope, receive, send)
            return
        await self.app(scope, receive, send)

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
