"""What a policy lays down: constants and tables, dated where they change inside the version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Generic, TypeVar

from kinerja_admin.engine.periods import Month
from kinerja_admin.engine.policy.law import Basis, Cite
from kinerja_admin.engine.policy.shapes import Plain, Shape

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Dated(Generic[T]):
    """A value that holds from a month on."""

    start: Month
    value: T
    cites: tuple[Cite, ...] = ()
    unverified: str = ""


def value_at(values: tuple[Dated[T], ...], month: Month) -> Dated[T]:
    """The value in force in a month: the last that began by then, else the first."""
    begun = [value for value in values if value.start <= month]
    return begun[-1] if begun else values[0]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A constant of the policy, dated where it changes inside the version."""

    name: str
    shape: Shape
    values: tuple[Dated[Plain], ...]
    basis: Basis
    decimals: int | None = None


class TableForm(StrEnum):
    """How a table finds its row."""

    KEY = "key"
    FROM = "from"
    UP_TO = "up_to"
    BETWEEN = "between"


@dataclass(frozen=True, slots=True)
class Band:
    """One row of a banded column: bounds (None: open) and the value."""

    low: Fraction | None
    high: Fraction | None
    value: Plain


Cells = Mapping[tuple[Plain, ...], Plain]
"""An exact table by its one or two keys."""

Bands = Mapping[Plain | None, tuple[Band, ...]]
"""A banded table by its column key (None where it has one column), bands low to high."""


@dataclass(frozen=True, slots=True)
class Table:
    """Exact look-up or bands; ``keys`` says what the arguments must be (rows first, then columns).

    ``doubts`` holds why single rows, or cells, are unverified, by their keys as they are written.
    """

    name: str
    form: TableForm
    shape: Shape
    keys: tuple[TableKey, ...]
    contents: tuple[Dated[Cells | Bands], ...]
    basis: Basis
    marginal: bool = False
    doubts: Mapping[tuple[str, ...], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TableKey:
    """What a table is looked up by: a label, what the argument must be (None: whatever fits), and its words."""

    label: str
    shape: Shape | None = None
    words: tuple[str, ...] = ()
