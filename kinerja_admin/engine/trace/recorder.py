"""A person being evaluated with everything written down: the evaluation itself, watched, not a second one."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from kinerja_admin.engine.calls import Value
from kinerja_admin.engine.expression.evaluation import ExactEvaluation, Held
from kinerja_admin.engine.expression.formula import Formula
from kinerja_admin.engine.facts import Cell
from kinerja_admin.engine.numbers import Rounding
from kinerja_admin.engine.policy import Input, Limit, Plain, Step
from kinerja_admin.engine.reference import PersonState, Prepared
from kinerja_admin.errors import PersonalError


@dataclass(slots=True)
class Applied:
    """One entry of ``then``, with the value before and after it."""

    entry: Limit | Rounding
    before: Fraction
    after: Fraction
    bound: Fraction | None = None


@dataclass(slots=True)
class Passage:
    """How one value of a step came about (one element where it is a series)."""

    index: int | None
    raw: Plain | None = None
    applied: list[Applied] = field(default_factory=list)
    value: Plain | None = None
    chosen: str = ""


class _Watched(ExactEvaluation):
    """Remembers what every part of every formula came to."""

    def __init__(self, person: Recorder) -> None:
        super().__init__(person)
        self.found: dict[tuple[int, int | None], Value] = {}
        self.at_any: dict[int, Value] = {}

    def _eval(self, node: ast.expr) -> Value:
        value: Value = super()._eval(node)
        self.found[id(node), self.index] = value
        self.at_any[id(node)] = value
        return value

    def came_to(self, formula: Formula, node: ast.expr, index: int | None) -> Value:
        """What a part came to; raises KeyError where it was never looked at."""
        key = id(node), index
        if key in self.found:
            return self.found[key]
        if formula.shapes[node].each is not None:
            raise KeyError(node)
        return self.at_any[id(node)]  # without series it is worked out once for all elements

    def places(self, node: ast.expr) -> list[int | None]:
        """For which elements a part was looked at; None where it is no series."""
        found = [index for key, index in self.found if key == id(node)]
        return sorted(found, key=lambda index: -1 if index is None else index)


class Recorder(PersonState):
    """One person while being evaluated, with what happened on the way."""

    def __init__(self, prepared: Prepared, cells: Mapping[str, Cell]) -> None:
        """Watch the evaluation from the start."""
        super().__init__(prepared, cells)
        self.watched = _Watched(self)
        self.evaluation = self.watched
        self.passages: dict[str, list[Passage]] = {}
        self.asked: set[str] = set()
        self.asked_by: dict[str, set[str]] = {}
        self.step = ""

    def work_out(self, step: Step) -> Plain | tuple[Plain, ...] | None:
        """The value of one step, with its passages."""
        self.step = step.name
        self.passages[step.name] = []
        return super().work_out(step)

    def raw(self, step: Step, index: int | None) -> Plain:
        """The value before limits and rounding."""
        passage = Passage(index)
        self.passages[step.name].append(passage)
        passage.raw = super().raw(step, index)
        return passage.raw

    def choose(self, step: Step, index: int | None) -> Formula:
        """The formula of the case that holds."""
        formula = super().choose(step, index)
        chosen = next((case.id for case in step.cases if case.value is formula), "")
        self.passages[step.name][-1].chosen = chosen
        return formula

    def finish(self, step: Step, raw: Plain, index: int | None) -> Plain:
        """Limits and rounding."""
        value = super().finish(step, raw, index)
        self.passages[step.name][-1].value = value
        return value

    def apply(self, entry: Limit | Rounding, value: Fraction, index: int | None) -> Fraction:
        """One entry of ``then``."""
        after = super().apply(entry, value, index)
        bound = self.watched.came_to(entry.formula, entry.formula.tree, index) if isinstance(entry, Limit) else None
        applied = Applied(entry, value, after, bound if isinstance(bound, Fraction) else None)
        self.passages[self.step][-1].applied.append(applied)
        return after

    def hold(self, name: str) -> Held:
        """What a name holds; whoever asks is remembered."""
        self._ask(name)
        return super().hold(name)

    def is_recorded(self, name: str) -> Held | bool:
        """Whether a fact is recorded."""
        self._ask(name)
        return super().is_recorded(name)

    def look_up(self, table: str, arguments: list[Plain]) -> Plain:
        """The entry of an exact table."""
        self._ask(table)
        return super().look_up(table, arguments)

    def band(self, table: str, amount: Fraction, key: Plain | None) -> Plain:
        """The value of a band, or the marginal amount."""
        self._ask(table)
        return super().band(table, amount, key)

    def _ask(self, name: str) -> None:
        self.asked.add(name)
        self.asked_by.setdefault(self.step, set()).add(name)

    def used(self) -> frozenset[str]:
        """Everything that outputs (all steps, where none is named) and checks rest on, by the ways actually taken."""
        found: set[str] = set()
        waiting = {*(self.policy.outputs or self.policy.steps), *self.asked_by.get("", ())}
        while waiting:
            name = waiting.pop()
            found.add(name)
            waiting |= self.asked_by.get(name, set()) - found
        return frozenset(found)

    def read_of(self, wanted: Input) -> Held | PersonalError:
        """A fact as the policy takes it, or why it cannot."""
        return self._read(wanted)

    def failure(self, formula: Formula) -> PersonalError | None:
        """Why a formula outside the steps could not be worked out."""
        try:
            self.evaluation.work_out(formula)
        except PersonalError as error:
            return error
        return None
