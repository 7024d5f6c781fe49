"""The policy of fourteen steps in zen-engine: one expression node, evaluated for one person after the other."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import zen

from benchmarks.rivals import numpy_way as tables
from benchmarks.rivals import simpleeval_way


def _bands(table: tuple[Any, Any], name: str) -> str:
    text = str(table[1][0])
    for edge, value in zip(table[0][1:], table[1][1:], strict=True):
        text = f"({name} >= {edge} ? {value} : {text})"
    return text


def _tax(name: str) -> str:
    text = str(tables.PAJAK[1][-1])
    for edge, value in reversed(list(zip(tables.PAJAK[0], tables.PAJAK[1], strict=False))):
        text = f"({name} <= {edge} ? {value} : {text})"
    return text


def _rewritten(text: str) -> str:
    for name in ("nilai", "telat", "beban", "tempat", "kondisi", "kelangkaan"):
        for argument in ("nilai", "menit_telat", "kelas"):
            text = text.replace(f"band_{name}({argument})", _bands(getattr(tables, name.upper()), argument))
    for argument in ("bruto_semua", "bruto"):
        text = text.replace(f"pajak({argument})", _tax(argument))
    bpk = str(tables.BPK[-1])
    for number in range(16, 0, -1):
        bpk = f"(kelas == {number} ? {tables.BPK[number - 1]} : {bpk})"
    text = text.replace("bpk(kelas)", bpk).replace("status(status_pegawai)", "(status_pegawai == 0 ? 80 : 100)")
    if " if " in text:
        value, rest = text.split(" if ", 1)
        condition, other = rest.split(" else ", 1)
        text = f"{condition} ? {value} : {_rewritten(other.strip('()')) if ' if ' in other else other}"
    text = text.replace("min(masa_kerja, 30)", "min([masa_kerja, 30])").replace("min(anak, 2)", "min([anak, 2])")
    text = text.replace("min(pokok, 12000000)", "min([pokok, 12000000])")
    return _rounded(text)


def _rounded(text: str) -> str:
    if text.startswith("min(cents("):
        inner = text.removeprefix("min(cents(").removesuffix("), 100)")
        return f"min([floor(({inner}) * 100 + 0.5) / 100, 100])"
    text = text.replace("rupiah(", "floor(0.5 + ")
    if text.startswith("cents("):
        text = f"floor(({text.removeprefix('cents(').removesuffix(')')}) * 100 + 0.5) / 100"
    return text


def evaluate(policy: str, facts: Mapping[str, Any]) -> list[float]:
    """The last step of everybody, one person after the other."""
    steps = simpleeval_way.POLICIES[policy]
    expressions = [
        {"id": name, "key": name, "value": _named(_rewritten(text), steps)} for name, text in steps.items()
    ]  # fmt: skip
    graph = {
        "nodes": [
            {"id": "in", "type": "inputNode", "name": "in"},
            {"id": "steps", "type": "expressionNode", "name": "steps", "content": {"expressions": expressions}},
            {"id": "out", "type": "outputNode", "name": "out"},
        ],
        "edges": [
            {"id": "a", "sourceId": "in", "targetId": "steps"}, {"id": "b", "sourceId": "steps", "targetId": "out"},
        ],
    }  # fmt: skip
    decision = zen.ZenEngine().create_decision(json.dumps(graph))
    names, last = list(facts), list(steps)[-1]
    rows = zip(*(facts[name].tolist() for name in names), strict=True)
    return [decision.evaluate(dict(zip(names, row, strict=True)))["result"][last] for row in rows]


def _named(text: str, steps: Mapping[str, str]) -> str:
    """Earlier results are read through ``$`` inside one node."""
    return re.sub(r"[a-z_0-9]+", lambda found: f"$.{found[0]}" if found[0] in steps else found[0], text)
