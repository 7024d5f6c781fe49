"""The columnar file: what goes in comes out, and the hash is over the columns alone."""

from datetime import date
from decimal import Decimal

import pytest

from kinerja_admin.services.columnar import Column, Table, digest, from_parquet, to_parquet

COLUMNS = (
    Column.of_cells("kelas", "integer", (9, None, 12)),
    Column.of_cells("nilai", "decimal", (Decimal("87.35"), Decimal(100), None)),
    Column.of_cells("lebar", "decimal", (Decimal("123456789012345678.123456789012"), Decimal("-0.5"), None)),
    Column.of_cells("masuk", "date", (date(2020, 12, 1), None, date(2026, 3, 31))),
    Column.of_cells("publik", "condition", (True, False, None)),
    Column.of_cells("status", "text", ("PNS", "Nuraini ✓", None)),
    Column.of_cells("menit", "integer", ((0, None, 35), (), None), is_series=True),
    Column.of_cells("bobot", "decimal", ((Decimal("0.5"), Decimal(12345678901234567890)), (), (None,)), is_series=True),
)
TABLE = Table({"region": "serang", "period": "2026-03"}, COLUMNS)


def test_what_goes_in_comes_out():
    read = from_parquet(to_parquet(TABLE))
    assert read.about == TABLE.about
    assert {column.name: tuple(column) for column in read.columns} == {one.name: tuple(one) for one in COLUMNS}


def test_the_hash_survives_the_file_and_the_order_of_columns():
    assert digest(from_parquet(to_parquet(TABLE))) == digest(TABLE)
    assert digest(Table(TABLE.about, COLUMNS[::-1])) == digest(TABLE)


def test_a_value_has_one_spelling():
    one, other = (Table({}, (Column.of_cells("x", "decimal", (Decimal(text),)),)) for text in ("1.50", "1.5"))
    assert digest(one) == digest(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Column.of_cells("x", "integer", (1,)), Column.of_cells("x", "integer", (2,))),
        (Column.of_cells("x", "integer", (0,)), Column.of_cells("x", "integer", (None,))),
        (Column.of_cells("x", "text", ("",)), Column.of_cells("x", "text", (None,))),
        (Column.of_cells("x", "integer", (1,)), Column.of_cells("x", "text", ("1",))),
        (Column.of_cells("x", "integer", (1,)), Column.of_cells("y", "integer", (1,))),
        (
            Column.of_cells("x", "integer", ((),), is_series=True),
            Column.of_cells("x", "integer", (None,), is_series=True),
        ),
    ],
)
def test_every_difference_shows_in_the_hash(one: Column, other: Column):
    assert digest(Table({}, (one,))) != digest(Table({}, (other,)))
