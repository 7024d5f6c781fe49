"""Cases that no combination of the facts and steps they name can reach."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product

from kinerja_admin.engine.candidates import candidates_for, edges_of
from kinerja_admin.engine.expression.formula import Formula
from kinerja_admin.engine.facts import Cell
from kinerja_admin.engine.policy import Policy, Step
from kinerja_admin.engine.reference import PersonState, Prepared, StepValue
from kinerja_admin.errors import Location, PersonalError, Problem, Severity

_MOST_COMBINATIONS = 5_000


def dead_cases(policy: Policy, file: str) -> Iterator[Problem]:
    """A warning for each case that is never chosen, whatever the facts are."""
    for step in policy.steps.values():
        combinations = _combinations(policy, step)
        if combinations is None:
            continue
        waiting = dict(enumerate(step.cases))
        prepared = Prepared(policy, policy.first_period)
        for chosen in combinations:
            for place in _chosen(prepared, step, chosen):
                waiting.pop(place, None)
            if not waiting:
                break
        for case in waiting.values():
            location = Location(file, case.basis.line, case.basis.column, case.basis.path)
            yield Problem("CASE_DEAD", Severity.WARNING, {"step": step.name, "case": case.id}, location)


def _combinations(policy: Policy, step: Step) -> Iterator[Mapping[str, Cell]] | None:
    """Every combination of what the cases of a step name; None where that cannot be tried out."""
    formulas = [case.when for case in step.cases]
    names = sorted({name for formula in formulas for name in formula.names if name not in policy.parameters})
    edges = edges_of(policy, formulas)
    values = [candidates_for(policy, name, edges) for name in names]
    count = 1
    for some in values:
        count *= len(some)
    if not formulas or not all(values) or count > _MOST_COMBINATIONS:
        return None
    return (dict(zip(names, chosen, strict=True)) for chosen in product(*values))


def _chosen(prepared: Prepared, step: Step, known: Mapping[str, Cell]) -> Iterator[int]:
    """The places of the cases that may be chosen: all that hold, or the first where the order decides."""
    facts = {name: cell for name, cell in known.items() if name in prepared.policy.inputs}
    state = PersonState(prepared, facts)
    state.values |= {name: _as_step(cell) for name, cell in known.items() if name not in facts}
    for place, case in enumerate(step.cases):
        if _holds(state, case.when):
            yield place
            if not step.unique:
                return


def _as_step(cell: Cell) -> StepValue:
    return cell if isinstance(cell, (Fraction, bool, str)) else None


def _holds(state: PersonState, formula: Formula) -> bool:
    try:
        return state.evaluation.work_out(formula) is True
    except PersonalError:
        return True  # where the facts are in error nothing is proved
