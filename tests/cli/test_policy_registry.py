"""``kinerja policy import``, ``export`` and ``status``: the registry and a folder, there and back."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from sqlalchemy.orm import sessionmaker

import kinerja_admin.models  # noqa: F401 - maps every table
from kinerja_admin.cli._program import run
from kinerja_admin.db.scope import acting_as, system
from kinerja_admin.db.session import Session
from kinerja_admin.models.region import Region

ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path: Path, migrated: sessionmaker[Session]) -> Path:
    """A migrated database with two regions, and a folder with Serang's policies and what they rest on."""
    with acting_as(system("cli")), migrated.begin() as session:
        session.add_all([Region(code="nasional", name="Nasional"), Region(code="serang", name="Kota Serang")])
    for name in ("nasional/dasar", "serang"):
        shutil.copytree(ROOT / "policies" / name, tmp_path / "policies" / name)
    return tmp_path / "policies"


def answer(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, list[dict[str, str]]]]:
    code = run(["policy", *words, "--format", "json"])
    return code, json.loads(capsys.readouterr().out)


def test_there_and_back_without_loss(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    code, told = answer(capsys, "import", "--folder", str(folder), "--reason", "pemasangan")
    assert code == 0
    assert {one["outcome"] for one in told["versions"]} == {"imported"}
    code, told = answer(capsys, "status", "--folder", str(folder))
    assert code == 0
    assert {one["drift"] for one in told["versions"]} == {"same"}
    assert run(["policy", "export", "--folder", str(tmp_path / "out")]) == 0
    files = [path.relative_to(folder) for path in folder.rglob("*.yaml")]
    assert len(files) >= 6
    for path in files:
        assert (tmp_path / "out" / path).read_bytes() == (folder / path).read_bytes()


def test_drift_is_told_and_nothing_overwritten(folder: Path, capsys: pytest.CaptureFixture[str]):
    run(["policy", "import", "--folder", str(folder)])
    capsys.readouterr()
    changed = folder / "serang" / "tpp" / "2026.1.yaml"
    changed.write_text(changed.read_text().replace("title: Tambahan", "title: Tunjangan tambahan"))
    assert run(["policy", "status", "--folder", str(folder)]) == 1
    assert "serang/tpp@2026.1  BERBEDA  (Berlaku)" in capsys.readouterr().out
    assert run(["policy", "import", "--folder", str(folder), "--lang", "en"]) == 1
    assert "serang/tpp@2026.1  NOT TAKEN" in capsys.readouterr().out


def test_a_broken_file_is_refused_with_its_findings(folder: Path, capsys: pytest.CaptureFixture[str]):
    broken = folder / "serang" / "tpp" / "2026.1.yaml"
    broken.write_text(broken.read_text().replace("period: month", "period: bulan", 1))
    code, told = answer(capsys, "import", "--folder", str(folder))
    assert code == 1
    refused = next(one for one in told["versions"] if one["id"] == "serang/tpp@2026.1")
    assert refused["outcome"] == "refused"
    assert refused["problems"]
