"""Filters of a list, made from the columns: several words, days between two, rows of other tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from http import HTTPStatus
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException

from kinerja_admin.admin.beside import beside, filtered
from kinerja_admin.admin.columns import ZONE, Face, faces, show
from kinerja_admin.admin.forms import target_column
from kinerja_admin.admin.language import current_words, say
from kinerja_admin.db.rows import Kind

PREFIX = "f-"
PARENT = "induk_id"
"""The column by which a table is a tree."""
_FILTERED = frozenset({Kind.WORD, Kind.FLAG, Kind.DATE, Kind.MOMENT, Kind.REFERENCE})


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter as the page shows it: its column, the parameters it reads, and what is chosen now."""

    face: Face
    chosen: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    narrow: Callable[[Any], ColumnElement[bool]] | None = None

    @property
    def parameter(self) -> str:
        """The name of its parameter in the address."""
        return f"{PREFIX}{self.face.key}"

    @property
    def is_active(self) -> bool:
        """Whether it leaves something out."""
        return bool(self.chosen or self.first or self.last)

    @property
    def label(self) -> str:
        """How the column is called, in the reader's language."""
        return current_words().field(self.face.label)

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """What can be ticked."""
        words = current_words()
        if self.face.kind is Kind.FLAG:
            return (("true", words.phrase("value.true")), ("false", words.phrase("value.false")))
        return tuple((word, words.field(label)) for word, label in self.face.words.items())

    @property
    def summary(self) -> str:
        """What is chosen, in a few words."""
        if self.face.kind in {Kind.WORD, Kind.FLAG}:
            labels = dict(self.choices)
            return ", ".join(labels.get(word, word) for word in self.chosen)
        days = [show(self.face, day) if day else "…" for day in (self.first, self.last)]
        return say("{first} to {last}", first=days[0], last=days[1]) if self.first or self.last else ""

    def condition(self) -> ColumnElement[bool]:
        """The same for the database."""
        if self.narrow is not None:
            return self.narrow(self._keys())
        column = self.face.attribute
        if self.face.kind is Kind.FLAG:
            return column.in_([word == "true" for word in self.chosen])  # type: ignore[no-any-return]
        if self.face.kind is Kind.REFERENCE:
            return column.in_(self._keys())  # type: ignore[no-any-return]
        if self.face.kind is Kind.WORD:
            return column.in_(self.chosen)  # type: ignore[no-any-return]
        return self._between(column)

    def _keys(self) -> Any:
        """The rows that were chosen; of a table that is a tree, with everything below them."""
        keys = [_key(self.face, text) for text in self.chosen]
        target = self.face.target
        return keys if target is None or not hasattr(target, PARENT) else with_below(target, keys)

    def _between(self, column: Any) -> ColumnElement[bool]:
        is_moment = self.face.kind is Kind.MOMENT
        first = _start_of(self.first) if is_moment and self.first else self.first
        if self.last is None:
            return column >= first  # type: ignore[no-any-return]
        # A moment is before the end of the last day, so that the whole day counts.
        before = column < _start_of(self.last + timedelta(days=1)) if is_moment else column <= self.last
        return before if first is None else (column >= first) & before  # type: ignore[no-any-return]


def with_below(target: Any, keys: Sequence[Any]) -> Select[Any]:
    """The keys of rows of a tree with those of everything below: who filters by an office means its sections, too."""
    tree = select(target.id).where(target.id.in_(keys)).cte("tree", recursive=True)
    tree = tree.union(select(target.id).where(getattr(target, PARENT) == tree.c.id))
    return select(tree.c.id)


def filters(model: type[Any], query: QueryParams) -> tuple[Filter, ...]:
    """Every filter of a table with what the address chooses; an unreadable choice is a wrong address (400)."""
    own = tuple(_read(found, query) for found in faces(model) if _is_filtered(found))
    far, source = filtered(model), beside(model)
    return own if far is None or source is None else (replace(_read(far, query), narrow=source.narrow), *own)


def _is_filtered(found: Face) -> bool:
    return found.kind in _FILTERED and not found.column.primary_key


def active(found: Sequence[Filter]) -> tuple[Filter, ...]:
    """Those that leave something out."""
    return tuple(item for item in found if item.is_active)


def _read(found: Face, query: QueryParams) -> Filter:
    name = f"{PREFIX}{found.key}"
    if found.kind in {Kind.DATE, Kind.MOMENT}:
        return Filter(found, first=_day(query.get(f"{name}-from")), last=_day(query.get(f"{name}-to")))
    chosen = tuple(dict.fromkeys(text for text in query.getlist(name) if text))
    if found.kind is Kind.REFERENCE:
        for text in chosen:
            _key(found, text)
    elif not set(chosen) <= ({"true", "false"} if found.kind is Kind.FLAG else set(found.words)):
        raise HTTPException(HTTPStatus.BAD_REQUEST)
    return Filter(found, chosen=chosen)


def _key(found: Face, text: str) -> Any:
    """The key of a chosen row, of the target's own type."""
    if found.target is not None and found.target.__mapper__.columns[target_column(found)].type.python_type is str:
        return text
    if not text.isascii() or not text.isdecimal() or len(text) > 18:
        raise HTTPException(HTTPStatus.BAD_REQUEST)
    return int(text)


def _day(text: str | None) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise HTTPException(HTTPStatus.BAD_REQUEST) from None


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=ZONE)
