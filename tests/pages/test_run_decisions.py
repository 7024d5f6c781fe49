"""Steps of a run are confirmed with what they decide; no small number reaches a reader without the right."""

from __future__ import annotations

import re
from datetime import date

import pytest
from sqlalchemy import select

from kinerja_admin.admin.pages.charts import histogram
from kinerja_admin.admin.pages.run_counts import RunCounts
from kinerja_admin.admin.pages.suppression import Count
from kinerja_admin.db.scope import acting_as, system
from kinerja_admin.engine.figures import Bucket
from kinerja_admin.models.account import Account
from kinerja_admin.models.run import Run
from kinerja_admin.models.snapshot import Snapshot
from kinerja_admin.services import runs, snapshots
from kinerja_admin.services.worker import Worker
from tests.pages.conftest import Come, World, words_of

RUNS = "/p/perhitungan"


def decided(world: World, last: str) -> None:
    """Bring the run of the month up to a state, by two people."""
    with acting_as(system("decide")), world.sessions.begin() as session:
        run = session.get_one(Run, world.run)
        second = session.scalars(select(Account.id).where(Account.username == "dimas")).one()
        runs.check(session, run, world.cast.serang.hr, runs.variance(session, run).digest)
        if last != "checked":
            runs.approve(session, run, second, "Sudah dibaca")
        if last == "locked":
            runs.lock(session, run, second)


def state(world: World) -> str:
    with acting_as(system("look")), world.sessions() as session:
        return session.get_one(Run, world.run).state


@pytest.mark.parametrize(("path", "before"), [("setujui", "checked"), ("kunci", "approved")])
def test_what_cannot_be_undone_is_taken_only_with_the_counts_that_were_shown(
    come: Come, world: World, path: str, before: str
):
    decided(world, before)
    wulan = come("wulan")
    said = wulan.said(f"{RUNS}/{world.run}/{path}")
    assert "Pegawai 3" in said
    assert "Rp2.700.000" in said
    for given in ({}, {"confirm": "ya"}):
        refused = wulan.submit(f"{RUNS}/{world.run}/{path}", **given)
        assert refused.status_code == 409
        assert "belum ditegaskan" in words_of(refused.text)
        assert state(world) == before
    assert wulan.confirm(f"{RUNS}/{world.run}/{path}", reason="Sudah dibaca").status_code == 303


def test_a_question_answered_about_other_counts_is_asked_again(come: Come, world: World):
    decided(world, "checked")
    wulan = come("wulan")
    path = f"{RUNS}/{world.run}/setujui"
    shown = re.search(r'name="confirm" value="([^"]+)"', wulan.get(path).text)
    assert shown
    with acting_as(system("later")), world.sessions.begin() as session:
        session.get_one(Run, world.run).errors = 0
    refused = wulan.submit(path, confirm=shown[1])
    assert refused.status_code == 409
    assert "Galat 0" in words_of(refused.text)
    assert state(world) == "checked"


def test_a_locked_month_is_corrected_from_its_page(come: Come, world: World):
    hana = come("hana")
    assert "Koreksi" not in hana.said(f"{RUNS}/{world.run}").split("Yang berbeda")[0]
    decided(world, "locked")
    assert "Koreksi" in hana.said(f"{RUNS}/{world.run}")
    assert hana.submit(f"{RUNS}/{world.run}/koreksi").status_code == 409
    job = hana.confirm(f"{RUNS}/{world.run}/koreksi").headers["location"]
    Worker(world.sessions).work_once()
    made = re.search(rf'href="{RUNS}/(\d+)"', hana.get(job, headers={"hx-request": "true"}).text)
    assert made
    said = hana.said(f"{RUNS}/{made[1]}")
    assert "Koreksi" in said
    assert "Mengoreksi perhitungan yang dikunci pada" in said
    with acting_as(system("look")), world.sessions() as session:
        correction = session.get_one(Run, int(made[1]))
        assert (correction.kind, correction.corrects_id) == ("correction", world.run)
        assert correction.computed_by_id is not None
    assert "Dikoreksi oleh" in hana.said(f"{RUNS}/{world.run}")
    assert come("walikota").get(f"{RUNS}/{world.run}/koreksi").status_code == 403


def test_an_open_run_is_not_corrected(come: Come, world: World):
    refused = come("hana").confirm(f"{RUNS}/{world.run}/koreksi")
    assert refused.status_code == 409


def test_leaders_are_told_no_small_number(come: Come, world: World):
    with acting_as(system("look")), world.sessions.begin() as session:
        session.get_one(Run, world.run).people = 12
    said = come("walikota").said(f"{RUNS}/{world.run}")
    assert "Galat kurang dari lima" in said
    assert "kurang dari lima Data Kelas jabatan tidak ada." in said
    assert "1 orang" not in said
    assert "Galat: kurang dari lima" in said
    listed = come("walikota").said(RUNS)
    assert "kurang dari lima" in listed
    assert "galat" not in come("walikota").said("/").split("Perhitungan terakhir")[1].split("Yang berlaku")[0]
    assert "Galat: 1" in come("hana").said(f"{RUNS}/{world.run}")


def test_totals_of_a_handful_of_people_are_not_told(come: Come, world: World):
    for path in (RUNS, f"{RUNS}/{world.run}"):
        assert "2.700.000" not in come("walikota").said(path)
        assert "2.700.000" in come("hana").said(path)


def test_one_that_joined_hides_how_many_left():
    run = Run(people=300, errors=7)
    line = runs.Variance(1, 2, (None,), (None,) * 9, (None,) * 7, (None,) * 4, "")  # type: ignore[arg-type]
    told = RunCounts(sees_people=False).changes(run, line)
    assert [one.is_hidden for one in (told.joined, told.left, told.in_error, told.swings)] == [True, True, False, True]
    seen = RunCounts(sees_people=True).changes(run, line)
    assert not any(one.is_hidden for one in (seen.joined, seen.left, seen.in_error, seen.swings))


def test_nothing_is_called_by_its_code(come: Come, world: World):
    hana = come("hana")
    said = hana.said(f"{RUNS}/{world.run}")
    assert "Hadiah Kota Serang, versi 2026.1" in said
    for text in (said, hana.said(RUNS), hana.said("/")):
        assert "hadiah@" not in text
    heading = re.search(r'class="fault".*?</summary>', hana.get(f"{RUNS}/{world.run}").text, re.DOTALL)
    assert heading
    assert "Hadiah dasar" in heading[0]
    assert "MISSING_INPUT" not in heading[0]
    variance = said.split("Yang berbeda dari periode sebelumnya")[1].split("Hasil")[0]
    assert "Data Kelas jabatan tidak ada." in variance
    assert "MISSING_INPUT" not in variance


def test_a_month_that_is_not_over_is_neither_offered_nor_called_final(
    come: Come, world: World, monkeypatch: pytest.MonkeyPatch
):
    with acting_as(system("look")), world.sessions.begin() as session:
        number = session.scalars(select(Snapshot.id)).one()
        run = session.get_one(Run, world.run)
        run.computed_at = run.computed_at.replace(year=2026, month=3, day=20)
    hana = come("hana")
    assert f'value="{number}"' in hana.get("/p/perbandingan").text
    assert "sementara" in hana.said(f"{RUNS}/{world.run}")
    assert "sementara" in hana.said(RUNS)
    monkeypatch.setattr(snapshots, "today", lambda _session, _region: date(2026, 3, 31))
    assert f'value="{number}"' not in hana.get("/p/perbandingan").text


def test_a_bar_names_both_ends_of_its_range():
    buckets = [(Bucket(-10, -5, 6), Count(6)), (Bucket(0, 0, 7), Count(7)), (Bucket(0, 5, 9), Count(9))]  # type: ignore[arg-type]
    drawn = histogram(buckets, "Sebaran", str)
    assert re.findall(r'class="edge"[^>]*>([^<]*)<', drawn) == ["-10", "– -5", "0", "", "0", "– 5"]
