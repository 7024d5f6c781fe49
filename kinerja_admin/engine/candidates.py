"""Values worth trying for an input or a step: every word, both conditions, and numbers at and around each edge."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from fractions import Fraction

from kinerja_admin.engine.expression.formula import Formula, literal_of
from kinerja_admin.engine.facts import Cell
from kinerja_admin.engine.policy import Input, Kind, Plain, Policy, Shape, TableForm

_LONGEST = 1_000
"""A formula that counts further than this is not tried with a series of that length."""


def candidates_for(policy: Policy, name: str, edges: Iterable[Fraction]) -> list[Cell]:
    """What a name may hold that could change a mind which these edges change; empty where that cannot be listed."""
    one = policy.inputs.get(name)
    step = policy.steps.get(name)
    shape = one.shape if one else step.shape if step else Shape(Kind.UNKNOWN)
    values: list[Cell] = list(_scalars(policy, shape, one, edges))
    if shape.each:
        single: list[Cell] = [(value,) for value in values if not isinstance(value, tuple)]
        return [(), *single, *_longer(values, edges)]
    return [*values, None] if shape.absent else values


def _longer(values: list[Cell], edges: Iterable[Fraction]) -> Iterator[Cell]:
    """Series long enough for a formula that counts elements: as many as each whole number it names."""
    for value in values[:1]:
        for edge in sorted(edges):
            if edge.denominator == 1 and 1 < edge <= _LONGEST and not isinstance(value, tuple):
                yield (value,) * int(edge)


def _scalars(policy: Policy, shape: Shape, one: Input | None, edges: Iterable[Fraction]) -> list[Plain]:
    if shape.kind is Kind.CONDITION:
        return [False, True]
    if shape.kind is Kind.WORD:
        return list(shape.vocabulary.words) if shape.vocabulary else []
    if shape.kind is Kind.DATE and shape.each:
        return [policy.first_period.start]
    if not shape.kind.is_number:
        return []
    low, high = (one.low, one.high) if one else (None, None)
    edges = {*edges, *(bound for bound in (low, high) if bound is not None), Fraction(0)}
    gap = Fraction(1) if shape.kind is Kind.INTEGER else Fraction(1, 100)
    near = {edge + step * gap for edge in edges for step in (-1, 0, 1)}
    return sorted(value for value in near if (low is None or value >= low) and (high is None or value <= high))


def edges_of(policy: Policy, formulas: Iterable[Formula]) -> frozenset[Fraction]:
    """The constants, parameters and table keys at which one of the formulas may change its mind."""
    return frozenset(_edges(policy, formulas))


def _edges(policy: Policy, formulas: Iterable[Formula]) -> Iterator[Fraction]:
    for formula in formulas:
        for node in ast.walk(formula.tree):
            value = literal_of(node) if isinstance(node, ast.expr) else None
            if isinstance(value, Fraction):
                yield value
        for name in formula.tables:
            yield from _table_edges(policy, name)
        for name in formula.names:
            parameter = policy.parameters.get(name)
            yield from (one.value for one in parameter.values if isinstance(one.value, Fraction)) if parameter else ()


def _table_edges(policy: Policy, name: str) -> Iterator[Fraction]:
    table = policy.tables[name]
    for dated in table.contents:
        if table.form is TableForm.KEY:
            yield from (
                part for key in dated.value if isinstance(key, tuple) for part in key if isinstance(part, Fraction)
            )
            continue
        for bands in dated.value.values():
            for band in bands if isinstance(bands, tuple) else ():
                yield from (bound for bound in (band.low, band.high) if bound is not None)
