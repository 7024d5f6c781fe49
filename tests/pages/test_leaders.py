"""A leader reads what a month pays by unit, and never so that a handful of people could be told from it."""

from __future__ import annotations

from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import pytest

from kinerja_admin.admin.pages.month_totals import _shown
from tests.pages.conftest import PERIOD, Come, World

MONTH = f"/p/bulan/serang/{PERIOD}"


def unit(name: str, people: int, faulty: int = 0) -> Any:
    return SimpleNamespace(
        name=name, people=range(people), faulty=range(faulty), amounts={0: Fraction(people)}, payable=Fraction(people)
    )


def told(*units: Any) -> list[tuple[str, str, str]]:
    whole = unit("", sum(len(one.people) for one in units), sum(len(one.faulty) for one in units))
    month: Any = SimpleNamespace(units=units, whole=whole, columns=[None])
    return [(str(one.people), str(one.faulty), one.payable) for one in _shown(month, sees_people=False)]


def test_a_small_unit_takes_another_along_so_that_the_sum_does_not_tell_it():
    assert told(unit("a", 3), unit("b", 9), unit("c", 20)) == [
        ("kurang dari lima", "tidak ditampilkan", ""),
        ("tidak ditampilkan", "tidak ditampilkan", ""),
        ("20", "0", "Rp20"),
        ("32", "0", "Rp32"),
    ]


def test_few_without_an_error_are_few_people():
    shown = told(unit("a", 10, 7), unit("b", 30), unit("c", 40))
    assert [one[2] for one in shown] == ["", "", "Rp40", "Rp80"]


def test_a_single_error_is_told_neither_in_the_unit_nor_in_the_sum():
    shown = told(unit("a", 10, 1), unit("b", 30), unit("c", 40))
    assert [one[1] for one in shown] == ["kurang dari lima", "0", "0", "kurang dari lima"]


@pytest.mark.requirement("BT-38")
def test_leaders_open_the_totals_and_take_no_file_out(come: Come, world: World):
    leader = come("walikota")
    assert "Jumlah per unit" in leader.said("/")
    assert "Maret 2026" in leader.said("/p/bulan")
    said = leader.said(MONTH)
    assert "kurang dari lima" in said
    assert "Rp" not in said
    assert "unit.csv" not in leader.get(MONTH).text
    for path in (f"{MONTH}/unit.csv", f"{MONTH}/bulan.xlsx"):
        assert leader.get(path).status_code == 403
    assert "Rp2.700.000" in come("hana").said(MONTH)
    assert come("budi").get(MONTH).status_code == 403
    assert come("yudi").get(MONTH).status_code == 404
