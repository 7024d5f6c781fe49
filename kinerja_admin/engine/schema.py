"""JSON Schema of a policy file, made from the reader's own table of keys: completion and first errors in editors.

A schema knows neither formulas nor names; ``kinerja policy check`` is what decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kinerja_admin.engine.reader.layout import LAYOUT, Key

Json = dict[str, Any]

_NAME = r"^[a-z][a-z0-9_]*$"
_MONTH: Json = {"type": "string", "pattern": r"^[12][0-9]{3}-(0[1-9]|1[0-2])$"}
_SCALAR: Json = {"type": ["string", "number", "boolean", "null"]}
_NUMBER: Json = {"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^[+-]?[0-9][0-9_]*(\.[0-9_]+)?$"}]}
_TEXT: Json = {"type": ["string", "number", "boolean"]}
_LIST_OF_TEXT: Json = {"type": "array", "items": _TEXT}
_VALUE: Json = {"anyOf": [_SCALAR, {"type": "array", "items": _SCALAR}]}

_KINDS: Mapping[str, Json] = {
    "any": _SCALAR,
    "cite": {"anyOf": [_TEXT, _LIST_OF_TEXT]},
    "cells": {"type": "object", "additionalProperties": {"anyOf": [_SCALAR, {"type": "object"}]}},
    "doubts": {"anyOf": [_TEXT, {"type": "object"}]},
    "date": {"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    "flag": {"type": "boolean"},
    "formula": {"type": ["string", "number", "boolean"]},
    "keys": {"anyOf": [_TEXT, _LIST_OF_TEXT]},
    "missing": {"anyOf": [{"enum": ["error", "absent"]}, {"$ref": "#/$defs/missing"}]},
    "month": {"anyOf": [_MONTH, {"type": "null"}]},
    "name": {"type": "string", "pattern": _NAME},
    "names": _LIST_OF_TEXT,
    "number": {"anyOf": [*_NUMBER["anyOf"], {"type": "null"}]},
    "range": {
        "type": "array", "minItems": 2, "maxItems": 2, "items": {"anyOf": [*_NUMBER["anyOf"], {"type": "null"}]},
    },
    "text": _TEXT,
    "type": {"type": "string"},
    "values": {"type": "object", "additionalProperties": _VALUE},
    "words": _LIST_OF_TEXT,
}  # fmt: skip


def json_schema() -> Json:
    """The schema of a whole policy file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "kinerja-policy/1",
        **_group("policy"),
        "$defs": {name: _group(name) for name in LAYOUT if name != "policy"},
    }


def _group(name: str) -> Json:
    keys = LAYOUT[name]
    found: Json = {
        "type": "object",
        "properties": {key: _key(layout) for key, layout in keys.items()},
        "additionalProperties": False,
    }
    required = [key for key, layout in keys.items() if layout.required]
    return found | ({"required": required} if required else {})


def _key(key: Key) -> Json:
    kind, _, inner = key.takes.partition(":")
    if kind == "group":
        # a rounding of `then` may be written as the bare number
        return {"anyOf": [{"$ref": f"#/$defs/{inner}"}, *_NUMBER["anyOf"]]} if inner == "rounding" else _ref(inner)
    if kind == "map":
        return {"type": ["object", "null"], "additionalProperties": _of(inner, key)}
    if kind == "list":
        return {"type": ["array", "null"], "items": _of(inner, key)}
    if kind == "choice":
        return {"enum": list(key.choices)}
    return dict(_KINDS[kind])


def _of(inner: str, key: Key) -> Json:
    if inner == "text":
        return {"enum": list(key.choices)} if key.choices else _TEXT
    if inner == "names":
        return _KINDS["names"]
    if inner in {"vocabulary", "sort"}:  # short forms: the list of words, the name of the step
        return {"anyOf": [_ref(inner), _LIST_OF_TEXT if inner == "vocabulary" else _TEXT]}
    return _ref(inner)


def _ref(name: str) -> Json:
    return {"$ref": f"#/$defs/{name}"}
