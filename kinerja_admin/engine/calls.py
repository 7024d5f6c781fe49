"""What a function of a formula is, and what it may ask of whoever checks a call or works it out."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Protocol

from kinerja_admin.engine.policy import Plain, Shape, Table

Value = Plain | None
"""None stands for a fact that is absent."""


class Checker(Protocol):
    """What a function may ask while a formula is checked."""

    def visit(self, node: ast.expr) -> Shape:
        """The shape of any part."""

    def number(self, node: ast.expr) -> Shape:
        """The shape of a part that must be a number."""

    def condition(self, node: ast.expr) -> Shape:
        """The shape of a part that must be a condition."""

    def day(self, node: ast.expr) -> Shape:
        """The shape of a part that must be a date."""

    def possibly_absent(self, node: ast.expr) -> Shape:
        """The shape of a part that may be absent here."""

    def knowing(self, condition: ast.expr, holds: bool, node: ast.expr) -> Shape:  # noqa: FBT001 - reads as a sentence
        """The shape of a part that counts only where a condition holds (or does not)."""

    def same(self, nodes: list[ast.expr], shapes: list[Shape]) -> Shape:
        """The one shape of branches: one kind, one vocabulary, one unit."""

    def along(self, node: ast.expr, shapes: list[Shape]) -> str | None:
        """The collection that parts run along, if any; several are a finding."""

    def table(self, call: ast.Call) -> Table | None:
        """The table that the first argument names."""

    def argument(self, node: ast.expr, table: Table, place: int) -> Shape:
        """The shape of a look-up's argument, checked against the table's key."""

    def indicators(self, call: ast.Call) -> None:
        """Check that the arguments name indicators."""

    def refuse(self, code: str, node: ast.expr, **parameters: str) -> Shape:
        """Report a finding; the part's shape is unknown from here on."""

    def recorded(self, node: ast.expr) -> Shape:
        """The shape of a part that must be the name of an input or a score."""


class Evaluation(Protocol):
    """What a function may ask while a formula is worked out."""

    def value(self, node: ast.expr) -> Plain:
        """The value of a part."""

    def maybe(self, node: ast.expr) -> Value:
        """The value of a part, or None where it is absent."""

    def is_present(self, node: ast.Name) -> bool:
        """Whether the fact is recorded."""

    def elements(self, node: ast.expr) -> Iterator[Value]:
        """The elements of a series, in order."""

    def rank(self, node: ast.expr, word: str) -> int:
        """The place of a word in its vocabulary."""

    def look_up(self, table: str, arguments: list[Plain]) -> Plain:
        """The entry of an exact table."""

    def band(self, table: str, amount: Fraction, key: Plain | None) -> Plain:
        """The value of the band, or the amount that marginal bands make."""

    def weighted_score(self, names: list[str]) -> Fraction:
        """Σ score × weight ÷ Σ weight over the indicators that apply."""

    def bounds(self) -> tuple[date, date]:
        """First and last day of the period."""

    def fault(self, code: str, **parameters: str) -> Exception:
        """The error of this person in this step."""


@dataclass(frozen=True, slots=True)
class Function:
    """One function: how it is called, what it means, an example with its result, and both of its forms."""

    name: str
    signature: str
    least: int
    most: int
    meaning: str
    example: tuple[str, str]
    shape: Callable[[Checker, ast.Call], Shape]
    value: Callable[[Evaluation, ast.Call], Value]
