"""The registry as a shelf: what the reader of policies asks for, answered from the database."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any

from sqlalchemy import func, or_, select

from kinerja_admin.db.session import Session
from kinerja_admin.engine import catalog
from kinerja_admin.engine.catalog import EmptyShelf
from kinerja_admin.engine.policy import PolicyId
from kinerja_admin.engine.reader.load import Loaded, Loader
from kinerja_admin.errors import Problem
from kinerja_admin.models.policy_file import PolicyFile
from kinerja_admin.models.words import KEBIJAKAN_TERBIT, STATUS_KEBIJAKAN
from kinerja_admin.services.sources import catalogue

OPEN = tuple(status for status in STATUS_KEBIJAKAN if status not in KEBIJAKAN_TERBIT)
"""Not published yet: seen by the policy staff of the region alone, as the session sees to."""

RUNNING = ("effective", "superseded")
"""What speaks about its months; which of them about which month, their dates say."""

_MOST_KEPT = 64
_MOST_READERS = 4


@dataclass(frozen=True, slots=True)
class RegistryShelf:
    """Versions in the database: what is decided, and what is not yet in the one region that works on it."""

    session: Session
    region: str = ""

    def read(self, policy_id: PolicyId) -> catalog.PolicyFile | None:
        """One version, if it is there; a withdrawn one too, for results of its time."""
        row = self._find(policy_id)
        return as_file(row) if row is not None else None

    def versions(self, region: str, policy: str) -> tuple[PolicyId, ...]:
        """Every version of a policy that can still be taken, in the order of their names."""
        rows = self.session.execute(
            select(PolicyFile.version).where(
                PolicyFile.region_id == region,
                PolicyFile.policy == policy,
                PolicyFile.status != "withdrawn",
                self._is_open_to(),
            )
        )
        return tuple(sorted(PolicyId(region, policy, version) for (version,) in rows))

    def policies(self) -> tuple[PolicyId, ...]:
        """Every version of every policy."""
        rows = self.session.execute(
            select(PolicyFile.region_id, PolicyFile.policy, PolicyFile.version).where(self._is_open_to())
        )
        return tuple(sorted(PolicyId(*row) for row in rows))

    def _find(self, policy_id: PolicyId) -> PolicyFile | None:
        return self.session.scalar(
            select(PolicyFile).where(
                PolicyFile.region_id == policy_id.region,
                PolicyFile.policy == policy_id.policy,
                PolicyFile.version == policy_id.version,
                self._is_open_to(),
            )
        )

    def _is_open_to(self) -> Any:
        return or_(PolicyFile.status.not_in(OPEN), PolicyFile.region_id == self.region)


def id_of(row: PolicyFile) -> PolicyId:
    """Region, policy and version of a row."""
    return PolicyId(row.region_id, row.policy, row.version)


def as_file(row: PolicyFile) -> catalog.PolicyFile:
    """A row as the reader takes it."""
    return catalog.PolicyFile(row.text, str(row), dict(row.tables), id_of(row))


class _Desk:
    """The versions read last, and one reader for each state of the registry, so that a provider is read once.

    A change anywhere in the registry makes a new key, so nothing here is ever stale. A reader works for one thread at
    a time.
    """

    def __init__(self) -> None:
        self.loaded: OrderedDict[tuple[Any, ...], Loaded] = OrderedDict()
        self.readers: OrderedDict[tuple[Any, ...], tuple[Loader, Lock]] = OrderedDict()
        self.lock = Lock()

    def get(self, key: tuple[Any, ...]) -> Loaded | None:
        with self.lock:
            found = self.loaded.get(key)
            if found is not None:
                self.loaded.move_to_end(key)
            return found

    def put(self, key: tuple[Any, ...], loaded: Loaded) -> None:
        with self.lock:
            self.loaded[key] = loaded
            while len(self.loaded) > _MOST_KEPT:
                self.loaded.popitem(last=False)

    @contextmanager
    def reader(self, key: tuple[Any, ...], shelf: RegistryShelf) -> Iterator[Loader]:
        """The reader of one state of the registry, looking through the caller's session while it is lent."""
        with self.lock:
            loader, busy = self.readers.setdefault(key, (Loader(sources=catalogue(), bound=True), Lock()))
            self.readers.move_to_end(key)
            while len(self.readers) > _MOST_READERS:
                self.readers.popitem(last=False)
        with busy:
            loader.shelf = shelf
            try:
                yield loader
            finally:
                loader.shelf = EmptyShelf()
                loader.under_way.clear()


_desk = _Desk()


def load_version(session: Session, row: PolicyFile) -> Loaded:
    """A version of the registry with its findings, bound to the catalogue of sources."""
    return _load(session, as_file(row), row.region_id, is_stored=True)


def load_text(session: Session, file: catalog.PolicyFile, region: str) -> Loaded:
    """A text as though it stood in the registry of a region."""
    return _load(session, file, region, is_stored=False)


def _load(session: Session, file: catalog.PolicyFile, region: str, *, is_stored: bool) -> Loaded:
    state = (_generation(session), region)
    key = (*state, _fingerprint(file))
    found = _desk.get(key)
    if found is None:
        with _desk.reader(state, RegistryShelf(session, region)) as loader:
            found = (loader.by_id(file.id) if is_stored and file.id else None) or loader.load(file)
        found = replace(found, problems=tuple(_without_place(problem) for problem in found.problems))
        _desk.put(key, found)
    return found


def _without_place(problem: Problem) -> Problem:
    """A version has a name here, and no place in a folder; the finding says so."""
    return replace(problem, code="POLICY_NAME_DIFFERS") if problem.code == "PATH_DIFFERS" else problem


def _generation(session: Session) -> tuple[Any, ...]:
    """What changes whenever a version is written or changes its status."""
    session.flush()
    facts = session.execute(select(func.count(PolicyFile.id), func.max(PolicyFile.id), func.max(PolicyFile.updated_at)))
    bind = session.get_bind()
    return (str(bind.engine.url), *facts.one())


def _fingerprint(file: catalog.PolicyFile) -> str:
    parts = [str(file.id), file.name, file.text, *(f"{name}\0{text}" for name, text in sorted(file.tables.items()))]
    return hashlib.sha256("\0\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
