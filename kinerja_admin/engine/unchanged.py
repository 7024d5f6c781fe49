"""Why every result is the same although something was changed."""

from __future__ import annotations

from collections.abc import Iterator

from kinerja_admin.engine.difference import Change
from kinerja_admin.engine.policy import Policy, value_at
from kinerja_admin.engine.reference import Evaluation


def reasons_of(old: Evaluation, new: Evaluation, changes: tuple[Change, ...]) -> Iterator[str]:
    """Why every result is the same: keys of phrases under ``unchanged``."""
    if old.policy.digest == new.policy.digest:
        if old.period == new.period:
            yield "same_content"
        else:
            yield "nobody_affected"
        return
    working = [change for change in changes if change.may_change_results]
    if not working:
        yield "only_texts"
        return
    used = _used(old.policy) | _used(new.policy)
    relevant = [change for change in working if change.section in {"rounding", "checks"} or change.name in used]
    if not relevant:
        yield "not_used"
    elif all(_holds_later(change, old, new) for change in relevant):
        yield "other_months"
    else:
        yield "nobody_affected"


def _used(policy: Policy) -> set[str]:
    """Everything that an output rests on."""
    found: set[str] = set()
    waiting = [*policy.outputs]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        step = policy.steps.get(name)
        if step is None:
            continue
        for formula in step.formulas:
            waiting += [*formula.names, *formula.tables]
            if formula.weighs_scores:
                waiting += [one.score for one in policy.indicators.values()]
        if step.indicator:
            indicator = policy.indicators[step.indicator]
            found.add(step.indicator)
            waiting += [*indicator.applies.names, *indicator.applies.tables] if indicator.applies else []
    return found


def _holds_later(change: Change, old: Evaluation, new: Evaluation) -> bool:
    """Whether a dated constant or table is the same in the periods that were compared."""
    if change.section == "parameters":
        one, other = old.policy.parameters.get(change.name), new.policy.parameters.get(change.name)
        if one and other:
            return value_at(one.values, old.period.first).value == value_at(other.values, new.period.first).value
    if change.section == "tables":
        first, second = old.policy.tables.get(change.name), new.policy.tables.get(change.name)
        if first and second:
            return value_at(first.contents, old.period.first).value == value_at(second.contents, new.period.first).value
    return False
