"""The leak matrix: Serang's HR never sees, counts, reaches or writes a row of Pangkalpinang, by any road."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from sqlalchemy import delete, exists, func, insert, literal_column, select, text, union, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased, joinedload, selectinload, sessionmaker
from sqlalchemy.orm.exc import ObjectDeletedError

from kinerja_admin.db.scope import Scope, acting_as, system
from kinerja_admin.db.session import Session
from kinerja_admin.errors import Refused
from kinerja_admin.models.account import Account
from kinerja_admin.models.account_role import AccountRole
from kinerja_admin.models.dinas_luar import DinasLuar
from kinerja_admin.models.hari_libur import HariLibur
from kinerja_admin.models.pegawai import Pegawai
from kinerja_admin.models.policy_file import PolicyFile
from kinerja_admin.models.region import Region
from kinerja_admin.models.riwayat_jabatan import RiwayatJabatan
from kinerja_admin.models.unit_kerja import UnitKerja
from tests.cast import Cast, person

TABLE: Any = Pegawai.__table__
OURS = {"Siti Aminah", "Budi Santoso", "Rina Wulandari"}


@pytest.fixture
def session(session_factory: sessionmaker[Session], cast: Cast) -> Iterator[Session]:
    """A session of Serang's HR."""
    with acting_as(cast.serang.scope), session_factory() as opened:
        yield opened


def entity(session: Session) -> set[str]:
    return {row.nama for row in session.scalars(select(Pegawai))}


def columns(session: Session) -> set[str]:
    return set(session.scalars(select(Pegawai.nama)))


def through_alias(session: Session) -> set[str]:
    return set(session.scalars(select(aliased(Pegawai).nama)))


def subquery(session: Session) -> set[str]:
    inner = select(Pegawai.nama).subquery()
    return set(session.scalars(select(inner.c.nama)))


def in_subquery(session: Session) -> set[str]:
    keys = select(RiwayatJabatan.pegawai_id)
    return {"Rina Wulandari", *session.scalars(select(Pegawai.nama).where(Pegawai.id.in_(keys)))}


def cte(session: Session) -> set[str]:
    inner = select(Pegawai.nama).cte()
    return set(session.scalars(select(inner.c.nama)))


def union_of_two(session: Session) -> set[str]:
    return set(session.scalars(union(select(Pegawai.nama), select(Pegawai.nama))))


def entity_from_union(session: Session) -> set[str]:
    both = aliased(Pegawai, union(select(Pegawai), select(Pegawai)).subquery())
    return {row.nama for row in session.scalars(select(both))}


def joined(session: Session) -> set[str]:
    found = session.execute(select(Pegawai.nama, Region.name).join(Region, Region.code == Pegawai.region_id))
    return {row.nama for row in found}


def legacy_query(session: Session) -> set[str]:
    return {row.nama for row in session.query(Pegawai).all()}


@pytest.mark.parametrize(
    "road",
    [
        entity,
        columns,
        through_alias,
        subquery,
        in_subquery,
        cte,
        union_of_two,
        entity_from_union,
        joined,
        legacy_query,
    ],
)
def test_reading_finds_only_the_own_region(session: Session, road) -> None:
    assert road(session) == OURS


def test_the_central_administrator_sees_both(session_factory: sessionmaker[Session], cast: Cast) -> None:
    with acting_as(cast.national), session_factory() as session:
        assert entity(session) == {*OURS, "Mega Lestari", "Yudi Hartono"}


def test_without_a_scope_nothing_is_there(session_factory: sessionmaker[Session], cast: Cast) -> None:
    with session_factory() as session:
        assert session.scalar(select(func.count()).select_from(Pegawai)) == 0
        assert session.scalar(select(func.count()).select_from(Account)) == 0


def test_two_scopes_in_turn_do_not_mix(session_factory: sessionmaker[Session], cast: Cast) -> None:
    for _ in range(3):
        for town, many in ((cast.serang, 3), (cast.pangkalpinang, 2)):
            with acting_as(town.scope), session_factory() as session:
                assert session.scalar(select(func.count(Pegawai.id))) == many


@pytest.mark.parametrize(
    "statement",
    [
        select(func.count()).select_from(Pegawai),
        select(func.count(Pegawai.id)),
        select(func.count()).select_from(select(Pegawai).subquery()),
        select(select(func.count(Pegawai.id)).scalar_subquery()),
    ],
)
def test_counting_counts_only_the_own_region(session: Session, statement) -> None:
    assert session.scalar(statement) == 3


def test_questions_of_existence_have_no_answer(session: Session, cast: Cast) -> None:
    mega = Pegawai.nip == "197808172003122001"
    assert session.scalar(select(exists().where(mega))) is False
    assert session.scalar(select(select(Pegawai).where(mega).exists())) is False
    assert session.scalar(select(func.max(Pegawai.nip)).where(mega)) is None
    assert session.scalars(select(Region.code).where(exists().where(mega))).all() == []


def test_relations_of_public_rows_lead_nowhere(session: Session, cast: Cast) -> None:
    with acting_as(system()):
        session.add(
            PolicyFile(
                region_id="pangkalpinang",
                policy="tpp",
                version="1",
                text="",
                status="effective",
                created_by_id=cast.pangkalpinang.hr,
            )
        )
        session.commit()
    session.expunge_all()
    files = session.scalars(select(PolicyFile)).all()
    assert [str(file) for file in files] == ["pangkalpinang/tpp@1"]  # published policies are public …
    assert files[0].created_by is None  # … their authors are not
    session.expunge_all()
    for option in (selectinload, joinedload):
        eager = session.scalars(select(PolicyFile).options(option(PolicyFile.created_by))).one()
        assert eager.created_by is None
        session.expunge_all()
    guess = PolicyFile.created_by.has(Account.username == "hr.pangkalpinang")
    assert session.scalars(select(PolicyFile).where(guess)).all() == []


def test_get_finds_nothing_fresh_or_held(session: Session, cast: Cast) -> None:
    assert session.get(Pegawai, cast.pangkalpinang.kepala) is None
    with acting_as(system()):
        held = session.get(Pegawai, cast.pangkalpinang.kepala)
    assert held is not None
    assert session.get(Pegawai, cast.pangkalpinang.kepala) is None


def test_refreshing_a_held_row_asks_again(session: Session, cast: Cast) -> None:
    with acting_as(system()):
        held = session.get_one(Pegawai, cast.pangkalpinang.kepala)
    session.expire(held)
    with pytest.raises(ObjectDeletedError):
        held.nama  # noqa: B018 - reading is the test


def test_updating_and_deleting_many_touches_only_the_own_region(
    session_factory: sessionmaker[Session], cast: Cast
) -> None:
    with acting_as(system()), session_factory.begin() as session:
        session.add_all([_absence("serang", cast.serang.kepala), _absence("pangkalpinang", cast.pangkalpinang.kepala)])
    with acting_as(cast.serang.scope), session_factory.begin() as session:
        session.execute(update(DinasLuar).values(tujuan="Jakarta"))
    with acting_as(system()), session_factory() as session:
        assert set(session.execute(select(DinasLuar.region_id, DinasLuar.tujuan))) == {
            ("serang", "Jakarta"),
            ("pangkalpinang", None),
        }
    with acting_as(cast.serang.scope), session_factory.begin() as session:
        session.execute(delete(DinasLuar))
    with acting_as(system()), session_factory() as session:
        assert set(session.scalars(select(DinasLuar.region_id))) == {"pangkalpinang"}


@pytest.mark.parametrize(
    "statement",
    [
        text("SELECT nip FROM pegawai"),
        select(Pegawai.__table__.c.nip),
        select(func.count()).select_from(Pegawai.__table__),
        select(Pegawai.__table__.alias().c.nip),
        select(Region.code).where(Region.code.in_(select(Pegawai.__table__.c.region_id))),
        select(Pegawai).from_statement(text("SELECT * FROM pegawai")),
        select(literal_column("(SELECT max(nip) FROM pegawai)")),
        select(Region.code).where(text("EXISTS (SELECT 1 FROM pegawai)")),
        update(TABLE).values(nama="x"),
        delete(TABLE),
        select(UnitKerja.nama).join(Pegawai.__table__, Pegawai.__table__.c.id == UnitKerja.kepala_id),
    ],
)
def test_statements_beside_the_models_are_refused(session: Session, statement) -> None:
    with pytest.raises(Refused) as refused:
        session.execute(statement)
    assert refused.value.code == "PLAIN_STATEMENT"


def test_bulk_methods_of_the_session_are_refused(session: Session) -> None:
    row = {"region_id": "pangkalpinang", "nama": "x"}
    for attempt in (
        lambda: session.bulk_insert_mappings(Pegawai, [row]),
        lambda: session.bulk_save_objects([Pegawai(**row)]),
        lambda: session.execute(insert(Pegawai), [row]),
    ):
        with pytest.raises(Refused) as refused:
            attempt()
        assert refused.value.code == "BULK_INSERT"


# Writing


def test_a_row_of_another_region_is_refused(session: Session) -> None:
    session.add(person("pangkalpinang", "199001152015031009", "Orang Titipan", "L"))
    with pytest.raises(Refused) as refused:
        session.flush()
    assert refused.value.code == "OUT_OF_REACH"


def test_a_row_never_moves_to_another_region(session_factory: sessionmaker[Session], cast: Cast) -> None:
    for scope in (cast.serang.scope, cast.national):
        with acting_as(scope), session_factory() as session:
            session.get_one(Pegawai, cast.rina).region_id = "pangkalpinang"
            with pytest.raises(Refused) as refused:
                session.flush()
            assert refused.value.code == "REGION_MOVED"


def test_a_row_held_from_a_wider_scope_cannot_be_taken_over(session: Session, cast: Cast) -> None:
    with acting_as(system()):
        held = session.get_one(Pegawai, cast.pangkalpinang.operator)
    held.region_id = "serang"
    with pytest.raises(Refused):
        session.flush()
    session.rollback()
    with acting_as(system()):
        held = session.get_one(Pegawai, cast.pangkalpinang.operator)
    held.nama = "Diganti"
    with pytest.raises(Refused) as refused:
        session.flush()
    assert refused.value.code == "OUT_OF_REACH"
    session.rollback()
    with acting_as(system()):
        held = session.get_one(Pegawai, cast.pangkalpinang.operator)
    session.delete(held)
    with pytest.raises(Refused) as refused:
        session.flush()
    assert refused.value.code == "OUT_OF_REACH"


def test_foreign_keys_injected_by_number_are_refused(session: Session, cast: Cast) -> None:
    session.get_one(UnitKerja, cast.serang.dukcapil).kepala_id = cast.pangkalpinang.kepala
    with pytest.raises(Refused) as refused:
        session.flush()
    assert refused.value.code == "REFERENCE_UNKNOWN"


def test_a_number_that_does_not_exist_gets_the_same_answer(session: Session, cast: Cast) -> None:
    session.get_one(UnitKerja, cast.serang.dukcapil).kepala_id = 987_654
    with pytest.raises(Refused) as refused:
        session.flush()
    assert (refused.value.code, refused.value.parameters) == ("REFERENCE_UNKNOWN", {"column": "Kepala unit"})


def test_foreign_objects_injected_through_relations_are_refused(session: Session, cast: Cast) -> None:
    with acting_as(system()):
        mega = session.get_one(Pegawai, cast.pangkalpinang.kepala)
    session.get_one(UnitKerja, cast.serang.dukcapil).kepala = mega
    with pytest.raises(Refused) as refused:
        session.flush()
    assert refused.value.code == "REFERENCE_UNKNOWN"


def test_new_rows_are_asked_about_their_references_too(session: Session, cast: Cast) -> None:
    session.add(_absence("serang", cast.pangkalpinang.kepala))
    with pytest.raises(Refused) as refused:
        session.flush()
    assert refused.value.code == "REFERENCE_UNKNOWN"


def test_an_unchanged_reference_is_never_asked_about(session_factory: sessionmaker[Session], cast: Cast) -> None:
    with acting_as(system()), session_factory.begin() as session:
        file = PolicyFile(region_id="serang", policy="tpp", version="1", text="a", created_by_id=cast.pangkalpinang.hr)
        session.add(file)
    with acting_as(cast.serang.scope), session_factory.begin() as session:
        session.scalars(select(PolicyFile)).one().text = "b"


def test_many_rows_cannot_be_moved_or_pointed_elsewhere(session: Session, cast: Cast) -> None:
    for values in ({"region_id": "pangkalpinang"}, {"pegawai_id": cast.pangkalpinang.kepala}):
        with pytest.raises(Refused) as refused:
            session.execute(update(DinasLuar).values(**values))
        assert refused.value.code == "MANY_NOT_ALLOWED"


def test_the_database_itself_ties_references_to_the_region(session_factory: sessionmaker[Session], cast: Cast) -> None:
    with acting_as(system()), session_factory() as session:
        session.add(_absence("serang", cast.pangkalpinang.kepala))
        with pytest.raises(IntegrityError):
            session.flush()


def test_missing_regions_are_filled_from_the_scope_or_the_parent(
    session_factory: sessionmaker[Session], cast: Cast
) -> None:
    with acting_as(cast.serang.scope), session_factory.begin() as session:
        filled = person("serang", "199001152015031009", "Dewi Anggraini", "L", region_id=None)
        session.add(filled)
        session.flush()
        assert filled.region_id == "serang"
    with acting_as(cast.national), session_factory.begin() as session:
        duty = _absence(None, None)
        duty.pegawai = session.get_one(Pegawai, cast.pangkalpinang.kepala)
        session.add(duty)
        session.flush()
        assert duty.region_id == "pangkalpinang"


# Kinds of tables that are not plainly one region's


def test_national_holidays_are_read_by_all_and_written_by_the_nation(
    session_factory: sessionmaker[Session], cast: Cast
) -> None:
    with acting_as(cast.national), session_factory.begin() as session:
        session.add(_holiday(None, "libur_nasional", date(2026, 1, 1)))
        session.add(_holiday("pangkalpinang", "libur_daerah", date(2026, 9, 17)))
    with acting_as(cast.serang.scope), session_factory() as session:
        day = session.scalars(select(HariLibur)).one()
        assert day.tanggal == date(2026, 1, 1)
        day.nama = "Bukan libur"
        with pytest.raises(Refused) as refused:
            session.flush()
        assert refused.value.code == "OUT_OF_REACH"
        session.rollback()
        with pytest.raises(Refused) as refused:
            session.execute(delete(HariLibur))
        assert refused.value.code == "MANY_NOT_ALLOWED"


def test_regions_and_ranks_are_the_nations(session_factory: sessionmaker[Session], cast: Cast) -> None:
    with acting_as(cast.serang.scope), session_factory() as session:
        assert set(session.scalars(select(Region.code))) == {"nasional", "serang"}
        session.get_one(Region, "serang").name = "Kota Kami"
        with pytest.raises(Refused):
            session.flush()


def test_accounts_are_seen_by_their_region_and_by_themselves(
    session_factory: sessionmaker[Session], cast: Cast
) -> None:
    with acting_as(cast.serang.scope), session_factory() as session:
        assert set(session.scalars(select(Account.username))) == {"hr.serang"}
        assert set(session.scalars(select(AccountRole.role))) == {"hr"}
    only_self = Scope("nasional", cast.national.account_id, ())
    with acting_as(only_self), session_factory() as session:
        assert session.scalars(select(Account.username)).all() == ["nasional"]
        assert session.scalars(select(AccountRole.role)).all() == ["national_admin"]
        assert session.get(Account, cast.serang.hr) is None


def test_nobody_makes_himself_national(session: Session, cast: Cast) -> None:
    session.add(AccountRole(account_id=cast.serang.hr, region_id=None, role="national_admin"))
    with pytest.raises(IntegrityError):  # the region is filled in, and a national role has none
        session.flush()


def _absence(region, pegawai_id) -> DinasLuar:
    return DinasLuar(
        region_id=region, pegawai_id=pegawai_id, mulai=date(2026, 3, 2), selesai=date(2026, 3, 4), dasar="ST-1"
    )


def _holiday(region, kind, day) -> HariLibur:
    return HariLibur(region_id=region, jenis=kind, tanggal=day, nama="Libur")


def test_many_threads_with_different_scopes_do_not_mix(session_factory: sessionmaker[Session], cast: Cast) -> None:
    """The scope travels with the thread's own context, and cached statements take its regions as parameters."""
    scopes = [cast.serang.scope, cast.pangkalpinang.scope, cast.national, Scope("nobody")]
    expected = [3, 2, 5, 0]

    def count(number: int) -> bool:
        with acting_as(scopes[number % 4]), session_factory() as session:
            return session.scalar(select(func.count(Pegawai.id))) == expected[number % 4]

    with ThreadPoolExecutor(16) as pool:
        assert all(pool.map(count, range(84)))
