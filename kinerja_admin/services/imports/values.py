"""One cell as a value of its column: days, times, words and numbers as offices write them, in either language."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from kinerja_admin.db.rows import Kind
from kinerja_admin.errors import WrongUse
from kinerja_admin.locale import LANGUAGES, parse_date, parse_number, words
from kinerja_admin.models.types import Exact
from kinerja_admin.services.imports.fields import Field
from kinerja_admin.services.imports.references import Finder
from kinerja_admin.services.imports.sheets import Cell

_TRUE = frozenset({"ya", "yes", "y", "true", "benar", "1", "x", "✓"})
_FALSE = frozenset({"tidak", "no", "n", "t", "false", "salah", "0", "-"})
_CLOCK = re.compile(r"([01]?\d|2[0-3])[.:]([0-5]\d)(?:[.:]([0-5]\d))?", re.ASCII)
_MOST_DIGITS = 15
"""Digits that a spreadsheet's number keeps: a longer one was rounded before anybody saw it."""
_GUARDED = "=+-@\t\r|%"
_ZONE = ZoneInfo("Asia/Jakarta")


def value_of(field: Field, cell: Cell, finder: Finder) -> Any:
    """What a cell says.

    Raises:
        WrongUse: CELL_…, or NUMBER_…, about this one cell.
    """
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return None
    if field.kind in {Kind.TEXT, Kind.LONG, Kind.REFERENCE} and isinstance(cell, int | Decimal):
        _demand_unrounded(cell)
    return _READERS[field.kind](field, cell, finder)


def _demand_unrounded(cell: int | Decimal) -> None:
    if len(str(abs(cell))) > _MOST_DIGITS:
        raise WrongUse("CELL_ROUNDED", value=str(cell))


def _text(field: Field, cell: Cell, _finder: Finder) -> str:
    text = _written(cell)
    length = getattr(field.column.type, "length", None)
    if length and len(text) > length:
        raise WrongUse("CELL_TOO_LONG", n=str(length))
    if "\0" in text:
        raise WrongUse("CELL_UNREADABLE", value=text.replace("\0", "·"))
    return text


def _written(cell: Cell) -> str:
    """The text of a cell; the apostrophe by which exports keep a text from being a formula is not part of it."""
    text = str(cell).strip()
    return text[1:] if len(text) > 1 and text[0] == "'" and text[1] in _GUARDED else text


def _word(field: Field, cell: Cell, _finder: Finder) -> str:
    wanted = _written(cell).casefold()
    for word, label in field.words.items():
        if wanted in {word.casefold(), label.casefold(), *(words(one).field(label).casefold() for one in LANGUAGES)}:
            return word
    choices = ", ".join(field.words.values())
    raise WrongUse("CELL_NO_WORD", value=str(cell), choices=choices)


def _flag(_field: Field, cell: Cell, _finder: Finder) -> bool:
    if isinstance(cell, bool):
        return cell
    wanted = str(cell).strip().casefold()
    if wanted in _TRUE:
        return True
    if wanted in _FALSE:
        return False
    raise WrongUse("CELL_NO_FLAG", value=str(cell))


def _date(_field: Field, cell: Cell, _finder: Finder) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    return cell if isinstance(cell, date) else parse_date(str(cell))


def _time(_field: Field, cell: Cell, _finder: Finder) -> time:
    if isinstance(cell, datetime):
        return cell.time()
    if isinstance(cell, time):
        return cell
    found = _CLOCK.fullmatch(str(cell).strip())
    if found is None:
        raise WrongUse("CELL_NO_TIME", value=str(cell))
    return time(int(found[1]), int(found[2]), int(found[3] or 0))


def _moment(field: Field, cell: Cell, finder: Finder) -> datetime:
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=_ZONE)
    if isinstance(cell, date):
        return datetime.combine(cell, time(), tzinfo=_ZONE)
    day, _, clock = str(cell).strip().rpartition(" ")
    if not day or not _CLOCK.fullmatch(clock):
        return datetime.combine(parse_date(str(cell)), time(), tzinfo=_ZONE)
    return datetime.combine(parse_date(day), _time(field, clock, finder), tzinfo=_ZONE)


def _whole(field: Field, cell: Cell, _finder: Finder) -> int:
    number = _number(cell, whole=True)
    if abs(number) >= 2**63:
        raise WrongUse("NUMBER_UNREADABLE", text=str(cell))
    if field.key == "tahun" and isinstance(cell, str) and not cell.strip().isdecimal():
        raise WrongUse("NUMBER_UNREADABLE", text=cell)
    return int(number)


def _exact(field: Field, cell: Cell, _finder: Finder) -> Decimal:
    number = _number(cell, whole=False)
    kind = field.column.type
    assert isinstance(kind, Exact)
    if -int(number.normalize().as_tuple().exponent) > kind.decimals:
        raise WrongUse("CELL_DECIMALS", value=str(cell), n=str(kind.decimals))
    return number


def _number(cell: Cell, *, whole: bool) -> Decimal:
    if isinstance(cell, bool | date | time):
        raise WrongUse("NUMBER_UNREADABLE", text=str(cell))
    if isinstance(cell, int | Decimal):
        number = Decimal(cell)
        if whole and number != number.to_integral_value():
            raise WrongUse("NUMBER_NOT_WHOLE", text=str(cell))
        return number
    return parse_number(str(cell).removesuffix("%").strip(), whole=whole)


def _reference(field: Field, cell: Cell, finder: Finder) -> int:
    assert field.target is not None
    return finder.find(field.target, _written(cell))


_READERS: Mapping[Kind, Callable[[Field, Cell, Finder], Any]] = {
    Kind.TEXT: _text,
    Kind.LONG: _text,
    Kind.WORD: _word,
    Kind.FLAG: _flag,
    Kind.DATE: _date,
    Kind.TIME: _time,
    Kind.MOMENT: _moment,
    Kind.WHOLE: _whole,
    Kind.RUPIAH: _whole,
    Kind.EXACT: _exact,
    Kind.REFERENCE: _reference,
}
