"""Rules of the house that no linter knows."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from kinerja_admin import errors
from kinerja_admin.locale.catalogue import sentences
from scripts import assets_manifest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "kinerja_admin"
RAISED = {
    name: kind
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, errors.KinerjaError)
}
MAKERS = {
    *RAISED,
    "Problem",
    "Finding",
    "problem",
    "refuse",
    "fault",
    "_of_kind",
}  # what makes a finding or an exception from its code
CODE = re.compile(r"[A-Z]{2,}(_[A-Z0-9]+)*")
WITHOUT_WEB_AND_DATABASE = """
import sys
for name in ("sqlalchemy", "starlette", "sqladmin", "alembic", "psycopg", "uvicorn", "wtforms", "jinja2"):
    sys.modules[name] = None  # importing it now fails
import pkgutil, importlib
import kinerja_admin.engine as engine
for module in pkgutil.walk_packages(engine.__path__, engine.__name__ + "."):
    importlib.import_module(module.name)
"""


def calls(path: Path) -> Iterator[ast.Call]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def name_of(call: ast.Call) -> str:
    function = call.func
    return (
        function.id if isinstance(function, ast.Name) else function.attr if isinstance(function, ast.Attribute) else ""
    )


def codes_in(call: ast.Call) -> Iterator[str]:
    """The codes among what a call hands over."""
    given = [*call.args, *(keyword.value for keyword in call.keywords if keyword.arg == "code")]
    texts = (argument.value for argument in given if isinstance(argument, ast.Constant))
    return (text for text in texts if isinstance(text, str) and CODE.fullmatch(text))


def named_codes() -> dict[str, str]:
    """The codes of findings and exceptions that are named where they are made, with the file."""
    found = {kind.code: "errors.py" for kind in RAISED.values()}
    for path in PACKAGE.rglob("*.py"):
        for call in calls(path):
            if name_of(call) in MAKERS:
                found |= dict.fromkeys(codes_in(call), path.relative_to(ROOT).as_posix())
    return found


def test_every_code_has_its_texts():
    assert {code: place for code, place in named_codes().items() if code not in sentences("problems")} == {}


def test_only_settings_reads_the_environment():
    readers = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if re.search(r"\bos\.(environ|getenv|environb)\b", path.read_text(encoding="utf-8"))
    }
    assert readers <= {"settings.py"}


def test_the_engine_stands_alone():
    command = [sys.executable, "-c", WITHOUT_WEB_AND_DATABASE]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr


def test_no_file_is_named_for_nothing():
    nothing = re.compile(r"(^|_)(utils?|helpers?|common|managers?|misc)$")
    assert [path for path in (*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.html")) if nothing.search(path.stem)] == []


def test_no_column_keeps_amounts_in_binary_floating_point():
    import kinerja_admin.models  # noqa: F401 - maps every table
    from kinerja_admin.models.base import Base

    columns = [column for table in Base.metadata.tables.values() for column in table.columns]
    assert columns
    assert [str(column) for column in columns if is_inexact(column.type)] == []


@pytest.mark.parametrize("kind", [sa.Numeric(10, 2), sa.Float(), sa.Double(), sa.REAL(), sa.DECIMAL()])
def test_inexact_columns_are_recognised(kind: sa.types.TypeEngine[Any]):
    assert is_inexact(kind)
    assert not is_inexact(sa.BigInteger())


def is_inexact(kind: sa.types.TypeEngine[Any]) -> bool:
    """Whether SQLite would keep the column's values as binary floating point."""
    stored = kind.impl_instance if isinstance(kind, sa.types.TypeDecorator) else kind
    return isinstance(stored, sa.Numeric | sa.Float)


def test_the_bundled_scripts_belong_to_their_sources():
    assert assets_manifest.differences(ROOT) == []


def test_a_changed_script_is_noticed(tmp_path: Path):
    vendor = tmp_path / assets_manifest.VENDOR
    vendor.mkdir(parents=True)
    (vendor / "editor.js").write_text("1")
    (vendor / "SHA256SUMS").write_text("00  frontend/build.mjs\n")
    assert assets_manifest.differences(tmp_path) == ["frontend/build.mjs", "kinerja_admin/static/vendor/editor.js"]
