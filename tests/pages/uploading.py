"""Files as people hand them in on the pages of imports."""

from __future__ import annotations

from typing import Any

from tests.pages.conftest import ORIGIN, Visit


def upload(
    visit: Visit, content: str | bytes, path: str = "/p/impor/cuti", name: str = "cuti.csv", **fields: str
) -> Any:
    """Hand a file in as the page of an import does."""
    body = content.encode() if isinstance(content, str) else content
    return visit.post(
        path, data={**fields, "csrf_token": visit.token()}, files={"file": (name, body)}, headers=ORIGIN
    )  # fmt: skip
