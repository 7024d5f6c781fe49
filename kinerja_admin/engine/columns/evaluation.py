"""The results of a population in columns, and each person's result when it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, overload

from kinerja_admin.engine.columns import faults
from kinerja_admin.engine.columns.given import GivenFacts, population_of
from kinerja_admin.engine.columns.plan import Kept, plan, run
from kinerja_admin.engine.columns.population import Population
from kinerja_admin.engine.columns.program import Array
from kinerja_admin.engine.columns.ranks import rank_columns
from kinerja_admin.engine.columns.reading import read_population
from kinerja_admin.engine.columns.values import Sort
from kinerja_admin.engine.facts import Facts
from kinerja_admin.engine.periods import Period
from kinerja_admin.engine.policy import Plain, Policy
from kinerja_admin.engine.reference import (
    Evaluation,
    Fault,
    PersonState,
    Prepared,
    Result,
    StepValue,
    check_in_force,
)
from kinerja_admin.errors import KinerjaError, PersonalError


@dataclass(frozen=True, slots=True)
class Columns:
    """Everything that came out for a population: the kept steps, what became of the checks, the ranks of the lists."""

    prepared: Prepared
    population: Population
    facts: Facts | GivenFacts
    steps: Mapping[str, Kept]
    checks: Mapping[str, Kept]
    ranks: Mapping[str, tuple[int | None, ...]] = field(default_factory=dict)
    second_looks: int = 0

    def __len__(self) -> int:
        """How many people."""
        return self.population.count

    def results(self) -> tuple[Result, ...]:
        """Everybody's result."""
        return tuple(_People(self))


def evaluate_columns(
    policy: Policy, facts: Facts | GivenFacts, period: Period, *, keep: Iterable[str] | None = None, threads: int = 1,
    chunk: int | None = None,
) -> Columns:  # fmt: skip
    """Work out every step for everybody, in columns; raises NOT_EFFECTIVE outside the policy's months."""
    check_in_force(policy, period)
    prepared = Prepared(policy, period)
    population = (
        read_population(prepared, facts)
        if isinstance(facts, Facts)
        else population_of(prepared, facts.columns, len(facts.ids))
    )
    made = plan(prepared, population, keep)
    run(made, threads, chunk)
    checks = {name.removeprefix("check "): kept for name, kept in made.conditions.items() if name.startswith("check ")}
    lists = {name.removeprefix("list "): kept for name, kept in made.conditions.items() if name.startswith("list ")}
    ranks = rank_columns(prepared, population, made.steps, lists)
    looks = sum(repair.looked_at for repair in made.repairs.values())
    return Columns(prepared, population, facts, made.steps, checks, ranks, looks)


def evaluate(policy: Policy, facts: Facts, period: Period) -> Evaluation:
    """The same with every person's result built, in the form that the reference gives."""
    columns = evaluate_columns(policy, facts, period)
    return Evaluation(policy, period, columns.results(), columns.ranks)


# --- people -----------------------------------------------------------------------------------------------------------


class _People(Sequence[Result]):
    """Each person's result, built when it is asked for."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        self.policy = columns.prepared.policy
        self.readers = {name: _Reader(columns, kept) for name, kept in columns.steps.items()}

    def __len__(self) -> int:
        return len(self.columns)

    @overload
    def __getitem__(self, place: int) -> Result: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Result]: ...

    def __getitem__(self, place: int | slice) -> Result | Sequence[Result]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        values: dict[str, StepValue] = {}
        marks: dict[str, int] = {}
        for name in self.policy.order:
            kept = self.columns.steps[name]
            mark = int(kept.fault[place]) if kept.fault is not None else 0
            if mark:
                marks[name] = mark
            else:
                values[name] = self.readers[name](place)
        faults_found = _Explainer(self.columns, place, values).faults(marks)
        fault, warnings = self._verdict(place, values, faults_found)
        return Result(self.columns.facts.ids[place], values, faults_found, fault, warnings)

    def _verdict(
        self, place: int, values: dict[str, StepValue], found: Mapping[str, Fault]
    ) -> tuple[Fault | None, tuple[str, ...]]:
        first = next((found[name] for name in self.policy.outputs if name in found), None)
        warnings = []
        for check in self.policy.checks:
            if check.id not in self.columns.checks:
                continue
            kept = self.columns.checks[check.id]
            mark = int(kept.fault[place]) if kept.fault is not None else 0
            if not mark and kept.values[place]:
                continue
            if check.is_warning:
                warnings.append(check.id)
            elif first is None:
                first = Fault("CHECK_FAILED", check.id)
                if mark and check.assertion is not None:
                    first = _Explainer(self.columns, place, values, found).of_check(check.id, mark)
        return first, tuple(warnings)


class _Explainer:
    """Asks the reference for the facts of one person's errors; code and step are known from the columns."""

    def __init__(
        self, columns: Columns, place: int, values: dict[str, StepValue], known: Mapping[str, Fault] | None = None
    ) -> None:
        self.columns, self.place, self.values = columns, place, values
        self.policy = columns.prepared.policy
        self.known = dict(known or {})

    def faults(self, marks: Mapping[str, int]) -> dict[str, Fault]:
        """The fault of every step in error; one that comes from another step is that step's fault."""
        for name, mark in marks.items():
            origin = self.policy.order[faults.step_of(mark) or 0]
            if origin != name:
                self.known[name] = self.known[origin]
                continue
            state = self._state()
            try:
                state.work_out(self.policy.steps[name])
            except PersonalError as error:
                self.known[name] = self._agreed(name, mark, error)
            else:
                raise KinerjaError("INTERNAL", step=name, expected=faults.code_of(mark), found="")
        return self.known

    def of_check(self, check_id: str, mark: int) -> Fault:
        """The fault of a check that could not be worked out."""
        origin = faults.step_of(mark)
        if origin is not None:
            return self.known[self.policy.order[origin]]
        assertion = next(check.assertion for check in self.policy.checks if check.id == check_id)
        assert assertion is not None
        try:
            self._state().evaluation.work_out(assertion)
        except PersonalError as error:
            return self._agreed(check_id, mark, error)
        raise KinerjaError("INTERNAL", step=check_id, expected=faults.code_of(mark), found="")

    def _state(self) -> PersonState:
        state = PersonState(self.columns.prepared, self.columns.facts.row(self.place))
        state.values = self.values
        for name, fault in self.known.items():
            error = PersonalError(fault.code, **fault.parameters)
            error.step = fault.step
            state.errors[name] = error
        return state

    @staticmethod
    def _agreed(name: str, mark: int, error: PersonalError) -> Fault:
        if error.step or error.code != faults.code_of(mark):
            raise KinerjaError("INTERNAL", step=name, expected=faults.code_of(mark), found=error.code)
        return Fault(error.code, name, error.parameters)


# --- values -----------------------------------------------------------------------------------------------------------


class _Reader:
    """Reads one step's value of a person; each distinct value is made once."""

    def __init__(self, columns: Columns, kept: Kept) -> None:
        self.kept = kept
        self.texts = columns.population.words.texts
        self.bounds = columns.population.layouts[kept.each].bounds if kept.each else None
        self.known: dict[object, Plain] = {}

    def __call__(self, place: int) -> StepValue:
        if self.kept.absent is not None and self.kept.absent[place]:
            return None
        if self.bounds is None:
            return self._plain(self.kept.values[place])
        part: Array = self.kept.values[self.bounds[place] : self.bounds[place + 1]]
        return tuple(self._plain(one) for one in part)

    def _plain(self, held: Any) -> Plain:
        found = self.known.get(held)
        if found is None:
            found = self.known[held] = self._made(int(held))
        return found

    def _made(self, whole: int) -> Plain:
        match self.kept.sort:
            case Sort.TRUTH:
                return bool(whole)
            case Sort.WORD:
                return self.texts[whole]
            case Sort.DAY:
                return date.fromordinal(whole * self.kept.unit.numerator)
        return whole * self.kept.unit
