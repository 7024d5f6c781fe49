"""Errors as arrays of codes: 0 where all is well, otherwise the code and the step in which it arose.

The lowest three bits hold the code, the others the step's number in the order of evaluation plus one. A fact in error
has no step yet (0): the step that asks for it claims it.
"""

from __future__ import annotations

from typing import Any

import numpy as np

CODES = (
    "", "MISSING_INPUT", "OUT_OF_RANGE", "NO_MATCH", "CONFLICT", "DIVISION_BY_ZERO", "TYPE_MISMATCH", "LIMIT",
)  # fmt: skip
"""What can go wrong in a step, by number."""

MISSING_INPUT, OUT_OF_RANGE, NO_MATCH, CONFLICT, DIVISION_BY_ZERO, TYPE_MISMATCH, LIMIT = range(1, 8)

FAULT = np.uint16
"""A thousand steps of eight codes fit."""

_BITS = 3
UNCLAIMED = 1 << _BITS
"""From here on a fault names its step."""


def fault_of(code: int, step: int | None = None) -> Any:
    """One fault as a scalar; without a step it is still to be claimed."""
    return FAULT(code if step is None else code + ((step + 1) << _BITS))


def code_of(fault: int) -> str:
    """The code of a fault."""
    return CODES[fault & (UNCLAIMED - 1)]


def step_of(fault: int) -> int | None:
    """The number of the step in which a fault arose; None where nobody has claimed it."""
    return (fault >> _BITS) - 1 if fault >> _BITS else None


NONE = FAULT(0)
"""No fault. Where nobody of a chunk has a fault, this scalar stands for the whole column and costs nothing."""


def first(one: Any, other: Any) -> Any:
    """The first fault in reading order."""
    if np.ndim(one) == 0:
        return one or other
    return one if np.ndim(other) == 0 and not other else np.where(one != 0, one, other)


def where(condition: Any, fault: Any) -> Any:
    """A fault where a condition holds."""
    return np.where(condition, fault, NONE) if np.any(condition) else NONE


def listed(codes: Any, index: Any) -> Any:
    """The faults of a list, by place."""
    found = codes.take(index, mode="clip")
    return found if np.any(found) else NONE


def chosen(condition: Any, one: Any, other: Any) -> Any:
    """The fault of the one that a condition chooses."""
    if np.ndim(one) == 0 and np.ndim(other) == 0 and one == other:
        return one
    return np.where(condition, one, other)


def claim(fault: Any, origin: Any) -> Any:
    """Faults of facts become faults of the step that asked; ``origin`` is the step's fault without a code."""
    if np.ndim(fault) == 0 and not fault:
        return fault
    return np.where((fault != 0) & (fault < UNCLAIMED), fault + origin, fault)


def in_chunk(fault: Any) -> Any:
    """A column of faults as a chunk takes it."""
    return fault if np.any(fault) else NONE
