"""The first table: the same policies and people in every engine, time a person, and whose net is not the exact one.

Engines that walk from person to person are timed on the first thousands only.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.people import people
from kinerja_admin.engine.columns.given import GivenFacts, read_population
from kinerja_admin.engine.columns.plan import plan, run
from kinerja_admin.engine.columns.typed import Given
from kinerja_admin.engine.periods import parse_period
from kinerja_admin.engine.policy import Policy
from kinerja_admin.engine.reader.load import load_path
from kinerja_admin.engine.reference import Prepared, evaluate_person

ROOT = Path(__file__).resolve().parents[1]
POLICIES = ("tunjangan14", "tunjangan40")
MOST_ONE_BY_ONE = {"reference": 500, "simpleeval": 5_000, "zen": 5_000}


@dataclass(frozen=True, slots=True)
class Line:
    """One engine on one policy: seconds, for how many people, and the nets that it found."""

    engine: str
    seconds: float
    count: int
    net: Any
    version: str = ""

    @property
    def micros(self) -> float:
        """Microseconds a person."""
        return self.seconds / self.count * 1e6


def table(rivals: str, counts: list[int], threads: int) -> Iterator[str]:
    """The table of every policy and number of people, as Markdown."""
    for count in counts:
        for name in POLICIES:
            yield f"\n### {name}, {count:,} people\n"
            yield from shown(list(lines(name, count, rivals, threads)))


def lines(name: str, count: int, rivals: str, threads: int) -> Iterator[Line]:
    """Ours, then everybody else."""
    loaded = load_path(ROOT / "benchmarks" / f"{name}.yaml")
    assert loaded.policy is not None, loaded.problems
    facts = {one: given for one, given in people(count).items() if one in loaded.policy.inputs}
    exact = ours(loaded.policy, facts, count, threads)
    yield exact
    if threads > 1:
        single = ours(loaded.policy, facts, count, 1)
        yield Line("ours, fast, one thread", single.seconds, count, single.net)
    yield reference(loaded.policy, facts, min(count, MOST_ONE_BY_ONE["reference"]))
    for engine in ("numpy", "openfisca", "simpleeval", "zen"):
        found = rival(engine, name, facts, min(count, MOST_ONE_BY_ONE.get(engine, count)), rivals)
        if found is not None:
            yield found


def ours(policy: Policy, facts: Any, count: int, threads: int) -> Line:
    """The columns over loaded facts, with the writing of the program included."""
    period = parse_period("2026-01")
    assert period is not None
    prepared = Prepared(policy, period)
    population = read_population(prepared, GivenFacts(tuple(map(str, range(count))), facts, policy.inputs))
    (last,) = policy.outputs
    seconds = []
    for _ in range(5):
        start = time.perf_counter()
        made = plan(prepared, population, [last])
        run(made, threads)
        seconds.append(time.perf_counter() - start)
    return Line("ours, fast", min(seconds), count, made.steps[last].values, f"{threads} threads")


def reference(policy: Policy, facts: Any, count: int) -> Line:
    """The judge, one person at a time."""
    period = parse_period("2026-01")
    assert period is not None
    given = GivenFacts(tuple(map(str, range(count))), facts, policy.inputs)
    rows = [given.row(place) for place in range(count)]
    (last,) = policy.outputs
    start = time.perf_counter()
    prepared = Prepared(policy, period)
    results = [evaluate_person(prepared, "", row) for row in rows]
    seconds = time.perf_counter() - start
    return Line("ours, reference", seconds, count, np.array([int(one.values[last]) for one in results]))  # type: ignore[arg-type]


def rival(engine: str, policy: str, facts: Any, count: int, python: str) -> Line | None:
    """Another engine in its own environment; None where it is not installed."""
    with tempfile.TemporaryDirectory() as folder:
        given, result = Path(folder) / "facts.npz", Path(folder) / "net.npy"
        np.savez(given, **{name: _plain(one, count) for name, one in facts.items()})
        command = [python, str(ROOT / "benchmarks/rivals"), engine, policy, str(given), str(result)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own script
        if done.returncode:
            sys.stderr.write(f"{engine}: {done.stderr.strip().splitlines()[-1]}\n")
            return None
        told = json.loads(done.stdout.splitlines()[-1])
        return Line(engine, told["seconds"], count, np.load(result), told["version"])


def _plain(given: Given, count: int) -> Any:
    """A fact as binary floating point takes it."""
    return given.values[:count] / 10**given.decimals if given.decimals else given.values[:count]


def shown(found: list[Line]) -> Iterator[str]:
    """The lines of one table."""
    exact = found[0]
    yield "| engine | µs a person | ratio to ours | people with another net | largest difference (Rp) | remark |"
    yield "|---|---:|---:|---:|---:|---|"
    for line in found:
        wrong = np.abs(line.net - exact.net[: line.count])
        share = f"{np.count_nonzero(wrong) / line.count:.2%}" if wrong.any() else "none"
        remark = line.version if line.count == exact.count else f"{line.version} on {line.count:,} people".strip()
        yield (
            f"| {line.engine} | {line.micros:.3f} | {line.micros / exact.micros:,.2f} | {share} | {wrong.max():,.0f} "
            f"| {remark} |"
        )
