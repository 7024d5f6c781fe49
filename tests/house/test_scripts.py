"""The shell scripts stop at the first error, and the commands that a newcomer meets exist."""

from __future__ import annotations

import os
import socket
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = [
    path
    for path in (*sorted((ROOT / "scripts").iterdir()), ROOT / ".ci/run")
    if path.is_file() and path.read_bytes().startswith(b"#!")
]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_can_be_run_and_stops_at_the_first_error(script: Path):
    lines = script.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "#!/usr/bin/env bash"
    assert lines[1].startswith("# ")
    assert "set -euo pipefail" in lines
    assert os.access(script, os.X_OK)
    subprocess.run(["bash", "-n", script], check=True)


def test_make_alone_lists_the_commands():
    listed = subprocess.run(["make", "-C", ROOT], check=True, capture_output=True, text=True).stdout
    names = {line.split()[0] for line in listed.splitlines() if line[:1].islower() and not line.startswith("make")}
    assert {"setup", "demo", "check", "policies", "test", "format", "words", "assets", "lock"} <= names


def test_the_database_for_tests_is_said_to_be_missing_where_it_is(tmp_path: Path):
    (tmp_path / "find").write_text("#!/bin/sh\n")
    (tmp_path / "find").chmod(0o755)
    bare = {"PATH": f"{tmp_path}:/usr/bin:/bin"}
    done = subprocess.run(
        [ROOT / "scripts/with-postgres", "true"], check=False, capture_output=True, text=True, env=bare
    )
    assert done.returncode == 1
    assert "apt-get install postgresql" in done.stderr


def test_a_taken_port_is_told_before_anything_is_installed():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = subprocess.run([ROOT / "scripts/demo", str(port)], check=False, capture_output=True, text=True)
    assert done.returncode == 2
    assert f"port {port} sedang dipakai" in done.stderr
    assert done.stdout == ""
