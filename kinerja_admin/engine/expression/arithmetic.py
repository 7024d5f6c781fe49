"""Sums and products as their author chained them: links, factors, and the unit that comes of them."""

from __future__ import annotations

import ast

from kinerja_admin.engine.expression.formula import literal_of
from kinerja_admin.engine.policy import Shape
from kinerja_admin.engine.units import PERCENT, RATIO, Unit


def left_spine(node: ast.BinOp) -> list[ast.BinOp]:
    """The links of a chain such as a + b − c, from the innermost out, without recursion."""
    chain = [node]
    while isinstance(chain[-1].left, ast.BinOp) and isinstance(chain[-1].left.op, (ast.Add, ast.Sub)):
        chain.append(chain[-1].left)
    return chain[::-1]


def factors(node: ast.expr) -> tuple[list[ast.expr], list[ast.expr]]:
    """What stands above and what below the line of a chain of products and quotients."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        above, below = factors(node.left)
        more_above, more_below = factors(node.right)
        return [*above, *more_above], [*below, *more_below]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
        above, below = factors(node.left)
        return above, [*below, node.right]
    return [node], []


def product_unit(above: list[tuple[ast.expr, Shape]], below: list[Shape]) -> Unit | None:
    """The unit of a chain of products and quotients; a bare number goes with everything."""
    known = [shape.unit for _, shape in above if shape.unit is not None]
    under = [shape.unit for shape in below if shape.unit is not None]
    if not known and not under:
        return None
    unit = RATIO
    for one in known:
        unit = unit * one
    for one in under:
        unit = unit * one.inverse()
    is_bare = any(shape.unit is None for _, shape in above)
    if is_bare and not known:
        return None
    if unit == RATIO and any(literal_of(part) == 100 for part, _ in above):
        return PERCENT
    return None if unit == RATIO and is_bare else unit
