"""A difference of two policies as an approver reads it aloud: local numbers, labels, old beside new, changes marked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from kinerja_admin.engine.difference import CALCULATING, Called, Change, Detail
from kinerja_admin.engine.numbers import decimals_of, parse_number
from kinerja_admin.engine.periods import parse_month
from kinerja_admin.engine.speaking import Wording

MOST_CELLS = 12
"""A table that came or went as a whole is not read out beyond this; it stands on the version's own page."""

_SHAPE = frozenset({"label", "type", "form", "keys", "present", "unit", "case_order", "order"})
_FORMULAS = frozenset(
    {"formula", "case_when", "case_value", "otherwise", "score", "applies", "assert", "where", "then"}
)
_MARKED = _FORMULAS | {"words", "measures", "explain", "text", "note", "title", "label", "cite"}
_VALUES = frozenset({"value", "cell", "weight", "default", "limit", "decimals", "given", "expect"})
_LABELLED = frozenset({"steps", "inputs", "parameters", "tables", "indicators"})
_CODES = frozenset({
    "direction", "of", "span", "recorded_by", "verified_by", "evidence", "missing", "periods", "hit", "severity",
    "type", "form", "ordered", "setting",
})  # fmt: skip
_USUAL = {
    ("periods", "same"), ("ordered", "true"), ("of", "pegawai"), ("span", "period"), ("recorded_by", "pegawai"),
    ("evidence", "none"), ("severity", "error"), ("decimals", "0"),
}  # fmt: skip
"""What an item says without saying it: told where it changes, not where the item is new or gone."""

_TOKEN = re.compile(r"'[^']*'|[^\W\d]\w*|\d+(?:[.,]\d+)*|\s+|.", re.DOTALL)
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_WRITTEN_OUT = 4
_ALIKE = 0.4
"""Below this likeness single marked pieces say less than the two texts side by side."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a text, and whether it differs from the other side."""

    text: str
    is_changed: bool = False


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One aspect in words; a side is empty where the aspect is not there.

    ``names`` explains the names of a formula that stand in what changed; ``text`` says the same in one line, with what
    changed between angle quotes.
    """

    what: str
    old: tuple[Part, ...]
    new: tuple[Part, ...]
    names: tuple[tuple[str, str], ...]
    text: str
    is_formula: bool = False

    def __str__(self) -> str:
        """The line as plain text."""
        return self.text


@dataclass(frozen=True, slots=True)
class ChangeText:
    """A change in words: one heading, and a line for every aspect."""

    title: str
    lines: tuple[ChangeLine, ...]


def change_in_words(change: Change, words: Wording) -> ChangeText:
    """What a reader who is no programmer is told."""
    told = [detail for detail in change.details if _tells(detail, change)]
    cells = [detail for detail in told if detail.aspect == "cell"]
    if change.kind != "changed" and len(cells) > MOST_CELLS:
        told = [detail for detail in told if detail.aspect != "cell"]
        many = [_sentence(words.phrase("diff.cells", n=words.number(len(cells))))]
    else:
        many = []
    return ChangeText(_title(change, words), (*(_line(one, change, words) for one in told), *many))


def as_json(changes: tuple[Change, ...], words: Wording) -> list[dict[str, Any]]:
    """Changes as JSON, with their words."""
    found = []
    for one in changes:
        text = change_in_words(one, words)
        details = [
            {"aspect": detail.aspect, "at": detail.at, "old": detail.old, "new": detail.new, "unit": detail.unit}
            for detail in one.details
        ]
        found.append({
            "section": one.section, "name": one.name, "label": one.label, "kind": one.kind, "origin": one.origin,
            "details": details, "text": [text.title, *map(str, text.lines)],
        })  # fmt: skip
    return found


def aspect_in_words(detail: Detail, change: Change, words: Wording) -> str:
    """Which aspect of an item a detail is about."""
    if change.section == "head":
        return ""
    return " ".join(words.phrase(f"aspect.{detail.aspect}", at=_at(detail, change, words)).split())


def side_in_words(text: str | None, detail: Detail, change: Change, words: Wording) -> str:
    """One side of a detail; empty where there is none."""
    if not text:
        return ""
    if change.section == "head":
        return _head(text, change.name, words)
    if detail.aspect in _VALUES:
        return _valued(text, _unit(detail, change), words)
    if detail.aspect in _CODES:
        return _coded(text, detail, words)
    said = _SAID.get(detail.aspect)
    return said(text, detail, change, words) if said else text


# --- the parts of a change --------------------------------------------------------------------------------------------


def _title(change: Change, words: Wording) -> str:
    if change.section == "head":
        return words.phrase(f"head.{change.name}")
    if not change.name:
        return words.phrase("diff.order")
    origin = words.phrase("diff.origin", policy=change.origin) if change.origin else ""
    called = change.names.get(change.name) if change.section in _LABELLED else None
    label = change.label or (called.label if called else as_words(change.name))
    what = words.phrase(f"section.{change.section}")
    return words.phrase(f"diff.{change.kind}", what=what, name=f"“{label}”{origin}")


def _tells(detail: Detail, change: Change) -> bool:
    """Whether an aspect says more than the heading: of a whole item its name and form need not be told again."""
    if change.section == "uses" and detail.aspect == "digest":
        return change.kind == "changed" and all(one.aspect != "version" for one in change.details)
    if change.kind == "changed":
        return True
    if (detail.aspect, detail.new or detail.old) in _USUAL:
        return False
    return detail.aspect in CALCULATING - _SHAPE if change.kind == "removed" else detail.aspect not in _SHAPE


def _line(detail: Detail, change: Change, words: Wording) -> ChangeLine:
    if detail.aspect == "item":
        item = change.names.get(detail.at, Called(as_words(detail.at))).label
        return _sentence(words.phrase("diff.item_removed" if detail.new is None else "diff.item_added", item=item))
    if detail.aspect == "digest":
        return _sentence(words.phrase("diff.digest"))
    if change.name == "note" and change.section == "head":
        return _sentence(words.phrase("diff.note"))
    what = aspect_in_words(detail, change, words)
    before, after = (side_in_words(text, detail, change, words) for text in (detail.old, detail.new))
    is_marked = detail.aspect in _MARKED and change.section != "head" and bool(before) and bool(after)
    old, new = _compared(before, after) if is_marked else (_whole(before), _whole(after))
    is_formula = detail.aspect in _FORMULAS
    names = tuple(_explained(old, new, change)) if is_formula else ()
    said = _as_text(old, new, is_part=change.kind == "changed", words=words)
    explained = "; ".join(f"{name} = {label}" for name, label in names)
    text = (f"{what}: " if what else "") + said + (f" ({explained})" if explained else "")
    return ChangeLine(what, old, new, names, text, is_formula)


def _sentence(text: str) -> ChangeLine:
    return ChangeLine(text, (), (), (), text)


def _as_text(old: tuple[Part, ...], new: tuple[Part, ...], *, is_part: bool, words: Wording) -> str:
    before, after = (
        "".join(f"«{part.text}»" if part.is_changed else part.text for part in side) for side in (old, new)
    )
    if not new:
        return words.phrase("diff.gone", old=before)
    if not old:
        return words.phrase("diff.come", new=after) if is_part else after
    return f"{before} → {after}"


def _whole(text: str) -> tuple[Part, ...]:
    return (Part(text),) if text else ()


def _compared(old: str, new: str) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Both texts in pieces, what differs marked; spaces between two marked pieces belong to them."""
    one, other = _TOKEN.findall(old), _TOKEN.findall(new)
    marks = [False] * len(one), [False] * len(other)
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return _whole(old), _whole(new)
    for tag, low, high, start, end in matcher.get_opcodes():
        if tag != "equal":
            marks[0][low:high] = [True] * (high - low)
            marks[1][start:end] = [True] * (end - start)
    return _pieces(one, marks[0]), _pieces(other, marks[1])


def _pieces(tokens: list[str], marks: list[bool]) -> tuple[Part, ...]:
    for place, token in enumerate(tokens):
        if token.isspace():
            around = (place > 0 and marks[place - 1], place + 1 < len(tokens) and marks[place + 1])
            marks[place] = all(around)
    found: list[Part] = []
    for token, is_changed in zip(tokens, marks, strict=True):
        if found and found[-1].is_changed == is_changed:
            found[-1] = Part(found[-1].text + token, is_changed)
        else:
            found.append(Part(token, is_changed))
    return tuple(found)


def _explained(old: Iterable[Part], new: Iterable[Part], change: Change) -> Iterator[tuple[str, str]]:
    """The names that stand in what changed, with what people call them."""
    parts = [*old, *new]
    marked = [part for part in parts if part.is_changed] or parts
    for name in dict.fromkeys(name for part in marked for name in _NAME.findall(part.text)):
        found = change.names.get(name)
        if found is not None and found.label.casefold() != name.casefold():
            yield name, found.label


# --- one side ---------------------------------------------------------------------------------------------------------


def as_words(name: str) -> str:
    """A name without its underscores."""
    return name.replace("_", " ")


def _unit(detail: Detail, change: Change) -> str:
    if detail.aspect == "weight":
        return "persen"
    if detail.aspect in {"given", "expect"}:
        return change.names[detail.at].unit if detail.at in change.names else ""
    return detail.unit


def _valued(text: str, unit: str, words: Wording) -> str:
    """A value of any kind as the engine writes it: number, day, condition, word, series, or missing."""
    if ";" in text:
        return "; ".join(_valued(part, unit, words) for part in text.split(";"))
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
    said = [bound if bound == "…" else _valued(bound, detail.unit, words) for bound in (low, high)]
    if low == "…":
        return words.phrase("reading.up_to", high=said[1])
    key = "reading.from" if high == "…" else "reading.between"
    return words.phrase(key, low=said[0], high=said[1])


def _labels(text: str, _detail: Detail, change: Change, words: Wording) -> str:
    """Names in a row as people call them; an arrow marks what is sorted low to high."""
    return ", ".join(_label(name, change, words) for name in text.split(", "))


def _label(name: str, change: Change, words: Wording) -> str:
    bare, _, arrow = name.partition(" ")
    found = change.names.get(bare) or change.names.get(f"{change.name}.{bare}")
    label = found.label if found else as_words(bare)
    return words.phrase("diff.lowest_first", name=label) if arrow else label


def _filled(text: str, _detail: Detail, change: Change, words: Wording) -> str:
    """The author's sentence with labels where values will stand."""
    return re.sub(r"\{([a-z][a-z0-9_]*)\}", lambda found: f"“{_label(found[1], change, words)}”", text)


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


# --- where ------------------------------------------------------------------------------------------------------------


def _at(detail: Detail, change: Change, words: Wording) -> str:
    """Where an aspect stands: since which month, in which cell, in which case, of which fact."""
    if detail.aspect == "cell":
        return _place(detail.at, change, words)
    if detail.aspect in {"value", "cite", "unverified"} and parse_month(detail.at) is not None:
        return words.phrase("diff.since", month=words.period(detail.at))
    if detail.aspect == "setting":
        return words.phrase(f"told.setting_name.{detail.at.rpartition('.')[2]}")
    return _label(detail.at, change, words) if detail.at else ""


def _place(at: str, change: Change, words: Wording) -> str:
    """A cell by its keys: “menit telat mulai 31”, “kelas jabatan 9, sejak April 2026”."""
    since, _, rest = at.rpartition(": ")
    keys = [_key(key, words) for key in rest.split(", ")]
    named = [f"{as_words(axis)} {key}" for axis, key in zip(change.axes, keys, strict=False)] or keys
    named += keys[len(named) :]
    if since:
        named.append(words.phrase("diff.since", month=words.period(since)))
    return ", ".join(named)


def _key(key: str, words: Wording) -> str:
    sign, _, bound = key.partition(" ")
    if sign in _SIGNS:
        said = _valued(bound, "", words)
        return words.phrase(_SIGNS[sign], low=said, high=said)
    if " – " in key:
        low, high = (bound if bound == "…" else _valued(bound, "", words) for bound in key.split(" – "))
        return words.phrase("reading.between", low=low, high=high)
    return _valued(key, "", words)


_SIGNS = {"≥": "reading.from", "<": "reading.below", "≤": "reading.up_to", ">": "reading.above"}
