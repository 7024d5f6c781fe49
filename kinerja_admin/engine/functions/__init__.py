"""The functions that a formula may call: what each takes, what it gives, and how it is worked out.

Adding a function is adding one entry to ``FUNCTIONS``. ``shape`` says before any evaluation what a call yields and
reports what is wrong with it; ``value`` works it out for one person (inside a series: for one element).
"""

from __future__ import annotations

from kinerja_admin.engine.calls import Function
from kinerja_admin.engine.functions.choosing import (
    coalesce_shape,
    coalesce_value,
    if_shape,
    if_value,
    present_shape,
    present_value,
)
from kinerja_admin.engine.functions.dates import between_shape, between_value, bound_shape, month_shape, month_value
from kinerja_admin.engine.functions.gathering import (
    average_value,
    collected,
    count_shape,
    count_value,
    extreme,
    is_number,
    is_ordered,
    sum_value,
)
from kinerja_admin.engine.functions.look_ups import (
    band_shape,
    band_value,
    lookup_shape,
    lookup_value,
    score_shape,
    score_value,
)
from kinerja_admin.engine.functions.rounding import (
    multiple_shape,
    multiple_value,
    percent_shape,
    percent_value,
    ratio_shape,
    ratio_value,
    round_shape,
    round_value,
)
from kinerja_admin.engine.functions.rounding import (
    rounding_of as rounding_of,
)

_ALL = (
    Function("IF", "IF(condition, a, b)", 3, 3, "a where the condition holds, otherwise b; only the chosen one counts",
             ("IF(3 > 2, 10, 1 / 0)", "10"), if_shape, if_value),
    Function("MIN", "MIN(series) / MIN(a, b, …)", 1, 99, "the smallest; of several arguments element by element",
             ("MIN(3, 2, 7)", "2"), collected(is_ordered), extreme("MIN", highest=False)),
    Function("MAX", "MAX(series) / MAX(a, b, …)", 1, 99, "the largest; of several arguments element by element",
             ("MAX(3, 2, 7)", "7"), collected(is_ordered), extreme("MAX", highest=True)),
    Function("SUM", "SUM(series) / SUM(a, b, …)", 1, 99, "the sum; of nothing 0",
             ("SUM(3, 2, 7)", "12"), collected(is_number), sum_value),
    Function("AVERAGE", "AVERAGE(series) / AVERAGE(a, b, …)", 1, 99, "the mean of those that are present",
             ("AVERAGE(3, 2, 7)", "4"), collected(is_number), average_value),
    Function("COUNT", "COUNT(series)", 1, 1, "how many elements are present; of conditions, how many are true",
             ("", ""), count_shape, count_value),
    Function("ROUND", "ROUND(x, n)", 2, 2, "to n decimals, half away from zero; n is a literal from −12 to 12",
             ("ROUND(2.345, 2)", "2.35"), round_shape, round_value),
    Function("CEILING", "CEILING(x, step)", 2, 2, "up to the next multiple of step",
             ("CEILING(5001, 100)", "5100"), multiple_shape, multiple_value(up=True)),
    Function("FLOOR", "FLOOR(x, step)", 2, 2, "down to the next multiple of step",
             ("FLOOR(5099, 100)", "5000"), multiple_shape, multiple_value(up=False)),
    Function("PERCENT", "PERCENT(x)", 1, 1, "x / 100: the one way from persen or skor to rasio",
             ("PERCENT(40)", "0.4"), percent_shape, percent_value),
    Function("RATIO", "RATIO(a, b) / RATIO(a, b, when_zero)", 2, 3, "a / b; the third argument answers b = 0",
             ("RATIO(7, 0, 1)", "1"), ratio_shape, ratio_value),
    Function("LOOKUP", "LOOKUP(table, key) / LOOKUP(table, row, column)", 2, 3, "the entry of an exact table",
             ("", ""), lookup_shape, lookup_value),
    Function("BAND", "BAND(table, x) / BAND(table, x, key)", 2, 3,
             "the value of the band that x lies in; marginal: the amount",
             ("", ""), band_shape, band_value),
    Function("PRESENT", "PRESENT(x)", 1, 1, "whether the fact is recorded",
             ("", ""), present_shape, present_value),
    Function("COALESCE", "COALESCE(x, y)", 2, 2, "x where it is present, otherwise y",
             ("", ""), coalesce_shape, coalesce_value),
    Function("WEIGHTED_SCORE", "WEIGHTED_SCORE() / WEIGHTED_SCORE(a, b)", 0, 99,
             "Σ score × weight ÷ Σ weight over all, or the named, indicators that apply",
             ("", ""), score_shape, score_value),
    Function("YEARS_BETWEEN", "YEARS_BETWEEN(a, b)", 2, 2, "complete years from a to b",
             ("", ""), between_shape, between_value(12)),
    Function("MONTHS_BETWEEN", "MONTHS_BETWEEN(a, b)", 2, 2, "complete months from a to b",
             ("", ""), between_shape, between_value(1)),
    Function("MONTH", "MONTH(d)", 1, 1, "the month of a date, 1 to 12",
             ("MONTH(PERIOD_START())", "1"), month_shape, month_value),
    Function("PERIOD_START", "PERIOD_START()", 0, 0, "the first day of the period",
             ("PERIOD_START()", "2026-01-01"), bound_shape, lambda run, _call: run.bounds()[0]),
    Function("PERIOD_END", "PERIOD_END()", 0, 0, "the last day of the period",
             ("PERIOD_END() - PERIOD_START() + 1", "31"), bound_shape, lambda run, _call: run.bounds()[1]),
)  # fmt: skip

FUNCTIONS = {function.name: function for function in _ALL}
"""Every function by its name."""

OPERATORS = frozenset({"AND", "OR", "NOT"})
"""Functions that are the same tree as ``and or not``."""

CALLABLE = frozenset(FUNCTIONS) | OPERATORS
"""Every name that may be called."""
