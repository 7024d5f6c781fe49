"""The synchroniser token: a form is only heard when it was made by a page of this very session."""

from __future__ import annotations

import secrets

from starlette.requests import Request

from kinerja_admin.errors import Forbidden

FIELD = "csrf_token"
HEADER = "X-CSRF-Token"
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


def csrf_token(request: Request) -> str:
    """The session's token, made when the first form is shown."""
    token: str | None = request.session.get(FIELD)
    if token is None:
        token = request.session[FIELD] = secrets.token_urlsafe(32)
    return token


async def require_token(request: Request) -> None:
    """Read the body, keep it for the endpoint, and refuse it without the session's token."""
    state = request.scope["state"]
    given = request.headers.get(HEADER, "")
    if request.headers.get("content-type", "").startswith(_FORMS):
        state["form"] = await request.form()
        posted = state["form"].get(FIELD)
        given = given or (posted if isinstance(posted, str) else "")
    else:
        state["body"] = await request.body()
    expected = request.session.get(FIELD, "")
    if not expected or not secrets.compare_digest(expected.encode(), given.encode()):
        raise Forbidden("FORM_EXPIRED")
