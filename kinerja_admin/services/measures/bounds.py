"""What an indicator declares of its measures holds for every row, whether a form, a grid or a file brings it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import orm

from kinerja_admin.db.rows import has_changed
from kinerja_admin.db.rules import add_rule
from kinerja_admin.db.session import beside
from kinerja_admin.engine.numbers import to_decimal
from kinerja_admin.engine.periods import parse_period
from kinerja_admin.engine.policy import Indicator
from kinerja_admin.errors import Location, NotFound, Problem
from kinerja_admin.models.ukuran import Ukuran
from kinerja_admin.services.measures.asked import find_asked

_known: WeakKeyDictionary[orm.SessionTransaction, dict[tuple[str | None, ...], Indicator | None]] = WeakKeyDictionary()
"""What was found within a transaction: the next one may have another version in force."""


def problems_of(indicator: Indicator, values: Mapping[str, Any]) -> dict[str, Problem]:
    """What is wrong with measures, by field: outside the range of the policy, or finer than it says."""
    found = {}
    low, high, decimals = indicator.low, indicator.high, indicator.decimals
    for name in indicator.measures:
        value: Decimal | None = values.get(name)
        if value is None:
            continue
        if (low is not None and Fraction(value) < low) or (high is not None and Fraction(value) > high):
            bounds = {"low": _written(low), "high": _written(high)}
            found[name] = Problem("MEASURE_RANGE", parameters={"value": _written(Fraction(value)), **bounds})
        elif decimals is not None and -int(value.normalize().as_tuple().exponent) > decimals:
            found[name] = Problem("CELL_DECIMALS", parameters={"value": str(value), "n": str(decimals)})
    return found


def _written(value: Fraction | None) -> str:
    return "…" if value is None else format(to_decimal(value, None).normalize(), "f")


def _problems_of_row(session: orm.Session, row: Ukuran) -> Iterator[Problem]:
    """The same for a row that is about to be stored; nothing is declared of what no policy in force asks for."""
    indicator = _declared(session, row)
    if indicator is None:
        return
    values = {name: getattr(row, name) for name in indicator.measures}
    if has_changed(row, "policy", "indicator", "periode", *indicator.measures):
        for name, problem in problems_of(indicator, values).items():
            yield replace(problem, location=Location(path=name))


def _declared(session: orm.Session, row: Ukuran) -> Indicator | None:
    key = (row.region_id, row.policy, row.periode, row.indicator)
    transaction = session.get_transaction()
    assert transaction is not None  # a row is being stored
    known = _known.setdefault(transaction, {})
    if key not in known:
        known[key] = None
        period = parse_period(row.periode) if row.periode else None
        if period is not None and row.region_id and row.policy:
            with beside(session) as reading, suppress(NotFound):
                known[key] = find_asked(reading, row.region_id, row.policy, period, row.indicator).indicator
    return known[key]


add_rule(Ukuran, _problems_of_row)
