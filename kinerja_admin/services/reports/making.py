"""An answer becomes a table: narrowed to the units asked for, with ratios, the line of all, and what is not told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from kinerja_admin.db.session import Session
from kinerja_admin.errors import Forbidden
from kinerja_admin.services.reports.shape import DERIVED, Cell, Column, Line, Question, Report, Role
from kinerja_admin.services.reports.telling import HIDDEN, Hidden, untold

Told = Cell | Hidden
_ADDED = frozenset({Role.PEOPLE, Role.PART, Role.SUM})


@dataclass(frozen=True, slots=True)
class Table:
    """What a reader is told: the columns shown, a line for each group or person, and the line of all, if it adds up."""

    report: Report
    columns: tuple[Column, ...]
    lines: tuple[tuple[Told, ...], ...]
    total: tuple[Told, ...] | None

    @property
    def hides(self) -> bool:
        """Whether something is not told."""
        return any(isinstance(cell, Hidden) for line in (*self.lines, self.total or ()) for cell in line)

    def place(self, name: str) -> int:
        """Where a column stands."""
        return [column.name for column in self.columns].index(name)


def make(session: Session, report: Report, question: Question) -> Table:
    """The table of a report.

    A reader without the right is told the same of a unit whether all units are asked for or some: what is hidden is
    found over all of them first, so that two questions never give away by their difference what one alone does not.

    Raises:
        Forbidden: ROLE_MISSING where each line is a person and the reader may not know them.
    """
    if report.names_people and not question.sees_people:
        raise Forbidden("ROLE_MISSING", roles="hr", region=question.region)
    lines = list(report.answer(session, question))
    is_guarded = report.counts_people and not question.sees_people
    if not is_guarded:
        lines = _narrowed(report, lines, question)
    table = [_named(report, line) for line in lines]
    whole = _whole(report, table)
    if is_guarded:
        _hide(report, table, whole)
        if question.units is not None and report.is_by_unit:
            table = [row for row, line in zip(table, lines, strict=True) if line.unit in question.units]
            whole = None
    shown = tuple(column for column in report.columns if column.is_shown)
    return Table(report, shown, tuple(_shown(shown, row) for row in table), _shown(shown, whole) if whole else None)


def _narrowed(report: Report, lines: Sequence[Line], question: Question) -> list[Line]:
    if question.units is None or not report.is_by_unit:
        return list(lines)
    return [line for line in lines if line.unit in question.units]


def _named(report: Report, line: Line) -> dict[str, Told]:
    given = [column.name for column in report.columns if column.role not in DERIVED]
    return _derived(report, dict(zip(given, line.cells, strict=True)))


def _derived(report: Report, row: dict[str, Told]) -> dict[str, Told]:
    """The line with what follows from it; a column follows from those before it."""
    for column in report.columns:
        if column.role in DERIVED:
            one, other = (_exact(row[name]) for name in column.of)
            row[column.name] = _worked_out(column, one, other)
    return row


def _worked_out(column: Column, one: Fraction | None, other: Fraction | None) -> Fraction | None:
    if one is None or other is None:
        return None
    if column.role is Role.CHANGE:
        return other - one
    return one / other * (100 if column.unit == "persen" else 1) if other else None


def _exact(cell: Told) -> Fraction | None:
    return Fraction(cell) if isinstance(cell, int | Decimal | Fraction) else None


def _whole(report: Report, table: Sequence[Mapping[str, Told]]) -> dict[str, Told] | None:
    """The line of all, where the lines make a whole and something adds up."""
    adds_up = report.adds_up and any(column.role in _ADDED for column in report.columns)
    return _summed(report, table) if adds_up and len(table) > 1 else None


def _summed(report: Report, table: Sequence[Mapping[str, Told]]) -> dict[str, Told]:
    """Sums, and what follows from sums."""
    added = [column.name for column in report.columns if column.role in _ADDED]
    row: dict[str, Told] = {column.name: None for column in report.columns}
    row |= {name: _sum(line[name] for line in table) for name in added}
    return _derived(report, row)


def _sum(cells: Iterable[Told]) -> Fraction | int | None:
    """What there is together; None where there is nothing."""
    known = [one for cell in cells if (one := _exact(cell)) is not None]
    exact = sum(known, Fraction(0))
    return None if not known else exact.numerator if exact.denominator == 1 else exact


def _hide(report: Report, table: Sequence[dict[str, Told]], whole: dict[str, Told] | None) -> None:
    for lines, total in _wholes(report, table, whole):
        rows = [*lines, total] if total else lines
        for row, names in zip(rows, untold(report.columns, lines, total), strict=True):
            row.update(dict.fromkeys(names, HIDDEN))


def _wholes(
    report: Report, table: Sequence[dict[str, Told]], whole: dict[str, Told] | None
) -> Iterator[tuple[list[dict[str, Told]], dict[str, Told] | None]]:
    """The lines that make a whole together: another report may tell that whole though this one does not."""
    if not report.within:
        yield list(table), whole
        return
    groups: dict[Told, list[dict[str, Told]]] = {}
    for row in table:
        groups.setdefault(row[report.within], []).append(row)
    for lines in groups.values():
        yield lines, _summed(report, lines)


def _shown(columns: Iterable[Column], row: Mapping[str, Told]) -> tuple[Told, ...]:
    return tuple(row[column.name] for column in columns)
