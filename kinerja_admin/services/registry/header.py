"""The head of a policy file, read without the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kinerja_admin.engine.document import Document, Mapping, Scalar
from kinerja_admin.engine.periods import parse_month
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


def _text(root: Mapping, key: str) -> str:
    node = root.get(key)
    return " ".join(node.text.split()) if isinstance(node, Scalar) and not node.is_null else ""


def _month(effective: object, key: str) -> str | None:
    node = effective.get(key) if isinstance(effective, Mapping) else None
    if not isinstance(node, Scalar):
        return None
    found = parse_month(node.text)
    return str(found) if found else None
