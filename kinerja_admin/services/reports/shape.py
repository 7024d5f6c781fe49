"""What a report is: its columns with their units, the question that it answers, and the lines of the answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from kinerja_admin.db.session import Session
from kinerja_admin.engine.periods import Period

Cell = str | int | Decimal | Fraction | date | None


class Role(StrEnum):
    """What a column is for; it decides what is added up, and what a reader without the right is not told."""

    LABEL = "label"
    """Names what the line is about; always told."""
    PEOPLE = "people"
    """How many people the line is about; told from five on."""
    PART = "part"
    """Some of those people; told where neither they nor the rest are fewer than five."""
    SUM = "sum"
    """A quantity that adds up over the lines."""
    FIGURE = "figure"
    """A value that does not add up."""
    RATIO = "ratio"
    """One of two other columns divided by the other, also in the line of all."""
    CHANGE = "change"
    """The second of two other columns less the first, also in the line of all."""


DERIVED = frozenset({Role.RATIO, Role.CHANGE})
"""What an answer does not give, because it follows from the rest of the line."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        name: how ratios and charts call it.
        title: what stands over it, as a text of the catalogue.
        unit: of its numbers; ``persen`` and ``rupiah`` are written with the number, others over the column. Cells of
            ``periode`` are periods, and cells of ``satuan`` are units themselves.
        decimals: how many are shown; None for all.
        of: what it follows from: the two columns of a ratio or a change, the column of the people whose sum it is.
        words: what the words of the column are called, as labels of tables or as texts of the catalogue.
        is_shown: whether readers see it, or ratios alone.
    """

    name: str
    title: str
    role: Role = Role.LABEL
    unit: str = ""
    decimals: int | None = None
    of: tuple[str, ...] = ()
    words: Mapping[str, str] | None = None
    is_shown: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an answer: a cell for each column that is given, and the unit that it belongs to, if any."""

    cells: tuple[Cell, ...]
    unit: int | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a report.

    Attributes:
        period: the month or year that it is about.
        today: the day that it is in the region.
        sees_people: whether the reader may know each person of the region.
        units: the units that it is about; None for all.
        since: the day that divides before from after.
    """

    region: str
    period: Period
    today: date
    sees_people: bool
    units: frozenset[int] | None = None
    since: date | None = None

    @property
    def day(self) -> date:
        """The last day of the period that has come."""
        return min(self.today, self.period.end)


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of a table: one bar for each line, or a line through them in their order."""

    label: str
    value: str
    kind: str = "bars"


Answer = Callable[[Session, Question], Iterable[Line]]


@dataclass(frozen=True, slots=True)
class Report:
    """One report of the catalogue.

    Attributes:
        name: its address.
        about: what it tells, and of whom.
        kind: of the period that is asked for: ``month`` or ``year``.
        table: where most of it stands; what is taken out is noted under its name.
        names_people: each line is about one person, for readers with the right alone.
        is_by_unit: its lines belong to units, so that it can be narrowed to some of them.
        asks_since: it compares before and after a day.
        adds_up: whether the lines together make a whole.
        within: the column whose lines of one value make a whole, where not all of them do.
    """

    name: str
    title: str
    about: str
    group: str
    columns: tuple[Column, ...]
    answer: Answer
    table: str
    kind: str = "year"
    names_people: bool = False
    is_by_unit: bool = True
    asks_since: bool = False
    adds_up: bool = True
    within: str = ""
    chart: Chart | None = None

    @property
    def counts_people(self) -> bool:
        """Whether its lines are groups of people."""
        return any(column.role is Role.PEOPLE for column in self.columns)
