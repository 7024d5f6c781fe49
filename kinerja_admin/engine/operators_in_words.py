"""Operators in the reader's signs and words, with the brackets that they need: what sums and sentences share."""

from __future__ import annotations

import ast
from abc import ABC, abstractmethod
from typing import cast

from kinerja_admin.engine.speaking import COMPARE, NOT, SIGN, SIGNS, WHOLE, Wording


class OperatorsInWords(ABC):
    """Says a formula part by part; what a literal, a name and a call become is for those who build on it."""

    words: Wording

    def say_part(self, node: ast.expr) -> tuple[str, int]:
        """A part, and how strongly it holds together."""
        if isinstance(node, ast.Constant):
            return self._literal(node.value), WHOLE
        if isinstance(node, ast.Name):
            return self._name(node.id), WHOLE
        if isinstance(node, ast.Call):
            return self._call(node)
        if isinstance(node, ast.UnaryOp):
            if isinstance(node.op, ast.Not):
                return f"{self.words.phrase('word.not')} {self._within(node.operand, NOT)}", NOT
            return f"−{self._within(node.operand, SIGN)}", SIGN
        if isinstance(node, ast.BinOp):
            sign, strength = SIGNS[type(node.op)]
            return f"{self._within(node.left, strength)} {sign} {self._within(node.right, strength + 1)}", strength
        if isinstance(node, ast.BoolOp):
            sign, strength = SIGNS[type(node.op)]
            link = f" {self.words.phrase(f'word.{sign}')} "
            return link.join(self._within(value, strength + 1) for value in node.values), strength
        return self._compare(cast(ast.Compare, node)), COMPARE

    def _within(self, node: ast.expr, strength: int) -> str:
        text, own = self.say_part(node)
        return text if own >= strength else f"({text})"

    def _compare(self, node: ast.Compare) -> str:
        parts = [self._within(node.left, COMPARE + 1)]
        for sign, other in zip(node.ops, node.comparators, strict=True):
            parts += [SIGNS[type(sign)][0], self._within(other, COMPARE + 1)]
        return " ".join(parts)

    @abstractmethod
    def _literal(self, value: object) -> str: ...

    @abstractmethod
    def _name(self, name: str) -> str: ...

    @abstractmethod
    def _call(self, node: ast.Call) -> tuple[str, int]: ...
