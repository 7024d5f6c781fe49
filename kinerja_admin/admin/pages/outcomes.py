"""The tests that stand in a policy, with what they expected and what came."""

from __future__ import annotations

from dataclasses import dataclass

from kinerja_admin.engine.examples import Deviation, Outcome, run_examples
from kinerja_admin.engine.policy import Policy
from kinerja_admin.engine.reference import Fault
from kinerja_admin.engine.speaking import as_words
from kinerja_admin.errors import Problem
from kinerja_admin.locale import Words


@dataclass(frozen=True, slots=True)
class Shown:
    """One test as it is read: what is given, what is expected, and where it went wrong."""

    id: str
    line: int
    passed: bool
    period: str
    source: str
    given: tuple[tuple[str, str], ...]
    expected: tuple[tuple[str, str], ...]
    deviations: tuple[tuple[str, str, str], ...]
    in_force: bool = True


def outcomes_of(policy: Policy, words: Words) -> tuple[Shown, ...]:
    """Every test, run now; those that fail come first."""
    shown = [_shown(policy, outcome, words) for outcome in run_examples(policy)]
    return tuple(sorted(shown, key=lambda one: one.passed))


def _shown(policy: Policy, outcome: Outcome, words: Words) -> Shown:
    example = outcome.example
    expected = [(_label(policy, name), _value(policy, name, value, words)) for name, value in example.expect.items()]
    if example.expect_error:
        expected.append((words.say("Error"), example.expect_error))
    return Shown(
        example.id,
        example.basis.line,
        outcome.passed,
        str(example.period or policy.first_period),
        example.source,
        tuple((_label(policy, name), _value(policy, name, value, words)) for name, value in example.given.items()),
        tuple(expected),
        tuple(_deviation(policy, one, words) for one in outcome.deviations),
        outcome.is_in_force,
    )


def _deviation(policy: Policy, one: Deviation, words: Words) -> tuple[str, str, str]:
    found = _fault(one.found, words) if isinstance(one.found, Fault) else _value(policy, one.step, one.found, words)
    return (
        _label(policy, one.step) if one.step else words.say("Result"),
        _value(policy, one.step, one.expected, words),
        found,
    )


def _fault(fault: Fault, words: Words) -> str:
    text = words.problem(Problem(fault.code, parameters={"step": fault.step, **fault.parameters}))
    return f"{text.message} ({fault})"


def _label(policy: Policy, name: str) -> str:
    found = policy.steps.get(name) or policy.inputs.get(name)
    return (found.basis.label if found else "") or as_words(name)


def _value(policy: Policy, name: str, value: object, words: Words) -> str:
    found = policy.steps.get(name) or policy.inputs.get(name)
    unit = str(found.shape.unit) if found and found.shape.unit else ""
    decimals = policy.steps[name].decimals if name in policy.steps else None
    if isinstance(value, tuple):
        return "; ".join(_value(policy, name, element, words) for element in value) or words.phrase("value.empty")
    return as_words(value) if isinstance(value, str) else words.value(value, unit, decimals)  # type: ignore[arg-type]
