"""What a policy wants to know of a person: facts that are there, and indicators that are recorded for it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from kinerja_admin.engine.policy.law import Basis
from kinerja_admin.engine.policy.shapes import Plain, Shape

if TYPE_CHECKING:
    from kinerja_admin.engine.expression.formula import Formula


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
