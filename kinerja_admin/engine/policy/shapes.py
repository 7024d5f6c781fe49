"""What is known of a value before it is calculated: kind, unit, vocabulary, series."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from kinerja_admin.engine.policy.identity import PolicyId

if TYPE_CHECKING:
    from kinerja_admin.engine.units import Unit


Plain = Fraction | bool | date | str
"""One value inside the engine; words and texts are ``str``."""


class Kind(StrEnum):
    """What a value is."""

    INTEGER = "integer"
    DECIMAL = "decimal"
    CONDITION = "condition"
    DATE = "date"
    TEXT = "text"
    WORD = "word"
    UNKNOWN = "unknown"

    @property
    def is_number(self) -> bool:
        """Whether it can be calculated with."""
        return self in {Kind.INTEGER, Kind.DECIMAL}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A closed list of words; ordered low to high unless said otherwise."""

    name: str
    words: tuple[str, ...]
    ordered: bool = True
    origin: PolicyId | None = field(default=None, compare=False)

    def rank(self, word: str) -> int:
        """The place of a word, low to high."""
        return self.words.index(word)


@dataclass(frozen=True, slots=True)
class Shape:
    """What is known of a value before it is calculated.

    ``each`` names the collection of a series; ``words`` holds the words of a literal whose vocabulary is still open;
    ``absent`` says that there may be none.
    """

    kind: Kind
    unit: Unit | None = None
    vocabulary: Vocabulary | None = None
    each: str | None = None
    words: frozenset[str] = frozenset()
    absent: bool = False

    @property
    def is_unknown(self) -> bool:
        """Whether a finding elsewhere keeps this from being known."""
        return self.kind is Kind.UNKNOWN
