"""The hash of a typed table: over the values of its columns, each in its one form."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

import numpy as np

from kinerja_admin.engine.columns.program import Array
from kinerja_admin.engine.columns.typed import Given
from kinerja_admin.services.columnar.column import Column, Table

_ONES = 10


def digest(table: Table) -> str:
    """SHA-256 of the columns in the order of their names.

    Of each column: its name, kind and whether it is a series, the fewest decimals that hold its values (or its words
    in order), then as little-endian bytes who has no series, how many elements each has, what is missing, and the
    whole numbers, places of words, days or conditions, 0 where something is missing. A line before each part tells how
    long it is.
    """
    sealed = hashlib.sha256(_line(dict(sorted(table.about.items()))))
    for column in sorted(table.columns, key=lambda one: one.name):
        for part in _parts(column):
            sealed.update(_line(len(part)))
            sealed.update(part)
    return sealed.hexdigest()


def _parts(column: Column) -> Iterator[bytes]:
    given = column.given
    values = given.values if given.missing is None else np.where(given.missing, 0, given.values)
    words: list[str] = []
    decimals = 0
    if column.kind == "text":
        words, values = _ordered(given)
    elif column.kind == "decimal":
        values, decimals = _shortest(values, given.decimals)
    yield _line([column.name, column.kind, column.is_series, decimals, words])
    if given.bounds is not None:
        yield _marks(given.bare, len(given.bounds) - 1)
        yield np.diff(given.bounds).astype("<i8").tobytes()
    yield _marks(given.missing, len(values))
    yield _line(values.tolist()) if values.dtype == object else values.astype("<i8").tobytes()


def _marks(marks: Array | None, count: int) -> bytes:
    return np.packbits(np.zeros(count, dtype=np.bool_) if marks is None else marks).tobytes()


def _ordered(given: Given) -> tuple[list[str], Array]:
    """The words that occur, in order, and every value's place among them."""
    places = given.values.astype(np.intp)
    used = np.unique(places if given.missing is None else places[~given.missing]).tolist()
    words = sorted(given.words[place] for place in used)
    rank = {word: place for place, word in enumerate(words)}
    table = np.array([rank.get(word, 0) for word in given.words] or [0])
    ranks: Array = table.take(places, mode="clip")
    return words, ranks if given.missing is None else np.where(given.missing, 0, ranks)


def _shortest(values: Array, decimals: int) -> tuple[Array, int]:
    """Without the zeros that a column's scale adds."""
    while decimals and not (values % _ONES).any():
        values, decimals = values // _ONES, decimals - 1
    if values.dtype == object and all(-(2**63) <= value < 2**63 for value in values.tolist()):
        values = values.astype(np.int64)
    return values, decimals


def _line(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
