"""Every key that a policy file may hold: what it takes, whether it must stand there, what it means.

The reader, the JSON Schema for editors and the test of the author's guide all read this one table.
"""

from __future__ import annotations

from dataclasses import dataclass

PERIODS = ("month", "quarter", "semester", "year")
TYPES = ("integer", "decimal", "condition", "date", "text")
MEASURES = ("target", "target_atas", "realisasi", "baseline")
MODES = ("half_up", "half_even", "up", "down")


@dataclass(frozen=True, slots=True)
class Key:
    """One key: ``takes`` names a kind of value, a choice of words, or another group of keys."""

    takes: str
    required: bool = False
    choices: tuple[str, ...] = ()


TEXT, NUMBER, FORMULA, MONTH, DATE, ANY = (Key(kind) for kind in ("text", "number", "formula", "month", "date", "any"))
CITE = Key("cite")
_ABOUT = {"label": TEXT, "note": TEXT, "cite": CITE, "unverified": TEXT}

LAYOUT: dict[str, dict[str, Key]] = {
    "policy": {
        "schema": Key("text", required=True),
        "region": Key("name", required=True),
        "policy": Key("name", required=True),
        "version": Key("text", required=True),
        "title": Key("text", required=True),
        "effective": Key("group:effective", required=True),
        "decided": Key("date", required=True),
        "period": Key("choice", required=True, choices=PERIODS),
        "note": TEXT,
        "uses": Key("map:names"),
        "supersedes": TEXT,
        "law": Key("map:law"),
        "vocabularies": Key("map:vocabulary"),
        "inputs": Key("map:input"),
        "indicators": Key("map:indicator"),
        "parameters": Key("map:parameter"),
        "tables": Key("map:table"),
        "rounding": Key("map:rounding"),
        "steps": Key("map:step"),
        "outputs": Key("map:output"),
        "lists": Key("map:list"),
        "checks": Key("list:check"),
        "tests": Key("list:test"),
        "bounds": Key("map:bound"),
        "changelog": Key("list:change"),
        "not_encoded": Key("list:not_encoded"),
    },
    "effective": {"from": Key("month", required=True), "to": MONTH},
    "law": {"title": Key("text", required=True), "url": TEXT, "note": TEXT, "date": DATE},
    "vocabulary": {"words": Key("words", required=True), "ordered": Key("flag"), **_ABOUT},
    "input": {
        **_ABOUT,
        "type": Key("type", required=True),
        "from": Key("text", required=True),
        "unit": TEXT,
        "each": TEXT,
        "range": Key("range"),
        "decimals": NUMBER,
        "missing": Key("missing"),
        "periods": TEXT,
    },
    "missing": {"use": Key("any", required=True), "cite": Key("cite", required=True), "note": TEXT, "unverified": TEXT},
    "indicator": {
        **_ABOUT,
        "label": Key("text", required=True),
        "weight": Key("number", required=True),
        "score": Key("formula", required=True),
        "unit": TEXT,
        "decimals": NUMBER,
        "measures": Key("list:text", choices=MEASURES),
        "range": Key("range"),
        "direction": Key("choice", choices=("higher", "lower")),
        "of": Key("choice", choices=("pegawai", "unit_kerja", "layanan")),
        "span": Key("choice", choices=("period", "year")),
        "recorded_by": Key("choice", choices=("pegawai", "atasan", "hr", "masyarakat", "sistem")),
        "verified_by": Key("choice", choices=("pegawai", "atasan", "hr", "masyarakat", "sistem")),
        "evidence": Key("choice", choices=("required", "optional", "none")),
        "applies": FORMULA,
        "explain": TEXT,
    },
    "parameter": {**_ABOUT, "value": ANY, "values": Key("list:dated"), "unit": TEXT, "type": Key("type")},
    "dated": {"from": Key("month", required=True), "value": Key("any", required=True), "cite": CITE,
              "unverified": TEXT, "note": TEXT},
    "table": {
        **_ABOUT,
        "unverified": Key("doubts"),
        "key": Key("keys"),
        "band": TEXT,
        "unit": TEXT,
        "type": Key("type"),
        "mode": Key("choice", choices=("marginal",)),
        "rows": Key("cells"),
        "from": Key("cells"),
        "up_to": Key("cells"),
        "between": Key("list:between"),
        "file": TEXT,
        "values": Key("list:dated_table"),
    },
    "dated_table": {
        "from": Key("month", required=True),
        "rows": Key("cells"),
        "up_to": Key("cells"),
        "between": Key("list:between"),
        "file": TEXT,
        "cite": CITE,
        "unverified": TEXT,
        "note": TEXT,
    },
    "between": {"from": NUMBER, "to": NUMBER, "value": Key("any", required=True)},
    "rounding": {"to": Key("number", required=True), "mode": Key("choice", choices=MODES)},
    "step": {
        **_ABOUT,
        "unit": TEXT,
        "type": Key("type"),
        "formula": FORMULA,
        "cases": Key("list:case"),
        "otherwise": FORMULA,
        "hit": Key("choice", choices=("unique", "first")),
        "then": Key("list:then"),
        "explain": TEXT,
    },
    "case": {**_ABOUT, "id": TEXT, "when": Key("formula", required=True), "value": Key("formula", required=True)},
    "then": {"at_least": FORMULA, "at_most": FORMULA, "round": Key("group:rounding")},
    "output": {"label": TEXT, "payable": Key("flag"), "export": TEXT, "note": TEXT},
    "list": {
        **_ABOUT,
        "where": FORMULA,
        "by": Key("list:sort", required=True),
        "within": TEXT,
        "limit": NUMBER,
    },
    "sort": {"by": Key("text", required=True), "order": Key("choice", choices=("highest", "lowest"))},
    "check": {
        **_ABOUT,
        "id": Key("text", required=True),
        "assert": FORMULA,
        "monotone": Key("group:monotone"),
        "total": Key("group:total"),
        "share": Key("group:share"),
        "severity": Key("choice", choices=("error", "warning")),
    },
    "monotone": {"output": Key("text", required=True), "input": Key("text", required=True),
                 "direction": Key("choice", required=True, choices=("up", "down"))},
    "total": {"output": Key("text", required=True), "at_most": FORMULA, "at_least": FORMULA},
    "share": {"output": Key("text", required=True), "equals": Key("any", required=True), "at_most": FORMULA,
              "at_least": FORMULA, "within": TEXT},
    "test": {
        "id": Key("text", required=True),
        "label": TEXT,
        "note": TEXT,
        "source": CITE,
        "period": TEXT,
        "given": Key("values"),
        "expect": Key("values"),
        "expect_error": TEXT,
    },
    "bound": {**_ABOUT, "min": NUMBER, "max": NUMBER},
    "change": {"version": Key("text", required=True), "change": Key("text", required=True), "why": TEXT, "cite": CITE,
               "date": DATE},
    "not_encoded": {"cite": Key("cite", required=True), "why": Key("text", required=True), "note": TEXT},
}  # fmt: skip
