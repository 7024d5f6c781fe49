"""Documentation that can fail: every setting and every dependency is described, and nothing else is."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import MISSING, fields
from pathlib import Path

from kinerja_admin.settings import PREFIX, Settings

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def rows(page: str, heading: str = "") -> dict[str, list[str]]:
    """The tables of a page, below a heading: first cell to the others."""
    text = (ROOT / page).read_text(encoding="utf-8")
    if heading:
        text = re.split(r"^## ", text.split(f"## {heading}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]
    found = (line.strip("|").split("|") for line in text.splitlines() if line.startswith("| "))
    table = {cells[0].strip().strip("`"): [cell.strip() for cell in cells[1:]] for cells in found}
    return {name: cells for name, cells in table.items() if name not in {"variable", "package", "page"}}


def names(requirements: list[str]) -> list[str]:
    """The packages that requirements ask for, without extras and versions."""
    return [re.split(r"[\[<>=~! ]", requirement, maxsplit=1)[0] for requirement in requirements]


def written(default: object) -> str:
    """A default as the documentation writes it."""
    if isinstance(default, bool):
        return str(int(default))
    return ",".join(default) if isinstance(default, tuple) else str(default)


def test_every_setting_is_described_with_its_default():
    described = rows("docs/settings.md")
    assert list(described) == sorted(described, key=[PREFIX + field.name.upper() for field in fields(Settings)].index)
    for field in fields(Settings):
        default, meaning = described[PREFIX + field.name.upper()]
        assert meaning
        if field.name != "secret_key":
            assert field.default is not MISSING
            assert default.strip("`") == written(field.default)


def test_every_dependency_has_its_reason_and_stands_in_order():
    assert list(rows("docs/dependencies.md", "To run")) == sorted(names(PROJECT["dependencies"]))
    assert list(rows("docs/dependencies.md", "To develop")) == sorted(names(PROJECT["optional-dependencies"]["dev"]))
    package = json.loads((ROOT / "frontend/package.json").read_text(encoding="utf-8"))
    assert set(rows("docs/dependencies.md", "In the browser")) == set(package["devDependencies"])
    assert all(reason[0] for reason in rows("docs/dependencies.md").values())


def test_every_link_in_the_documentation_leads_somewhere():
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "frontend/README.md"]
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#:]+)[^):]*\)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert broken == []
