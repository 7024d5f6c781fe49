"""Numbers and dates as people write and read them, exact to the last digit: binary floating point is never touched."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from functools import cache

from babel.dates import format_date, format_time, get_month_names
from babel.numbers import get_decimal_symbol, get_group_symbol, get_minus_sign_symbol

from kinerja_admin.errors import WrongUse

LOCALES = {"id": "id_ID", "en": "en_GB"}
ENDLESS_DECIMALS = 12
_PRECISION = 100
_MOST_DIGITS = 30
_PERIOD = re.compile(r"(?P<year>\d{4})(-(?P<part>0[1-9]|1[0-2]|Q[1-4]|S[12]))?", re.ASCII)
_ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV"}

_MONEY = re.compile(r"^(?P<sign>[-+]?)(?:rp\.?|idr)(?P<rest>[-+]?\d.*?)(?:,-+)?$", re.IGNORECASE | re.ASCII)
_SHAPE = re.compile(r"^[-+]?\d+([.,]\d+)*$", re.ASCII)
_ISO_DAY = re.compile(r"(?P<year>\d{4})[-/](?P<month>\d{1,2})[-/](?P<day>\d{1,2})(?: 00:00(?::00)?)?", re.ASCII)
_DAY = re.compile(r"(?P<day>\d{1,2})[-/. ](?P<month>\d{1,2}|[A-Za-z]{3,})\.?[-/. ](?P<year>\d{4})", re.ASCII)
_SPACED_GROUPS = re.compile(r"^([-+]?\d{1,3})((?: \d{3})+)(?=[.,]\d+$|$)", re.ASCII)


def show_number(number: Decimal | Fraction | int, language: str, decimals: int | None = None) -> str:
    """Write a number with the language's separators: all its digits, or rounded half up to ``decimals``."""
    with localcontext(prec=_PRECISION, rounding=ROUND_HALF_UP):
        exact = _as_decimal(number, decimals)
        if decimals is not None:
            exact = exact.quantize(Decimal(1).scaleb(-decimals)) + 0  # no minus before a zero
        return f"{exact:,f}".translate(_signs(language))


@cache
def _signs(language: str) -> dict[int, str]:
    """The language's own signs for the ones that Python writes."""
    locale = LOCALES[language]
    signs = {",": get_group_symbol(locale), ".": get_decimal_symbol(locale), "-": get_minus_sign_symbol(locale)}
    return str.maketrans(signs)


def _as_decimal(number: Decimal | Fraction | int, decimals: int | None) -> Decimal:
    if isinstance(number, Fraction):
        return _from_fraction(number, decimals)
    exact = Decimal(number)
    if decimals is not None:
        return exact
    exact = exact.normalize()
    return exact if int(exact.as_tuple().exponent) < 0 else exact.quantize(Decimal(1))


def _from_fraction(number: Fraction, decimals: int | None) -> Decimal:
    """The fraction's digits, cut half up on the exact value: rounding twice would move a tie."""
    places = ENDLESS_DECIMALS if decimals is None else decimals
    scaled = abs(number) * 10**places
    units = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    rounded = Decimal(units if number >= 0 else -units).scaleb(-places)
    return rounded if decimals is not None else _as_decimal(rounded, None)


def show_rupiah(amount: Decimal | Fraction | int, language: str) -> str:
    """Write an amount as money: ``Rp5.467.891``."""
    size = -amount if amount < 0 else amount
    digits = show_number(size, language, decimals=None if size == int(size) else 2)
    return f"-Rp{digits}" if amount < 0 else f"Rp{digits}"


def show_date(day: date, language: str) -> str:
    """Write a day in full: ``28 Februari 2026``."""
    return format_date(day, format="d MMMM y", locale=LOCALES[language])


def show_moment(moment: datetime, language: str) -> str:
    """Write a day and a time of day: ``28 Februari 2026 14.05``."""
    clock = "HH.mm" if language == "id" else "HH:mm"
    return f"{show_date(moment.date(), language)} {format_time(moment.time(), format=clock, locale=LOCALES[language])}"


def show_period(period: str, language: str) -> str:
    """Write a month, quarter, half-year or year: ``Maret 2026``, ``Triwulan I 2026``."""
    match = _PERIOD.fullmatch(period)
    if match is None:
        return period
    year, part = match["year"], match["part"]
    if part is None:
        return year
    if part[0] in "QS":
        return f"{_part_of_year(part, language)} {year}"
    return f"{get_month_names('wide', locale=LOCALES[language])[int(part)]} {year}"


def _part_of_year(part: str, language: str) -> str:
    if language == "id":
        return f"{'Triwulan' if part[0] == 'Q' else 'Semester'} {_ROMAN[part[1]]}"
    return part if part[0] == "Q" else f"{'First' if part[1] == '1' else 'Second'} half of"


def parse_number(text: str, *, whole: bool = False) -> Decimal:
    """Read a number in Indonesian or English form: ``1.234,5``, ``1,234.5``, ``Rp 5.000``, ``1 234``.

    Where one separator could mean either thing (``1.234``), money and ``whole`` numbers take it as grouping; anything
    else is refused, because a guess would be wrong by a factor of a thousand.

    Raises:
        WrongUse: NUMBER_UNREADABLE, NUMBER_AMBIGUOUS or NUMBER_NOT_WHOLE, with the text as it was given.
    """
    written = _tidy(text)
    money = _MONEY.match(written.replace(" ", ""))
    if money:
        written = money["sign"] + money["rest"]
    written = _SPACED_GROUPS.sub(lambda match: match[1] + match[2].replace(" ", ""), written)
    if not _SHAPE.match(written) or sum(map(str.isdigit, written)) > _MOST_DIGITS:
        raise WrongUse("NUMBER_UNREADABLE", text=text.strip())
    number = Decimal(_plain(written, text, grouping=whole or money is not None))
    if whole and number != int(number):
        raise WrongUse("NUMBER_NOT_WHOLE", text=text.strip())
    return number


def _tidy(text: str) -> str:
    """The same with plain spaces and a plain minus sign."""
    return " ".join(text.replace("\N{MINUS SIGN}", "-").split())


def _plain(written: str, given: str, *, grouping: bool) -> str:
    """The digits with at most one point; ``grouping`` decides where the form alone does not."""
    separators = [sign for sign in written if sign in ".,"]
    if not separators:
        return written
    if len(set(separators)) == 2:
        return _decimal_after(written, separators[-1], given)
    separator = separators[0]
    if len(separators) > 1:
        return _ungroup(written, separator, given)
    before, after = written.lstrip("+-").split(separator)
    sign = "-" if written.startswith("-") else ""
    if len(after) != 3 or len(before) > 3 or before.startswith("0"):
        return written.replace(",", ".")
    if grouping:
        return written.replace(separator, "")
    raise WrongUse(
        "NUMBER_AMBIGUOUS",
        text=given.strip(),
        thousands=f"{sign}{before}{after}",
        decimals=f"{sign}{before}{separator}{after}0",
    )


def _decimal_after(written: str, point: str, given: str) -> str:
    """Both separators stand there: the last one is the decimal sign, and it stands there once."""
    head, tail = written.rsplit(point, 1)
    if point in head:
        raise WrongUse("NUMBER_UNREADABLE", text=given.strip())
    return f"{_ungroup(head, ',' if point == '.' else '.', given)}.{tail}"


def _ungroup(written: str, separator: str, given: str) -> str:
    """Take out thousands separators; groups of another size than three are a slip of the hand."""
    first, *groups = written.lstrip("+-").split(separator)
    if not 1 <= len(first) <= 3 or any(len(group) != 3 for group in groups):
        raise WrongUse("NUMBER_UNREADABLE", text=given.strip())
    return written.replace(separator, "")


def parse_date(text: str) -> date:
    """Read a day as it is written: ``2026-02-28``, ``28-02-2026``, ``28/2/2026``, ``28 Februari 2026``.

    The day comes before the month, as everywhere in Indonesia; a year has four digits.

    Raises:
        WrongUse: DATE_UNREADABLE.
    """
    written = " ".join(text.split())
    iso = _ISO_DAY.fullmatch(written)
    day = _DAY.fullmatch(written)
    try:
        if iso:
            return date(int(iso["year"]), int(iso["month"]), int(iso["day"]))
        if day:
            month = int(day["month"]) if day["month"].isdecimal() else _month_numbers()[day["month"].casefold()]
            return date(int(day["year"]), month, int(day["day"]))
    except (ValueError, KeyError):
        pass
    raise WrongUse("DATE_UNREADABLE", text=text.strip())


@cache
def _month_numbers() -> dict[str, int]:
    """The months by their names and short names in every language."""
    return {
        name.casefold().rstrip("."): number
        for locale in LOCALES.values()
        for width in ("wide", "abbreviated")
        for number, name in get_month_names(width, locale=locale).items()
    }
