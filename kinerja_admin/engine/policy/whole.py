"""A policy as a whole, with what it takes from others and what it says of its changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from kinerja_admin.engine.periods import Month, Period, period_of
from kinerja_admin.engine.policy.checks import Check, Example
from kinerja_admin.engine.policy.constants import Parameter, Table
from kinerja_admin.engine.policy.facts import Indicator, Input
from kinerja_admin.engine.policy.identity import PolicyId
from kinerja_admin.engine.policy.law import Basis, Cite, Law, NotEncoded
from kinerja_admin.engine.policy.results import Listing, Output
from kinerja_admin.engine.policy.shapes import Vocabulary
from kinerja_admin.engine.policy.steps import Step

if TYPE_CHECKING:
    from kinerja_admin.engine.numbers import Rounding


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
