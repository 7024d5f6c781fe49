"""The tests of a policy, worked out once: would any of them notice that one item is another?

A change moves only what rests on it. Everything else is taken over from the first working out, whoever rests only on
what came out as before is not worked out again, and the first expectation that fails ends the search.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kinerja_admin.engine.examples import Outcome, judge, period_of
from kinerja_admin.engine.expression.evaluation import Held
from kinerja_admin.engine.mixing import Asking
from kinerja_admin.engine.periods import Period
from kinerja_admin.engine.policy import Example, Policy
from kinerja_admin.engine.reference import PersonState, Prepared, StepValue
from kinerja_admin.errors import PersonalError


@dataclass(frozen=True, slots=True)
class _Played:
    """One test as it went: the facts as read, everything that came out, and what was not as expected."""

    example: Example
    period: Period
    read: dict[str, Held | PersonalError]
    values: Mapping[str, StepValue]
    errors: Mapping[str, PersonalError]
    outcome: Outcome


class Rehearsal:
    """Every test of a policy, worked out, and what rests on what."""

    def __init__(self, policy: Policy) -> None:
        """Work out every test once."""
        self.policy = policy
        asking = Asking()
        self._asked = {name: asking.of(step, policy.inputs, policy.indicators) for name, step in policy.steps.items()}
        deciding = (one.applies for one in policy.indicators.values() if one.applies)
        self._deciding = {name for formula in deciding for name in (*formula.names, *formula.tables)}
        self._prepared: dict[Period, Prepared] = {}
        self._played = [self._play(example) for example in policy.examples]
        self._reached: dict[str, tuple[str, ...]] = {}
        self._noticed_last: dict[str, _Played] = {}

    def notices(self, item: str, changed: Policy) -> bool:
        """Whether a test fails once a constant of one item (a step, parameter or table) is another."""
        reached = self._reach(item)
        prepared = {period: one.changed(item, changed) for period, one in self._prepared.items()}
        concerned = [one for one in self._played if one.example.expect_error or one.example.expect.keys() & reached]
        concerned.sort(key=lambda one: one is not self._noticed_last.get(item))
        for one in concerned:
            if self._fails(one, item, prepared.get(one.period)):
                self._noticed_last[item] = one
                return True
        return False

    def _play(self, example: Example) -> _Played:
        period = period_of(example, self.policy)
        if not self.policy.is_in_force(period):
            return _Played(example, period, {}, {}, {}, Outcome(example, (), is_in_force=False))
        if period not in self._prepared:
            self._prepared[period] = Prepared(self.policy, period)
        state = PersonState(self._prepared[period], example.given)
        state.work_out_all()
        outcome = judge(example, state.result(example.id))
        return _Played(example, period, state.read, state.values, state.errors, outcome)

    def _reach(self, item: str) -> tuple[str, ...]:
        """The steps that rest on an item, itself first where it is one, in the order of working out."""
        if item not in self._reached:
            found = {item: None}
            for name in self.policy.order:
                if not self._asked[name].isdisjoint(found):
                    found[name] = None
            self._reached[item] = tuple(name for name in found if name in self.policy.steps)
        return self._reached[item]

    def _fails(self, one: _Played, item: str, prepared: Prepared | None) -> bool:
        """Whether a test fails under the changed policy."""
        if prepared is None or prepared is self._prepared[one.period]:
            return not one.outcome.passed  # nothing is another in this period
        reached = self._reach(item)
        state = PersonState(prepared, one.example.given)
        state.values = dict(one.values)
        state.errors = {name: error.with_traceback(None) for name, error in one.errors.items()}
        if self._deciding.isdisjoint((item, *reached)):
            state.read = one.read
        moved = {item}
        for name in reached:
            if name != item and self._asked[name].isdisjoint(moved):
                continue
            if not _moves(state, name, one):
                moved.discard(name)
                continue
            moved.add(name)
            expected = one.example.expect
            if name in expected and (name in state.errors or state.values[name] != expected[name]):
                return True
        if any(other.step and other.step not in moved for other in one.outcome.deviations):
            return True
        state.errors = {name: state.errors[name] for name in self.policy.order if name in state.errors}
        return bool(one.example.expect_error) and not judge(one.example, state.result(one.example.id)).passed


def _moves(state: PersonState, name: str, before: _Played) -> bool:
    """Work out a step again; whether anything else comes out now."""
    state.values.pop(name, None)
    state.errors.pop(name, None)
    state.work_out_one(name)
    if name in state.values:
        return name not in before.values or state.values[name] != before.values[name]
    new, old = state.errors[name], before.errors.get(name)
    return old is None or (new.code, new.step, new.parameters) != (old.code, old.step, old.parameters)
