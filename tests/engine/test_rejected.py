"""The museum of bad files: every finding has one, with the exact message in both languages."""

from __future__ import annotations

import ast
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kinerja_admin.cli._program import run
from kinerja_admin.engine.expression import syntax
from kinerja_admin.engine.functions import CALLABLE
from kinerja_admin.engine.reader.rules import ERROR_CODES
from kinerja_admin.locale import LANGUAGES
from kinerja_admin.locale.catalogue import placeholders, sentences

MUSEUM = Path(__file__).parent / "rejected"
ENGINE = Path(__file__).resolve().parents[2] / "kinerja_admin" / "engine"
FOLDERS = sorted(path for path in MUSEUM.iterdir() if path.is_dir())
REWRITE = "MUSEUM_REWRITE"

HEAD = """schema: kinerja-policy/1
region: serang
policy: tpp
version: "2026.1"
title: TPP
effective: {from: 2026-01, to: null}
decided: 2025-12-19
period: month
"""
SIZES = {
    "NOT_UTF8": {"policy.yaml": HEAD.replace("title: TPP", "title: TPP \udce9")},
    "FILE_TOO_LARGE": {"policy.yaml": HEAD + "# " + "x" * 1024 * 1024 + "\n"},
    "TABLE_TOO_LARGE": {
        "policy.yaml": HEAD + "tables:\n  tarif: {key: nomor, file: tables/tarif.csv}\n",
        "tables/tarif.csv": "nomor,nilai\n" + "".join(f"{place},1\n" for place in range(50_001)),
    },
    "TOO_MANY_STEPS": {
        "policy.yaml": HEAD + "steps:\n" + "".join(f"  s{place}: {{formula: 1}}\n" for place in range(1001))
    },
    "TOO_MANY_PROBLEMS": {
        "policy.yaml": HEAD
        + "parameters:\n"
        + "".join(f"  p{place}: {{value: 1, jumlah: 2}}\n" for place in range(301))
    },
}
"""Files that are bad for their size, or that no editor could show."""

READERS = [path for room in ("reader", "expression", "functions") for path in ENGINE.glob(f"{room}/*.py")]
OTHERS = {"dead_cases.py", "document.py", "monotony.py", "prover.py"}
READERS += [path for path in ENGINE.glob("*.py") if path.name in OTHERS]
CODE = re.compile(r"[A-Z][A-Z0-9]+(_[A-Z0-9]+)+|CYCLE|UNUSED|UNPROTECTED")
NO_FINDINGS = {*CALLABLE, *ERROR_CODES, *syntax._FROM_EXCEL.values(), "PERIOD_"}


def codes() -> dict[str, str]:
    """Every code of a finding that the reader, the formula checker and the prover name, with the file."""
    found: dict[str, str] = {}
    for path in READERS:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
                found.setdefault(node.value, path.name)
    return {code: name for code, name in found.items() if code not in NO_FINDINGS}


def test_every_finding_has_a_folder_and_every_folder_a_finding():
    assert {code: name for code, name in codes().items() if code not in {folder.name for folder in FOLDERS}} == {}
    assert {folder.name for folder in FOLDERS} - set(codes()) == set()


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_what_is_said_about_a_bad_file(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    for name, text in SIZES.get(folder.name, {}).items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8", errors="surrogateescape")
    monkeypatch.chdir(tmp_path)
    files = [str(path) for path in bad_files()]
    for language in LANGUAGES:
        run(["policy", "check", *files, "--lang", language])
        said = capsys.readouterr().out
        if os.environ.get(REWRITE):
            (folder / f"problems.{language}.txt").write_text(said, encoding="utf-8")
        assert set(re.findall(r"^\S+ (?:error|warning|notice) ([A-Z0-9_]+) ", said, re.MULTILINE)) == expected(folder)
        assert not re.search(r"\{[a-z_]+\}", said), "a message names a fact that nobody gives"
        assert said == (folder / f"problems.{language}.txt").read_text(encoding="utf-8")


def bad_files() -> Iterator[Path]:
    """The file of the finding; where its place is the point, the policies of the folder."""
    yield from sorted(Path().glob("*.yaml")) or sorted(Path().glob("policies/*/*/*.yaml"))


def expected(folder: Path) -> set[str]:
    """The finding; the one that comes when there are too many needs others before it."""
    return {folder.name, "UNKNOWN_KEY"} if folder.name == "TOO_MANY_PROBLEMS" else {folder.name}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_one_finding_a_cause(folder: Path):
    said = (folder / "problems.id.txt").read_text(encoding="utf-8")
    found = re.findall(r"^\S+ (?:error|warning|notice) ", said, re.MULTILINE)
    assert len(found) == (2 if folder.name == "USES_CYCLE" else 301 if folder.name == "TOO_MANY_PROBLEMS" else 1)


def test_messages_say_what_to_do():
    lacking = [code for code in codes() if not all(sentences("problems")[code].get(f"hint_{one}") for one in LANGUAGES)]
    assert lacking == []


def test_both_languages_name_the_same_facts():
    for code in codes():
        entry = sentences("problems")[code]
        for one, other in (("id", "en"), ("hint_id", "hint_en"), ("else_id", "else_en")):
            assert placeholders(entry.get(one, "")) == placeholders(entry.get(other, "")), code
