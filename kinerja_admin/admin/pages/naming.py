"""How versions and runs are called on pages: by title and version in words, never as ``policy@version``."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select, tuple_
from sqlalchemy.orm import load_only

from kinerja_admin.admin.pages.addresses import place_of
from kinerja_admin.admin.screens import say
from kinerja_admin.db.session import Session
from kinerja_admin.engine.policy import Policy, PolicyId
from kinerja_admin.engine.speaking import as_words
from kinerja_admin.models.account import Account
from kinerja_admin.models.policy_file import PolicyFile
from kinerja_admin.models.run import Run
from kinerja_admin.services import registry

_NAMING = (PolicyFile.title, PolicyFile.policy, PolicyFile.version, PolicyFile.region_id, PolicyFile.status)


Version = PolicyFile | Policy
"""Whatever has the title and the number of a version."""


def titles_of(db: Session, runs: Iterable[Run]) -> dict[int, str]:
    """The title of each run's policy, by the number of its file."""
    numbers = {run.policy_file_id for run in runs}
    files = db.scalars(select(PolicyFile).options(load_only(*_NAMING)).where(PolicyFile.id.in_(numbers)))
    return {file.id: title_of(file) for file in files}


def names_of(db: Session, versions: Iterable[PolicyId]) -> dict[PolicyId, str]:
    """Each version in words; one that the reader may not see, or that is gone, by the words of its code."""
    wanted = set(versions)
    asked = tuple_(PolicyFile.region_id, PolicyFile.policy, PolicyFile.version).in_(
        [(one.region, one.policy, one.version) for one in wanted]
    )
    found = db.scalars(select(PolicyFile).options(load_only(*_NAMING)).where(asked))
    known = {registry.id_of(row): name_of(row) for row in found}
    return {one: known.get(one) or with_version(as_words(one.policy), one.version) for one in wanted}


def title_of(one: Version) -> str:
    """What the policy of a version is called."""
    return one.title or as_words(one.policy if isinstance(one, PolicyFile) else one.id.policy)


def name_of(one: Version) -> str:
    """A version in words: ``Tambahan penghasilan pegawai, versi 2026.1``."""
    return with_version(title_of(one), one.version if isinstance(one, PolicyFile) else one.id.version)


def names_of_both(old: PolicyFile | Policy, new: Version) -> str:
    """One version after another: ``Tambahan penghasilan pegawai, versi 2026.1 → 2026.2``."""
    if title_of(old) != title_of(new):
        return f"{name_of(old)} → {name_of(new)}"
    return f"{name_of(old)} → {new.version if isinstance(new, PolicyFile) else new.id.version}"


def people_of(db: Session, actors: Iterable[str]) -> dict[str, str]:
    """Who stands behind the names of accounts, as far as the reader may know them."""
    found = select(Account.username, Account.name).where(Account.username.in_(set(actors)))
    return {username: name for username, name in db.execute(found)}  # noqa: C416 - rows are no pairs to dict()


def with_version(title: str, version: str) -> str:
    """A policy's version in words."""
    return say("{title}, version {version}", title=title, version=version)


def step_of(row: PolicyFile) -> tuple[str, str]:
    """The way past a version, for the trail of a page below it."""
    return name_of(row), place_of(row)
