"""The policies that ship, loaded once for every test of this room."""

from __future__ import annotations

from pathlib import Path

import pytest

from kinerja_admin.engine.catalog import FolderShelf
from kinerja_admin.engine.policy import Policy, PolicyId
from kinerja_admin.engine.reader.load import Loaded, load

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def shelf() -> FolderShelf:
    return FolderShelf(ROOT / "policies")


@pytest.fixture(scope="session")
def shipped(shelf: FolderShelf) -> dict[str, Loaded]:
    found = {}
    for policy_id in shelf.policies():
        file = shelf.read(policy_id)
        assert file is not None
        found[str(policy_id)] = load(file, shelf)
    return found


@pytest.fixture(scope="session")
def policies(shipped: dict[str, Loaded]) -> dict[str, Policy]:
    return {name: one.policy for name, one in shipped.items() if one.policy is not None}


@pytest.fixture(scope="session")
def guide() -> str:
    return (ROOT / "policies/README.md").read_text(encoding="utf-8")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that asks for ``policy_name`` once for every version that ships."""
    if "policy_name" in metafunc.fixturenames:
        names: list[PolicyId] = list(FolderShelf(ROOT / "policies").policies())
        metafunc.parametrize("policy_name", [str(name) for name in names])
