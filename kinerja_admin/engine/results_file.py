"""Results as a table: ``results.csv`` or its Parquet twin (policy language §6)."""

from __future__ import annotations

import csv
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any, TextIO

from kinerja_admin.engine.numbers import STEP_DECIMALS, plain, to_decimal
from kinerja_admin.engine.people import EMPTY_SERIES, SEPARATOR, WORKBOOKS
from kinerja_admin.engine.policy import Kind, Plain, Policy, Step
from kinerja_admin.engine.reference import Evaluation, Result, StepValue
from kinerja_admin.errors import WrongUse

_MOST_PARQUET_DECIMALS = 19
"""Values stay below 10^18, and a 128-bit decimal holds 38 digits."""


def header(policy: Policy) -> tuple[str, ...]:
    """The columns: id, every step in the order of evaluation, ranks, error."""
    return ("id", *policy.order, *policy.lists, "error")


def rows(evaluation: Evaluation) -> Iterator[tuple[str, ...]]:
    """One row a person, as text."""
    steps = [evaluation.policy.steps[name] for name in evaluation.policy.order]
    for place, result in enumerate(evaluation.results):
        values = (written(result.values.get(step.name), step.decimals) for step in steps)
        yield (result.id, *values, *_ranks(evaluation, place), error_of(result))


def _ranks(evaluation: Evaluation, place: int) -> Iterator[str]:
    for name in evaluation.policy.lists:
        rank = evaluation.ranks[name][place]
        yield "" if rank is None else str(rank)


def error_of(result: Result) -> str:
    """The first output or check in error, empty when all is well."""
    return str(result.fault) if result.fault else ""


def written(value: StepValue, decimals: int | None) -> str:
    """A value as text: no exponent; a rounded one with all its decimals."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return SEPARATOR.join(written(element, decimals) for element in value) or EMPTY_SERIES
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, str) else plain(value, decimals)


def write_csv(evaluation: Evaluation, file: TextIO) -> None:
    """The whole table as CSV."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(header(evaluation.policy))
    writer.writerows(rows(evaluation))


def save(evaluation: Evaluation, path: Path) -> None:
    """The whole table as a file, CSV or Parquet by its ending; an older file is replaced whole or not at all."""
    if path.suffix.lower() == ".parquet":
        replace_file(path, lambda part: _save_parquet(evaluation, part))
    else:
        replace_file(path, lambda part: _save_csv(evaluation, part))


def _save_csv(evaluation: Evaluation, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        write_csv(evaluation, file)


def replace_file(path: Path, write: Callable[[Path], None]) -> None:
    """Let something be written beside a file and put in its place when it is whole.

    Raises:
        WrongUse: the place cannot be written.
    """
    check_writable(path)
    if path.exists() and not path.is_file():
        write(path)
        return
    made: Path | None = None
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=path.suffix)
        os.close(handle)
        made = Path(name)
        made.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
        write(made)
        made.replace(path)
    except OSError:
        raise WrongUse("FILE_UNWRITABLE", file=str(path)) from None
    finally:
        if made is not None:
            with suppress(FileNotFoundError):
                made.unlink()


def check_writable(path: Path) -> None:
    """Refuse a place that cannot be written, before any work is done."""
    if path.is_dir():
        raise WrongUse("FILE_IS_FOLDER", file=str(path))
    if not path.parent.is_dir():
        raise WrongUse("FOLDER_NOT_FOUND", file=str(path), folder=str(path.parent))
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise WrongUse("FILE_UNWRITABLE", file=str(path))


def check_table(path: Path) -> None:
    """Refuse an ending that promises a workbook: the table would stand in it as text, and Excel would not open it."""
    if path.suffix.lower() in WORKBOOKS:
        raise WrongUse("RESULTS_NO_WORKBOOK", file=str(path), better=str(path.with_suffix(".csv")))


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


# --- Parquet ----------------------------------------------------------------------------------------------------------


def _save_parquet(evaluation: Evaluation, path: Path) -> None:
    import pyarrow as pa  # noqa: PLC0415 - heavy, and needed for Parquet alone
    import pyarrow.parquet as pq  # noqa: PLC0415 - as above

    policy, results = evaluation.policy, evaluation.results
    columns: dict[str, Any] = {"id": pa.array([result.id for result in results], pa.string())}
    for name in policy.order:
        step = policy.steps[name]
        kind = _parquet_type(step)
        cells = [_parquet_cell(result.values.get(name), step, kind) for result in results]
        columns[name] = pa.array(cells, pa.list_(kind) if step.shape.each else kind)
    for name in policy.lists:
        columns[name] = pa.array(evaluation.ranks[name], pa.int64())
    columns["error"] = pa.array([error_of(result) or None for result in results], pa.string())
    pq.write_table(pa.table(columns), path)


def _parquet_type(step: Step) -> Any:
    import pyarrow as pa  # noqa: PLC0415 - as above

    if step.shape.kind is Kind.CONDITION:
        return pa.bool_()
    if step.shape.kind is Kind.DATE:
        return pa.date32()
    decimals = STEP_DECIMALS if step.decimals is None else step.decimals
    if step.shape.kind.is_number and decimals <= _MOST_PARQUET_DECIMALS:
        return pa.decimal128(38, decimals)
    return pa.string()


def _parquet_cell(value: StepValue, step: Step, kind: Any) -> object:
    if isinstance(value, tuple):
        return [_parquet_atom(element, step, kind) for element in value]
    return None if value is None else _parquet_atom(value, step, kind)


def _parquet_atom(value: Plain, step: Step, kind: Any) -> object:
    if not isinstance(value, Fraction):
        return value
    return to_decimal(value, kind.scale) if hasattr(kind, "scale") else plain(value, step.decimals)
