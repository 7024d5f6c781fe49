"""Rows of other tables by what people write for them: a NIP, a code, several parts, or the title of an export."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from kinerja_admin.db.rows import columns_of, references_of
from kinerja_admin.db.session import Session
from kinerja_admin.errors import WrongUse
from kinerja_admin.models.base import Base
from kinerja_admin.services.imports.fields import REGION, natural_keys

NO_RECORD = "CELL_NO_RECORD"
PARTS = " / "
"""Between the parts of a key that has several, such as ``198507112011031901 / 2026``."""


class Finder:
    """Looks rows up within what the session shows and the region that is imported into; each table is read once."""

    def __init__(self, session: Session, region: str | None) -> None:
        """Begin with nothing read."""
        self._session = session
        self._region = region
        self._by_key: dict[type[Base], dict[str, list[int]]] = {}
        self._by_title: dict[type[Base], dict[str, list[int]]] = {}

    def find(self, target: type[Base], text: str) -> int:
        """The key of the row that is meant.

        Raises:
            WrongUse: CELL_NO_RECORD, or CELL_SEVERAL_RECORDS where the text fits more than one.
        """
        wanted = tidy(text)
        keys = self._keys(target)
        found = keys.get(wanted) or keys.get(wanted.replace(" ", "")) or self._titles(target).get(wanted, [])
        if not found:
            raise WrongUse(NO_RECORD, value=text, table=target.__label__)
        if len(found) > 1:
            raise WrongUse("CELL_SEVERAL_RECORDS", value=text, table=target.__label__, n=str(len(found)))
        return found[0]

    def written(self, target: type[Base], number: int) -> str:
        """What people write for a row."""
        return next((text for text, rows in self._keys(target).items() if rows == [number]), str(number))

    def names_of(self, target: type[Base], values: Mapping[str, Any]) -> tuple[str, ...]:
        """What people would write for a row that is not stored yet: its key and its title."""
        keys = natural_keys(target)
        parts = min(keys, key=len) if keys else ()
        refers = {one.column: one.target for one in references_of(target)}
        if not parts or any(values.get(name) is None for name in parts):
            return ()
        texts = [self.written(refers[name], values[name]) if name in refers else str(values[name]) for name in parts]
        title: str | None = target(**values).__str__()  # none where the file lacks the column that titles are made of
        return (PARTS.join(texts), title) if title else (PARTS.join(texts),)

    def _keys(self, target: type[Base]) -> dict[str, list[int]]:
        if target not in self._by_key:
            found: dict[str, list[int]] = defaultdict(list)
            for number, text in self._texts(target).items():
                found[tidy(text)].append(number)
            self._by_key[target] = dict(found)
        return self._by_key[target]

    def _texts(self, target: type[Base]) -> dict[int, str]:
        """The natural key of every row, as text; parts that point to other tables are their keys in turn."""
        keys = natural_keys(target)
        if not keys:
            return {}
        parts = min(keys, key=len)
        refers = {one.column: one.target for one in references_of(target)}
        columns: list[Any] = [getattr(target, name) for name in parts]
        identity: Any = getattr(target, "id", None) or getattr(target, "code")  # noqa: B009 - regions have a code
        query = select(identity, *columns)
        if self._region is not None and REGION in columns_of(target):
            region: Any = getattr(target, REGION)
            query = query.where((region == self._region) | region.is_(None))
        others = {name: self._texts(refers[name]) for name in parts if name in refers and refers[name] is not target}
        return {
            row[0]: PARTS.join(
                others[name].get(value, str(value)) if name in others else str(value)
                for name, value in zip(parts, row[1:], strict=True)
            )
            for row in self._session.execute(query)
        }

    def _titles(self, target: type[Base]) -> dict[str, list[int]]:
        """How exports call the rows; read only where a key was not found."""
        if target not in self._by_title:
            known = {number for rows in self._keys(target).values() for number in rows}
            found: dict[str, list[int]] = defaultdict(list)
            for row in self._session.scalars(select(target)):
                number: Any = getattr(row, "id", None)
                if number in known:
                    found[tidy(str(row))].append(number)
            self._by_title[target] = dict(found)
        return self._by_title[target]


def tidy(text: str) -> str:
    """A text without the capitals and spaces in which people differ."""
    return " ".join(text.split()).casefold()
