"""The canonical content of a policy, and its SHA-256: what identifies a version (policy language §1)."""

from __future__ import annotations

import hashlib
import json
from fractions import Fraction

from kinerja_admin.engine.document import Mapping, Node, Scalar
from kinerja_admin.engine.numbers import parse_number, plain
from kinerja_admin.engine.reader.fields import Reading, folded

ORDERED = ("outputs",)
"""Sections whose order of keys is content."""


def digest_of(reading: Reading, root: Mapping, providers: dict[str, str]) -> str:
    """SHA-256 over the canonical JSON of a file and the digests of what it takes items from."""
    content = {key.text: _content(reading, node, key.text) for key, node in root.entries}
    whole = _dump({"policy": content, "uses": providers})
    return hashlib.sha256(whole.encode()).hexdigest()


def _content(reading: Reading, node: Node, path: str) -> object:
    if isinstance(node, Scalar):
        return reading.meaning.get(id(node), _as_written(node))
    if isinstance(node, Mapping):
        pairs = [(_key(key), _content(reading, value, f"{path}.{key.text}")) for key, value in node.entries]
        return [[key, value] for key, value in pairs] if path in ORDERED else dict(pairs)
    return [_content(reading, item, path) for item in node.items]


def _as_written(node: Scalar) -> object:
    return None if node.is_null else folded(node.text)


def _key(key: Scalar) -> str:
    number = parse_number(key.text)
    return folded(key.text) if number is None else plain(number)


def _dump(value: object) -> str:
    """JSON with sorted keys and no spaces; numbers plain, without exponent or trailing zeros."""
    if isinstance(value, bool) or value is None:
        return json.dumps(value)
    if isinstance(value, Fraction):
        return plain(value)
    if isinstance(value, dict):
        return "{" + ",".join(f"{json.dumps(key)}:{_dump(value[key])}" for key in sorted(value)) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(_dump(item) for item in value) + "]"
    return json.dumps(str(value))
