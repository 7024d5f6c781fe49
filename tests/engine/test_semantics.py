"""What formulas mean, line by line of the policy language: numbers, choices, absence, series, tables, dates, words."""

from __future__ import annotations

import pytest

from tests.engine import workbench as bench

NUMBERS = [
    ("7 / 22 * 11", {}, "3.5"),
    ("1 / 3", {}, "0.333333333333"),
    ("2 / 3", {}, "0.666666666667"),
    ("-2 / 3", {}, "-0.666666666667"),
    ("1 / 3 * 3 == 1", {}, "true"),
    ("0.1 + 0.2 == 0.3", {}, "true"),
    ("1_000_000 * 2", {}, "2000000"),
    ("2 - 3 - 4", {}, "-5"),
    ("2 - (3 - 4)", {}, "3"),
    ("12 / 4 / 3", {}, "1"),
    ("-a", {"a": "3"}, "-3"),
    ("- -a", {"a": "3"}, "3"),
    ("+a", {"a": "3"}, "3"),
    ("a / b", {"a": "1", "b": "0"}, "DIVISION_BY_ZERO hasil"),
    ("RATIO(a, b)", {"a": "1", "b": "4"}, "0.25"),
    ("RATIO(a, b)", {"a": "1", "b": "0"}, "DIVISION_BY_ZERO hasil"),
    ("RATIO(a, b, 1)", {"a": "1", "b": "0"}, "1"),
    ("RATIO(a, 2, b)", {"a": "1"}, "0.5"),  # the third argument counts only where it is needed
    ("PERCENT(p)", {"p": "12.5"}, "0.125"),
    ("ROUND(2.5, 0)", {}, "3"),
    ("ROUND(-2.5, 0)", {}, "-3"),
    ("ROUND(1.005, 2)", {}, "1.01"),
    ("ROUND(1234567, -3)", {}, "1235000"),
    ("ROUND(-1500, -3)", {}, "-2000"),
    ("CEILING(5001, 100)", {}, "5100"),
    ("CEILING(5000, 100)", {}, "5000"),
    ("CEILING(-5001, 100)", {}, "-5000"),
    ("FLOOR(-5001, 100)", {}, "-5100"),
    ("FLOOR(5.7, 0.5)", {}, "5.5"),
    ("CEILING(a, b)", {"a": "1", "b": "0"}, "OUT_OF_RANGE hasil"),
    ("CEILING(a, b)", {"a": "1", "b": "-1"}, "OUT_OF_RANGE hasil"),
    ("a * a", {"a": "999999999"}, "999999998000000001"),
    ("a * 10", {"a": "100000000000000000"}, "LIMIT hasil"),
    ("a * -10", {"a": "100000000000000000"}, "LIMIT hasil"),
    ("a - 1", {"a": "1000000000000000000"}, "LIMIT hasil"),
]

CONDITIONS = [
    ("60 <= a < 76", {"a": "60"}, "true"),
    ("60 <= a < 76", {"a": "76"}, "false"),
    ("1 < 2 < 3 < 4", {}, "true"),
    ("3 > 2 == true", {}, None),
    ("a == 1 or b == 1", {"a": "1"}, "true"),  # b is never asked
    ("b == 1 or a == 1", {"a": "1"}, "MISSING_INPUT hasil"),
    ("a == 1 and b == 1", {"a": "0"}, "false"),
    ("b == 1 and a == 1", {"a": "0"}, "MISSING_INPUT hasil"),
    ("AND(a == 1, b == 1)", {"a": "0"}, "false"),
    ("OR(a == 1, b == 1, b == 2)", {"a": "1"}, "true"),
    ("NOT(a == 1)", {"a": "1"}, "false"),
    ("not a == 1 and a == 2", {"a": "2"}, "true"),
    ("benar", {"benar": "true"}, "true"),
    ("benar == false", {"benar": "false"}, "true"),
    ("benar", {"benar": "ya"}, "TYPE_MISMATCH hasil"),
    ("IF(benar, a, b)", {"benar": "true", "a": "1"}, "1"),
    ("IF(benar, a, 1 / 0)", {"benar": "true", "a": "1"}, "1"),
    ("IF(benar, a, 1 / 0)", {"benar": "false", "a": "1"}, "DIVISION_BY_ZERO hasil"),
]

ABSENCE = [
    ("a + b", {"b": "1"}, "MISSING_INPUT hasil"),
    ("ganti + 1", {}, "8"),
    ("ganti + 1", {"ganti": "2"}, "3"),
    ("COALESCE(mungkin, 3)", {}, "3"),
    ("COALESCE(mungkin, 3)", {"mungkin": "0"}, "0"),
    ("COALESCE(mungkin, b)", {"mungkin": "0"}, "0"),  # b counts only where it is needed
    ("PRESENT(mungkin)", {}, "false"),
    ("PRESENT(a)", {}, "false"),
    ("PRESENT(ganti)", {}, "false"),
    ("IF(PRESENT(mungkin), mungkin * 2, 0)", {"mungkin": "4"}, "8"),
    ("IF(PRESENT(mungkin), mungkin * 2, 0)", {}, "0"),
    ("IF(NOT(PRESENT(mungkin)), 0, mungkin * 2)", {"mungkin": "4"}, "8"),
    ("PRESENT(mungkin) and mungkin > 3", {}, "false"),
    ("not PRESENT(mungkin) or mungkin > 3", {}, "true"),
    ("AVERAGE(a, mungkin)", {"a": "4"}, "4"),
    ("AVERAGE(a, mungkin)", {"a": "4", "mungkin": "6"}, "5"),
    ("COALESCE(kata_lain, 'C') == 'C'", {}, "true"),
]

SERIES = [
    ("SUM(s)", {"s": "1;2;3"}, "6"),
    ("SUM(s)", {"s": "-"}, "0"),
    ("SUM(s)", {}, "MISSING_INPUT hasil"),
    ("SUM(s)", {"s": "1;?;3"}, "MISSING_INPUT hasil"),
    ("COUNT(s)", {"s": "-"}, "0"),
    ("COUNT(u)", {"u": "1;?;3"}, "2"),
    ("COUNT(u > 1)", {"u": "1;2;3"}, None),
    ("COUNT(s > 1)", {"s": "1;2;3"}, "2"),
    ("COUNT(q)", {"q": "true;false;true"}, "2"),
    ("COUNT(PRESENT(u))", {"u": "1;?;3"}, "2"),
    ("SUM(COALESCE(u, 10))", {"u": "1;?;3"}, "14"),
    ("AVERAGE(u)", {"u": "1;?;3"}, "2"),
    ("AVERAGE(s)", {"s": "-"}, "MISSING_INPUT hasil"),
    ("AVERAGE(u)", {"u": "?;?"}, "MISSING_INPUT hasil"),
    ("MIN(s)", {"s": "-"}, "MISSING_INPUT hasil"),
    ("MAX(s)", {"s": "3;9;2"}, "9"),
    ("MIN(d) == PERIOD_START()", {"d": "2026-02-01;2026-01-01"}, "true"),
    ("MAX(w) == 'A'", {"w": "B;A;C"}, "true"),
    ("MIN(w) == 'C'", {"w": "B;A;C"}, "true"),
    ("SUM(v)", {"v": "1;?"}, "6"),
    ("SUM(s * t)", {"s": "1;2", "t": "3;4"}, "11"),
    ("SUM(s * t) / SUM(s)", {"s": "60;40", "t": "100;50"}, "80"),
    ("SUM(s + a)", {"s": "1;2", "a": "10"}, "23"),
    ("SUM(s * t)", {"s": "1;2", "t": "3"}, "TYPE_MISMATCH hasil"),
    ("COUNT(PRESENT(u))", {"s": "1;2", "u": "3"}, "TYPE_MISMATCH hasil"),
    ("COUNT(PRESENT(s))", {"s": "1", "u": "1;2;3"}, "TYPE_MISMATCH hasil"),
    ("SUM(s)", {"s": "1;2", "t": "3"}, "TYPE_MISMATCH hasil"),
    ("SUM(IF(q, s, 0))", {"q": "true;false", "s": "5;7"}, "5"),
    ("SUM(IF(q, s, 1 / a))", {"q": "true;true", "s": "5;7", "a": "0"}, "12"),
    ("SUM(MIN(s, 2))", {"s": "1;2;3"}, "5"),
    ("SUM(LOOKUP(eksak, w))", {"w": "A;B"}, "175"),
    ("SUM(BAND(bawah, s))", {"s": "0;1;30;31"}, "2"),
    ("SUM(RATIO(s, t, 0))", {"s": "1;1", "t": "0;2"}, "0.5"),
    ("MAX(1, 2, a)", {"a": "7"}, "7"),
    ("SUM(1, 2, a)", {"a": "7"}, "10"),
    ("MIN(kata, 'B') == 'C'", {"kata": "C"}, "true"),
]

TABLES = [
    ("LOOKUP(eksak, kata)", {"kata": "A"}, "100"),
    ("LOOKUP(eksak, 'B')", {}, "75"),
    ("LOOKUP(eksak, kata)", {"kata": "E"}, "OUT_OF_RANGE hasil"),
    ("LOOKUP(dua, kata, macam)", {"kata": "A", "macam": "fungsional"}, "2"),
    ("LOOKUP(dua, kata, macam)", {"kata": "B", "macam": "fungsional"}, "OUT_OF_RANGE hasil"),
    ("LOOKUP(angka, n)", {"n": "2"}, "20"),
    ("LOOKUP(angka, n)", {"n": "3"}, "OUT_OF_RANGE hasil"),
    ("LOOKUP(angka, n)", {"n": "21"}, "OUT_OF_RANGE hasil"),
    ("BAND(bawah, a)", {"a": "0"}, "0"),
    ("BAND(bawah, a)", {"a": "0.5"}, "0"),
    ("BAND(bawah, a)", {"a": "1"}, "0.5"),
    ("BAND(bawah, a)", {"a": "30.999"}, "0.5"),
    ("BAND(bawah, a)", {"a": "31"}, "1"),
    ("BAND(bawah, a)", {"a": "99999"}, "1"),
    ("BAND(bawah, a)", {"a": "-0.1"}, "OUT_OF_RANGE hasil"),
    ("BAND(atas, a)", {"a": "100"}, "1"),
    ("BAND(atas, a)", {"a": "100.01"}, "2"),
    ("BAND(atas, a)", {"a": "-5"}, "1"),
    ("BAND(atas, a)", {"a": "200.01"}, "OUT_OF_RANGE hasil"),
    ("BAND(atas_lain, a)", {"a": "200.01"}, "9"),
    ("BAND(cetak, a)", {"a": "30"}, "0.5"),
    ("BAND(cetak, a)", {"a": "31"}, "1"),
    ("BAND(cetak, a)", {"a": "61"}, "OUT_OF_RANGE hasil"),
    ("BAND(cetak, a)", {"a": "0"}, "OUT_OF_RANGE hasil"),
    ("BAND(lapis, a)", {"a": "0"}, "0"),
    ("BAND(lapis, a)", {"a": "1000"}, "50"),
    ("BAND(lapis, a)", {"a": "6000"}, "900"),
    ("BAND(lapis, a)", {"a": "-1"}, "OUT_OF_RANGE hasil"),
    ("LOOKUP(berubah, 'A')", {}, "1"),
]

DATES = [
    ("YEARS_BETWEEN(hari, akhir)", {"hari": "2000-02-29", "akhir": "2026-02-28"}, "25"),
    ("YEARS_BETWEEN(hari, akhir)", {"hari": "2000-02-29", "akhir": "2026-03-01"}, "26"),
    ("YEARS_BETWEEN(hari, akhir)", {"hari": "2000-01-15", "akhir": "2026-01-14"}, "25"),
    ("YEARS_BETWEEN(hari, akhir)", {"hari": "2000-01-15", "akhir": "2026-01-15"}, "26"),
    ("MONTHS_BETWEEN(hari, akhir)", {"hari": "2026-01-31", "akhir": "2026-02-28"}, "0"),
    ("MONTHS_BETWEEN(hari, akhir)", {"hari": "2026-01-31", "akhir": "2026-03-31"}, "2"),
    ("MONTHS_BETWEEN(hari, akhir)", {"hari": "2026-03-31", "akhir": "2026-01-31"}, "OUT_OF_RANGE hasil"),
    ("MONTHS_BETWEEN(hari, hari)", {"hari": "2026-03-31"}, "0"),
    ("hari - akhir", {"hari": "2026-03-01", "akhir": "2026-02-01"}, "28"),
    ("hari + 1", {"hari": "2026-02-28"}, "2026-03-01"),
    ("hari - 1", {"hari": "2024-03-01"}, "2024-02-29"),
    ("hari + a", {"hari": "2026-02-28", "a": "0.5"}, "TYPE_MISMATCH hasil"),
    ("hari", {"hari": "2026-02-30"}, "TYPE_MISMATCH hasil"),
    ("hari", {"hari": "28/02/2026"}, "TYPE_MISMATCH hasil"),
    ("MONTH(hari)", {"hari": "2026-02-28"}, "2"),
    ("PERIOD_START()", {}, "2026-01-01"),
    ("PERIOD_END() - PERIOD_START() + 1", {}, "31"),
    ("hari < PERIOD_START()", {"hari": "2025-12-31"}, "true"),
    ("MAX(hari, PERIOD_START())", {"hari": "2025-12-31"}, "2026-01-01"),
]

WORDS = [
    ("kata >= 'B'", {"kata": "A"}, "true"),
    ("kata >= acuan", {"kata": "C"}, "false"),
    ("kata == 'B'", {"kata": "B"}, "true"),
    ("'C' < kata < 'A'", {"kata": "B"}, "true"),
    ("macam == 'pelaksana'", {"macam": "fungsional"}, "false"),
    ("IF(kata > 'C', 1, 0)", {"kata": "D"}, "0"),
    ("IF(benar, 'A', kata)", {"benar": "false", "kata": "D"}, "D"),
    ("kata == 'B'", {"kata": "b"}, "OUT_OF_RANGE hasil"),
]

INPUTS = [
    ("n + 0", {"n": "20"}, "20"),
    ("n + 0", {"n": "21"}, "OUT_OF_RANGE hasil"),
    ("n + 0", {"n": "-1"}, "OUT_OF_RANGE hasil"),
    ("n + 0", {"n": "1.5"}, "TYPE_MISMATCH hasil"),
    ("n + 0", {"n": "1.0"}, None),
    ("n + 0", {"n": "satu"}, "TYPE_MISMATCH hasil"),
    ("n + 0", {"n": "1e1"}, "TYPE_MISMATCH hasil"),
    ("n + 0", {"n": "1,5"}, "TYPE_MISMATCH hasil"),
    ("n + 0", {"n": "1_0"}, "TYPE_MISMATCH hasil"),
    ("n + 0", {"n": "1;2"}, "TYPE_MISMATCH hasil"),
]


@pytest.mark.parametrize(
    ("formula", "given", "expected"),
    [
        case
        for table in (NUMBERS, CONDITIONS, ABSENCE, SERIES, TABLES, DATES, WORDS, INPUTS)
        for case in table
        if case[2]
    ],
)
def test_a_formula_comes_to(formula: str, given: dict[str, str], expected: str):
    assert bench.worked_out(formula, given) == expected


REFUSED = [
    ("3 > 2 == true", {"TYPES_DIFFER"}),
    ("mungkin + 1", {"ABSENT_UNGUARDED"}),
    ("IF(PRESENT(mungkin), 0, mungkin)", {"ABSENT_UNGUARDED"}),
    ("mungkin > 3 and PRESENT(mungkin)", {"ABSENT_UNGUARDED"}),
    ("PRESENT(mungkin) or mungkin > 3", {"ABSENT_UNGUARDED"}),
    ("COALESCE(a, mungkin)", {"ABSENT_UNGUARDED"}),
    ("COALESCE(mungkin * 2, 0)", {"ABSENT_UNGUARDED"}),
    ("SUM(u)", {"ABSENT_UNGUARDED"}),
    ("MIN(u)", {"ABSENT_UNGUARDED"}),
    ("MAX(a, mungkin)", {"ABSENT_UNGUARDED"}),
    ("SUM(a, mungkin)", {"ABSENT_UNGUARDED"}),
    ("COUNT(u > 1)", {"ABSENT_UNGUARDED"}),
    ("r + p", {"UNIT_MISMATCH"}),
    ("r > p", {"UNIT_MISMATCH"}),
    ("IF(benar, r, p)", {"UNIT_MISMATCH"}),
    ("PERCENT(r)", {"PERCENT_OF_WHAT"}),
    ("macam > 'pelaksana'", {"NOT_ORDERED"}),
    ("kata == macam", {"VOCABULARIES_DIFFER"}),
    ("kata == 'pelaksana'", {"WORD_NOT_IN"}),
    ("kata == 'E'", {"UNKNOWN_WORD"}),
    ("LOOKUP(eksak, 'pelaksana')", {"WORD_NOT_IN"}),
    ("LOOKUP(bawah, a)", {"TABLE_FORM"}),
    ("SUM(a)", {"SERIES_NEEDED"}),
    ("ROUND(a, n)", {"ROUND_PLACES"}),
    ("ROUND(a, 13)", {"ROUND_PLACES"}),
    ("a and b", {"CONDITION_NEEDED"}),
    ("benar + 1", {"NUMBER_NEEDED"}),
    ("hari + akhir", {"DATE_SUM"}),
    ("a // b", {"FORMULA_NOT_ALLOWED"}),
    ("a % b", {"FORMULA_NOT_ALLOWED"}),
    ("a if benar else b", {"FORMULA_NOT_ALLOWED"}),
    ("hasil + 1", {"CYCLE"}),
]


@pytest.mark.parametrize(("formula", "expected"), REFUSED)
def test_a_formula_is_refused(formula: str, expected: set[str]):
    assert bench.refused(formula) == expected


@pytest.mark.parametrize(
    ("formula", "unit", "expected"),
    [
        ("r * PERCENT(p)", "rupiah", set()),
        ("r * p", "rupiah", {"STEP_UNIT"}),
        ("r * p", "rupiah/persen", {"STEP_UNIT"}),
        ("RATIO(r, r) * 100", "persen", set()),
        ("RATIO(r, r)", "persen", {"STEP_UNIT"}),
        ("RATIO(r, r)", "rasio", set()),
        ("r / n", "rupiah", set()),
        ("r / r * r", "rupiah", set()),
        ("a * 3", "rupiah", set()),
        ("p", "skor", set()),
        ("r * tetap", "rupiah", set()),
        ("BAND(lapis, r)", "rupiah", set()),
        ("COUNT(s)", "hari", set()),
        ("hari - akhir", "hari", set()),
    ],
)
def test_units_are_worked_out(formula: str, unit: str, expected: set[str]):
    assert bench.refused(formula, f"    unit: {unit}\n    then: [{{round: 1}}]\n") == expected


@pytest.mark.parametrize(
    ("period", "expected"), [("2026-01", "1"), ("2026-03", "1"), ("2026-04", "0.65"), ("2026-12", "0.65")]
)
def test_a_dated_value_holds_until_the_next(period: str, expected: str):
    assert bench.worked_out("bertanggal", {}, period=period) == expected


@pytest.mark.parametrize(("period", "expected"), [("2026-02", "1"), ("2026-03", "11")])
def test_a_dated_table_holds_until_the_next(period: str, expected: str):
    assert bench.worked_out("LOOKUP(berubah, 'A')", {}, period=period) == expected


CASES = """
    cases:
      - {id: satu, when: a > 1, value: 10}
      - {id: dua, when: b > 1, value: 20}
"""


@pytest.mark.parametrize(
    ("more", "given", "expected"),
    [
        ("", {"a": "2", "b": "0"}, "10"),
        ("", {"a": "0", "b": "2"}, "20"),
        ("", {"a": "2", "b": "2"}, "CONFLICT hasil"),
        ("", {"a": "0", "b": "0"}, "NO_MATCH hasil"),
        ("", {"a": "2"}, "MISSING_INPUT hasil"),  # unique: every condition is looked at
        ("    hit: first\n", {"a": "2"}, "10"),
        ("    hit: first\n", {"a": "2", "b": "2"}, "10"),
        ("    hit: first\n", {"b": "2"}, "MISSING_INPUT hasil"),
        ("    otherwise: 5\n", {"a": "0", "b": "0"}, "5"),
        ("    otherwise: 1 / 0\n", {"a": "2", "b": "0"}, "10"),
    ],
)
def test_cases_look_only_at_what_they_choose(more: str, given: dict[str, str], expected: str):
    made = bench.policy(f"{bench.BODY}\nsteps:\n  hasil:{CASES}{more}")
    assert bench.value(made, given) == expected


@pytest.mark.parametrize(
    ("then", "given", "expected"),
    [
        ("[{at_most: 100}]", "120", "100"),
        ("[{at_least: 0}, {at_most: 100}]", "-3", "0"),
        ("[{at_least: 50}, {at_most: 10}]", "30", "10"),
        ("[{at_most: b * 2}]", "30", "8"),
        ("[{round: 10}]", "25", "30"),
        ("[{round: {to: 10, mode: half_even}}]", "25", "20"),
        ("[{round: {to: 10, mode: up}}]", "-21", "-30"),
        ("[{round: {to: 10, mode: down}}]", "-29", "-20"),
        ("[{round: 10}, {at_most: 24}]", "24.9", "20"),
        ("[{round: 10}, {at_most: 24.5}, {round: 1}]", "26", "25"),
        ("[{round: 0.01}]", "1.005", "1.01"),
    ],
)
def test_limits_and_rounding_act_in_order(then: str, given: str, expected: str):
    made = bench.policy(bench.step("a", f"    then: {then}\n"))
    assert bench.value(made, {"a": given, "b": "4"}) == expected


def test_the_rounding_of_a_unit_is_the_last_thing_done():
    body = bench.step(
        "r / 3", "    unit: rupiah\n    then: [{at_most: 33.3}]\nrounding:\n  rupiah: {to: 1, mode: up}\n"
    )
    assert bench.value(bench.policy(body), {"r": "300"}) == "34"


def test_later_steps_use_what_is_shown():
    body = bench.step("a / 3", "    then: [{round: 0.01}]\n  kali: {formula: hasil * 3}\n")
    assert bench.value(bench.policy(body), {"a": "1"}, "kali") == "0.99"


def test_a_step_that_nothing_rounds_keeps_twelve_decimals():
    body = bench.step("a / 3", "  kali: {formula: hasil * 3}\n")
    assert bench.value(bench.policy(body), {"a": "1"}, "kali") == "0.999999999999"


def test_errors_stay_with_their_step_and_what_uses_it():
    body = bench.step(
        "a / b", "  lewat: {formula: hasil + 1}\n  lain: {formula: a + 1}\n  pilih: {formula: 'IF(a > 0, a, hasil)'}\n"
    )
    made = bench.policy(body)
    given = {"a": "1", "b": "0"}
    assert bench.value(made, given) == "DIVISION_BY_ZERO hasil"
    assert bench.value(made, given, "lewat") == "DIVISION_BY_ZERO hasil"
    assert bench.value(made, given, "lain") == "2"
    assert bench.value(made, given, "pilih") == "1"


def test_a_result_is_an_error_only_if_an_output_or_a_check_has_one():
    steps = "  lain: {formula: a + 1, then: [{round: 1}]}\noutputs:\n  lain: {label: Lain}\n"
    made = bench.policy(bench.step("a / b", steps))
    assert bench.run(made, {"a": "1", "b": "0"}).fault is None
    checked = bench.policy(bench.step("a / b", steps + "checks:\n  - {id: wajar, assert: hasil >= 0}\n"))
    assert str(bench.run(checked, {"a": "1", "b": "0"}).fault) == "DIVISION_BY_ZERO hasil"


def test_a_check_that_fails_names_itself_and_leaves_the_values():
    checks = "outputs:\n  hasil: {label: Hasil}\nchecks:\n  - {id: tidak_negatif, assert: hasil >= 0}\n"
    result = bench.run(bench.policy(bench.step("a", "    then: [{round: 1}]\n" + checks)), {"a": "-5"})
    assert str(result.fault) == "CHECK_FAILED tidak_negatif"
    assert result.values["hasil"] == -5


def test_a_check_of_severity_warning_only_warns():
    checks = "checks:\n  - {id: tidak_negatif, assert: hasil >= 0, severity: warning}\n"
    result = bench.run(bench.policy(bench.step("a", checks)), {"a": "-5"})
    assert result.fault is None
    assert result.warnings == ("tidak_negatif",)


def test_the_first_error_in_reading_order_counts():
    assert bench.worked_out("a + 1 / b", {"b": "0"}) == "MISSING_INPUT hasil"
    assert bench.worked_out("1 / b + a", {"b": "0"}) == "DIVISION_BY_ZERO hasil"


INDICATORS = """
inputs:
  struktural: {type: condition, from: jabatan.pelayanan_publik}
indicators:
  mutu:
    {label: Mutu, weight: 60, unit: persen, measures: [target, realisasi], range: [0, 200], score: 'RATIO(mutu_realisasi, mutu_target) * 100'}
  waktu:
    {label: Waktu, weight: 40, unit: persen, measures: [realisasi], applies: not struktural, score: 100 - waktu_realisasi}
  biaya:
    {label: Biaya, weight: 40, unit: persen, measures: [realisasi], applies: struktural, score: 50 + biaya_realisasi}
rounding:
  skor: {to: 0.01}
steps:
  nilai: {unit: skor, formula: WEIGHTED_SCORE()}
  sebagian: {unit: skor, formula: WEIGHTED_SCORE(waktu)}
  ada: {formula: PRESENT(waktu_realisasi)}
"""


@pytest.mark.parametrize(
    ("given", "name", "expected"),
    [
        (
            {"struktural": "false", "mutu_target": "80", "mutu_realisasi": "60", "waktu_realisasi": "10"},
            "nilai",
            "81.00",
        ),
        (
            {"struktural": "true", "mutu_target": "80", "mutu_realisasi": "60", "biaya_realisasi": "10"},
            "nilai",
            "69.00",
        ),
        (
            {"struktural": "true", "mutu_target": "80", "mutu_realisasi": "60", "biaya_realisasi": "10"},
            "waktu_skor",
            "",
        ),
        (
            {"struktural": "true", "mutu_target": "80", "mutu_realisasi": "60", "biaya_realisasi": "10"},
            "sebagian",
            "NO_MATCH sebagian",
        ),
        ({"struktural": "true", "waktu_realisasi": "3"}, "ada", "false"),
        ({"struktural": "false", "mutu_target": "80", "mutu_realisasi": "60"}, "nilai", "MISSING_INPUT waktu_skor"),
        (
            {"struktural": "false", "mutu_target": "0", "mutu_realisasi": "60", "waktu_realisasi": "1"},
            "nilai",
            "DIVISION_BY_ZERO mutu_skor",
        ),
        (
            {"struktural": "false", "mutu_target": "3", "mutu_realisasi": "2", "waktu_realisasi": "1"},
            "mutu_skor",
            "66.67",
        ),
    ],
)
def test_the_weights_of_indicators_that_apply_are_spread_anew(given: dict[str, str], name: str, expected: str):
    assert bench.value(bench.policy(INDICATORS), given, name) == expected


LISTS = """
inputs:
  nilai: {type: integer, from: x.nilai}
  jabatan: {type: text, from: x.jabatan}
  siap: {type: condition, from: x.siap}
steps:
  skor: {formula: nilai * 2}
  layak: {formula: siap}
outputs:
  skor: {label: Skor}
lists:
  promosi: {where: layak, by: [skor], within: jabatan, limit: 2}
  semua: {by: [{by: skor, order: lowest}]}
"""


def test_lists_rank_everybody_after_the_evaluation():
    from kinerja_admin.engine.facts import Facts
    from kinerja_admin.engine.population import evaluate

    made = bench.policy(LISTS.replace("outputs:\n  skor: {label: Skor}\n", ""))
    columns = {
        "nilai": ("5", "9", "9", "7", "8", None),
        "jabatan": ("X", "X", "X", "X", "Y", "X"),
        "siap": ("true", "true", "true", "true", "true", "true"),
    }
    ranks = evaluate(made, Facts(tuple("abcdef"), columns), made.first_period).ranks
    assert ranks["promosi"] == (None, 1, 1, None, 1, None)
    assert ranks["semua"] == (1, 4, 4, 2, 3, None)
