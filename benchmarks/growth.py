"""The third table: from ten thousand people to a nation's, streamed from a generated snapshot; time and peak memory."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.people import people
from kinerja_admin.engine.columns.evaluation import evaluate_columns
from kinerja_admin.engine.columns.given import GivenFacts
from kinerja_admin.engine.columns.spelling import total
from kinerja_admin.engine.policy import Policy
from kinerja_admin.engine.reader.load import load_path
from kinerja_admin.services.columnar.arrays import arrow_of, given_of_arrow

ROOT = Path(__file__).resolve().parents[1]
BLOCK = 100_000
KINDS = {"status_pegawai": "text", "tingkat_hukuman": "text", "kawin": "condition", "zakat_gaji": "condition",
         "capaian": "decimal", "perilaku": "decimal"}  # fmt: skip


def table(counts: list[int], threads: int) -> Iterator[str]:
    """One line for each number of people, each in a process of its own."""
    yield f"`tunjangan40` read from a Parquet snapshot and written to a Parquet file, {BLOCK:,} people at a time.\n"
    yield "| people | seconds | µs a person | peak memory (MiB) | total of net pay (Rp) |"
    yield "|---:|---:|---:|---:|---:|"
    for count in counts:
        with tempfile.TemporaryDirectory() as folder:
            generate(Path(folder) / "snapshot.parquet", count)
            command = [sys.executable, "-m", "benchmarks.growth", folder, str(threads)]
            done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)  # noqa: S603 - our own
            told = json.loads(done.stdout)
        micros = told["seconds"] / count * 1e6
        yield (
            f"| {count:,} | {told['seconds']:.2f} | {micros:.3f} | {told['memory']:,.0f} | {told['total']:,} |"
        )  # fmt: skip


def generate(path: Path, count: int) -> None:
    """A snapshot of so many invented people, a block after the other."""
    writer = None
    for number, start in enumerate(range(0, count, BLOCK)):
        found = people(min(BLOCK, count - start), seed=number)
        columns = {name: arrow_of(KINDS.get(name, "integer"), _whole(one)) for name, one in found.items()}
        part = pa.table(columns)
        writer = writer or pq.ParquetWriter(path, part.schema, compression="zstd")
        writer.write_table(part)
    assert writer is not None
    writer.close()


def _whole(given: Any) -> Any:
    """Numbers as the snapshot keeps them."""
    from dataclasses import replace  # noqa: PLC0415 - for this alone

    return replace(given, values=given.values.astype(np.int64)) if given.values.dtype == np.float64 else given


def measure(folder: Path, threads: int) -> dict[str, Any]:
    """Stream the snapshot through the policy, and keep everybody's net."""
    loaded = load_path(ROOT / "benchmarks" / "tunjangan40.yaml")
    assert loaded.policy is not None, loaded.problems
    start = time.perf_counter()
    sum_of_net = stream(loaded.policy, folder / "snapshot.parquet", folder / "net.parquet", threads)
    seconds = time.perf_counter() - start
    return {
        "seconds": seconds,
        "memory": peak_memory(),
        "total": sum_of_net,
    }


def peak_memory() -> float:
    """The most memory of this process in MiB; where the system tells no better, its parent's may count too."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    (peak,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(peak.split()[1]) / 1024


def stream(policy: Policy, source: Path, target: Path, threads: int) -> int:
    """Every block: from the file to columns, through the policy, and to the other file."""
    (net,) = policy.outputs
    sum_of_net = 0
    schema = pa.schema([("net", pa.int64())])
    with pq.ParquetFile(source) as file, pq.ParquetWriter(target, schema, compression="zstd") as writer:
        for number in range(file.num_row_groups):
            part = file.read_row_group(number, columns=list(policy.inputs)).combine_chunks()
            given = {
                name: given_of_arrow(KINDS.get(name, "integer"), part.column(name).chunk(0)) for name in policy.inputs
            }
            facts = GivenFacts(("",) * part.num_rows, given, policy.inputs)
            kept = evaluate_columns(policy, facts, policy.first_period, keep=[net], threads=threads).steps[net]
            sum_of_net += int(total(kept, np.ones(part.num_rows, dtype=np.bool_)))
            writer.write_table(pa.table({"net": kept.values.astype(np.int64)}, schema=schema))
    return sum_of_net


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(Path(sys.argv[1]), int(sys.argv[2]))))
