"""Writing rows that are not there yet, by what people know them by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from kinerja_admin.db.bulk import Bulk
from kinerja_admin.models.base import Base

Values = Mapping[str, Any]
Key = tuple[Any, ...]


def numbers(bulk: Bulk, model: type[Base], *names: str) -> dict[Key, int]:
    """The numbers of the rows of a table by the columns that tell them apart."""
    columns = [getattr(model, name) for name in names]
    return {tuple(row[1:]): row[0] for row in bulk.rows(select(model.id, *columns))}  # type: ignore[attr-defined]


def add_missing(bulk: Bulk, model: type[Base], names: Sequence[str], rows: Iterable[Values]) -> int:
    """Write the rows whose key is not in the table; what is there stays as people left it."""
    columns = [getattr(model, name) for name in names]
    known = {tuple(row) for row in bulk.rows(select(*columns))}
    return bulk.insert(model, (row for row in rows if tuple(row[name] for name in names) not in known))


def add_tree(
    bulk: Bulk,
    model: type[Base],
    rows: Sequence[Mapping[str, str]],
    above: str,
    make: Callable[[Mapping[str, str], int | None], Values],
) -> int:
    """Write rows that stand under one another, the top first; ``above`` names the cell with the parent's code."""
    waiting, written = list(rows), 0
    while waiting:
        known = numbers(bulk, model, "region_id", "kode")
        ready = [row for row in waiting if not row[above] or (row["region"], row[above]) in known]
        if not ready:
            break
        values = [make(row, known.get((row["region"], row[above]))) for row in ready]
        written += add_missing(bulk, model, ("region_id", "kode"), values)
        done = {id(row) for row in ready}
        waiting = [row for row in waiting if id(row) not in done]
    return written
