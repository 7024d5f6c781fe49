"""Who may do what in the life of a version, and who may read one that is not decided yet."""

from __future__ import annotations

from sqlalchemy import select

from kinerja_admin.db.session import Session
from kinerja_admin.engine.policy import PolicyId
from kinerja_admin.errors import Forbidden, NotFound
from kinerja_admin.models.policy_author import PolicyAuthor
from kinerja_admin.models.policy_file import PolicyFile
from kinerja_admin.services.accounts import POLICY_STAFF, SignedIn
from kinerja_admin.services.registry.shelf import OPEN

WRITER = "policy_admin"
APPROVER = "policy_approver"
DRAFT_READERS = frozenset(POLICY_STAFF)


def require(who: SignedIn, region: str, *roles: str) -> None:
    """Raise Forbidden unless one of the roles is held in the region."""
    if who.roles_in(region).isdisjoint(roles):
        raise Forbidden("ROLE_MISSING", roles=", ".join(roles), region=region)


def may_read(who: SignedIn, row: PolicyFile) -> bool:
    """Decided versions are public; what is not decided yet belongs to the region's policy staff."""
    return row.status not in OPEN or not DRAFT_READERS.isdisjoint(who.roles_in(row.region_id))


def find_version(session: Session, who: SignedIn, version_id: int, *, for_change: bool = False) -> PolicyFile:
    """A version by its number; raises NotFound where there is none that this person may read.

    ``for_change`` holds the row until the transaction ends, so that two people cannot take a step at once.
    """
    query = select(PolicyFile).where(PolicyFile.id == version_id)
    if for_change:
        query = query.with_for_update().execution_options(populate_existing=True)
    row = session.scalar(query)
    if row is None or not may_read(who, row):
        raise NotFound("POLICY_UNKNOWN")
    return row


def authors_of(session: Session, row: PolicyFile) -> tuple[int, ...]:
    """The accounts that wrote in a version."""
    found = session.scalars(select(PolicyAuthor.account_id).where(PolicyAuthor.policy_file_id == row.id))
    return tuple(found)


def is_author(session: Session, row: PolicyFile, who: SignedIn) -> bool:
    """Whether the person wrote any of it."""
    return who.account_id in authors_of(session, row)


def find_named(session: Session, who: SignedIn, name: PolicyId, *, for_change: bool = False) -> PolicyFile:
    """A version by region, policy and version; raises NotFound as :func:`find_version` does."""
    number = session.scalar(
        select(PolicyFile.id).where(
            PolicyFile.region_id == name.region,
            PolicyFile.policy == name.policy,
            PolicyFile.version == name.version,
        )
    )
    return find_version(session, who, number or 0, for_change=for_change)
