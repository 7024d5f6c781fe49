"""Families, and what colleagues say of each other: for those alone who keep the records, in the session itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import sessionmaker

from kinerja_admin.db.audit import broken_at
from kinerja_admin.db.bulk import bulk
from kinerja_admin.db.criteria import confidential
from kinerja_admin.db.scope import Scope, acting_as, system
from kinerja_admin.db.session import Session
from kinerja_admin.errors import Refused
from kinerja_admin.models.audit import Audit
from kinerja_admin.models.keluarga import Keluarga
from kinerja_admin.models.pegawai import Pegawai
from kinerja_admin.models.status_ptkp import StatusPtkp
from kinerja_admin.models.umpan_balik import UmpanBalik
from tests.cast import Cast


def child(cast: Cast, name: str) -> Keluarga:
    """A child of Rina's."""
    return Keluarga(
        region_id="serang", pegawai_id=cast.rina, hubungan="anak", nama=name, tanggal_lahir=date(2015, 5, 5)
    )


def feedback(cast: Cast, about: int, period: str = "2026-03") -> UmpanBalik:
    """What Rina says of somebody."""
    given = {"penilai_id": cast.rina, "jenis": "bawahan", "nilai": Decimal(60), "periode": period}
    return UmpanBalik(region_id="serang", dinilai_id=about, **given)


@pytest.fixture
def written(session_factory: sessionmaker[Session], cast: Cast) -> Cast:
    """One row in each of these tables."""
    with acting_as(system("test")), session_factory.begin() as session:
        status = StatusPtkp(region_id="serang", pegawai_id=cast.rina, tahun=2026, status="TK/1")
        session.add_all([child(cast, "Ani"), status, feedback(cast, cast.serang.kepala)])
    return cast


@pytest.fixture
def other_staff(session_factory: sessionmaker[Session], written: Cast) -> Iterator[Session]:
    """A session of somebody of Serang who reads its records, but does not keep them."""
    with acting_as(replace(written.serang.scope, kept=())), session_factory() as opened:
        yield opened


def test_these_tables_are_confidential():
    assert set(confidential()) == {Keluarga, StatusPtkp, UmpanBalik}


def test_who_keeps_the_records_sees_them(session_factory: sessionmaker[Session], written: Cast):
    with acting_as(written.serang.scope), session_factory() as session:
        assert [len(session.scalars(select(model)).all()) for model in confidential()] == [1, 1, 1]
        assert "keluarga" in set(session.scalars(select(Audit.table_name)))


def test_others_see_count_and_get_nothing(other_staff: Session):
    for model in confidential():
        assert other_staff.scalars(select(model)).all() == []
        assert other_staff.scalar(select(func.count()).select_from(model)) == 0
        assert other_staff.get(model, 1) is None
    assert other_staff.scalars(select(Pegawai)).all() != []
    assert other_staff.scalars(select(Pegawai.nama).join(Keluarga, Keluarga.pegawai_id == Pegawai.id)).all() == []


def test_nor_do_they_find_it_in_the_audit_whose_chain_holds_all_the_same(other_staff: Session):
    tables = set(other_staff.scalars(select(Audit.table_name)))
    assert "pegawai" in tables
    assert tables.isdisjoint({"keluarga", "status_ptkp", "umpan_balik"})
    with acting_as(system("test")):
        hidden = other_staff.scalars(select(Audit.id).where(Audit.table_name == "keluarga")).one()
    assert other_staff.get(Audit, hidden) is None
    assert broken_at(other_staff, "serang") is None


def test_others_write_none_either(other_staff: Session, cast: Cast):
    other_staff.add(child(cast, "Beni"))
    with pytest.raises(Refused) as refused:
        other_staff.flush()
    assert refused.value.code == "OUT_OF_REACH"


def test_feedback_is_hidden_from_whom_it_is_about_also_where_that_one_keeps_the_records(
    session_factory: sessionmaker[Session], written: Cast
):
    rated = replace(written.serang.scope, pegawai_id=written.serang.kepala)
    with acting_as(rated), session_factory() as session:
        assert session.scalars(select(UmpanBalik)).all() == []
        assert session.get(UmpanBalik, 1) is None
        session.add(feedback(written, written.serang.kepala, "2026-04"))
        with pytest.raises(Refused):
            session.flush()
        session.rollback()
        session.add(feedback(written, written.serang.operator))
        session.flush()
        assert len(session.scalars(select(UmpanBalik)).all()) == 1


def test_what_is_counted_for_pay_is_the_same_whoever_asks(engine: Engine, written: Cast):
    for scope in (written.serang.scope, replace(written.serang.scope, kept=(), pegawai_id=written.serang.kepala)):
        with bulk(engine, scope) as rows:
            assert len(list(rows.rows(select(Keluarga.nama)))) == 1
            assert len(list(rows.rows(select(UmpanBalik.nilai)))) == 1
    with bulk(engine, Scope("lain", None, ("pangkalpinang",))) as rows:
        assert list(rows.rows(select(Keluarga.nama))) == []
