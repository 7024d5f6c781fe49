"""The column form of every function that a formula may call; the scalar forms stand in ``engine/functions.py``."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import cast

import numpy as np

from kinerja_admin.engine.columns import calendar, faults, kernels, tables
from kinerja_admin.engine.columns.amounts import Number, constant
from kinerja_admin.engine.columns.reducing import Reducer
from kinerja_admin.engine.columns.rounding import Way, rounded
from kinerja_admin.engine.columns.values import Sort, Value
from kinerja_admin.engine.columns.writer import Writer
from kinerja_admin.engine.functions import rounding_of
from kinerja_admin.engine.policy import Table

Column = Callable[[Writer, ast.Call], Value]


def _if(writer: Writer, call: ast.Call) -> Value:
    condition, one, other = (writer.value(node) for node in call.args)
    return writer.chosen(condition, one, other)


def _present(writer: Writer, call: ast.Call) -> Value:
    name = cast(ast.Name, call.args[0]).id
    scene = writer.scene
    step = scene.step(name)
    if step is not None:
        held = replace(writer.name(name), number=None)
        return _not(writer, replace(held, absent=None), held.absent)
    known = scene.input(name)
    base = Value(Sort.TRUTH, each=known.value.each, fault=known.strange)
    recorded = _not(writer, base, known.unrecorded)
    indicator = scene.prepared.policy.inputs[name].indicator
    applies = writer.applies(indicator) if indicator else None
    return recorded if applies is None else writer.both(applies, recorded)


def _not(writer: Writer, base: Value, gone: int | None) -> Value:
    """A condition that holds where nothing is gone."""
    if gone is None:
        return replace(base, sort=Sort.TRUTH, known=True, place=None, words=frozenset())
    place = writer.emit(np.logical_not, gone)
    return replace(base, sort=Sort.TRUTH, known=None, place=place, words=frozenset())


def _coalesce(writer: Writer, call: ast.Call) -> Value:
    found, otherwise = writer.maybe(call.args[0]), writer.value(call.args[1])
    if found.absent is None:
        return writer.aligned([found, otherwise])[0]
    is_gone = Value(Sort.TRUTH, place=found.absent, each=found.each, fault=found.fault, doubt=found.doubt)
    return writer.chosen(is_gone, otherwise, replace(found, absent=None, fault=None, doubt=None))


# --- many values into one -------------------------------------------------------------------------------------------


def _extreme(*, highest: bool) -> Column:
    def column(writer: Writer, call: ast.Call) -> Value:
        if len(call.args) == 1:
            return Reducer(writer, call.args[0]).extreme(call, highest=highest)
        values = writer.aligned([writer.value(node) for node in call.args])
        result = _ranked(writer, call, values[0])
        for value in values[1:]:
            number = writer.math.extreme(result.amount, _ranked(writer, call, value).amount, highest=highest)
            result = replace(result, number=number)
        return _unranked(writer, call, writer.joined(result, values), values)

    return column


def _ranked(writer: Writer, call: ast.Call, value: Value) -> Value:
    """A word as its place in the vocabulary."""
    if value.sort is not Sort.WORD:
        return value
    number = writer.rank(writer.shape(call).vocabulary, value)
    return replace(value, sort=Sort.NUMBER, number=number, place=None, known=None)


def _unranked(writer: Writer, call: ast.Call, value: Value, parts: list[Value]) -> Value:
    """The word at a place of the vocabulary, if words are what was compared."""
    if parts[0].sort is not Sort.WORD:
        return value
    return word_at(writer, call, value, frozenset().union(*(part.words for part in parts)))


def word_at(writer: Writer, call: ast.Call, value: Value, words: frozenset[int]) -> Value:
    """The word at a place of the vocabulary of a call."""
    vocabulary = writer.shape(call).vocabulary
    assert vocabulary is not None
    numbers = [writer.scene.population.words.number(word) for word in vocabulary.words]
    place = writer.math.in_units(value.amount.top)
    index = writer.emit(kernels.to_index, place)
    found = writer.emit(kernels.look, writer.scene.draft.constant(np.array(numbers, dtype=np.intp)), index)
    return replace(value, sort=Sort.WORD, number=None, place=found, words=words)


def _sum(writer: Writer, call: ast.Call) -> Value:
    if len(call.args) == 1:
        return Reducer(writer, call.args[0]).sum()
    return _total(writer, writer.aligned([writer.value(node) for node in call.args]))


def _total(writer: Writer, values: list[Value]) -> Value:
    result = values[0].amount
    for value in values[1:]:
        result = writer.math.plus(result, value.amount)
    return writer.joined(replace(values[0], number=result), values)


def _average(writer: Writer, call: ast.Call) -> Value:
    if len(call.args) == 1:
        return Reducer(writer, call.args[0]).average()
    values = writer.aligned([writer.maybe(node) for node in call.args])
    total = _total(writer, [replace(value, absent=None, number=_or_zero(writer, value)) for value in values])
    count = constant(Fraction(0))
    for value in values:
        present = constant(Fraction(1)) if value.absent is None else writer.math.select(
            value.absent, constant(Fraction(0)), constant(Fraction(1))
        )  # fmt: skip
        count = writer.math.plus(count, present)
    return mean(writer, total, replace(total, number=count, fault=None, doubt=None))


def _or_zero(writer: Writer, value: Value) -> Number:
    if value.absent is None:
        return value.amount
    return writer.math.select(value.absent, constant(Fraction(0)), value.amount)


def mean(writer: Writer, total: Value, count: Value) -> Value:
    """A sum over a count; MISSING_INPUT where nothing was counted."""
    gone = replace(total, number=constant(Fraction(0)), fault=writer.scene.fault(faults.MISSING_INPUT), doubt=None)
    return writer.divided(total, count, gone)


def _count(writer: Writer, call: ast.Call) -> Value:
    return Reducer(writer, call.args[0]).count()


# --- rounding and ratios ----------------------------------------------------------------------------------------------


def _round(writer: Writer, call: ast.Call) -> Value:
    rounding = rounding_of(call)
    assert rounding is not None
    return _rounded(writer, writer.value(call.args[0]), rounding.to, Way.HALF_UP)


def _rounded(writer: Writer, value: Value, to: Fraction, way: Way) -> Value:
    found = rounded(writer.math, value.amount, to, way)
    doubt = writer.scene.any_of([value.doubt, found.doubt])
    return replace(value, number=Number(found.amount), doubt=doubt)


def _multiple(way: Way) -> Column:
    def column(writer: Writer, call: ast.Call) -> Value:
        value, step = writer.aligned([writer.value(node) for node in call.args])
        zero = constant(Fraction(0))
        wrong = writer.math.compare(step.amount, zero, ast.LtE)
        if wrong.known is False and step.is_constant:
            return writer.joined(_rounded(writer, value, step.amount.top.value, way), [value, step])
        if wrong.known:
            return writer.joined(replace(value, number=zero), [value, step], writer.scene.fault(faults.OUT_OF_RANGE))
        width, fault = step.amount, None
        if wrong.known is None:
            place = writer.truth(writer.decided(wrong, [replace(step, doubt=None)]))
            width = writer.math.select(place, constant(Fraction(1)), writer.math.extreme(width, zero, highest=True))
            fault = writer.scene.fault_where(place, faults.OUT_OF_RANGE)
        divisor, _ = writer.math.divisor(width)
        times = rounded(writer.math, writer.math.over(value.amount, divisor), Fraction(1), way)
        result = replace(value, number=writer.math.times(Number(times.amount), width))
        doubts = [value.doubt, step.doubt, wrong.doubt, times.doubt]
        return replace(writer.joined(result, [value, step], fault), doubt=writer.scene.any_of(doubts))

    return column


def _percent(writer: Writer, call: ast.Call) -> Value:
    value = writer.value(call.args[0])
    return replace(value, number=writer.math.times(value.amount, constant(Fraction(1, 100))))


def _ratio(writer: Writer, call: ast.Call) -> Value:
    values = writer.aligned([writer.value(node) for node in call.args])
    return writer.divided(*values)


# --- tables and scores ------------------------------------------------------------------------------------------------


def _table(writer: Writer, call: ast.Call) -> Table:
    return writer.scene.prepared.policy.tables[cast(ast.Name, call.args[0]).id]


def _lookup(writer: Writer, call: ast.Call) -> Value:
    return tables.lookup(writer, _table(writer, call), writer.aligned([writer.value(node) for node in call.args[1:]]))


def _band(writer: Writer, call: ast.Call) -> Value:
    return tables.banded(writer, _table(writer, call), writer.aligned([writer.value(node) for node in call.args[1:]]))


def _weighted_score(writer: Writer, call: ast.Call) -> Value:
    indicators = writer.scene.prepared.policy.indicators
    names = [cast(ast.Name, node).id for node in call.args] or sorted(indicators)
    scores = [writer.name(indicators[name].score) for name in names]
    total, weights = constant(Fraction(0)), constant(Fraction(0))
    for name, score in zip(names, scores, strict=True):
        weight = constant(indicators[name].weight)
        total = writer.math.plus(total, writer.math.times(_or_zero(writer, score), weight))
        one = weight if score.absent is None else writer.math.select(score.absent, constant(Fraction(0)), weight)
        weights = writer.math.plus(weights, one)
    sums = writer.joined(Value(Sort.NUMBER, total), scores)
    none = Value(Sort.NUMBER, constant(Fraction(0)), fault=writer.scene.fault(faults.NO_MATCH))
    return writer.divided(sums, Value(Sort.NUMBER, weights), none)


# --- dates ------------------------------------------------------------------------------------------------------------


def _between(length: int) -> Column:
    def column(writer: Writer, call: ast.Call) -> Value:
        start, end = (writer.value(node) for node in call.args)
        return calendar.between(writer, start, end, length)

    return column


def _month(writer: Writer, call: ast.Call) -> Value:
    return calendar.month_of(writer, writer.value(call.args[0]))


COLUMNS: Mapping[str, Column] = {
    "IF": _if,
    "MIN": _extreme(highest=False),
    "MAX": _extreme(highest=True),
    "SUM": _sum,
    "AVERAGE": _average,
    "COUNT": _count,
    "ROUND": _round,
    "CEILING": _multiple(Way.CEILING),
    "FLOOR": _multiple(Way.FLOOR),
    "PERCENT": _percent,
    "RATIO": _ratio,
    "LOOKUP": _lookup,
    "BAND": _band,
    "PRESENT": _present,
    "COALESCE": _coalesce,
    "WEIGHTED_SCORE": _weighted_score,
    "YEARS_BETWEEN": _between(12),
    "MONTHS_BETWEEN": _between(1),
    "MONTH": _month,
    "PERIOD_START": lambda writer, _call: writer.constant(writer.scene.prepared.period.start),
    "PERIOD_END": lambda writer, _call: writer.constant(writer.scene.prepared.period.end),
}
"""Every function by its name."""
