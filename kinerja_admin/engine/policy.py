"""What a policy is: frozen data, as the reader leaves it and every evaluation takes it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Generic, TypeVar

from kinerja_admin.engine.periods import Month, Period, period_of

if TYPE_CHECKING:
    from kinerja_admin.engine.expression.formula import Formula
    from kinerja_admin.engine.numbers import Rounding
    from kinerja_admin.engine.units import Unit

Plain = Fraction | bool | date | str
"""One value inside the engine; words and texts are ``str``."""

_POLICY_ID = re.compile(r"([a-z][a-z0-9_]*)/([a-z][a-z0-9_]*)@([0-9A-Za-z][0-9A-Za-z._-]*)")


@dataclass(frozen=True, slots=True, order=True)
class PolicyId:
    """Region, policy and version, written ``serang/tpp@2026.1``."""

    region: str
    policy: str
    version: str

    def __str__(self) -> str:
        """The id as ``uses`` writes it."""
        return f"{self.region}/{self.policy}@{self.version}"


def parse_policy_id(text: str) -> PolicyId | None:
    """Read ``serang/tpp@2026.1``; None where it is no id."""
    found = _POLICY_ID.fullmatch(text)
    return PolicyId(found[1], found[2], found[3]) if found else None


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


@dataclass(frozen=True, slots=True)
class Law:
    """One entry of the citation registry."""

    name: str
    title: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Cite:
    """A law, and where in it."""

    law: str
    place: str
    title: str

    def __str__(self) -> str:
        """The citation as the file writes it."""
        return f"{self.law}#{self.place}" if self.place else self.law


@dataclass(frozen=True, slots=True)
class Basis:
    """Where an item stands, what it rests on, and who supplied it."""

    path: str
    line: int = 0
    column: int = 0
    label: str = ""
    note: str = ""
    cites: tuple[Cite, ...] = ()
    unverified: str = ""
    origin: PolicyId | None = None


class Absence(StrEnum):
    """What a missing fact means."""

    ERROR = "error"
    USE = "use"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Input:
    """A fact about a person; ``indicator`` names the indicator that it measures, if any.

    Of one ``in_confidence``, as the catalogue of sources says, no single value is ever told.
    """

    name: str
    shape: Shape
    source: str
    basis: Basis
    decimals: int | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    absence: Absence = Absence.ERROR
    default: Plain | None = None
    periods: str = "same"
    indicator: str = ""
    measure: str = ""
    in_confidence: bool = False


@dataclass(frozen=True, slots=True)
class Indicator:
    """A fact that people record because this policy asks for it, and the score made of it."""

    name: str
    weight: Fraction
    score: str
    basis: Basis
    measures: tuple[str, ...] = ()
    unit: str = ""
    decimals: int | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    direction: str = ""
    of: str = "pegawai"
    span: str = "period"
    recorded_by: str = "pegawai"
    verified_by: str = ""
    evidence: str = "none"
    applies: Formula | None = None


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Dated(Generic[T]):
    """A value that holds from a month on."""

    start: Month
    value: T
    cites: tuple[Cite, ...] = ()
    unverified: str = ""


def value_at(values: tuple[Dated[T], ...], month: Month) -> Dated[T]:
    """The value in force in a month: the last that began by then, else the first."""
    begun = [value for value in values if value.start <= month]
    return begun[-1] if begun else values[0]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A constant of the policy, dated where it changes inside the version."""

    name: str
    shape: Shape
    values: tuple[Dated[Plain], ...]
    basis: Basis
    decimals: int | None = None


class TableForm(StrEnum):
    """How a table finds its row."""

    KEY = "key"
    FROM = "from"
    UP_TO = "up_to"
    BETWEEN = "between"


@dataclass(frozen=True, slots=True)
class Band:
    """One row of a banded column: bounds (None: open) and the value."""

    low: Fraction | None
    high: Fraction | None
    value: Plain


Cells = Mapping[tuple[Plain, ...], Plain]
"""An exact table by its one or two keys."""

Bands = Mapping[Plain | None, tuple[Band, ...]]
"""A banded table by its column key (None where it has one column), bands low to high."""


@dataclass(frozen=True, slots=True)
class Table:
    """Exact look-up or bands; ``keys`` says what the arguments must be (rows first, then columns).

    ``doubts`` holds why single rows, or cells, are unverified, by their keys as they are written.
    """

    name: str
    form: TableForm
    shape: Shape
    keys: tuple[TableKey, ...]
    contents: tuple[Dated[Cells | Bands], ...]
    basis: Basis
    marginal: bool = False
    doubts: Mapping[tuple[str, ...], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TableKey:
    """What a table is looked up by: a label, what the argument must be (None: whatever fits), and its words."""

    label: str
    shape: Shape | None = None
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Limit:
    """``at_least`` or ``at_most`` in a step's ``then``."""

    at_least: bool
    formula: Formula


@dataclass(frozen=True, slots=True)
class Case:
    """One row of ``cases``."""

    id: str
    when: Formula
    value: Formula
    basis: Basis


@dataclass(frozen=True, slots=True)
class Step:
    """One named result: a formula or cases, then limits and rounding.

    ``indicator`` names the indicator whose score this is; ``rounding`` is the last thing done (None: twelve decimals).
    """

    name: str
    shape: Shape
    basis: Basis
    formula: Formula | None = None
    cases: tuple[Case, ...] = ()
    otherwise: Formula | None = None
    unique: bool = True
    then: tuple[Limit | Rounding, ...] = ()
    rounding: Rounding | None = None
    indicator: str = ""
    explain: str = ""
    unit: str = ""

    @property
    def decimals(self) -> int | None:
        """Decimals that the value is shown with; None where nothing rounds it."""
        return self.rounding.decimals if self.rounding else None

    @property
    def formulas(self) -> tuple[Formula, ...]:
        """Every formula of the step, in reading order."""
        found = [self.formula] if self.formula else []
        for case in self.cases:
            found += [case.when, case.value]
        found += [self.otherwise] if self.otherwise else []
        found += [limit.formula for limit in self.then if isinstance(limit, Limit)]
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Output:
    """A step that a slip, an export and a comparison show."""

    step: str
    label: str
    payable: bool = False
    export: str = ""
    basis: Basis = field(default_factory=lambda: Basis(""))


@dataclass(frozen=True, slots=True)
class SortKey:
    """What a list is ordered by; the highest comes first unless said otherwise."""

    step: str
    highest_first: bool = True


@dataclass(frozen=True, slots=True)
class Listing:
    """A ranked list over the population, made after every evaluation."""

    name: str
    by: tuple[SortKey, ...]
    basis: Basis
    where: Formula | None = None
    within: str = ""
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """Something that must hold: ``assertion`` for every person; the other kinds over a population.

    Of a share within groups ``assertion`` is that the group can be read. ``bounds`` are formulas of constants, ``at_most`` and ``at_least``; ``equals`` is the value whose share is counted.
    """

    id: str
    kind: str
    basis: Basis
    assertion: Formula | None = None
    is_warning: bool = False
    settings: Mapping[str, str] = field(default_factory=dict)
    bounds: Mapping[str, Formula] = field(default_factory=dict)
    equals: Plain | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """One test that stands in the policy: facts of one person, and what must come out."""

    id: str
    given: Mapping[str, Plain | tuple[Plain | None, ...] | None]
    expect: Mapping[str, Plain | tuple[Plain | None, ...] | None]
    basis: Basis
    period: Period | None = None
    expect_error: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Bound:
    """What a provider allows a using policy to set a parameter to."""

    name: str
    low: Fraction | None
    high: Fraction | None
    basis: Basis


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the changelog."""

    version: str
    change: str
    why: str
    cites: tuple[Cite, ...] = ()


@dataclass(frozen=True, slots=True)
class NotEncoded:
    """A provision that is left to people, and why."""

    cites: tuple[Cite, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Use:
    """What is taken from another policy."""

    provider: PolicyId
    items: tuple[str, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class Policy:
    """One rule set of one region for a stated range of months."""

    id: PolicyId
    title: str
    first: Month
    last: Month | None
    decided: date
    period: str
    digest: str
    supersedes: str = ""
    uses: tuple[Use, ...] = ()
    laws: Mapping[str, Law] = field(default_factory=dict)
    vocabularies: Mapping[str, Vocabulary] = field(default_factory=dict)
    inputs: Mapping[str, Input] = field(default_factory=dict)
    indicators: Mapping[str, Indicator] = field(default_factory=dict)
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    tables: Mapping[str, Table] = field(default_factory=dict)
    rounding: Mapping[str, Rounding] = field(default_factory=dict)
    steps: Mapping[str, Step] = field(default_factory=dict)
    order: tuple[str, ...] = ()
    outputs: Mapping[str, Output] = field(default_factory=dict)
    lists: Mapping[str, Listing] = field(default_factory=dict)
    checks: tuple[Check, ...] = ()
    examples: tuple[Example, ...] = ()
    bounds: Mapping[str, Bound] = field(default_factory=dict)
    changelog: tuple[Change, ...] = ()
    not_encoded: tuple[NotEncoded, ...] = ()

    @property
    def first_period(self) -> Period:
        """The first period in force."""
        return period_of(self.period, self.first)

    def is_in_force(self, period: Period) -> bool:
        """Whether the policy speaks about a period."""
        return (
            period.kind == self.period
            and self.first <= period.first
            and (self.last is None or period.last <= self.last)
        )
