"""A whole population: everybody evaluated, then the lists that need everybody."""

from __future__ import annotations

from dataclasses import replace

from kinerja_admin.engine.facts import Rows
from kinerja_admin.engine.periods import Period
from kinerja_admin.engine.policy import Policy
from kinerja_admin.engine.ranking import rank_lists
from kinerja_admin.engine.reference import Evaluation, Prepared, check_in_force, evaluate_person


def evaluate(policy: Policy, facts: Rows, period: Period) -> Evaluation:
    """Work out every step for everybody; raises NOT_EFFECTIVE outside the policy's months."""
    check_in_force(policy, period)
    prepared = Prepared(policy, period)
    results = tuple(evaluate_person(prepared, one, cells) for one, cells in facts.rows())
    evaluation = Evaluation(policy, period, results)
    return replace(evaluation, ranks=rank_lists(evaluation, facts)) if policy.lists else evaluation
