"""The small parts of a trace: values as text, citations, errors, bounds."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from kinerja_admin.engine.numbers import AS_STEP, Rounding, plain
from kinerja_admin.engine.policy import Band, Basis, Cite, Policy, Shape
from kinerja_admin.engine.reference import Fault
from kinerja_admin.engine.results_file import written
from kinerja_admin.errors import PersonalError

Json = dict[str, Any]


def value_of(value: object, decimals: int | None = None) -> Any:
    """A value as a string, a series as a list, nothing as null."""
    if isinstance(value, tuple):
        return [None if one is None else value_of(one, decimals) for one in value]
    if value is None or isinstance(value, PersonalError):
        return None
    if isinstance(value, (Fraction, bool, date, str)):
        return written(value, decimals)
    return str(value)


def raw_of(value: object) -> Any:
    """A value before rounding, to twelve decimals."""
    return plain(AS_STEP.apply(value)) if isinstance(value, Fraction) else value_of(value)


def cites_of(cites: tuple[Cite, ...]) -> list[Json]:
    """Citations: law, place and title."""
    return [{"law": one.law, "place": one.place, "title": one.title} for one in cites]


def fault_of(error: PersonalError | Fault, step: str) -> Json:
    """An error: code, the step in which it arose, and the facts of its cause."""
    return {"code": error.code, "step": error.step or step, "cause": dict(error.parameters)}


def unit_of(shape: Shape) -> str:
    """A unit as it is written; empty where there is none."""
    return "" if shape.unit is None else str(shape.unit)


def rounding_of(rounding: Rounding | None) -> Json:
    """What is done last; a step that nothing rounds keeps twelve decimals."""
    rounding = rounding or AS_STEP
    return {"to": plain(rounding.to), "mode": rounding.mode.value}


def bounds_of(band: Band) -> Json:
    """The bounds of a band; null where it is open."""
    return {"from": value_of(band.low), "to": value_of(band.high)}


def head_of(policy: Policy, kind: str, name: str, basis: Basis, shape: Shape) -> Json:
    """What every node begins with: name, label, type and unit, law, and who supplied it."""
    return {
        "kind": kind, "name": name, "label": basis.label, "type": shape.kind.value, "unit": unit_of(shape),
        "path": basis.path, "policy": str(basis.origin or policy.id), "cites": cites_of(basis.cites),
        "unverified": basis.unverified,
    }  # fmt: skip
