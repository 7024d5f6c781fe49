"""A formula of a trace in plain words: names become labels with values, signs become × and ÷, functions sentences."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import Any, Protocol, cast

from kinerja_admin.engine.expression.formula import literal_of, print_tree
from kinerja_admin.engine.expression.syntax import parse
from kinerja_admin.engine.functions import CALLABLE
from kinerja_admin.engine.numbers import parse_number

Node = Mapping[str, Any]
"""One node of a trace."""

_SIGNS: dict[type, tuple[str, int]] = {
    ast.Or: ("or", 1), ast.And: ("and", 2), ast.Add: ("+", 5), ast.Sub: ("−", 5), ast.Mult: ("×", 6), ast.Div: ("÷", 6),
    ast.Eq: ("=", 4), ast.NotEq: ("≠", 4), ast.Lt: ("<", 4), ast.LtE: ("≤", 4), ast.Gt: (">", 4), ast.GtE: ("≥", 4),
}  # fmt: skip
_NOT, _COMPARE, _SIGN, _WHOLE = 3, 4, 7, 9
_TOKENS = re.compile(
    r"'(?P<word>[^']*)'|(?P<number>[0-9]+(?:\.[0-9]+)?)|(?P<name>[A-Za-z_?]\w*)|(?P<sign>==|!=|<=|>=|[-*/,])"
)
_TEXT_SIGNS = {"*": "×", "/": "÷", "-": "−", "==": "=", "!=": "≠", "<=": "≤", ">=": "≥", ",": ";"}


class Wording(Protocol):
    """The catalogue in one language, as explanations need it."""

    def phrase(self, key: str, **values: object) -> str:
        """A sentence by its key."""

    def number(self, number: Decimal | Fraction | int, decimals: int | None = None) -> str:
        """A number with the language's separators."""

    def value(self, value: Any, unit: str | None = None, decimals: int | None = None) -> str:
        """A value with its unit."""

    def date(self, day: date) -> str:
        """A day in full."""

    def period(self, period: object) -> str:
        """A period in full."""


def label_of(node: Node) -> str:
    """What an item is called: its label, otherwise its name."""
    return str(node["label"] or node["name"].replace("_", " "))


def said(value: Any, node: Node, words: Wording) -> str:
    """A value of a node as people read it; a series with equal neighbours put together."""
    if isinstance(value, list):
        runs = [(one, len(list(group))) for one, group in groupby(value)]
        parts = (said(one, node, words) + (f" ({count}×)" if count > 1 else "") for one, count in runs)
        return "; ".join(parts) or words.phrase("value.empty")
    if value is None:
        return words.phrase("value.missing")
    kind, text = node["type"], str(value)
    if kind in {"integer", "decimal"}:
        number = parse_number(text)
        return text if number is None else words.value(number, node["unit"], node.get("decimals"))
    if kind == "condition":
        return words.value(text == "true")
    return words.date(date.fromisoformat(text)) if kind == "date" else text.replace("_", " ")


def calculation(text: str, words: Wording) -> str:
    """A formula with its values as a desk calculator takes it: local numbers and signs."""

    def one(found: re.Match[str]) -> str:
        if found["number"]:
            return words.number(Fraction(found["number"]))
        if found["word"] is not None:
            try:
                return words.date(date.fromisoformat(found["word"]))
            except ValueError:
                return f"“{found['word'].replace('_', ' ')}”"
        if found["sign"]:
            return _TEXT_SIGNS.get(found["sign"], found["sign"])
        return words.phrase(f"word.{found['name']}") if found["name"] in _SPOKEN else found["name"].replace("_", " ")

    return _TOKENS.sub(one, text)


_SPOKEN = frozenset({"and", "or", "not", "true", "false"}) | CALLABLE


class Speaker:
    """Says the formulas of one step."""

    def __init__(self, nodes: Mapping[str, Node], step: Node, words: Wording, index: int | None = None) -> None:
        """``nodes`` are the trace's nodes by name; ``index`` chooses an element of a series."""
        self.nodes = nodes
        self.step = step
        self.words = words
        self.index = index

    def say(self, formula: str) -> str:
        """The whole formula in words."""
        tree = parse(formula, CALLABLE).tree
        return formula if tree is None else self._say(tree)[0]

    def _say(self, node: ast.expr) -> tuple[str, int]:
        if isinstance(node, ast.Constant):
            return self._literal(node), _WHOLE
        if isinstance(node, ast.Name):
            return self._name(node.id), _WHOLE
        if isinstance(node, ast.Call):
            return self._call(node)
        if isinstance(node, ast.UnaryOp):
            inner = self._within(node.operand, _NOT if isinstance(node.op, ast.Not) else _SIGN)
            negative = isinstance(node.op, ast.USub)
            return (f"−{inner}", _SIGN) if negative else (f"{self.words.phrase('word.not')} {inner}", _NOT)
        if isinstance(node, ast.BinOp):
            sign, strength = _SIGNS[type(node.op)]
            return f"{self._within(node.left, strength)} {sign} {self._within(node.right, strength + 1)}", strength
        if isinstance(node, ast.BoolOp):
            sign, strength = _SIGNS[type(node.op)]
            link = f" {self.words.phrase(f'word.{sign}')} "
            return link.join(self._within(value, strength + 1) for value in node.values), strength
        return self._compare(cast(ast.Compare, node)), _COMPARE

    def _within(self, node: ast.expr, strength: int) -> str:
        text, own = self._say(node)
        return text if own >= strength else f"({text})"

    def _compare(self, node: ast.Compare) -> str:
        parts = [self._within(node.left, _COMPARE + 1)]
        for sign, other in zip(node.ops, node.comparators, strict=True):
            parts += [_SIGNS[type(sign)][0], self._within(other, _COMPARE + 1)]
        return " ".join(parts)

    def _literal(self, node: ast.Constant) -> str:
        value: object = node.value
        if isinstance(value, bool):
            return self.words.value(value)
        if isinstance(value, Fraction):
            return self.words.number(value)
        return f"“{str(value).replace('_', ' ')}”"

    def _name(self, name: str) -> str:
        node = self.nodes.get(name)
        if node is None:
            return name.replace("_", " ")
        return f"{label_of(node)} ({said(self._here(node['value']), node, self.words)})"

    def _here(self, value: Any) -> Any:
        """The element that is being spoken of, where the value is a series."""
        return value[self.index] if isinstance(value, list) and self.index is not None else value

    # --- functions --------------------------------------------------------------------------------------------------

    def _call(self, node: ast.Call) -> tuple[str, int]:
        name = cast(ast.Name, node.func).id
        if name == "IF":
            return self._if(node)
        if name == "PERCENT":
            return self._percent(node.args[0])
        if name == "RATIO":
            return f"{self._within(node.args[0], 6)} ÷ {self._within(node.args[1], 7)}", 6
        if name in {"LOOKUP", "BAND"}:
            return self._look_up(node), _WHOLE
        if name == "COALESCE":
            return self._coalesce(node)
        return self._sentence(name, node), _WHOLE

    def _sentence(self, name: str, node: ast.Call) -> str:
        arguments = [self._say(argument)[0] for argument in node.args]
        if name == "WEIGHTED_SCORE":
            arguments = [self._weighed(name) for name in self._indicators(node)]
        if len(arguments) == 1 and name in {"SUM", "MIN", "MAX", "AVERAGE", "COUNT"}:
            return self.words.phrase(f"function.{name}", list=arguments[0])
        values = dict(zip(("a", "b", "c"), arguments, strict=False))
        return self.words.phrase(f"function.{name}", list=f"({'; '.join(arguments)})", **values)

    def _indicators(self, node: ast.Call) -> Iterable[str]:
        named = [part.id for part in node.args if isinstance(part, ast.Name)]
        scores = [one for one in self.nodes.values() if one.get("indicator")]
        return [
            one["name"]
            for one in scores
            if one["value"] is not None and (one["indicator"]["name"] in named or not named)
        ]

    def _weighed(self, score: str) -> str:
        weight = self.words.number(Fraction(self.nodes[score]["indicator"]["weight"]))
        return f"{self._name(score)} × {weight}"

    def _percent(self, node: ast.expr) -> tuple[str, int]:
        """A percentage is said as such; only a number without a unit has to be divided."""
        number = literal_of(node)
        if isinstance(number, Fraction):
            return self.words.value(number, "persen"), _WHOLE
        unit = self.nodes.get(node.id, {}).get("unit") if isinstance(node, ast.Name) else None
        if isinstance(node, ast.Name) and unit == "persen":
            return self._name(node.id), _WHOLE
        if isinstance(node, ast.Call) and cast(ast.Name, node.func).id in {"LOOKUP", "BAND"}:
            return self._look_up(node), _WHOLE
        return f"{self._within(node, 6)} ÷ 100", 6

    def _look_up(self, node: ast.Call) -> str:
        table = self.nodes.get(cast(ast.Name, node.args[0]).id)
        arguments = "; ".join(self._say(argument)[0] for argument in node.args[1:])
        if table is None:
            return print_tree(node)
        found = [entry["value"] for entry in self._entries("lookups", node)]
        key = "function.marginal" if table["marginal"] else "function.LOOKUP"
        what = {**table, "unit": self._unit_of(node.args[1])} if table["marginal"] else table
        value = said(found if len(found) > 1 else found[0] if found else None, what, self.words)
        return self.words.phrase(key, table=label_of(table), keys=arguments, value=value)

    def _unit_of(self, node: ast.expr) -> str:
        """The unit of a name; layers yield an amount of what they are laid on."""
        return str(self.nodes.get(node.id, {}).get("unit", "")) if isinstance(node, ast.Name) else ""

    def _entries(self, section: str, node: ast.Call) -> list[Node]:
        """What the trace recorded for a call, in the order of the elements."""
        call = print_tree(node)
        found = [entry for entry in self.step[section] if entry["call"] == call]
        if self.index is not None:
            here = [entry for entry in found if self.index in entry["elements"]]
            return here or found[:1]
        spread = sorted((index, place) for place, entry in enumerate(found) for index in entry["elements"])
        return [found[place] for _, place in spread] or found

    def _went(self, node: ast.Call) -> bool | None:
        """Which way a choice went; None where the elements of a series went both ways, or nobody looked."""
        ways = {entry["holds"] for entry in self._entries("choices", node)}
        return ways.pop() == "true" if len(ways) == 1 else None

    def _if(self, node: ast.Call) -> tuple[str, int]:
        condition, yes, no = (self._say(argument)[0] for argument in node.args)
        went = self._went(node)
        if went is None:
            return self.words.phrase("function.IF", condition=condition, a=yes, b=no), 0
        key = "function.IF_holds" if went else "function.IF_fails"
        return self.words.phrase(key, condition=condition, a=yes if went else no), 0

    def _coalesce(self, node: ast.Call) -> tuple[str, int]:
        first, otherwise = (self._say(argument)[0] for argument in node.args)
        went = self._went(node)
        if went:
            return first, 0
        return self.words.phrase("function.COALESCE", a=first, b=otherwise), 0


def filled(template: str, nodes: Mapping[str, Node], words: Wording, index: int | None = None) -> str:
    """The author's own sentence with the values put in."""

    def one(found: re.Match[str]) -> str:
        node = nodes.get(found[1])
        if node is None or "value" not in node:
            return "–"
        value = node["value"]
        here = value[index] if isinstance(value, list) and index is not None and index < len(value) else value
        bare = {**node, "unit": node["unit"] if node["unit"] == "rupiah" else ""}  # the sentence names the unit itself
        return said(here, bare, words)

    return re.sub(r"\{([a-z][a-z0-9_]*)\}", one, template)


def shown_number(text: str, words: Wording) -> str:
    """A bare number."""
    number = parse_number(text)
    return text if number is None else words.number(number)
