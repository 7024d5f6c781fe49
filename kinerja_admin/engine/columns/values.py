"""What a part of a formula is, while a program is written: number, day, word or condition, with what goes wrong."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from kinerja_admin.engine.columns.amounts import Number
from kinerja_admin.engine.policy import Kind


class Sort(Enum):
    """How a value is held."""

    NUMBER = "number"
    DAY = "day"
    WORD = "word"
    TRUTH = "truth"


def sort_of(kind: Kind) -> Sort:
    """How values of a kind are held."""
    match kind:
        case Kind.CONDITION:
            return Sort.TRUTH
        case Kind.DATE:
            return Sort.DAY
        case Kind.WORD | Kind.TEXT:
            return Sort.WORD
    return Sort.NUMBER


@dataclass(frozen=True, slots=True)
class Value:
    """A value as columns, or as one constant.

    Numbers and days have a ``number``; words and conditions are ``known`` (a word's number, or whether) or have a
    ``place``. ``each`` names the collection whose elements the columns run along. ``fault``, ``absent`` and ``doubt``
    are places of columns of the same length, None where nothing of the kind can be; ``person_fault`` and
    ``person_absent`` run along people even where the value runs along elements (a step is in error as a whole).
    """

    sort: Sort
    number: Number | None = None
    known: int | bool | None = None
    place: int | None = None
    words: frozenset[int] = frozenset()
    each: str | None = None
    fault: int | None = None
    absent: int | None = None
    doubt: int | None = None
    person_fault: int | None = None
    person_absent: int | None = None

    @property
    def amount(self) -> Number:
        """The number of a value that is one."""
        assert self.number is not None
        return self.number

    @property
    def is_constant(self) -> bool:
        """Whether it is the same for everybody."""
        return self.number.is_constant if self.number else self.known is not None
