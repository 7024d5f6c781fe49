"""A difference of two policies as an approver reads it aloud: local numbers, labels, old beside new, changes marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from kinerja_admin.engine.difference import CALCULATING, Called, Change, Detail
from kinerja_admin.engine.periods import parse_month
from kinerja_admin.engine.side_in_words import label_in_words, side_in_words, value_in_words
from kinerja_admin.engine.speaking import Wording, as_words

MOST_CELLS = 12
"""A table that came or went as a whole is not read out beyond this; it stands on the version's own page."""

_SHAPE = frozenset({"label", "type", "form", "keys", "present", "unit", "case_order", "order"})
_FORMULAS = frozenset(
    {"formula", "case_when", "case_value", "otherwise", "score", "applies", "assert", "where", "then"}
)
_MARKED = _FORMULAS | {"words", "measures", "explain", "text", "note", "title", "label", "cite"}
_LABELLED = frozenset({"steps", "inputs", "parameters", "tables", "indicators"})
_USUAL = {
    ("periods", "same"), ("ordered", "true"), ("of", "pegawai"), ("span", "period"), ("recorded_by", "pegawai"),
    ("evidence", "none"), ("severity", "error"), ("decimals", "0"),
}  # fmt: skip
"""What an item says without saying it: told where it changes, not where the item is new or gone."""

_TOKEN = re.compile(r"'[^']*'|[^\W\d]\w*|\d+(?:[.,]\d+)*|\s+|.", re.DOTALL)
_NAME = re.compile(r"[a-z][a-z0-9_]*")
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


# --- where ------------------------------------------------------------------------------------------------------------


def _at(detail: Detail, change: Change, words: Wording) -> str:
    """Where an aspect stands: since which month, in which cell, in which case, of which fact."""
    if detail.aspect == "cell":
        return _place(detail.at, change, words)
    if detail.aspect in {"value", "cite", "unverified"} and parse_month(detail.at) is not None:
        return words.phrase("diff.since", month=words.period(detail.at))
    if detail.aspect == "setting":
        return words.phrase(f"told.setting_name.{detail.at.rpartition('.')[2]}")
    return label_in_words(detail.at, change, words) if detail.at else ""


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
        said = value_in_words(bound, "", words)
        return words.phrase(_SIGNS[sign], low=said, high=said)
    if " – " in key:
        low, high = (bound if bound == "…" else value_in_words(bound, "", words) for bound in key.split(" – "))
        return words.phrase("reading.between", low=low, high=high)
    return value_in_words(key, "", words)


_SIGNS = {"≥": "reading.from", "<": "reading.below", "≤": "reading.up_to", ">": "reading.above"}
