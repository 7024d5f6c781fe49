"""A trace in words: every sentence exists in both languages, and says what a person needs to check the line by hand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kinerja_admin.engine.catalog import FolderShelf
from kinerja_admin.engine.explanation import Line, as_text, explain
from kinerja_admin.engine.functions import CALLABLE
from kinerja_admin.engine.policy import Policy
from kinerja_admin.engine.reader.load import load
from kinerja_admin.engine.reader.rules import ERROR_CODES
from kinerja_admin.engine.reading_order import reading_order
from kinerja_admin.engine.reference import Prepared
from kinerja_admin.engine.trace import trace_person
from kinerja_admin.engine.trace.values import raw_of
from kinerja_admin.locale import LANGUAGES, words
from kinerja_admin.locale.catalogue import sentences
from tests.engine import workbench as bench
from tests.engine.desk import Desk

SHELF = FolderShelf(Path(__file__).resolve().parents[2] / "policies")
KEY = re.compile(r"\b(?:explain|function|word|rule|mode|error|value|unit|reason|each|reading)\.[A-Za-z_]+\b")
RAW = re.compile(r"\b[A-Z_]{2,}\(|[{}]|value_that_is_missing")


@cache
def shipped(name: str) -> Policy:
    file = SHELF.read(next(one for one in SHELF.policies() if str(one) == name))
    assert file is not None
    policy = load(file, SHELF).policy
    assert policy is not None
    return policy


@cache
def traces(name: str) -> tuple[Mapping[str, Any], ...]:
    """The traces of every test that stands in a shipped policy."""
    policy = shipped(name)
    return tuple(
        trace_person(Prepared(policy, one.period or policy.first_period), one.id, one.given).content
        for one in policy.examples
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [str(one) for one in SHELF.policies()])
def test_every_shipped_test_is_explained_without_a_formula_that_nobody_may_type(name: str, language: str):
    policy = shipped(name)
    order, said = reading_order(policy), words(language)
    for content in traces(name):
        lines = explain(content, said, order)
        text = "\n".join(as_text(lines, said))
        assert KEY.findall(text) == []
        assert {line.name for line in lines if line.kind in {"step", "aside"}} == set(policy.steps)
        assert [line.name for line in lines if line.kind == "output"] == list(policy.outputs)
        for line in lines:
            assert [RAW.findall(part) for part in (line.text, *line.detail) if RAW.search(part)] == []


@pytest.mark.parametrize("name", [str(one) for one in SHELF.policies()])
def test_what_is_left_of_a_choice_gives_the_same_amount(name: str):
    steps = [node for content in traces(name) for node in content["nodes"] if node["kind"] == "step"]
    for node in steps:
        if node["type"] not in {"integer", "decimal"} or "error" in node:
            continue
        for passage in node.get("elements", [node]):
            chosen = next((case for case in passage.get("cases", ()) if "calculation" in case), passage)
            if chosen.get("calculation"):
                again = Desk().work_out(chosen["calculation"].replace("?", "missing"))
                assert raw_of(again) == passage["raw"]


def test_every_function_and_error_can_be_said():
    spoken = CALLABLE - {"AND", "OR", "NOT", "PERCENT", "RATIO"}
    assert {name for name in spoken if f"function.{name}" not in sentences("phrases")} == set()
    assert {code for code in ERROR_CODES if f"error.{code}" not in sentences("phrases")} == set()
    several = {key.removeprefix("error.") for key in sentences("phrases") if re.fullmatch(r"error\.\w+\.\w+", key)}
    personal = {key for key in sentences("problems") if key.partition(".")[0] in ERROR_CODES and "." in key}
    assert several == personal


@pytest.mark.parametrize(
    ("formula", "given", "note"),
    [
        ("m + 0", {"m": "70.123"}, "hasil: m holds “70.123” with 3 decimals, but at most 2 are allowed."),
        ("n + 0", {"n": "1.5"}, "hasil: n holds “1.5”, which is no whole number."),
        ("n + 0", {"n": "satu"}, "hasil: n holds “satu”, which is no number."),
        ("n + 0", {"n": "1;2"}, "hasil: n holds “1;2”, which is no number."),
        ("hari", {"hari": "2026-02-30"}, "hasil: hari holds “2026-02-30”, which is no date."),
        ("benar", {"benar": "ya"}, "hasil: benar holds “ya”, which is neither yes nor no."),
        ("hari + a", {"hari": "2026-02-28", "a": "0.5"}, "hasil: 0.5 is no whole number of days."),
        ("hari + 9999999", {"hari": "2026-02-28"}, "hasil: the date lies outside of the years 1 to 9999."),
        ("SUM(s * t)", {"s": "1;2", "t": "3"},
         "hasil: s holds 2 values, not as many as the other series of the same collection."),
    ],
)  # fmt: skip
def test_a_fact_of_another_kind_says_in_what_it_differs(formula: str, given: dict[str, str], note: str):
    body = bench.step(formula).replace("inputs:\n", "inputs:\n  m: {type: decimal, decimals: 2, from: x.m}\n", 1)
    line = lines_of(body, given)["hasil"]
    assert line.is_error
    assert note in line.notes


def test_what_could_not_be_worked_out_is_called_by_its_label():
    more = "    explain: Dasar {b} dikurangi {a}\nchecks:\n  - {id: cukup, assert: hasil >= 0}\n"
    lines = lines_of(bench.step("b - a", more), {"b": "1000"}, "id")
    assert lines["hasil"].text == "Dasar 1.000 dikurangi “a”"
    assert (lines["cukup"].text, lines["cukup"].detail) == ("hasil ≥ 0", ())


def lines_of(
    body: str, given: Mapping[str, str], language: str = "en", labels: Mapping[str, Sequence[str]] | None = None
) -> dict[str, Line]:
    made = bench.policy(body)
    content = trace_person(Prepared(made, made.first_period), "A", bench.facts(made, given), labels).content
    return {line.name: line for line in explain(content, words(language), reading_order(made))}


def line_of(formula: str, given: Mapping[str, str], more: str = "", language: str = "en") -> Line:
    return lines_of(bench.step(formula, more), given, language)["hasil"]


@pytest.mark.parametrize(
    ("formula", "given", "text", "sum_"),
    [
        ("a * (b + 2)", {"a": "3", "b": "4"}, "a (3) × (b (4) + 2)", "3 × (4 + 2) = 18"),
        ("r * PERCENT(p)", {"r": "1000", "p": "12.5"}, "r (Rp1,000) × p (12.5%)", "1,000 × 12.5% = 125"),
        ("r * PERCENT(40)", {"r": "1000"}, "r (Rp1,000) × 40%", "1,000 × 40% = 400"),
        ("r * PERCENT(a * 2)", {"r": "100", "a": "4"}, "r (Rp100) × (a (4) × 2 ÷ 100)", "100 × (4 × 2 ÷ 100) = 8"),
        ("RATIO(a, b)", {"a": "1", "b": "3"}, "a (1) ÷ b (3)", "1 ÷ 3 = 0.333333333…"),
        ("RATIO(a, b, 7)", {"a": "1", "b": "0"}, "a (1) ÷ b (0)", None),
        ("LOOKUP(eksak, kata)", {"kata": "A"}, "kata (A) → eksak: 100", None),
        ("BAND(bawah, a)", {"a": "45"}, "a (45) → bawah, row from 31: 1", None),
        ("BAND(bawah, n)", {"n": "7"}, "n (7) → bawah, row 1–30: 0.5", None),
        ("BAND(lapis, r)", {"r": "6000"}, "lapis by layers on r (Rp6,000): Rp900",
         "Rp1,000 above Rp0 × 5% = 50"),
        ("SUM(s)", {"s": "1;1;5"}, "the sum of s (1 (2×); 5)", "2 × 1 + 5 = 7"),
        ("SUM(s * 2)", {"s": "1;0"}, "the sum of (s (1; 0) × 2)", "butir 1: s (1) × 2 = 2"),
        ("AVERAGE(s)", {"s": "1;0;5"}, "the mean of s (1; 0; 5)", "(1 + 0 + 5) ÷ 3 = 2"),
        ("COUNT(s)", {"s": "1;0;5"}, "the number of s (1; 0; 5)", None),
        ("SUM(BAND(bawah, s))", {"s": "0;31"}, "the sum of (bawah by s (0; 31))",
         "butir 1: s (0) → bawah, row from 0, below 1: 0"),
        ("COALESCE(mungkin, 3)", {}, "3, because mungkin is missing", None),
        ("COALESCE(mungkin, 3) * 2", {"mungkin": "0"}, "mungkin (0) × 2", "0 × 2 = 0"),
        ("IF(a > 1, b, 0)", {"a": "2", "b": "5"}, "b (5), because a (2) > 1", None),
        ("IF(a > 1, b, 0)", {"a": "1", "b": "5"}, "0, because it does not hold that a (1) > 1", None),
        ("IF(PRESENT(mungkin), mungkin, 4)", {}, "4, because mungkin is missing", None),
        ("IF(a > 1, b * 2, 0) + 1", {"a": "2", "b": "5"}, "(b (5) × 2, because a (2) > 1) + 1", "5 × 2 + 1 = 11"),
        ("IF(kata >= 'B', 1, 0)", {"kata": "A"}, "1, because kata (A) ≥ “B”", None),
        ("MIN(a, b)", {"a": "2", "b": "5"}, "the smallest of (a (2); b (5))", "the smallest of (2; 5) = 2"),
        ("YEARS_BETWEEN(hari, akhir)", {"hari": "2000-01-01", "akhir": "2026-01-01"},
         "complete years from hari (1 January 2000) to akhir (1 January 2026)",
         "complete years from 1 January 2000 to 1 January 2026 = 26"),
        ("-a", {"a": "2"}, "−a (2)", None),
        ("ROUND(a / 3, 1) + 1", {"a": "1"}, "(a (1) ÷ 3 rounded to 1 decimal) + 1", "(1 ÷ 3 rounded to 1 decimal) + 1 = 1.3"),
    ],
)  # fmt: skip
def test_a_formula_in_words_and_as_a_sum(formula: str, given: dict[str, str], text: str, sum_: str | None):
    line = line_of(formula, given, "    then: [{round: 0.000001}]\n")
    assert line.text == text
    assert line.formula == (formula,)
    assert (line.detail[0] if line.detail and sum_ else None) == sum_


def test_a_value_that_nobody_rounds_says_so_once():
    line = line_of("a / 3", {"a": "1"})
    assert line.detail == ("1 ÷ 3 = 0.333333333333", "worked out to 12 decimals")


def test_limits_that_bit_and_rounding_are_told():
    line = line_of(
        "r / 3", {"r": "1000"}, "    unit: rupiah\n    then: [{at_most: 300}]\nrounding:\n  rupiah: {to: 100}\n"
    )
    assert line.detail == ("1,000 ÷ 3 = 333.333…", "at most Rp300: becomes 300")
    assert "A limit took hold: at most Rp300." in line.notes
    assert (
        line_of("r / 3", {"r": "1000"}, "    then: [{round: 0.01}]\n").detail[-1]
        == "rounded to Rp0.01, half up: Rp333.33"
    )


def test_the_author_s_own_sentence_comes_first_and_the_sum_stays():
    more = "    explain: Dua kali {r} rupiah; tambahan {mungkin}\n    then: [{round: 1}]\n"
    line = line_of("r * 2", {"r": "1500"}, more, language="id")
    assert line.text == "Dua kali Rp1.500 rupiah; tambahan tidak ada"
    assert line.detail == ("r (Rp1.500) × 2", "1.500 × 2 = 3.000")


def test_zero_is_not_missing():
    more = "    explain: Tambahan {mungkin}\n    then: [{round: 1}]\n"
    assert line_of("COALESCE(mungkin, 0)", {"mungkin": "0"}, more, "id").text == "Tambahan 0"
    assert line_of("COALESCE(mungkin, 0)", {}, more, "id").text == "Tambahan tidak ada"
    facts = lines_of(bench.step("COALESCE(mungkin, 0)"), {}, "id")
    assert (facts["mungkin"].amount, facts["mungkin"].is_error) == ("tidak ada", False)


def test_cases_not_taken_say_why():
    body = "\nsteps:\n  hasil:\n    hit: first\n    cases:\n"
    body += "      - {id: rendah, when: a < 5, value: 1, cite: perwal#pasal-2}\n      - {id: tinggi, when: a >= 5, value: 2}\n"
    line = lines_of(bench.BODY + body, {"a": "3"})["hasil"]
    assert line.detail == (
        "holds: rendah, because a (3) < 5",
        "not looked at, because an earlier case held: tinggi, that is if a (3) ≥ 5",
    )
    assert line.law == ("Peraturan Wali Kota, pasal 2",)
    assert line.formula == ("when: a < 5  value: 1", "when: a >= 5  value: 2")


SERIES = """
steps:
  potongan:
    unit: persen
    formula: BAND(telat, COALESCE(menit, 91))
    then: [{round: 0.5}]
  jumlah: {unit: persen, formula: SUM(potongan), then: [{round: 0.5}]}
"""
HEAD = """
inputs:
  menit: {type: integer, unit: menit, each: hari_kerja, from: presensi.menit_telat, missing: absent}
tables:
  telat: {label: Potongan terlambat, band: menit, unit: persen, from: {0: 0, 1: 0.5, 31: 1, 91: 1.5}}
"""
DAYS = {"hari_kerja": [f"2026-03-{day:02}" for day in (2, 3, 4, 5, 6, 9)]}


def test_each_day_that_matters_says_what_it_met():
    lines = lines_of(HEAD + SERIES, {"menit": "0;0;35;?;0;12"}, "id", DAYS)
    assert lines["potongan"].detail == (
        "hari kerja ke-3 (4 Maret 2026): menit (35 menit) → Potongan terlambat, baris 31–90 menit: 1%",
        "hari kerja ke-4 (5 Maret 2026): 91, karena menit tidak ada → Potongan terlambat, baris mulai 91 menit: 1,5%",
        "hari kerja ke-6 (9 Maret 2026): menit (12 menit) → Potongan terlambat, baris 1–30 menit: 0,5%",
        "3 hari kerja lain: menit (0 menit) → Potongan terlambat, baris 0 menit: 0%",
    )
    assert lines["jumlah"].detail == ("1 + 1,5 + 0,5 = 3",)
    assert lines["menit"].detail == (
        "hari kerja ke-3 (4 Maret 2026): 35 menit",
        "hari kerja ke-4 (5 Maret 2026): tidak ada",
        "hari kerja ke-6 (9 Maret 2026): 12 menit",
        "3 hari kerja lain: 0 menit",
    )
    english = lines_of(HEAD + SERIES, {"menit": "0;0;35;?;0;12"}, "en", DAYS)["potongan"].detail
    assert english[0] == (
        "working day 3 (4 March 2026): menit (35 minutes) → Potongan terlambat, row 31–90 minutes: 1%"
    )
    assert english[-1] == "3 other working days: menit (0 minutes) → Potongan terlambat, row 0 minutes: 0%"


def test_without_labels_the_place_is_told_and_many_alike_stand_together():
    lines = lines_of(HEAD + SERIES, {"menit": "40;40;0;40;0;40"}, "id")
    assert lines["potongan"].detail[0].startswith("hari kerja ke-1–2, 4, 6: menit (40 menit) → ")
    nothing = lines_of(HEAD + SERIES, {"menit": "0;0"}, "id")
    assert nothing["potongan"].detail == (
        "semua 2 hari kerja: menit (0 menit) → Potongan terlambat, baris 0 menit: 0%",
    )


def test_sections_and_months_are_said_as_people_say_them():
    labels = {"hari_kerja": ["2026-03-01/2026-03-15", "2026-03-16/2026-04-02", "2026-03"]}
    detail = lines_of(HEAD + SERIES, {"menit": "1;31;91"}, "id", labels)["menit"].detail
    assert [line.split(": ")[0] for line in detail] == [
        "hari kerja ke-1 (1–15 Maret 2026)",
        "hari kerja ke-2 (16 Maret 2026 – 2 April 2026)",
        "hari kerja ke-3 (Maret 2026)",
    ]


ROWS = """
law:
  perwal: {title: Peraturan Wali Kota}
vocabularies:
  jenis: {words: [a, b], ordered: false}
inputs:
  kelas: {type: integer, from: jabatan.kelas}
  menit: {type: integer, from: presensi.menit}
tables:
  tunjangan: {key: kelas, unit: rupiah, cite: perwal#pasal-1, unverified: {16: belum dicocokkan}, rows: {15: 10, 16: 20}}
  sanksi: {band: menit, key: jenis, unit: persen, unverified: {31: {b: usulan}}, from: {0: {a: 0, b: 0}, 31: {a: 1, b: 2}}}
steps:
  bayar: {unit: rupiah, formula: "LOOKUP(tunjangan, kelas)", then: [{round: 1}]}
  potong: {unit: persen, formula: "BAND(sanksi, menit, 'b')", then: [{round: 1}]}
"""


def test_only_the_row_that_was_met_is_marked_as_unverified():
    beside = lines_of(ROWS, {"kelas": "15", "menit": "3"})
    met = lines_of(ROWS, {"kelas": "16", "menit": "40"})
    assert beside["bayar"].notes == beside["potong"].notes == ()
    assert met["bayar"].notes == ("Not yet checked against the text of the law (tunjangan): belum dicocokkan",)
    assert met["potong"].notes == ("Not yet checked against the text of the law (sanksi): usulan",)
    assert beside["bayar"].law == ("Peraturan Wali Kota, pasal 1",)
    assert "    By: Peraturan Wali Kota, pasal 1" in "\n".join(as_text([beside["bayar"]], words("en")))


ORDER = """
inputs:
  besar: {type: condition, from: pegawai.besar}
  lalu: {type: integer, each: bulan_lalu, from: hasil.tpp.nilai, periods: year_to_date, missing: absent}
steps:
  total: {formula: "IF(besar, setahun, zakat + awal)", then: [{round: 1}]}
  zakat: {formula: "2", then: [{round: 1}]}
  awal: {formula: "1", then: [{round: 1}]}
  setahun: {formula: "SUM(COALESCE(lalu, 0))", then: [{round: 1}]}
outputs:
  total: {label: Total}
"""


def test_steps_stand_in_the_author_s_order_and_what_is_not_used_stands_aside():
    made = bench.policy(ORDER)
    content = trace_person(Prepared(made, made.first_period), "A", {"besar": False}).content
    lines = explain(content, words("id"), reading_order(made))
    assert [(line.kind, line.name) for line in lines if line.kind != "head"] == [
        ("output", "total"), ("fact", "besar"), ("step", "zakat"), ("step", "awal"), ("step", "total"),
        ("aside", "setahun"),
    ]  # fmt: skip
    assert "Tidak menentukan hasil ini:" in list(as_text(lines, words("id")))
    used = lines_of(ORDER, {"besar": "true", "lalu": "1;2"})
    assert (used["setahun"].kind, used["lalu"].kind, used["zakat"].kind) == ("step", "fact", "aside")


CASES = """
inputs:
  menit: {type: integer, each: hari_kerja, from: presensi.menit_telat}
steps:
  potongan:
    unit: persen
    cases:
      - {id: lama, label: Lama, when: menit > 30, value: menit / 10}
      - {id: sebentar, label: Sebentar, when: 0 < menit <= 30, value: 1}
    otherwise: 0
    then: [{at_most: 5}, {round: 0.1}]
"""


def test_an_element_tells_the_case_that_was_taken_and_the_limit_that_bit():
    line = lines_of(CASES, {"menit": "0;64;7;45;0"}, "id", {})["potongan"]
    assert line.detail == (
        "hari kerja ke-2: cocok: Lama, karena menit (64) > 30; menit (64) ÷ 10 = 6,4; paling banyak 5%: menjadi 5",
        "hari kerja ke-3: cocok: Sebentar, karena 0 < menit (7) ≤ 30; 1,0%",
        "hari kerja ke-4: cocok: Lama, karena menit (45) > 30; menit (45) ÷ 10 = 4,5",
        "2 hari kerja lain: tidak ada kasus yang cocok, jadi berlaku aturan selain itu; 0,0%",
    )
    assert line.notes == ("Batas berlaku pada sebagian nilai.",)
