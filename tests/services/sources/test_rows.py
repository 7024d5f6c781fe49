"""What sources make of a query's columns: one row a person, series, and what several people share."""

from __future__ import annotations

import numpy as np

from kinerja_admin.engine.columns.typed import Given
from kinerja_admin.services.columnar import Column
from kinerja_admin.services.sources.rows import Rows, either, filled, mark, place_among, shared, taken

WORDS = ("a", "b", "c")
ROWS = Rows(
    np.array([0, 2, 2, 5]),  # of three people the second has none
    {
        "number": Column("number", "integer", Given(np.array([5, 3, 7, 7, 1]))),
        "word": Column.of_cells("word", "text", ["a", None, "b", "c", "a"]),
    },
)


def cells(kind: str, given: Given) -> tuple[object, ...]:
    return tuple(Column("", kind, given))


def test_the_last_row_of_each_person_and_the_last_that_is_marked():
    assert cells("text", ROWS.last()["word"]) == (None, None, "a")
    assert cells("integer", ROWS.last(ROWS["number"].values > 4)["number"]) == (5, None, 7)


def test_of_equal_keys_the_next_key_decides_and_then_the_last_row():
    everything, numbers = np.ones(5, dtype=np.bool_), ROWS["number"].values
    assert cells("text", ROWS.top(everything, numbers)["word"]) == ("a", None, "c")
    assert cells("text", ROWS.top(everything, numbers, -np.arange(5))["word"]) == ("a", None, "b")


def test_counts_and_sums_of_each_person():
    assert ROWS.count().tolist() == [2, 0, 3]
    assert ROWS.count(ROWS["number"].values == 7).tolist() == [0, 0, 2]
    assert ROWS.total(ROWS["number"].values).tolist() == [8, 0, 15]


def test_rows_that_are_left_keep_their_owners():
    left = ROWS.where(ROWS["number"].values != 3)
    assert cells("text", left.series("word")) == (("a",), (), ("b", "c", "a"))
    assert cells("integer", ROWS.of(np.array([2, 1, 2])).series("number")) == ((7, 7, 1), (), (7, 7, 1))


def test_nothing_at_all_is_missing_for_everybody():
    for kind, given in (
        ("date", Given(np.zeros(0, dtype=np.int64))),
        ("text", Given(np.zeros(0, dtype=np.intp), words=("",))),
        ("condition", Given(np.zeros(0, dtype=np.bool_))),
    ):
        assert cells(kind, taken(given, np.array([-1, -1]))) == (None, None)


def test_what_is_missing_comes_from_elsewhere():
    found = Column.of_cells("", "text", ["b", None, None]).given
    assert cells("text", filled(found, "z")) == ("b", "z", "z")
    assert cells("text", either(found, Column.of_cells("", "text", ["a", "b", None]).given)) == ("b", "b", None)
    assert cells("integer", filled(Column.of_cells("", "integer", [4, None]).given, 0)) == (4, 0)


def test_a_series_shared_by_several_people():
    series = Column.of_cells("", "integer", [(1, None), (3,)], is_series=True).given
    assert cells("integer", shared(series, np.array([1, -1, 0, 1]))) == ((3,), (), (1, None), (3,))


def test_numbers_are_found_among_unordered_ones():
    places, is_known = place_among(np.array([30, 10, 20]), np.array([10, 15, 30, 99]))
    assert places[is_known].tolist() == [1, 0]
    assert is_known.tolist() == [True, False, True, False]


def test_spans_are_cut_at_the_edges_of_a_grid_and_the_later_one_stands():
    grid = np.zeros((2, 4), dtype=np.uint8)
    mark(grid, 100, np.array([0, 0, 1]), np.array([98, 101, 90]), np.array([101, 200, 99]), np.array([1, 2, 3]))
    assert grid.tolist() == [[1, 2, 2, 2], [0, 0, 0, 0]]
