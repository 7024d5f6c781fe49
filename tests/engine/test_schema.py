"""The JSON Schema for editors: it takes what ships, and marks what an editor can know to be wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from kinerja_admin.engine.reader.layout import LAYOUT
from kinerja_admin.engine.schema import json_schema

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = sorted((ROOT / "policies").glob("*/*/*.yaml"))
VALIDATOR = jsonschema.Draft202012Validator(json_schema())


def read(text: str) -> Any:
    """YAML as editors see it: keys are text, dates and months stay text."""
    return as_json(yaml.load(text, Loader=yaml.BaseLoader))  # noqa: S506 - makes text and nothing else


def as_json(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): as_json(one) for key, one in value.items()}
    if isinstance(value, list):
        return [as_json(one) for one in value]
    return {"true": True, "false": False, "null": None, "": None}.get(value, value)


def test_the_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(json_schema())
    assert set(json_schema()["$defs"]) | {"policy"} == set(LAYOUT)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: "/".join(path.parts[-3:]))
def test_what_ships_is_valid(path: Path):
    assert [error.message for error in VALIDATOR.iter_errors(read(path.read_text(encoding="utf-8")))] == []


@pytest.mark.parametrize(
    ("code", "part"),
    [
        ("MISSING_KEY", "'decided' is a required property"),
        ("UNKNOWN_KEY", "'parameter' was unexpected"),
        ("UNKNOWN_CHOICE", "'months' is not one of"),
        ("BAD_NAME", None),
        ("RANGE_FORM", "'1-17' is not of type 'array'"),
        ("LIST_NEEDED", "is not of type 'array'"),
        ("MONTH_FORM", "is not valid under any of the given schemas"),
    ],
)
def test_an_editor_marks_what_it_can_know(code: str, part: str | None):
    text = (Path(__file__).parent / "rejected" / code / "policy.yaml").read_text(encoding="utf-8")
    messages = [error.message for error in VALIDATOR.iter_errors(read(text))]
    assert (messages == []) if part is None else any(part in message for message in messages)
