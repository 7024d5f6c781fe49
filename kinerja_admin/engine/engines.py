"""The ways to evaluate a population, by name; all of them give the same digits and the same errors."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from kinerja_admin.engine import population
from kinerja_admin.engine.facts import Rows
from kinerja_admin.engine.periods import Period
from kinerja_admin.engine.policy import Plain, Policy
from kinerja_admin.engine.reference import Evaluation, Fault, Result, StepValue
from kinerja_admin.engine.results_file import written
from kinerja_admin.errors import Refused

Engine = Callable[[Policy, Rows, Period], Evaluation]
"""A way to evaluate a population."""


def _in_columns(policy: Policy, facts: Rows, period: Period) -> Evaluation:
    """The whole population in columns; NumPy is loaded when it is needed."""
    from kinerja_admin.engine.columns.evaluation import evaluate  # noqa: PLC0415 - heavy

    return evaluate(policy, facts, period)


ENGINES: Mapping[str, Engine] = {"fast": _in_columns, "reference": population.evaluate}

_FEW = 8
"""So many people are worked out one by one sooner than a program for all of them is written."""


def quickest(facts: Rows) -> str:
    """The name of the engine that is done first; what comes out is the same."""
    return "reference" if len(facts) <= _FEW else "fast"


def evaluate(policy: Policy, facts: Rows, period: Period) -> Evaluation:
    """Everybody's results, by whichever engine is done first."""
    return ENGINES[quickest(facts)](policy, facts, period)


def demand_same(evaluation: Evaluation, facts: Rows) -> None:
    """Have the reference work the same out.

    Raises:
        Refused: ENGINES_DIFFER with the first value on which the two differ.
    """
    judged = population.evaluate(evaluation.policy, facts, evaluation.period)
    for one in disagreements(evaluation, judged):
        found = {"one": one.one, "other": one.other, "engine": "fast", "name": "reference"}
        raise Refused("ENGINES_DIFFER", id=one.id, step=one.step, **found)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One value on which two evaluations differ."""

    id: str
    step: str
    one: str
    other: str


def disagreements(one: Evaluation, other: Evaluation) -> Iterator[Disagreement]:
    """Everything that differs, digit by digit: people, values, errors, ranks."""
    people = [result.id for result in one.results], [result.id for result in other.results]
    if people[0] != people[1]:
        yield Disagreement("", "id", str(len(people[0])), str(len(people[1])))
        return
    for first, second in zip(one.results, other.results, strict=True):
        yield from _of_person(one.policy, first, second)
    for name in sorted(set(one.ranks) | set(other.ranks)):
        empty = (None,) * len(one.results)
        pairs = zip(people[0], one.ranks.get(name, empty), other.ranks.get(name, empty), strict=True)
        yield from (Disagreement(who, name, str(a), str(b)) for who, a, b in pairs if a != b)


def _of_person(policy: Policy, one: Result, other: Result) -> Iterator[Disagreement]:
    for name in policy.order:
        if _same(one.values.get(name), other.values.get(name)) and one.faults.get(name) == other.faults.get(name):
            continue
        first, second = (_shown(policy, result, name) for result in (one, other))
        yield Disagreement(one.id, name, first, second)
    for label, pair in (("error", (one.fault, other.fault)), ("warnings", (one.warnings, other.warnings))):
        if pair[0] != pair[1]:
            yield Disagreement(one.id, label, str(pair[0] or ""), str(pair[1] or ""))


def _same(one: StepValue, other: StepValue) -> bool:
    return type(one) is type(other) and one == other and (not isinstance(one, tuple) or _same_kinds(one, other))


def _same_kinds(one: tuple[Plain, ...], other: StepValue) -> bool:
    """Whether the elements of equal series are of one kind each: 1 is not true."""
    assert isinstance(other, tuple)
    return list(map(type, one)) == list(map(type, other))


def _shown(policy: Policy, result: Result, name: str) -> str:
    fault: Fault | None = result.faults.get(name)
    return (
        f"{fault} {dict(fault.parameters)}" if fault else written(result.values.get(name), policy.steps[name].decimals)
    )
