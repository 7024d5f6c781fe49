"""What must hold: checks of the results, and the tests that stand in the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kinerja_admin.engine.periods import Period
from kinerja_admin.engine.policy.law import Basis
from kinerja_admin.engine.policy.shapes import Plain

if TYPE_CHECKING:
    from kinerja_admin.engine.expression.formula import Formula


@dataclass(frozen=True, slots=True)
class Check:
    """Something that must hold: ``assertion`` for every person; the other kinds over a population.

    Of a share within groups ``assertion`` is that the group can be read. ``bounds`` are formulas of constants,
    ``at_most`` and ``at_least``; ``equals`` is the value whose share is counted.
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
