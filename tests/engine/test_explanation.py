"""A trace in words: every sentence exists in both languages, and says what a person needs to check the line by hand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kinerja_admin.engine.catalog import FolderShelf
from kinerja_admin.engine.explanation import Line, as_text, explain
from kinerja_admin.engine.functions import CALLABLE
from kinerja_admin.engine.reader.load import load
from kinerja_admin.engine.reader.rules import ERROR_CODES
from kinerja_admin.engine.reference import Prepared
from kinerja_admin.engine.trace import trace_person
from kinerja_admin.locale import LANGUAGES, words
from kinerja_admin.locale.catalogue import sentences
from tests.engine import workbench as bench

SHELF = FolderShelf(Path(__file__).resolve().parents[2] / "policies")
KEY = re.compile(r"\b(?:explain|function|word|rule|mode|error|value|unit)\.[A-Za-z_]+\b")


@pytest.mark.parametrize("name", [str(one) for one in SHELF.policies()])
def test_every_shipped_test_is_explained_in_both_languages(name: str):
    file = SHELF.read(next(one for one in SHELF.policies() if str(one) == name))
    assert file is not None
    policy = load(file, SHELF).policy
    assert policy is not None
    for example in policy.examples:
        content = trace_person(
            Prepared(policy, example.period or policy.first_period), example.id, example.given
        ).content
        for language in LANGUAGES:
            lines = explain(content, words(language))
            text = "\n".join(as_text(lines))
            assert KEY.findall(text) == []
            assert {line.name for line in lines if line.kind == "step"} == set(policy.steps)
            assert [line.name for line in lines if line.kind == "output"] == list(policy.outputs)


def test_every_function_and_error_can_be_said():
    spoken = CALLABLE - {"AND", "OR", "NOT", "PERCENT", "RATIO", "BAND"}
    assert {name for name in spoken if f"function.{name}" not in sentences("phrases")} == set()
    assert {name for name in CALLABLE if f"word.{name}" not in sentences("phrases")} == set()
    assert {code for code in ERROR_CODES if f"error.{code}" not in sentences("phrases")} == set()


def line_of(formula: str, given: dict[str, str], more: str = "", language: str = "en") -> Line:
    made = bench.policy(bench.step(formula, more))
    content = trace_person(Prepared(made, made.first_period), "A", bench.facts(made, given)).content
    return next(line for line in explain(content, words(language)) if line.name == "hasil")


@pytest.mark.parametrize(
    ("formula", "given", "text", "sum_"),
    [
        ("a * (b + 2)", {"a": "3", "b": "4"}, "a (3) × (b (4) + 2)", "3 × (4 + 2) = 18"),
        ("r * PERCENT(p)", {"r": "1000", "p": "12.5"}, "r (Rp1,000) × p (12.5%)", "1,000 × PERCENT(12.5) = 125"),
        ("r * PERCENT(40)", {"r": "1000"}, "r (Rp1,000) × 40%", "1,000 × PERCENT(40) = 400"),
        ("RATIO(a, b)", {"a": "1", "b": "3"}, "a (1) ÷ b (3)", "RATIO(1; 3) = 0.333333333333"),
        ("LOOKUP(eksak, kata)", {"kata": "A"}, "eksak for kata (A): 100", "100 = 100"),
        ("BAND(bawah, a)", {"a": "45"}, "bawah for a (45): 1", "1 = 1"),
        ("BAND(lapis, r)", {"r": "6000"}, "lapis by layers on r (Rp6,000): Rp900", None),
        ("SUM(s)", {"s": "1;1;5"}, "the sum of s (1 (2×); 5)", "SUM(1; 1; 5) = 7"),
        ("SUM(BAND(bawah, s))", {"s": "0;31"}, "the sum of bawah for s (0; 31): 0; 1", "SUM(0; 1) = 1"),
        ("COALESCE(mungkin, 3)", {}, "3, because mungkin (no data) is missing", None),
        ("IF(a > 1, b, 0)", {"a": "2", "b": "5"}, "b (5), because a (2) > 1", "IF(2 > 1; 5; 0) = 5"),
        ("IF(a > 1, b, 0)", {"a": "1", "b": "5"}, "0, because it does not hold that a (1) > 1", "IF(1 > 1; b; 0) = 0"),
        ("IF(kata >= 'B', 1, 0)", {"kata": "A"}, "1, because kata (A) ≥ “B”", "IF(“A” ≥ “B”; 1; 0) = 1"),
        ("MIN(a, b)", {"a": "2", "b": "5"}, "the smallest of (a (2); b (5))", "MIN(2; 5) = 2"),
        ("YEARS_BETWEEN(hari, akhir)", {"hari": "2000-01-01", "akhir": "2026-01-01"},
         "complete years from hari (1 January 2000) to akhir (1 January 2026)", "YEARS BETWEEN(1 January 2000; 1 January 2026) = 26"),
        ("-a", {"a": "2"}, "−a (2)", "−2 = −2"),
    ],
)  # fmt: skip
def test_a_formula_in_words_and_as_a_sum(formula: str, given: dict[str, str], text: str, sum_: str | None):
    line = line_of(formula, given, "    then: [{round: 0.000001}]\n")
    assert line.text == text
    if sum_ is not None:
        assert line.detail[0].replace("= -", "= −") == sum_


def test_limits_that_bit_and_rounding_are_told():
    line = line_of(
        "r / 3", {"r": "1000"}, "    unit: rupiah\n    then: [{at_most: 300}]\nrounding:\n  rupiah: {to: 100}\n"
    )
    assert line.detail == ("1,000 ÷ 3 = 333.333333333333", "at most 300: becomes 300")
    assert "A limit took hold: at most 300." in line.notes
    assert (
        line_of("r / 3", {"r": "1000"}, "    then: [{round: 0.01}]\n").detail[-1]
        == "rounded to 0.01, half up: Rp333.33"
    )


def test_the_author_s_own_sentence_comes_first():
    line = line_of("r * 2", {"r": "1500"}, "    explain: Dua kali {r} rupiah\n    then: [{round: 1}]\n", language="id")
    assert line.text == "Dua kali Rp1.500 rupiah"


def test_cases_not_taken_say_why():
    body = "\nsteps:\n  hasil:\n    hit: first\n    cases:\n"
    body += "      - {id: rendah, when: a < 5, value: 1, cite: perwal#pasal-2}\n      - {id: tinggi, when: a >= 5, value: 2}\n"
    made = bench.policy(bench.BODY + body)
    content = trace_person(Prepared(made, made.first_period), "A", bench.facts(made, {"a": "3"})).content
    line = next(line for line in explain(content, words("en")) if line.name == "hasil")
    assert line.detail == (
        "holds: rendah, because a (3) < 5",
        "By: Peraturan Wali Kota, pasal 2",
        "not looked at, because an earlier case held: tinggi, that is if a (3) ≥ 5",
        "1 = 1",
    )
