"""An identifier that cannot be one leads to 'not found', not to a failure of the server."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from sqladmin.helpers import object_identifier_values
from sqlalchemy import BigInteger, Integer, Select, SmallInteger, false, inspect, select
from starlette.exceptions import HTTPException

_BITS = {SmallInteger: 16, BigInteger: 64, Integer: 32}


def by_identifier(model: type[Any], identifier: Any) -> Select[Any]:
    """The row with the primary key as it stands in an address; nothing at all when it cannot be one."""
    keys = keys_of(model)
    try:
        values = object_identifier_values(str(identifier), model)
    except (ValueError, TypeError, ArithmeticError):
        return select(model).where(false())
    # One spelling for each key: "03" and "٣" are no addresses of row 3.
    if ";".join(map(str, values)) != str(identifier) or not all(
        _fits(key, value) for key, value in zip(keys, values, strict=True)
    ):
        return select(model).where(false())
    return select(model).where(*(key == value for key, value in zip(keys, values, strict=True)))


def keys_of(model: type[Any]) -> tuple[Any, ...]:
    """The attributes of the primary key: through the model, so that the session narrows what they reach."""
    mapper = inspect(model)
    return tuple(getattr(model, mapper.get_property_by_column(column).key) for column in mapper.primary_key)


def _fits(column: Any, value: Any) -> bool:
    """Whether the database could hold the value: a longer integer or a zero byte would be its error, not ours."""
    if isinstance(value, str):
        return "\0" not in value
    if isinstance(value, int):
        # SQLite's keys hold 64 bits whatever the column says; there the smaller limit costs nothing.
        bits = next((bits for kind, bits in _BITS.items() if isinstance(column.type, kind)), 64)
        return bool(-(2 ** (bits - 1)) <= value < 2 ** (bits - 1))
    return True


class ReadableIdentifiers:
    """Mixin of the view: every statement by primary key goes through :func:`by_identifier`."""

    model: type[Any]

    def _stmt_by_identifier(self, identifier: str) -> Select[Any]:
        return by_identifier(self.model, identifier)


def page_number(text: str | None, default: int) -> int:
    """A page number or size from the address; anything else is a wrong address (400)."""
    if not text:
        return default
    if not text.isascii() or not text.isdecimal() or not 1 <= int(text[:10]) <= 10_000_000:
        raise HTTPException(HTTPStatus.BAD_REQUEST)
    return int(text)
