"""Two policies → what changed, item by item; the words for it are made by ``change_in_words``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kinerja_admin.engine.facets import SECTIONS, Facets, facets_of
from kinerja_admin.engine.numbers import parse_number
from kinerja_admin.engine.periods import parse_month
from kinerja_admin.engine.policy import Policy
from kinerja_admin.engine.speaking import Wording

CALCULATING = frozenset({
    "applies", "assert", "by", "case_order", "case_value", "case_when", "cell", "decimals", "default", "each", "form",
    "formula", "hit", "limit", "marginal", "measures", "missing", "of", "order", "ordered", "otherwise", "periods",
    "range", "rounding", "score", "severity", "source", "span", "then", "type", "unit", "value", "weight", "where",
    "within", "words",
})  # fmt: skip
"""Aspects that can change a result; all others are words about it."""

_SHAPE = frozenset({"label", "type", "form", "keys", "present", "unit", "case_order"})


@dataclass(frozen=True, slots=True)
class Detail:
    """One aspect of an item, before and after (None: not there); ``at`` says where: a month, a key, a case."""

    aspect: str
    at: str
    old: str | None
    new: str | None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One item that was added, removed or changed."""

    section: str
    name: str
    label: str
    kind: str
    details: tuple[Detail, ...]
    origin: str = ""

    @property
    def may_change_results(self) -> bool:
        """Whether more than words changed."""
        if self.section in {"head", "laws", "tests", "changelog", "not_encoded", "uses", "outputs"}:
            return False
        return any(one.aspect in CALCULATING for one in self.details)


def difference(old: Policy, new: Policy) -> tuple[Change, ...]:
    """Every item that differs, in the order of the file; nothing where the digests are equal."""
    if old.digest == new.digest and old.id == new.id:
        return ()
    found = tuple(change for section in SECTIONS for change in _section(section, old, new))
    if not found and old.digest != new.digest:
        return (Change("head", "note", "", "changed", (Detail("text", "", "", ""),)),)
    return found


def _section(section: str, old: Policy, new: Policy) -> Iterator[Change]:
    before, after = facets_of(old, section), facets_of(new, section)
    for name in [*before, *(name for name in after if name not in before)]:
        one, other = before.get(name), after.get(name)
        kind = "added" if one is None else "removed" if other is None else "changed"
        details = tuple(_details(one, other))
        if details:
            shown = other or one
            assert shown is not None
            yield Change(section, name, shown.label, kind, details, shown.origin)


def _details(one: Facets | None, other: Facets | None) -> Iterator[Detail]:
    before: Mapping[tuple[str, str], str] = one.aspects if one else {}
    after: Mapping[tuple[str, str], str] = other.aspects if other else {}
    unit = (other or one or Facets("", {})).unit
    for key in [*before, *(key for key in after if key not in before)]:
        if before.get(key) != after.get(key):
            yield Detail(key[0], key[1], before.get(key), after.get(key), unit if key[0] in {"value", "cell"} else "")


# --- in words ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ChangeText:
    """A change in words: one heading, and a line for every aspect."""

    title: str
    lines: tuple[str, ...]


def change_in_words(change: Change, words: Wording) -> ChangeText:
    """What a reader who is no programmer is told."""
    what = words.phrase(f"section.{change.section}")
    label = change.label or change.name.replace("_", " ")
    if change.section == "head":
        label = words.phrase(f"head.{change.name}")
    origin = words.phrase("diff.origin", policy=change.origin) if change.origin else ""
    title = words.phrase(f"diff.{change.kind}", what=what, name=f"“{label}”{origin}")
    return ChangeText(title, tuple(_detail(one, words) for one in change.details if _tells(one, change)))


def _tells(detail: Detail, change: Change) -> bool:
    """Whether an aspect says more than the heading: of a whole item its name and form need not be told again."""
    if change.kind == "removed":
        return detail.aspect in CALCULATING - _SHAPE
    return change.kind == "changed" or detail.aspect not in _SHAPE


def _detail(detail: Detail, words: Wording) -> str:
    if detail.aspect == "item":
        return words.phrase("diff.item_removed" if detail.new is None else "diff.item_added", item=detail.at)
    aspect = " ".join(words.phrase(f"aspect.{detail.aspect}", at=_at(detail, words)).split())
    old, new = (_shown(text, detail, words) for text in (detail.old, detail.new))
    if detail.old is None:
        return words.phrase("diff.detail_added", aspect=aspect, new=new)
    if detail.new is None:
        return words.phrase("diff.detail_removed", aspect=aspect, old=old)
    return words.phrase("diff.detail_changed", aspect=aspect, old=old, new=new)


def _at(detail: Detail, words: Wording) -> str:
    """Where an aspect stands; a month is said as the month from which it holds."""
    is_month = detail.aspect in {"value", "cite", "unverified"} and parse_month(detail.at) is not None
    return words.phrase("diff.since", month=words.period(detail.at)) if is_month else detail.at


def _shown(text: str | None, detail: Detail, words: Wording) -> str:
    number = parse_number(text) if text and detail.aspect in {"value", "cell", "weight", "default", "limit"} else None
    if number is not None:
        return words.value(number, "persen" if detail.aspect == "weight" else detail.unit)
    return text or words.phrase("diff.nothing")


def as_json(changes: tuple[Change, ...], words: Wording) -> list[dict[str, Any]]:
    """Changes as JSON, with their words."""
    return [
        {
            "section": one.section, "name": one.name, "label": one.label, "kind": one.kind, "origin": one.origin,
            "details": [
                {"aspect": detail.aspect, "at": detail.at, "old": detail.old, "new": detail.new, "unit": detail.unit}
                for detail in one.details
            ],
            "text": [change_in_words(one, words).title, *change_in_words(one, words).lines],
        }
        for one in changes
    ]  # fmt: skip
