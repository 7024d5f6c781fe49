"""One object per language that says everything: what a page, a message, a slip and a file need."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Protocol, TypeAlias

from kinerja_admin.locale import numerals
from kinerja_admin.locale.catalogue import fill, placeholders, sentences, translations

LANGUAGES = ("id", "en")
DEFAULT_LANGUAGE = "id"
_KINDS = frozenset({"found", "kind", "one", "other", "period", "type", "what"})
"""Facts of a message that may name a kind of value."""
_MONTHS = frozenset({"first", "last", "month", "months", "one", "other", "period"})
"""Facts of a message that may be a month or another period, or several."""
_LABELS = frozenset({"state", "wanted"})
"""Facts of a message that may be a label of a column's words, which stands in Indonesian."""

Value: TypeAlias = Decimal | Fraction | int | bool | dt.date | str | tuple["Value", ...] | None


class Worded(Protocol):
    """What the catalogue of problems can word: a finding or an exception."""

    @property
    def code(self) -> str:
        """The stable code that finds the text."""

    @property
    def parameters(self) -> Mapping[str, str]:
        """The facts that the text mentions."""


@dataclass(frozen=True, slots=True)
class ProblemText:
    """A finding in words: what is wrong, and what to do about it."""

    message: str
    hint: str


def mark(msgid: str) -> str:
    """Name a text for the catalogue where it is defined, to be said later in the reader's language."""
    return msgid


@dataclass(frozen=True, slots=True)
class Words:
    """Everything that can be said in one language."""

    language: str

    def say(self, msgid: str, **values: object) -> str:
        """An interface text by its English, with the values in place of ``{name}``."""
        text = translations(self.language, "interface").get(msgid) or translations(self.language, "library").get(msgid)
        return fill(text or msgid, values)

    def count(self, one: str, many: str, n: int, **values: object) -> str:
        """An interface text about ``{n}`` things, by its English singular and plural."""
        return self.say(one if n == 1 else many, n=self.number(n), **values)

    def field(self, label: str) -> str:
        """A column's label, help or unit, which stands in Indonesian on the column."""
        return translations(self.language, "fields").get(label, label)

    def problem(self, problem: Worded) -> ProblemText:
        """A finding or an exception in words; a code without a text shows itself and its facts.

        A code may have several texts: the fact ``cause`` then says which one fits.
        """
        known = sentences("problems")
        entry = known.get(f"{problem.code}.{problem.parameters.get('cause')}", known.get(problem.code))
        if entry is None:
            facts = ", ".join(f"{name}: {fact}" for name, fact in problem.parameters.items())
            return ProblemText(f"{problem.code} ({facts})" if facts else problem.code, "")
        message = entry.get(self.language, entry["id"])
        hint = entry.get(f"hint_{self.language}", "")
        said = {name: self._fact(name, fact) for name, fact in problem.parameters.items()}
        if any(said.get(name) == "" for name in placeholders(hint)):
            hint = entry.get(f"else_{self.language}", hint)
        return ProblemText(fill(message, said), fill(hint, said))

    def _fact(self, name: str, fact: str) -> str:
        """A fact of a message; the engine's names of kinds, the labels of states and periods are said in words."""
        if name in _LABELS:
            return self.field(fact)
        if name in _MONTHS and fact[:4].isdigit():
            return ", ".join(self.period(one) for one in fact.split(", "))
        key = f"kind.{fact}"
        return self.phrase(key) if name in _KINDS and key in sentences("phrases") else fact

    def phrase(self, key: str, **values: object) -> str:
        """A sentence of an explanation, by its key; a key without one shows itself."""
        entry = sentences("phrases").get(key)
        return fill(entry.get(self.language, entry["id"]), values) if entry else key

    def number(self, number: Decimal | Fraction | int, decimals: int | None = None) -> str:
        """A number with all its digits, or rounded half up to ``decimals``: ``87,35``."""
        return numerals.show_number(number, self.language, decimals)

    def rupiah(self, amount: Decimal | Fraction | int) -> str:
        """An amount of money: ``Rp5.467.891``."""
        return numerals.show_rupiah(amount, self.language)

    def date(self, day: dt.date) -> str:
        """A day in full: ``28 Februari 2026``."""
        return numerals.show_date(day, self.language)

    def moment(self, moment: dt.datetime) -> str:
        """A day and a time, as they stand: the caller has chosen the time zone."""
        return numerals.show_moment(moment, self.language)

    def period(self, period: object) -> str:
        """A month, quarter, half-year or year from its written form: ``Maret 2026``."""
        return numerals.show_period(str(period), self.language)

    def unit(self, unit: str, number: str = "") -> str:
        """A unit as it is read after a number, also a composed one: ``hari``, ``persen/kali``."""
        above, *below = unit.split("/")
        return "/".join((self._one_unit(above, number), *(self._one_unit(part, "1") for part in below)))

    def _one_unit(self, unit: str, number: str) -> str:
        key = f"unit.{unit}"
        return self.phrase(key, n=number) if key in sentences("phrases") else unit

    def collection(self, name: str, count: int = 1) -> str:
        """What the elements of a collection are, of so many: ``hari_kerja`` → ``working days``."""
        first, _, rest = name.partition(".")
        if first == "hasil" and rest:
            return self.phrase("each.result", policy=rest.partition(".")[0].replace("_", " "), n=count)
        key = f"each.{name}"
        return self.phrase(key, n=count) if key in sentences("phrases") else name.replace("_", " ")

    def value(self, value: Value, unit: str | None = None, decimals: int | None = None) -> str:
        """Any value that a policy knows, with its unit: ``Rp5.000``, ``12,5%``, ``3 hari``, ``ya``."""
        if value is None:
            return self.phrase("value.missing")
        if isinstance(value, bool):
            return self.phrase("value.true" if value else "value.false")
        if isinstance(value, tuple):
            return "; ".join(self.value(element, unit, decimals) for element in value) or self.phrase("value.empty")
        if isinstance(value, dt.datetime):
            return self.moment(value)
        if isinstance(value, dt.date):
            return self.date(value)
        if isinstance(value, str):
            return value
        return self._measured(value, unit or "", decimals)

    def _measured(self, number: Decimal | Fraction | int, unit: str, decimals: int | None) -> str:
        first, _, rest = unit.partition("/")
        if first == "rupiah":
            shown = self.rupiah(number)
        elif first == "persen":
            shown = f"{self.number(number, decimals)}%"
        else:
            written = self.number(number, decimals)
            after = self.unit(first, written) if first not in {"", "rasio", "skor"} else ""
            shown = f"{written} {after}".rstrip()
        return f"{shown}/{self.unit(rest, '1')}" if rest else shown


@cache
def words(language: str) -> Words:
    """The words of a language; an unknown one falls back to Indonesian."""
    return Words(language if language in LANGUAGES else DEFAULT_LANGUAGE)
