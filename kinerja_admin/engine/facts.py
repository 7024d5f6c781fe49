"""The columnar data set that an evaluation takes: one row a person, one column a fact; and what sources offer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Protocol

from kinerja_admin.engine.numbers import LIMIT, decimals_of, parse_number
from kinerja_admin.engine.periods import parse_day
from kinerja_admin.engine.policy import Input, Kind, Plain
from kinerja_admin.errors import PersonalError

Atom = Fraction | Decimal | int | bool | date | str
"""One recorded value, as it comes: typed from the database, as text from a file."""

Cell = Atom | tuple[Atom | None, ...] | None
"""A value, a series (with None for a missing element), or nothing."""

MOST_ELEMENTS = 10_000


@dataclass(frozen=True, slots=True)
class Source:
    """One fact that the personnel database offers to policies (an entry of the catalogue).

    Of a series ``in_confidence`` a policy may use every element, but nobody is told a single one.
    """

    name: str
    type: str
    meaning: str
    meaning_en: str = ""
    unit: str = ""
    each: str = ""
    words: tuple[str, ...] = ()
    in_confidence: bool = False


class Rows(Protocol):
    """Facts of many people, however they are held; a person's cells are made when they are asked for."""

    @property
    def ids(self) -> tuple[str, ...]:
        """Everybody, in order."""

    @property
    def columns(self) -> Mapping[str, Any]:
        """What is known of everybody, by the names of the policy's inputs."""

    def __len__(self) -> int:
        """How many people."""

    def row(self, place: int) -> dict[str, Cell]:
        """All facts of one person."""

    def rows(self) -> Iterator[tuple[str, dict[str, Cell]]]:
        """Everybody, in order."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts of many people: ids, and for every name one cell a person."""

    ids: tuple[str, ...]
    columns: Mapping[str, tuple[Cell, ...]] = field(default_factory=dict)

    def __len__(self) -> int:
        """How many people."""
        return len(self.ids)

    def row(self, place: int) -> dict[str, Cell]:
        """All facts of one person."""
        return {name: column[place] for name, column in self.columns.items()}

    def rows(self) -> Iterator[tuple[str, dict[str, Cell]]]:
        """Everybody, in order."""
        for place, one in enumerate(self.ids):
            yield one, self.row(place)


def read_series(wanted: Input, cell: Cell) -> tuple[Plain | PersonalError | None, ...]:
    """The elements of a series; an element that cannot be read is an error by itself."""
    elements = cell if isinstance(cell, tuple) else (cell,)
    if len(elements) > MOST_ELEMENTS:
        raise PersonalError("LIMIT", what=wanted.name, value=str(len(elements)), cause="series")
    return tuple(None if element is None else _element(wanted, element) for element in elements)


def _element(wanted: Input, element: Atom) -> Plain | PersonalError:
    try:
        return read_atom(wanted, element)
    except PersonalError as error:
        return error


def read_single(wanted: Input, cell: Cell) -> Plain:
    """A value of the declared kind, within its range and vocabulary; never rounded."""
    if isinstance(cell, tuple) or cell is None:
        raise _mismatch(wanted, cell, "single")
    return read_atom(wanted, cell)


def read_atom(wanted: Input, atom: Atom) -> Plain:
    """One value, checked against the declaration; raises TYPE_MISMATCH, OUT_OF_RANGE or LIMIT."""
    match wanted.shape.kind:
        case Kind.INTEGER | Kind.DECIMAL:
            return _number(wanted, atom)
        case Kind.CONDITION:
            return _condition(wanted, atom)
        case Kind.DATE:
            found = atom if isinstance(atom, date) else parse_day(str(atom))
            if found is None:
                raise _mismatch(wanted, atom, "date")
            return found
        case Kind.WORD:
            return _word(wanted, atom)
    return str(atom)


def _number(wanted: Input, atom: Atom) -> Fraction:
    if isinstance(atom, (bool, date)):
        raise _mismatch(wanted, atom, "number")
    value = (
        parse_number(atom)
        if isinstance(atom, str) and "_" not in atom
        else None
        if isinstance(atom, str)
        else Fraction(atom)
    )
    if value is None:
        raise _mismatch(wanted, atom, "number")
    if wanted.decimals is not None and decimals_of(value) > wanted.decimals:
        if wanted.shape.kind is Kind.INTEGER:
            raise _mismatch(wanted, atom, "whole")
        raise _mismatch(wanted, atom, "decimals", allowed=str(wanted.decimals), found=str(decimals_of(value)))
    if abs(value) >= LIMIT:
        raise PersonalError("LIMIT", what=wanted.name, value=_shown(atom))
    if (wanted.low is not None and value < wanted.low) or (wanted.high is not None and value > wanted.high):
        raise PersonalError("OUT_OF_RANGE", what=wanted.name, value=_shown(atom))
    return value


def _condition(wanted: Input, atom: Atom) -> bool:
    if isinstance(atom, bool):
        return atom
    if isinstance(atom, str) and atom.lower() in {"true", "false"}:
        return atom.lower() == "true"
    raise _mismatch(wanted, atom, "condition")


def _word(wanted: Input, atom: Atom) -> str:
    vocabulary = wanted.shape.vocabulary
    if not isinstance(atom, str):
        raise _mismatch(wanted, atom, "word")
    if vocabulary is not None and atom not in vocabulary.words:
        raise PersonalError("OUT_OF_RANGE", what=wanted.name, value=_shown(atom))
    return atom


def _mismatch(wanted: Input, cell: Cell, cause: str, **facts: str) -> PersonalError:
    """A value of another kind than declared; ``cause`` finds the sentence that says in what it differs."""
    return PersonalError("TYPE_MISMATCH", what=wanted.name, value=_shown(cell), cause=cause, **facts)


def _shown(cell: Cell) -> str:
    if isinstance(cell, tuple):
        return ";".join("?" if element is None else _shown(element) for element in cell) or "-"
    if isinstance(cell, Decimal):
        return format(cell, "f")
    return "" if cell is None else str(cell)[:80]
