"""The one session cookie: signed, unreadable to scripts, tied to the host; it holds a random number, never a role."""

from __future__ import annotations

from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware

LONGEST_SECONDS = 12 * 60 * 60
"""A working day: after that the cookie is void, whatever the server remembers."""


def cookie_name(*, is_https: bool) -> str:
    """With https the browser itself enforces Secure, the host and the path (``__Host-``)."""
    return "__Host-kinerja" if is_https else "kinerja"


def session_cookie(secret_key: str, *, is_https: bool) -> Middleware:
    """The middleware of the outer application; sqladmin's own, without Secure and valid for 14 days, is not used."""
    return Middleware(
        SessionMiddleware,
        secret_key=secret_key,
        session_cookie=cookie_name(is_https=is_https),
        max_age=LONGEST_SECONDS,
        same_site="lax",
        https_only=is_https,
    )
