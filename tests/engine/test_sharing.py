"""Policies that take from each other and read each other's results."""

from __future__ import annotations

from pathlib import Path

import pytest

from kinerja_admin.engine.catalog import FolderShelf
from kinerja_admin.engine.policy import PolicyId
from kinerja_admin.engine.reader.load import Loader

HEAD = """schema: kinerja-policy/1
region: contoh
policy: {name}
version: "1"
title: Contoh
effective: {{from: 2026-01, to: null}}
decided: 2025-12-19
period: month
"""


def shelf_of(root: Path, **bodies: str) -> FolderShelf:
    for name, body in bodies.items():
        folder = root / "contoh" / name
        folder.mkdir(parents=True)
        (folder / "1.yaml").write_text(HEAD.format(name=name) + body, encoding="utf-8")
    return FolderShelf(root)


def codes(shelf: FolderShelf, name: str) -> list[str]:
    loaded = Loader(shelf).by_id(PolicyId("contoh", name, "1"))
    assert loaded is not None
    return [problem.code for problem in loaded.errors]


def test_reading_a_result_is_not_taking_from_it(tmp_path: Path):
    """C gives to B and reads B's result: that is no circle, whoever begins."""
    shelf = shelf_of(
        tmp_path,
        c="inputs:\n  x: {type: integer, from: hasil.b.x}\nparameters:\n  p: {value: 1}\nsteps:\n  y: {formula: x + 1}\n",
        b="uses:\n  contoh/c@1: [p]\nsteps:\n  x: {formula: p + 1}\noutputs:\n  x: {label: X}\nparameters:\n  q: {value: 2}\n",
        a="uses:\n  contoh/c@1: [p]\n  contoh/b@1: [q]\nsteps:\n  z: {formula: p + q}\n",
    )
    for name in "abc":
        assert codes(shelf, name) == []


@pytest.mark.parametrize("name", ["satu", "dua"])
def test_a_circle_of_uses_is_named_from_either_side(tmp_path: Path, name: str):
    shelf = shelf_of(
        tmp_path,
        satu="uses:\n  contoh/dua@1: [b]\nparameters:\n  a: {value: 1}\n",
        dua="uses:\n  contoh/satu@1: [a]\nparameters:\n  b: {value: 1}\n",
    )
    assert codes(shelf, name) == ["USES_CYCLE"]


def test_a_change_of_what_is_taken_changes_the_digest_of_the_user(tmp_path: Path):
    bodies = {"dasar": "parameters:\n  a: {value: 1}\n  lain: {value: 1}\n", "pakai": "uses:\n  contoh/dasar@1: [a]\n"}
    before = Loader(shelf_of(tmp_path / "satu", **bodies)).by_id(PolicyId("contoh", "pakai", "1"))
    after = Loader(
        shelf_of(tmp_path / "dua", **bodies | {"dasar": bodies["dasar"].replace("a: {value: 1}", "a: {value: 2}")})
    )
    changed = after.by_id(PolicyId("contoh", "pakai", "1"))
    assert before is not None
    assert changed is not None
    assert before.digest != changed.digest
