"""One column of a typed table: an array that is read like a sequence of cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import overload

from kinerja_admin.engine.columns.given import cell_at, cells_of
from kinerja_admin.engine.columns.typed import Given
from kinerja_admin.engine.facts import Cell
from kinerja_admin.engine.policy import Kind
from kinerja_admin.services.columnar.arrays import given_of_cells

KINDS: Mapping[str, Kind] = {
    "integer": Kind.INTEGER,
    "decimal": Kind.DECIMAL,
    "date": Kind.DATE,
    "condition": Kind.CONDITION,
    "text": Kind.TEXT,
}


class Column(Sequence[Cell]):
    """Values of one kind (integer, decimal, date, condition or text); of a series each cell is a tuple.

    A cell becomes an object when somebody looks at it; an evaluation takes the array, ``given``.
    """

    __slots__ = ("given", "kind", "name")

    def __init__(self, name: str, kind: str, given: Given) -> None:
        """Name an array."""
        self.name, self.kind, self.given = name, kind, given

    @classmethod
    def of_cells(cls, name: str, kind: str, cells: Iterable[Cell], *, is_series: bool = False) -> Column:
        """A column from its cells."""
        return cls(name, kind, given_of_cells(kind, cells, is_series=is_series))

    @property
    def is_series(self) -> bool:
        """Whether each cell holds several values."""
        return self.given.bounds is not None

    def __len__(self) -> int:
        """How many cells."""
        return len(self.given.values) if self.given.bounds is None else len(self.given.bounds) - 1

    @overload
    def __getitem__(self, place: int) -> Cell: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Cell, ...]: ...

    def __getitem__(self, place: int | slice) -> Cell | tuple[Cell, ...]:
        """One cell, or some."""
        places = range(len(self))[place]
        if isinstance(places, range):
            return tuple(cell_at(KINDS[self.kind], self.given, at) for at in places)
        return cell_at(KINDS[self.kind], self.given, places)

    def __iter__(self) -> Iterator[Cell]:
        """Every cell, in order."""
        return iter(cells_of(KINDS[self.kind], self.given))

    def __eq__(self, other: object) -> bool:
        """Whether the same cells stand there."""
        return tuple(self) == tuple(other) if isinstance(other, Column | tuple) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        """What it is called and how many cells it has."""
        return f"Column({self.name!r}, {self.kind!r}, {len(self)} cells)"


@dataclass(frozen=True, slots=True)
class Table:
    """Columns of one length, with what is said about the whole."""

    about: Mapping[str, str]
    columns: tuple[Column, ...]
