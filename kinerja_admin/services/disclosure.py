"""What readers are told of people: groups that are too small stay hidden, and who takes records out is written down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import sessionmaker

from kinerja_admin.db import scope as scopes
from kinerja_admin.db.audit import Entry, note
from kinerja_admin.db.scope import Everywhere
from kinerja_admin.db.session import Session

SMALLEST = 5
"""Fewer people say too much about each of them."""


def note_export(session_maker: sessionmaker[Session], table: str, details: Mapping[str, Any]) -> None:
    """Write into the audit that the present person exported rows of a table, once for each region they may see."""
    regions = scopes.current().regions
    chains: tuple[str | None, ...] = (None,) if isinstance(regions, Everywhere) or not regions else regions
    entries = [Entry(region, table, "", "export", None, dict(details)) for region in chains]
    with session_maker() as db:
        note(db, entries)
        db.commit()


def is_small(count: int) -> bool:
    """Whether a count would point at somebody."""
    return 0 < count < SMALLEST


def hidden_places(
    counts: Sequence[int], already: Iterable[int] = (), among: Iterable[int] | None = None
) -> frozenset[int]:
    """The places of a sum that stay hidden: never one alone, and together never fewer than five people.

    Places outside ``among`` are not taken along for the sake of others.
    """
    hidden = {place for place, count in enumerate(counts) if is_small(count)} | set(already)
    free = set(range(len(counts)) if among is None else among)
    while hidden and (len(hidden) < 2 or sum(counts[place] for place in hidden) < SMALLEST):
        others = [place for place in free if place not in hidden and counts[place]]
        if not others:
            break
        hidden.add(min(others, key=lambda place: counts[place]))
    return frozenset(hidden)
