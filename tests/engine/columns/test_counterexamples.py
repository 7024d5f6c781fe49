"""What once came out differently in columns than in the reference, or might: each with the smallest people that show it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from kinerja_admin.engine.catalog import FolderShelf, PolicyFile
from kinerja_admin.engine.columns.given import GivenFacts
from kinerja_admin.engine.columns.typed import Given
from kinerja_admin.engine.facts import Cell, Facts
from kinerja_admin.engine.policy import Policy
from kinerja_admin.engine.reader.load import load
from tests.engine.columns.conftest import Judge
from tests.engine.columns.generated import HEAD, TABLES

FINE = "then: [{round: {to: 0.000001, mode: half_up}}]"
MISSING_SECOND = np.array([False, True])


def policy_of(*steps: str, head: str = HEAD, lists: str = "") -> Policy:
    """A policy of some steps, all of them outputs."""
    lines = "".join(f"  {step}\n" for step in steps)
    outputs = "".join(f"  {step.partition(':')[0]}: {{label: x}}\n" for step in steps)
    file = PolicyFile(text=f"{head}steps:\n{lines}outputs:\n{outputs}{lists}", name="a", tables=TABLES)
    loaded = load(file, FolderShelf(Path("nowhere")))
    assert loaded.policy is not None, loaded.problems
    return loaded.policy


def cells(**columns: tuple[Cell, ...]) -> Facts:
    """People by their cells."""
    return Facts(tuple(map(str, range(len(next(iter(columns.values())))))), columns)


def arrays(policy: Policy, **columns: Given) -> GivenFacts:
    """Two people by arrays."""
    return GivenFacts(("a", "b"), columns, policy.inputs)


@pytest.mark.parametrize(
    "formula",
    [
        "MONTH(PERIOD_START() + i1 * 3)",
        "MONTHS_BETWEEN(PERIOD_START(), PERIOD_START() + i1 * 3)",
        "YEARS_BETWEEN(pd - i1 * 90, IF(i1 > 2, PERIOD_START() + i1 * 30, pd + i1 * 7))",
    ],
)
def test_days_that_share_a_unit_with_what_is_added(judge: Judge, formula: str):
    """1 January 2026 is a whole multiple of three days."""
    policy = policy_of(f's: {{formula: "{formula}"}}')
    judge(policy, cells(i1=(1, 2, 30, 60, 100)), policy.first_period)


def test_a_default_finer_than_large_facts(judge: Judge):
    """(10^14 + 1) thousandths do not fit into float64."""
    fine = "  halus: {type: decimal, from: a.halus, missing: {use: 0.001, cite: uu}}\n  i2: {type"
    policy = policy_of(
        f's: {{formula: "halus - 99999999999990", {FINE}}}', head=HEAD.replace("  i2: {type", fine)
    )  # fmt: skip
    judge(policy, cells(halus=(10**14 + 1, None, 10**14 + 3, 10**15 + 7, 10**17 + 1)), policy.first_period)
    judge(policy, arrays(policy, halus=Given(np.array([10**14 + 1, 5]), missing=MISSING_SECOND)), policy.first_period)


def test_the_smallest_int64_is_beyond_the_limit(judge: Judge):
    policy = policy_of('s: {formula: "IF(i2 < 0, 1, 2)"}')
    judge(policy, arrays(policy, i2=Given(np.array([-(2**63), 5]))), policy.first_period)


def test_words_of_which_everybody_has_none(judge: Judge):
    policy = policy_of("s: {formula: \"COALESCE(w2, 'B') == 'A'\"}")
    none = Given(np.array([0, 0]), words=(), missing=np.array([True, True]))
    judge(policy, arrays(policy, w2=none), policy.first_period)


def test_more_digits_than_a_decimal_keeps_by_itself(judge: Judge):
    """30 digits: Python's decimal arithmetic rounds to 28."""
    policy = policy_of(f's: {{formula: "panjang - 123456789012345678", {FINE}}}', head=HEAD.replace(
        "  i2: {type", "  panjang: {type: decimal, from: a.panjang}\n  i2: {type"))  # fmt: skip
    values = np.array([123456789012345678123456789012, 5, None], dtype=object)[:-1]
    given = arrays(policy, panjang=Given(values, decimals=12, missing=MISSING_SECOND))
    assert given.row(0)["panjang"] == Decimal("123456789012345678.123456789012")
    judge(policy, given, policy.first_period)


@pytest.mark.parametrize(
    ("bounds", "bare"), [([0, 1, 3], [True, False]), ([1, 2, 4], [False, False]), ([0, 0, 4], [True, False])]
)
def test_series_that_do_not_begin_where_the_collection_does(judge: Judge, bounds: list[int], bare: list[bool]):
    """Elements of somebody who has no series, and elements before the first person's."""
    policy = policy_of(f's: {{formula: "SUM(su)", {FINE}}}', "t: {formula: COUNT(su)}")
    series = Given(np.array([10, 20, 30, 40]), bounds=np.array(bounds), bare=np.array(bare))
    judge(policy, arrays(policy, su=series), policy.first_period)


@pytest.mark.parametrize("mode", ["half_up", "half_even", "up", "down"])
def test_ties_of_large_and_negative_values(judge: Judge, mode: str):
    policy = policy_of(f's: {{formula: "big * d3 / 20", then: [{{round: {{to: 1, mode: {mode}}}}}]}}')
    big = (10**17 + 10, -(10**17) - 10, 10**17 + 30, 10**15 + 5, -(10**15) - 15, 2**53 + 1)
    d3 = (1, Decimal("1.0001"), -1, Decimal("1.0002"), 1, Decimal("0.0002"))
    judge(policy, cells(big=big, d3=d3), policy.first_period)


def test_edges_of_bands_met_exactly(judge: Judge):
    formulas = ("d1", "d1 / 7 * 7", "d1 * d3 / d3", "d1 * d3 * d3 * d3 * d3 / d3")
    policy = policy_of(*(
        f's_{table}_{place}: {{formula: "BAND({table}, {formula})", {FINE}}}'
        for table in ("f1", "u1", "u2", "m1", "m2", "n1") for place, formula in enumerate(formulas)
    ))  # fmt: skip
    edges = ("0", "1", "10", "30", "31", "54.25", "60", "61", "90", "91", "100", "250.5", "5000", "100000")
    near = [Decimal(edge) + Decimal(step) for edge in edges for step in ("0", "0.01", "-0.01")]
    facts = cells(d1=tuple(near), d3=tuple(Decimal(7 + place) / 10_000 for place in range(len(near))))
    judge(policy, facts, policy.first_period)


def test_the_limit_is_met_only_by_rounding(judge: Judge):
    policy = policy_of(
        's: {formula: "big * d3", then: [{round: {to: 1000, mode: half_up}}]}', f't: {{formula: "s - 1 + i2", {FINE}}}'
    )
    big = (999_999_999_999_999_499, 999_999_999_999_999_500, -999_999_999_999_999_500, 999_999_999_999_999_999, 7)
    judge(policy, cells(big=big, d3=(1, 1, 1, 1, 1), i2=(0, 0, 0, 0, 0)), policy.first_period)


def test_an_error_stays_with_one_person_and_one_branch(judge: Judge):
    policy = policy_of(
        f's: {{formula: "IF(b1, 1 / i2, i1)", {FINE}}}',
        "t: {cases: [{id: a, when: i2 == 0, value: 5}, {id: b, when: 1 / i2 > 0, value: 6}], hit: first, otherwise: 7}",
        "u: {cases: [{id: a, when: i2 == 0, value: 5}, {id: b, when: 1 / i2 > 0, value: 6}], otherwise: 7}",
        f's2: {{formula: "IF(b1 and i1 / i2 > 1, COALESCE(d2, 1 / i2), RATIO(d1, i2, d1))", {FINE}}}',
    )
    facts = cells(
        b1=(True, True, False, False, None, True), i2=(0, 2, 0, None, 3, -4), i1=(1, 101, 3, 4, 5, 0),
        d1=(Decimal("1.5"), 0, 3, None, 1, 2), d2=(None, 1, None, 2, None, None),
    )  # fmt: skip
    for chunk in (1, 2, None):
        judge(policy, facts, policy.first_period, chunk=chunk)


def test_month_ends_and_leap_days(judge: Judge):
    from_days = [f"20{year:02}-{day}" for year in (0, 23, 24, 26) for day in ("01-31", "02-28", "03-31", "12-31")]
    days = (*from_days, "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31")
    policy = policy_of(
        's: {formula: "MONTHS_BETWEEN(t1, t2b)"}', 't: {formula: "YEARS_BETWEEN(t1, t2b)"}', 'u: {formula: "t1 + i2"}',
        'v: {formula: "MONTH(t1 - i2)"}', 'w: {formula: "t1 - t2b"}',
        head=HEAD.replace("  w1: {", "  t2b: {type: date, from: a.t2b}\n  w1: {"),
    )  # fmt: skip
    pairs = [(one, other, place) for one in days for place, other in enumerate(days)]
    facts = cells(
        t1=tuple(one for one, _, _ in pairs), t2b=tuple(other for _, other, _ in pairs),
        i2=tuple((0, 1, -1, 30, 365, 366, -366)[place % 7] for _, _, place in pairs),
    )  # fmt: skip
    judge(policy, facts, policy.first_period)


ON_EDGES = (
    "FLOOR({x}, 1)", "CEILING({x}, 1)", "CEILING({x}, 0.5)", "FLOOR(-{x}, 1)", "ROUND({x} / 2, 0)", "FLOOR({x}, i3)",
    "CEILING({x}, i3)", "IF({x} >= 7, 1, 0)", "IF({x} > 7, 1, 0)", "IF({x} == 7, 1, 0)", "IF({x} != 7, 1, 0)",
    "IF(1 <= {x} < 7, 1, 0)", "IF(b1 and {x} <= 31, 1, 0)", "IF(b1 or {x} < 31, 1, 0)", "IF(not {x} < 31, 1, 0)",
    "BAND(f1, {x})", "BAND(fq, {x})", "BAND(u1, {x})", "BAND(u2, {x})", "BAND(n1, {x})", "BAND(m1, {x})",
    "BAND(m2, {x})", "BAND(f3, {x}, c1)", "BAND(m3, {x}, c1)", "LOOKUP(k2, {x})", "LOOKUP(kq, {x} / 2)",
    "MONTH(t1 + {x})", "(t1 + FLOOR({x}, 1)) - t1", "YEARS_BETWEEN(t1 - CEILING({x}, 1), t1)",
    "COUNT(su * 0 + {x} >= 7)", "SUM(FLOOR(su * 0 + {x}, 1))", "MAX(CEILING(su * 0 + {x}, 1))",
    "AVERAGE(IF(su * 0 + {x} > 7, su, 2))", "SUM(BAND(f1, su * 0 + {x}))", "MIN(FLOOR({x}, 1), 7)", "1000 / FLOOR({x}, 1)",
    "RATIO(1000, FLOOR({x}, 1) - 7, 5)", "1000 / (CEILING({x}, 1) - 7)", "COALESCE(d2, FLOOR({x}, 1))",
    "AVERAGE(d2, FLOOR({x}, 1))", "IF(MAX({x}, 7) == 7, 1, 2)", "IF(MIN({x}, 7) < 7, 1, 2)",
    "IF(BAND(f2, {x}) == 'D', 1, 2)", "IF(MAX(BAND(f2, {x}), w1) >= 'B', 1, 2)",
)  # fmt: skip
"""Everything in which an approximation decides something."""


@pytest.mark.parametrize(
    ("x", "below", "huge"), [("big / 49", 49, (12 * 10**14 + 1, 1)), ("big * d3 / 6272", 6272, (10**14, 100))]
)
def test_approximations_on_the_edge_of_a_decision(judge: Judge, x: str, below: int, huge: tuple[int, int]):
    """49 times the float64 next to 1/49 is less than 1 (and 6272 is 128 times 49): approximations on the wrong side."""
    steps = [
        f's{place}: {{formula: "{formula.format(x=f"({x})")}", {FINE}}}' for place, formula in enumerate(ON_EDGES)
    ]  # fmt: skip
    steps += [
        f'r_{mode}: {{formula: "({x}) / 2", then: [{{round: {{to: 1, mode: {mode}}}}}]}}'
        for mode in ("half_up", "half_even", "up", "down")
    ]
    steps += [
        f't0: {{formula: i3, then: [{{at_most: "{x}"}}, {{round: {{to: 1, mode: down}}}}]}}',
        f't1_: {{formula: i3 * 20, then: [{{at_least: "{x}"}}, {{round: {{to: 1, mode: up}}}}]}}',
        f'c0: {{cases: [{{id: a, when: "{x} >= 7", value: 1}}, {{id: b, when: "{x} <= 7", value: 2}}]}}',
        f'c1_: {{cases: [{{id: a, when: "{x} > 7", value: 1}}, {{id: b, when: "{x} == 7", value: 2}}], hit: first}}',
    ]  # fmt: skip
    wholes = (1, 2, 3, 5, 7, 10, 13, 30, 31, 49, 60, 61, 90, 91, 100, 120)
    numbers = (*(below * whole for whole in wholes), *(below * whole + 1 for whole in wholes), huge[0])
    columns: dict[str, tuple[Cell, ...]] = {
        "big": numbers, "d3": (*(1,) * 32, huge[1]), "i3": tuple(1 + place % 3 for place in range(len(numbers))),
        "b1": tuple(place % 2 == 0 for place in range(len(numbers))), "t1": (date(2026, 1, 31),) * len(numbers),
        "su": (((1, 0, 2),) * len(numbers)), "c1": ("merah", "biru", "hijau") * (len(numbers) // 3),
        "d2": (None, 1, None) * (len(numbers) // 3), "w1": ("A", "D", "C") * (len(numbers) // 3),
    }  # fmt: skip
    assert len(numbers) % 3 == 0
    policy = policy_of(*steps)
    assert judge(policy, cells(**columns), policy.first_period, chunk=5) > 100


@pytest.mark.parametrize(("big", "formula"), [
    ((49, 15 * 10**14 + 1), "1000 / FLOOR(big / 49, 1)"), ((49, 98, 15 * 10**14 + 1), "MONTH(t1 + 30 / FLOOR(big / 49, 1))"),
])  # fmt: skip
def test_a_row_in_doubt_may_divide_by_nothing(judge: Judge, big: tuple[Cell, ...], formula: str):
    """49 times the float64 next to 1/49 is less than 1: until the second look its floor is 0."""
    policy = policy_of(f's: {{formula: "{formula}"{", " + FINE if "MONTH" not in formula else ""}}}')
    days = tuple(date(2026, 1, 31) for _ in big)
    assert judge(policy, cells(big=big, t1=days), policy.first_period) > 0


def test_a_list_ordered_by_a_measure_that_may_not_apply(judge: Judge):
    """Whether the indicator applies is decided on the edge."""
    policy = policy_of(
        "s: {formula: i1}", f'x: {{formula: "COALESCE(q1_target, 0)", {FINE}}}',
        head=HEAD.replace("applies: b1 and w1 != 'D'", "applies: big * d3 / 6272 >= 1"),
        lists="lists:\n  daftar: {by: [q1_target]}\n  menurut: {by: [i1], within: q1_target}\n",
    )  # fmt: skip
    big = (*(6272 * whole for whole in (1, 2, 3, 5, 7, 13)), 10**14, 6271, 6273)
    count = len(big)
    facts = cells(
        big=big, d3=(*(1,) * 6, 100, 1, 1), i1=tuple(range(count)), q1_target=tuple(range(count)),
        q1_realisasi=(1,) * count,
    )  # fmt: skip
    judge(policy, facts, policy.first_period)


def test_a_factor_of_nothing_may_be_of_any_size(judge: Judge):
    """Nobody has an element, what is added needs exact arithmetic, and the factor does not fit into int64."""
    formula = "SUM(zn) * 100000000000000000000000000000 / 3 + 1 / (big * big * d3)"
    policy = policy_of(f's: {{formula: "{formula}", {FINE}}}')
    judge(policy, cells(zn=((), ()), d3=(1, 2), big=(10**17, 3)), policy.first_period)
