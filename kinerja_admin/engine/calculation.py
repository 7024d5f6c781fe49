"""A formula with its values put in, as a desk calculator takes it: local numbers and signs, sums written out."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import cast

from kinerja_admin.engine.expression.formula import literal_of
from kinerja_admin.engine.expression.syntax import parse
from kinerja_admin.engine.functions import CALLABLE
from kinerja_admin.engine.operators_in_words import OperatorsInWords
from kinerja_admin.engine.speaking import WHOLE, Node, Wording, label_of
from kinerja_admin.engine.trace.substitution import MISSING

_MISSING = "value_that_is_missing"
"""A name that no policy uses, in place of the mark for a missing fact."""


def calculation(text: str, nodes: Mapping[str, Node], words: Wording) -> str:
    """The calculation of a trace in figures; empty where there is nothing to work out, or too much to follow."""
    tree = parse(text.replace(MISSING, _MISSING), CALLABLE).tree
    if tree is None or isinstance(tree, (ast.Constant, ast.Name)) or _is_negative_literal(tree):
        return ""
    return _Figures(nodes, words).say_part(tree)[0]


def _is_negative_literal(tree: ast.expr) -> bool:
    return isinstance(tree, ast.UnaryOp) and isinstance(tree.operand, ast.Constant)


class _Figures(OperatorsInWords):
    """Writes one calculation down."""

    def __init__(self, nodes: Mapping[str, Node], words: Wording) -> None:
        self.nodes = nodes
        self.words = words

    def _literal(self, value: object) -> str:
        if isinstance(value, Fraction):
            return self.words.number(value)
        if isinstance(value, bool):
            return self.words.value(value)
        try:
            return self.words.date(date.fromisoformat(str(value)))
        except ValueError:
            return f"“{str(value).replace('_', ' ')}”"

    def _name(self, name: str) -> str:
        """What nobody looked at keeps its name."""
        if name == _MISSING:
            return self.words.phrase("value.missing")
        return label_of(self.nodes[name]) if name in self.nodes else name.replace("_", " ")

    def _call(self, node: ast.Call) -> tuple[str, int]:
        name = cast(ast.Name, node.func).id
        if name == "PERCENT":
            return self._percent(node.args[0])
        if name == "SUM":
            return self._sum(node.args)
        if name == "AVERAGE":
            present = [part for part in node.args if not _is_missing(part)]
            total, strength = self._sum(present, drop_zeros=False)
            return f"{total if strength >= WHOLE else f'({total})'} ÷ {self.words.number(len(present))}", 6
        arguments = [self.say_part(part)[0] for part in node.args]
        if name in {"MIN", "MAX"}:
            return self.words.phrase(f"function.{name}", list=f"({'; '.join(dict.fromkeys(arguments))})"), WHOLE
        if name in {"LOOKUP", "BAND"}:  # nobody looked into it
            table, *keys = arguments
            return self.words.phrase("function.LOOKUP_bare", table=table, keys="; ".join(keys)), 0
        values = dict(zip(("a", "b", "c"), arguments, strict=False))
        return self.words.phrase(f"function.{name}", list="; ".join(arguments), **values), 0

    def _percent(self, node: ast.expr) -> tuple[str, int]:
        number = literal_of(node)
        if isinstance(number, Fraction):
            return self.words.value(number, "persen"), WHOLE
        return f"{self._within(node, 6)} ÷ 100", 6

    def _sum(self, parts: Iterable[ast.expr], *, drop_zeros: bool = True) -> tuple[str, int]:
        """Parts added up; equal ones as a product, and zeros left out because they add nothing."""
        zero = (self.words.number(0), WHOLE)
        counted = Counter(self.say_part(part) for part in parts)
        if drop_zeros:
            del counted[zero]
        terms = []
        for (text, strength), count in counted.items():
            if count == 1:
                terms.append((text, strength))
            else:
                terms.append((f"{self.words.number(count)} × {text if strength > 6 else f'({text})'}", 6))
        if len(terms) < 2:
            return terms[0] if terms else zero
        return " + ".join(text if strength >= 5 else f"({text})" for text, strength in terms), 5


def _is_missing(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == _MISSING
