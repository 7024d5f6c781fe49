"""Run the tests that stand in a policy; exact to the last digit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kinerja_admin.engine.facts import Cell
from kinerja_admin.engine.periods import Period
from kinerja_admin.engine.policy import Example, Policy
from kinerja_admin.engine.reference import Fault, Prepared, Result, StepValue, evaluate_person


@dataclass(frozen=True, slots=True)
class Deviation:
    """One expectation that was not met: the step, what was expected and what came (or why nothing came)."""

    step: str
    expected: StepValue | str
    found: StepValue | Fault


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one test."""

    example: Example
    deviations: tuple[Deviation, ...]
    is_in_force: bool = True

    @property
    def passed(self) -> bool:
        """Whether everything came as expected."""
        return self.is_in_force and not self.deviations


def run_examples(policy: Policy, examples: Iterable[Example] | None = None) -> tuple[Outcome, ...]:
    """Every test of a policy (or those given), in the order of the file."""
    return tuple(outcomes_of(policy, examples))


def outcomes_of(policy: Policy, examples: Iterable[Example] | None = None) -> Iterator[Outcome]:
    """The same one by one, for those who stop at the first that fails."""
    prepared: dict[Period, Prepared] = {}
    for example in policy.examples if examples is None else examples:
        period = period_of(example, policy)
        if not policy.is_in_force(period):
            yield Outcome(example, (), is_in_force=False)
            continue
        if period not in prepared:
            prepared[period] = Prepared(policy, period)
        given: Mapping[str, Cell] = example.given
        yield judge(example, evaluate_person(prepared[period], example.id, given))


def period_of(example: Example, policy: Policy) -> Period:
    """The period of a test: its own, else the first of the policy."""
    return example.period or policy.first_period


def judge(example: Example, result: Result) -> Outcome:
    """What came out beside what was expected."""
    return Outcome(example, (*_errors(example, result), *_values(example, result)))


def _errors(example: Example, result: Result) -> Iterable[Deviation]:
    if example.expect_error:
        found = result.fault or next(iter(result.faults.values()), None)
        shown = str(found) if found and " " in example.expect_error else found.code if found else ""
        if shown != example.expect_error:
            yield Deviation("", example.expect_error, found)


def _values(example: Example, result: Result) -> Iterable[Deviation]:
    for name, expected in example.expect.items():
        if name in result.faults:
            yield Deviation(name, expected, result.faults[name])  # type: ignore[arg-type]
        elif result.values.get(name) != expected:
            yield Deviation(name, expected, result.values.get(name))  # type: ignore[arg-type]
