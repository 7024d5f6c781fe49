"""A comma written as decimal sign, which a formula takes for one more argument."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from kinerja_admin.engine.expression.syntax import Finding, parse
from kinerja_admin.engine.functions import CALLABLE, FUNCTIONS

_DECIMAL_COMMA = re.compile(r"(?<=[0-9]),(?=[0-9])")


def with_decimal_comma(text: str, findings: list[Finding]) -> Iterator[Finding]:
    """Too many arguments because of ``0,5``: say that, with the formula put right."""
    for finding in findings:
        commas = list(_DECIMAL_COMMA.finditer(text)) if finding.code == "ARGUMENT_COUNT" else []
        better = [f"{text[: comma.start()]}.{text[comma.end() :]}" for comma in commas]
        better += [_DECIMAL_COMMA.sub(".", text)] if len(commas) > 1 else []
        right = next((one for one in better if not _counts_wrong(one)), None)
        place = commas[0].start() if commas else 0
        yield Finding("FORMULA_DECIMAL_COMMA", place, {"text": ",", "better": right}) if right else finding


def _counts_wrong(text: str) -> bool:
    tree = parse(text, CALLABLE).tree
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)] if tree else []
    known = [(FUNCTIONS.get(call.func.id), len(call.args)) for call in calls if isinstance(call.func, ast.Name)]
    return tree is None or any(one and not one.least <= count <= one.most for one, count in known)
