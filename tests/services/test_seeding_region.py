"""A region is a folder: its policies in one, its rows in the seed files, and a month runs with no code changed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from kinerja_admin.db.engine import make_engine
from kinerja_admin.db.scope import acting_as, system
from kinerja_admin.db.session import session_maker
from kinerja_admin.engine.periods import parse_period
from kinerja_admin.errors import NotFound, WrongUse
from kinerja_admin.models.result import Result
from kinerja_admin.models.run import Run
from kinerja_admin.services import results, seeding
from kinerja_admin.services.seeding import files, official
from kinerja_admin.services.seeding.people import Names, invent
from tests.databases import SqliteDatabases

REGION = "teluk_bayur"
ROWS = {
    "region": [f"{REGION},Teluk Bayur,Asia/Makassar,true"],
    "unit_kerja": [f"{REGION},SETDA,Sekretariat Daerah,sekretariat,,penunjang", f"{REGION},KEC,Kecamatan,kecamatan,,kewilayahan"],
    "jabatan": [
        f"{REGION},SEKDA,Sekretaris Daerah,SETDA,struktural,15,II.a,,,false,,1",
        f"{REGION},CAMAT,Camat,KEC,struktural,12,III.a,,,false,SEKDA,1",
        f"{REGION},ANALIS,Analis Kebijakan Ahli Muda,SETDA,fungsional,9,,ahli_muda,960000,false,SEKDA,1",
        f"{REGION},LOKET,Petugas Loket,KEC,pelaksana,6,,,,true,CAMAT,3",
    ],
    "jadwal_kerja": [f"{REGION},Lima hari kerja,true,12345,08:00,16:30,08:00,16:30,1"],
    "layanan": [f"{REGION},SURAT,Surat keterangan,KEC"],
    "pola_masyarakat": [f"{REGION},SURAT,2026-01,2026-10,6,9,4.0,4.4"],
    "pola_ukuran": [
        f"{REGION},penilaian,pekerjaan_selesai,2025-08,2026-10,pegawai,*,bulan,,20,30,98%,101%,3,0,naik,0,999,1",
        f"{REGION},penilaian,kualitas,2025-08,2026-10,pegawai,*,bulan,,90,95,99%,101%,2,2,naik,0.01,100,1",
        f"{REGION},penilaian,waktu_tugas,2026-01,2026-10,pegawai,publik=tidak,bulan,,3,5,102%,98%,4,1,turun,0.1,366,1",
        f"{REGION},penilaian,waktu_penyelesaian,2025-08,2026-10,layanan,SURAT,bulan,30,27,,30,24,2,1,turun,0.1,999,1",
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout's two folders with a region of the test's own: a template's policies, and six people."""
    root = tmp_path_factory.mktemp("daerah")
    shutil.copytree(seeding.FOLDER, root / "seed")
    policies = seeding.FOLDER.parent / "policies"
    for name in ("dasar", "ip_asn"):
        shutil.copytree(policies / "nasional" / name, root / "policies" / "nasional" / name)
    for path in sorted((policies / "bukitintan").glob("*/*.yaml")):
        own = root / "policies" / REGION / path.parent.name / path.name
        own.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text(encoding="utf-8")
        own.write_text(text.replace("region: bukitintan", f"region: {REGION}"), encoding="utf-8")
    for name, lines in ROWS.items():
        append(root / "seed", name, lines)
    names = Names.of(files.read(root / "seed", "nama"))
    posts = [row for row in files.read(root / "seed", "jabatan") if row["region"] == REGION]
    people = [invent(names, REGION, post, number) for post in posts for number in range(1, int(post["kebutuhan"]) + 1)]
    append(root / "seed", "pegawai", [",".join(row.values()) for row in people])
    head = next(row for row in people if row["jabatan"] == "SEKDA")
    append(root / "seed", "akun", [f"hr.teluk,Staf,hr,{REGION},", f"sekda.teluk,Sekda,pimpinan,{REGION},{head['nip']}"])
    return root


def append(seed: Path, name: str, lines: list[str]) -> None:
    with (seed / f"{name}.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines)


@pytest.fixture(scope="module")
def seeded(folder: Path, sqlite_databases: SqliteDatabases) -> Iterator[Engine]:
    """That region alone in a database."""
    with sqlite_databases.fresh() as url:
        engine = make_engine(url)
        assert seeding.seed(engine, region=REGION, folder=folder / "seed").new == 6
        with acting_as(system("test")):
            official.bring_policies(session_maker(engine), folder / "policies", "uji")
        yield engine
        engine.dispose()


def test_a_fifth_region_runs_its_month_from_records_to_locked_pay(seeded: Engine):
    sessions, month = session_maker(seeded), parse_period("2026-03")
    assert month
    with acting_as(system("test")):
        assert official.regions(sessions) == [REGION]
        assert month in official.missing_periods(sessions, REGION)
        official.compute_period(sessions, REGION, month)
        assert month not in official.missing_periods(sessions, REGION)
        with sessions() as session:
            runs = {run.policy: run for run in session.scalars(select(Run).where(Run.periode == "2026-03"))}
            assert {name: (run.region_id, run.people, run.errors, run.state) for name, run in runs.items()} == {
                "penilaian": (REGION, 6, 0, "locked"),
                "tpp": (REGION, 6, 0, "locked"),
            }
            rows = session.scalars(select(Result).where(Result.run_id == runs["tpp"].id)).all()
            assert all(row.payable and row.payable > 0 for row in rows)
            score = results.find_result(session, runs["penilaian"], rows[0].nip)
            assert score is not None
            assert 60 <= float(score.outputs["nilai"]) <= 120


@pytest.mark.requirement("BT-17")
def test_a_year_that_is_over_is_carried_on_and_one_under_way_is_a_scenario(seeded: Engine):
    sessions = session_maker(seeded)
    with acting_as(system("test")):
        for text in ("2025-12", "2025", "2026"):
            period = parse_period(text)
            assert period in official.missing_periods(sessions, REGION)
            official.compute_period(sessions, REGION, period)
            assert period not in official.missing_periods(sessions, REGION)
        with sessions() as session:
            found = session.scalars(select(Run).where(Run.policy == "ip_asn").order_by(Run.periode)).all()
            assert [(run.periode, run.kind, run.state, run.errors) for run in found] == [
                ("2025", "official", "locked", 0),
                ("2026", "scenario", "computed", 0),
            ]


def test_a_second_seeding_of_the_region_changes_nothing(seeded: Engine, folder: Path):
    assert seeding.seed(seeded, region=REGION, folder=folder / "seed").new == 0


def test_more_people_than_the_rows_need_a_place_to_work(folder: Path, sqlite_databases: SqliteDatabases):
    with sqlite_databases.fresh() as url:
        engine = make_engine(url)
        assert seeding.seed(engine, region=REGION, people=40, folder=folder / "seed").people == 6
        append(folder / "seed", "pemekaran", [f"{REGION},kelurahan,KEC,CAMAT"])
        grown = seeding.seed(engine, region=REGION, people=40, folder=folder / "seed")
        engine.dispose()
    assert (grown.people, grown.new) == (40, 34)


def test_a_region_without_rows_is_not_known(folder: Path, seeded: Engine):
    with pytest.raises(NotFound, match="REGION_UNKNOWN"):
        seeding.seed(seeded, region="atlantis", folder=folder / "seed")


def test_a_row_that_names_nothing_is_told_with_what_it_names(folder: Path, tmp_path: Path, seeded: Engine):
    shutil.copytree(folder / "seed", tmp_path / "seed")
    append(tmp_path / "seed", "inovasi", [f"{REGION},INV-1,Judul,TIDAK-ADA,,usulan,false,2026-01-05,,,,,,naik,,,,,"])
    with pytest.raises(WrongUse, match="SEED_REFERENCE") as caught:
        seeding.seed(seeded, region=REGION, folder=tmp_path / "seed")
    assert caught.value.parameters == {"table": "unit_kerja", "region": REGION, "name": "TIDAK-ADA"}
