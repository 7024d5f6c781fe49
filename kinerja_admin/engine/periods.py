"""Months and periods: 2026-03, 2026-Q1, 2026-S1, 2026."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

MONTHS = {"month": 1, "quarter": 3, "semester": 6, "year": 12}
"""Kinds of period and how many months each lasts."""

_MONTH = re.compile(r"([12][0-9]{3})-(0[1-9]|1[0-2])")
_PERIOD = re.compile(r"([12][0-9]{3})(?:-(?:Q([1-4])|S([12])|(0[1-9]|1[0-2])))?")


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month."""

    year: int
    month: int

    def __str__(self) -> str:
        """The month as it is written: 2026-03."""
        return f"{self.year:04}-{self.month:02}"

    @property
    def start(self) -> date:
        """Its first day."""
        return date(self.year, self.month, 1)

    @property
    def end(self) -> date:
        """Its last day."""
        return date(self.year, self.month, monthrange(self.year, self.month)[1])

    def plus(self, months: int) -> Month:
        """The month so many months later (or earlier)."""
        count = self.year * 12 + self.month - 1 + months
        return Month(count // 12, count % 12 + 1)


def parse_month(text: str) -> Month | None:
    """Read 2026-03; None where it is no month."""
    found = _MONTH.fullmatch(text)
    return Month(int(found[1]), int(found[2])) if found else None


@lru_cache(maxsize=1_000)
def _last_day(year: int, month: int, months: int) -> date:
    """The last day of so many months: asked for again and again while records are read."""
    return Month(year, month).plus(months - 1).end


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A month, quarter, semester or year, by its first and last month."""

    first: Month
    kind: str = "month"

    @property
    def last(self) -> Month:
        """Its last month."""
        return self.first.plus(MONTHS[self.kind] - 1)

    @property
    def start(self) -> date:
        """Its first day."""
        return self.first.start

    @property
    def end(self) -> date:
        """Its last day."""
        return _last_day(self.first.year, self.first.month, MONTHS[self.kind])

    def __str__(self) -> str:
        """The period as it is written."""
        match self.kind:
            case "quarter":
                return f"{self.first.year:04}-Q{(self.first.month + 2) // 3}"
            case "semester":
                return f"{self.first.year:04}-S{(self.first.month + 5) // 6}"
            case "year":
                return f"{self.first.year:04}"
        return str(self.first)

    def contains(self, day: date) -> bool:
        """Whether a day lies in the period."""
        return self.start <= day <= self.end

    def previous(self) -> Period:
        """The period of the same kind just before."""
        return Period(self.first.plus(-MONTHS[self.kind]), self.kind)

    def following(self) -> Period:
        """The period of the same kind just after."""
        return Period(self.first.plus(MONTHS[self.kind]), self.kind)


def parse_period(text: str) -> Period | None:
    """Read 2026-03, 2026-Q1, 2026-S1 or 2026; None where it is no period."""
    found = _PERIOD.fullmatch(text)
    if not found:
        return None
    year, quarter, half, month = found.groups()
    if quarter:
        return Period(Month(int(year), int(quarter) * 3 - 2), "quarter")
    if half:
        return Period(Month(int(year), int(half) * 6 - 5), "semester")
    return Period(Month(int(year), int(month)), "month") if month else Period(Month(int(year), 1), "year")


def period_of(kind: str, month: Month) -> Period:
    """The period of a kind in which a month lies."""
    length = MONTHS[kind]
    return Period(Month(month.year, (month.month - 1) // length * length + 1), kind)


def parse_day(text: str) -> date | None:
    """Read 2026-02-28; None where it is no date."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
