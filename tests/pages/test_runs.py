"""Months computed, decided on and explained; nobody reads what is not theirs."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from sqlalchemy import select

from kinerja_admin.db.scope import acting_as, system
from kinerja_admin.models.account import Account
from kinerja_admin.models.account_role import AccountRole
from kinerja_admin.models.audit import Audit
from kinerja_admin.models.job import Job
from kinerja_admin.models.policy_file import PolicyFile
from kinerja_admin.models.result import Result
from kinerja_admin.models.run import Run
from kinerja_admin.services import runs, snapshots
from kinerja_admin.services.worker import Worker
from tests.pages.conftest import PERIOD, Come, Visit, World, words_of

RUNS = "/p/perhitungan"


def result_of(world: World, name: str) -> int:
    with acting_as(system("look")), world.sessions() as session:
        found = session.scalar(select(Result.id).where(Result.run_id == world.run, Result.nama == name))
        assert found
        return found


def state(world: World, run: int | None = None) -> str:
    with acting_as(system("look")), world.sessions() as session:
        return session.get_one(Run, run or world.run).state


BROKEN = (
    "Pemeriksaan Pagu hadiah: TIDAK terpenuhi; jumlah Hadiah Rp2.700.000, paling banyak Rp2.000.000, dari 2 orang"
    " (1 orang galat tidak dihitung)"
)


def after(visit: Visit, answer) -> str:
    assert answer.status_code == 303, answer.text
    return visit.said(answer.headers["location"])


def test_a_run_shows_totals_errors_with_cause_and_remedy_and_results(come: Come, world: World):
    hana = come("hana")
    assert "Maret 2026" in hana.said(RUNS)
    said = hana.said(f"{RUNS}/{world.run}")
    assert "Hadiah Rp2.700.000" in said
    assert "1 orang Data Kelas jabatan tidak ada." in said
    assert "Lengkapi datanya" in said
    assert "Rina Wulandari" in said
    assert "Siti Aminah 197504122000032001 Rp2.100.000" in said
    assert BROKEN in said


def test_the_list_shows_what_is_paid_out_whatever_else_is_added_up(come: Come, world: World):
    with acting_as(system("look")), world.sessions.begin() as session:
        session.get_one(Run, world.run).totals = {"hadiah": "2700000", "sesudahnya": "1234567"}
    said = come("hana").said(RUNS)
    assert "Rp2.700.000" in said
    assert "1.234.567" not in said


def test_a_policy_is_offered_by_the_title_of_its_newest_version(come: Come, world: World):
    with acting_as(system("look")), world.sessions.begin() as session:
        new = world.version()
        session.add(PolicyFile(region_id="serang", policy=new.policy, version="2025.1", title="Hadiah lama", status=new.status,
                               effective_from="2025-01", effective_to="2025-12", text=new.text, digest="0" * 64))  # fmt: skip
    offered = come("hana").get(RUNS).text
    assert '<option value="hadiah">Hadiah Kota Serang</option>' in offered
    assert "Hadiah lama" not in offered


def test_an_unfinished_month_is_told_in_the_form_and_starts_nothing(come: Come, world: World):
    hana = come("hana")
    answer = hana.submit(RUNS, region="serang", period="2026-04", policy="")
    assert answer.status_code == 400
    assert "Periode April 2026 belum berakhir di serang" in words_of(answer.text)
    with acting_as(system("look")), world.sessions() as session:
        assert session.scalars(select(Job)).all() == []


def test_a_run_mostly_in_error_asks_the_approver_for_a_reason(come: Come, world: World):
    with acting_as(system("look")), world.sessions.begin() as session:
        session.get_one(Run, world.run).errors = 2
    hana, walikota = come("hana"), come("walikota")
    seen = re.search(r'name="seen" value="([0-9a-f]+)"', hana.get(f"{RUNS}/{world.run}").text)
    assert seen
    hana.submit(f"{RUNS}/{world.run}/periksa", seen=seen[1])
    assert 'name="reason"' in walikota.get(f"{RUNS}/{world.run}/setujui").text
    refused = walikota.confirm(f"{RUNS}/{world.run}/setujui")
    assert refused.status_code == 409
    assert "lebih dari separuh" in words_of(refused.text)
    assert state(world) == "checked"
    walikota.confirm(f"{RUNS}/{world.run}/setujui", reason="Jabatan baru menyusul")
    assert state(world) == "approved"
    with acting_as(system("look")), world.sessions() as session:
        assert "Jabatan baru menyusul" in session.scalars(select(Audit.reason).where(Audit.table_name == "run")).all()


def test_people_are_found_by_name_or_nip(come: Come, world: World):
    hana = come("hana")
    said = hana.said(f"{RUNS}/{world.run}?cari=budi")
    assert "Budi Santoso" in said
    assert "Siti Aminah 1975" not in said
    assert "NIP 200001 tidak ada di antara pegawai" in hana.said(f"{RUNS}/{world.run}?cari=200001")
    found = hana.get(f"{RUNS}/{world.run}/pegawai?nip=199001152015031002")
    assert found.headers["location"] == f"/p/hasil/{result_of(world, 'Budi Santoso')}"
    unknown = hana.get(f"{RUNS}/{world.run}/pegawai?nip=1")
    assert unknown.status_code == 404
    assert "NIP 1 tidak ada di antara pegawai" in words_of(unknown.text)


def test_a_month_is_computed_by_the_worker_and_watched(come: Come, world: World):
    hana = come("hana")
    answer = hana.submit(RUNS, region="serang", period="2026-02", policy="")
    job = answer.headers["location"]
    assert "Menunggu" in hana.said(job)
    assert 'hx-trigger="every 1s"' in hana.get(job).text
    Worker(world.sessions).work_once()
    part = hana.get(job, headers={"hx-request": "true"}).text
    assert "<html" not in part
    assert "Selesai 3 dari 3 hasil perhitungan" in words_of(part)
    assert "Hadiah Kota Serang" in words_of(part)
    assert "hx-trigger" not in part
    run = re.search(rf'href="{RUNS}/(\d+)"', part)
    assert run
    assert "Februari 2026" in hana.said(f"{RUNS}/{run[1]}")


def test_waiting_work_can_be_cancelled(come: Come, world: World):
    hana = come("hana")
    job = hana.submit(RUNS, region="serang", period="2026-02").headers["location"]
    assert "Dibatalkan" in after(hana, hana.submit(f"{job}/batal"))
    assert not Worker(world.sessions).work_once()
    assert "sudah berakhir" in after(hana, hana.submit(f"{job}/batal"))


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("Maret", "bukan periode"),
        ("2026-13", "bukan periode"),
        ("2024-01", "Tidak ada versi serang/"),
        ("'; DROP TABLE run", "bukan periode"),
    ],
)
def test_a_wrong_period_is_told_in_the_form_and_starts_nothing(come: Come, world: World, period: str, said: str):
    answer = come("hana").submit(RUNS, region="serang", period=period, policy="hadiah")
    assert answer.status_code in (400, 404)
    assert said in words_of(answer.text)
    with acting_as(system("look")), world.sessions() as session:
        assert session.scalars(select(Job)).all() == []


def test_a_run_is_checked_approved_and_locked_by_two_people(come: Come, world: World):
    hana, wulan = come("hana"), come("wulan")
    page = hana.get(f"{RUNS}/{world.run}").text
    seen = re.search(r'name="seen" value="([0-9a-f]+)"', page)
    assert seen
    assert "belum" in after(hana, hana.submit(f"{RUNS}/{world.run}/periksa", seen="0"))
    assert state(world) == "computed"
    assert "Diperiksa" in after(hana, hana.submit(f"{RUNS}/{world.run}/periksa", seen=seen[1]))
    assert hana.submit(f"{RUNS}/{world.run}/setujui").status_code == 403
    asked = wulan.said(f"{RUNS}/{world.run}/setujui")
    assert "1 pemeriksaan atas semua pegawai tidak terpenuhi:" in asked
    assert BROKEN in asked
    assert "Disetujui" in after(wulan, wulan.confirm(f"{RUNS}/{world.run}/setujui"))
    assert "Maret 2026 1 perhitungan disetujui: kunci setelah dibayarkan" in wulan.said("/")
    assert "Terkunci" in after(wulan, wulan.confirm(f"{RUNS}/{world.run}/kunci"))
    assert state(world) == "locked"
    refused = words_of(wulan.confirm(f"{RUNS}/{world.run}/kunci").text)
    assert "berstatus Terkunci; langkah ini hanya untuk yang berstatus Disetujui" in refused
    assert state(world) == "locked"


def test_the_export_is_plain_numbers_and_leaves_a_trace(come: Come, world: World):
    hana = come("hana")
    answer = hana.get(f"{RUNS}/{world.run}/hasil.csv")
    rows = list(csv.reader(io.StringIO(answer.text.lstrip("\N{ZERO WIDTH NO-BREAK SPACE}")), delimiter=";"))
    assert rows[0] == ["NIP", "Nama", "Hadiah", "Galat"]
    assert ["197504122000032001", "Siti Aminah", "2100000", ""] in rows
    assert ["199512302020122003", "Rina Wulandari", "", "MISSING_INPUT dasar"] in rows
    with acting_as(system("look")), world.sessions() as session:
        noted = session.scalars(select(Audit).where(Audit.action == "export")).all()
    assert [line.table_name for line in noted] == ["result"]


@pytest.mark.requirement("BT-30", "PP-24", "PP-34", "SR-16")
def test_a_result_is_explained_line_by_line_with_its_law(come: Come, world: World):
    number = result_of(world, "Siti Aminah")
    said = come("hana").said(f"/p/hasil/{number}")
    assert "Hadiah Rp2.100.000" in said
    assert "Kelas 14 dikali hadiah tiap kelas" in said
    assert "14 × 100.000 = 1.400.000" in said
    assert "Peraturan Wali Kota Serang tentang hadiah" in said
    assert "nilai contoh" in said


def test_a_result_in_error_says_why(come: Come, world: World):
    said = come("hana").said(f"/p/hasil/{result_of(world, 'Rina Wulandari')}")
    assert "data Kelas jabatan tidak ada" in said


def test_the_trace_is_a_file_of_its_own(come: Come, world: World):
    answer = come("hana").get(f"/p/hasil/{result_of(world, 'Siti Aminah')}/jejak.json")
    assert answer.headers["content-type"] == "application/json"
    content = json.loads(answer.text)
    assert content["schema"] == "kinerja.trace/1"
    assert content["outputs"][0]["value"] == "2100000"


@pytest.mark.requirement("KM-22", "PP-15", "PP-35", "PP-37")
def test_employees_read_their_own_result_and_nobody_elses(come: Come, world: World):
    budi = come("budi")
    own, other = result_of(world, "Budi Santoso"), result_of(world, "Siti Aminah")
    assert "Rp600.000" in budi.said("/p/hasil-saya")
    assert "Hadiah Rp600.000" in budi.said(f"/p/hasil/{own}")
    for path in (f"/p/hasil/{other}", f"/p/hasil/{other}/jejak.json", f"/p/pegawai/{world.cast.serang.kepala}/hasil"):
        answer = budi.get(path)
        assert answer.status_code == 404
        assert "Siti" not in answer.text
    hidden, unknown = (words_of(budi.get(path).text) for path in (f"/p/hasil/{other}", "/p/hasil/999999"))
    assert hidden == unknown
    for path in (RUNS, f"{RUNS}/{world.run}", f"{RUNS}/{world.run}/hasil.csv"):
        assert budi.get(path).status_code == 403


def test_superiors_read_the_results_of_their_unit(come: Come, world: World):
    siti = come("siti")
    assert "Rp600.000" in siti.said(f"/p/hasil/{result_of(world, 'Budi Santoso')}")
    assert "Maret 2026" in siti.said(f"/p/pegawai/{world.cast.serang.operator}/hasil")
    assert siti.get(f"/p/hasil/{result_of(world, 'Rina Wulandari')}").status_code == 404


def test_leaders_see_totals_and_counts_and_nobody_by_name(come: Come, world: World):
    with acting_as(system("look")), world.sessions.begin() as session:
        session.get_one(Run, world.run).people = 12
    visit = come("walikota")
    said = visit.said(f"{RUNS}/{world.run}")
    assert "Hadiah Rp2.700.000" in said
    assert "Pemeriksaan Pagu hadiah: TIDAK terpenuhi; paling banyak Rp2.000.000" in said
    assert "1 orang galat tidak dihitung" not in said
    for name in ("Siti", "Budi", "Rina", "1975"):
        assert name not in said
    assert visit.get(f"{RUNS}/{world.run}/hasil.csv").status_code in (403, 404)
    assert visit.get(f"/p/hasil/{result_of(world, 'Siti Aminah')}").status_code in (403, 404)


def test_the_other_region_sees_no_run_no_result_no_job(come: Come, world: World):
    job = come("hana").submit(RUNS, region="serang", period="2026-02").headers["location"]
    yudi = come("yudi")
    number = result_of(world, "Siti Aminah")
    listed = yudi.said(RUNS)
    assert "hadiah" not in listed.split("Mulai perhitungan")[-1].split("Periode Kebijakan")[-1]
    for path in (f"{RUNS}/{world.run}", f"{RUNS}/{world.run}/hasil.csv", f"/p/hasil/{number}", job):
        assert yudi.get(path).status_code == 404
    for path in (f"{RUNS}/{world.run}/periksa", f"{RUNS}/{world.run}/setujui", f"{job}/batal"):
        assert yudi.submit(path, seen="x").status_code == 404
    assert yudi.submit(RUNS, region="serang", period="2026-02").status_code == 403


def test_the_start_page_tells_each_what_waits(come: Come):
    assert "Yang berlaku sekarang" in come("sari").said("/")
    budi = come("budi").said("/")
    assert "Tidak ada yang menunggu Anda." in budi
    assert "Hasil terakhir saya Slip Maret 2026" in budi
    hana = come("hana").said("/")
    waiting, _, others = hana.partition("Yang paling sering Anda buka")
    assert f"Maret {PERIOD[:4]} · Hadiah Kota Serang periksa apa yang berbeda" in waiting
    assert "Perhitungan Pegawai Presensi Cuti" in others
    assert "Hukuman disiplin" not in hana
    assert "hadiah" not in come("yudi").said("/")


def test_a_month_computed_again_is_told_once(come: Come, world: World):
    budi = come("budi")
    once = [budi.said(path).count("Hadiah Kota Serang") for path in ("/", "/p/hasil-saya")]
    with acting_as(system("cast")):
        runs.run_month(world.sessions, "serang", PERIOD)
    assert [budi.said(path).count("Hadiah Kota Serang") for path in ("/", "/p/hasil-saya")] == once
    assert come("hana").said("/").count(f"Maret {PERIOD[:4]} · Hadiah Kota Serang") == 1


def test_who_works_for_the_nation_alone_is_led_to_no_empty_table(come: Come, world: World):
    assert "/data/pegawai/list" in come("pusat").get("/").text
    with acting_as(system("cast")), world.sessions.begin() as session:
        held = select(AccountRole).join(Account, Account.id == AccountRole.account_id)
        session.scalars(held.where(Account.username == "pusat")).one().role = "policy_admin"
    page = come("pusat").get("/").text
    assert "/data/golongan/list" in page
    assert "/data/pegawai/list" not in page
    assert 'href="/p/perhitungan"' not in page


def test_snapshots_stand_newest_first_with_the_beginning_of_their_digest(come: Come, world: World):
    with acting_as(system("look")), world.sessions.begin() as session:
        digest = snapshots.take(session, "serang", snapshots.require_period("2026-02")).sha256
    said = come("hana").said("/data/snapshot/list")
    assert said.index("Maret 2026") < said.index("Februari 2026")
    assert digest[:12] in said
    assert digest[:13] not in said


def test_a_person_without_results_is_told_so(come: Come, world: World):
    said = come("hana").said(f"/p/pegawai/{world.cast.rina}/hasil")
    assert "tidak ada hasil: Hadiah dasar" in said
    assert "MISSING_INPUT" not in said
    assert come("hana").get("/p/pegawai/987654/hasil").status_code == 404
    assert come("pusat").get("/p/hasil-saya").status_code == 403
