"""Columns → each person's result: values as people read them, and why there is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np

from kinerja_admin.engine.columns import faults
from kinerja_admin.engine.columns.plan import Kept
from kinerja_admin.engine.columns.population import Population
from kinerja_admin.engine.columns.program import Array
from kinerja_admin.engine.columns.values import Sort
from kinerja_admin.engine.facts import Rows
from kinerja_admin.engine.policy import Check, Plain, Policy
from kinerja_admin.engine.reference import Fault, PersonState, Prepared, Result, StepValue
from kinerja_admin.engine.withholding import without_value
from kinerja_admin.errors import KinerjaError, PersonalError


@dataclass(frozen=True, slots=True)
class Found:
    """What came out: the steps and the checks in columns."""

    prepared: Prepared
    population: Population
    facts: Rows
    steps: Mapping[str, Kept]
    checks: Mapping[str, Kept]

    @property
    def policy(self) -> Policy:
        """The policy that was evaluated."""
        return self.prepared.policy


def build_results(found: Found, start: int, end: int) -> list[Result]:
    """The results of the people from one place to another."""
    part = slice(start, end)
    names = [name for name in found.policy.order if name in found.steps]
    cells = [_cells(found, found.steps[name], start, end) for name in names]
    marks = {name: _marks(found.steps[name].fault, part) for name in names}
    in_error = _any([mark for mark in marks.values() if mark is not None], end - start)
    unsound = _any([fails(found, check, part) for check in found.policy.checks], end - start)
    results = []
    for at, row in enumerate(zip(*cells, strict=True) if cells else ((),) * (end - start)):
        values: dict[str, StepValue] = dict(zip(names, row, strict=True))
        if not in_error[at] and not unsound[at]:
            results.append(Result(found.facts.ids[start + at], values, {}, None))
            continue
        own = {name: int(mark[at]) for name, mark in marks.items() if mark is not None and mark[at]}
        results.append(_with_errors(found, start + at, values, own))
    return results


def _marks(fault: Array | None, part: slice) -> Array | None:
    return fault[part] if fault is not None and fault[part].any() else None


def _any(marks: list[Array], count: int) -> list[bool]:
    found = np.zeros(count, dtype=np.bool_)
    for mark in marks:
        found |= mark != 0
    listed: list[bool] = found.tolist()
    return listed


def fails(found: Found, check: Check, part: slice) -> Array:
    """Who does not pass a check, or cannot be checked."""
    kept = found.checks.get(check.id)
    if kept is None:
        return np.zeros(part.stop - part.start, dtype=np.bool_)
    fails: Array = ~kept.values[part] if kept.fault is None else ~kept.values[part] | (kept.fault[part] != 0)
    return fails


# --- values -----------------------------------------------------------------------------------------------------------


def _cells(found: Found, kept: Kept, start: int, end: int) -> Sequence[StepValue]:
    """One step's values; those of people in error are anything."""
    if kept.each is None:
        cells: list[StepValue] = list(_plain(found, kept, kept.values[start:end]))
    else:
        bounds = found.population.layouts[kept.each].bounds[start : end + 1].tolist()
        flat = tuple(_plain(found, kept, kept.values[bounds[0] : bounds[-1]]))
        first = bounds[0]
        cells = [flat[low - first : high - first] for low, high in pairwise(bounds)]
    if kept.absent is None:
        return cells
    absent = kept.absent[start:end].tolist()
    return [None if gone else cell for cell, gone in zip(cells, absent, strict=True)]


def numbers_of(kept: Kept) -> list[Fraction | None]:
    """Everybody's value of a numeric step, None where it is in error or does not apply."""
    gone = np.zeros(len(kept.values), dtype=np.bool_)
    for mark in (kept.fault, kept.absent):
        if mark is not None:
            gone |= mark != 0
    pairs = zip(kept.values.tolist(), gone.tolist(), strict=True)
    return [None if no else int(whole) * kept.unit for whole, no in pairs]


def value_of(found: Found, kept: Kept, place: int) -> StepValue:
    """One person's value of a step that is not in error."""
    return _cells(found, kept, place, place + 1)[0]


def _plain(found: Found, kept: Kept, column: Array) -> list[Plain]:
    """Every distinct value is made once."""
    listed: list[Any] = column.tolist()
    texts, unit = found.population.words.texts, kept.unit
    match kept.sort:
        case Sort.TRUTH:
            return listed
        case Sort.WORD:
            return [texts[number] for number in listed]
        case Sort.DAY:
            days = {day: date.fromordinal(_day(day, unit)) for day in set(listed)}
            return [days[day] for day in listed]
    above, below = unit.numerator, unit.denominator
    known = {whole: Fraction(int(whole) * above, below) for whole in set(listed)}
    return [known[whole] for whole in listed]


def _day(whole: float, unit: Fraction) -> int:
    """A day of the calendar, also where a person in error holds none."""
    return min(max(int(whole) * unit.numerator, 1), date.max.toordinal())


# --- errors -----------------------------------------------------------------------------------------------------------


def _with_errors(found: Found, place: int, values: dict[str, StepValue], marks: Mapping[str, int]) -> Result:
    good = {name: value for name, value in values.items() if name not in marks}
    explainer = _Explainer(found, place, good)
    known = explainer.faults(marks)
    first = next((known[name] for name in found.policy.outputs if name in known), None)
    warnings = []
    for check in found.policy.checks:
        if check.assertion is None or not fails(found, check, slice(place, place + 1))[0]:
            continue
        if check.is_warning:
            warnings.append(check.id)
        elif first is None:
            first = explainer.of_check(check)
    return Result(found.facts.ids[place], good, known, first, tuple(warnings))


class _Explainer:
    """Asks the reference for the facts of one person's errors; code and step are known from the columns."""

    def __init__(self, found: Found, place: int, values: dict[str, StepValue]) -> None:
        self.found, self.place, self.values = found, place, values
        self.policy = found.policy
        self.known: dict[str, Fault] = {}

    def faults(self, marks: Mapping[str, int]) -> dict[str, Fault]:
        """The fault of every step in error; one that comes from another step is that step's fault."""
        for name, mark in marks.items():
            origin = self.policy.order[faults.step_of(mark) or 0]
            self.known[name] = self._of_step(name, mark) if origin == name else self.known[origin]
        return self.known

    def _of_step(self, name: str, mark: int) -> Fault:
        try:
            self._state().work_out(self.policy.steps[name])
        except PersonalError as error:
            return self._agreed(name, mark, error)
        raise KinerjaError("INTERNAL", step=name, expected=faults.code_of(mark), found="")

    def of_check(self, check: Check) -> Fault:
        """Why a check does not hold."""
        kept = self.found.checks[check.id]
        mark = 0 if kept.fault is None else int(kept.fault[self.place])
        if not mark:
            return Fault("CHECK_FAILED", check.id)
        origin = faults.step_of(mark)
        if origin is not None:
            return self.known[self.policy.order[origin]]
        assert check.assertion is not None
        try:
            self._state().evaluation.work_out(check.assertion)
        except PersonalError as error:
            return self._agreed(check.id, mark, error)
        raise KinerjaError("INTERNAL", step=check.id, expected=faults.code_of(mark), found="")

    def _state(self) -> PersonState:
        state = PersonState(self.found.prepared, self.found.facts.row(self.place))
        state.values = self.values
        for name, fault in self.known.items():
            error = PersonalError(fault.code, **fault.parameters)
            error.step = fault.step
            state.errors[name] = error
        return state

    def _agreed(self, name: str, mark: int, error: PersonalError) -> Fault:
        if error.step or error.code != faults.code_of(mark):
            raise KinerjaError("INTERNAL", step=name, expected=faults.code_of(mark), found=error.code)
        return Fault(error.code, name, without_value(error.parameters, name, self.found.prepared.kept))
