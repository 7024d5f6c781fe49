"""Column types keep what they are given, or say no."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import postgresql, sqlite

from kinerja_admin.errors import WrongUse
from kinerja_admin.models.types import Exact, Json, Moment, canonical_json

SQLITE = sqlite.dialect()
POSTGRES = postgresql.dialect()


@given(st.integers(-(2**63) + 1, 2**63 - 1), st.integers(0, 12))
def test_every_whole_number_of_smallest_units_comes_back(units: int, decimals: int) -> None:
    kind = Exact(decimals)
    value = kind.process_result_value(units, SQLITE)
    assert value is not None
    assert kind.process_bind_param(value, SQLITE) == units
    assert -int(value.as_tuple().exponent) == decimals


@pytest.mark.parametrize(
    ("value", "stored"),
    [
        (Decimal("1.5"), 150),
        (Decimal("1.500"), 150),
        (Decimal("1E+2"), 10000),
        (Decimal(-1), -100),
        (7, 700),
        (None, None),
    ],
)
def test_values_are_scaled(value: Any, stored: int | None) -> None:
    assert Exact(2).process_bind_param(value, POSTGRES) == stored


@pytest.mark.parametrize(
    "value",
    [
        Decimal("0.001"),
        Decimal("1E-30"),
        Decimal("1E+999999"),
        Decimal("NaN"),
        Decimal("Infinity"),
        Decimal(10) ** 17,
        0.5,
        True,
        "1",
    ],
)
def test_what_does_not_fit_is_refused_and_never_rounded(value: Any) -> None:
    with pytest.raises(WrongUse) as refused:
        Exact(2).process_bind_param(value, SQLITE)
    assert refused.value.code == "NOT_EXACT"


def test_moments_are_utc_on_both_engines() -> None:
    western = datetime(2026, 3, 1, 7, 30, tzinfo=timezone(timedelta(hours=7)))
    for dialect in (SQLITE, POSTGRES):
        stored = Moment().process_bind_param(western, dialect)
        assert Moment().process_result_value(stored, dialect) == datetime(2026, 3, 1, 0, 30, tzinfo=UTC)
    with pytest.raises(WrongUse) as refused:
        Moment().process_bind_param(datetime(2026, 3, 1, 7, 30), SQLITE)  # noqa: DTZ001 - the point of the test
    assert refused.value.code == "NAIVE_TIME"


def test_equal_json_is_equal_text_and_floats_are_refused() -> None:
    assert canonical_json({"b": "1", "a": [1, None, "é"]}) == '{"a":[1,null,"é"],"b":"1"}'
    kind = Json()
    assert kind.process_result_value(kind.process_bind_param({"x": ["1.10"]}, SQLITE), SQLITE) == {"x": ["1.10"]}
    for value in (0.1, {"a": [{"b": 1.0}]}, (1.5,)):
        with pytest.raises(WrongUse):
            kind.process_bind_param(value, SQLITE)
