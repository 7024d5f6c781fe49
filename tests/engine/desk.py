"""Works out the lines of a slip again, by exact fractions and the decimal module, knowing nothing of the engine."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Decimal, localcontext
from fractions import Fraction
from typing import Any

from kinerja_admin.engine.numbers import plain
from kinerja_admin.engine.results_file import written as shown


class Desk:
    """A desk calculator: four operations on exact fractions, choices, and nothing that knows the policy."""

    def work_out(self, text: str) -> Any:
        return self.visit(ast.parse(text.strip(), mode="eval").body)

    def visit(self, node: ast.expr) -> Any:
        match node:
            case ast.Constant(value=bool() as flag):
                return flag
            case ast.Constant(value=str() as word):
                return date.fromisoformat(word) if re.fullmatch(r"\d{4}-\d\d-\d\d", word) else word
            case ast.Constant(value=number):
                return Fraction(str(number))
            case ast.Name(id="true" | "false" as word):
                return word == "true"
            case ast.UnaryOp(op=ast.Not(), operand=inner):
                return not self.visit(inner)
            case ast.UnaryOp(operand=inner):
                return -self.visit(inner)
            case ast.BoolOp(op=ast.And(), values=parts):
                return all(self.visit(part) for part in parts)
            case ast.BoolOp(values=parts):
                return any(self.visit(part) for part in parts)
            case ast.BinOp(left=left, op=sign, right=right):
                return self.operate(sign, self.visit(left), self.visit(right))
            case ast.Compare():
                return self.compare(node)
            case ast.Call(func=ast.Name(id=name), args=parts):
                return self.call(name, parts)
        raise AssertionError(ast.dump(node))

    def operate(self, sign: ast.operator, one: Any, other: Any) -> Any:
        if isinstance(one, date):
            return (
                Fraction((one - other).days)
                if isinstance(other, date)
                else date.fromordinal(one.toordinal() + int(other) * (1 if isinstance(sign, ast.Add) else -1))
            )
        return {ast.Add: one.__add__, ast.Sub: one.__sub__, ast.Mult: one.__mul__}.get(type(sign), one.__truediv__)(
            other
        )

    def compare(self, node: ast.Compare) -> bool:
        left = self.visit(node.left)
        for sign, part in zip(node.ops, node.comparators, strict=True):
            right = self.visit(part)
            name = {
                ast.Eq: "__eq__",
                ast.NotEq: "__ne__",
                ast.Lt: "__lt__",
                ast.LtE: "__le__",
                ast.Gt: "__gt__",
                ast.GtE: "__ge__",
            }[type(sign)]
            if not getattr(left, name)(right):
                return False
            left = right
        return True

    def call(self, name: str, parts: list[ast.expr]) -> Any:
        if name == "IF":
            return self.visit(parts[1] if self.visit(parts[0]) else parts[2])
        if name == "COALESCE":
            return self.visit(parts[1] if is_missing(parts[0]) else parts[0])
        if name == "COUNT":
            return Fraction(sum(1 for part in parts if not is_missing(part) and self.visit(part) is not False))
        if name == "RATIO":
            below = self.visit(parts[1])
            return self.visit(parts[0]) / below if below else self.visit(parts[2])
        return KEYS[name](*(self.visit(part) for part in parts if not is_missing(part)))


def months(start: date, end: date) -> int:
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)


KEYS: dict[str, Callable[..., Any]] = {
    "MIN": lambda *values: min(values),
    "MAX": lambda *values: max(values),
    "SUM": lambda *values: sum(values, Fraction(0)),
    "AVERAGE": lambda *values: sum(values, Fraction(0)) / len(values),
    "PERCENT": lambda value: value / 100,
    "ROUND": lambda value, places: rounded(value, Fraction(10) ** -int(places), "half_up"),
    "CEILING": lambda value, step: -(-value // step) * step,
    "FLOOR": lambda value, step: value // step * step,
    "MONTH": lambda day: Fraction(day.month),
    "MONTHS_BETWEEN": lambda start, end: Fraction(months(start, end)),
    "YEARS_BETWEEN": lambda start, end: Fraction(months(start, end) // 12),
}


def is_missing(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "missing"


def rounded(value: Fraction, to: Fraction, mode: str) -> Fraction:
    """Rounding by the decimal module, which knows nothing of the engine's."""
    modes = {"half_up": ROUND_HALF_UP, "half_even": ROUND_HALF_EVEN, "up": ROUND_UP, "down": ROUND_DOWN}
    times = value / to
    with localcontext(prec=200):
        whole = (Decimal(times.numerator) / Decimal(times.denominator)).quantize(Decimal(1), rounding=modes[mode])
    return Fraction(whole) * to


def recompute(node: Mapping[str, Any], passage: Mapping[str, Any]) -> str:
    """The value of a step from what its slip says, and nothing else."""
    chosen = next((case for case in passage.get("cases", ()) if "substituted" in case), passage)
    value = Desk().work_out(chosen["substituted"].replace("?", "missing"))
    if not isinstance(value, Fraction):
        return shown(value, None)
    assert passage["raw"] == plain(rounded(value, Fraction(1, 10**12), "half_up"))
    for entry in passage.get("then", ()):
        if entry["rule"] == "round":
            value = rounded(value, Fraction(entry["to"]), entry["mode"])
            continue
        bound = Desk().work_out(entry["substituted"])
        value = max(value, bound) if entry["rule"] == "at_least" else min(value, bound)
    value = rounded(value, Fraction(node["rounding"]["to"]), node["rounding"]["mode"])
    return shown(value, node["decimals"])
