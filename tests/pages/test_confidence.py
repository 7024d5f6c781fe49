"""What colleagues say in confidence: the page, the file and the slip tell a count and a mean, the auditor every value."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select

from kinerja_admin.db.scope import acting_as, system
from kinerja_admin.engine.catalog import FolderShelf
from kinerja_admin.models.account import Account
from kinerja_admin.models.result import Result
from kinerja_admin.models.umpan_balik import UmpanBalik
from kinerja_admin.services import registry, runs
from tests.cast import person
from tests.pages.conftest import PERIOD, POLICY, Come, World

FEEDBACK = (
    POLICY.split("inputs:", maxsplit=1)[0].replace("policy: hadiah", "policy: rekan")
    + """
inputs:
  rekan: {type: decimal, decimals: 2, unit: skor, label: Nilai rekan, each: penilai_rekan, from: umpan_balik.rekan}
rounding:
  skor: {to: 0.01}
steps:
  rata_rata: {label: Rata-rata rekan, unit: skor, formula: AVERAGE(rekan), cite: perwal}
outputs:
  rata_rata: {label: Rata-rata rekan}
"""
)
MARKS = ("61.37", "83.19", "97.71")


@pytest.fixture
def rated(world: World, tmp_path: Path) -> int:
    """Three colleagues rate Budi; the number of his result."""
    home = tmp_path / "more" / "serang" / "rekan"
    home.mkdir(parents=True)
    (home / "2026.1.yaml").write_text(FEEDBACK)
    with acting_as(system("cast")), world.sessions.begin() as session:
        other = person("serang", "198505052010011005", "Joko Susilo", "L")
        session.add(other)
        session.flush()
        raters = (world.cast.serang.kepala, world.cast.rina, other.id)
        for rater, mark in zip(raters, MARKS, strict=True):
            session.add(
                UmpanBalik(
                    region_id="serang", dinilai_id=world.cast.serang.operator, penilai_id=rater, jenis="rekan",
                    periode=PERIOD, nilai=Decimal(mark),
                )
            )  # fmt: skip
        done = registry.import_shelf(session, FolderShelf(tmp_path / "more"), "uji")
        assert [one.outcome.value for one in done] == ["imported"]
    with acting_as(system("cast")):
        run = runs.run_month(world.sessions, "serang", PERIOD, "rekan")["rekan"]
    with acting_as(system("look")), world.sessions() as session:
        budi = world.cast.serang.operator
        return session.scalars(select(Result.id).where(Result.run_id == run, Result.pegawai_id == budi)).one()


def marks_in(text: str) -> list[str]:
    return [mark for mark in MARKS if mark in text or mark.replace(".", ",") in text]


@pytest.mark.parametrize("name", ["budi", "siti", "hana", "sari"])
def test_nobody_reads_a_single_mark(come: Come, rated: int, name: str):
    visit = come(name)
    page, trace = visit.said(f"/p/hasil/{rated}"), visit.get(f"/p/hasil/{rated}/jejak.json").text
    assert marks_in(page) == marks_in(trace) == []
    assert "Nilai rekan 3 nilai, rata-rata 80,76" in page
    assert json.loads(trace)["in_confidence"] == ["penilai_rekan"]
    assert json.loads(trace)["outputs"][0]["value"] == "80.76"


def test_the_slip_tells_no_mark_either(come: Come, rated: int, world: World):
    slip = come("budi").said(f"/p/slip/{world.cast.serang.operator}/{PERIOD}")
    assert "80,76" in slip
    assert marks_in(slip) == []


def test_who_audits_reads_every_mark(come: Come, rated: int):
    visit = come("teguh")
    assert marks_in(visit.said(f"/p/hasil/{rated}")) == list(MARKS)
    assert marks_in(visit.get(f"/p/hasil/{rated}/jejak.json").text) == list(MARKS)


def test_who_audits_reads_no_mark_about_themselves(come: Come, rated: int, world: World):
    with acting_as(system("look")), world.sessions.begin() as session:
        account = session.scalars(select(Account).where(Account.username == "teguh")).one()
        budi = session.scalars(select(Account).where(Account.username == "budi")).one()
        own, budi.pegawai_id = budi.pegawai_id, None
        session.flush()
        account.pegawai_id = own
    assert marks_in(come("teguh").said(f"/p/hasil/{rated}")) == []


def test_an_error_names_no_mark_to_anybody(come: Come, rated: int, world: World, tmp_path: Path):
    home = tmp_path / "strict" / "serang" / "ketat"
    home.mkdir(parents=True)
    strict = FEEDBACK.replace("policy: rekan", "policy: ketat").replace(
        "umpan_balik.rekan}", "umpan_balik.rekan, range: [0, 90]}"
    )
    (home / "2026.1.yaml").write_text(strict)
    with acting_as(system("cast")), world.sessions.begin() as session:
        registry.import_shelf(session, FolderShelf(tmp_path / "strict"), "uji")
    with acting_as(system("cast")):
        run = runs.run_month(world.sessions, "serang", PERIOD, "ketat")["ketat"]
    with acting_as(system("look")), world.sessions() as session:
        found = select(Result).where(Result.run_id == run, Result.pegawai_id == world.cast.serang.operator)
        result = session.scalars(found).one()
        assert result.error_code == "OUT_OF_RANGE"
        number = result.id
    for name in ("hana", "sari", "teguh"):
        visit = come(name)
        page = visit.said(f"/p/perhitungan/{run}")
        assert "Ada nilai yang diberikan secara rahasia di luar yang diperbolehkan untuk Nilai rekan" in page
        shown = [page, visit.get(f"/p/perhitungan/{run}/hasil.csv").text]
        if name != "teguh":
            shown += [visit.get(f"/p/hasil/{number}{path}").text for path in ("", "/jejak.json")]
        assert [marks_in(text) for text in shown] == [[]] * len(shown)
    trace = json.loads(come("teguh").get(f"/p/hasil/{number}/jejak.json").text)
    assert trace["error"]["cause"] == {"what": "rekan", "cause": "confidence"}
