"""Many values into one: MIN, MAX, SUM, AVERAGE and COUNT."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction

from kinerja_admin.engine.calls import Checker, Evaluation, Value
from kinerja_admin.engine.functions.kinds import WHOLE, amount_of
from kinerja_admin.engine.policy import Kind, Shape


def collected(kinds: Callable[[Shape], bool]) -> Callable[[Checker, ast.Call], Shape]:
    """A function that reduces one series, or combines several arguments element by element."""

    def shape(check: Checker, call: ast.Call) -> Shape:
        may_miss = isinstance(call.func, ast.Name) and call.func.id == "AVERAGE"
        shapes = [check.possibly_absent(node) if may_miss else check.visit(node) for node in call.args]
        shapes = [replace(shape, absent=False) for shape in shapes]
        for node, found in zip(call.args, shapes, strict=True):
            if not found.is_unknown and not kinds(found):
                return check.refuse("WRONG_TYPE", node, kind=found.kind.value)
        if len(call.args) == 1:
            if not shapes[0].is_unknown and shapes[0].each is None:
                return check.refuse("SERIES_NEEDED", call.args[0])
            result = replace(shapes[0], each=None)
        else:
            result = replace(check.same(call.args, shapes), each=check.along(call, shapes))
        if result.kind is Kind.WORD and result.vocabulary is None:
            return check.refuse("AMBIGUOUS_WORD", call, words=", ".join(sorted(result.words)))
        return replace(result, kind=Kind.DECIMAL) if may_miss and result.kind is Kind.INTEGER else result

    return shape


def is_number(shape: Shape) -> bool:
    """What can be added up."""
    return shape.kind.is_number


def is_ordered(shape: Shape) -> bool:
    """What has a smallest and a largest."""
    if shape.kind is Kind.WORD:
        return shape.vocabulary is None or shape.vocabulary.ordered
    return shape.kind.is_number or shape.kind is Kind.DATE


def _gathered(run: Evaluation, call: ast.Call) -> Iterable[Value]:
    if len(call.args) == 1:
        return run.elements(call.args[0])
    return (run.maybe(node) for node in call.args)


def sum_value(run: Evaluation, call: ast.Call) -> Value:
    """Everything that is there, added up."""
    return sum((amount_of(value) for value in _gathered(run, call) if value is not None), Fraction(0))


def average_value(run: Evaluation, call: ast.Call) -> Value:
    """The mean of what is there."""
    present = [amount_of(value) for value in _gathered(run, call) if value is not None]
    if not present:
        raise run.fault("MISSING_INPUT", what="AVERAGE")
    return sum(present, Fraction(0)) / len(present)


def extreme(name: str, highest: bool) -> Callable[[Evaluation, ast.Call], Value]:  # noqa: FBT001 - a table's column
    """The smallest or the largest; of words by their order."""

    def value(run: Evaluation, call: ast.Call) -> Value:
        found = [value for value in _gathered(run, call) if value is not None]
        if not found:
            raise run.fault("MISSING_INPUT", what=name)
        choose = max if highest else min
        if isinstance(found[0], str):
            return choose(found, key=lambda word: run.rank(call, str(word)))
        return choose(found)

    return value


def count_shape(check: Checker, call: ast.Call) -> Shape:
    """A whole number of one series."""
    (counted,) = call.args
    shape = check.possibly_absent(counted)
    if not shape.is_unknown and shape.each is None:
        return check.refuse("SERIES_NEEDED", counted)
    return WHOLE


def count_value(run: Evaluation, call: ast.Call) -> Value:
    """How many are there, or hold."""
    found = run.elements(call.args[0])
    return Fraction(sum(1 for value in found if value is not None and value is not False))
