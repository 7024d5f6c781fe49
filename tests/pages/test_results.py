"""The page of a result: the rule as its author may type it, the facts that counted, and the way to the others."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from kinerja_admin.db.scope import acting_as, system
from kinerja_admin.models.result import Result
from tests.pages.conftest import Come, World


def number_of(world: World, name: str) -> int:
    with acting_as(system("look")), world.sessions() as session:
        return session.scalars(select(Result.id).where(Result.run_id == world.run, Result.nama == name)).one()


def test_a_step_tells_which_row_it_met_and_shows_the_formula_as_written(come: Come, world: World):
    answer = come("hana").get(f"/p/hasil/{number_of(world, 'Siti Aminah')}")
    assert "<code>dasar * PERCENT(BAND(kenaikan, kelas))</code>" in answer.text
    said = come("hana").said(f"/p/hasil/{number_of(world, 'Siti Aminah')}")
    assert "Hadiah dasar (Rp1.400.000) × (Kelas jabatan (14) → Kenaikan menurut kelas, baris mulai 10: 150%)" in said
    assert "1.400.000 × 150% = 2.100.000" in said
    assert said.index("Hadiah dasar") < said.index("Hadiah bulan ini")


@pytest.mark.requirement("PP-39")
def test_a_fact_says_in_words_where_it_comes_from(come: Come, world: World):
    visit = come("hana")
    path = f"/p/hasil/{number_of(world, 'Siti Aminah')}"
    assert "Sumber: Kelas jabatan" in visit.said(path)
    assert "jabatan.kelas" not in visit.said(path)
    visit.submit("/bahasa", language="en")
    assert "Source: " in visit.said(path)
    assert "Class" in visit.said(path)


def test_a_missing_fact_is_not_zero(come: Come, world: World):
    said = come("hana").said(f"/p/hasil/{number_of(world, 'Rina Wulandari')}")
    assert "Kelas jabatan tidak ada" in said
    assert "Data ini wajib ada, tetapi tidak tercatat." in said
