"""The head of a file: what it is, when it holds, the laws it cites, and what it takes from others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kinerja_admin.engine.document import Node
from kinerja_admin.engine.periods import MONTHS, Month
from kinerja_admin.engine.policy import Bound, Change, Law, NotEncoded, PolicyId, parse_policy_id
from kinerja_admin.engine.reader.about import Citations, read_basis
from kinerja_admin.engine.reader.fields import NAME, Fields, Reading
from kinerja_admin.engine.reader.items import Setting

SCHEMA = "kinerja-policy/1"
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]*")


@dataclass(frozen=True, slots=True)
class Head:
    """What a file says of itself."""

    id: PolicyId
    title: str
    first: Month | None
    last: Month | None
    decided: date | None
    period: str
    supersedes: str


def read_head(fields: Fields, certain: PolicyId | None, place: PolicyId | None) -> Head:
    """Schema, region, policy, version, title, dates.

    ``certain`` is what the shelf says the file is. A loose file (``place``) must agree with its path only where its
    folders are called like its region and policy.
    """
    schema = fields.text("schema")
    if schema and schema != SCHEMA:
        fields.problem("UNKNOWN_SCHEMA", "schema", schema=schema, known=SCHEMA)
    own = PolicyId(_name(fields, "region"), _name(fields, "policy"), _version(fields))
    if certain is None and place is not None and (own.region, own.policy) == (place.region, place.policy):
        certain = place
    if certain is not None:
        _agree_with_place(fields, own, certain)
    period = fields.choice("period")
    first, last = _effective(fields, period)
    decided = fields.day("decided", "DECIDED_NEEDED")
    return Head(own, fields.text("title"), first, last, decided, period, fields.text("supersedes"))


def _name(fields: Fields, key: str) -> str:
    text = fields.text(key)
    if text and not NAME.fullmatch(text):
        fields.problem("BAD_NAME", key, name=text, better=re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_"))
    return text


def _version(fields: Fields) -> str:
    text = fields.text("version")
    if text and not _VERSION.fullmatch(text):
        fields.problem("VERSION_FORM", "version", version=text)
    return text


def _agree_with_place(fields: Fields, own: PolicyId, place: PolicyId) -> None:
    for key in ("region", "policy", "version"):
        written, expected = getattr(own, key), getattr(place, key)
        if written and written != expected:
            fields.problem("PATH_DIFFERS", key, key=key, written=written, path=expected)


def _effective(fields: Fields, period: str) -> tuple[Month | None, Month | None]:
    effective = fields.reading.fields(fields.node("effective"), "effective", "effective")
    if effective is None:
        return None, None
    first, last = effective.month("from"), effective.month("to")
    length = MONTHS.get(period, 1)
    if first and (first.month - 1) % length:
        effective.problem("PERIOD_EDGE", "from", month=str(first), period=period)
    if last and last.month % length:
        effective.problem("PERIOD_EDGE", "to", month=str(last), period=period)
    if first and last and last < first:
        effective.problem("EFFECTIVE_ORDER", "to", first=str(first), last=str(last))
    return first, last


def read_laws(reading: Reading, node: Node | None) -> Iterator[Law]:
    """The citation registry."""
    for name, _, value, path in reading.entries(node, "law", names=False):
        fields = reading.fields(value, path, "law")
        if fields is not None:
            fields.day("date")
            yield Law(name, fields.text("title"), fields.text("url"), fields.text("note"))


def read_uses(reading: Reading, node: Node | None) -> Iterator[tuple[PolicyId, list[tuple[str, Node, str]], Node, str]]:
    """Providers and the items taken from each."""
    for text, key, value, path in reading.entries(node, "uses", names=False):
        provider = parse_policy_id(text)
        if provider is None:
            reading.problem("USES_FORM", key, path, text=text)
            continue
        items = [
            (name, item, place) for item, place in reading.items(value, path) if (name := reading.text(item, place))
        ]
        yield provider, items, key, path


def read_bounds(setting: Setting, node: Node | None) -> Iterator[Bound]:
    """What using policies may set their own parameters to."""
    for name, _, value, path in setting.reading.entries(node, "bounds"):
        fields = setting.reading.fields(value, path, "bound")
        if fields is not None:
            low, high = fields.number("min"), fields.number("max")
            if low is not None and high is not None and low > high:
                fields.problem("RANGE_ORDER")
            yield Bound(name, low, high, read_basis(fields, setting.citations))


def read_changes(reading: Reading, citations: Citations, node: Node | None) -> Iterator[Change]:
    """The changelog."""
    for item, path in reading.items(node, "changelog"):
        fields = reading.fields(item, path, "change")
        if fields is not None:
            fields.day("date")
            cites = citations.read(reading, fields.node("cite"), fields.at("cite"))
            change = fields.text("change", "CHANGE_NEEDED")
            yield Change(fields.text("version"), change, fields.text("why"), cites)


def read_not_encoded(reading: Reading, citations: Citations, node: Node | None) -> Iterator[NotEncoded]:
    """Provisions left to people."""
    for item, path in reading.items(node, "not_encoded"):
        fields = reading.fields(item, path, "not_encoded")
        if fields is not None:
            fields.text("note")
            yield NotEncoded(citations.read(reading, fields.node("cite"), fields.at("cite")), fields.text("why"))
