"""What a reader without the right is told of groups: nothing by which somebody could be found."""

from __future__ import annotations

from kinerja_admin.locale import mark
from kinerja_admin.services.reports import Column, Role
from kinerja_admin.services.reports.telling import untold

COLUMNS = (
    Column("unit", mark("Unit")),
    Column("people", mark("People"), Role.PEOPLE),
    Column("done", mark("Done"), Role.PART),
    Column("open", mark("Open"), Role.PART),
    Column("hours", mark("Hours"), Role.SUM, of=("open",)),
    Column("share", mark("Share"), Role.RATIO, of=("done", "people")),
)
ALL = {"people", "done", "open", "hours", "share"}


def hidden(*rows: tuple[int, int, int], whole: tuple[int, int, int] | None = None) -> list[set[str]]:
    """What is not told of lines with so many people, done and open; with the line of all behind them."""
    table = [dict(zip(("people", "done", "open"), row, strict=True)) for row in rows]
    total = dict(zip(("people", "done", "open"), whole, strict=True)) if whole else None
    return untold(COLUMNS, table, total)


def test_large_groups_with_large_parts_are_told():
    assert hidden((20, 10, 10), (30, 15, 15), whole=(50, 25, 25)) == [set(), set(), set()]


def test_of_a_small_group_nothing_is_told():
    assert hidden((4, 0, 4), (30, 15, 15), (40, 20, 20))[0] == ALL


def test_a_small_group_takes_another_along():
    """Alone it would be what the others leave of the whole."""
    told = hidden((4, 0, 4), (30, 15, 15), (40, 20, 20), whole=(74, 35, 39))
    assert [len(one) for one in told] == [5, 5, 0, 0]


def test_a_small_part_goes_with_what_follows_from_it_and_with_the_rest():
    assert hidden((30, 3, 27), (30, 15, 15))[0] == {"done", "open", "hours", "share"}


def test_what_leaves_few_is_as_telling_as_few():
    assert "done" in hidden((30, 28, 0))[0]


def test_one_hidden_part_is_never_what_the_line_of_all_leaves():
    told = hidden((30, 3, 27), (30, 15, 15), (30, 12, 18), whole=(90, 30, 60))
    assert sum("done" in one for one in told[:3]) >= 2
    assert sum("open" in one for one in told[:3]) >= 2


def test_whole_groups_of_nobody_or_everybody_are_told():
    assert hidden((30, 30, 0), (20, 0, 20)) == [set(), set()]


def test_a_small_whole_is_not_told():
    assert hidden((2, 1, 1), (2, 1, 1), whole=(4, 2, 2))[2] == ALL
