"""One formula → array operations: every part becomes columns of its value, its faults and its doubts.

Columns are eager where the reference is lazy: both branches of an IF are worked out for everybody. What makes the two
the same is that faults, absence and doubts travel beside the value and are chosen with it.
"""

from __future__ import annotations

import ast
from dataclasses import replace
from fractions import Fraction
from typing import cast

import numpy as np

from kinerja_admin.engine.columns import calendar, faults, kernels, tables
from kinerja_admin.engine.columns.amounts import Number, constant
from kinerja_admin.engine.columns.arithmetic import Decision
from kinerja_admin.engine.columns.scene import Scene
from kinerja_admin.engine.columns.values import Sort, Value
from kinerja_admin.engine.expression.formula import Formula
from kinerja_admin.engine.policy import Plain, Shape, Vocabulary


class Writer:
    """Writes one formula into a scene."""

    def __init__(self, scene: Scene, formula: Formula | None = None) -> None:
        """Know the shapes of the formula's parts (None: only names are to be written)."""
        self.scene = scene
        self.math = scene.math
        self.emit = scene.draft.emit
        self.formula = formula

    def shape(self, node: ast.expr) -> Shape:
        """What the checker found out about a part."""
        assert self.formula is not None
        return self.formula.shapes[node]

    def runs_along(self, node: ast.expr) -> str | None:
        """The collection that a part runs along; None also for names of functions and tables."""
        shape = self.formula.shapes.get(node) if self.formula else None
        return shape.each if shape else None

    # --- parts --------------------------------------------------------------------------------------------------------

    def value(self, node: ast.expr) -> Value:
        """A part that is certainly there; MISSING_INPUT where it is not."""
        return self.present(self.maybe(node))

    def present(self, value: Value) -> Value:
        """A value with MISSING_INPUT where it is absent."""
        if value.absent is None:
            return value
        gone = self.scene.fault_where(value.absent, faults.MISSING_INPUT)
        return replace(value, absent=None, fault=self.scene.first([value.fault, gone]))

    def maybe(self, node: ast.expr) -> Value:
        """A part that may be absent."""
        from kinerja_admin.engine.columns.functions import COLUMNS  # noqa: PLC0415 - functions write parts in turn

        if isinstance(node, ast.Constant):
            return self.constant(cast(Plain, node.value))
        if isinstance(node, ast.Name):
            return self.name(node.id)
        if isinstance(node, ast.UnaryOp):
            return self._unary(node)
        if isinstance(node, ast.BinOp):
            return self._binary(node)
        if isinstance(node, ast.BoolOp):
            return self._logic(node)
        if isinstance(node, ast.Compare):
            return self._compare(node)
        call = cast(ast.Call, node)
        return COLUMNS[cast(ast.Name, call.func).id](self, call)

    def constant(self, value: Plain) -> Value:
        """A value that is the same for everybody."""
        if isinstance(value, bool):
            return Value(Sort.TRUTH, known=value)
        if isinstance(value, Fraction):
            return Value(Sort.NUMBER, constant(value))
        if isinstance(value, str):
            number = self.scene.population.words.number(value)
            return Value(Sort.WORD, known=number, words=frozenset({number}))
        return Value(Sort.DAY, constant(Fraction(value.toordinal())))

    def name(self, name: str) -> Value:
        """What a name holds."""
        step = self.scene.step(name)
        if step is not None:
            return self._of_step(step)
        if name in self.scene.prepared.parameters:
            return self.constant(self.scene.prepared.parameters[name])
        wanted = self.scene.prepared.policy.inputs[name]
        value = self.scene.input(name).value
        return self._measure(value, wanted.indicator) if wanted.indicator else value

    def _of_step(self, step: Value) -> Value:
        """A step as a formula meets it: at fault or absent as a whole, hence in every element."""
        fault, absent, each = step.person_fault, step.person_absent, step.each
        if fault is None and absent is None:
            return step
        if each is not None:
            fault = None if fault is None else self.scene.lifted(fault, each)
            absent = None if absent is None else self.scene.lifted(absent, each)
        return replace(step, fault=fault, absent=absent, person_fault=None, person_absent=None)

    def _measure(self, value: Value, indicator: str) -> Value:
        """A measure is absent where its indicator does not apply."""
        applies = self.applies(indicator)
        if applies is None:
            return value
        fault = self.guarded(applies, value.fault)
        return replace(value, fault=fault, absent=self.does_not(applies), doubt=applies.doubt)

    def applies(self, indicator: str) -> Value | None:
        """Whether an indicator concerns a person; None where it concerns everybody."""
        formula = self.scene.prepared.policy.indicators[indicator].applies
        if formula is None:
            return None
        if indicator not in self.scene.applying:
            self.scene.applying[indicator] = Writer(self.scene, formula).value(formula.tree)
        return self.scene.applying[indicator]

    def guarded(self, condition: Value, fault: int | None) -> int | None:
        """The fault of a condition, else the fault of what counts only where it holds."""
        if condition.known is not None and not condition.known:
            return condition.fault
        inner = fault
        if fault is not None and condition.known is None:
            inner = self.scene.picked_fault(self.truth(condition), fault, None)
        return self.scene.first([condition.fault, inner])

    def does_not(self, condition: Value) -> int | None:
        """Where a condition does not hold; None where it always does."""
        if condition.known is not None:
            return None if condition.known else self.scene.draft.constant(True)
        return self.emit(np.logical_not, self.truth(condition))

    # --- conditions ---------------------------------------------------------------------------------------------------

    def truth(self, condition: Value) -> int:
        """The place of a condition."""
        if condition.known is not None:
            return self.scene.draft.constant(bool(condition.known))
        assert condition.place is not None
        return condition.place

    def decided(self, decision: Decision, parts: list[Value]) -> Value:
        """A decision as a value, with the faults and doubts of what it was made of."""
        value = self.joined(Value(Sort.TRUTH, each=parts[0].each), parts)
        doubt = self.scene.any_of([value.doubt, decision.doubt])
        return replace(value, known=decision.known, place=decision.place, doubt=doubt)

    def joined(self, value: Value, parts: list[Value], fault: int | None = None) -> Value:
        """A value with the faults of its parts in reading order, then its own, and all doubts, its own too."""
        fault = self.scene.first([*(part.fault for part in parts), fault])
        doubt = self.scene.any_of(dict.fromkeys([value.doubt, *(part.doubt for part in parts)]))
        return value if (fault, doubt) == (value.fault, value.doubt) else replace(value, fault=fault, doubt=doubt)

    def aligned(self, values: list[Value]) -> list[Value]:
        """Values along one collection, if any of them runs along one."""
        each = next((value.each for value in values if value.each), None)
        return [self.scene.lift(value, each) for value in values]

    def _logic(self, node: ast.BoolOp) -> Value:
        values = self.aligned([self.value(part) for part in node.values])
        result = values[-1]
        for value in reversed(values[:-1]):
            result = self.both(value, result) if isinstance(node.op, ast.And) else self.either(value, result)
        return result

    def both(self, one: Value, other: Value) -> Value:
        """One condition and, where it holds, another."""
        return self._short(one, other, goes_on=True)

    def either(self, one: Value, other: Value) -> Value:
        """One condition or, where it does not hold, another."""
        return self._short(one, other, goes_on=False)

    def _short(self, one: Value, other: Value, *, goes_on: bool) -> Value:
        if one.known is not None:
            if bool(one.known) is not goes_on:
                return one
            return self.joined(other, [one, other])
        place = self.truth(one)
        fault = self.scene.picked_fault(place, *((other.fault, None) if goes_on else (None, other.fault)))
        doubt = self.scene.picked(place, *((other.doubt, None) if goes_on else (None, other.doubt)))
        result = replace(one, fault=self.scene.first([one.fault, fault]), doubt=self.scene.any_of([one.doubt, doubt]))
        if other.known is not None:
            if bool(other.known) is goes_on:
                return result
            return replace(result, known=not goes_on, place=None)
        kernel = np.logical_and if goes_on else np.logical_or
        return replace(result, place=self.emit(kernel, place, self.truth(other)))

    def _compare(self, node: ast.Compare) -> Value:
        nodes = [node.left, *node.comparators]
        values = self.aligned([self.value(part) for part in nodes])
        result: Value | None = None
        for place in reversed(range(len(node.ops))):
            decision = self._decide(type(node.ops[place]), nodes[place : place + 2], values[place : place + 2])
            asked = values[place : place + 2] if place == 0 else values[place + 1 : place + 2]
            pair = self.decided(decision, asked)
            result = pair if result is None else self.both(pair, result)
        assert result is not None
        return result

    def _decide(self, sign: type[ast.cmpop], nodes: list[ast.expr], values: list[Value]) -> Decision:
        one, other = values
        if one.number and other.number:
            return self.math.compare(one.number, other.number, sign)
        equal = sign in {ast.Eq, ast.NotEq}
        if one.known is not None and other.known is not None and equal:
            return Decision((one.known == other.known) is (sign is ast.Eq))
        if equal:
            kernel = np.equal if sign is ast.Eq else np.not_equal
            return Decision(place=self.emit(kernel, self.code(one), self.code(other)))
        ranks = [self.rank(self.shape(node).vocabulary, value) for node, value in zip(nodes, values, strict=True)]
        return self.math.compare(ranks[0], ranks[1], sign)

    def code(self, value: Value) -> int:
        """The place of a word's number, or of a condition."""
        if value.known is not None:
            return self.scene.draft.constant(value.known)
        assert value.place is not None
        return value.place

    def rank(self, vocabulary: Vocabulary | None, value: Value) -> Number:
        """The place of a word in its vocabulary, as a number."""
        assert vocabulary is not None
        ranks = [Fraction(place) for place in vocabulary_ranks(vocabulary, self.scene.population.words.texts)]
        if value.known is not None:
            return constant(ranks[value.known])
        return tables.listed(self.math, self.code(value), ranks)

    # --- arithmetic ---------------------------------------------------------------------------------------------------

    def _unary(self, node: ast.UnaryOp) -> Value:
        value = self.value(node.operand)
        if isinstance(node.op, ast.Not):
            if value.known is not None:
                return replace(value, known=not value.known)
            return replace(value, place=self.emit(np.logical_not, self.truth(value)))
        return replace(value, number=self.math.negated(value.amount))

    def _binary(self, node: ast.BinOp) -> Value:
        chain = [node]
        while isinstance(chain[-1].left, ast.BinOp):
            chain.append(chain[-1].left)
        result = self.value(chain[-1].left)
        for link in reversed(chain):
            result = self._operate(link.op, result, self.value(link.right))
        return result

    def _operate(self, sign: ast.operator, one: Value, other: Value) -> Value:
        one, other = self.aligned([one, other])
        if one.sort is Sort.DAY:
            return calendar.with_day(self, sign, one, other)
        if isinstance(sign, ast.Div):
            return self.divided(one, other)
        number = (
            self.math.times(one.amount, other.amount)
            if isinstance(sign, ast.Mult)
            else self.math.plus(one.amount, other.amount, 1 if isinstance(sign, ast.Add) else -1)
        )
        return self.joined(replace(one, number=number), [one, other])

    def divided(self, one: Value, other: Value, when_zero: Value | None = None) -> Value:
        """One value over another; by 0 it is a fault, or what was said for it."""
        divisor, zero = self.math.divisor(other.amount)
        if zero.known:
            if when_zero is not None:
                return self.joined(when_zero, [one, other, when_zero])
            return self.joined(replace(one, number=constant(Fraction(0))), [one, other],
                               self.scene.fault(faults.DIVISION_BY_ZERO))  # fmt: skip
        quotient = self.joined(replace(one, number=self.math.over(one.amount, divisor)), [one, other])
        if zero.known is not None:
            return quotient
        is_zero = Value(Sort.TRUTH, place=zero.place, each=one.each, fault=quotient.fault,
                        doubt=self.scene.any_of([quotient.doubt, zero.doubt]))  # fmt: skip
        if when_zero is None:
            fault = self.scene.fault_where(self.truth(is_zero), faults.DIVISION_BY_ZERO)
            return replace(quotient, fault=self.scene.first([quotient.fault, fault]), doubt=is_zero.doubt)
        return self.chosen(is_zero, when_zero, replace(quotient, fault=None, doubt=None))

    # --- choices ------------------------------------------------------------------------------------------------------

    def chosen(self, condition: Value, one: Value, other: Value) -> Value:
        """One value where a condition holds, otherwise the other; the faults of the chosen one alone."""
        condition, one, other = self.aligned([condition, one, other])
        if condition.known is not None:
            taken = one if condition.known else other
            return self.joined(taken, [condition, taken])
        place = self.truth(condition)
        fault = self.scene.first([condition.fault, self.scene.picked_fault(place, one.fault, other.fault)])
        doubt = self.scene.any_of([condition.doubt, self.scene.picked(place, one.doubt, other.doubt)])
        absent = self.scene.picked(place, one.absent, other.absent)
        found = self._chosen_content(place, one, other)
        return replace(found, each=condition.each, fault=fault, doubt=doubt, absent=absent)

    def _chosen_content(self, place: int, one: Value, other: Value) -> Value:
        if one.number and other.number:
            return Value(one.sort, self.math.select(place, one.number, other.number))
        if one.known is not None and one.known == other.known:
            return Value(one.sort, known=one.known, words=one.words)
        if one.sort is Sort.TRUTH and one.known is not None and other.known is not None:
            return Value(Sort.TRUTH, place=place if one.known else self.emit(np.logical_not, place))
        chosen = self.emit(kernels.choose, place, self.code(one), self.code(other))
        return Value(one.sort, place=chosen, words=one.words | other.words)


def vocabulary_ranks(vocabulary: Vocabulary, texts: list[str]) -> list[int]:
    """For every word by number its place in a vocabulary (0 for strangers, which never come)."""
    places = {word: place for place, word in enumerate(vocabulary.words)}
    return [places.get(text, 0) for text in texts]
