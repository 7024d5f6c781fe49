"""The program as a whole: usage, language, help, speed, and what it must not need."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from kinerja_admin.cli._program import Command, Nouns, program
from tests.cli.conftest import Kinerja

ROOT = Path(__file__).resolve().parents[2]
ENGLISH = re.compile(r"Usage:|Error:|Try '|No such|Missing|Traceback|Options:|Show this message")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([], "COMMAND_MISSING"),
        (["policy"], "COMMAND_MISSING"),
        (["polisi"], "COMMAND_UNKNOWN"),
        (["policy", "chek"], "COMMAND_UNKNOWN"),
        (["policy", "check"], "ARGUMENT_MISSING"),
        (["policy", "check", "--semua", "coba.yaml"], "OPTION_UNKNOWN"),
        (["policy", "diff", "coba.yaml", "coba.yaml", "coba.yaml"], "ARGUMENT_EXTRA"),
        (["policy", "evaluate", "coba.yaml"], "ARGUMENT_MISSING"),
        (["policy", "evaluate", "coba.yaml", "--input"], "OPTION_VALUE"),
        (["policy", "evaluate", "coba.yaml", "--input", "people.csv", "--engine", "cepat"], "OPTION_CHOICE"),
        (["policy", "explain", "coba.yaml", "--input", "people.csv", "--row", "satu"], "ROW_UNKNOWN"),
        (["policy", "explain", "coba.yaml", "--input", "people.csv", "--row", "0"], "ROW_UNKNOWN"),
        (["policy", "check", "coba.yaml", "--lang", "jw"], "OPTION_CHOICE"),
        (["policy", "check", "coba.yaml", "--format"], "OPTION_CHOICE"),
        (["policy", "check", "tidak-ada.yaml"], "FILE_NOT_FOUND"),
        (["policy", "check", "."], "FILE_IS_FOLDER"),
        (["policy", "test", "tidak-ada.yaml"], "FILE_NOT_FOUND"),
        (["policy", "evaluate", "coba.yaml", "--input", "tidak-ada.csv"], "FILE_NOT_FOUND"),
    ],
)
def test_wrong_usage_is_told_in_the_readers_language(folder: Path, kinerja: Kinerja, arguments: list[str], code: str):
    for language in ("id", "en"):
        answer = kinerja(
            *arguments, *([] if "--lang" in arguments or arguments[-1:] == ["--input"] else ["--lang", language])
        )
        assert answer.code == 2
        assert f"error {code} " in answer.out + answer.err
        assert not ENGLISH.search(answer.out + answer.err)


def test_wrong_usage_is_told_to_programs_too(folder: Path, kinerja: Kinerja):
    answer = kinerja("policy", "evaluate", "coba.yaml", "--input", "tidak-ada.csv", "--format", "json", "--lang", "en")
    assert answer.code == 2
    (problem,) = answer.json["problems"]
    assert problem["code"] == "FILE_NOT_FOUND"
    assert problem["message"] == "There is no file tidak-ada.csv."


def test_language_and_form_stand_anywhere(folder: Path, kinerja: Kinerja):
    first = kinerja("--lang=en", "policy", "--format", "json", "check", "coba.yaml")
    last = kinerja("policy", "check", "coba.yaml", "--format=json", "--lang", "en")
    assert first == last
    assert first.code == 0


def commands(group: Nouns, path: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], click.Command]]:
    found: list[tuple[tuple[str, ...], click.Command]] = []
    for name in group.list_commands(click.Context(group)):
        one = group.get_command(click.Context(group), name)
        assert one is not None
        found.append(((*path, name), one))
        if isinstance(one, Nouns):
            found += commands(one, (*path, name))
    return found


@pytest.mark.parametrize(
    ("path", "one"), commands(program()), ids=lambda value: "-".join(value) if isinstance(value, tuple) else ""
)
def test_every_command_explains_itself_in_indonesian(kinerja: Kinerja, path: tuple[str, ...], one: click.Command):
    assert isinstance(one, (Command, Nouns)), "its messages would be click's"
    answer = kinerja(*path, "--help")
    assert answer.code == 0
    assert "Pemakaian" in answer.out
    assert not ENGLISH.search(answer.out)
    assert one.help
    assert one.help not in answer.out, "its help has no Indonesian"


def test_policies_need_neither_database_nor_web(folder: Path):
    blocked = (
        "import sys\n"
        "for name in ('sqlalchemy', 'starlette', 'sqladmin', 'alembic', 'psycopg', 'uvicorn'): sys.modules[name] = None\n"
        "from kinerja_admin.cli import main\n"
        "main(['policy', 'check', 'coba.yaml'])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", blocked], check=False, capture_output=True, text=True, env=environment()
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "contoh/coba@1" in done.stdout


def test_policies_load_nothing_heavy(folder: Path):
    watched = (
        "import sys\nfrom kinerja_admin.cli._program import run\n"
        "assert run(['policy', 'test', 'coba.yaml']) == 0\n"
        "print([name for name in ('sqlalchemy', 'starlette', 'pyarrow', 'numpy', 'xlsxwriter', 'jinja2') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", watched], check=True, capture_output=True, text=True, env=environment()
    )
    assert done.stdout.splitlines()[-1] == "[]"


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def test_text_is_utf8_whatever_the_machine_speaks(folder: Path):
    (folder / "rusak.yaml").write_text("title: TPP “baru”: lagi\n", encoding="utf-8")
    command = [sys.executable, "-m", "kinerja_admin.cli", "policy", "check", "rusak.yaml"]
    done = subprocess.run(
        command, check=False, capture_output=True, env=environment() | {"LC_ALL": "C", "PYTHONUTF8": "0"}
    )
    assert done.returncode == 1
    assert "error YAML_COLON" in done.stdout.decode("utf-8")


def test_a_fault_of_the_program_shows_no_stack_trace(folder: Path, kinerja: Kinerja, monkeypatch: pytest.MonkeyPatch):
    def fail(*_: object) -> None:
        raise RuntimeError("secret of the machine")

    monkeypatch.setattr("kinerja_admin.engine.reader.load.Loader.load", fail)
    answer = kinerja("policy", "check", "coba.yaml")
    assert answer.code == 1
    assert "INTERNAL" in answer.err
    assert "secret" not in answer.out + answer.err


def test_a_reader_that_leaves_is_no_failure_to_speak_of(folder: Path):
    command = f"{sys.executable} -m kinerja_admin.cli policy inputs | true"
    done = subprocess.run(["sh", "-c", command], check=False, capture_output=True, text=True, env=environment())
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr


def test_an_argument_is_named_as_in_the_help(folder: Path, kinerja: Kinerja):
    assert "BERKAS... belum diisi" in kinerja("policy", "check").err
    assert "FILE... is missing" in kinerja("policy", "check", "--lang", "en").err
