"""Which constructs of the policy language a policy uses, and which there are."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import product

from kinerja_admin.engine.columns.values import sort_of
from kinerja_admin.engine.expression.formula import Formula
from kinerja_admin.engine.functions import FUNCTIONS
from kinerja_admin.engine.numbers import Rounding, RoundingMode
from kinerja_admin.engine.policy import Absence, Policy, Step, Table, TableForm

ARITHMETIC = ("Add", "Sub", "Mult", "Div")
COMPARISONS = ("Eq", "NotEq", "Lt", "LtE", "Gt", "GtE")
SORTS = ("number", "day", "word", "truth")
ALONG = frozenset({
    "IF", "MIN", "MAX", "SUM", "AVERAGE", "ROUND", "CEILING", "FLOOR", "PERCENT", "RATIO", "LOOKUP", "BAND", "PRESENT",
    "COALESCE", "YEARS_BETWEEN", "MONTHS_BETWEEN", "MONTH",
})  # fmt: skip
"""Functions that work element by element."""

REDUCING = frozenset({"MIN", "MAX", "SUM", "AVERAGE", "COUNT"})
"""Functions that make one value of a series."""

ALL = frozenset({
    *FUNCTIONS,
    *(f"{name} element by element" for name in ALONG),
    *(f"{name} of a series" for name in REDUCING),
    *(f"{name} of {sort}" for name in ("IF", "COALESCE") for sort in SORTS),
    *(f"{name} of {sort}" for name in ("MIN", "MAX") for sort in ("number", "day", "word")),
    "RATIO with 2", "RATIO with 3", "LOOKUP with 2", "LOOKUP with 3", "BAND with 2", "BAND with 3",
    "WEIGHTED_SCORE with 0", "WEIGHTED_SCORE with 1", "WEIGHTED_SCORE with 2",
    *(f"{sign} of number" for sign in ARITHMETIC), "Add of day", "Sub of day", "Sub of two days",
    *(f"{sign} of {sort}" for sign, sort in product(COMPARISONS, ("number", "day", "word"))),
    "Eq of truth", "NotEq of truth", "comparison of three", "comparison of four",
    "And", "Or", "Not", "USub", "Constant of number", "Constant of truth", "Constant of word",
    *(f"parameter of {sort}" for sort in SORTS), "parameter by date",
    *(f"table by {form.value}" for form in TableForm), "table by row and column", "band by column", "table by date",
    "marginal amount", "marginal amount by column",
    *(f"key of {sort}" for sort in SORTS), *(f"table of {sort}" for sort in SORTS),
    *(f"input of {sort}" for sort in SORTS), *(f"series of {sort}" for sort in SORTS),
    *(f"missing is {absence.value}" for absence in Absence), *(f"missing element is {one.value}" for one in Absence),
    "measure", "score", "score of an indicator that may not apply",
    *(f"step of {sort}" for sort in SORTS), "step along a series", "step of nothing that rounds",
    *(f"rounding {mode.value}" for mode in RoundingMode), "at_least", "at_most", "limit of a series",
    "cases unique", "cases first", "otherwise", "no otherwise",
    "check error", "check warning", "list highest", "list lowest",
})  # fmt: skip
"""Everything that a policy may be made of."""


def constructs(policy: Policy) -> set[str]:
    """What a policy uses."""
    found: set[str] = set()
    for step in policy.steps.values():
        found.update(_of_step(step))
    formulas = [formula for step in policy.steps.values() for formula in step.formulas]
    for check in policy.checks:
        if check.assertion is not None:
            formulas.append(check.assertion)
            found.add("check warning" if check.is_warning else "check error")
    for listing in policy.lists.values():
        formulas += [listing.where] if listing.where else []
        found.update("list highest" if key.highest_first else "list lowest" for key in listing.by)
    for formula in formulas:
        for node in ast.walk(formula.tree):
            if isinstance(node, ast.expr) and node in formula.shapes:
                found.update(_of_node(policy, formula, node))
    return found


def _of_step(step: Step) -> Iterator[str]:
    yield f"step of {sort_of(step.shape.kind).value}"
    if step.shape.each:
        yield "step along a series"
    for entry in step.then:
        if isinstance(entry, Rounding):
            yield f"rounding {entry.mode.value}"
        else:
            yield "at_least" if entry.at_least else "at_most"
            if entry.formula.shape.each:
                yield "limit of a series"
    if step.shape.kind.is_number and not step.rounding and not any(isinstance(one, Rounding) for one in step.then):
        yield "step of nothing that rounds"
    if step.cases:
        yield "cases unique" if step.unique else "cases first"
        yield "no otherwise" if step.otherwise is None else "otherwise"
    if step.indicator:
        yield "score"


def _of_node(policy: Policy, formula: Formula, node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Constant():
            yield f"Constant of {_sort(formula, node)}"
        case ast.Name():
            yield from _of_name(policy, node.id)
        case ast.BoolOp() | ast.UnaryOp():
            yield type(node.op).__name__
        case ast.BinOp():
            days = [_sort(formula, part) for part in (node.left, node.right)].count("day")
            yield f"{type(node.op).__name__} of {('number', 'day', 'two days')[days]}"
        case ast.Compare():
            for sign in node.ops:
                yield f"{type(sign).__name__} of {_sort(formula, node.left)}"
            if len(node.ops) > 1:
                yield "comparison of three" if len(node.ops) == 2 else "comparison of four"
        case ast.Call():
            yield from _of_call(policy, formula, node)


def _of_name(policy: Policy, name: str) -> Iterator[str]:
    if name in policy.parameters:
        parameter = policy.parameters[name]
        yield f"parameter of {sort_of(parameter.shape.kind).value}"
        if len(parameter.values) > 1:
            yield "parameter by date"
    if name in policy.inputs:
        one = policy.inputs[name]
        yield f"{'series' if one.shape.each else 'input'} of {sort_of(one.shape.kind).value}"
        yield f"missing {'element ' if one.shape.each else ''}is {one.absence.value}"
        if one.indicator:
            yield "measure"
    if any(one.score == name and one.applies for one in policy.indicators.values()):
        yield "score of an indicator that may not apply"


def _of_call(policy: Policy, formula: Formula, node: ast.Call) -> Iterator[str]:
    assert isinstance(node.func, ast.Name)
    name = node.func.id
    yield name
    yield f"{name} with {len(node.args)}"
    yield f"{name} of {_sort(formula, node)}"
    if formula.shapes[node].each:
        yield f"{name} element by element"
    if len(node.args) == 1 and name in REDUCING:
        yield f"{name} of a series"
    if name in {"LOOKUP", "BAND"}:
        assert isinstance(node.args[0], ast.Name)
        yield from _of_table(policy.tables[node.args[0].id], formula, node.args[1:])


def _of_table(table: Table, formula: Formula, arguments: list[ast.expr]) -> Iterator[str]:
    yield f"table by {table.form.value}"
    yield f"table of {sort_of(table.shape.kind).value}"
    if len(table.contents) > 1:
        yield "table by date"
    if table.form is TableForm.KEY:
        yield f"key of {_sort(formula, arguments[0])}"
    if len(arguments) > 1:
        yield "table by row and column" if table.form is TableForm.KEY else "band by column"
    if table.marginal:
        yield "marginal amount by column" if len(arguments) > 1 else "marginal amount"


def _sort(formula: Formula, node: ast.expr) -> str:
    return sort_of(formula.shapes[node].kind).value
