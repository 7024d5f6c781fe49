"""From a path on the command line to a policy, or to everything that is wrong with it."""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import kinerja_admin
from kinerja_admin.cli._console import Console
from kinerja_admin.engine.catalog import FolderShelf, Shelves, read_file, shelf_around
from kinerja_admin.engine.facts import Source
from kinerja_admin.engine.policy import Policy
from kinerja_admin.engine.reader.load import Loaded, Loader
from kinerja_admin.errors import Invalid, Problem, Severity, WrongUse


class Desk:
    """Loads the files of one call; what they take from others is loaded once."""

    def __init__(self) -> None:
        """Ask for the catalogue of sources once."""
        self.sources = sources()
        self.loaders: dict[Path, Loader] = {}

    def load(self, name: str) -> Loaded:
        """One file with its findings."""
        path = existing_file(name)
        own = shelf_around(path)
        if own.root not in self.loaders:
            self.loaders[own.root] = Loader(Shelves((own, *_shelves())), self.sources)
        loaded = self.loaders[own.root].load(_read(path, name))
        return replace(loaded, problems=tuple(_found_from_here(problem, path, name) for problem in loaded.problems))

    def policy(self, name: str, console: Console) -> Policy:
        """One policy that can be used; its warnings are told beside the result, its errors stop the command."""
        loaded = self.load(name)
        if loaded.policy is None:
            raise Invalid(loaded.problems)
        warnings = [problem for problem in loaded.problems if problem.severity is Severity.WARNING]
        console.print_problems(warnings, beside=True)
        return loaded.policy


def _found_from_here(problem: Problem, path: Path, name: str) -> Problem:
    """A finding in a table file names the file as it is found from here, not from the policy."""
    place = problem.location
    if place.file == name or not place.file:
        return problem
    return replace(problem, location=replace(place, file=str(path.parent / place.file)))


def existing_file(name: str) -> Path:
    """The path of a file that is there to be read."""
    path = Path(name)
    try:
        if path.is_dir():
            raise WrongUse("FILE_IS_FOLDER", file=name)
        if not path.exists():
            raise WrongUse("FILE_NOT_FOUND", file=name)
    except (OSError, ValueError):
        raise WrongUse("FILE_UNREADABLE", file=name) from None
    return path


def _read(path: Path, name: str) -> Any:
    try:
        return read_file(path)
    except (OSError, ValueError):
        raise WrongUse("FILE_UNREADABLE", file=name) from None


def _shelves() -> Iterable[FolderShelf]:
    """Where providers are looked for after the file's own shelf: here, then what ships."""
    shipped = Path(kinerja_admin.__file__).resolve().parent.parent / "policies"
    return (FolderShelf(Path("policies")), FolderShelf(shipped))


def sources() -> tuple[Source, ...] | None:
    """The catalogue of sources, where the product that owns it is installed as a whole."""
    try:
        module = importlib.import_module("kinerja_admin.services.sources")
        return tuple(cast(Iterable[Source], module.catalogue()))
    except (ImportError, AttributeError):
        return None
