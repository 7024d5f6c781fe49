"""The addresses of versions: region, policy and version as people write them, and the way from there to the row."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request

from kinerja_admin.admin.language import say
from kinerja_admin.admin.screens import current
from kinerja_admin.db.session import Session
from kinerja_admin.engine.policy import PolicyId, parse_policy_id
from kinerja_admin.errors import NotFound
from kinerja_admin.models.policy_file import PolicyFile
from kinerja_admin.services import registry

POLICIES = "/p/kebijakan"
VERSION = POLICIES + "/{region}/{policy}/{version}"


def named(request: Request) -> PolicyId:
    """The version that the address names."""
    given = request.path_params
    return PolicyId(str(given["region"]), str(given["policy"]), str(given["version"]))


def asked(request: Request, db: Session, *, for_change: bool = False) -> PolicyFile:
    """The version that the address names, if the reader may see it; NotFound otherwise."""
    return registry.find_named(db, current(request), named(request), for_change=for_change)


def parts(row: PolicyFile | PolicyId) -> dict[str, Any]:
    """What the address of a version is made of."""
    one = row if isinstance(row, PolicyId) else registry.id_of(row)
    return {"region": one.region, "policy": one.policy, "version": one.version}


def written(text: str) -> PolicyId:
    """A version that a form or a query names as ``serang/tpp@2026.1``."""
    found = parse_policy_id(text.strip())
    if found is None:
        raise NotFound("POLICY_UNKNOWN")
    return found


def trail(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    """The way here from the list of policies."""
    return [(say("Policies"), POLICIES), *steps]


def place_of(row: PolicyFile) -> str:
    """The address of a version's page."""
    return VERSION.format(**parts(row))
