"""The facts of a population as columns: scaled whole numbers, days, codes of words, and faults beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from threading import Lock
from typing import Any

import numpy as np

from kinerja_admin.engine.columns.amounts import INT_MOST, ONE, Form, narrowest
from kinerja_admin.engine.columns.program import Array
from kinerja_admin.engine.policy import Kind


class Words:
    """Every word and text that occurs, by number."""

    def __init__(self) -> None:
        """Begin with none."""
        self.texts: list[str] = []
        self._numbers: dict[str, int] = {}
        self._lock = Lock()

    def number(self, text: str) -> int:
        """The number of a word, given to it when it is first met."""
        found = self._numbers.get(text)
        if found is not None:
            return found
        with self._lock:  # facts that are kept are read by several threads
            found = self._numbers.setdefault(text, len(self.texts))
            if found == len(self.texts):
                self.texts.append(text)
        return found


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each person's elements of one collection lie: from ``bounds[n]`` to ``bounds[n + 1]``.

    ``bare`` marks people without any series of the collection, which is more than having an empty one.
    """

    bounds: Array
    bare: Array | None = None

    @property
    def total(self) -> int:
        """All elements of everybody."""
        return int(self.bounds[-1])

    @property
    def longest(self) -> int:
        """The most elements of one person."""
        return int(np.diff(self.bounds).max(initial=0))


@dataclass(frozen=True, slots=True)
class Fact:
    """One input as columns (one entry a person, or an element of a series).

    ``values`` are whole numbers in ``unit`` between ``low`` and ``high``, days, words by number, or conditions; where
    there is a fault or nothing, they hold any of the others. ``unrecorded`` is what PRESENT asks; ``absent`` what is
    missing on purpose; ``strange`` are faults of a series as a whole, which PRESENT meets too.
    """

    kind: Kind
    values: Array
    form: Form = Form.FLOAT
    unit: Fraction = ONE
    low: int = 0
    high: int = 0
    words: frozenset[int] = frozenset()
    each: str | None = None
    fault: Array | None = None
    unrecorded: Array | None = None
    absent: Array | None = None
    strange: Array | None = None


@dataclass(frozen=True, slots=True)
class Population:
    """Everybody's facts, by the policy's names of its inputs."""

    count: int
    facts: Mapping[str, Fact]
    layouts: Mapping[str, Layout]
    words: Words = field(compare=False)


def whole_column(numbers: Iterable[int], low: int, high: int) -> tuple[Array, Form]:
    """Whole numbers in the narrowest exact form that holds their bounds."""
    form = narrowest(max(abs(low), abs(high)))
    listed = list(numbers)
    if form is not Form.BIG:
        return np.array(listed, dtype=np.float64 if form is Form.FLOAT else np.int64), form
    column: Any = np.empty(len(listed), dtype=object)
    column[:] = listed
    return column, Form.BIG


def multiplied(values: Array, factor: int, most: int = INT_MOST) -> Array:
    """Whole numbers by a factor as int64, or as Python's integers where they could be larger than ``most``."""
    if values.dtype != object:
        largest = max(abs(int(values.max(initial=0))), abs(int(values.min(initial=0)))) * factor
        if largest <= most:
            return values.astype(np.int64) * factor
        values = values.astype(np.int64).astype(object)
    product: Array = values * factor
    return product


def marked(mask: Array) -> Array | None:
    """A mask, or None where it marks nobody."""
    return mask if mask.any() else None
