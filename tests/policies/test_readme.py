"""The author's guide can fail: its examples run, and it leaves no key, function, code or unit out."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from kinerja_admin.engine.catalog import FolderShelf, PolicyFile
from kinerja_admin.engine.examples import run_examples
from kinerja_admin.engine.functions import CALLABLE
from kinerja_admin.engine.policy import Policy
from kinerja_admin.engine.reader.layout import LAYOUT
from kinerja_admin.engine.reader.load import Loaded, load
from kinerja_admin.engine.reader.rules import ERROR_CODES

FENCE = re.compile(r"^```yaml (kebijakan|potongan|salah|data) ?(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)

HEAD = {
    "schema": "kinerja-policy/1",
    "region": "contoh",
    "policy": "panduan",
    "version": '"1"',
    "title": "Contoh panduan",
    "effective": "{from: 2026-01, to: null}",
    "decided": "2025-12-01",
    "period": "month",
    "law": "\n  perwal-contoh: {title: Peraturan contoh}\n  sk-contoh: {title: Keputusan contoh}",
}

ROW = re.compile(r"^\| `(\w+)\([^|]*\)` \|[^|]*\|([^|]*)\|([^|]*)\|$", re.MULTILINE)


def completed(piece: str) -> str:
    """A piece of a policy under the head that the guide promises; what the piece says itself stands."""
    missing = [f"{key}: {value}" for key, value in HEAD.items() if not re.search(rf"^{key}:", piece, re.MULTILINE)]
    return "\n".join([*missing, piece])


def loaded(text: str, shelf: FolderShelf) -> Loaded:
    return load(PolicyFile(text, "panduan.yaml"), shelf)


def errors(found: Loaded) -> list[tuple[str, str]]:
    return [(problem.code, problem.location.path) for problem in found.problems if problem.is_error]


def blocks(guide: str, kind: str) -> list[tuple[str, str]]:
    return [(code, text) for found, code, text in FENCE.findall(guide) if found == kind]


def test_whole_policies_load_and_pass(guide: str, shelf: FolderShelf):
    found = blocks(guide, "kebijakan")
    assert found
    for _, text in found:
        result = loaded(text, shelf)
        assert errors(result) == []
        assert result.policy is not None
        assert all(outcome.passed for outcome in run_examples(result.policy))


def test_the_first_change_makes_the_tests_speak(guide: str, shelf: FolderShelf):
    ((_, text),) = blocks(guide, "kebijakan")
    changed = loaded(text.replace("37_000", "40_000"), shelf)
    assert changed.policy is not None
    failed = [outcome.example.id for outcome in run_examples(changed.policy) if not outcome.passed]
    assert failed == ["dua-puluh-hari", "tepat-di-batas", "melewati-batas"]
    mended = loaded(text.replace("37_000", "40_000").replace("740_000", "800_000").replace("814_000", "880_000"), shelf)
    assert mended.policy is not None
    assert all(outcome.passed for outcome in run_examples(mended.policy))


def test_pieces_load_and_pass(guide: str, shelf: FolderShelf):
    found = blocks(guide, "potongan")
    assert len(found) > 10
    for _, text in found:
        result = loaded(completed(text), shelf)
        assert errors(result) == [], text
        assert result.policy is not None
        assert [outcome for outcome in run_examples(result.policy) if not outcome.passed] == []


def test_wrong_pieces_are_refused_as_the_guide_says(guide: str, shelf: FolderShelf):
    found = blocks(guide, "salah")
    assert found
    for code, text in found:
        assert [problem for problem, _ in errors(loaded(completed(text), shelf))] == [code], text


def functions(guide: str) -> list[tuple[str, str, str]]:
    """Function, example and result of every row of the table of functions."""
    section = re.split(r"^## ", guide.split("## Fungsi", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]
    return [
        (name, example.strip().strip("`"), result.strip().strip("`")) for name, example, result in ROW.findall(section)
    ]


def test_every_function_has_its_row(guide: str):
    assert {name for name, _, _ in functions(guide)} == set(CALLABLE)


def test_every_example_of_a_function_gives_its_result(guide: str, shelf: FolderShelf):
    ((_, data),) = blocks(guide, "data")
    facts, given = data.split("given:\n")
    for name, example, result in functions(guide):
        if not result:
            continue
        text = completed(
            f"{facts}rounding:\n  rupiah: {{to: 1}}\nsteps:\n  hasil:\n    formula: {example}\ntests:\n"
            f"  - id: contoh\n    period: 2026-03\n    expect: {{hasil: {result}}}\n    given:\n"
            + re.sub(r"^", "    ", given, flags=re.MULTILINE),
        )
        found = loaded(text, shelf)
        assert errors(found) == [], name
        assert found.policy is not None
        (outcome,) = run_examples(found.policy)
        assert outcome.passed, (example, outcome)


@pytest.mark.parametrize("group", sorted(LAYOUT))
def test_every_key_is_described(guide: str, group: str):
    assert [key for key in LAYOUT[group] if f"`{key}`" not in guide] == []


def test_every_choice_of_a_key_is_described(guide: str):
    words = {word for group in LAYOUT.values() for key in group.values() for word in key.choices}
    assert sorted(word for word in words if f"`{word}`" not in guide) == []


def test_every_error_of_a_person_is_described(guide: str):
    assert [code for code in (*ERROR_CODES, "NOT_EFFECTIVE") if f"`{code}`" not in guide] == []


def test_every_unit_that_ships_is_described(guide: str, policies: dict[str, Policy]):
    inputs = {str(one.shape.unit) for policy in policies.values() for one in policy.inputs.values() if one.shape.unit}
    steps = {one.unit for policy in policies.values() for one in policy.steps.values() if one.unit}
    assert sorted(unit for unit in inputs | steps if f"`{unit}`" not in guide) == []


def test_every_link_inside_the_guide_leads_somewhere(guide: str):
    headings = re.findall(r"^#+ (.+)$", guide, re.MULTILINE)
    anchors = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    assert [link for link in re.findall(r"\]\(#([^)]+)\)", guide) if link not in anchors] == []


# Codes of one word, and words in capitals that are no codes of findings, would escape or disturb the search below.
SINGLE = {"CYCLE", "UNUSED", "UNPROTECTED"}
CODE = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)+")


def codes_of_the_engine() -> set[str]:
    """Every code that stands as a text in the engine's sources, functions and errors of persons aside."""
    root = Path(__file__).resolve().parents[2] / "kinerja_admin/engine"
    texts = {
        node.value
        for path in root.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return (
        {text for text in texts if CODE.fullmatch(text) or text in SINGLE} - CALLABLE - {*ERROR_CODES, "NOT_EFFECTIVE"}
    )


def test_every_finding_is_described_and_none_is_invented(guide: str):
    section = guide.split("## Temuan pemeriksa", 1)[1]
    assert set(re.findall(r"^\| `([A-Z0-9_]+)` \|", section, re.MULTILINE)) == codes_of_the_engine()
