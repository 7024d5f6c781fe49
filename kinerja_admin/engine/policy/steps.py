"""How a result comes about: formulas, cases, limits and rounding."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kinerja_admin.engine.policy.law import Basis
from kinerja_admin.engine.policy.shapes import Shape

if TYPE_CHECKING:
    from kinerja_admin.engine.expression.formula import Formula
    from kinerja_admin.engine.numbers import Rounding


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
