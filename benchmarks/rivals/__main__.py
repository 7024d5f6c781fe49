"""Run one rival on facts from a file: python rivals ENGINE POLICY FOLDER.

It says its version when it is ready. Every line that it is sent has it work once and say how many seconds that took;
when nothing more comes it writes what it found.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np

PACKAGES = {"numpy": "numpy", "simpleeval": "simpleeval", "openfisca": "openfisca-core", "zen": "zen-engine"}


def main(engine: str, policy: str, folder: str) -> None:
    """Answer every line."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    rival = importlib.import_module(f"benchmarks.rivals.{engine}_way")
    with np.load(Path(folder) / "facts.npz") as stored:
        facts = {name: stored[name] for name in stored.files}
    _say(json.dumps(_version(PACKAGES[engine])))
    result = np.zeros(0)
    for _ in sys.stdin:
        prepared = rival.evaluate(policy, facts) if engine == "openfisca" else None
        start = time.perf_counter()
        found = prepared() if prepared else rival.evaluate(policy, facts)
        seconds = time.perf_counter() - start
        result = np.asarray(found, dtype=float)
        _say(str(seconds))
    np.save(Path(folder) / "net.npy", result)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "?"


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


main(*sys.argv[1:])
