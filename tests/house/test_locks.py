"""The lock files pin everything with hashes, and say nothing of where it came from."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCKS = {
    "requirements.lock": PROJECT["dependencies"],
    "requirements-dev.lock": PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"],
}
REGISTRIES = re.compile(r"\b(pypi|npmjs|pythonhosted|yarnpkg|deb|security|debian)\.(org|com|debian)\b", re.IGNORECASE)


def blocks(lock: str) -> dict[str, str]:
    """The entries of a lock file by package."""
    entries = re.split(r"\n(?=\S)", (ROOT / lock).read_text(encoding="utf-8").strip())
    return {re.split(r"[=\[]", entry, maxsplit=1)[0]: entry for entry in entries}


@pytest.mark.parametrize("lock", LOCKS)
def test_everything_asked_for_is_pinned_with_hashes(lock: str):
    pinned = blocks(lock)
    asked = {re.split(r"[\[<>=]", requirement, maxsplit=1)[0] for requirement in LOCKS[lock]}
    assert asked - pinned.keys() == set()
    assert [name for name, entry in pinned.items() if "==" not in entry or "--hash=sha256:" not in entry] == []


def test_both_locks_pin_the_same_versions():
    run, develop = blocks("requirements.lock"), blocks("requirements-dev.lock")
    assert {name: entry for name, entry in run.items() if develop[name] != entry} == {}


@pytest.mark.parametrize("lock", [*LOCKS, "benchmarks/rivals.lock", "frontend/package-lock.json"])
def test_no_lock_names_a_place(lock: str):
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert re.findall(r"\w+://|^--|\"resolved\"|file:", text, re.MULTILINE) == []


def test_no_file_names_a_registry():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    paths = [ROOT / name.decode() for name in listed.split(b"\0") if name]
    files = [path for path in paths if path.is_file() and path.suffix not in {".png", ".parquet", ".xlsx"}]
    assert [path for path in files if REGISTRIES.search(path.read_text(encoding="utf-8"))] == []
