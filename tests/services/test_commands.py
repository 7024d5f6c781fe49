"""The commands that need a database: what they say, and how they end."""

import json
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.orm import sessionmaker

from kinerja_admin.cli._program import run
from kinerja_admin.db.engine import make_engine
from kinerja_admin.db.migrate import newest_revision
from kinerja_admin.db.scope import acting_as, system
from kinerja_admin.db.session import Session, session_maker
from kinerja_admin.models.account import Account
from kinerja_admin.models.run import Run
from kinerja_admin.services import runs
from tests.services.rules import PAY, SCORE, import_rules
from tests.services.town import RINA, build

Kinerja = Callable[..., tuple[int, str, str]]


@pytest.fixture
def kinerja(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Kinerja:
    """Runs a command on a database of its own; gives exit code, output and what was said beside it."""
    monkeypatch.setenv("KINERJA_DATA_FOLDER", str(tmp_path / "data"))

    def call(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = run(list(arguments))
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


@pytest.mark.parametrize("command", [("run", "--region", "serang", "--period", "2026-03"), ("policy", "status")])
def test_without_a_database_it_says_how_to_get_one_and_makes_nothing(
    kinerja: Kinerja, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
):
    monkeypatch.delenv("KINERJA_DATA_FOLDER")
    monkeypatch.chdir(tmp_path)
    code, out, err = kinerja(*command)
    assert (code, out) == (1, "")
    assert "DATABASE_MISSING" in err
    assert "var/kinerja.sqlite3" in err
    assert "kinerja db upgrade" in err
    assert list(tmp_path.iterdir()) == []


def test_without_tables_it_says_how_to_get_them(kinerja: Kinerja, tmp_path: Path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "kinerja.sqlite3").touch()
    code, out, err = kinerja("run", "--region", "serang", "--period", "2026-03")
    assert (code, out) == (1, "")
    assert "DATABASE_NOT_MIGRATED" in err
    assert "kinerja db upgrade" in err
    code, out, _ = kinerja("db", "upgrade")
    assert (code, out) == (0, f"Tabel berada pada revisi {newest_revision()}.\n")


def test_help_speaks_the_reader_s_language_down_to_the_values(kinerja: Kinerja):
    _, out, _ = kinerja("run", "--help")
    assert "kinerja run --region DAERAH --period 2026-03 [PILIHAN]" in out
    assert "--policy KEBIJAKAN" in out
    _, out, _ = kinerja("policy", "status", "--help")
    assert "--folder TEKS" in out
    _, out, _ = kinerja("run", "--help", "--lang", "en")
    assert "--policy POLICY" in out


@pytest.mark.parametrize(
    ("region", "period", "code"),
    [
        ("atlantis", "2026-03", "REGION_UNKNOWN"),
        ("serang", "Maret", "PERIOD_INVALID"),
        ("serang", "2026-03", "NO_POLICY_IN_FORCE"),
    ],
)
def test_what_cannot_be_run_is_wrong_usage(kinerja: Kinerja, tmp_path: Path, region: str, period: str, code: str):
    kinerja("db", "upgrade")
    build(session_maker(make_engine(f"sqlite:///{tmp_path}/data/kinerja.sqlite3")))
    ended, out, err = kinerja("run", "--region", region, "--period", period)
    assert (ended, out) == (2, "")
    assert code in err


def test_a_month_with_totals_and_errors(kinerja: Kinerja, tmp_path: Path):
    kinerja("db", "upgrade")
    sessions = session_maker(make_engine(f"sqlite:///{tmp_path}/data/kinerja.sqlite3"))
    town = build(sessions)
    import_rules(sessions, tmp_path / "policies")
    town.attend(RINA, {"2026-03-02": {}})
    code, out, _ = kinerja("run", "--region", "serang", "--period", "2026-03")
    assert code == 0
    assert out == (
        "nilai@2026.1, Maret 2026: 3 pegawai, 0 galat\n"
        "gaji@2026.1, Maret 2026: 3 pegawai, 0 galat\n"
        "    Gaji: Rp300.000\n"
    )
    town.add_person("199803012022032901", "Dewi Lestari")
    code, out, _ = kinerja("run", "--region", "serang", "--period", "2026-03", "--policy", "gaji", "--lang", "en")
    assert code == 1
    assert out.splitlines()[1:] == [
        "gaji@2026.1, March 2026: 4 people, 1 in error",
        "    Gaji: Rp300,000",
        "    199803012022032901 Dewi Lestari: MISSING_INPUT gaji",
    ]
    code, out, _ = kinerja("run", "--region", "serang", "--period", "2026-03", "--format", "json")
    told = json.loads(out)["runs"]
    assert [(one["policy"], one["errors"], one["totals"]) for one in told] == [
        ("nilai@2026.1", 0, {}),
        ("gaji@2026.1", 1, {"gaji": "300000"}),
    ]


def test_a_run_tells_its_checks_over_everybody(kinerja: Kinerja, tmp_path: Path):
    kinerja("db", "upgrade")
    sessions = session_maker(make_engine(f"sqlite:///{tmp_path}/data/kinerja.sqlite3"))
    town = build(sessions)
    check = "checks: [{id: pagu, total: {output: gaji, at_most: dasar / 10}}]\n"
    import_rules(sessions, tmp_path / "policies", nilai=SCORE, gaji=PAY + check)
    town.attend(RINA, {"2026-03-02": {}})
    command = ("run", "--region", "serang", "--period", "2026-03", "--policy", "gaji", "--verify", "--lang", "en")
    code, out, _ = kinerja(*command)
    assert code == 1
    broken = "    Check pagu: does NOT hold; total of Gaji Rp300,000, at most Rp100,000, over 3 people"
    assert out.splitlines()[-1].startswith(broken)
    told = json.loads(kinerja(*command, "--format", "json")[1])["runs"]
    assert [(one["id"], one["value"], one["holds"]) for one in told[1]["checks"]] == [("pagu", "300000", False)]
    assert told[0]["checks"] == []


def test_a_misspelt_policy_is_answered_with_what_there_is(kinerja: Kinerja, tmp_path: Path):
    kinerja("db", "upgrade")
    sessions = session_maker(make_engine(f"sqlite:///{tmp_path}/data/kinerja.sqlite3"))
    build(sessions)
    import_rules(sessions, tmp_path / "policies")
    code, out, err = kinerja("run", "--region", "serang", "--period", "2026-03", "--policy", "gajii")
    assert (code, out) == (2, "")
    assert "POLICY_NAME_UNKNOWN Tidak ada kebijakan “gajii”." in err
    assert "Maksudnya gaji? Yang ada: gaji, nilai." in err
    _, _, err = kinerja("run", "--region", "serang", "--period", "2026-03", "--policy", "xyz", "--lang", "en")
    assert "There are: gaji, nilai." in err


def test_a_locked_month_is_corrected_and_not_computed_again(kinerja: Kinerja, tmp_path: Path):
    kinerja("db", "upgrade")
    sessions = session_maker(make_engine(f"sqlite:///{tmp_path}/data/kinerja.sqlite3"))
    town = build(sessions)
    import_rules(sessions, tmp_path / "policies")
    town.attend(RINA, {"2026-03-02": {}})
    march = ("run", "--region", "serang", "--period", "2026-03")
    kinerja(*march)
    lock(sessions, "nilai")
    code, out, err = kinerja(*march)
    assert code == 0
    assert out.splitlines()[0].startswith("gaji@2026.1")
    assert "nilai, Maret 2026: sudah terkunci" in err
    code, out, err = kinerja(*march, "--policy", "nilai")
    assert (code, out) == (1, "")
    assert "RUN_LOCKED_ALREADY" in err
    assert "--corrects 1" in err
    town.attend(RINA, {"2026-03-03": {}})
    code, out, err = kinerja(*march, "--corrects", "1")
    assert (code, out) == (0, "nilai@2026.1, Maret 2026: 3 pegawai, 0 galat\n")
    for number, month in (("2", "2026-03"), ("1", "2026-04"), ("99", "2026-03")):
        code, _, err = kinerja("run", "--region", "serang", "--period", month, "--corrects", number)
        assert code in (1, 2)
        assert ("CORRECTS_NOT_LOCKED" if number == "2" else "RUN_UNKNOWN") in err


def lock(sessions: sessionmaker[Session], policy: str) -> None:
    with acting_as(system("test")), sessions.begin() as session:
        accounts = [Account(region_id="serang", username=name, name=name) for name in ("satu", "dua")]
        session.add_all(accounts)
        session.flush()
        found = session.query(Run).where(Run.policy == policy).one()
        runs.check(session, found, accounts[0].id, runs.variance(session, found).digest)
        runs.approve(session, found, accounts[1].id)
        runs.lock(session, found, accounts[1].id)


@pytest.mark.parametrize("command", [("seed",), ("demo", "--prepare-only")])
def test_invented_people_never_meet_real_ones(
    kinerja: Kinerja, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: tuple[str, ...]
):
    monkeypatch.setenv("KINERJA_ENVIRONMENT", "production")
    monkeypatch.setenv("KINERJA_SECRET_KEY", "x" * 40)
    code, _, err = kinerja(*command)
    assert code == 1
    assert "DEMO_IN_PRODUCTION" in err
    assert not (tmp_path / "data" / "kinerja.sqlite3").exists()


def test_a_taken_port_is_said_before_anything_is_prepared(kinerja: Kinerja, tmp_path: Path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        code, _, err = kinerja("demo", "--port", str(taken.getsockname()[1]))
    assert code == 2
    assert "PORT_TAKEN" in err
    assert not (tmp_path / "data" / "kinerja.sqlite3").exists()
