"""How versions and runs are called on pages: by title and version in words, never as ``policy@version``."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import load_only

from kinerja_admin.admin.pages.formulas import as_words
from kinerja_admin.admin.screens import say
from kinerja_admin.db.session import Session
from kinerja_admin.models.policy_file import PolicyFile
from kinerja_admin.models.run import Run


def titles_of(db: Session, runs: Iterable[Run]) -> dict[int, str]:
    """The title of each run's policy, by the number of its file."""
    numbers = {run.policy_file_id for run in runs}
    files = db.scalars(
        select(PolicyFile)
        .options(load_only(PolicyFile.title, PolicyFile.policy, PolicyFile.region_id, PolicyFile.status))
        .where(PolicyFile.id.in_(numbers))
    )
    return {file.id: file.title or as_words(file.policy) for file in files}


def with_version(title: str, version: str) -> str:
    """A policy's version in words."""
    return say("{title}, version {version}", title=title, version=version)
