"""The head of a policy file: read without the rest, and patched in place so that comments and order survive."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kinerja_admin.engine.document import Document, Mapping, Scalar, Sequence
from kinerja_admin.engine.periods import MONTHS, Month, Period, parse_month, parse_period, period_of
from kinerja_admin.engine.policy import PolicyId, parse_policy_id
from kinerja_admin.errors import Location


@dataclass(frozen=True, slots=True)
class Header:
    """What a list shows of a file, also of one that has errors further down."""

    id: PolicyId | None = None
    title: str = ""
    first: str | None = None
    last: str | None = None


def read_header(text: str) -> Header:
    """Region, policy, version, title and months, as far as they can be read."""
    root = Document(text, "").root
    if not isinstance(root, Mapping):
        return Header()
    written = "{}/{}@{}".format(*(_text(root, key) for key in ("region", "policy", "version")))
    effective = root.get("effective")
    first, last = (_month(effective, key) for key in ("from", "to"))
    return Header(parse_policy_id(written), _text(root, "title"), first, last)


def place_of_beginning(text: str) -> Location:
    """Where ``effective.from`` is written; the head of the file where it is not."""
    root = Document(text, "").root
    effective = root.get("effective") if isinstance(root, Mapping) else None
    node = effective.get("from") if isinstance(effective, Mapping) else None
    return Location("", node.line, node.column, "effective.from") if isinstance(node, Scalar) else Location("", 1, 1)


def next_version(version: str, taken: frozenset[str]) -> str:
    """The first free number after a version: 2026.1 → 2026.2; a version without a number at its end gets one."""
    found = re.fullmatch(r"(.*?)(\d+)", version)
    stem, number = (found[1], int(found[2])) if found and "." in version else (f"{version}.", 0)
    while True:
        number += 1
        if f"{stem}{number}" not in taken:
            return f"{stem}{number}"


def patch_copy(text: str, source: PolicyId, version: str, first: str | None) -> str:
    """The text as the draft of a new version: its number, what it replaces, and from when; all else as it was."""
    text = _set(text, "version", f'"{version}"', after="policy")
    text = _set(text, "supersedes", f'"{source.version}"', after="period")
    return _carry_tests(_set_months(text, first), read_header(text).first, first) if first else text


def _carry_tests(text: str, before: str | None, first: str) -> str:
    """The tests of the copied version in the same months of a later year, so that they stay tests of this one.

    A test without a period ran in the first one; it is told which one that was. Patched from the end, so that the
    places of those still to come stay right.
    """
    root = Document(text, "").root
    kind = root.get("period") if isinstance(root, Mapping) else None
    tests = root.get("tests") if isinstance(root, Mapping) else None
    old, new = parse_month(before or ""), parse_month(first)
    if not isinstance(tests, Sequence) or not isinstance(kind, Scalar) or kind.text not in MONTHS or not old or not new:
        return text
    for test in reversed(tests.items):
        if isinstance(test, Mapping):
            text = _carry_test(text, test, period_of(kind.text, old), new)
    return text


def _carry_test(text: str, test: Mapping, usual: Period, first: Month) -> str:
    written, name = test.get("period"), test.get("id")
    period = parse_period(written.text) if isinstance(written, Scalar) else usual
    if period is None or not isinstance(name, Scalar) or period.first >= first:
        return text
    while period.first < first:
        period = Period(period.first.plus(12), period.kind)
    if isinstance(written, Scalar):
        return _replaced(text, written, str(period))
    key = test.entries[0][0]
    is_flow = text[: key.start].rstrip().endswith("{")
    link = ", " if is_flow else "\n" + " " * (key.column - 1)
    return f"{text[: name.end]}{link}period: {period}{text[name.end :]}"


def _set(text: str, key: str, value: str, *, after: str) -> str:
    root = Document(text, "").root
    if not isinstance(root, Mapping):
        return text
    node = root.get(key)
    if isinstance(node, Scalar):
        return _replaced(text, node, value)
    before = root.get(after)
    if not isinstance(before, Scalar):
        return text
    end = text.find("\n", before.end)
    end = len(text) if end < 0 else end
    return f"{text[:end]}\n{key}: {value}{text[end:]}"


def _set_months(text: str, first: str) -> str:
    """A new beginning, and an open end where the old one lies before it."""
    for key, value in (("from", first), ("to", "null")):
        root = Document(text, "").root
        effective = root.get("effective") if isinstance(root, Mapping) else None
        node = effective.get(key) if isinstance(effective, Mapping) else None
        if isinstance(node, Scalar) and (key == "from" or (not node.is_null and node.text < first)):
            text = _replaced(text, node, value)
    return text


def _replaced(text: str, node: Scalar, value: str) -> str:
    return f"{text[: node.start]}{value}{text[node.end :]}"


def _text(root: Mapping, key: str) -> str:
    node = root.get(key)
    return " ".join(node.text.split()) if isinstance(node, Scalar) and not node.is_null else ""


def _month(effective: object, key: str) -> str | None:
    node = effective.get(key) if isinstance(effective, Mapping) else None
    if not isinstance(node, Scalar):
        return None
    found = parse_month(node.text)
    return str(found) if found else None
