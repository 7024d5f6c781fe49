"""The names of a formula: what it may name, and which of it a text asks for."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field

from kinerja_admin.engine.expression.syntax import parse
from kinerja_admin.engine.functions import CALLABLE
from kinerja_admin.engine.policy import Shape, Table, Vocabulary


@dataclass(frozen=True, slots=True)
class Names:
    """Everything that a formula of one policy may name; a table in error is None."""

    values: Mapping[str, Shape] = field(default_factory=dict)
    tables: Mapping[str, Table | None] = field(default_factory=dict)
    vocabularies: Mapping[str, Vocabulary] = field(default_factory=dict)
    indicators: frozenset[str] = frozenset()
    inputs: frozenset[str] = frozenset()

    def vocabularies_with(self, words: frozenset[str]) -> list[Vocabulary]:
        """The vocabularies that hold all of these words."""
        return [one for one in self.vocabularies.values() if words <= set(one.words)]


def names_in(text: str) -> tuple[tuple[str, ...], bool]:
    """The names that a text asks for, in reading order, and whether it asks for the weighted score."""
    tree = parse(text, CALLABLE).tree
    if tree is None:
        return (), False
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    found.sort(key=lambda node: node.col_offset)
    names = [node.id for node in found if id(node) not in called]
    return tuple(dict.fromkeys(names)), any(node.id == "WEIGHTED_SCORE" for node in found if id(node) in called)
