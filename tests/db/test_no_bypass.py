"""Nothing above the database room speaks to a connection or to bare tables: there the walls would not stand."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent.parent / "kinerja_admin"
ROOMS_ABOVE = ("admin", "api", "app.py", "cli", "portal", "services")
FORBIDDEN_ATTRIBUTES = {"__table__", "connection", "connect", "exec_driver_sql"}
FORBIDDEN_IMPORTS = {"text", "Table", "insert"}


def bypasses(file: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Attribute) and node.attr in FORBIDDEN_ATTRIBUTES:
            found.append(f"{file.name}:{node.lineno} .{node.attr}")
        if isinstance(node, ast.ImportFrom) and node.module == "sqlalchemy":
            found += [f"{file.name}:{node.lineno} {name.name}" for name in node.names if name.name in FORBIDDEN_IMPORTS]
    return found


@pytest.mark.parametrize("room", ROOMS_ABOVE)
def test_no_room_above_bypasses_the_session(room: str) -> None:
    place = PACKAGE / room
    files = [place] if place.is_file() else sorted(place.rglob("*.py"))
    assert [line for file in files for line in bypasses(file)] == []


def test_the_search_finds_what_it_looks_for(tmp_path: Path) -> None:
    guilty = tmp_path / "guilty.py"
    guilty.write_text("from sqlalchemy import text\nsession.connection().execute(Pegawai.__table__.select())\n")
    assert sorted(bypasses(guilty)) == ["guilty.py:1 text", "guilty.py:2 .__table__", "guilty.py:2 .connection"]
