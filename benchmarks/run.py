"""Every table of docs/benchmarks.md in one run on one machine.

    python -m benchmarks.run [--rivals PYTHON] [--people 10000 1000000] [--output docs/benchmarks.md] [--only engines …]

``--rivals`` names the interpreter of an environment with what the engines are compared with; `make bench` makes it.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from benchmarks import database, editing, engines, growth

HEAD = """# How fast it is

Written by `make bench`; every number of one table was measured in one run. Ratios, not seconds, carry over to other
machines. The engines that work in arrays take turns, fifteen to forty rounds of them, and the best of each counts; the
load of the machine is that of the moment before.
"""

ENGINES = """Net amounts against the exact ones: whoever has another net would be paid another amount. *Ours, fast*
begins with the policy and writes its program anew each time, as the editor has to; *written before* runs a program that
was written once, and that is what NumPy and OpenFisca, whose programs were written by hand before the clock starts, are
fairly compared with. They work on one thread."""

PARTS = ("engines", "database", "growth", "editing")


def main() -> None:
    """Measure, and write the page."""
    asked = _arguments()
    out = asked.output.open("w", encoding="utf-8") if asked.output else sys.stdout
    for line in _page(asked):
        out.write(f"{line}\n")
        out.flush()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rivals", default=sys.executable)
    parser.add_argument("--people", type=int, nargs="+", default=[10_000, 1_000_000])
    parser.add_argument("--growth", type=int, nargs="+", default=[10_000, 100_000, 1_000_000, 4_800_000])
    parser.add_argument("--threads", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--databases", nargs="+", default=[], help="addresses of databases with seeded people")
    parser.add_argument("--output", type=Path)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    return parser.parse_args()


def _page(asked: argparse.Namespace) -> Iterator[str]:
    yield HEAD
    yield f"{machine()}\n"
    if "engines" in asked.only:
        yield "## One policy, one population, every engine\n"
        yield ENGINES
        yield from engines.table(asked.rivals, asked.people, asked.threads)
    if "database" in asked.only and asked.databases:
        yield "\n## From records to stored results\n"
        yield from database.table(asked.databases)
    if "growth" in asked.only:
        yield "\n## Growth\n"
        yield from growth.table(asked.growth, asked.threads)
    if "editing" in asked.only:
        yield "\n## One changed formula\n"
        yield from editing.table()
    yield (Path(__file__).parent / "notes.md").read_text(encoding="utf-8").rstrip()


def machine() -> str:
    """What the numbers were measured on."""
    described = Path("/proc/cpuinfo")
    names = [line.split(":")[1].strip() for line in described.read_text().splitlines() if "model name" in line]
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    packages = ", ".join(f"{name} {version(name)}" for name in ("numpy", "pyarrow", "sqlalchemy", "psycopg"))
    return (
        f"{names[0] if names else platform.processor()}, {os.cpu_count()} cores, {pages:.0f} GiB; load "
        f"{os.getloadavg()[0]:.1f}; Python {platform.python_version()}, {packages}."
    )


if __name__ == "__main__":
    main()
