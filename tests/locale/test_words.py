"""What the product says, in both languages, to the last digit and letter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

import pytest
from babel.numbers import format_decimal

from kinerja_admin.errors import NotFound, Problem
from kinerja_admin.locale import Words, catalogue, words
from kinerja_admin.locale.words import Value

ID, EN = words("id"), words("en")


@pytest.mark.parametrize(
    ("number", "decimals", "indonesian", "english"),
    [
        (Decimal("87.350"), None, "87,35", "87.35"),
        (Decimal("1E+3"), None, "1.000", "1,000"),
        (0, None, "0", "0"),
        (Decimal("0.00"), 2, "0,00", "0.00"),
        (Decimal("-0.004"), 2, "0,00", "0.00"),
        (Decimal("2.5"), 0, "3", "3"),
        (Decimal("-2.5"), 0, "-3", "-3"),
        (Fraction(1, 3), None, "0,333333333333", "0.333333333333"),
        (Fraction(1, 3), 2, "0,33", "0.33"),
        (Fraction(-5, 2), 0, "-3", "-3"),
        (Fraction(7, 2), None, "3,5", "3.5"),
        (10**20 + 1, None, "100.000.000.000.000.000.001", "100,000,000,000,000,000,001"),
        (
            Decimal("123456789012345678901234567890.123456789012"),
            None,
            "123.456.789.012.345.678.901.234.567.890,123456789012",
            "123,456,789,012,345,678,901,234,567,890.123456789012",
        ),
    ],
)
def test_numbers(number: Decimal | Fraction | int, decimals: int | None, indonesian: str, english: str):
    assert (ID.number(number, decimals), EN.number(number, decimals)) == (indonesian, english)


def test_a_tie_is_decided_on_the_exact_fraction():
    just_below = Fraction(5, 1000) - Fraction(1, 10**15)
    assert ID.number(just_below, 2) == "0,00"
    assert ID.number(Fraction(5, 1000), 2) == "0,01"


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (5467891, "Rp5.467.891"),
        (Decimal("5467891.00"), "Rp5.467.891"),
        (Decimal("-5000.5"), "-Rp5.000,50"),
        (Fraction(1, 3), "Rp0,33"),
        (0, "Rp0"),
    ],
)
def test_rupiah(amount: Decimal | Fraction | int, text: str):
    assert ID.rupiah(amount) == text


@pytest.mark.parametrize(
    ("period", "indonesian", "english"),
    [
        ("2026-03", "Maret 2026", "March 2026"),
        ("2026-Q1", "Triwulan I 2026", "Q1 2026"),
        ("2026-S2", "Semester II 2026", "Second half of 2026"),
        ("2026", "2026", "2026"),
        ("2026-13", "2026-13", "2026-13"),
    ],
)
def test_periods(period: str, indonesian: str, english: str):
    assert (ID.period(period), EN.period(period)) == (indonesian, english)


def test_days_and_moments():
    assert ID.date(dt.date(2026, 2, 28)) == "28 Februari 2026"
    assert EN.date(dt.date(2026, 2, 28)) == "28 February 2026"
    assert ID.moment(dt.datetime(2026, 2, 8, 9, 5, tzinfo=dt.UTC)) == "8 Februari 2026 09.05"
    assert EN.moment(dt.datetime(2026, 2, 8, 9, 5, tzinfo=dt.UTC)) == "8 February 2026 09:05"


@pytest.mark.parametrize(
    ("value", "unit", "indonesian", "english"),
    [
        (5000, "rupiah", "Rp5.000", "Rp5,000"),
        (Decimal("12.5"), "persen", "12,5%", "12.5%"),
        (3, "hari", "3 hari", "3 days"),
        (Decimal("0.5"), "persen/kali", "0,5%/kali", "0.5%/time"),
        (5000, "rupiah/jiwa", "Rp5.000/jiwa", "Rp5,000/inhabitant"),
        (Decimal("87.35"), "skor", "87,35", "87.35"),
        (4, "berkas", "4 berkas", "4 files"),
        (True, None, "ya", "yes"),
        (False, None, "tidak", "no"),
        (None, "hari", "tidak ada", "none"),
        ((1, None, 3), "menit", "1 menit; tidak ada; 3 menit", "1 minute; none; 3 minutes"),
        ((), "menit", "kosong", "empty"),
        (dt.date(2026, 1, 1), None, "1 Januari 2026", "1 January 2026"),
        ("sangat_baik", None, "sangat_baik", "sangat_baik"),
    ],
)
def test_values(value: Value, unit: str | None, indonesian: str, english: str):
    assert (ID.value(value, unit), EN.value(value, unit)) == (indonesian, english)


@pytest.fixture
def trial(tmp_path, monkeypatch) -> Iterator[Words]:
    folder = tmp_path / "id" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "interface.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "Hello {name}"\nmsgstr "Halo {name}"\n\n'
        'msgid "{n} page of {book}"\nmsgid_plural "{n} pages of {book}"\nmsgstr[0] "{n} halaman {book}"\n',
        encoding="utf-8",
    )
    monkeypatch.setattr(catalogue, "FOLDER", tmp_path)
    catalogue.translations.cache_clear()
    yield words("id")
    catalogue.translations.cache_clear()


def test_interface_texts_and_their_values(trial):
    assert trial.say("Hello {name}", name="Sari {x}") == "Halo Sari {x}"
    assert trial.say("Unknown {thing}") == "Unknown {thing}"
    assert EN.say("Hello {name}", name="Sari") == "Hello Sari"


@pytest.mark.parametrize(("n", "text"), [(1, "1 halaman buku"), (2, "2 halaman buku"), (1200, "1.200 halaman buku")])
def test_counted_texts(trial, n: int, text: str):
    assert trial.count("{n} page of {book}", "{n} pages of {book}", n, book="buku") == text


def test_counted_texts_in_english_have_a_plural():
    assert EN.count("{n} page", "{n} pages", 1) == "1 page"
    assert EN.count("{n} page", "{n} pages", 1200) == "1,200 pages"


def test_one_of_a_thing_is_told_in_the_singular():
    assert [EN.value(n, "hari") for n in (0, 1, 2)] == ["0 days", "1 day", "2 days"]
    assert [ID.value(n, "hari") for n in (1, 2)] == ["1 hari", "2 hari"]
    assert EN.value(3, "persen/hari") == "3%/day"
    assert EN.value(Fraction(3, 2), "orang", 1) == "1.5 people"
    assert EN.unit("hari") == "days"
    assert EN.phrase("compare.same", n="1") == "1 person stays the same"
    assert EN.phrase("compare.counts", gained="1", same="2", lost="0") == "1 person gains, 2 stay the same, 0 lose"


def test_a_template_reaches_no_attribute_of_a_value():
    assert EN.say("{a.__class__} {a[0]} {a}", a="x") == "{a.__class__} {a[0]} x"


def test_findings_and_exceptions_are_worded_alike():
    finding = Problem("NUMBER_NOT_WHOLE", parameters={"text": "1,5"})
    assert ID.problem(finding).message == "“1,5” bukan bilangan bulat."
    assert EN.problem(finding).hint == "Write the number without decimals."
    assert ID.problem(NotFound()).message == "Yang dicari tidak ditemukan."


def test_periods_in_a_message_are_said_in_words_and_an_open_end_has_no_month():
    facts = {"policy": "serang/tpp@2026.1", "period": "2025-12", "first": "2026-01"}
    ended = Problem("NOT_EFFECTIVE", parameters={**facts, "last": "2026-06"})
    assert ID.problem(ended).message == (
        "serang/tpp@2026.1 tidak berlaku untuk Desember 2025: berlaku dari Januari 2026 sampai Juni 2026."
    )
    going_on = Problem("NOT_EFFECTIVE", parameters={**facts, "cause": "open"})
    assert ID.problem(going_on).message.endswith("untuk Desember 2025: berlaku sejak Januari 2026.")
    assert EN.problem(going_on).message.endswith("in December 2025: it holds from January 2026 on.")
    several = Problem("POLICY_BACKDATING_UNSEEN", parameters={"policy": "tpp", "months": "2026-01, 2026-02"})
    assert "Januari 2026, Februari 2026" in ID.problem(several).message


def test_a_code_without_a_text_shows_itself_and_its_facts():
    assert ID.problem(Problem("NO_SUCH_CODE", parameters={"a": "1"})).message == "NO_SUCH_CODE (a: 1)"


def test_an_unknown_language_is_answered_in_indonesian():
    assert words("fr") == ID


@pytest.mark.parametrize("language", ["id", "en"])
def test_numbers_are_written_as_the_tables_of_the_languages_say(language: str):
    samples = [number * 7919**power % 10**18 for power in range(1, 6) for number in range(-40, 41)]
    for number in (*samples, *(-one for one in samples)):
        for places in range(5):
            exact = Decimal(number).scaleb(-places)
            pattern = "#,##0" + ("." + "0" * places if places else "")
            told = format_decimal(exact, format=pattern, locale={"id": "id_ID", "en": "en_GB"}[language])
            assert words(language).number(exact, places) == told
