"""The invented data: true to its rules, the same every time, and left alone by a second seeding."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, Select, func, select
from sqlalchemy.orm import sessionmaker

from kinerja_admin.db.engine import make_engine
from kinerja_admin.db.scope import acting_as, system
from kinerja_admin.db.session import Session, session_maker
from kinerja_admin.engine.periods import parse_period
from kinerja_admin.errors import WrongUse
from kinerja_admin.models.account import Account
from kinerja_admin.models.account_role import AccountRole
from kinerja_admin.models.base import Base
from kinerja_admin.models.inovasi import Inovasi
from kinerja_admin.models.nip import nip_problems
from kinerja_admin.models.pegawai import Pegawai
from kinerja_admin.models.penilaian import Penilaian
from kinerja_admin.models.penilaian_perilaku import PenilaianPerilaku
from kinerja_admin.models.presensi import Presensi
from kinerja_admin.models.result import Result
from kinerja_admin.models.run import Run
from kinerja_admin.models.ukuran import Ukuran
from kinerja_admin.models.umpan_balik import UmpanBalik
from kinerja_admin.models.unit_kerja import UnitKerja
from kinerja_admin.models.words import PERAN
from kinerja_admin.services import registry, results, runs, seeding
from kinerja_admin.services.accounts.passwords import is_password
from kinerja_admin.services.seeding import files, growth, official
from kinerja_admin.services.seeding.files import day
from tests.databases import PostgresDatabases, SqliteDatabases

FOLDER = seeding.FOLDER


REGIONS = ("bukitintan", "kemuning", "pangkalpinang", "serang")
BROUGHT = (
    *(
        f"{name}/{year}.1.yaml"
        for name in ("nasional/dasar", "serang/penilaian", "serang/tpp")
        for year in (2025, 2026)
    ),
    *(f"{region}/{policy}/2026.1.yaml" for region in REGIONS[:3] for policy in ("penilaian", "tpp")),
)
"""Scores and pay, of one region in both versions; the nation's other policies and their periods are the demo's."""


@pytest.fixture(scope="module")
def seeded(sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A database with everything, made once for this file."""
    shelf = tmp_path_factory.mktemp("policies")
    for name in BROUGHT:
        (shelf / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(FOLDER.parent / "policies" / name, shelf / name)
    with sqlite_databases.fresh() as url:
        engine = make_engine(url)
        seeding.seed(engine)
        with acting_as(system("test")):
            official.bring_policies(session_maker(engine), shelf, "uji")
        yield engine
        engine.dispose()


def serang_unit(code: str) -> Select[UnitKerja]:
    return select(UnitKerja).where(UnitKerja.region_id == "serang", UnitKerja.kode == code)


def counts(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in Base.metadata.sorted_tables
        }


def test_every_number_of_an_employee_keeps_the_rules():
    rows = files.read(FOLDER, "pegawai")
    found = {
        row["nip"]: nip_problems(
            row["nip"],
            status=row["status"],
            tanggal_lahir=day(row["tanggal_lahir"]),  # type: ignore[arg-type]
            jenis_kelamin=row["jenis_kelamin"],
        )
        for row in rows
    }
    assert {nip: problems for nip, problems in found.items() if problems} == {}
    assert len({(row["region"], row["nip"]) for row in rows}) == len(rows)


def test_about_three_hundred_people_in_serang_and_over_a_hundred_in_each_other_region(seeded: Engine):
    with acting_as(system("test")), session_maker(seeded)() as session:
        found = dict(session.execute(select(Pegawai.region_id, func.count()).group_by(Pegawai.region_id)).all())
    assert 280 <= found.pop("serang") <= 320
    assert found.keys() == {"bukitintan", "kemuning", "pangkalpinang"}
    assert all(110 <= people <= 130 for people in found.values())


def test_a_second_seeding_changes_nothing_and_loses_nothing(seeded: Engine):
    with acting_as(system("test")), session_maker(seeded).begin() as session:
        unit = session.scalars(serang_unit("DUKCAPIL")).one()
        unit.nama = "Disdukcapil Kota Serang"
    before = counts(seeded)
    again = seeding.seed(seeded)
    assert again.new == 0
    assert counts(seeded) == before
    with acting_as(system("test")), session_maker(seeded).begin() as session:
        unit = session.scalars(serang_unit("DUKCAPIL")).one()
        assert unit.nama == "Disdukcapil Kota Serang"
        unit.nama = "Dinas Kependudukan dan Pencatatan Sipil"


def test_the_same_number_draws_the_same_records_on_another_day(seeded: Engine, sqlite_databases: SqliteDatabases):
    with sqlite_databases.fresh() as url:
        engine = make_engine(url)
        seeding.seed(engine, region="kemuning")
        assert fingerprint(engine) == fingerprint(seeded)
        engine.dispose()


def fingerprint(engine: Engine) -> list[Any]:
    """Days of people known by what a database does not choose; a region's do not depend on who else is there."""
    columns = (Pegawai.nip, Presensi.tanggal, Presensi.status, Presensi.menit_telat, Presensi.apel_hadir)
    days = select(*columns).join(Pegawai, Pegawai.id == Presensi.pegawai_id).where(Pegawai.region_id == "kemuning")
    with engine.connect() as connection:
        return list(connection.execute(days.order_by(*columns[:2]).limit(5000)).all())


def test_growth_adds_people_and_leaves_the_first_ones_as_they_are():
    known = {name: files.read(FOLDER, name) for name in ("unit_kerja", "jabatan", "pegawai", "nama", "pemekaran")}
    small, large = growth.grow(known, "serang", 400), growth.grow(known, "serang", 600)
    assert sum(row["region"] == "serang" for row in small["pegawai"]) == 400
    assert large["pegawai"][: len(small["pegawai"])] == small["pegawai"]
    nips = [row["nip"] for row in large["pegawai"] if row["region"] == "serang"]
    assert len(set(nips)) == len(nips) == 600
    positions = {row["kode"] for row in large["jabatan"]}
    assert {row["jabatan"] for row in large["pegawai"]} <= positions


def test_one_account_for_each_role_with_the_printed_password(seeded: Engine):
    with acting_as(system("test")), session_maker(seeded)() as session:
        roles = {
            row.username: role
            for row, role in session.execute(
                select(Account, AccountRole.role).join(AccountRole, AccountRole.account_id == Account.id)
            )
        }
        accounts = session.scalars(select(Account)).all()
        assert all(account.is_demo and not account.must_change_password for account in accounts)
        assert is_password(accounts[0].password_hash, seeding.DEMO_PASSWORD)
    assert set(roles.values()) == set(PERAN) - {"operator"}
    held = Counter(region for _, _, region in seeding.demo_accounts())
    assert {region for region in held if region} <= seeding.demo_regions().keys()
    assert seeding.demo_regions()["serang"] == "Kota Serang"
    assert held == {"serang": 7, "pangkalpinang": 7, "bukitintan": 7, "kemuning": 7, "": 2}
    assert roles.keys() == {name for name, _, _ in seeding.demo_accounts()}


@pytest.mark.parametrize("region", REGIONS)
def test_a_month_gives_everybody_a_result_but_those_meant_to_fail(seeded: Engine, region: str):
    sessions = session_maker(seeded)
    with acting_as(system("test")):
        done = runs.run_month(sessions, region, "2026-03")
        with sessions() as session:
            found = {name: errors(session, number) for name, number in done.items()}
            pay = session.get_one(Run, done["tpp"])
            assert pay.people == session.scalar(select(func.count(Result.id)).where(Result.run_id == pay.id))
            assert int(pay.totals["tpp"]) == session.scalar(
                select(func.sum(Result.payable)).where(Result.run_id == pay.id)
            )
    assert found["penilaian"].keys() <= meant_to_fail(session_maker(seeded), region)
    assert found["penilaian"]
    assert found["tpp"].keys() <= found["penilaian"].keys()


def meant_to_fail(sessions: sessionmaker[Session], region: str) -> set[str]:
    """Who bears a mark in March 2026, whom a negligent superior left unrated, and who did not rate themselves."""
    month, marked = day("2026-03-15"), [row for row in exceptions(region) if row["dari"] <= "2026-03-31"]
    holding = {row["nip"]: row["tanda"] for row in marked if row["sampai"] >= "2026-03-01"}
    negligent = {nip for nip, mark in holding.items() if mark == "atasan_lalai"}
    with acting_as(system("test")), sessions() as session:
        rated = select(Penilaian.pegawai_id).where(Penilaian.periode == "2026-03", Penilaian.hasil_kerja.is_not(None))
        unrated = session.scalars(
            select(Pegawai.nip).where(
                Pegawai.region_id == region, Pegawai.tanggal_masuk <= month, Pegawai.id.not_in(rated)
            )
        ).all()
        silent = session.scalars(
            select(Pegawai.nip)
            .join(Penilaian, Penilaian.pegawai_id == Pegawai.id)
            .where(Pegawai.region_id == region, Penilaian.periode == "2026-03", Penilaian.nilai_sendiri.is_(None))
        ).all()
    return {*holding, *(unrated if negligent else ()), *(silent if region == "kemuning" else ())}


def test_every_measured_indicator_in_force_has_measures(seeded: Engine):
    period = parse_period("2026-03")
    assert period
    with acting_as(system("test")), session_maker(seeded)() as session:
        measured = set(session.execute(select(Ukuran.region_id, Ukuran.policy, Ukuran.indicator).distinct()))
        wanted = {
            (region, one.policy.id.policy, indicator.name)
            for region in REGIONS
            for one in registry.force.policies_in_force(session, region, period)
            for indicator in one.policy.indicators.values()
            if indicator.measures
        }
    assert wanted
    assert wanted - measured == set()


def test_a_seeded_month_is_carried_to_where_an_office_would_have_it(seeded: Engine):
    sessions = session_maker(seeded)
    with acting_as(system("test")):
        missing = official.missing_periods(sessions, "serang")
        assert str(missing[0]) == "2025-08"
        official.compute_period(sessions, "serang", missing[0])
        assert official.missing_periods(sessions, "serang") == missing[1:]
        with sessions() as session:
            done = session.scalars(select(Run).where(Run.periode == "2025-08").order_by(Run.id)).all()
            assert [(run.policy, run.version, run.state) for run in done] == [
                ("penilaian", "2025.1", "locked"),
                ("tpp", "2025.1", "locked"),
            ]
            assert all(run.checked_by_id != run.approved_by_id for run in done)


def exceptions(region: str = "serang") -> list[files.Row]:
    return [row for row in files.read(FOLDER, "pengecualian") if row["region"] == region]


def errors(session: Session, number: int) -> dict[str, str | None]:
    return {row.nip: row.error_code for row in results.results_in_error(session, session.get_one(Run, number))}


def test_the_awkward_cases_are_there(seeded: Engine):
    with acting_as(system("test")), session_maker(seeded)() as session:
        people = {row.nip: row.id for row in session.scalars(select(Pegawai).where(Pegawai.region_id == "serang"))}
        marks = {(row["tanda"], row["dari"]): row["nip"] for row in exceptions()}
        absent = session.scalars(
            select(Presensi.status).where(
                Presensi.pegawai_id == people[marks["alpa", "2026-02-02"]],
                Presensi.tanggal.between(day("2026-02-02"), day("2026-02-13")),
            )
        ).all()
        unclocked = session.execute(
            select(Presensi.status, Presensi.menit_telat).where(
                Presensi.pegawai_id == people[marks["tanpa_rekam_masuk", "2026-03-02"]],
                Presensi.tanggal.between(day("2026-03-02"), day("2026-03-06")),
            )
        ).all()
    assert Counter(absent) == {"alpa": 10}
    assert {tuple(row) for row in unclocked if row[0] == "hadir"} == {("hadir", None)}


def test_what_people_said_of_themselves_stands_where_the_superior_did_not_rate(seeded: Engine):
    with acting_as(system("test")), session_maker(seeded)() as session:
        lone = session.scalars(select(Penilaian).where(Penilaian.hasil_kerja.is_(None))).all()
        assert all(row.nilai_sendiri is not None and row.dinilai_pada is None for row in lone)
        marked = {row["nip"] for row in exceptions("kemuning") if row["tanda"] == "tanpa_penilaian"}
        assert marked <= {row.pegawai.nip for row in lone}
        ids = [row.id for row in lone]
        assert not session.scalars(select(PenilaianPerilaku.id).where(PenilaianPerilaku.penilaian_id.in_(ids))).all()


def test_colleagues_are_none_too_few_or_enough(seeded: Engine):
    marks = {row["tanda"]: row["nip"] for row in exceptions("pangkalpinang")}
    with acting_as(system("test")), session_maker(seeded)() as session:
        given = dict(
            session.execute(
                select(Pegawai.nip, func.count(UmpanBalik.id))
                .join(UmpanBalik, UmpanBalik.dinilai_id == Pegawai.id)
                .where(UmpanBalik.periode == "2026-03", UmpanBalik.jenis == "rekan")
                .group_by(Pegawai.nip)
            ).all()
        )
        elsewhere = session.scalar(select(func.count(UmpanBalik.id)).where(UmpanBalik.region_id != "pangkalpinang"))
    assert marks["tanpa_rekan"] not in given
    assert 2 in given.values()
    assert max(given.values()) >= 3
    assert elsewhere == 0


def test_nothing_of_a_measure_can_be_missing_zero_or_unproven(seeded: Engine):
    marks = {row["tanda"]: row for row in exceptions("bukitintan") if row["tanda"] in {"tanpa_bukti", "ukuran_nol"}}
    with acting_as(system("test")), session_maker(seeded)() as session:
        found = {
            mark: session.scalars(
                select(Ukuran)
                .join(Pegawai, Pegawai.id == Ukuran.pegawai_id)
                .where(
                    Pegawai.nip == row["nip"],
                    Ukuran.region_id == "bukitintan",
                    Ukuran.periode == row["dari"][:7],
                    Ukuran.indicator == "pekerjaan_selesai",
                )
            ).one()
            for mark, row in marks.items()
        }
    assert found["tanpa_bukti"].bukti is None
    assert found["tanpa_bukti"].realisasi is not None
    assert (found["ukuran_nol"].target, found["ukuran_nol"].realisasi) == (Decimal(0), Decimal(0))


def test_experiments_failed_and_results_were_recognised(seeded: Engine):
    with acting_as(system("test")), session_maker(seeded)() as session:
        known = session.scalars(select(Inovasi)).all()
    assert any(one.percobaan and one.berhasil is False for one in known)
    assert any(one.program_id and one.tanggal_diakui for one in known)
    assert any(one.berhasil is None for one in known)


def test_a_broken_file_is_named_with_its_line(tmp_path: Path):
    (tmp_path / "pegawai.csv").write_text("# catatan\nregion,nip\nserang,1\nserang\n", encoding="utf-8")
    with pytest.raises(WrongUse, match="SEED_UNREADABLE") as caught:
        files.read(tmp_path, "pegawai")
    assert caught.value.parameters == {"file": str(tmp_path / "pegawai.csv"), "line": "4"}
    with pytest.raises(WrongUse, match="SEED_UNREADABLE"):
        files.read(tmp_path, "golongan")


@pytest.mark.slow
@pytest.mark.postgres
def test_everything_fits_the_server_database_too(postgres_databases: PostgresDatabases):
    with postgres_databases.fresh() as url:
        engine = make_engine(url)
        first, again = (seeding.seed(engine, region="pangkalpinang") for _ in range(2))
        engine.dispose()
    assert (first.new, again.new, again.people) == (first.people, 0, first.people)
