"""``kinerja duties``: the calendar's duties from the command line."""

from __future__ import annotations

import json
from datetime import date

import pytest
from sqlalchemy.orm import sessionmaker

import kinerja_admin.models  # noqa: F401 - maps every table
from kinerja_admin.cli._program import run
from kinerja_admin.db.scope import acting_as, system
from kinerja_admin.db.session import Session
from kinerja_admin.models.region import Region
from kinerja_admin.models.tahapan import Tahapan
from tests.cast import person


@pytest.fixture
def database(migrated: sessionmaker[Session]) -> None:
    """A migrated database with one person who has to assess himself."""
    with acting_as(system("cli")), migrated.begin() as session:
        session.add(Region(code="serang", name="Kota Serang"))
        session.flush()
        session.add(person("serang", "199001152015031002", "Budi Santoso", "L"))
        stage = {"tahap": "penilaian_diri", "periode": "2026-03", "mulai": date(2026, 4, 1)}
        session.add(Tahapan(region_id="serang", selesai=date(2026, 4, 5), **stage))


@pytest.mark.usefixtures("database")
def test_duties_are_filled_in_once(capsys: pytest.CaptureFixture[str]):
    assert run(["duties", "--region", "serang"]) == 0
    assert capsys.readouterr().out == "1 kewajiban ditambahkan, 0 sudah dikerjakan\n"
    assert run(["duties", "--region", "serang", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"added": 0, "done": 0}


@pytest.mark.usefixtures("database")
def test_an_unknown_region_is_told(capsys: pytest.CaptureFixture[str]):
    assert run(["duties", "--region", "kemuning"]) != 0
    assert "kemuning" in capsys.readouterr().err
