"""Which of sqladmin's addresses exist here.

Left out: file download and preview (they serve any file under the working directory to whoever can write a path into
a text column), its own sign-in, the sign-out by GET, and its import. What remains is listed, so that a new address of
a later sqladmin stays shut until somebody has looked at it.
"""

from __future__ import annotations

from collections.abc import Iterable

from starlette.routing import BaseRoute, Mount, Route

OFFERED = frozenset({"index", "list", "details", "delete", "create", "edit", "export", "ajax_lookup"})


def kept_routes(routes: Iterable[BaseRoute]) -> list[BaseRoute]:
    """The routes that are kept."""
    return [route for route in routes if isinstance(route, Route | Mount) and route.name in OFFERED]
