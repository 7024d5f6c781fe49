"""Rows that refer to other rows of the same file: each is stored after those that it needs, and circles are said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from graphlib import CycleError, TopologicalSorter

from kinerja_admin.errors import Problem
from kinerja_admin.services.imports.fields import Table
from kinerja_admin.services.imports.outcome import RowOutcome, RowState
from kinerja_admin.services.imports.references import Finder, tidy


def in_order(table: Table, finder: Finder, rows: Sequence[RowOutcome]) -> Iterator[Sequence[RowOutcome]]:
    """The rows in groups, the next one asked for when the one before is written.

    What refers to no row at all, to one at fault, or back to itself, comes as a row at fault.
    """
    if not any(row.awaited for row in rows):
        yield rows
        return
    _connect(table, finder, rows)
    order = TopologicalSorter({row: row.above.values() for row in rows})
    with suppress(CycleError):  # the rows outside of a circle are still given out
        order.prepare()
    left = set(rows)
    while ready := sorted(order.get_ready(), key=_place):
        for row in ready:
            _point(row)
        yield ready
        order.done(*ready)
        left.difference_update(ready)
    for row in sorted(left, key=_place):
        _fail_in_circle(row)


def _place(row: RowOutcome) -> int:
    return row.number


def _connect(table: Table, finder: Finder, rows: Sequence[RowOutcome]) -> None:
    """Find the rows that are meant, by key or by title; without any, it stays said that there is no such record."""
    named: dict[str, list[RowOutcome]] = {}
    for row in rows:
        sound = {name: value for name, value in row.values.items() if name not in row.cells}
        for name in {tidy(one) for one in finder.names_of(table.model, {**table.fixed, **sound})}:
            named.setdefault(name, []).append(row)
    for row in rows:
        for column, missing in row.awaited.items():
            found = named.get(tidy(missing.parameters["value"]), [])
            if len(found) == 1:
                row.above[column] = found[0]
            else:
                row.cells[column] = _several(missing, len(found)) if found else missing
                row.state = RowState.FAULTY


def _several(missing: Problem, count: int) -> Problem:
    return Problem("CELL_SEVERAL_RECORDS", parameters={**missing.parameters, "n": str(count)})


def _point(row: RowOutcome) -> None:
    """Write down the keys of the rows referred to, which are known now."""
    for column, above in row.above.items():
        if above.state is RowState.FAULTY or above.row is None:
            row.cells[column] = Problem("IMPORT_ROW_FAULTY", parameters={"row": str(above.number)})
            row.state = RowState.FAULTY
        else:
            row.values[column] = above.row.id  # type: ignore[attr-defined]


def _fail_in_circle(row: RowOutcome) -> None:
    for column, above in row.above.items():
        around = _way_back(row, above)
        rows = ", ".join(str(one.number) for one in around)
        row.cells[column] = (
            Problem("IMPORT_CIRCLE", parameters={"rows": rows})
            if around
            else Problem("IMPORT_ROW_FAULTY", parameters={"row": str(above.number)})
        )
    row.state = RowState.FAULTY


def _way_back(row: RowOutcome, above: RowOutcome) -> list[RowOutcome]:
    """The rows on the way up that leads back to the row, which comes first; none where it leads elsewhere."""
    path = [row]
    while above is not row:
        if above in path:
            return []
        path.append(above)
        further = next(iter(above.above.values()), None)
        if further is None:
            return []
        above = further
    return path
