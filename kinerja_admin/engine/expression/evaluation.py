"""A checked tree → its exact value for one person: simpleeval, narrowed to our nodes and to plain values.

The only place that imports simpleeval. Numbers are fractions, words and texts are ``str``, nothing else ever enters:
no attribute, no subscript, no function but those of the table. A series is walked element by element, so that
``IF`` looks only at what it chooses, for every element by itself.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Protocol, cast

from simpleeval import SimpleEval

from kinerja_admin.engine.calls import Value
from kinerja_admin.engine.expression.formula import Formula
from kinerja_admin.engine.functions import FUNCTIONS
from kinerja_admin.engine.numbers import AS_STEP, plain
from kinerja_admin.engine.policy import Kind, Plain, Shape, Vocabulary
from kinerja_admin.errors import PersonalError

Held = Plain | tuple["Element", ...] | None
"""What a name holds: a value, a series, or nothing."""

Element = Plain | PersonalError | None


class Person(Protocol):
    """What one evaluation knows about the person, the policy and the period."""

    def hold(self, name: str) -> Held:
        """What a name holds; raises PersonalError where it is missing or in error."""

    def is_recorded(self, name: str) -> Held | bool:
        """Whether a fact is recorded: a condition, or one condition an element."""

    def length(self, collection: str) -> int | None:
        """How many elements the person's series of a collection have; None where there is none."""

    def look_up(self, table: str, arguments: list[Plain]) -> Plain:
        """The entry of an exact table."""

    def band(self, table: str, amount: Fraction, key: Plain | None) -> Plain:
        """The value of a band, or the marginal amount."""

    def weighted_score(self, names: list[str]) -> Fraction:
        """Σ score × weight ÷ Σ weight over the indicators that apply."""

    def bounds(self) -> tuple[date, date]:
        """First and last day of the period."""


class ExactEvaluation(SimpleEval):  # type: ignore[misc] # simpleeval carries no types
    """Works out formulas for one person after another."""

    def __init__(self, person: Person) -> None:
        """Keep only the nodes that the allow-list lets through."""
        super().__init__(operators={}, functions={}, names={})
        self.person = person
        self.shapes: Mapping[ast.expr, Shape] = {}
        self.index: int | None = None
        self.reduced: dict[ast.Call, Value] = {}
        self.nodes = {
            ast.Constant: self._constant,
            ast.Name: self._name,
            ast.UnaryOp: self._unary,
            ast.BinOp: self._binary,
            ast.BoolOp: self._eval_boolop,
            ast.Compare: self._compare,
            ast.Call: self._call,
        }

    def work_out(self, formula: Formula, index: int | None = None) -> Value:
        """The value of a formula; ``index`` says for which element where it is a series.

        A fact may ask for another formula while one is worked out (``applies`` of a measure), hence the way back.
        """
        before = self.shapes, self.index, self.reduced
        self.shapes, self.index, self.reduced = formula.shapes, index, {}
        try:
            return self.maybe(formula.tree)
        finally:
            self.shapes, self.index, self.reduced = before

    def maybe(self, node: ast.expr) -> Value:
        """The value of a part, or None where it is absent."""
        return cast(Value, self._eval(node))

    def value(self, node: ast.expr) -> Plain:
        """The value of a part that is certainly there."""
        found = self.maybe(node)
        if found is None:
            raise self.fault("MISSING_INPUT", what=node.id if isinstance(node, ast.Name) else "")
        return found

    def fault(self, code: str, **parameters: str) -> PersonalError:
        """The error of this person in this step."""
        return PersonalError(code, **parameters)

    def is_present(self, node: ast.Name) -> bool:
        """Whether the fact is recorded."""
        found = self.person.is_recorded(node.id)
        if isinstance(found, tuple):
            return bool(found[self.index or 0])
        return bool(found)

    def elements(self, node: ast.expr) -> Iterator[Value]:
        """The elements of a series, in order."""
        collection = self.shapes[node].each or ""
        length = self.person.length(collection)
        if length is None:
            self._why_no_series(node, collection)
        before = self.index
        try:
            for self.index in range(length or 0):
                yield self.maybe(node)
        finally:
            self.index = before

    def _why_no_series(self, node: ast.expr, collection: str) -> None:
        names = [part for part in ast.walk(node) if isinstance(part, ast.Name) and part in self.shapes]
        for part in sorted(names, key=lambda part: part.col_offset):
            if self.shapes[part].each == collection:
                self.person.hold(part.id)
        raise self.fault("MISSING_INPUT", what=collection)

    def rank(self, node: ast.expr, word: str) -> int:
        """The place of a word in its vocabulary."""
        return cast(Vocabulary, self.shapes[node].vocabulary).rank(word)

    def look_up(self, table: str, arguments: list[Plain]) -> Plain:
        """The entry of an exact table."""
        return self.person.look_up(table, arguments)

    def band(self, table: str, amount: Fraction, key: Plain | None) -> Plain:
        """The value of a band, or the marginal amount."""
        return self.person.band(table, amount, key)

    def weighted_score(self, names: list[str]) -> Fraction:
        """Σ score × weight ÷ Σ weight over the indicators that apply."""
        return self.person.weighted_score(names)

    def bounds(self) -> tuple[date, date]:
        """First and last day of the period."""
        return self.person.bounds()

    def _constant(self, node: ast.Constant) -> Plain:
        return cast(Plain, node.value)

    def _name(self, node: ast.Name) -> Value:
        held = self.person.hold(node.id)
        if not isinstance(held, tuple):
            return held
        element = held[self.index or 0]
        if isinstance(element, PersonalError):
            raise self.fault(element.code, **element.parameters)  # afresh: it belongs to the step that asks now
        return element

    def _unary(self, node: ast.UnaryOp) -> Plain:
        operand = self.value(node.operand)
        return not operand if isinstance(node.op, ast.Not) else -cast(Fraction, operand)

    def _binary(self, node: ast.BinOp) -> Plain:
        chain = [node]
        while isinstance(chain[-1].left, ast.BinOp):
            chain.append(chain[-1].left)
        result = self.value(chain[-1].left)
        for link in reversed(chain):
            result = self._operate(link.op, result, self.value(link.right))
        return result

    def _operate(self, sign: ast.operator, one: Plain, other: Plain) -> Plain:
        if isinstance(one, date):
            return self._with_date(sign, one, other)
        left, right = cast(Fraction, one), cast(Fraction, other)
        if isinstance(sign, ast.Add):
            return left + right
        if isinstance(sign, ast.Sub):
            return left - right
        if isinstance(sign, ast.Mult):
            return left * right
        if not right:
            raise self.fault("DIVISION_BY_ZERO")
        return left / right

    def _with_date(self, sign: ast.operator, day: date, other: Plain) -> Plain:
        if isinstance(other, date):
            return Fraction((day - other).days)
        days = cast(Fraction, other)
        if days.denominator != 1:
            raise self.fault("TYPE_MISMATCH", what="", value=plain(AS_STEP.apply(days)), cause="days")
        try:
            return day + timedelta(int(days)) if isinstance(sign, ast.Add) else day - timedelta(int(days))
        except OverflowError:
            raise self.fault("LIMIT", what="", cause="date") from None

    def _compare(self, node: ast.Compare) -> bool:
        left_node, left = node.left, self.value(node.left)
        for sign, right_node in zip(node.ops, node.comparators, strict=True):
            right = self.value(right_node)
            if not self._holds(sign, self._sortable(left_node, left), self._sortable(right_node, right)):
                return False
            left_node, left = right_node, right
        return True

    def _sortable(self, node: ast.expr, value: Plain) -> Plain | int:
        shape = self.shapes[node]
        if shape.kind is Kind.WORD and shape.vocabulary and isinstance(value, str) and value in shape.vocabulary.words:
            return shape.vocabulary.rank(value)
        return value

    @staticmethod
    def _holds(sign: ast.cmpop, one: Plain | int, other: Plain | int) -> bool:
        if isinstance(sign, ast.Eq):
            return one == other
        if isinstance(sign, ast.NotEq):
            return one != other
        left, right = cast(Fraction, one), cast(Fraction, other)
        if isinstance(sign, ast.Lt):
            return left < right
        if isinstance(sign, ast.LtE):
            return left <= right
        return left > right if isinstance(sign, ast.Gt) else left >= right

    def _call(self, node: ast.Call) -> Value:
        function = FUNCTIONS[cast(ast.Name, node.func).id]
        if self.index is None or self.shapes[node].each is not None:
            return function.value(self, node)
        if node not in self.reduced:  # the same for every element: work it out once
            self.reduced[node] = function.value(self, node)
        return self.reduced[node]
