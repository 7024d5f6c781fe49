"""Between the registry and folders: import, export, and where the two have drifted apart; lossless both ways."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from sqlalchemy import select

from kinerja_admin.db.session import Session
from kinerja_admin.engine import catalog
from kinerja_admin.engine.catalog import FolderShelf
from kinerja_admin.engine.examples import Outcome as TestOutcome
from kinerja_admin.engine.examples import run_examples
from kinerja_admin.engine.policy import PolicyId
from kinerja_admin.engine.reader.load import Loaded, Loader
from kinerja_admin.errors import Problem
from kinerja_admin.models.policy_file import PolicyFile
from kinerja_admin.models.region import Region
from kinerja_admin.models.words import KEBIJAKAN_TERBIT
from kinerja_admin.services.registry.drafts import look_over
from kinerja_admin.services.registry.events import note
from kinerja_admin.services.registry.life import settle
from kinerja_admin.services.registry.shelf import as_file, id_of, load_text
from kinerja_admin.services.sources import catalogue


class Outcome(StrEnum):
    """What became of one file at an import."""

    IMPORTED = "imported"
    UNCHANGED = "unchanged"
    DIFFERS = "differs"
    WAITING = "waiting"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Imported:
    """One file of an import, with the findings that kept it out."""

    id: PolicyId
    outcome: Outcome
    problems: tuple[Problem, ...] = ()


class Drift(StrEnum):
    """How a version in the registry compares with its file."""

    SAME = "same"
    SAME_RULES = "same_rules"
    DIFFERENT = "different"
    ONLY_REGISTRY = "only_registry"
    ONLY_FOLDER = "only_folder"


@dataclass(frozen=True, slots=True)
class DriftLine:
    """One version in registry, folder or both."""

    id: PolicyId
    drift: Drift
    status: str = ""


def import_shelf(session: Session, shelf: FolderShelf, reason: str = "") -> tuple[Imported, ...]:
    """Bring every version of a folder into force, by a recorded event each; what is there already stays as it is.

    A version enters only whole: no errors, its tests green, its region known. A version that the registry has with
    other content is never overwritten, whatever its status. A version that asks for facts that the catalogue does not
    offer yet, or takes from one that does, waits in its folder. The caller sets the scope and commits.
    """
    loader, unbound = Loader(shelf, catalogue(), bound=True), Loader(shelf, catalogue())
    regions = frozenset(session.scalars(select(Region.code)))
    done = [
        _waits(unbound, _import(session, loader, one, regions, reason))
        for one in _providers_first(loader, shelf.policies())
    ]
    new = [one.id for one in done if one.outcome is Outcome.IMPORTED]
    read = {one: loaded.policy for one in new if (loaded := loader.by_id(one)) and loaded.policy}
    for region, policy in sorted({(one.region, one.policy) for one in new}):
        settle(session, region, policy, "", read)
    return tuple(sorted(done, key=lambda one: one.id))


def _import(session: Session, loader: Loader, policy_id: PolicyId, regions: frozenset[str], reason: str) -> Imported:
    file = loader.shelf.read(policy_id)
    loaded = loader.by_id(policy_id)
    if file is None or loaded is None:
        return Imported(policy_id, Outcome.REFUSED)
    row = _row(session, policy_id)
    if row is not None:
        same = _drift(row, file, loaded) in (Drift.SAME, Drift.SAME_RULES)
        return Imported(policy_id, Outcome.UNCHANGED if same else Outcome.DIFFERS)
    if not _rests_on_registry(session, loaded):  # what it takes from others, it takes from the registry now
        loaded = load_text(session, file, policy_id.region)
    outcomes = run_examples(loaded.policy) if loaded.policy else ()
    problems = _refusals(loaded, policy_id, regions, outcomes)
    if problems:
        return Imported(policy_id, Outcome.REFUSED, problems)
    row = PolicyFile(
        region_id=policy_id.region,
        policy=policy_id.policy,
        version=policy_id.version,
        text=file.text,
        tables=dict(file.tables),
        status="effective",
        digest=loaded.digest,
    )
    session.add(row)
    session.flush()
    look_over(session, row, loaded, outcomes)
    note(session, row, "import", reason, is_new=True)
    return Imported(policy_id, Outcome.IMPORTED)


def _rests_on_registry(session: Session, loaded: Loaded) -> bool:
    """Whether everything that a version of the folder takes from others stands in the registry unchanged."""
    if loaded.policy is None:
        return False
    providers = ((use, _row(session, use.provider)) for use in loaded.policy.uses)
    return all(row is not None and row.digest == use.digest for use, row in providers)


def _waits(unbound: Loader, done: Imported) -> Imported:
    """A refused version that is sound in itself and lacks nothing but facts, or a provider that lacks them, waits."""
    loaded = unbound.by_id(done.id) if done.outcome is Outcome.REFUSED else None
    lacking = {problem.code for problem in done.problems} <= {"UNKNOWN_SOURCE", "PROVIDER_UNKNOWN", "PROVIDER_BROKEN"}
    return replace(done, outcome=Outcome.WAITING) if loaded and loaded.policy and lacking else done


def _refusals(
    loaded: Loaded, policy_id: PolicyId, regions: frozenset[str], outcomes: Sequence[TestOutcome]
) -> tuple[Problem, ...]:
    if policy_id.region not in regions:
        return (Problem("REGION_UNKNOWN", parameters={"region": policy_id.region}),)
    if loaded.policy is None:
        return loaded.errors
    failed = [one.example.id for one in outcomes if not one.passed]
    facts = {"policy": str(policy_id), "n": str(len(failed)), "tests": ", ".join(failed[:5])}
    return (Problem("POLICY_TESTS_FAIL", parameters=facts),) if failed else ()


def _providers_first(loader: Loader, ids: Iterable[PolicyId]) -> list[PolicyId]:
    """The versions in an order in which each comes after those it takes items from."""
    ordered: dict[PolicyId, None] = {}

    def place(policy_id: PolicyId) -> None:
        loaded = loader.by_id(policy_id)
        for use in loaded.policy.uses if loaded and loaded.policy else ():
            if use.provider not in ordered:
                place(use.provider)
        ordered.setdefault(policy_id)

    wanted = sorted(ids)
    for one in wanted:
        place(one)
    return [one for one in ordered if one in frozenset(wanted)]


def export_versions(folder: Path, rows: Iterable[PolicyFile]) -> tuple[Path, ...]:
    """Write versions as files, byte for byte as the registry has them; returns what was written."""
    written: list[Path] = []
    for row in rows:
        home = folder / row.region_id / row.policy
        for name, text in {f"{row.version}.yaml": row.text, **row.tables}.items():
            path = home / name
            if not path.resolve().is_relative_to(home.resolve()):
                continue  # a table's name never leads out of its folder
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
            written.append(path)
    return tuple(written)


def decided_versions(session: Session) -> tuple[PolicyFile, ...]:
    """Every version that is published and stands: what an export takes."""
    query = select(PolicyFile).where(PolicyFile.status.in_(KEBIJAKAN_TERBIT), PolicyFile.status != "withdrawn")
    return tuple(session.scalars(query.order_by(PolicyFile.region_id, PolicyFile.policy, PolicyFile.version)))


def status(session: Session, shelf: FolderShelf) -> tuple[DriftLine, ...]:
    """Every version of registry and folder, and how they compare."""
    rows = {id_of(row): row for row in session.scalars(select(PolicyFile))}
    loader = Loader(shelf, catalogue())
    lines = [DriftLine(one, Drift.ONLY_FOLDER) for one in shelf.policies() if one not in rows]
    for policy_id, row in rows.items():
        file = shelf.read(policy_id)
        if file is None:
            lines.append(DriftLine(policy_id, Drift.ONLY_REGISTRY, row.status))
        else:
            lines.append(DriftLine(policy_id, _drift(row, file, loader.by_id(policy_id)), row.status))
    return tuple(sorted(lines, key=lambda line: line.id))


def _drift(row: PolicyFile, file: catalog.PolicyFile, loaded: Loaded | None) -> Drift:
    own = as_file(row)
    if own.text == file.text and all(file.tables.get(name) == text for name, text in own.tables.items()):
        return Drift.SAME
    return Drift.SAME_RULES if loaded and loaded.digest and loaded.digest == row.digest else Drift.DIFFERENT


def _row(session: Session, policy_id: PolicyId) -> PolicyFile | None:
    return session.scalar(
        select(PolicyFile).where(
            PolicyFile.region_id == policy_id.region,
            PolicyFile.policy == policy_id.policy,
            PolicyFile.version == policy_id.version,
        )
    )
