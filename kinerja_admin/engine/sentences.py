"""A formula of a trace in plain words: names become labels with values, signs become × and ÷, functions sentences."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, cast

from kinerja_admin.engine.expression.formula import literal_of, print_tree
from kinerja_admin.engine.expression.syntax import parse
from kinerja_admin.engine.functions import CALLABLE
from kinerja_admin.engine.operators_in_words import OperatorsInWords
from kinerja_admin.engine.speaking import COMPARE, WHOLE, Node, Wording, label_of, said
from kinerja_admin.engine.table_rows import row_met
from kinerja_admin.engine.trace.substitution import REDUCING

_LOOSE = frozenset({"ROUND", "CEILING", "FLOOR"})
"""Functions whose sentence ends with what was done, so that brackets have to show with what."""


@dataclass(frozen=True, slots=True)
class Told:
    """A formula in words: what counted, why it was that, and whether it is a sum or stands for itself."""

    text: str
    reasons: tuple[str, ...]
    is_sum: bool
    is_literal: bool


class Speaker(OperatorsInWords):
    """Says the formulas of one step."""

    def __init__(
        self, nodes: Mapping[str, Node], step: Node, words: Wording, index: int | None = None, *, bare: bool = False
    ) -> None:
        """``nodes`` are the trace's by name; ``index`` chooses an element of a series; ``bare`` leaves out values."""
        self.nodes = nodes
        self.step = step
        self.words = words
        self.index = index
        self.bare = bare

    def say(self, formula: str) -> str:
        """The whole formula in words."""
        told = self.tell(formula)
        return self._because(told.text, told.reasons)

    def tell(self, formula: str) -> Told:
        """The formula in words, with the choices at its top taken off as reasons."""
        tree = parse(formula, CALLABLE).tree
        if tree is None:
            return Told(formula, (), is_sum=False, is_literal=False)
        return self.tell_part(tree)

    def tell_part(self, tree: ast.expr) -> Told:
        """The same of a part of a formula."""
        reasons: list[str] = []
        while isinstance(tree, ast.Call) and cast(ast.Name, tree.func).id in {"IF", "COALESCE"}:
            went = None if self.bare else self._went(tree)
            if went is None:
                break
            reasons += self._reason(tree, went=went)
            tree = self._chosen(tree, went=went)
        whole = isinstance(tree, (ast.Constant, ast.Name)) or _calls(tree, "LOOKUP", "BAND")
        literal = isinstance(tree, ast.Constant)
        return Told(self.say_part(tree)[0], tuple(reasons), is_sum=not whole, is_literal=literal)

    def _because(self, text: str, reasons: Iterable[str]) -> str:
        why = "; ".join(reasons)
        return self.words.phrase("explain.because", text=text, reasons=why) if why else text

    def _literal(self, value: object) -> str:
        if isinstance(value, bool):
            return self.words.value(value)
        if isinstance(value, Fraction):
            return self.words.number(value)
        return f"“{str(value).replace('_', ' ')}”"

    def _name(self, name: str) -> str:
        node = self.nodes.get(name)
        if node is None:
            return name.replace("_", " ")
        if self.bare or "error" in node or "value" not in node:
            return label_of(node)
        return f"{label_of(node)} ({said(self._here(node['value']), node, self.words)})"

    def _here(self, value: Any) -> Any:
        """The element that is being spoken of, where the value is a series."""
        is_element = isinstance(value, list) and self.index is not None and self.index < len(value)
        return value[self.index] if is_element else value

    # --- functions --------------------------------------------------------------------------------------------------

    def _call(self, node: ast.Call) -> tuple[str, int]:
        name = cast(ast.Name, node.func).id
        if name in {"IF", "COALESCE"}:
            return self._choice(name, node)
        if name == "PERCENT":
            return self._percent(node.args[0])
        if name == "RATIO":
            return f"{self._within(node.args[0], 6)} ÷ {self._within(node.args[1], 7)}", 6
        if name in {"LOOKUP", "BAND"}:
            return self._look_up(node), 0
        if name == "PRESENT":  # whether it is there is the question, not which one
            return self.words.phrase("function.PRESENT", a=self._bare(node.args[0])), COMPARE
        return self._sentence(name, node), 0 if name in _LOOSE else WHOLE

    def _sentence(self, name: str, node: ast.Call) -> str:
        arguments = [self.say_part(argument)[0] for argument in node.args]
        if name == "WEIGHTED_SCORE":
            arguments = [self._weighed(name) for name in self._indicators(node)]
        if len(arguments) == 1 and name in REDUCING:
            return self.words.phrase(f"function.{name}", list=self._within(node.args[0], WHOLE))
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
            return self.words.value(number, "persen"), WHOLE
        unit = self.nodes.get(node.id, {}).get("unit") if isinstance(node, ast.Name) else None
        if isinstance(node, ast.Name) and unit == "persen":
            return self._name(node.id), WHOLE
        if isinstance(node, ast.Call) and _calls(node, "LOOKUP", "BAND"):
            return self._look_up(node), 0
        return f"{self._within(node, 6)} ÷ 100", 6

    # --- tables -----------------------------------------------------------------------------------------------------

    def _look_up(self, node: ast.Call) -> str:
        table = self.nodes.get(cast(ast.Name, node.args[0]).id)
        keys = "; ".join(self.say_part(argument)[0] for argument in node.args[1:])
        if table is None or table["kind"] != "table":  # nobody looked into it
            name = self._name(cast(ast.Name, node.args[0]).id)
            return self.words.phrase("function.LOOKUP_bare", table=name, keys=keys)
        found = {(str(entry["value"]), str(entry.get("band"))): entry for entry in self._entries("lookups", node)}
        if self.bare or len(found) != 1:  # the elements of a series are told one by one
            return self.words.phrase("function.LOOKUP_bare", table=label_of(table), keys=keys)
        entry = next(iter(found.values()))
        key = "function.marginal" if table["marginal"] else "function.BAND" if "band" in entry else "function.LOOKUP"
        what = {**table, "unit": entry["units"][0], "type": "decimal"} if table["marginal"] else table
        value, row = said(entry["value"], what, self.words), row_met(entry, table, self.words)
        return self.words.phrase(key, table=label_of(table), keys=keys, row=row, value=value)

    def _entries(self, section: str, node: ast.Call) -> list[Node]:
        """What the trace recorded for a call, for this element or for all."""
        call = print_tree(node)
        found = [entry for entry in self.step[section] if entry["call"] == call]
        here = [entry for entry in found if self.index in entry["elements"]]
        return here or found

    # --- choices ----------------------------------------------------------------------------------------------------

    def _went(self, node: ast.Call) -> bool | None:
        """Which way a choice went; None where the elements of a series went both ways, or nobody looked."""
        ways = {entry["holds"] for entry in self._entries("choices", node)}
        return ways.pop() == "true" if len(ways) == 1 else None

    def _chosen(self, node: ast.Call, *, went: bool) -> ast.expr:
        if cast(ast.Name, node.func).id == "IF":
            return node.args[1 if went else 2]
        return node.args[0 if went else 1]

    def _reason(self, node: ast.Call, *, went: bool) -> Iterable[str]:
        """Why a choice went its way; that a fact is there needs no reason."""
        condition = node.args[0]
        if cast(ast.Name, node.func).id == "COALESCE":
            return [] if went else [self._missing(condition)]
        if isinstance(condition, ast.Call) and _calls(condition, "PRESENT"):
            return [] if went else [self._missing(condition.args[0])]
        is_plain = isinstance(condition, ast.Name) or (went and _is_a_word(condition))
        said_so = self._bare(condition) if is_plain else self.say_part(condition)[0]
        return [said_so if went else self.words.phrase("reason.fails", condition=said_so)]

    def _missing(self, node: ast.expr) -> str:
        return self.words.phrase("reason.missing", a=self._bare(node))

    def _bare(self, node: ast.expr) -> str:
        return Speaker(self.nodes, self.step, self.words, self.index, bare=True).tell_part(node).text

    def _choice(self, name: str, node: ast.Call) -> tuple[str, int]:
        told = self.tell_part(node) if not self.bare and self._went(node) is not None else None
        if told is not None:
            return self._because(told.text, told.reasons), 0 if told.reasons or told.is_sum else WHOLE
        condition, *others = (self.say_part(argument)[0] for argument in node.args)
        if name == "COALESCE":
            return self.words.phrase("function.COALESCE", a=condition, b=others[0]), 0
        return self.words.phrase("function.IF", condition=condition, a=others[0], b=others[1]), 0


def _is_a_word(condition: ast.expr) -> bool:
    """Whether a condition holds for one word alone, so that its value is said already."""
    return (
        isinstance(condition, ast.Compare)
        and len(condition.ops) == 1
        and isinstance(condition.ops[0], ast.Eq)
        and isinstance(condition.comparators[0], ast.Constant)
    )


def _calls(node: ast.expr, *names: str) -> bool:
    return isinstance(node, ast.Call) and cast(ast.Name, node.func).id in names
