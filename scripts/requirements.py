"""Writes docs/requirements.md: what the four regions ask for, and where each of it works.

An id is answered by a test that carries ``@pytest.mark.requirement("SR-03")``; beside it stand the items of the
policies that name it in a comment. What has no test must say in docs/requirements.toml why it is open. ``write``
writes the page; without it the page is compared with what its sources give now.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ASKED = ROOT / "docs" / "requirements.toml"
PAGE = ROOT / "docs" / "requirements.md"
MARK = "requirement"
ID = re.compile(r"\b(?:BT|PP|KM|SR)-\d\d\b")
_ITEM = re.compile(r"^ {0,2}(?:- id: )?([a-z][a-z0-9_-]*):")
HEAD = """# What the regions ask for, and where it works

Written by `make requirements` from [requirements.toml](requirements.toml), the `requirement` markers of the tests and
the comments of the policies: do not edit. *Works* means that a test shows it.

"""


@dataclass(frozen=True, slots=True)
class Requirement:
    """One id: what is asked, in our own words, and what is said of it while it is not whole."""

    id: str
    title: str
    open: str = ""
    part: str = ""


def asked() -> Mapping[str, tuple[Requirement, ...]]:
    """Every id by the name of its region, in the order of the file."""
    regions = tomllib.loads(ASKED.read_text(encoding="utf-8"))
    return {
        region["name"]: tuple(Requirement(code, **facts) for code, facts in region.items() if code != "name")
        for region in regions.values()
    }


def tested() -> Mapping[str, list[str]]:
    """The tests that carry each id, as `path::name`."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for name, code in _marked(ast.parse(path.read_text(encoding="utf-8"))):
            found[code].append(f"{path.relative_to(ROOT)}{name}")
    return found


def _marked(module: ast.Module) -> Iterator[tuple[str, str]]:
    for node in module.body:
        if isinstance(node, ast.Assign) and any(
            isinstance(name, ast.Name) and name.id == "pytestmark" for name in node.targets
        ):
            yield from (("", code) for code in _ids(node.value))
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield from ((f"::{node.name}", code) for decorator in node.decorator_list for code in _ids(decorator))
            yield from ((f"::{node.name}{rest}", code) for rest, code in _marked(ast.Module(node.body, [])))


def _ids(node: ast.expr) -> Iterator[str]:
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == MARK:
            yield from (
                word.value for word in call.args if isinstance(word, ast.Constant) and isinstance(word.value, str)
            )


def ruled() -> Mapping[str, list[str]]:
    """The items of the newest version of each policy whose lines name each id, as `path (item, …)`."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for folder in sorted(path for path in (ROOT / "policies").glob("*/*") if path.is_dir()):
        for path in sorted(folder.glob("*.yaml"))[-1:]:
            for code, items in _named(path.read_text(encoding="utf-8")).items():
                found[code].append(f"{path.relative_to(ROOT)} ({', '.join(items)})")
    return found


def _named(text: str) -> Mapping[str, list[str]]:
    """Each id of a policy and the items it stands in or right above."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    waiting: list[str] = []
    item = ""
    for line in text.splitlines():
        if match := _ITEM.match(line):
            item, above = match[1], waiting
            waiting = []
            _add(found, above, item)
        names = ID.findall(line)
        if line.lstrip().startswith("#"):
            waiting += names
        else:
            _add(found, names, item)
    return found


def _add(found: defaultdict[str, list[str]], ids: list[str], item: str) -> None:
    for code in ids:
        if item not in found[code]:
            found[code].append(item)


def findings() -> list[str]:
    """What does not fit: an unknown id, an id without a test and without a word why, a word that is no longer true."""
    known = {one.id: one for requirements in asked().values() for one in requirements}
    tests = tested()
    stray = {**tests, **ruled()}.keys() - known.keys()
    silent = [code for code, one in known.items() if code not in tests and not one.open]
    stale = [code for code, one in known.items() if (code in tests and one.open) or (code not in tests and one.part)]
    return [
        *(f"{code}: no region asks for it" for code in sorted(stray)),
        *(f"{code}: no test carries it, and requirements.toml does not say why" for code in silent),
        *(
            f"{code}: requirements.toml says `open` of what a test shows, or `part` of what none shows"
            for code in stale
        ),
    ]


def page() -> str:
    """The page as the sources give it now."""
    tests, rules = tested(), ruled()
    regions = asked()
    return (
        HEAD + _summary(regions, tests) + "".join(_section(name, ones, tests, rules) for name, ones in regions.items())
    )


def _summary(regions: Mapping[str, tuple[Requirement, ...]], tests: Mapping[str, list[str]]) -> str:
    lines = ["| region | asked | works | works in part | open |", "|---|---|---|---|---|"]
    for name, ones in regions.items():
        states = [_state(one, tests) for one in ones]
        lines.append(
            f"| {name} | {len(ones)} | "
            + " | ".join(str(states.count(state)) for state in ("works", "part", "open"))
            + " |"
        )
    return "\n".join(lines) + "\n"


def _state(one: Requirement, tests: Mapping[str, list[str]]) -> str:
    if one.id not in tests:
        return "open"
    return "part" if one.part else "works"


def _section(
    name: str, ones: tuple[Requirement, ...], tests: Mapping[str, list[str]], rules: Mapping[str, list[str]]
) -> str:
    lines = [f"\n## {name}\n", "| id | asked | state | where |", "|---|---|---|---|"]
    for one in ones:
        said = {"works": "works", "part": f"in part: {one.part}", "open": f"open: {one.open}"}[_state(one, tests)]
        where = "<br>".join(
            [*(f"`{rule}`" for rule in rules.get(one.id, ())), *(f"`{test}`" for test in tests.get(one.id, ()))]
        )
        lines.append(f"| {one.id} | {one.title} | {said} | {where} |")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write the page or check it; the exit status."""
    found = findings()
    if sys.argv[1:] == ["write"]:
        PAGE.write_text(page(), encoding="utf-8")
    elif not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page():
        found.append("docs/requirements.md is not what its sources give: run make requirements")
    for line in found:
        print(f"requirements: {line}", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
