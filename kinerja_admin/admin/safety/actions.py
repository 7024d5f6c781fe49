"""Actions change things, so they are posted: sqladmin runs them on GET, where any link or picture can trigger them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

_KEEPS_METHOD = frozenset({HTTPStatus.TEMPORARY_REDIRECT, HTTPStatus.PERMANENT_REDIRECT})


class ActionsByPost:
    """Mixin of the admin: every action route answers POST alone, and its redirect is a 303."""

    admin: Any

    def _handle_action_decorated_func(self, func: Any, view: Any, view_instance: Any) -> None:
        if not hasattr(func, "_action"):
            return
        super()._handle_action_decorated_func(func, view, view_instance)  # type: ignore[misc]
        route = self.admin.router.routes.pop()
        self.admin.router.routes.append(
            Route(route.path, _see_other(route.endpoint), methods=["POST"], name=route.name)
        )


def _see_other(endpoint: Callable[[Request], Any]) -> Callable[[Request], Any]:
    """A redirect that kept the method would post to a page that is only read."""

    @wraps(endpoint)
    async def posted(request: Request) -> Response:
        response: Response = await endpoint(request)
        if isinstance(response, RedirectResponse) and response.status_code in _KEEPS_METHOD:
            response.status_code = HTTPStatus.SEE_OTHER
        return response

    return posted
