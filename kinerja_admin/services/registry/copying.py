"""A copy of a version: patched in its text, so that comments and order survive, and only what is new is asked for."""

from __future__ import annotations

from dataclasses import dataclass

from kinerja_admin.engine.document import Document, Mapping, Scalar, Sequence
from kinerja_admin.engine.periods import MONTHS, Month, Period, parse_month, parse_period, period_of
from kinerja_admin.engine.policy import PolicyId
from kinerja_admin.services.registry.header import read_header


@dataclass(frozen=True, slots=True)
class Intent:
    """What is known of a new version when it is begun: first month, title, day of decision, what changes and why.

    A month or title that is not given stays that of the copied version; the rest is left to be written.
    """

    first: str | None = None
    title: str = ""
    decided: str = ""
    change: str = ""
    why: str = ""


def patch_copy(text: str, source: PolicyId, version: str, intent: Intent) -> str:
    """The text as the draft of a new version: its number, what it replaces, from when, and its own changelog entry.

    The day of decision was that of the copied version and is taken out, unless another one is known.
    """
    before = read_header(text).first
    text = _set(text, "version", f'"{version}"', after="policy")
    text = _set(text, "supersedes", f'"{source.version}"', after="period")
    text = _set(text, "decided", intent.decided, after="effective")
    if intent.title:
        text = _set(text, "title", _bare(intent.title), after="version")
    text = _enter_change(text, version, intent)
    return _carry_tests(_set_months(text, intent.first), before, intent.first) if intent.first else text


def completed(text: str, day: str) -> str:
    """The text with what a copy leaves open filled in, so that it can be computed with before that is known."""
    root = Document(text, "").root
    if not isinstance(root, Mapping):
        return text
    decided, changes = root.get("decided"), root.get("changelog")
    open_places: list[tuple[Scalar, str]] = [
        (value, _quoted("…"))
        for entry in (changes.items if isinstance(changes, Sequence) else ())
        if isinstance(entry, Mapping) and isinstance(value := entry.get("change"), Scalar) and value.is_null
    ]
    if isinstance(decided, Scalar) and decided.is_null:
        open_places.append((decided, day))
    for node, given in sorted(open_places, key=lambda place: place[0].start, reverse=True):
        text = _replaced(text, node, given)
    return text


def _enter_change(text: str, version: str, intent: Intent) -> str:
    """An entry for the new version before those of the older ones."""
    root = Document(text, "").root
    entries = root.get("changelog") if isinstance(root, Mapping) else None
    said = [("version", f'"{version}"'), ("change", _quoted(intent.change))]
    said += [("why", _quoted(intent.why))] if intent.why else []
    first = entries.items[0] if isinstance(entries, Sequence) and entries.items else None
    if not isinstance(first, Mapping) or not first.entries:
        lines = "\n    ".join(f"{key}: {value}".rstrip() for key, value in said)
        return text if root is None or entries is not None else f"{text.rstrip()}\n\nchangelog:\n  - {lines}\n"
    start = first.entries[0][0].start
    dash = text.rfind("-", 0, start)
    line = text.rfind("\n", 0, start) + 1
    if dash < line or text[line:dash].strip():  # the whole list stands in one line
        brace = text.rfind("{", 0, start)
        inside = ", ".join(f"{key}: {value or '~'}" for key, value in said)
        return f"{text[:brace]}{{{inside}}}, {text[brace:]}"
    indent = text[line:dash]
    lines = f"\n{indent}  ".join(f"{key}: {value}".rstrip() for key, value in said)
    return f"{text[:line]}{indent}- {lines}\n{text[line:]}"


def _quoted(text: str) -> str:
    """A text between quotation marks, whatever stands in it; nothing stays nothing."""
    escaped = " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"' if escaped else ""


def _bare(text: str) -> str:
    """A text as people write it, between quotation marks only where it would be read as something else."""
    root = Document(f"x: {' '.join(text.split())}\n", "").root
    node = root.get("x") if isinstance(root, Mapping) else None
    is_safe = isinstance(node, Scalar) and node.text == " ".join(text.split()) and text[:1].isalpha() and " " in text
    return node.text if is_safe and isinstance(node, Scalar) else _quoted(text)


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
    """The text with another value; an empty one takes its colon's place, so that a space stands between them."""
    gap = " " if value and node.start == node.end and text[: node.start].endswith(":") else ""
    before = text[: node.start] if value else text[: node.start].rstrip(" ")
    return f"{before}{gap}{value}{text[node.end :]}"
