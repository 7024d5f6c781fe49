"""Rounding of columns against fractions, with numerators and divisors at the edge of what float64 holds."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

import numpy as np
import pytest

from kinerja_admin.engine.columns.amounts import DIVISION_MOST, Amount, Form, Number
from kinerja_admin.engine.columns.arithmetic import Arithmetic
from kinerja_admin.engine.columns.program import Draft
from kinerja_admin.engine.columns.rounding import Way, round_fraction, rounded


def _tops(chance: Random, divisor: int, most: int, *, positive: bool) -> list[int]:
    """Ties, their neighbours, whole multiples and theirs, and anything."""
    found = []
    for _ in range(100):
        quotient = chance.randrange(max(most // divisor, 1))
        base = quotient * divisor + chance.choice((0, divisor // 2, (divisor + 1) // 2, chance.randrange(divisor)))
        found.append(max(0, min(base + chance.choice((-1, 0, 1)), most)))
    return found if positive else [top * chance.choice((-1, 1)) for top in found]


def _run(tops: list[int], belows: list[int] | None, unit: Fraction, to: Fraction, way: Way, *, wide: bool) -> Any:
    draft = Draft()
    math = Arithmetic(draft, wide=wide)
    top = Amount(draft.place(), min(tops), max(tops), unit=unit)
    below = None if belows is None else Amount(draft.place(), min(belows), max(belows))
    found = rounded(math, Number(top, below), to, way)
    assert found.amount.place is not None
    program = draft.finish([found.amount.place] + ([found.doubt] if found.doubt is not None else []))
    frame = list(program.template)
    frame[0] = np.array(tops, dtype=np.float64)
    if belows is not None:
        frame[1] = np.array(belows, dtype=np.float64)
    program.run(frame)
    doubt = np.zeros(len(tops), dtype=np.bool_) if found.doubt is None else frame[found.doubt]
    return found.amount, frame[found.amount.place], doubt


def _check(tops: list[int], belows: list[int] | None, unit: Fraction, to: Fraction, way: Way, *, wide: bool) -> Any:
    amount, values, doubt = _run(tops, belows, unit, to, way, wide=wide)
    for place, top in enumerate(tops):
        value = Fraction(top) * unit / (belows[place] if belows else 1)
        if not doubt[place]:
            assert int(values[place]) * amount.unit == round_fraction(value, to, way), (top, belows and belows[place])
            assert amount.low <= int(values[place]) <= amount.high
    return amount.form


@pytest.mark.parametrize("way", Way)
@pytest.mark.parametrize("wide", [False, True])
@pytest.mark.parametrize("divisor", [2, 3, 7, 100, 1000, 12345, 10**6, 2**20 + 1, 10**9])
def test_by_a_constant(way: Way, divisor: int, wide: bool):
    chance = Random(divisor)
    for positive in (True, False):
        tops = _tops(chance, divisor, DIVISION_MOST - 2 * divisor, positive=positive)
        _check(tops, None, Fraction(1, divisor), Fraction(1), way, wide=wide)


@pytest.mark.parametrize("way", Way)
@pytest.mark.parametrize("wide", [False, True])
@pytest.mark.parametrize("most", [3, 1000, 2**24, 2**40])
def test_by_a_column(way: Way, most: int, wide: bool):
    chance = Random(most)
    for positive in (True, False):
        belows = [chance.randint(1, most) for _ in range(100)]
        tops = [
            top
            for below in belows
            for top in _tops(chance, below, DIVISION_MOST - 2 * most, positive=positive)[:1]
        ]  # fmt: skip
        _check(tops, belows, Fraction(1), Fraction(1), way, wide=wide)


@pytest.mark.parametrize("way", Way)
@pytest.mark.parametrize("wide", [False, True])
@pytest.mark.parametrize(
    ("most", "to"), [(1000, Fraction(1, 10**12)), (10**6, Fraction(1, 10**9)), (400, Fraction(1, 3**20))]
)
def test_by_long_division(way: Way, most: int, to: Fraction, wide: bool):
    chance = Random(most)
    belows = [chance.randint(1, most) for _ in range(100)]
    for sign in (1, -1):
        tops = [sign * chance.randint(0, 4 * most) for _ in belows]
        _check(tops, belows, Fraction(1), to, way, wide=wide)


@pytest.mark.parametrize("way", Way)
@pytest.mark.parametrize("divisor", [12, 1200, 3**9])
def test_exactly_in_several_steps_of_int64(way: Way, divisor: int):
    chance = Random(divisor)
    for sign in (1, -1):
        tops = [sign * chance.randint(0, 10**8) for _ in range(100)]
        assert _check(tops, None, Fraction(7, divisor), Fraction(1, 10**10), way, wide=True) in {Form.INT, Form.FLOAT}


@pytest.mark.parametrize("way", Way)
def test_an_approximation_marks_what_it_cannot_decide(way: Way):
    chance = Random(5)
    tops = [chance.randint(0, 2**52) for _ in range(2000)] + [
        5 * 10**11 + 10**12 * chance.randint(0, 4000) for _ in range(200)
    ]
    amount, _, doubt = _run(tops, None, Fraction(3, 10**12), Fraction(1), way, wide=False)
    assert doubt.sum() < 500
    _check(tops, None, Fraction(3, 10**12), Fraction(1), way, wide=False)
    assert amount.form is Form.FLOAT
