"""Numbers as people write them: both forms are understood, and a doubtful one is never guessed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_admin.errors import WrongUse
from kinerja_admin.locale import parse_number, words


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("Rp 5.000", "5000"),
        ("Rp5.000,-", "5000"),
        ("rp. 1.250.000", "1250000"),
        ("IDR 5,000.00", "5000"),
        ("Rp5.467.891,50", "5467891.50"),
        ("-Rp5.000", "-5000"),
        ("1.234.567", "1234567"),
        ("1 234", "1234"),
        ("1 234\N{NO-BREAK SPACE}567,25", "1234567.25"),
        ("12,5", "12.5"),
        ("0.123", "0.123"),
        ("0,123", "0.123"),
        ("1234.567", "1234.567"),
        ("\N{MINUS SIGN}7,25", "-7.25"),
        (" 42 ", "42"),
    ],
)
def test_understood(text: str, number: str):
    assert parse_number(text) == Decimal(number)


@pytest.mark.parametrize("text", ["1.234", "1,234", "-12.500"])
def test_doubtful_is_refused_with_both_readings(text: str):
    with pytest.raises(WrongUse) as caught:
        parse_number(text)
    assert caught.value.code == "NUMBER_AMBIGUOUS"
    hint = words("en").problem(caught.value).hint
    digits = text.replace(".", "").replace(",", "")
    assert digits in hint
    assert parse_number(caught.value.parameters["decimals"]) == Decimal(text.replace(",", "."))


@pytest.mark.parametrize(("text", "number"), [("1.234", 1234), ("1,234", 1234), ("5.0", 5), ("12.500", 12500)])
def test_where_a_whole_number_is_asked_for_nothing_is_doubtful(text: str, number: int):
    assert parse_number(text, whole=True) == number


def test_a_broken_number_where_a_whole_one_is_asked_for():
    with pytest.raises(WrongUse) as caught:
        parse_number("1,5", whole=True)
    assert caught.value.code == "NUMBER_NOT_WHOLE"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "abc",
        "1.23.4",
        "1,234,56",
        "1.2,3.4",
        "1,2.3,4",
        "5.",
        ".5",
        "(5)",
        "1e5",
        "١٢",
        "--5",
        "1" * 31,
        "1 2",
        "NaN",
    ],
)
def test_not_understood(text: str):
    with pytest.raises(WrongUse) as caught:
        parse_number(text)
    assert caught.value.code == "NUMBER_UNREADABLE"


@given(st.decimals(min_value=-(10**15), max_value=10**15, places=2), st.sampled_from(["id", "en"]))
def test_what_is_shown_is_read_back(number: Decimal, language: str):
    assert parse_number(words(language).number(number, 2)) == number


@given(st.integers(min_value=-(10**18), max_value=10**18), st.sampled_from(["id", "en"]))
def test_money_that_is_shown_is_read_back(amount: int, language: str):
    assert parse_number(words(language).rupiah(amount)) == amount
