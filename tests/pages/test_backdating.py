"""A version that reaches back into computed months: shown first, confirmed with a reason, kept on record."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from kinerja_admin.db.scope import acting_as, system
from kinerja_admin.models.policy_file import PolicyFile
from kinerja_admin.models.run import Run
from kinerja_admin.services import backdating, registry, runs
from kinerja_admin.services.worker import Worker
from tests.pages.conftest import Come, Visit, World
from tests.pages.drafting import DRAFT, FIRST, after, copied, raised, save

ASK = f"{DRAFT}/setujui"


def reviewed(come: Come, first: str = "2026-03") -> Visit:
    """A version from March on, which is computed already, before its approver."""
    sari, wulan = come("sari"), come("wulan")
    after(sari, save(sari, raised(copied(sari, first))))
    after(sari, sari.submit(f"{DRAFT}/ajukan"))
    digest = re.search(r'name="digest" value="([0-9a-f]{64})"', wulan.get(f"{DRAFT}/dampak").text)
    assert digest
    after(wulan, wulan.submit(f"{DRAFT}/dampak", digest=digest[1]))
    return wulan


def seen_on(visit: Visit, path: str = ASK) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]+)"', visit.get(path).text)
    assert found
    return found[1]


def test_the_months_and_their_amounts_are_shown_before_the_decision(come: Come, world: World):
    wulan = reviewed(come)
    assert f'href="{ASK}"' in wulan.get(DRAFT).text
    said = wulan.said(ASK)
    assert "berlaku surut pada 1 bulan" in said
    assert "Maret 2026 2026.1 Terhitung 0 2 0 Rp540.000 Rp0 Rp540.000" in said
    assert "tetap memakai hasilnya sampai dihitung ulang" in said
    assert "koreksi" not in said


def test_without_the_look_or_the_reason_nothing_is_decided(come: Come, world: World):
    wulan = reviewed(come)
    assert "berlaku surut pada 1 bulan" in after(wulan, wulan.decide(DRAFT, "setujui"))
    assert world.version("2026.2").status == "in_review"
    after(wulan, wulan.decide(DRAFT, "setujui", seen=seen_on(wulan), reason=" "))
    assert world.version("2026.2").status == "in_review"


def test_the_event_keeps_the_reason_and_the_months(come: Come, world: World):
    wulan = reviewed(come)
    assert "disetujui" in after(
        wulan, wulan.decide(DRAFT, "setujui", seen=seen_on(wulan), reason="Perwal baru sejak Maret")
    )
    publish = f"{DRAFT}/terbitkan"
    after(wulan, wulan.decide(DRAFT, "terbitkan"))
    assert world.version("2026.2").status == "approved"
    after(wulan, wulan.decide(DRAFT, "terbitkan", seen=seen_on(wulan, publish), reason="Perwal baru sejak Maret"))
    assert world.version("2026.2").status == "effective"
    history = wulan.said(f"{DRAFT}?lihat=riwayat")
    assert history.count("Perwal baru sejak Maret Berlaku surut pada Maret 2026 (terhitung)") == 2
    assert "Salinan Hadiah Kota Serang, versi 2026.1" in history
    assert "Wulan" in history
    assert "wulan" not in history


def test_a_run_computed_before_says_that_other_rules_speak_now(come: Come, world: World):
    wulan, hana = reviewed(come), come("hana")
    assert "Sekarang versi lain yang berlaku" not in hana.said(f"/p/perhitungan/{world.run}")
    for step in ("setujui", "terbitkan"):
        path = f"{DRAFT}/{step}"
        after(wulan, wulan.decide(DRAFT, step, seen=seen_on(wulan, path), reason="Perwal baru sejak Maret"))
    assert "Hadiah Kota Serang hitung ulang: sekarang versi lain yang berlaku" in hana.said("/")
    said = hana.said(f"/p/perhitungan/{world.run}")
    assert "versi 2026.2. Hasil ini masih menurut aturan sebelumnya. Hitung ulang periode ini" in said


def test_another_state_of_a_run_asks_again(come: Come, world: World):
    wulan = reviewed(come)
    seen = seen_on(wulan)
    locked(world)
    after(wulan, wulan.decide(DRAFT, "setujui", seen=seen, reason="Perwal baru"))
    assert world.version("2026.2").status == "in_review"
    said = wulan.said(ASK)
    assert "Terkunci" in said
    assert "Bulan yang terkunci tetap seperti adanya" in said
    assert "perhitungan koreksi" in said


def locked(world: World) -> None:
    with acting_as(system("lock")), world.sessions.begin() as session:
        session.get_one(Run, world.run).state = "locked"


def test_a_version_for_months_to_come_asks_nothing(come: Come, world: World):
    wulan = reviewed(come, "2026-04")
    assert wulan.get(ASK).status_code == 303
    assert "disetujui" in after(wulan, wulan.decide(DRAFT, "setujui"))


def test_many_months_are_a_job(come: Come, world: World, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(backdating, "AT_ONCE", 0)
    wulan = reviewed(come)
    assert "Rp540.000" not in wulan.said(ASK)
    assert "Sedang dihitung: 0 dari 1 bulan" in after(wulan, wulan.submit(f"{DRAFT}/surut?langkah=policy-approve"))
    again = wulan.submit(f"{DRAFT}/surut?langkah=policy-approve")
    worker = Worker(world.sessions)
    assert worker.work_once()
    assert not worker.work_once(), "asking twice is one job"
    assert "Rp540.000 Rp0 Rp540.000" in after(wulan, again)
    assert "disetujui" in after(wulan, wulan.decide(DRAFT, "setujui", seen=seen_on(wulan), reason="Perwal baru"))


def test_computing_can_be_stopped(come: Come, world: World, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(backdating, "AT_ONCE", 0)
    wulan = reviewed(come)
    wulan.submit(f"{DRAFT}/surut?langkah=policy-approve")
    wulan.submit(f"{DRAFT}/surut/batal")
    assert not Worker(world.sessions).work_once()
    assert "Hitung bulan-bulan ini" in wulan.said(ASK)


def test_only_the_approver_is_asked(come: Come):
    reviewed(come)
    for name in ("sari", "hana", "budi"):
        assert come(name).get(ASK).status_code in (403, 404)


def test_a_superseded_version_shows_its_real_end(come: Come, world: World):
    wulan = reviewed(come, "2026-04")
    for step in ("setujui", "terbitkan"):
        after(wulan, wulan.decide(DRAFT, step))
    assert world.version("2026.1").status == "superseded"
    assert "Januari 2026 – Maret 2026" in wulan.said(FIRST)
    assert "Januari 2026 – Maret 2026" in wulan.said("/p/kebijakan")
    assert "April 2026 – sampai diganti" in wulan.said(DRAFT)


def test_the_same_beginning_is_a_finding_while_writing(come: Come, world: World):
    sari = come("sari")
    text = copied(sari, "2026-01").replace('supersedes: "2026.1"\n', "")
    said = after(sari, save(sari, text))
    assert "mulai berlaku Januari 2026, sama seperti serang/hadiah@2026.1" in said
    assert world.version("2026.2").details["findings"]["error"] == 1


def test_another_number_in_the_text_is_told_of_the_version_not_of_a_file(come: Come):
    sari = come("sari")
    said = after(sari, save(sari, copied(sari).replace('version: "2026.2"', 'version: "2026.9"')))
    assert "`version` berisi “2026.9”, padahal yang Anda sunting adalah “2026.2”" in said
    assert "policies/" not in said


def test_a_withdrawal_tells_people_and_rupiah_of_the_months_computed_with_it(come: Come, world: World):
    wulan = reviewed(come)
    for step in ("setujui", "terbitkan"):
        seen = seen_on(wulan, f"{DRAFT}/{step}")
        after(wulan, wulan.decide(DRAFT, step, seen=seen, reason="Perwal baru sejak Maret"))
    with acting_as(system("again")):
        runs.run_month(world.sessions, "serang", "2026-03")
    said = wulan.said(f"{DRAFT}/tarik")
    assert "Maret 2026 2026.1 Terhitung 0 0 2 Rp0 -Rp540.000 -Rp540.000" in said
    assert "April 2026 2026.1" in said[said.index("Bulan yang tidak dihitung dengannya") :]
    with world.sessions() as session, acting_as(system("again")):
        row = session.get_one(PolicyFile, world.version("2026.2").id)
        months = backdating.given_up(session, row, registry.consequences_of_withdrawal(session, row).instead)
        others = [replace(one, policy=replace(one.policy, digest="0" * 64)) for one in months]
        marks = [backdating.mark_of(row, some, is_withdrawal=True) for some in (months, months, others)]
    assert marks[0] == marks[1] != marks[2]  # another content that takes over is worked out again
