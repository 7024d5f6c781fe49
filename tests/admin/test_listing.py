"""The slow and the growing: counting, forms that grow, lists that ask once a row."""

from __future__ import annotations

import asyncio
from typing import Any, ClassVar

import pytest
from sqladmin import Admin, ModelView
from sqlalchemy import Engine, event
from sqlalchemy.orm import sessionmaker
from starlette.applications import Starlette
from wtforms import validators

from kinerja_admin.admin import listing
from kinerja_admin.db.scope import acting_as, system
from kinerja_admin.db.session import Session
from kinerja_admin.models.pegawai import Pegawai
from kinerja_admin.models.unit_kerja import UnitKerja
from tests.admin.conftest import Visit
from tests.cast import Cast


def watched(engine: Engine) -> list[str]:
    statements: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *given: statements.append(given[2]))
    return statements


def test_plain_sqladmin_counts_sorted_full_rows(plain: Any, engine: Engine):
    statements = watched(engine)
    plain.get("/admin/pegawai/list?sortBy=")
    counting = next(text for text in statements if "count(*)" in text)
    assert "ORDER BY" in counting
    assert "tanggal_lahir" in counting


def test_ours_counts_keys(hr: Visit, app: Starlette):
    statements = watched(app.state.door.session_maker.kw["bind"])
    hr.get("/data/pegawai/list?sortBy=nama&search=a")
    counting = next(text for text in statements if "count(*)" in text and "FROM pegawai" in text)
    assert "ORDER BY" not in counting
    assert "tanggal_lahir" not in counting
    assert "LIMIT" in counting


def test_a_huge_table_is_not_counted_to_the_end(hr: Visit, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(listing, "COUNT_LIMIT", 2)
    monkeypatch.setattr("kinerja_admin.admin.door.COUNT_LIMIT", 2)
    assert "1–3 dari lebih dari 2" in hr.get("/data/pegawai/list").text


class Growing(ModelView, model=Pegawai):
    form_columns = ("nama", "gelar_depan")
    form_args: ClassVar[dict[str, Any]] = {"gelar_depan": {"validators": [validators.Length(max=50)]}}


def test_plain_sqladmin_s_form_arguments_grow_with_every_page(people: Cast, engine: Engine):
    admin = Admin(Starlette(), engine)
    admin.add_view(Growing)
    view: Any = admin.views[0]
    for _ in range(4):
        asyncio.run(view.scaffold_form())
    assert len(Growing.form_args["gelar_depan"]["validators"]) > 1


def test_ours_does_not_grow(hr: Visit, people: Cast):
    path = f"/data/pegawai/edit/{people.serang.operator}"
    pages = [hr.get(path).text for _ in range(3)]
    assert pages[0] == pages[1] == pages[2]


@pytest.mark.parametrize("path", ["/data/riwayat-jabatan/list", "/data/unit-kerja/list", "/data/jabatan/list"])
def test_a_list_asks_as_often_for_many_rows_as_for_few(
    hr: Visit, app: Starlette, session_factory: sessionmaker[Session], people: Cast, path: str
):
    statements = watched(app.state.door.session_maker.kw["bind"])
    hr.get(path)
    few = len(statements)
    with acting_as(system("test")), session_factory.begin() as db:
        head = people.serang.kepala
        db.add_all(
            UnitKerja(region_id="serang", kode=f"K{n}", nama=f"Kel {n}", jenis="kelurahan", kepala_id=head)
            for n in range(20)
        )
    statements.clear()
    hr.get(path)
    assert len(statements) <= few
