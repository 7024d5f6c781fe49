"""The first table: the same policies and people in every engine, time a person, and whose net is not the exact one.

Engines that work in arrays take turns, round after round, and the best of each counts: what else the machine does
meanwhile meets all of them. Engines that walk from person to person are timed once, on the first thousands only.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.people import people
from kinerja_admin.engine.columns.given import GivenFacts, read_population
from kinerja_admin.engine.columns.plan import plan, run
from kinerja_admin.engine.columns.population import Population
from kinerja_admin.engine.columns.typed import Given
from kinerja_admin.engine.policy import Policy
from kinerja_admin.engine.reader.load import load_path
from kinerja_admin.engine.reference import Prepared, evaluate_person

ROOT = Path(__file__).resolve().parents[1]
POLICIES = ("tunjangan14", "tunjangan40")
IN_ARRAYS = ("numpy", "openfisca")
MOST_ONE_BY_ONE = {"reference": 500, "simpleeval": 5_000, "zen": 5_000}

LEAST_ROUNDS = 15
ENOUGH_PEOPLE = 2_000_000
"""So many people in all the rounds together are enough, when there are few in each."""

Once = Callable[[], float]
"""Does the work once and says how many seconds it took."""


@dataclass(frozen=True, slots=True)
class Line:
    """One engine on one policy: seconds, for how many people, and the nets that it found."""

    engine: str
    seconds: float
    count: int
    net: Any
    remark: str = ""

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
    ours = Ours(loaded.policy, facts, count)
    with ExitStack() as stack:
        found = [Rival.started(stack, engine, name, facts, count, rivals) for engine in IN_ARRAYS]
        turns: dict[str, Once] = {
            "ours, fast": ours.anew,
            "ours, fast, written before": ours.again,
            **({f"the same, {threads} threads": lambda: ours.again(threads)} if threads > 1 else {}),
            **{rival.engine: rival.once for rival in found if rival is not None},
        }
        best = taking_turns(turns, rounds=max(LEAST_ROUNDS, min(40, ENOUGH_PEOPLE // count)))
        nets = {rival.engine: (rival.net(), rival.version) for rival in found if rival is not None}
    for engine, seconds in best.items():
        net, remark = nets.get(engine, (ours.net, ""))
        yield Line(engine, seconds, count, net, remark)
    yield reference(loaded.policy, facts, min(count, MOST_ONE_BY_ONE["reference"]))
    yield from one_by_one(name, facts, count, rivals)


def taking_turns(turns: Mapping[str, Once], rounds: int) -> dict[str, float]:
    """The best of each; every round lets everybody work once."""
    best: dict[str, float] = {}
    for _ in range(rounds):
        for engine, once in turns.items():
            best[engine] = min(best.get(engine, float("inf")), once())
    return best


class Ours:
    """The columns over loaded facts."""

    def __init__(self, policy: Policy, facts: Mapping[str, Given], count: int) -> None:
        """Read the facts, and write a program beforehand."""
        self.prepared = Prepared(policy, policy.first_period)
        given = GivenFacts(tuple(map(str, range(count))), facts, policy.inputs)
        self.population: Population = read_population(self.prepared, given)
        (self.last,) = policy.outputs
        self.written = plan(self.prepared, self.population, [self.last])

    def anew(self) -> float:
        """With the writing of the program included."""
        start = time.perf_counter()
        made = plan(self.prepared, self.population, [self.last])
        run(made)
        return time.perf_counter() - start

    def again(self, threads: int = 1) -> float:
        """With a program that was written beforehand."""
        start = time.perf_counter()
        run(self.written, threads)
        return time.perf_counter() - start

    @property
    def net(self) -> Any:
        """Everybody's last step, in whole rupiah."""
        column = self.written.steps[self.last]
        assert column.unit == 1
        return column.values


def reference(policy: Policy, facts: Mapping[str, Given], count: int) -> Line:
    """The judge, one person at a time."""
    given = GivenFacts(tuple(map(str, range(count))), facts, policy.inputs)
    rows = [given.row(place) for place in range(count)]
    (last,) = policy.outputs
    start = time.perf_counter()
    prepared = Prepared(policy, policy.first_period)
    results = [evaluate_person(prepared, "", row) for row in rows]
    seconds = time.perf_counter() - start
    return Line("ours, reference", seconds, count, np.array([int(one.values[last]) for one in results]))  # type: ignore[arg-type]


def one_by_one(name: str, facts: Mapping[str, Given], count: int, rivals: str) -> Iterator[Line]:
    """Engines that know one person at a time."""
    for engine in ("simpleeval", "zen"):
        few = min(count, MOST_ONE_BY_ONE[engine])
        with ExitStack() as stack:
            rival = Rival.started(stack, engine, name, facts, few, rivals)
            if rival is not None:
                seconds = rival.once()
                yield Line(engine, seconds, few, rival.net(), rival.version)


class Rival:
    """Another engine in an environment of its own: it works once for every line that it is sent, and says how long."""

    def __init__(self, engine: str, folder: Path, process: subprocess.Popen[str], version: str) -> None:
        """Remember a process that is ready."""
        self.engine, self.version = engine, version
        self._folder, self._process = folder, process

    @classmethod
    def started(
        cls, stack: ExitStack, engine: str, policy: str, facts: Mapping[str, Given], count: int, python: str
    ) -> Rival | None:  # fmt: skip
        """An engine with the facts in its memory; None where it is not installed."""
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        np.savez(folder / "facts.npz", **{name: _plain(one, count) for name, one in facts.items()})
        command = [python, str(ROOT / "benchmarks/rivals"), engine, policy, str(folder)]
        process = stack.enter_context(
            subprocess.Popen(  # noqa: S603 - our own script
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
            )
        )
        assert process.stdout is not None
        told = process.stdout.readline()
        if not told:
            assert process.stderr is not None
            sys.stderr.write(f"{engine}: {process.stderr.read().strip().splitlines()[-1]}\n")
            return None
        return cls(engine, folder, process, json.loads(told))

    def once(self) -> float:
        """Seconds of one evaluation."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return float(self._process.stdout.readline())

    def net(self) -> Any:
        """What it found; it ends with that."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()
        return np.load(self._folder / "net.npy")


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
        remark = line.remark if line.count == exact.count else f"{line.remark} on {line.count:,} people".strip()
        yield (
            f"| {line.engine} | {line.micros:.3f} | {line.micros / exact.micros:,.2f} | {share} | {wrong.max():,.0f} "
            f"| {remark} |"
        )
