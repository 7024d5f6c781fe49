"""Every saved change leaves a sealed line in the same transaction; nothing else does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from threading import Thread

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import sessionmaker

from kinerja_admin.db.audit import broken_at
from kinerja_admin.db.scope import Scope, acting_as, system
from kinerja_admin.db.session import Session
from kinerja_admin.errors import Refused
from kinerja_admin.models.account import Account
from kinerja_admin.models.audit import Audit
from kinerja_admin.models.dinas_luar import DinasLuar
from kinerja_admin.models.layanan import Layanan
from kinerja_admin.models.pegawai import Pegawai
from tests.cast import Cast


@pytest.fixture
def sessions(session_factory: sessionmaker[Session], cast: Cast) -> sessionmaker[Session]:
    """Sessions after the cast was written."""
    return session_factory


@pytest.fixture
def scope(cast: Cast) -> Iterator[Scope]:
    """Serang's HR, in a request and with a reason."""
    town = cast.serang.scope
    with acting_as(Scope(town.actor, town.account_id, town.regions, "req-7", "perbaikan data")) as chosen:
        yield chosen


def lines(session: Session, table: str) -> list[Audit]:
    return list(session.scalars(select(Audit).where(Audit.table_name == table).order_by(Audit.id)))


def test_an_insert_notes_all_values_and_who_and_why(sessions, scope: Scope, cast: Cast) -> None:
    with sessions.begin() as session:
        session.add(Layanan(kode="AKTA", nama="Akta kelahiran", unit_kerja_id=cast.serang.dukcapil))
    with sessions() as session:
        (line,) = lines(session, "layanan")
    assert (line.action, line.row_id, line.region_id, line.chain) == ("insert", "1", "serang", "serang")
    assert (line.actor, line.account_id, line.request_id) == (scope.actor, scope.account_id, "req-7")
    assert line.reason == "perbaikan data"
    assert line.before is None
    assert line.after == {
        "id": 1,
        "region_id": "serang",
        "kode": "AKTA",
        "nama": "Akta kelahiran",
        "unit_kerja_id": cast.serang.dukcapil,
        "aktif": True,
    }


@pytest.mark.requirement("PP-32")
def test_an_update_notes_only_what_changed(sessions, scope: Scope, cast: Cast) -> None:
    with sessions.begin() as session:
        rina = session.get_one(Pegawai, cast.rina)
        rina.gelar_belakang = "S.E."
        rina.tanggal_keluar = date(2026, 6, 30)
        rina.nama = "Rina Wulandari"
    with sessions() as session:
        line = lines(session, "pegawai")[-1]
    assert line.action == "update"
    assert line.before == {"gelar_belakang": None, "tanggal_keluar": None}
    assert line.after == {"gelar_belakang": "S.E.", "tanggal_keluar": "2026-06-30"}


def test_the_old_value_is_known_even_when_it_was_not_loaded(sessions, scope: Scope, cast: Cast) -> None:
    with sessions.begin() as session:
        rina = session.get_one(Pegawai, cast.rina)
        session.expire(rina)
        rina.nama = "Rina W."
    with sessions() as session:
        assert lines(session, "pegawai")[-1].before == {"nama": "Rina Wulandari"}


def test_a_reference_set_through_its_relation_is_noted_as_its_key(sessions, scope: Scope, cast: Cast) -> None:
    with sessions.begin() as session:
        duty = DinasLuar(mulai=date(2026, 3, 2), selesai=date(2026, 3, 2), dasar="ST-1")
        duty.pegawai = session.get_one(Pegawai, cast.rina)
        session.add(duty)
        session.flush()
        duty.pegawai = session.get_one(Pegawai, cast.serang.operator)
    with sessions() as session:
        added, changed = lines(session, "dinas_luar")
    assert added.after is not None
    assert added.after["pegawai_id"] == cast.rina
    assert (changed.before, changed.after) == ({"pegawai_id": cast.rina}, {"pegawai_id": cast.serang.operator})


def test_a_delete_keeps_what_was_there(sessions, scope: Scope, cast: Cast) -> None:
    with sessions.begin() as session:
        session.add(Layanan(kode="AKTA", nama="Akta kelahiran", unit_kerja_id=cast.serang.dukcapil))
    with sessions.begin() as session:
        gone = session.scalars(select(Layanan)).one()
        session.expire(gone)
        session.delete(gone)
    with sessions() as session:
        line = lines(session, "layanan")[-1]
    assert (line.action, line.after) == ("delete", None)
    assert line.before is not None
    assert line.before["nama"] == "Akta kelahiran"


def test_saving_the_same_again_leaves_no_line(sessions, scope: Scope, cast: Cast) -> None:
    with sessions() as session:
        before = len(lines(session, "pegawai"))
        rina = session.get_one(Pegawai, cast.rina)
        rina.nama = "Rina Wulandari"
        session.commit()
        rina.nama = "Lain"
        rina.nama = "Rina Wulandari"
        session.commit()
        assert len(lines(session, "pegawai")) == before


def test_what_is_rolled_back_was_never_noted(sessions, scope: Scope, cast: Cast) -> None:
    with sessions() as session:
        before = len(lines(session, "pegawai"))
        session.get_one(Pegawai, cast.rina).nama = "Lain"
        session.flush()
        assert len(lines(session, "pegawai")) == before + 1
        session.rollback()
        assert len(lines(session, "pegawai")) == before


def test_secrets_are_masked(sessions, scope: Scope, cast: Cast) -> None:
    with sessions.begin() as session:
        session.get_one(Account, cast.serang.hr).password_hash = "$argon2id$first"
    with sessions.begin() as session:
        session.get_one(Account, cast.serang.hr).password_hash = "$argon2id$second"
    with sessions() as session:
        first, second = lines(session, "account")[-2:]
    assert (first.before, first.after) == ({"password_hash": None}, {"password_hash": "•••"})
    assert (second.before, second.after) == ({"password_hash": "•••"}, {"password_hash": "•••"})


def test_many_rows_at_once_are_noted_one_by_one(sessions, scope: Scope, cast: Cast) -> None:
    with sessions.begin() as session:
        for number in range(3):
            session.add(Layanan(kode=f"L{number}", nama=f"Layanan {number}", unit_kerja_id=cast.serang.dukcapil))
    with sessions.begin() as session:
        session.execute(update(Layanan).where(Layanan.kode != "L0").values(aktif=False))
    with sessions.begin() as session:
        session.execute(delete(Layanan).where(Layanan.kode == "L2"))
    with sessions() as session:
        noted = lines(session, "layanan")[3:]
    assert [(line.action, line.row_id) for line in noted] == [("update", "2"), ("update", "3"), ("delete", "3")]
    assert (noted[0].before, noted[0].after) == ({"aktif": True}, {"aktif": False})
    assert noted[2].before is not None
    assert noted[2].before["nama"] == "Layanan 2"


def test_tables_whose_rows_need_a_look_are_not_changed_in_one_go(sessions, scope: Scope, cast: Cast) -> None:
    with sessions() as session, pytest.raises(Refused) as refused:
        session.execute(update(Pegawai).values(nip="000000000000000000"))
    assert refused.value.code == "MANY_NOT_ALLOWED"


def test_each_region_reads_only_its_own_lines(sessions, cast: Cast) -> None:
    with acting_as(cast.pangkalpinang.scope), sessions() as session:
        assert set(session.scalars(select(Audit.chain))) == {"pangkalpinang"}


def test_chains_hold_and_tampering_is_found(sessions, scope: Scope, cast: Cast) -> None:
    with sessions.begin() as session:
        session.get_one(Pegawai, cast.rina).nama = "Rina W."
    with acting_as(system()), sessions() as session:
        for chain in ("serang", "pangkalpinang", "nasional"):
            assert session.scalar(select(Audit.id).where(Audit.chain == chain).limit(1)) is not None
            assert broken_at(session, chain) is None
        victim = session.scalars(select(Audit).where(Audit.chain == "serang").order_by(Audit.id)).all()[2]
        _without_triggers(session, f"UPDATE audit SET actor = 'orang lain' WHERE id = {victim.id}")
        session.expire_all()
        assert broken_at(session, "serang") == victim.id
        assert broken_at(session, "pangkalpinang") is None


def test_a_removed_line_is_found(sessions, cast: Cast) -> None:
    with acting_as(system()), sessions() as session:
        second, third = session.scalars(select(Audit.id).where(Audit.chain == "serang").order_by(Audit.id)).all()[1:3]
        _without_triggers(session, f"DELETE FROM audit WHERE id = {second}")
        assert broken_at(session, "serang") == third


def test_sessions_cannot_touch_a_line(sessions, scope: Scope, cast: Cast) -> None:
    def change(session: Session, line: Audit) -> None:
        line.actor = "orang lain"
        session.flush()

    def remove(session: Session, line: Audit) -> None:
        session.delete(line)
        session.flush()

    def remove_many(session: Session, _line: Audit) -> None:
        session.execute(delete(Audit))

    for attempt in (change, remove, remove_many):
        with sessions() as session:
            line = lines(session, "pegawai")[0]
            with pytest.raises(Refused) as refused:
                attempt(session, line)
            assert refused.value.code == "APPEND_ONLY"


@pytest.mark.parametrize("statement", ["UPDATE audit SET actor = 'x'", "DELETE FROM audit"])
def test_the_database_itself_keeps_lines_as_they_are(engine, cast: Cast, statement: str) -> None:
    with engine.connect() as connection, pytest.raises(IntegrityError, match="audit is closed"):
        connection.execute(text(statement))


def test_two_writers_of_one_region_do_not_fork_the_chain(sessions, cast: Cast) -> None:
    """While one transaction holds unwritten lines, another waits for it instead of sealing the same line."""
    with acting_as(cast.serang.scope):
        first = sessions()
        first.get_one(Pegawai, cast.rina).nama = "Rina 1"
        first.flush()

    def second() -> None:
        with acting_as(cast.serang.scope), sessions.begin() as session:
            session.get_one(Pegawai, cast.serang.operator).nama = "Budi 2"

    waiting = Thread(target=second)
    waiting.start()
    waiting.join(0.3)
    assert waiting.is_alive()
    with acting_as(cast.serang.scope):
        first.commit()
        first.close()
    waiting.join(10)
    assert not waiting.is_alive()
    with acting_as(system()), sessions() as session:
        assert broken_at(session, "serang") is None
        assert session.get_one(Pegawai, cast.serang.operator).nama == "Budi 2"


def _without_triggers(session: Session, statement: str) -> None:
    """Change sealed rows as somebody with full rights over the database could."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
    else:
        for action in ("update", "delete"):
            connection.exec_driver_sql(f"DROP TRIGGER closed_audit_{action}")
    connection.exec_driver_sql(statement)
