"""Bands of a table: made of the bounds that are written, and held against each other for gaps and overlaps."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from kinerja_admin.engine.numbers import decimals_of, plain
from kinerja_admin.engine.policy import Band, Input, Kind, Plain, TableForm
from kinerja_admin.engine.reader.fields import Fields


def bands_of(
    found: dict[tuple[Plain | None, Plain | None], Plain], form: TableForm
) -> dict[Plain | None, tuple[Band, ...]]:
    """The bands of every column (None: the only one), low to high, from the bounds that are written."""
    columns: dict[Plain | None, list[tuple[Fraction | None, Plain]]] = {}
    for (bound, column), value in found.items():
        assert bound is None or isinstance(bound, Fraction)
        columns.setdefault(column, []).append((bound, value))
    made: dict[Plain | None, tuple[Band, ...]] = {}
    for column, rows in columns.items():
        rows.sort(key=lambda row: (row[0] is None, row[0] or Fraction(0)))
        bounds = [bound for bound, _ in rows]
        if form is TableForm.FROM:
            edges = zip(bounds, [*bounds[1:], None], rows, strict=True)
        else:
            edges = zip([None, *bounds[:-1]], bounds, rows, strict=True)
        made[column] = tuple(Band(low, high, value) for low, high, (_, value) in edges)
    return made


def check_gaps(fields: Fields, bands: list[Band], named: Input | None) -> None:
    """Gaps and overlaps, naming the first value that nobody or two rows hold; ``named`` is the input looked up."""
    if named and named.shape.kind is Kind.INTEGER:
        step = Fraction(1)
    elif named and named.decimals is not None:
        step = Fraction(1, 10**named.decimals)
    else:
        bounds = [bound for band in bands for bound in (band.low, band.high) if bound is not None]
        step = Fraction(1, 10 ** max((decimals_of(bound) for bound in bounds), default=0))
    ordered = sorted(bands, key=lambda band: (band.low is not None, band.low or Fraction(0)))
    for one, other in pairwise(ordered):
        if one.high is None or other.low is None or other.low <= one.high:
            value = other.low if other.low is not None else one.high
            fields.problem("BANDS_OVERLAP", "between", value=plain(value) if value is not None else "")
        elif other.low > one.high + step:
            fields.problem("BANDS_GAP", "between", value=plain(one.high + step))
