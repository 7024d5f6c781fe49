"""Policies travel between folder and registry without loss, and enter by a recorded event alone."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import sessionmaker

from kinerja_admin.db.scope import acting_as, system
from kinerja_admin.db.session import Session
from kinerja_admin.engine.catalog import FolderShelf
from kinerja_admin.engine.periods import Month, Period
from kinerja_admin.errors import NotFound
from kinerja_admin.models.policy_event import PolicyEvent
from kinerja_admin.models.policy_file import PolicyFile
from kinerja_admin.models.region import NATIONAL
from kinerja_admin.services import registry
from kinerja_admin.services.registry import Drift, Outcome
from tests.cast import Cast, populate
from tests.databases import Databases
from tests.services.registry_people import TEXT


@pytest.fixture
def folder(root: Path, tmp_path: Path) -> Path:
    """A copy of the shipped policies of the cast's regions that a test may change."""
    copy = tmp_path / "policies"
    for region in (NATIONAL, "serang", "pangkalpinang"):
        shutil.copytree(root / "policies" / region, copy / region)
    return copy


@dataclass(frozen=True, slots=True)
class Installed:
    """The cast, and what became of every shipped version when they were brought into the registry."""

    cast: Cast
    outcomes: dict[str, Outcome]

    @property
    def imported(self) -> list[str]:
        return [name for name, outcome in self.outcomes.items() if outcome is Outcome.IMPORTED]


@pytest.fixture
def installed(
    databases: Databases, database_url: str, session_factory: sessionmaker[Session], folder: Path
) -> Installed:
    """A registry with the shipped policies."""

    def install() -> Installed:
        return Installed(populate(session_factory), bring(session_factory, folder))

    return databases.filled(database_url, "installed", install)


def month(text: str) -> Period:
    year, number = text.split("-")
    return Period(Month(int(year), int(number)))


def bring(sessions: sessionmaker[Session], folder: Path) -> dict[str, Outcome]:
    with acting_as(system("import")), sessions.begin() as session:
        return {str(one.id): one.outcome for one in registry.import_shelf(session, FolderShelf(folder), "pemasangan")}


def test_every_shipped_version_enters_by_an_event(session_factory, installed: Installed):
    assert set(installed.outcomes.values()) <= {Outcome.IMPORTED, Outcome.WAITING}
    assert installed.outcomes["serang/tpp@2026.1"] is Outcome.IMPORTED
    with acting_as(installed.cast.serang.scope), session_factory() as session:
        rows = {str(row): row for row in session.scalars(select(PolicyFile))}
        assert rows["serang/tpp@2026.1"].status == "effective"
        assert rows["serang/tpp@2025.1"].status == "superseded"
        assert rows["serang/tpp@2026.1"].digest == registry.load_version(session, rows["serang/tpp@2026.1"]).digest
        events = [
            (event.action, event.to_status, event.reason, event.actor)
            for event in registry.history(session, rows["serang/tpp@2025.1"])
        ]
        assert events == [("import", "effective", "pemasangan", "import"), ("supersede", "superseded", None, "import")]
        assert registry.broken_at(session, "serang") is None


def test_a_second_import_changes_nothing(session_factory, installed: Installed, folder: Path):
    with acting_as(system("look")), session_factory() as session:
        before = len(session.scalars(select(PolicyEvent.id)).all())
    assert set(bring(session_factory, folder).values()) <= {Outcome.UNCHANGED, Outcome.WAITING}
    with acting_as(system("look")), session_factory() as session:
        assert len(session.scalars(select(PolicyEvent.id)).all()) == before


def test_a_changed_file_is_never_taken_over_and_shows_as_drift(session_factory, installed: Installed, folder: Path):
    changed = folder / "serang" / "tpp" / "2026.1.yaml"
    changed.write_text(changed.read_text().replace("title: Tambahan penghasilan", "title: Tambahan besar penghasilan"))
    commented = folder / "serang" / "penilaian" / "2026.1.yaml"
    commented.write_text(commented.read_text() + "# catatan\n")
    (folder / "serang" / "hadiah").mkdir()
    (folder / "serang" / "hadiah" / "2026.1.yaml").write_text(TEXT)
    (folder / "serang" / "tpp" / "2025.1.yaml").unlink()
    with acting_as(system("look")), session_factory() as session:
        drift = {str(line.id): line.drift for line in registry.status(session, FolderShelf(folder))}
    assert {name: drift[name] for name in (*installed.imported, "serang/hadiah@2026.1")} == {
        **dict.fromkeys(installed.imported, Drift.SAME),
        "serang/hadiah@2026.1": Drift.ONLY_FOLDER,
        "serang/penilaian@2026.1": Drift.SAME_RULES,
        "serang/tpp@2025.1": Drift.ONLY_REGISTRY,
        "serang/tpp@2026.1": Drift.DIFFERENT,
    }
    assert bring(session_factory, folder)["serang/tpp@2026.1"] is Outcome.DIFFERS


def test_a_file_with_errors_failing_tests_or_an_unknown_region_stays_outside(
    session_factory, installed: Installed, folder: Path
):
    home = folder / "serang" / "hadiah"
    home.mkdir()
    (home / "2026.1.yaml").write_text(TEXT.replace("expect: {hadiah: 20000}", "expect: {hadiah: 1}"))
    (home / "2026.2.yaml").write_text(
        TEXT.replace("2026.1", "2026.2").replace("hari_hadir * per_hari", "hari_hadr * per_hari")
    )
    (folder / "entah" / "hadiah").mkdir(parents=True)
    (folder / "entah" / "hadiah" / "2026.1.yaml").write_text(TEXT.replace("region: serang", "region: entah"))
    with acting_as(system("import")), session_factory.begin() as session:
        done = {str(one.id): one for one in registry.import_shelf(session, FolderShelf(folder))}
    assert [problem.code for problem in done["serang/hadiah@2026.1"].problems] == ["POLICY_TESTS_FAIL"]
    assert "UNKNOWN_NAME" in [problem.code for problem in done["serang/hadiah@2026.2"].problems]
    assert [problem.code for problem in done["entah/hadiah@2026.1"].problems] == ["REGION_UNKNOWN"]
    with acting_as(system("look")), session_factory() as session:
        assert session.scalars(select(PolicyFile.policy).where(PolicyFile.policy == "hadiah")).all() == []


def test_a_version_that_lacks_nothing_but_facts_waits(session_factory, installed: Installed, folder: Path):
    home = folder / "serang" / "hadiah"
    home.mkdir()
    waiting = TEXT.replace("presensi.hari_hadir", "bintang.jumlah")
    assert waiting != TEXT
    (home / "2026.1.yaml").write_text(waiting)
    with acting_as(system("import")), session_factory.begin() as session:
        done = {str(one.id): one for one in registry.import_shelf(session, FolderShelf(folder))}
    assert done["serang/hadiah@2026.1"].outcome is Outcome.WAITING
    assert [problem.code for problem in done["serang/hadiah@2026.1"].problems] == ["UNKNOWN_SOURCE"]
    with acting_as(system("look")), session_factory() as session:
        assert session.scalars(select(PolicyFile.policy).where(PolicyFile.policy == "hadiah")).all() == []


@pytest.mark.requirement("BT-47")
def test_export_gives_back_every_byte(session_factory, installed: Installed, folder: Path, tmp_path: Path):
    odd = folder / "serang" / "hadiah"
    (odd / "tables").mkdir(parents=True)
    (odd / "2026.1.yaml").write_bytes(TEXT.replace("\n", "\r\n").encode())
    assert bring(session_factory, folder)["serang/hadiah@2026.1"] is Outcome.IMPORTED
    with acting_as(system("look")), session_factory() as session:
        written = registry.export_versions(tmp_path / "out", registry.decided_versions(session))
    assert len([path for path in written if path.suffix == ".yaml"]) == len(installed.imported) + 1 >= 7
    for path in written:
        assert path.read_bytes() == (folder / path.relative_to(tmp_path / "out")).read_bytes()


def test_the_version_in_force_follows_the_period(session_factory, installed: Installed):
    with acting_as(installed.cast.serang.scope), session_factory() as session:

        def version(period: str) -> str | None:
            found = registry.in_force(session, "serang", "tpp", month(period))
            return found.policy.id.version if found else None

        assert (version("2025-12"), version("2026-01"), version("2030-01"), version("2020-01")) == (
            "2025.1",
            "2026.1",
            "2026.1",
            None,
        )
        with pytest.raises(NotFound, match="NO_POLICY_IN_FORCE"):
            registry.require_in_force(session, "serang", "tpp", month("2020-01"))
        names = [str(one.policy.id) for one in registry.policies_in_force(session, "serang", month("2026-03"))]
        assert names == ["serang/penilaian@2026.1", "serang/tpp@2026.1"]
