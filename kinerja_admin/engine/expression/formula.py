"""A checked formula: its text, its tree, and what is known of every part."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import cast

from kinerja_admin.engine.numbers import plain
from kinerja_admin.engine.policy import Shape

_STRENGTH: dict[type, int] = {ast.Or: 1, ast.And: 2, ast.Not: 3, ast.Add: 5, ast.Sub: 5, ast.Mult: 6, ast.Div: 6}
_COMPARE, _SIGN, _WHOLE = 4, 7, 9
_SIGNS: dict[type, str] = {
    ast.Or: "or", ast.And: "and", ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/",
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Formula:
    """One formula; ``shapes`` knows every node, ``names`` are the names that it asks for, in reading order."""

    text: str
    tree: ast.expr
    names: tuple[str, ...]
    shape: Shape
    shapes: Mapping[ast.expr, Shape] = field(repr=False)
    path: str = ""
    line: int = 0
    column: int = 0

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables that it looks up."""
        calls = [node for node in ast.walk(self.tree) if isinstance(node, ast.Call) and node.args]
        looked_up = [call.args[0] for call in calls if cast(ast.Name, call.func).id in {"LOOKUP", "BAND"}]
        return tuple(dict.fromkeys(node.id for node in looked_up if isinstance(node, ast.Name)))

    @property
    def weighs_scores(self) -> bool:
        """Whether it calls for the weighted score, and so rests on scores without naming them."""
        calls = (node.func for node in ast.walk(self.tree) if isinstance(node, ast.Call))
        return any(isinstance(called, ast.Name) and called.id == "WEIGHTED_SCORE" for called in calls)

    @property
    def printed(self) -> str:
        """The formula in its one canonical spelling."""
        return print_tree(self.tree)


def literal_of(node: ast.expr) -> Fraction | bool | str | None:
    """The value of a literal (numbers are exact fractions), None for any other node."""
    value: object = node.value if isinstance(node, ast.Constant) else None
    return value if isinstance(value, (Fraction, bool, str)) else None


def print_tree(node: ast.expr) -> str:
    """Write a tree in its one canonical spelling, with no more parentheses than needed."""
    return _print(node)[0]


def _print(node: ast.expr) -> tuple[str, int]:
    if isinstance(node, ast.Constant):
        return _literal(node.value), _WHOLE
    if isinstance(node, ast.Name):
        return node.id, _WHOLE
    if isinstance(node, ast.Call):
        name = cast(ast.Name, node.func).id
        return f"{name}({', '.join(print_tree(argument) for argument in node.args)})", _WHOLE
    if isinstance(node, ast.UnaryOp):
        if isinstance(node.op, ast.Not):
            return f"not {_within(node.operand, 3)}", 3
        return f"-{_within(node.operand, _SIGN)}", _SIGN
    if isinstance(node, ast.BinOp):
        strength = _STRENGTH[type(node.op)]
        return f"{_within(node.left, strength)} {_SIGNS[type(node.op)]} {_within(node.right, strength + 1)}", strength
    if isinstance(node, ast.BoolOp):
        strength = _STRENGTH[type(node.op)]
        return f" {_SIGNS[type(node.op)]} ".join(_within(value, strength + 1) for value in node.values), strength
    return _print_compare(cast(ast.Compare, node)), _COMPARE


def _print_compare(node: ast.Compare) -> str:
    parts = [_within(node.left, _COMPARE + 1)]
    for sign, other in zip(node.ops, node.comparators, strict=True):
        parts += [_SIGNS[type(sign)], _within(other, _COMPARE + 1)]
    return " ".join(parts)


def _within(node: ast.expr, strength: int) -> str:
    text, own = _print(node)
    return text if own >= strength else f"({text})"


def _literal(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Fraction):
        return plain(value)
    return f"'{value}'"
