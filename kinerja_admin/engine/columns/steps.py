"""One step → array operations: formula or cases, limits, rounding; and the exact second look at the rows in doubt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction

import numpy as np

from kinerja_admin.engine.columns import faults, kernels
from kinerja_admin.engine.columns.amounts import Amount, Number, TooWideError, constant, narrowest
from kinerja_admin.engine.columns.arithmetic import Arithmetic, unit_of_both
from kinerja_admin.engine.columns.program import Draft
from kinerja_admin.engine.columns.repair import Repair, Target
from kinerja_admin.engine.columns.rounding import WAYS, rounded
from kinerja_admin.engine.columns.scene import Scene
from kinerja_admin.engine.columns.values import Sort, Value
from kinerja_admin.engine.columns.writer import Writer
from kinerja_admin.engine.expression.formula import Formula
from kinerja_admin.engine.numbers import AS_STEP, LIMIT, Rounding
from kinerja_admin.engine.policy import Limit, Step


def write_step(scene: Scene, step: Step, number: int) -> Value:
    """Write a step into a scene; ``number`` is its place in the order of evaluation."""
    return settled(scene, lambda within: StepWriter(within, step, number).write(), step.shape.each)


def write_condition(scene: Scene, formula: Formula) -> Value:
    """Write a condition that is no step (of a check or a list); faults of facts stay unclaimed."""
    return settled(scene, lambda within: as_person(Writer(within, formula).value(formula.tree)), None)


def write_name(scene: Scene, name: str) -> Value:
    """Write what a name holds, for a list to be ordered by."""
    value = Writer(scene).name(name)
    if value.each is not None:
        return value
    return settled(scene, lambda within: as_person(Writer(within).name(name)), None)


def settled(scene: Scene, write: Callable[[Scene], Value], each: str | None) -> Value:
    """Write something in float64, with a second look at rows in doubt; what float64 cannot hold exactly at once."""
    try:
        return _with_second_look(scene, write(scene), write, each)
    except (TooWideError, OverflowError):
        approximate = scene.math
        scene.math = Arithmetic(scene.draft, wide=True)
        value = _with_second_look(scene, write(scene), write, each)
        scene.math = approximate
        return value


def _with_second_look(scene: Scene, value: Value, write: Callable[[Scene], Value], each: str | None) -> Value:
    """Patch the rows in doubt, if there can be any, with what exact arithmetic makes of them."""
    if value.doubt is None:
        return value
    again = Scene(scene.prepared, scene.population, Arithmetic(Draft(), wide=True), parent=scene)
    exact = write(again)
    result, targets = replace(value, doubt=None), []
    if not value.is_constant:
        result, target = _content(scene, again, result, exact, each)
        targets.append(target)
    flags = [name for name in _FLAGS if getattr(value, name) is not None or getattr(exact, name) is not None]
    targets += [_flag(scene, again, getattr(value, name), getattr(exact, name), _FLAGS[name]) for name in flags]
    patched = Repair(scene, again, tuple(targets)).emit(value.doubt)
    if not value.is_constant:
        result = _with_content(result, patched[0])
    for name, place in zip(reversed(flags), reversed(patched), strict=False):
        result = replace(result, **{name: place})  # type: ignore[arg-type]
    return result


_FLAGS: Mapping[str, object] = {"person_fault": faults.NONE, "person_absent": np.False_}


def _content(scene: Scene, again: Scene, value: Value, exact: Value, each: str | None) -> tuple[Value, Target]:
    """The value in a unit that suits both looks, and what is to be patched into it."""
    if value.number is None or exact.number is None:
        return replace(value, words=value.words | exact.words), Target(_code(scene, value), _code(again, exact), each)
    old, new = value.number.top, exact.number.top
    unit = unit_of_both(old, new)
    factor = int(old.unit / unit)
    if factor > 1:
        form = narrowest(old.size * factor)
        old = replace(old, low=old.low * factor, high=old.high * factor, unit=unit, form=form,
                      place=scene.math.held(old, form, factor))  # fmt: skip
    times = int(new.unit / unit)
    put = again.math.held(new, again.math.form_for(new.size * times, old.low, old.high), times)
    ends = (again.draft.constant(old.low), again.draft.constant(old.high))
    put = again.draft.emit(kernels.within, put, *ends)  # rows at fault keep to the bounds of the first look
    return replace(value, number=Number(old)), Target(scene.math.held(old, old.form), put, each)


def _with_content(value: Value, place: int) -> Value:
    if value.number is None:
        return replace(value, known=None, place=place)
    return replace(value, number=Number(replace(value.number.top, place=place)))


def _code(scene: Scene, value: Value) -> int:
    if value.known is not None:
        return scene.draft.constant(value.known)
    assert value.place is not None
    return value.place


def _flag(scene: Scene, again: Scene, old: int | None, new: int | None, nothing: object) -> Target:
    return Target(
        scene.draft.constant(nothing) if old is None else old,
        again.draft.constant(nothing) if new is None else new,
        None,
    )


def as_person(value: Value) -> Value:
    """A value of a person as it is kept: faults and absence are those of the person."""
    if value.fault is None and value.absent is None:
        return value
    return replace(value, fault=None, absent=None, person_fault=value.fault, person_absent=value.absent)


class StepWriter:
    """Writes one step."""

    def __init__(self, scene: Scene, step: Step, number: int) -> None:
        """Know the step and its place in the order."""
        self.scene, self.step, self.number = scene, step, number

    def write(self) -> Value:
        """The step as it is kept."""
        each = self.step.shape.each
        value = self.scene.lift(self._finished(self._raw()), each)
        if each is None:
            kept = as_person(value)
        else:
            fault = self.scene.first_of_person(value.fault, each)
            bare = self.scene.collection(each).bare
            if bare is not None:
                fault = self.scene.picked_fault(bare, self.scene.fault(faults.MISSING_INPUT), fault)
            doubt = self.scene.any_of_person(value.doubt, each)
            kept = replace(value, fault=None, absent=None, doubt=doubt, person_fault=fault)
        return self._claimed(self._where_it_applies(kept))

    def _where_it_applies(self, value: Value) -> Value:
        if not self.step.indicator:
            return value
        writer = Writer(self.scene)
        applies = writer.applies(self.step.indicator)
        if applies is None:
            return value
        fault = writer.guarded(applies, value.person_fault)
        doubt = self.scene.any_of([applies.doubt, value.doubt])
        return replace(value, person_fault=fault, person_absent=writer.does_not(applies), doubt=doubt)

    def _claimed(self, value: Value) -> Value:
        if value.person_fault is None:
            return value
        origin = self.scene.draft.constant(faults.fault_of(0, self.number))
        return replace(value, person_fault=self.scene.draft.emit(faults.claim, value.person_fault, origin))

    # --- formula or cases ---------------------------------------------------------------------------------------------

    def _raw(self) -> Value:
        if self.step.formula is not None:
            return self._of(self.step.formula)
        whens = [self._of(case.when) for case in self.step.cases]
        values = [self._of(case.value) for case in self.step.cases]
        result = self._otherwise(values)
        writer = Writer(self.scene)
        if not self.step.unique:
            for when, value in zip(reversed(whens), reversed(values), strict=True):
                result = writer.chosen(when, value, result)
            return result
        for when, value in zip(reversed(whens), reversed(values), strict=True):
            result = writer.chosen(replace(when, fault=None, doubt=None), value, result)
        return self._unless_conflict(writer, whens, result)

    def _of(self, formula: Formula) -> Value:
        return Writer(self.scene, formula).value(formula.tree)

    def _otherwise(self, values: list[Value]) -> Value:
        if self.step.otherwise is not None:
            return self._of(self.step.otherwise)
        empty = Value(values[0].sort, known=0, words=frozenset({0}))
        if values[0].number is not None:
            empty = Value(values[0].sort, constant(Fraction(1)))  # 1 is a day too, 0 is none
        return replace(empty, fault=self.scene.fault(faults.NO_MATCH))

    def _unless_conflict(self, writer: Writer, whens: list[Value], result: Value) -> Value:
        """Every ``when`` is asked, and two that hold are a conflict."""
        aligned = writer.aligned([*whens, result])
        whens, result = aligned[:-1], aligned[-1]
        fault = self.scene.first(when.fault for when in whens)
        twice: int | None = None
        once = writer.truth(whens[0])
        for when in whens[1:]:
            truth = writer.truth(when)
            twice = self.scene.any_of([twice, self.scene.draft.emit(np.logical_and, once, truth)])
            once = self.scene.draft.emit(np.logical_or, once, truth)
        conflict = None if twice is None else self.scene.fault_where(twice, faults.CONFLICT)
        doubt = self.scene.any_of([*(when.doubt for when in whens), result.doubt])
        return replace(result, fault=self.scene.first([fault, conflict, result.fault]), doubt=doubt)

    # --- limits and rounding ------------------------------------------------------------------------------------------

    def _finished(self, value: Value) -> Value:
        if value.sort is not Sort.NUMBER:
            return value
        for entry in (*self.step.then, self.step.rounding or AS_STEP):
            value = self._rounded(value, entry) if isinstance(entry, Rounding) else self._limited(value, entry)
        return self._narrowed(self._below_limit(value))

    def _rounded(self, value: Value, rounding: Rounding) -> Value:
        found = rounded(self.scene.math, value.amount, rounding.to, WAYS[rounding.mode])
        doubt = self.scene.any_of([value.doubt, found.doubt])
        return replace(value, number=Number(found.amount), doubt=doubt)

    def _limited(self, value: Value, limit: Limit) -> Value:
        writer = Writer(self.scene, limit.formula)
        value, bound = writer.aligned([value, writer.value(limit.formula.tree)])
        number = self.scene.math.extreme(value.amount, bound.amount, highest=limit.at_least)
        return writer.joined(replace(value, number=number), [value, bound])

    def _below_limit(self, value: Value) -> Value:
        """A value of 10^18 or more is at fault; the bounds of the others follow."""
        amount = value.amount.top
        if amount.size * amount.unit.numerator < LIMIT * amount.unit.denominator:
            return value
        if amount.place is None:
            gone = self.scene.fault(faults.LIMIT)
            return replace(value, number=constant(Fraction(0)), fault=self.scene.first([value.fault, gone]))
        draft, math = self.scene.draft, self.scene.math
        edge = -(-Fraction(LIMIT) // amount.unit)
        over = draft.emit(kernels.at_least, amount.place, math.held(Amount(None, edge, edge), amount.form))
        fault = self.scene.first([value.fault, self.scene.fault_where(over, faults.LIMIT)])
        low, high = min(max(amount.low, 1 - edge), edge - 1), max(min(amount.high, edge - 1), 1 - edge)
        filler = math.held(Amount(None, low, low), amount.form)  # also a row at fault stays within the bounds
        place = draft.emit(kernels.choose, over, filler, amount.place)
        kept = replace(amount, place=place, low=low, high=max(low, high))
        return replace(value, number=Number(kept), fault=fault)

    def _narrowed(self, value: Value) -> Value:
        """The value in the narrowest form that holds its bounds."""
        amount = value.amount.top
        form = narrowest(amount.size)
        if amount.is_constant or amount.form is form:
            return value
        return replace(value, number=Number(replace(amount, place=self.scene.math.held(amount, form), form=form)))
