"""The reference evaluator: one person at a time, exact; every other way of evaluating is judged by it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import cast

from kinerja_admin.engine.calls import Value
from kinerja_admin.engine.expression.evaluation import ExactEvaluation, Held
from kinerja_admin.engine.expression.formula import Formula
from kinerja_admin.engine.facts import Cell, read_series, read_single
from kinerja_admin.engine.numbers import AS_STEP, LIMIT, Rounding, plain
from kinerja_admin.engine.periods import Period
from kinerja_admin.engine.policy import (
    Absence,
    Band,
    Bands,
    Cells,
    Input,
    Limit,
    Plain,
    Policy,
    Step,
    TableForm,
    value_at,
)
from kinerja_admin.engine.withholding import kept_in_confidence, without_value
from kinerja_admin.errors import PersonalError, Refused

StepValue = Plain | tuple[Plain, ...] | None
"""What a step yields: a value, a series, or nothing where an indicator does not apply."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a step has no value: the code, the step in which it arose, and the facts of the cause."""

    code: str
    step: str
    parameters: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        """As a results file shows it."""
        return f"{self.code} {self.step}"


@dataclass(frozen=True, slots=True)
class Result:
    """Everything that came out for one person."""

    id: str
    values: Mapping[str, StepValue]
    faults: Mapping[str, Fault]
    fault: Fault | None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The results of a population under one policy and period."""

    policy: Policy
    period: Period
    results: Sequence[Result]
    ranks: Mapping[str, tuple[int | None, ...]] = field(default_factory=dict)


class Prepared:
    """A policy made ready for one period: dated parameters and tables settled."""

    def __init__(self, policy: Policy, period: Period) -> None:
        """Settle everything that depends on the period alone."""
        self.policy = policy
        self.period = period
        self.parameters: dict[str, Plain] = {
            name: value_at(one.values, period.first).value for name, one in policy.parameters.items() if one.values
        }
        self.tables: dict[str, Cells | Bands] = {
            name: value_at(table.contents, period.first).value for name, table in policy.tables.items()
        }
        self.collections: dict[str, list[Input]] = {}
        for one in policy.inputs.values():
            if one.shape.each:
                self.collections.setdefault(one.shape.each, []).append(one)
        self.kept = kept_in_confidence(policy)

    def changed(self, item: str, policy: Policy) -> Prepared:
        """The same for a policy in which one step, parameter or table is another; itself where nothing changes now."""
        made = copy(self)
        made.policy = policy
        if item in policy.parameters:
            value = value_at(policy.parameters[item].values, self.period.first).value
            made.parameters = {**self.parameters, item: value}
        elif item in policy.tables:
            made.tables = {**self.tables, item: value_at(policy.tables[item].contents, self.period.first).value}
        is_same = item not in policy.steps and (made.parameters, made.tables) == (self.parameters, self.tables)
        return self if is_same else made


def check_in_force(policy: Policy, period: Period) -> None:
    """Refuse a period that the policy does not speak about."""
    if not policy.is_in_force(period):
        end = {"last": str(policy.last)} if policy.last else {"cause": "open"}
        raise Refused("NOT_EFFECTIVE", policy=str(policy.id), period=str(period), first=str(policy.first), **end)


def evaluate_person(prepared: Prepared, person_id: str, cells: Mapping[str, Cell]) -> Result:
    """Work out every step for one person."""
    state = PersonState(prepared, cells)
    state.work_out_all()
    return state.result(person_id)


class PersonState:
    """One person while being evaluated: facts as read, steps as worked out."""

    def __init__(self, prepared: Prepared, cells: Mapping[str, Cell]) -> None:
        """Start with the facts alone; they are read when they are asked for."""
        self.prepared = prepared
        self.policy = prepared.policy
        self.cells = cells
        self.values: dict[str, StepValue] = {}
        self.errors: dict[str, PersonalError] = {}
        self.read: dict[str, Held | PersonalError] = {}
        self.evaluation = ExactEvaluation(self)

    def work_out_all(self) -> None:
        """Every step, in order of dependency; an error stays with its step."""
        for name in self.policy.order:
            self.work_out_one(name)

    def work_out_one(self, name: str) -> None:
        """One step, after those that it rests on."""
        try:
            self.values[name] = self.work_out(self.policy.steps[name])
        except PersonalError as error:
            self.errors[name] = _with_step(error, name)

    def result(self, person_id: str) -> Result:
        """Everything that came out."""
        fault, warnings = self.verdict()
        faults = {name: self._fault(error) for name, error in self.errors.items()}
        return Result(person_id, self.values, faults, fault, warnings)

    def work_out(self, step: Step) -> StepValue:
        """The value of one step: formula or cases, then limits and rounding, for every element of a series."""
        if step.indicator and not self.applies(step.indicator):
            return None
        if step.shape.each is None:
            return self.finish(step, self.raw(step, None), None)
        length = self.length(step.shape.each)
        if length is None:
            raise self._no_series(step)
        return tuple(self.finish(step, self.raw(step, index), index) for index in range(length))

    def _no_series(self, step: Step) -> PersonalError:
        for formula in step.formulas:
            for name in formula.names:
                one = self.policy.inputs.get(name)
                if one is not None and one.shape.each == step.shape.each:
                    return PersonalError("MISSING_INPUT", what=name)
        return PersonalError("MISSING_INPUT", what=step.shape.each or "")

    def applies(self, indicator: str) -> bool:
        """Whether an indicator concerns this person."""
        applies = self.policy.indicators[indicator].applies
        return applies is None or self.evaluation.work_out(applies) is True

    def raw(self, step: Step, index: int | None) -> Plain:
        """The value before limits and rounding."""
        formula = step.formula or self.choose(step, index)
        value = self.evaluation.work_out(formula, index)
        if value is None:
            raise PersonalError("MISSING_INPUT", what=", ".join(formula.names))
        return value

    def choose(self, step: Step, index: int | None) -> Formula:
        """The formula of the case that holds; CONFLICT where two do, NO_MATCH where none does."""
        hits = []
        for case in step.cases:
            if self.evaluation.work_out(case.when, index) is True:
                hits.append(case)
                if not step.unique:
                    break
        if len(hits) > 1:
            raise PersonalError("CONFLICT", what=", ".join(case.id for case in hits))
        if hits:
            return hits[0].value
        if step.otherwise is None:
            raise PersonalError("NO_MATCH", what=step.name)
        return step.otherwise

    def finish(self, step: Step, raw: Plain, index: int | None) -> Plain:
        """Limits and rounding, in order; the result is the decimal that everybody sees."""
        if not isinstance(raw, Fraction):
            return raw
        value = raw
        for entry in step.then:
            value = self.apply(entry, value, index)
        value = (step.rounding or AS_STEP).apply(value)
        if abs(value) >= LIMIT:
            raise PersonalError("LIMIT", what=step.name, value=plain(value))
        return value

    def apply(self, entry: Limit | Rounding, value: Fraction, index: int | None) -> Fraction:
        """One entry of ``then``."""
        if isinstance(entry, Rounding):
            return entry.apply(value)
        bound = cast(Fraction, self.evaluation.work_out(entry.formula, index))
        return max(value, bound) if entry.at_least else min(value, bound)

    def _fault(self, error: PersonalError) -> Fault:
        return Fault(error.code, error.step, without_value(error.parameters, error.step, self.prepared.kept))

    def verdict(self) -> tuple[Fault | None, tuple[str, ...]]:
        """The first output in error, else the first check that fails; and the warnings."""
        first: Fault | None = next(
            (self._fault(self.errors[name]) for name in self.policy.outputs if name in self.errors), None
        )
        warnings: list[str] = []
        for check in self.policy.checks:
            if check.assertion is None:
                continue
            try:
                holds = self.evaluation.work_out(check.assertion) is True
                failure = None if holds else Fault("CHECK_FAILED", check.id)
            except PersonalError as error:
                failure = self._fault(_with_step(error, check.id))
            if failure and check.is_warning:
                warnings.append(check.id)
            elif failure and first is None:
                first = failure
        return first, tuple(warnings)

    # --- what formulas ask for ----------------------------------------------------------------------------------------

    def hold(self, name: str) -> Held:
        """What a name holds; raises PersonalError where it is missing or in error."""
        if name in self.values:
            return self.values[name]
        if name in self.errors:
            raise self.errors[name]
        if name in self.prepared.parameters:
            return self.prepared.parameters[name]
        held = self._read(self.policy.inputs[name])
        if isinstance(held, PersonalError):
            raise PersonalError(held.code, **held.parameters)
        return held

    def _read(self, wanted: Input) -> Held | PersonalError:
        if wanted.name not in self.read:
            try:
                self.read[wanted.name] = self._read_now(wanted)
            except PersonalError as error:
                self.read[wanted.name] = error
        return self.read[wanted.name]

    def _read_now(self, wanted: Input) -> Held:
        if wanted.indicator and not self.applies(wanted.indicator):
            return None
        cell = self.cells.get(wanted.name)
        if wanted.shape.each is not None:
            return self._read_series(wanted, cell)
        if cell is None:
            return self._missing(wanted)
        return read_single(wanted, cell)

    def _read_series(self, wanted: Input, cell: Cell) -> Held:
        if cell is None:
            raise PersonalError("MISSING_INPUT", what=wanted.name)
        elements = read_series(wanted, cell)
        self._check_lengths(wanted, cell)
        if wanted.absence is Absence.ABSENT:
            return elements
        gap = wanted.default if wanted.absence is Absence.USE else PersonalError("MISSING_INPUT", what=wanted.name)
        return tuple(gap if element is None else element for element in elements)

    def _check_lengths(self, wanted: Input, cell: Cell) -> None:
        """Refuse series of one collection that differ in length."""
        if len(self._lengths(wanted.shape.each or "")) > 1:
            count = len(cell) if isinstance(cell, tuple) else 1
            raise PersonalError("TYPE_MISMATCH", what=wanted.name, value=str(count), cause="length")

    @staticmethod
    def _missing(wanted: Input) -> Plain | None:
        if wanted.absence is Absence.ERROR:
            raise PersonalError("MISSING_INPUT", what=wanted.name)
        return wanted.default if wanted.absence is Absence.USE else None

    def is_recorded(self, name: str) -> Held | bool:
        """Whether a fact is recorded: a condition, or one condition an element."""
        if name in self.policy.steps:
            return self.hold(name) is not None
        wanted = self.policy.inputs[name]
        if wanted.indicator and not self.applies(wanted.indicator):
            return False
        cell = self.cells.get(name)
        if wanted.shape.each is None:
            return cell is not None
        if cell is None:
            raise PersonalError("MISSING_INPUT", what=name)
        self._check_lengths(wanted, cell)
        return tuple(element is not None for element in (cell if isinstance(cell, tuple) else (cell,)))

    def length(self, collection: str) -> int | None:
        """How many elements the person's series of a collection have (at most); None where there is none."""
        return max(self._lengths(collection), default=None)

    def _lengths(self, collection: str) -> dict[int, None]:
        cells = (self.cells.get(one.name) for one in self.prepared.collections.get(collection, ()))
        return {len(cell) if isinstance(cell, tuple) else 1: None for cell in cells if cell is not None}

    def look_up(self, table: str, arguments: list[Plain]) -> Plain:
        """The entry of an exact table."""
        cells = cast(Cells, self.prepared.tables[table])
        found = cells.get(tuple(arguments))
        if found is None:
            raise PersonalError("OUT_OF_RANGE", what=table, value=", ".join(shown(one) for one in arguments))
        return found

    def band(self, table: str, amount: Fraction, key: Plain | None) -> Plain:
        """The value of a band, or the marginal amount."""
        declared = self.policy.tables[table]
        bands = cast(Bands, self.prepared.tables[table]).get(key)
        refusal = PersonalError("OUT_OF_RANGE", what=table, value=plain_or_ratio(amount))
        if bands is None:
            raise refusal
        if declared.marginal:
            if amount < 0 or (bands[-1].high is not None and amount > bands[-1].high):
                raise refusal
            return _marginal(bands, amount, percent=bool(declared.shape.unit and declared.shape.unit.powers))
        found = next((band.value for band in bands if holds(declared.form, band, amount)), None)
        if found is None:
            raise refusal
        return found

    def weighted_score(self, names: list[str]) -> Fraction:
        """Σ score × weight ÷ Σ weight over the indicators that apply; by name where all count: key order is nothing."""
        total = weights = Fraction(0)
        for name in names or sorted(self.policy.indicators):
            indicator = self.policy.indicators[name]
            score = self.hold(indicator.score)
            if score is None:
                continue
            total += cast(Fraction, score) * indicator.weight
            weights += indicator.weight
        if not weights:
            raise PersonalError("NO_MATCH", what="WEIGHTED_SCORE")
        return total / weights

    def bounds(self) -> tuple[date, date]:
        """First and last day of the period."""
        return self.prepared.period.start, self.prepared.period.end


def _with_step(error: PersonalError, step: str) -> PersonalError:
    if not error.step:
        error.step = step
    return error


def holds(form: TableForm, band: Band, amount: Fraction) -> bool:
    """Whether an amount lies in a band; which bound is included depends on how the table is written."""
    if form is TableForm.FROM:
        return (band.low is None or amount >= band.low) and (band.high is None or amount < band.high)
    if form is TableForm.UP_TO:
        return (band.low is None or amount > band.low) and (band.high is None or amount <= band.high)
    return (band.low is None or amount >= band.low) and (band.high is None or amount <= band.high)


def _marginal(bands: tuple[Band, ...], amount: Fraction, *, percent: bool) -> Fraction:
    total = Fraction(0)
    for band in bands:
        low = band.low if band.low is not None else Fraction(0)
        top = amount if band.high is None else min(amount, band.high)
        if top > low:
            total += (top - low) * cast(Fraction, band.value)
    return total / 100 if percent else total


def plain_or_ratio(value: Fraction) -> str:
    """A number for a message: as a decimal where it is one, otherwise rounded as a step would be."""
    return plain(AS_STEP.apply(value))


def shown(value: Value) -> str:
    """A value for a message."""
    if isinstance(value, Fraction):
        return plain_or_ratio(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)
