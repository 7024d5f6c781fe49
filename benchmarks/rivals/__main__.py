"""Run one rival on facts from a file and say how long it took: python rivals ENGINE POLICY FACTS RESULT."""

from __future__ import annotations

import importlib
import json
import sys
import time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np

PACKAGES = {"numpy": "numpy", "simpleeval": "simpleeval", "openfisca": "openfisca-core", "zen": "zen-engine"}


def main(engine: str, policy: str, facts_file: str, result_file: str) -> None:
    """Best of three, or of one where it takes long."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    rival = importlib.import_module(f"benchmarks.rivals.{engine}_way")
    with np.load(facts_file) as stored:
        facts = {name: stored[name] for name in stored.files}
    seconds, result = [], np.zeros(0)
    for _ in range(3):
        prepared = rival.evaluate(policy, facts) if engine == "openfisca" else None
        start = time.perf_counter()
        result = np.asarray(prepared() if prepared else rival.evaluate(policy, facts), dtype=float)
        seconds.append(time.perf_counter() - start)
        if seconds[0] > 2:
            break
    np.save(result_file, result)
    try:
        found = version(PACKAGES[engine])
    except PackageNotFoundError:
        found = "?"
    sys.stdout.write(json.dumps({"seconds": min(seconds), "version": found}))


main(*sys.argv[1:])
