"""Sources: the one bridge from the tables to the facts that policies take; facts only, never scores or weights."""

from __future__ import annotations

from kinerja_admin.engine.facts import Source
from kinerja_admin.services.sources.catalogue import ENTRIES


def catalogue() -> tuple[Source, ...]:
    """Every source that a policy may name in ``from:``; needs no database."""
    return tuple(one.source for one in ENTRIES)


def collections_in_confidence() -> frozenset[str]:
    """What the series are of whose single values nobody is told (``penilai_rekan``)."""
    return frozenset(one.source.each for one in ENTRIES if one.source.in_confidence)
