"""One table: the same policies and people in every engine, time a person, and whose net is not the exact one.

    python benchmarks/run.py [--rivals PYTHON] [--people 10000 1000000] [--threads 2]

``--rivals`` names the interpreter of an environment with openfisca-core, zen-engine and simpleeval; they are never a
dependency of the program. Engines that walk from person to person are timed on the first thousands only.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.people import people  # noqa: E402 - found through the line above
from kinerja_admin.engine.columns.given import GivenFacts, read_population  # noqa: E402
from kinerja_admin.engine.columns.plan import plan, run  # noqa: E402
from kinerja_admin.engine.columns.typed import Given  # noqa: E402
from kinerja_admin.engine.periods import parse_period  # noqa: E402
from kinerja_admin.engine.policy import Policy  # noqa: E402
from kinerja_admin.engine.reader.load import load_path  # noqa: E402
from kinerja_admin.engine.reference import Prepared, evaluate_person  # noqa: E402

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


def main() -> None:
    """Print the table of every policy and number of people."""
    arguments = _arguments()
    print(machine())
    for count in arguments.people:
        for name in POLICIES:
            print(f"\n{name}, {count:,} people\n")
            show(list(lines(name, count, arguments.rivals, arguments.threads)))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rivals", default=sys.executable)
    parser.add_argument("--people", type=int, nargs="+", default=[10_000, 1_000_000])
    parser.add_argument("--threads", type=int, default=min(2, os.cpu_count() or 1))
    return parser.parse_args()


def lines(name: str, count: int, rivals: str, threads: int) -> Any:
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


def show(found: list[Line]) -> None:
    """The table as Markdown."""
    exact = found[0]
    print("| engine | µs a person | ratio to ours | people with another net | largest difference (Rp) | remark |")
    print("|---|---:|---:|---:|---:|---|")
    for line in found:
        wrong = np.abs(line.net - exact.net[: line.count])
        share = f"{np.count_nonzero(wrong) / line.count:.2%}" if wrong.any() else "none"
        remark = line.version if line.count == exact.count else f"{line.version} on {line.count:,} people".strip()
        print(f"| {line.engine} | {line.micros:.3f} | {line.micros / exact.micros:,.2f} | {share} | {wrong.max():,.0f} "
              f"| {remark} |")  # fmt: skip


def machine() -> str:
    """What the numbers were measured on."""
    described = Path("/proc/cpuinfo")
    cpu = next((line.split(":")[1].strip() for line in described.read_text().splitlines() if "model name" in line),
               platform.processor()) if described.exists() else platform.processor()  # fmt: skip
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    return f"{cpu}, {os.cpu_count()} cores, {pages:.0f} GiB; Python {platform.python_version()}, NumPy {np.__version__}"


if __name__ == "__main__":
    main()
