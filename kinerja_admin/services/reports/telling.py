"""Which cells of a table of groups a reader without the right is not told, so that nobody is found in a small group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kinerja_admin.services.disclosure import hidden_places, is_small
from kinerja_admin.services.reports.shape import Column, Role


@dataclass(frozen=True, slots=True)
class Hidden:
    """Stands for what is not told."""


HIDDEN = Hidden()
_Cells = set[tuple[int, str]]


def untold(
    columns: Sequence[Column], table: Sequence[Mapping[str, object]], whole: Mapping[str, object] | None
) -> list[set[str]]:
    """For each line, and for the line of all behind them, the columns that are not told.

    A group of fewer than five is not told at all. Of a larger one no part is told that is fewer than five, or leaves
    fewer than five; neither the other parts of the line nor the line of all may give it away by subtraction.
    """
    people = next(column.name for column in columns if column.role is Role.PEOPLE)
    parts = [column.name for column in columns if column.role is Role.PART]
    rows = [*table, whole] if whole is not None else list(table)
    gone = hidden_places([_count(row[people]) for row in table])
    cells: _Cells = {(place, name) for place in gone for name in (people, *parts)}
    if whole is not None and is_small(_count(whole[people])):
        cells |= {(len(table), name) for name in (people, *parts)}
    for place, row in enumerate(rows):
        cells |= {(place, name) for name in parts if _points(_count(row[name]), _count(row[people]))}
    before = -1
    while len(cells) != before:
        before = len(cells)
        _not_across(rows, parts, cells)
        if whole is not None:
            _not_down(table, parts, cells)
    return [_following(columns, {name for at, name in cells if at == place}) for place in range(len(rows))]


def _points(part: int, people: int) -> bool:
    return is_small(part) or is_small(people - part)


def _not_across(rows: Sequence[Mapping[str, object]], parts: Sequence[str], cells: _Cells) -> None:
    """One part alone would be what the others leave."""
    for place, row in enumerate(rows):
        hidden = [name for name in parts if (place, name) in cells]
        others = [name for name in parts if name not in hidden and _count(row[name])]
        if len(hidden) == 1 and others:
            cells.add((place, min(others, key=lambda name: _count(row[name]))))


def _not_down(table: Sequence[Mapping[str, object]], parts: Sequence[str], cells: _Cells) -> None:
    """One line alone would be what the line of all leaves."""
    for name in parts:
        already = [place for place in range(len(table)) if (place, name) in cells]
        found = hidden_places([_count(row[name]) for row in table], already)
        cells.update((place, name) for place in found)


def _following(columns: Sequence[Column], hidden: set[str]) -> set[str]:
    """With the counts go what is worked out of them, and with the people everything that is said of them."""
    people = next(column.name for column in columns if column.role is Role.PEOPLE)
    if people in hidden:
        return {column.name for column in columns if column.role is not Role.LABEL}
    found = set(hidden)
    before = -1
    while len(found) != before:
        before = len(found)
        found |= {column.name for column in columns if found.intersection(column.of)}
    return found


def _count(value: object) -> int:
    return value if isinstance(value, int) else 0
