"""What an import does, or would do: each row with what is read, what stands there, and what is wrong with it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from kinerja_admin.errors import Problem
from kinerja_admin.models.base import Base
from kinerja_admin.models.run import Run
from kinerja_admin.services.imports.fields import Field, Table


class RowState(StrEnum):
    """What an import does with a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    FAULTY = "faulty"


@dataclass(slots=True, eq=False)
class RowOutcome:
    """One row of the file: what is read, what stands there, and what is wrong with it.

    Attributes:
        number: the row's number in the file.
        values: what the row says, by column.
        before: for a changed row what stands there now, of the columns that differ.
        cells: findings by column.
        problems: findings about the row as a whole.
        error: why the database or its rules refused the row.
        doubts: what other records say against it, where it is new or changed; they hinder nothing.
        awaited: references to rows of the same table that are not stored yet, by column: what was not found.
        above: the rows of the file that are meant by those.
    """

    number: int
    state: RowState = RowState.NEW
    values: dict[str, Any] = field(default_factory=dict)
    before: dict[str, Any] = field(default_factory=dict)
    cells: dict[str, Problem] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    error: Exception | None = None
    row: Base | None = None
    doubts: tuple[Problem, ...] = ()
    awaited: dict[str, Problem] = field(default_factory=dict)
    above: dict[str, RowOutcome] = field(default_factory=dict, repr=False)

    def said(self) -> Iterator[tuple[str, Any]]:
        """What the row says, by column; another row of the file by its number there, which no attempt changes."""
        for key, value in self.values.items():
            yield key, f"row {self.above[key].number}" if key in self.above else value

    def fail(self, *problems: Problem) -> None:
        """Say that the row cannot be taken."""
        self.state = RowState.FAULTY
        self.problems = (*self.problems, *problems)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import would do, or did; ``runs`` were computed over rows that it writes."""

    table: Table
    fields: tuple[Field, ...]
    ignored: tuple[str, ...]
    rows: tuple[RowOutcome, ...]
    runs: tuple[Run, ...] = ()

    def count(self, state: RowState) -> int:
        """How many rows are in a state."""
        return sum(row.state is state for row in self.rows)

    @property
    def is_storable(self) -> bool:
        """Whether there is something to store and nothing at fault."""
        return not self.count(RowState.FAULTY) and self.count(RowState.UNCHANGED) < len(self.rows)

    @property
    def digest(self) -> str:
        """A mark of everything that a preview shows: who confirms it confirms exactly this."""
        seen = [(one.number, one.state.value, sorted(one.said()), sorted(one.before.items())) for one in self.rows]
        return hashlib.sha256(repr((self.table.region, self.table.model.__tablename__, seen)).encode()).hexdigest()[:32]
