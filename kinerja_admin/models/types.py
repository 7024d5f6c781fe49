"""Column types that keep what they are given: exact decimals, UTC moments, closed words, JSON without floats."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, DateTime, Integer, String, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from kinerja_admin.errors import WrongUse

LARGEST_BIGINT = 2**63 - 1

Key = BigInteger().with_variant(Integer, "sqlite")
"""Surrogate keys: SQLite counts up only in columns that are plainly INTEGER."""

Rupiah = BigInteger
"""Whole rupiah; nothing smaller is ever paid."""


class Exact(TypeDecorator[Decimal]):
    """A decimal with a declared number of decimals, stored as a scaled whole number.

    A value with more decimals is refused and never rounded: rounding is policy. Sums come back right;
    products and quotients do not belong into SQL.
    """

    impl = BigInteger
    cache_ok = True

    def __init__(self, decimals: int) -> None:
        """Declare how many decimals the column keeps."""
        super().__init__()
        self.decimals = decimals

    def process_bind_param(self, value: Decimal | int | None, dialect: Dialect) -> int | None:
        """Scale a value up to the stored whole number."""
        return None if value is None else self.scaled(value)

    def scaled(self, value: Decimal | int) -> int:
        """The stored whole number of a value.

        Raises:
            WrongUse: NOT_EXACT for binary floats, infinities, too many decimals or too many digits.
        """
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise WrongUse("NOT_EXACT", value=str(value), decimals=str(self.decimals))
        number = Decimal(value)
        if not number.is_finite():
            raise WrongUse("NOT_EXACT", value=str(value), decimals=str(self.decimals))
        sign, digits, exponent = number.as_tuple()
        shift = int(exponent) + self.decimals
        if shift > len(str(LARGEST_BIGINT)):  # 1E+999999 would otherwise be written out in full
            raise WrongUse("NOT_EXACT", value=str(value), decimals=str(self.decimals))
        mantissa: int = int("".join(map(str, digits)))
        whole: int = mantissa * 10**shift if shift >= 0 else mantissa // 10**-shift
        rest = shift < 0 and mantissa % 10**-shift
        if rest or whole > LARGEST_BIGINT:
            raise WrongUse("NOT_EXACT", value=str(value), decimals=str(self.decimals))
        return -whole if sign else whole

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        """Scale a stored whole number down again, keeping all declared decimals."""
        if value is None:
            return None
        return Decimal(int(value)).scaleb(-self.decimals)  # BIGINT has fewer digits than arithmetic keeps

    @property
    def python_type(self) -> type[Decimal]:
        """What a row holds."""
        return Decimal


class Moment(TypeDecorator[datetime]):
    """A point in time, always UTC and always aware."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware time into UTC; SQLite keeps no zone, so it gets none."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise WrongUse("NAIVE_TIME", value=value.isoformat())
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Say that it is UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Word(TypeDecorator[str]):
    """One word of a list that the law closes; the base class adds the CHECK."""

    impl = String
    cache_ok = True

    def __init__(self, words: Mapping[str, str]) -> None:
        """Take the words with their Indonesian labels, in order."""
        super().__init__()
        self.words = tuple(words)


class JsonText(str):
    """Text that is the one spelling of a JSON value already; it is kept as it is."""

    __slots__ = ()


class Json(TypeDecorator[Any]):
    """JSON kept as text with sorted keys: equal content is equal text; amounts are strings, floats are refused."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Write the one spelling of the value."""
        return None if value is None else value if isinstance(value, JsonText) else canonical_json(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """Read it back."""
        return None if value is None else json.loads(value)


def canonical_json(value: Any) -> str:
    """Text of a JSON value with sorted keys and no floats."""
    _refuse_floats(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _refuse_floats(value: Any) -> None:
    if isinstance(value, float):
        raise WrongUse("NOT_EXACT", value=repr(value), decimals="")
    if isinstance(value, Mapping):
        for item in value.values():
            _refuse_floats(item)
    elif isinstance(value, list | tuple):
        for item in value:
            _refuse_floats(item)


def utc_now() -> datetime:
    """The present moment, for columns that note when a row was written."""
    return datetime.now(UTC)
