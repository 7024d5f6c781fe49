"""A formula with its values put in: what a desk calculator needs to work it out again."""

from __future__ import annotations

import ast
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import cast

from kinerja_admin.engine.calls import Value
from kinerja_admin.engine.expression.formula import Formula, print_tree
from kinerja_admin.engine.policy import Policy
from kinerja_admin.engine.reference import PersonState
from kinerja_admin.engine.trace.confidence import is_told

MISSING = "?"
"""How a missing fact is written."""

REDUCING = frozenset({"SUM", "AVERAGE", "MIN", "MAX", "COUNT"})
"""Functions that make one value of a series."""

_SETTLED = frozenset({"IF", "COALESCE", "RATIO", "COUNT"})

Found = Callable[[Formula, ast.expr, int | None], Value]
"""What a part of a formula came to; raises KeyError where it was never looked at."""


class Substitution:
    """Puts values in place of names, look-ups and series; what was never looked at stays as it is written."""

    def __init__(
        self, state: PersonState, formula: Formula, found: Found, in_confidence: frozenset[str] = frozenset(), *,
        settled: bool = False,
    ) -> None:  # fmt: skip
        """``found`` knows every part that was worked out; ``settled`` leaves of a choice only what was chosen.

        What a series ``in_confidence`` comes to is put in whole, not element by element.
        """
        self.state = state
        self.formula = formula
        self.came_to = found
        self.settled = settled
        self.in_confidence = in_confidence

    def printed(self, index: int | None) -> str:
        """The formula with its values, for one element where it is a series."""
        return print_tree(self._put(self.formula.tree, index))

    def found(self, node: ast.expr, index: int | None) -> Value:
        """What a part came to."""
        return self.came_to(self.formula, node, index)

    def _put(self, node: ast.expr, index: int | None) -> ast.expr:
        if isinstance(node, ast.Name):
            return self._value(node, index)
        if isinstance(node, ast.UnaryOp):
            return ast.UnaryOp(node.op, self._put(node.operand, index))
        if isinstance(node, ast.BinOp):
            return ast.BinOp(self._put(node.left, index), node.op, self._put(node.right, index))
        if isinstance(node, ast.BoolOp):
            return self._joined(node, index)
        if isinstance(node, ast.Compare):
            others = [self._put(other, index) for other in node.comparators]
            return ast.Compare(self._put(node.left, index), node.ops, others)
        return self._call(node, index) if isinstance(node, ast.Call) else node

    def _call(self, node: ast.Call, index: int | None) -> ast.expr:
        name = cast(ast.Name, node.func).id
        if name in {"LOOKUP", "BAND", "PRESENT", "PERIOD_START", "PERIOD_END"}:
            return self._value(node, index)
        if name == "WEIGHTED_SCORE":
            return self._weighted(node, index)
        if self.settled and name in _SETTLED:
            return self._settle(name, node, index)
        if name in REDUCING and len(node.args) == 1:
            return self._reduced(node, index)
        return ast.Call(node.func, [self._put(argument, index) for argument in node.args], [])

    def _joined(self, node: ast.BoolOp, index: int | None) -> ast.expr:
        """Conditions joined; settled, only those that were looked at."""
        values = [value for value in node.values if self._seen(value, index)] if self.settled else node.values
        if self.settled and len(values) == 1:
            return self._put(values[0], index)
        return ast.BoolOp(node.op, [self._put(value, index) for value in values or node.values])

    def _seen(self, node: ast.expr, index: int | None) -> bool:
        try:
            self.found(node, index)
        except KeyError:
            return False
        return True

    def _value(self, node: ast.expr, index: int | None) -> ast.expr:
        try:
            return literal(self.found(node, index))
        except KeyError:
            return node

    def _settle(self, name: str, node: ast.Call, index: int | None) -> ast.expr:
        """What a choice came to: the branch, the fact or its substitute, the quotient, the count."""
        if name == "COUNT":
            return self._value(node, index)
        try:
            decided = self.found(node.args[1] if name == "RATIO" else node.args[0], index)
        except KeyError:
            return node
        if name == "RATIO" and decided:
            return ast.BinOp(self._put(node.args[0], index), ast.Div(), self._put(node.args[1], index))
        if name == "RATIO":
            return self._put(node.args[-1], index)
        if name == "IF":
            return self._put(node.args[1 if decided else 2], index)
        return self._put(node.args[1 if decided is None else 0], index)

    def _reduced(self, node: ast.Call, index: int | None) -> ast.expr:
        shape = self.formula.shapes[node.args[0]]
        length = self.state.length(shape.each or "")
        if shape.each in self.in_confidence:
            return self._value(node, index) if is_told(cast(ast.Name, node.func).id, length or 0) else node
        try:
            self.found(node, index)
        except KeyError:
            return node
        return ast.Call(node.func, [self._put(node.args[0], place) for place in range(length or 0)], [])

    def _weighted(self, node: ast.Call, index: int | None) -> ast.expr:
        try:
            self.found(node, index)
        except KeyError:
            return node
        pairs = weighed(self.state, [part.id for part in node.args if isinstance(part, ast.Name)])
        products: list[ast.expr] = [ast.BinOp(literal(score), ast.Mult(), literal(weight)) for score, weight in pairs]
        weights: list[ast.expr] = [literal(weight) for _, weight in pairs]
        return ast.BinOp(_sum(products), ast.Div(), _sum(weights))


def weighed(state: PersonState, names: list[str]) -> list[tuple[Fraction, Fraction]]:
    """Score and weight of the indicators that apply, of those named or of all."""
    policy: Policy = state.policy
    found = []
    for name in names or sorted(policy.indicators):
        score = state.values.get(policy.indicators[name].score)
        if isinstance(score, Fraction):
            found.append((score, policy.indicators[name].weight))
    return found


def _sum(parts: list[ast.expr]) -> ast.expr:
    whole = parts[0]
    for part in parts[1:]:
        whole = ast.BinOp(whole, ast.Add(), part)
    return whole


def literal(value: Value) -> ast.expr:
    """A value as a part of a formula."""
    if value is None:
        return ast.Name(MISSING)
    if isinstance(value, date):
        return ast.Constant(value.isoformat())
    if isinstance(value, Fraction) and value < 0:
        return ast.UnaryOp(ast.USub(), ast.Constant(-value))  # type: ignore[arg-type] # our literals are exact
    return ast.Constant(cast(str, value))
