"""One entry of the catalogue of sources: what it is called, what it means, and what delivers it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kinerja_admin.engine.facts import Source

if TYPE_CHECKING:
    from kinerja_admin.engine.columns.program import Array
    from kinerja_admin.engine.columns.typed import Given
    from kinerja_admin.services.sources.records import Records

Deliver = Callable[["Records"], "Given | Array"]
"""A value or a series a person, in the order of the population; an array has a value for everybody."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A source, and the function that gives its column."""

    source: Source
    deliver: Deliver


def entry(
    name: str,
    kind: str | tuple[str, tuple[str, ...]],
    deliver: Deliver,
    *,
    id: str,  # noqa: A002 - the language, as everywhere in the catalogues
    en: str,
    unit: str = "",
    each: str = "",
) -> Entry:
    """An entry; ``kind`` is a plain type or a vocabulary with its words."""
    type_name, words = (kind, ()) if isinstance(kind, str) else kind
    return Entry(Source(name, type_name, id, en, unit=unit, each=each, words=words), deliver)


def in_confidence(*entries: Entry) -> tuple[Entry, ...]:
    """Entries whose single values nobody is told."""
    return tuple(replace(one, source=replace(one.source, in_confidence=True)) for one in entries)
