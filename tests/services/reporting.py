"""Asking reports in tests: of Serang, by whoever may know people or may not."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from kinerja_admin.db.scope import Scope, acting_as
from kinerja_admin.engine.periods import parse_period
from kinerja_admin.services.reports import REPORTS, Hidden, Question, Table, make
from tests.services.town import Town

TODAY = date(2026, 11, 25)
SERANG = Scope("hr.serang", None, ("serang",))
ELSEWHERE = Scope("hr.pangkalpinang", None, ("pangkalpinang",))


def table_of(
    town: Town,
    name: str,
    period: str = "2026",
    *,
    sees_people: bool = True,
    units: Collection[int] | None = None,
    since: date | None = None,
    scope: Scope = SERANG,
) -> Table:
    """The table of a report."""
    asked = parse_period(period)
    assert asked is not None
    chosen = frozenset(units) if units is not None else None
    question = Question("serang", asked, TODAY, sees_people, chosen, since)
    with acting_as(scope), town.sessions() as session:
        return make(session, REPORTS[name], question)


def lines(table: Table, *names: str) -> list[tuple[Any, ...]]:
    """Some columns of every line; what is not told is three dots."""
    places = [table.place(name) for name in names]
    return [tuple(_plain(line[place]) for place in places) for line in table.lines]


def whole(table: Table, *names: str) -> tuple[Any, ...]:
    """Some columns of the line of all."""
    assert table.total is not None
    return tuple(_plain(table.total[table.place(name)]) for name in names)


def _plain(cell: object) -> object:
    return "···" if isinstance(cell, Hidden) else cell
