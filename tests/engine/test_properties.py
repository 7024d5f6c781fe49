"""What always holds: order never matters, a slip can be worked out again by hand, printing and reading are inverse."""

from __future__ import annotations

import ast
import csv
import io
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kinerja_admin.engine.catalog import FolderShelf, PolicyFile
from kinerja_admin.engine.expression.formula import print_tree
from kinerja_admin.engine.expression.syntax import parse
from kinerja_admin.engine.facts import Facts
from kinerja_admin.engine.functions import CALLABLE, FUNCTIONS
from kinerja_admin.engine.numbers import Rounding, RoundingMode, parse_number, plain
from kinerja_admin.engine.people import cell_of, written
from kinerja_admin.engine.policy import Policy
from kinerja_admin.engine.population import evaluate
from kinerja_admin.engine.reader.load import load
from kinerja_admin.engine.reference import Prepared, evaluate_person
from kinerja_admin.engine.results_file import written as shown
from kinerja_admin.engine.trace import Trace, trace_person
from tests.engine import workbench as bench
from tests.engine.desk import recompute, rounded

ROOT = Path(__file__).resolve().parents[2]
SHELF = FolderShelf(ROOT / "policies")
CALM = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])

# --- order ------------------------------------------------------------------------------------------------------------

ORDERED = {"outputs"}


class Shuffled(yaml.SafeDumper):
    """Writes texts quoted, so that nothing changes its kind on the way."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


Shuffled.add_representer(str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"'))


def shuffled(node: Any, chance: Random, path: str = "") -> Any:
    """The same tree with the keys of every mapping in another order, where their order is no content."""
    if isinstance(node, dict):
        keys = list(node)
        if path not in ORDERED:
            chance.shuffle(keys)
        return {key: shuffled(node[key], chance, f"{path}.{key}".lstrip(".")) for key in keys}
    return [shuffled(one, chance, f"{path}[]") for one in node] if isinstance(node, list) else node


@pytest.mark.parametrize("name", [str(one) for one in SHELF.policies() if one.version.startswith("2026")])
@given(seed=st.integers(0, 2**32 - 1))
@settings(max_examples=2, deadline=None, phases=[Phase.generate])
def test_the_order_of_keys_never_matters(name: str, seed: int):
    policy_id = next(one for one in SHELF.policies() if str(one) == name)
    file = SHELF.read(policy_id)
    assert file is not None
    tree = yaml.load(file.text, Loader=yaml.BaseLoader)  # noqa: S506 - makes text and nothing else
    other = yaml.dump(
        none_for_null(shuffled(tree, Random(seed))), Dumper=Shuffled, sort_keys=False, allow_unicode=True, width=9999
    )
    before, after = load(file, SHELF), load(PolicyFile(unquoted(other), file.name, file.tables, file.id), SHELF)
    assert after.errors == ()
    assert after.digest == before.digest
    assert before.policy is not None
    assert after.policy is not None
    for example in before.policy.examples[:5]:
        period = example.period or before.policy.first_period
        results = [evaluate_person(Prepared(one, period), "A", example.given) for one in (before.policy, after.policy)]
        assert results[0] == results[1]


def none_for_null(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: none_for_null(one) for key, one in node.items()}
    if isinstance(node, list):
        return [none_for_null(one) for one in node]
    return None if node in {"null", "~", ""} else node


def unquoted(text: str) -> str:
    """Flags and plain numbers written as they are; everything else stays quoted."""
    return re.sub(r'"(true|false|-?[0-9]+(?:\.[0-9]+)?)"(?=$|[,}\]:])', r"\1", text, flags=re.MULTILINE)


@given(order=st.permutations(range(6)))
@CALM
def test_steps_that_do_not_need_each_other_permute(order: list[int]):
    steps = [
        "  satu: {formula: a + 1}\n", "  kedua: {formula: b / 3}\n", "  tiga: {formula: satu * kedua}\n",
        "  empat: {formula: tiga - satu}\n", "  lima: {formula: a * b}\n", "  enam: {formula: lima + kedua}\n",
    ]  # fmt: skip
    made = [
        bench.policy(f"{bench.BODY}\nsteps:\n{''.join(steps[place] for place in places)}")
        for places in (range(6), order)
    ]
    assert made[0].digest == made[1].digest
    assert made[0].order == made[1].order
    results = [bench.run(one, {"a": "5", "b": "7"}) for one in made]
    assert results[0] == results[1]


# --- a slip worked out again ------------------------------------------------------------------------------------------


def check_slip(trace: Trace) -> int:
    """Every step of a slip, worked out again; how many."""
    count = 0
    for node in trace.content["nodes"]:
        if node["kind"] != "step" or "error" in node or node["value"] is None:
            continue
        passages = node["elements"] if node["each"] else [node]
        values = node["value"] if node["each"] else [node["value"]]
        for passage, value in zip(passages, values, strict=True):
            if not words_in_order(passage):
                assert recompute(node, passage) == value, node["name"]
                count += 1
    return count


def words_in_order(passage: Mapping[str, Any]) -> bool:
    """Whether a comparison needs the order of a vocabulary, which a calculator does not know."""
    return bool(re.search(r"'[^']*' [<>]=? '(?!\d{4}-)|MAX\('(?!\d{4}-)|MIN\('(?!\d{4}-)", str(passage)))


@pytest.mark.parametrize("name", [str(one) for one in SHELF.policies()])
def test_the_slips_of_every_shipped_test_can_be_worked_out_again(name: str):
    policy = shipped(name)
    count = 0
    for example in policy.examples:
        prepared = Prepared(policy, example.period or policy.first_period)
        trace = trace_person(prepared, example.id, example.given)
        assert same_values(policy, trace, prepared, example.given)
        count += check_slip(trace)
    assert count >= len(policy.examples)


def shipped(name: str) -> Policy:
    file = SHELF.read(next(one for one in SHELF.policies() if str(one) == name))
    assert file is not None
    policy = load(file, SHELF).policy
    assert policy is not None
    return policy


def same_values(policy: Policy, trace: Trace, prepared: Prepared, facts: Mapping[str, Any]) -> bool:
    result = evaluate_person(prepared, "A", facts)
    for node in trace.content["nodes"]:
        if node["kind"] == "step":
            value = result.values.get(node["name"])
            decimals = policy.steps[node["name"]].decimals
            expected = (
                [shown(one, decimals) for one in value]
                if isinstance(value, tuple)
                else None
                if value is None
                else shown(value, decimals)
            )
            if node["value"] != expected:
                return False
    return True


SLIP = bench.policy(
    bench.BODY
    + """
rounding:
  rupiah: {to: 1}
  persen: {to: 0.01, mode: half_even}
steps:
  dasar: {unit: rupiah, formula: "r * LOOKUP(eksak, kata) / 7"}
  telat: {unit: persen, formula: "IF(s > 30, s / 7, BAND(bawah, s))"}
  potongan: {unit: persen, formula: "SUM(telat) + COUNT(PRESENT(u)) * 0.3", then: [{at_least: 1}, {at_most: p}]}
  rata: {formula: "AVERAGE(u)"}
  lapisan: {unit: rupiah, formula: "BAND(lapis, r)", then: [{round: {to: 10, mode: up}}]}
  kasus:
    hit: first
    cases:
      - {when: a > b, value: (a - b) / 3}
      - {when: a == b, value: "COALESCE(mungkin, 2) * ganti"}
    otherwise: MIN(a, b) * ROUND(a / 7, 2)
  hasil: {unit: rupiah, formula: "MAX(dasar * (1 - PERCENT(potongan)) - lapisan, 0)"}
"""
)
AMOUNT = st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False).map(lambda one: format(one, "f"))
PERSON = st.fixed_dictionaries(
    {
        "r": AMOUNT,
        "a": AMOUNT,
        "b": AMOUNT,
        "p": st.integers(0, 100).map(str),
        "kata": st.sampled_from(["A", "B", "C", "D"]),
        "s": st.lists(st.integers(0, 90).map(str), max_size=6).map(lambda parts: ";".join(parts) or "-"),
    },
    optional={"mungkin": AMOUNT, "ganti": AMOUNT},
)


@given(person=PERSON, seed=st.lists(st.sampled_from(["?", "1", "2.5"]), min_size=6, max_size=6))
@CALM
def test_a_slip_worked_out_again_from_its_trace_agrees(person: dict[str, str], seed: list[str]):
    count = 0 if person["s"] == "-" else person["s"].count(";") + 1
    given_facts = {**person, "u": ";".join(seed[:count]) or "-"}
    facts = bench.facts(SLIP, given_facts)
    prepared = Prepared(SLIP, SLIP.first_period)
    trace = trace_person(prepared, "A", facts)
    assert same_values(SLIP, trace, prepared, facts)
    assert check_slip(trace) >= 4
    assert trace.digest == trace_person(Prepared(SLIP, SLIP.first_period), "A", facts).digest


# --- printing and reading ---------------------------------------------------------------------------------------------

NUMBER = st.decimals(min_value=0, max_value=10**6, places=3, allow_nan=False).map(
    lambda one: format(one.normalize(), "f")
)
LEAF = st.one_of(NUMBER, st.sampled_from(["a", "b", "s", "true", "'kata'"]))


def grown(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    sign = st.sampled_from(["+", "-", "*", "/", "==", "!=", "<", "<=", ">", ">=", "and", "or"])
    pair = st.tuples(children, sign, children)
    return st.one_of(
        pair.map(" ".join),
        pair.map(lambda parts: f"({' '.join(parts)})"),
        children.map(lambda inner: f"-{inner}"),
        children.map(lambda inner: f"not {inner}"),
        st.tuples(children, children).map(lambda parts: f"({parts[0]} < {parts[1]} <= 9)"),
        st.tuples(st.sampled_from(sorted(FUNCTIONS)), st.lists(children, max_size=3)).map(
            lambda parts: f"{parts[0]}({', '.join(parts[1])})"
        ),
    )


@given(text=st.recursive(LEAF, grown, max_leaves=12))
@settings(max_examples=200, deadline=None)
def test_parsing_what_was_printed_gives_the_same(text: str):
    parsed = parse(text, CALLABLE)
    if parsed.tree is None:
        return
    printed = print_tree(parsed.tree)
    again = parse(printed, CALLABLE)
    assert again.tree is not None, printed
    assert again.findings == ()
    assert print_tree(again.tree) == printed
    assert ast.dump(again.tree) == ast.dump(parsed.tree)


# --- numbers ----------------------------------------------------------------------------------------------------------


@given(
    value=st.fractions(min_value=-(10**9), max_value=10**9, max_denominator=10**6),
    to=st.sampled_from(["1", "0.01", "0.001", "100", "1000", "0.5", "5", "0.25"]),
    mode=st.sampled_from(list(RoundingMode)),
)
@settings(max_examples=150, deadline=None)
def test_rounding_agrees_with_the_decimal_module(value: Fraction, to: str, mode: RoundingMode):
    for exact in (value, Fraction(round(value * 8), 8)):  # the second hits ties
        assert Rounding(Fraction(to), mode).apply(exact) == rounded(exact, Fraction(to), mode.value)


@given(value=st.decimals(min_value=-(10**18), max_value=10**18, places=12, allow_nan=False))
@CALM
def test_a_number_written_and_read_is_itself(value: Decimal):
    text = plain(Fraction(value))
    assert "e" not in text.lower()
    assert parse_number(text) == Fraction(value)


# --- files ------------------------------------------------------------------------------------------------------------

WORD = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Zs", "Zl", "Zp"), blacklist_characters=";?-\ufeff"),
    min_size=1,
    max_size=8,
)
ATOM = st.one_of(WORD, NUMBER, st.dates().map(date.isoformat), st.sampled_from(["true", "false"]))


@given(cell=st.one_of(st.none(), ATOM, st.lists(st.one_of(st.none(), ATOM), max_size=5).map(tuple)))
@CALM
def test_a_cell_written_and_read_is_itself(cell: Any):
    import unicodedata

    text = written(cell)
    line = io.StringIO()
    csv.writer(line).writerow(["id", text])
    again = next(csv.reader(io.StringIO(line.getvalue())))[1]
    read = cell_of(again, is_series=isinstance(cell, tuple))
    assert read == (
        tuple(one and unicodedata.normalize("NFC", one) for one in cell)
        if isinstance(cell, tuple)
        else cell and unicodedata.normalize("NFC", cell)
    )


# --- functions --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_the_example_of_a_function_is_true(name: str):
    formula, expected = FUNCTIONS[name].example
    if not formula:
        assert name in {
            "COUNT",
            "LOOKUP",
            "BAND",
            "PRESENT",
            "COALESCE",
            "WEIGHTED_SCORE",
            "YEARS_BETWEEN",
            "MONTHS_BETWEEN",
        }
        return
    assert bench.worked_out(formula, {}) == expected


def test_one_person_in_error_never_stops_the_others():
    made = bench.policy(bench.step("a / b"))
    facts = Facts(("x", "y", "z"), {"a": ("1", "2", None), "b": ("0", "2", "1")})
    found = [
        shown(result.values.get("hasil"), None) or str(result.faults["hasil"])
        for result in evaluate(made, facts, made.first_period).results
    ]
    assert found == ["DIVISION_BY_ZERO hasil", "1", "MISSING_INPUT hasil"]
