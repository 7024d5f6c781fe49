"""What can be proved about a policy beyond its loading: cases that never hit, and constants that no test protects."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import islice
from typing import cast

from kinerja_admin.engine.dead_cases import dead_cases
from kinerja_admin.engine.expression.formula import Formula, literal_of
from kinerja_admin.engine.monotony import one_way
from kinerja_admin.engine.numbers import plain
from kinerja_admin.engine.policy import (
    Band,
    Bands,
    Cells,
    Dated,
    Parameter,
    Plain,
    Policy,
    Step,
    Table,
)
from kinerja_admin.engine.rehearsal import Rehearsal
from kinerja_admin.errors import Location, Problem, Severity

_MOST_CELLS = 60
_MOST_MUTANTS = 400

Contents = Cells | Bands


def prove(policy: Policy, file: str) -> tuple[Problem, ...]:
    """Warnings and notices about a policy without errors, in the order of its file."""
    found = [*dead_cases(policy, file), *one_way(policy, file), *_unprotected(policy, file)]
    return tuple(sorted(found, key=lambda problem: (problem.location.line, problem.location.column)))


# --- what no test protects --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Mutant:
    """The policy with one constant changed: the item, the constant as written, and the changed policy."""

    item: Step | Parameter | Table
    constant: str
    policy: Policy


def _unprotected(policy: Policy, file: str) -> Iterator[Problem]:
    """One notice an item: its constants and boundaries that could change without any test of the file noticing."""
    if not policy.examples:
        return
    rehearsal = Rehearsal(policy)
    surviving: dict[str, tuple[Step | Parameter | Table, list[str]]] = {}
    for mutant in islice(mutants(policy), _MOST_MUTANTS):
        if not rehearsal.notices(mutant.item.name, mutant.policy):
            surviving.setdefault(mutant.item.name, (mutant.item, []))[1].append(mutant.constant)
    for item, constants in surviving.values():
        told = {"name": item.name, "constants": ", ".join(dict.fromkeys(constants))}
        location = Location(file, item.basis.line, item.basis.column, item.basis.path)
        yield Problem("UNPROTECTED", Severity.NOTICE, told, location)


def mutants(policy: Policy) -> Iterator[Mutant]:
    """The policy with each of its own constants changed, one at a time."""
    for parameter in policy.parameters.values():
        if parameter.basis.origin == policy.id:
            yield from _parameter_mutants(policy, parameter)
    for table in policy.tables.values():
        if table.basis.origin == policy.id:
            yield from _table_mutants(policy, table)
    for step in policy.steps.values():
        yield from _step_mutants(policy, step)


def _other(value: Plain) -> Plain | None:
    if isinstance(value, bool):
        return not value
    if isinstance(value, Fraction):
        return value + (Fraction(1) if value.denominator == 1 else Fraction(1, value.denominator))
    return None


def _parameter_mutants(policy: Policy, parameter: Parameter) -> Iterator[Mutant]:
    for place, dated in enumerate(parameter.values):
        other = _other(dated.value)
        if other is None:
            continue
        values = (*parameter.values[:place], replace(dated, value=other), *parameter.values[place + 1 :])
        changed = replace(parameter, values=values)
        yield Mutant(
            parameter, _shown(dated.value), replace(policy, parameters={**policy.parameters, parameter.name: changed})
        )


def _shown(value: Plain) -> str:
    return plain(value) if isinstance(value, Fraction) else str(value)


def _table_mutants(policy: Policy, table: Table) -> Iterator[Mutant]:
    for place, dated in enumerate(table.contents):
        size = sum(len(value) if isinstance(value, tuple) else 1 for value in dated.value.values())
        if size > _MOST_CELLS:
            continue
        for constant, content in _content_mutants(dated, is_marginal=table.marginal):
            contents = (*table.contents[:place], content, *table.contents[place + 1 :])
            changed = replace(table, contents=contents)
            yield Mutant(table, constant, replace(policy, tables={**policy.tables, table.name: changed}))


def _content_mutants(dated: Dated[Contents], *, is_marginal: bool) -> Iterator[tuple[str, Dated[Contents]]]:
    content = cast(dict[object, object], dated.value)
    for key, value in content.items():
        if isinstance(value, tuple):
            for place, band in enumerate(value):
                for constant, changed in _band_mutants(value, place, band, is_marginal=is_marginal):
                    yield constant, replace(dated, value=cast(Contents, {**content, key: changed}))
            continue
        other = _other(cast(Plain, value))
        if other is not None:
            constant = "/".join(_shown(part) for part in cast(tuple[Plain, ...], key))
            yield constant, replace(dated, value=cast(Contents, {**content, key: other}))


def _band_mutants(
    bands: tuple[Band, ...], place: int, band: Band, *, is_marginal: bool
) -> Iterator[tuple[str, tuple[Band, ...]]]:
    other = _other(band.value)
    if other is not None:
        yield _shown(band.value), (*bands[:place], replace(band, value=other), *bands[place + 1 :])
    if place and band.low is not None and bands[place - 1].high == band.low:
        low = band.low + (_shift(bands, place) if is_marginal else 1)
        moved = replace(bands[place - 1], high=low), replace(band, low=low)
        yield f"≥ {plain(band.low)}", (*bands[: place - 1], *moved, *bands[place + 1 :])


def _shift(bands: tuple[Band, ...], place: int) -> Fraction:
    """How far a bound between two layers is moved so that it shows: one unit at another rate is lost in the rounding.

    The amount changes by at least ten units, or the bound by a hundredth of itself; never beyond the layer.
    """
    before, band = bands[place - 1], bands[place]
    assert band.low is not None
    one, other = (part.value if isinstance(part.value, Fraction) else Fraction(0) for part in (before, band))
    gap = abs(one - other) / 100
    wanted = max(Fraction(1), abs(band.low) / 100, 10 / gap if gap else Fraction(1))
    room = wanted if band.high is None else (band.high - band.low) / 2
    return min(wanted, room)


def _step_mutants(policy: Policy, step: Step) -> Iterator[Mutant]:
    for constant, changed in _changed_steps(step):
        yield Mutant(step, constant, replace(policy, steps={**policy.steps, step.name: changed}))


def _changed_steps(step: Step) -> Iterator[tuple[str, Step]]:
    if step.formula:
        for constant, formula in _formula_mutants(step.formula):
            yield constant, replace(step, formula=formula)
    for place, case in enumerate(step.cases):
        around = step.cases[:place], step.cases[place + 1 :]
        for constant, formula in _formula_mutants(case.when):
            yield constant, replace(step, cases=(*around[0], replace(case, when=formula), *around[1]))
        for constant, formula in _formula_mutants(case.value):
            yield constant, replace(step, cases=(*around[0], replace(case, value=formula), *around[1]))
    if step.otherwise:
        for constant, formula in _formula_mutants(step.otherwise):
            yield constant, replace(step, otherwise=formula)


def _formula_mutants(formula: Formula) -> Iterator[tuple[str, Formula]]:
    """The formula with each of its numbers changed; a number of places in ROUND is no constant of the rule."""
    places = {id(node.args[1]) for node in ast.walk(formula.tree) if _is_round(node)}  # type: ignore[attr-defined]
    nodes = [node for node in ast.walk(formula.tree) if isinstance(node, ast.Constant) and id(node) not in places]
    for target in nodes:
        value = literal_of(target)
        if isinstance(value, Fraction):
            other = _other(value)
            yield _shown(value), _with_literal(formula, target, other)


def _is_round(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "ROUND"


def _with_literal(formula: Formula, target: ast.Constant, value: Plain | None) -> Formula:
    memo: dict[int, object] = {}
    tree = copy.deepcopy(formula.tree, memo)
    shapes = {}
    for node, shape in formula.shapes.items():
        twin = memo.get(id(node))
        if isinstance(twin, ast.expr):
            shapes[twin] = shape
    changed = memo[id(target)]
    assert isinstance(changed, ast.Constant)
    changed.value = value  # type: ignore[assignment]
    return replace(formula, tree=tree, shapes=shapes)
