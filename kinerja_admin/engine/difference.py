"""Two policies → what changed, item by item; the words for it are made by ``difference_in_words``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kinerja_admin.engine.facets import SECTIONS, Facets, facets_of
from kinerja_admin.engine.policy import Input, Parameter, Policy, Step, Table

CALCULATING = frozenset({
    "applies", "assert", "by", "case_order", "case_value", "case_when", "cell", "decimals", "default", "each", "form",
    "formula", "hit", "limit", "marginal", "measures", "missing", "of", "order", "ordered", "otherwise", "periods",
    "range", "rounding", "score", "severity", "source", "span", "then", "type", "unit", "value", "weight", "where",
    "within", "words",
})  # fmt: skip
"""Aspects that can change a result; all others are words about it."""

_MEASURED = frozenset({"value", "cell", "default", "range"})
"""Aspects in the unit of the item."""


@dataclass(frozen=True, slots=True)
class Called:
    """What people call an item, and the unit of its values."""

    label: str
    unit: str = ""


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
    """One item that was added, removed or changed.

    ``axes`` says by what a table is looked up; ``names`` what people call the items that the change may speak of.
    """

    section: str
    name: str
    label: str
    kind: str
    details: tuple[Detail, ...]
    origin: str = ""
    axes: tuple[str, ...] = ()
    names: Mapping[str, Called] = field(default_factory=dict, compare=False, repr=False)

    @property
    def may_change_results(self) -> bool:
        """Whether more than words changed."""
        if self.section in {"head", "laws", "tests", "changelog", "not_encoded", "uses", "outputs"}:
            return False
        return any(one.aspect in CALCULATING for one in self.details)

    @property
    def is_moved_test(self) -> bool:
        """Whether nothing but the month of a test changed, as it does when a version is copied to later months."""
        return (
            self.section == "tests" and self.kind == "changed" and all(one.aspect == "period" for one in self.details)
        )


def apart_from_moved(changes: Sequence[Change]) -> tuple[tuple[Change, ...], int]:
    """The changes to be read, and how many tests were only moved to other months."""
    found = tuple(one for one in changes if not one.is_moved_test)
    return found, len(changes) - len(found)


def difference(old: Policy, new: Policy) -> tuple[Change, ...]:
    """Every item that differs, in the order of the file; nothing where the digests are equal."""
    if old.digest == new.digest and old.id == new.id:
        return ()
    names = {**named_in(old), **named_in(new)}
    found = tuple(change for section in SECTIONS for change in _section(section, old, new, names))
    if not found and old.digest != new.digest:
        return (Change("head", "note", "", "changed", (Detail("text", "", "", ""),)),)
    return found


def _section(section: str, old: Policy, new: Policy, names: Mapping[str, Called]) -> Iterator[Change]:
    before, after = facets_of(old, section), facets_of(new, section)
    for name in [*before, *(name for name in after if name not in before)]:
        one, other = before.get(name), after.get(name)
        kind = "added" if one is None else "removed" if other is None else "changed"
        details = tuple(_details(one, other))
        if details:
            shown = other or one
            assert shown is not None
            yield Change(section, name, shown.label, kind, details, shown.origin, shown.axes, names)


def _details(one: Facets | None, other: Facets | None) -> Iterator[Detail]:
    before: Mapping[tuple[str, str], str] = one.aspects if one else {}
    after: Mapping[tuple[str, str], str] = other.aspects if other else {}
    unit = (other or one or Facets("", {})).unit
    for key in _in_place(list(before), list(after)):
        if before.get(key) != after.get(key):
            yield Detail(key[0], key[1], before.get(key), after.get(key), unit if key[0] in _MEASURED else "")


def _in_place(before: Sequence[tuple[str, str]], after: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Every aspect in the order of the new side; what is gone stands behind what it stood behind."""
    known, ordered = set(after), list(after)
    for place, key in enumerate(before):
        if key not in known:
            ordered.insert(ordered.index(before[place - 1]) + 1 if place else 0, key)
    return iter(ordered)


def named_in(policy: Policy) -> dict[str, Called]:
    """Every name of a policy with its label; a case is found as ``step.case``."""
    outputs = {name: one.label for name, one in policy.outputs.items() if one.label}
    found: dict[str, Called] = {}
    groups: tuple[Mapping[str, Input | Parameter | Table | Step], ...] = (
        policy.inputs, policy.parameters, policy.tables, policy.steps,
    )  # fmt: skip
    for items in groups:
        for name, one in items.items():
            label = one.basis.label or outputs.get(name) or name.replace("_", " ")
            found[name] = Called(label, "" if one.shape.unit is None else str(one.shape.unit))
    for name, indicator in policy.indicators.items():
        found[name] = Called(indicator.basis.label or name.replace("_", " "))
    for step in policy.steps.values():
        found |= {
            f"{step.name}.{case.id}": Called(case.basis.label or case.id.replace("_", " ")) for case in step.cases
        }
    return found
