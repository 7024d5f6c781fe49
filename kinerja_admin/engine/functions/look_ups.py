"""Tables and scores: LOOKUP, BAND and WEIGHTED_SCORE."""

from __future__ import annotations

import ast
from dataclasses import replace

from kinerja_admin.engine.calls import Checker, Evaluation, Value
from kinerja_admin.engine.functions.kinds import amount_of
from kinerja_admin.engine.policy import Kind, Shape
from kinerja_admin.engine.units import PERCENT


def lookup_shape(check: Checker, call: ast.Call) -> Shape:
    """What the table holds, along its arguments."""
    table = check.table(call)
    if table is None:
        return Shape(Kind.UNKNOWN)
    if len(call.args) - 1 != len(table.keys):
        return check.refuse("TABLE_ARGUMENTS", call, table=table.name, count=str(len(table.keys)))
    shapes = [check.argument(node, table, place) for place, node in enumerate(call.args[1:])]
    return replace(table.shape, each=check.along(call, shapes))


def lookup_value(run: Evaluation, call: ast.Call) -> Value:
    """The entry of the arguments."""
    table = call.args[0]
    assert isinstance(table, ast.Name)
    return run.look_up(table.id, [run.value(node) for node in call.args[1:]])


def band_shape(check: Checker, call: ast.Call) -> Shape:
    """What the table holds; of layers an amount."""
    shape = lookup_shape(check, call)
    table = None if shape.is_unknown else check.table(call)
    if table is None or not table.marginal:
        return shape
    return replace(shape, kind=Kind.DECIMAL, unit=check.visit(call.args[1]).unit)


def band_value(run: Evaluation, call: ast.Call) -> Value:
    """The value of the band, or the amount."""
    table = call.args[0]
    assert isinstance(table, ast.Name)
    amount = amount_of(run.value(call.args[1]))
    return run.band(table.id, amount, run.value(call.args[2]) if len(call.args) > 2 else None)


def score_shape(check: Checker, call: ast.Call) -> Shape:
    """A score."""
    check.indicators(call)
    return Shape(Kind.DECIMAL, PERCENT)


def score_value(run: Evaluation, call: ast.Call) -> Value:
    """The weighted score of those named, or of all."""
    return run.weighted_score([node.id for node in call.args if isinstance(node, ast.Name)])
