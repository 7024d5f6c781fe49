"""The migrations lead from nothing to exactly the models and back to nothing, on both engines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, Inspector, inspect
from sqlalchemy.exc import IntegrityError

from kinerja_admin.db import migrate
from kinerja_admin.db.engine import make_engine
from kinerja_admin.db.migrate import downgrade, newest_revision, revision_of, upgrade
from kinerja_admin.errors import WrongUse
from kinerja_admin.models.base import Base


@pytest.fixture
def empty_engine(empty_database_url: str) -> Iterator[Engine]:
    """An engine on a database without tables."""
    made = make_engine(empty_database_url)
    yield made
    made.dispose()


def test_upgrading_gives_what_the_models_say(engine: Engine) -> None:
    assert revision_of(engine) == newest_revision()
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_checks_and_names_are_those_of_the_models_too(engine: Engine, empty_engine: Engine) -> None:
    """Alembic compares no CHECK constraints, so that tables made from the models stand beside."""
    Base.metadata.create_all(empty_engine)
    assert _constraints(inspect(engine)) == _constraints(inspect(empty_engine))


def _constraints(inspector: Inspector) -> dict[str, object]:
    return {
        table: (
            {check["name"]: check["sqltext"] for check in inspector.get_check_constraints(table)},
            {
                key["name"]: (key["constrained_columns"], key["referred_table"])
                for key in inspector.get_foreign_keys(table)
            },
            {unique["name"]: unique["column_names"] for unique in inspector.get_unique_constraints(table)},
            {index["name"]: (index["column_names"], index["unique"]) for index in inspector.get_indexes(table)},
            inspector.get_pk_constraint(table)["name"],
        )
        for table in Base.metadata.tables
    }


def test_downgrading_leaves_nothing_and_upgrading_works_again(empty_engine: Engine) -> None:
    assert revision_of(empty_engine) is None
    upgrade(empty_engine)
    downgrade(empty_engine, "base")
    assert set(inspect(empty_engine).get_table_names()) <= {"alembic_version"}
    if empty_engine.dialect.name == "postgresql":
        with empty_engine.connect() as connection:
            functions = connection.exec_driver_sql("SELECT count(*) FROM pg_proc WHERE proname LIKE 'kinerja%%'")
            assert functions.scalar_one() == 0
    upgrade(empty_engine)
    assert revision_of(empty_engine) == newest_revision()


def test_every_append_only_table_is_closed_by_the_database(engine: Engine) -> None:
    """Also after a later revision rebuilt a table on SQLite, which drops its triggers."""
    source = (
        "pg_trigger WHERE NOT tgisinternal"
        if engine.dialect.name == "postgresql"
        else "sqlite_master WHERE type = 'trigger'"
    )
    name = "tgname" if engine.dialect.name == "postgresql" else "name"
    with engine.connect() as connection:
        triggers = set(connection.exec_driver_sql(f"SELECT {name} FROM {source}").scalars())
    closed = {mapper.class_ for mapper in Base.registry.mappers if mapper.class_.__append_only__}
    wanted = {f"closed_{model.__tablename__}_{action}" for model in closed for action in ("update", "delete")}
    assert wanted <= triggers
    assert {f"closed_{table}_update" for table in ("run", "result", "policy_file")} <= triggers


def test_sqlite_is_prepared_and_parameters_stay_out_of_messages(engine: Engine) -> None:
    assert engine.hide_parameters
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            values = [
                connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "foreign_keys")
            ]
            assert values == ["wal", 1]


def test_an_installed_package_finds_its_own_migrations(
    empty_engine: Engine, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrate, "CHECKOUT", tmp_path)
    monkeypatch.setattr(migrate, "INSTALLED", tmp_path / "nowhere")
    with pytest.raises(WrongUse) as missing:
        upgrade(empty_engine)
    assert missing.value.code == "MIGRATIONS_MISSING"
    monkeypatch.setattr(migrate, "INSTALLED", root / "migrations")
    upgrade(empty_engine)
    assert revision_of(empty_engine) == newest_revision()


def test_who_never_signed_in_holds_a_given_password(empty_engine: Engine) -> None:
    upgrade(empty_engine, "0003")
    known = [("new", "'x'", "NULL"), ("used", "'x'", "'2026-01-01 00:00:00'"), ("bare", "NULL", "NULL")]
    with empty_engine.begin() as connection:
        for number, (name, password, seen) in enumerate(known, 1):
            connection.exec_driver_sql(
                "INSERT INTO account (id, username, name, password_hash, is_active, is_demo, language, last_sign_in_at, "
                f"created_at) VALUES ({number}, '{name}', 'N', {password}, true, false, 'id', {seen}, '2026-01-01 00:00:00')"
            )
    upgrade(empty_engine)
    with empty_engine.connect() as connection:
        asked = connection.exec_driver_sql("SELECT username FROM account WHERE must_change_password").scalars().all()
    assert asked == ["new"]
    downgrade(empty_engine, "0003")
    assert "must_change_password" not in {one["name"] for one in inspect(empty_engine).get_columns("account")}


def test_levels_of_functional_positions_are_renamed_there_and_back(empty_engine: Engine) -> None:
    """The words that the national policies publish; checks are kept while SQLite rebuilds the table."""
    upgrade(empty_engine, "0002")
    with empty_engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO region (code, name, time_zone, is_example) VALUES ('a', 'A', 'x', true)"
        )
        connection.exec_driver_sql(
            "INSERT INTO unit_kerja (id, region_id, kode, nama, jenis, aktif) VALUES (1, 'a', 'U', 'U', 'dinas', true)"
        )
        for number, level in enumerate(("muda", "mahir"), 1):
            connection.exec_driver_sql(
                "INSERT INTO jabatan (id, region_id, kode, nama, unit_kerja_id, jenis, kelas, jenjang, pelayanan_publik, "
                f"kebutuhan) VALUES ({number}, 'a', 'J{number}', 'J', 1, 'fungsional', 9, '{level}', false, 1)"
            )
    upgrade(empty_engine)
    assert _levels(empty_engine) == ["ahli_muda", "mahir"]
    with empty_engine.connect() as connection, pytest.raises(IntegrityError):
        connection.exec_driver_sql("UPDATE jabatan SET jenjang = 'muda'")
    with empty_engine.connect() as connection, pytest.raises(IntegrityError):
        connection.exec_driver_sql("UPDATE jabatan SET kelas = 99")
    downgrade(empty_engine, "0002")
    assert _levels(empty_engine) == ["muda", "mahir"]


def _levels(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return list(connection.exec_driver_sql("SELECT jenjang FROM jabatan ORDER BY id").scalars())
