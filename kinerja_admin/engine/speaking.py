"""How the values of a trace are said: what an explanation asks of the catalogue, and what every part of it shares."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Protocol

from kinerja_admin.engine.numbers import parse_number

Node = Mapping[str, Any]
"""One node of a trace."""

SIGNS: dict[type, tuple[str, int]] = {
    ast.Or: ("or", 1), ast.And: ("and", 2), ast.Add: ("+", 5), ast.Sub: ("−", 5), ast.Mult: ("×", 6), ast.Div: ("÷", 6),
    ast.Eq: ("=", 4), ast.NotEq: ("≠", 4), ast.Lt: ("<", 4), ast.LtE: ("≤", 4), ast.Gt: (">", 4), ast.GtE: ("≥", 4),
}  # fmt: skip
"""Each sign as people write it, and how strongly it binds."""

NOT, COMPARE, SIGN, WHOLE = 3, 4, 7, 9

_MOST_DIFFERENT = 6
"""A series with more different values than this is only counted; its elements are told one by one elsewhere."""


class Wording(Protocol):
    """The catalogue in one language, as explanations need it."""

    def phrase(self, key: str, **values: object) -> str:
        """A sentence by its key."""

    def collection(self, name: str, count: int = 1) -> str:
        """What the elements of a collection are, of so many."""

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
    """A value of a node as people read it; of a series every different value with how often it stands there."""
    if isinstance(value, list):
        counted = Counter(said(one, node, words) for one in value)
        if len(counted) > _MOST_DIFFERENT:
            return words.phrase("value.many", n=words.number(len(value)))
        parts = (f"{one} ({count}×)" if count > 1 else one for one, count in counted.items())
        return "; ".join(parts) or words.phrase("value.empty")
    if value is None:
        return words.phrase("value.missing")
    if isinstance(value, Mapping):
        return _in_confidence(value, node, words)
    kind, text = node["type"], str(value)
    if kind in {"integer", "decimal"}:
        number = parse_number(text)
        return text if number is None else words.value(number, node["unit"], node.get("decimals"))
    if kind == "condition":
        return words.value(text == "true")
    return words.date(date.fromisoformat(text)) if kind == "date" else text.replace("_", " ")


def _in_confidence(value: Mapping[str, Any], node: Node, words: Wording) -> str:
    """Values given in confidence: how many, and their mean where the trace tells it."""
    count = words.number(int(value["count"]))
    if value["mean"] is None:
        return words.phrase("value.in_confidence", n=count)
    mean = words.value(parse_number(value["mean"]), node["unit"], 2)
    return words.phrase("value.in_confidence_mean", n=count, mean=mean)


def filled(template: str, nodes: Mapping[str, Node], words: Wording, index: int | None = None) -> str:
    """The author's own sentence with the values put in; what has no value is called by its label."""

    def one(found: re.Match[str]) -> str:
        node = nodes.get(found[1])
        if node is None:
            return words.phrase("value.missing")
        if "value" not in node or "error" in node or node.get("state") == "missing":
            return f"“{label_of(node)}”"
        value = node["value"]
        here = value[index] if isinstance(value, list) and index is not None and index < len(value) else value
        bare = {**node, "unit": node["unit"] if node["unit"] == "rupiah" else ""}  # the sentence names the unit itself
        return said(here, bare, words)

    return re.sub(r"\{([a-z][a-z0-9_]*)\}", one, template)


def shown_number(text: str, words: Wording, most: int | None = None) -> str:
    """A bare number; with more than ``most`` decimals it is cut there, and a sign says that it goes on."""
    number = parse_number(text)
    if number is None:
        return text
    whole, _, decimals = text.partition(".")
    if most is None or len(decimals) <= most:
        return words.number(number)
    return words.number(Fraction(f"{whole}.{decimals[:most]}"), most) + "…"


def as_words(name: str) -> str:
    """A name as words: ``hari_alpa`` → ``hari alpa``."""
    return name.replace("_", " ")
