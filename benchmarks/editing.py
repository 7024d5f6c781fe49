"""The bar of the editor: one changed formula over a loaded snapshot, compiled, evaluated, compared and totalled."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from benchmarks.people import people
from kinerja_admin.engine.catalog import PolicyFile
from kinerja_admin.engine.columns.evaluation import evaluate
from kinerja_admin.engine.columns.given import GivenFacts
from kinerja_admin.engine.comparison import compare
from kinerja_admin.engine.policy import Policy
from kinerja_admin.engine.reader.load import load
from kinerja_admin.engine.reference import Evaluation
from kinerja_admin.engine.totals import totals

ROOT = Path(__file__).resolve().parents[1]
COUNT = 10_000
T = TypeVar("T")
TIMES = 9


def table() -> Iterator[str]:
    """Milliseconds of each part and of the whole, the best and the middle of nine changes."""
    text = (ROOT / "benchmarks" / "tunjangan40.yaml").read_text(encoding="utf-8")
    old = _loaded(text)
    facts = GivenFacts(tuple(map(str, range(COUNT))), people(COUNT), old.inputs)
    before = evaluate(old, facts, old.first_period)
    parts: dict[str, list[float]] = {}
    for number in range(TIMES):
        _change(parts, text.replace("0.0475", f"0.04{80 + number}"), facts, before)
    yield f"`tunjangan40` over {COUNT:,} people whose snapshot is loaded; one formula is changed each time.\n"
    yield "| part | best (ms) | middle (ms) |"
    yield "|---|---:|---:|"
    for name, found in parts.items():
        yield f"| {name} | {min(found):.1f} | {sorted(found)[TIMES // 2]:.1f} |"
    whole = [sum(one) for one in zip(*parts.values(), strict=True)]
    yield f"| **together** | **{min(whole):.1f}** | **{sorted(whole)[TIMES // 2]:.1f}** |"


def _change(parts: dict[str, list[float]], text: str, facts: GivenFacts, before: Evaluation) -> None:
    """What happens when somebody has typed."""
    policy = _timed(parts, "read and checked", lambda: _loaded(text))
    after = _timed(parts, "compiled and evaluated", lambda: evaluate(policy, facts, policy.first_period))
    _timed(parts, "totalled", lambda: totals(after))
    _timed(parts, "compared with the old version", lambda: compare(before, after))


def _loaded(text: str) -> Policy:
    loaded = load(PolicyFile(text=text, name="tunjangan40", tables={}), None)
    assert loaded.policy is not None, loaded.problems
    return loaded.policy


def _timed(parts: dict[str, list[float]], name: str, work: Callable[[], T]) -> T:
    start = time.perf_counter()
    found = work()
    parts.setdefault(name, []).append((time.perf_counter() - start) * 1e3)
    return found
