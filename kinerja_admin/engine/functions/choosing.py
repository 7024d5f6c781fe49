"""Choosing between values: IF, PRESENT and COALESCE."""

from __future__ import annotations

import ast
from dataclasses import replace

from kinerja_admin.engine.calls import Checker, Evaluation, Value
from kinerja_admin.engine.functions.kinds import CONDITION
from kinerja_admin.engine.policy import Shape


def if_shape(check: Checker, call: ast.Call) -> Shape:
    """One shape of both branches."""
    condition, yes, no = call.args
    decides = check.condition(condition)
    branches = [check.knowing(condition, True, yes), check.knowing(condition, False, no)]
    result = check.same([yes, no], branches)
    return replace(result, each=check.along(call, [decides, *branches]))


def if_value(run: Evaluation, call: ast.Call) -> Value:
    """The branch that the condition chooses."""
    condition, yes, no = call.args
    return run.value(yes if run.value(condition) else no)


def present_shape(check: Checker, call: ast.Call) -> Shape:
    """A condition, along the series asked about."""
    return replace(CONDITION, each=check.recorded(call.args[0]).each)


def present_value(run: Evaluation, call: ast.Call) -> Value:
    """Whether it is recorded."""
    (asked,) = call.args
    assert isinstance(asked, ast.Name)
    return run.is_present(asked)


def coalesce_shape(check: Checker, call: ast.Call) -> Shape:
    """What the fact and its substitute share."""
    first, otherwise = call.args
    shapes = [replace(check.possibly_absent(first), absent=False), check.visit(otherwise)]
    return replace(check.same([first, otherwise], shapes), each=check.along(call, shapes))


def coalesce_value(run: Evaluation, call: ast.Call) -> Value:
    """The fact, else the substitute."""
    first, otherwise = call.args
    found = run.maybe(first)
    return run.value(otherwise) if found is None else found
