"""The policies on the shelf: which exist, and which version is in force for a region, policy and period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from kinerja_admin.engine.periods import Period
from kinerja_admin.engine.policy import Policy, PolicyId


@dataclass(frozen=True, slots=True)
class PolicyFile:
    """The text of one version, the name it is reported under, and the table files beside it by relative name.

    ``id`` is the version that its place on the shelf says it is; None for a file that lies about loosely. ``place``
    is what the last three parts of its path would say, whatever they are.
    """

    text: str
    name: str
    tables: Mapping[str, str] = field(default_factory=dict)
    id: PolicyId | None = None
    place: PolicyId | None = None


class Shelf(Protocol):
    """Where policies stand: a folder, or the registry."""

    def read(self, policy_id: PolicyId) -> PolicyFile | None:
        """One version, if it is there."""

    def versions(self, region: str, policy: str) -> tuple[PolicyId, ...]:
        """Every version of a policy, in the order of their names."""


class EmptyShelf:
    """A shelf with nothing on it."""

    def read(self, policy_id: PolicyId) -> PolicyFile | None:
        """Nothing."""
        return None

    def versions(self, region: str, policy: str) -> tuple[PolicyId, ...]:
        """None."""
        return ()


@dataclass(frozen=True, slots=True)
class FolderShelf:
    """Policies as files: ``<root>/<region>/<policy>/<version>.yaml``."""

    root: Path

    def read(self, policy_id: PolicyId) -> PolicyFile | None:
        """One version, if it is there."""
        path = self.root / policy_id.region / policy_id.policy / f"{policy_id.version}.yaml"
        return read_file(path, policy_id) if path.is_file() else None

    def versions(self, region: str, policy: str) -> tuple[PolicyId, ...]:
        """Every version of a policy, in the order of their names."""
        folder = self.root / region / policy
        return tuple(PolicyId(region, policy, path.stem) for path in sorted(folder.glob("*.yaml")))

    def policies(self) -> tuple[PolicyId, ...]:
        """Every version of every policy."""
        paths = sorted(self.root.glob("*/*/*.yaml"))
        return tuple(PolicyId(path.parent.parent.name, path.parent.name, path.stem) for path in paths)


@dataclass(frozen=True, slots=True)
class Shelves:
    """Several shelves, searched in order."""

    shelves: tuple[Shelf, ...]

    def read(self, policy_id: PolicyId) -> PolicyFile | None:
        """One version from the first shelf that has it."""
        return next((found for shelf in self.shelves if (found := shelf.read(policy_id))), None)

    def versions(self, region: str, policy: str) -> tuple[PolicyId, ...]:
        """Every version of a policy on any shelf."""
        return tuple(sorted({one for shelf in self.shelves for one in shelf.versions(region, policy)}))


class TablesBeside(Mapping[str, str]):
    """The CSV files beside a policy file and in its folder ``tables``, read when they are asked for."""

    def __init__(self, folder: Path) -> None:
        """Remember the folder."""
        self.folder = folder

    def __getitem__(self, name: str) -> str:
        """The text of one file, by its name relative to the policy file."""
        path = self.folder / name
        if not path.is_file() or not path.resolve().is_relative_to(self.folder.resolve()):
            raise KeyError(name)
        return path.read_text(encoding="utf-8", errors="replace")

    def __iter__(self) -> Iterator[str]:
        """The names that there are."""
        paths = [*self.folder.glob("*.csv"), *(self.folder / "tables").glob("**/*.csv")]
        return iter(sorted(path.relative_to(self.folder).as_posix() for path in paths if path.is_file()))

    def __len__(self) -> int:
        """How many there are."""
        return sum(1 for _ in self)


def read_file(path: Path, policy_id: PolicyId | None = None) -> PolicyFile:
    """Read a policy file; bytes that are no UTF-8 become marks that the reader refuses."""
    text = path.read_bytes().decode("utf-8", errors="surrogateescape")
    return PolicyFile(
        text.removeprefix("\ufeff"), str(path), TablesBeside(path.parent), policy_id or _on_shelf(path), place_of(path)
    )


def _on_shelf(path: Path) -> PolicyId | None:
    parts = path.resolve().parts
    return place_of(path) if len(parts) > 3 and parts[-4] == "policies" else None


def place_of(path: Path) -> PolicyId | None:
    """What the last three parts of a path say: region, policy, version."""
    parts = path.resolve().parts
    return PolicyId(parts[-3], parts[-2], path.stem) if len(parts) > 2 else None


def shelf_around(path: Path) -> FolderShelf:
    """The shelf that a policy file stands on: three folders up."""
    return FolderShelf(path.resolve().parent.parent.parent)


def in_force(policies: Iterable[Policy], period: Period) -> Policy | None:
    """The version in force: the latest ``from``; where two are equal, the one that supersedes the other."""
    speaking = [policy for policy in policies if policy.is_in_force(period)]
    if not speaking:
        return None
    latest = max(policy.first for policy in speaking)
    among = [policy for policy in speaking if policy.first == latest]
    superseded = {policy.supersedes for policy in among}
    return next((policy for policy in among if policy.id.version not in superseded), among[-1])
