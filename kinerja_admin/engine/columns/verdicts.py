"""Whose result is in error, and why: the first output in error, else the first check that fails, for everybody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from kinerja_admin.engine.columns import faults
from kinerja_admin.engine.columns.program import Array
from kinerja_admin.engine.columns.results import Found, fails

_CHECK = 16
"""A fault has sixteen bits; above them stands the number of the check that failed, plus one."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Why there is no result: the code, and the step or check that it belongs to."""

    code: str
    step: str

    def __str__(self) -> str:
        """As a results file shows it."""
        return f"{self.code} {self.step}"


@dataclass(frozen=True, slots=True)
class Verdicts:
    """For each person the place of the cause among ``causes`` (0: none), and who was warned by which check."""

    places: Array
    causes: tuple[Cause | None, ...]
    warnings: Mapping[str, Array]

    @property
    def is_fine(self) -> Array:
        """Who has a result."""
        fine: Array = self.places == 0
        return fine

    def of(self, place: int) -> Cause | None:
        """Why one person has no result."""
        return self.causes[int(self.places[place])]

    def warnings_of(self, place: int) -> Iterator[str]:
        """The checks that one person is warned by."""
        return (name for name, marks in self.warnings.items() if marks[place])

    def counts(self) -> dict[str, int]:
        """How many people have no result, by code."""
        found: dict[str, int] = {}
        for cause, count in zip(self.causes[1:], np.bincount(self.places, minlength=len(self.causes))[1:], strict=True):
            if cause is not None:
                found[cause.code] = found.get(cause.code, 0) + int(count)
        return dict(sorted(found.items()))


def verdicts(found: Found) -> Verdicts:
    """Everybody's verdict, from the columns alone; every output must have been kept."""
    policy = found.policy
    marks = np.zeros(found.population.count, dtype=np.int64)
    for name in policy.outputs:
        fault = found.steps[name].fault
        if fault is not None:
            marks = np.where(marks == 0, fault, marks)
    everybody = slice(0, found.population.count)
    warnings: dict[str, Array] = {}
    for number, check in enumerate(policy.checks, start=1):
        if check.assertion is None:
            continue
        failing = fails(found, check, everybody)
        if check.is_warning:
            warnings[check.id] = failing
        else:
            marks = np.where((marks == 0) & failing, _of_check(found, check.id, number), marks)
    kinds, places = np.unique(marks, return_inverse=True)
    causes = [_cause(found, int(mark)) for mark in kinds]
    if causes[:1] != [None]:
        return Verdicts(places + 1, (None, *causes), warnings)
    return Verdicts(places, tuple(causes), warnings)


def _of_check(found: Found, check: str, number: int) -> Array:
    """A fault that arose in a step belongs to it, any other to the check."""
    fault = found.checks[check].fault
    own = number << _CHECK
    if fault is None:
        return np.full(found.population.count, own)
    is_of_step = fault >= faults.UNCLAIMED
    marks: Array = np.where(is_of_step, fault, fault.astype(np.int64) + own)
    return marks


def _cause(found: Found, mark: int) -> Cause | None:
    if not mark:
        return None
    number, fault = mark >> _CHECK, mark & ((1 << _CHECK) - 1)
    if number:
        return Cause(faults.code_of(fault) or "CHECK_FAILED", found.policy.checks[number - 1].id)
    return Cause(faults.code_of(fault), found.policy.order[faults.step_of(fault) or 0])
