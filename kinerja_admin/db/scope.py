"""On whose behalf the program acts, and which regions that person may see; nobody and none unless said."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import Enum
from typing import Final


class Everywhere(Enum):
    """The one value that stands for every region and for what belongs to none."""

    ALL = "all"


ALL: Final = Everywhere.ALL


@dataclass(frozen=True, slots=True)
class Scope:
    """Who acts, for the audit, and where, for the session.

    Attributes:
        actor: name for the audit, usually the account name.
        account_id: the account, where there is one; its own rows are visible to it.
        regions: codes of the regions whose rows are visible, or ALL.
        drafts: codes of the regions whose unpublished policies are visible; None for those of the regions.
        request_id: ties the changes of one request together.
        reason: why, where the person was asked.
        kept: codes of the regions whose confidential records are visible; None for those of the regions.
        pegawai_id: the employee who the account is, from whom what others said in confidence stays hidden.
    """

    actor: str
    account_id: int | None = None
    regions: tuple[str, ...] | Everywhere = ()
    request_id: str = ""
    reason: str = ""
    drafts: tuple[str, ...] | None = None
    kept: tuple[str, ...] | None = None
    pegawai_id: int | None = None

    @property
    def drafted(self) -> tuple[str, ...]:
        """The regions whose unpublished policies are within reach, where that is not all of them."""
        if self.drafts is not None:
            return self.drafts
        return () if isinstance(self.regions, Everywhere) else self.regions

    @property
    def kept_in(self) -> tuple[str, ...]:
        """The regions whose confidential records are within reach, where that is not all of them."""
        if self.kept is not None:
            return self.kept
        return () if isinstance(self.regions, Everywhere) else self.regions

    @property
    def sees_all(self) -> bool:
        """Whether nothing is hidden: national administrators and the system itself."""
        return self.regions is ALL

    def includes(self, region: str | None) -> bool:
        """Whether rows of that region (None: of no region) are within reach."""
        return isinstance(self.regions, Everywhere) or (region is not None and region in self.regions)

    @property
    def only_region(self) -> str | None:
        """The region, if it is exactly one."""
        if isinstance(self.regions, Everywhere) or len(self.regions) != 1:
            return None
        return self.regions[0]


NOBODY: Final = Scope("nobody")

_current: ContextVar[Scope] = ContextVar("kinerja_scope", default=NOBODY)


def current() -> Scope:
    """The scope in which the running code acts."""
    return _current.get()


def act_as(scope: Scope) -> None:
    """Act so from here to the end of this task, as a request does once its person is known."""
    _current.set(scope)


@contextmanager
def acting_as(scope: Scope) -> Iterator[Scope]:
    """Act so inside the block."""
    token = _current.set(scope)
    try:
        yield scope
    finally:
        _current.reset(token)


def system(actor: str = "system", *, request_id: str = "", reason: str = "") -> Scope:
    """The program's own scope, for sign-in, seeding, workers and the command line: it sees everything."""
    return Scope(actor, None, ALL, request_id, reason)
