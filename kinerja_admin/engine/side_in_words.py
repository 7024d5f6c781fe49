"""One side of a detail as a reader says it: numbers in the local spelling, codes and names by what they are called."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from kinerja_admin.engine.difference import Change, Detail
from kinerja_admin.engine.numbers import decimals_of, parse_number
from kinerja_admin.engine.speaking import Wording, as_words

_VALUES = frozenset({"value", "cell", "weight", "default", "limit", "decimals", "given", "expect"})
_CODES = frozenset({
    "direction", "of", "span", "recorded_by", "verified_by", "evidence", "missing", "periods", "hit", "severity",
    "type", "form", "ordered", "setting",
})  # fmt: skip
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_WRITTEN_OUT = 4


def _unit(detail: Detail, change: Change) -> str:
    if detail.aspect == "weight":
        return "persen"
    if detail.aspect in {"given", "expect"}:
        return change.names[detail.at].unit if detail.at in change.names else ""
    return detail.unit


def value_in_words(text: str, unit: str, words: Wording) -> str:
    """A value of any kind as the engine writes it: number, day, condition, word, series, or missing."""
    if ";" in text:
        return "; ".join(value_in_words(part, unit, words) for part in text.split(";"))
    number = parse_number(text)
    if number is not None:
        return words.value(number, unit)
    if text in {"true", "false"}:
        return words.phrase(f"value.{text}")
    if _ISO_DAY.fullmatch(text):
        return words.date(date.fromisoformat(text))
    return {"?": words.phrase("value.missing"), "-": words.phrase("value.empty")}.get(text, as_words(text))


def _coded(text: str, detail: Detail, words: Wording) -> str:
    """A word of the language (`lower`, `same`) in the reader's; others are names."""
    key = f"told.{detail.aspect}.{text}"
    found = words.phrase(key)
    return as_words(text) if found == key else found


def _head(text: str, name: str, words: Wording) -> str:
    if name in {"from", "to"}:
        return words.period(text)
    if name == "decided":
        return words.date(date.fromisoformat(text))
    return words.phrase(f"told.period.{text}") if name == "period" else text


def _rounding(text: str, words: Wording) -> str:
    """``0.01 half_up`` → rounded to two decimals, half up."""
    to, _, mode = text.partition(" ")
    number = parse_number(to)
    if number is None:
        return text
    places = decimals_of(number)
    if number == 1:
        extent = words.phrase("rounding.whole")
    elif number * 10**places == 1:
        key = f"rounding.decimals_{places}" if places <= _WRITTEN_OUT else "rounding.decimals"
        extent = words.phrase(key, n=words.number(places))
    else:
        extent = words.phrase("rounding.multiple", to=words.number(number))
    return words.phrase("rounding.told", extent=extent, mode=words.phrase(f"mode.{mode}"))


def _then(text: str, _detail: Detail, _change: Change, words: Wording) -> str:
    entries = []
    for entry in text.split("; "):
        kind, _, rest = entry.partition(" ")
        number = parse_number(rest)
        bound = rest if number is None else words.number(number)
        entries.append(_rounding(rest, words) if kind == "round" else words.phrase(f"rule.{kind}", bound=bound))
    return ", ".join(entries)


def _range(text: str, detail: Detail, _change: Change, words: Wording) -> str:
    low, high = text.split(" – ")
    said = [bound if bound == "…" else value_in_words(bound, detail.unit, words) for bound in (low, high)]
    if low == "…":
        return words.phrase("reading.up_to", high=said[1])
    key = "reading.from" if high == "…" else "reading.between"
    return words.phrase(key, low=said[0], high=said[1])


def _labels(text: str, _detail: Detail, change: Change, words: Wording) -> str:
    """Names in a row as people call them; an arrow marks what is sorted low to high."""
    return ", ".join(label_in_words(name, change, words) for name in text.split(", "))


def label_in_words(name: str, change: Change, words: Wording) -> str:
    """What people call an item of the change, by its name."""
    bare, _, arrow = name.partition(" ")
    found = change.names.get(bare) or change.names.get(f"{change.name}.{bare}")
    label = found.label if found else as_words(bare)
    return words.phrase("diff.lowest_first", name=label) if arrow else label


def _filled(text: str, _detail: Detail, change: Change, words: Wording) -> str:
    """The author's sentence with labels where values will stand."""
    return re.sub(r"\{([a-z][a-z0-9_]*)\}", lambda found: f"“{label_in_words(found[1], change, words)}”", text)


def _unit_said(text: str, _detail: Detail, _change: Change, words: Wording) -> str:
    parts = ((part, words.phrase(f"unit.{part}")) for part in text.split("/"))
    return "/".join(part if said.startswith("unit.") else said for part, said in parts)


def _rounded(text: str, _detail: Detail, _change: Change, words: Wording) -> str:
    return _rounding(text, words)


def _named(text: str, _detail: Detail, _change: Change, _words: Wording) -> str:
    return as_words(text)


def _yes(_text: str, _detail: Detail, _change: Change, words: Wording) -> str:
    return words.phrase("value.true")


_SAID: Mapping[str, Callable[[str, Detail, Change, Wording], str]] = {
    "rounding": _rounded,
    "then": _then,
    "range": _range,
    "order": _labels,
    "case_order": _labels,
    "by": _labels,
    "within": _labels,
    "explain": _filled,
    "unit": _unit_said,
    "words": _named,
    "measures": _named,
    "keys": _named,
    "each": _named,
    "marginal": _yes,
    "payable": _yes,
    "present": _yes,
}
"""How an aspect is said that is no value, code or formula."""


def side_in_words(text: str | None, detail: Detail, change: Change, words: Wording) -> str:
    """One side of a detail; empty where there is none."""
    if not text:
        return ""
    if change.section == "head":
        return _head(text, change.name, words)
    if detail.aspect in _VALUES:
        return value_in_words(text, _unit(detail, change), words)
    if detail.aspect in _CODES:
        return _coded(text, detail, words)
    said = _SAID.get(detail.aspect)
    return said(text, detail, change, words) if said else text
