"""Versions that hold words, constants and tables alone: compared by their rules, without asking for people."""

from __future__ import annotations

from pathlib import Path

import pytest

from kinerja_admin.db.scope import acting_as, system
from kinerja_admin.engine.catalog import FolderShelf
from kinerja_admin.models.policy_file import PolicyFile
from kinerja_admin.services import registry
from tests.pages.conftest import Come, World, words_of
from tests.pages.drafting import DRAFT, after, copied, raised, save

SHARED = """\
schema: kinerja-policy/1
region: nasional
policy: dasar
version: "2026.{n}"
title: Dasar bersama
effective: {{from: 2026-0{n}, to: null}}
decided: 2025-12-19
period: month
vocabularies:
  mutu: [kurang, baik{more}]
parameters:
  potongan: {{label: Potongan tiap hari, value: {value}, unit: persen}}
"""
OLD = SHARED.format(n=1, value=4, more="")
NEW = SHARED.format(n=2, value="2.5", more=", sangat_baik").replace(
    "period: month\n", 'period: month\nsupersedes: "2026.1"\n'
)
PAGE = "/p/perbandingan?lama=nasional/dasar@2026.1&baru=nasional/dasar@2026.2"


@pytest.fixture
def shared(world: World, tmp_path: Path) -> World:
    home = tmp_path / "shared" / "nasional" / "dasar"
    home.mkdir(parents=True)
    for number, text in enumerate((OLD, NEW), 1):
        (home / f"2026.{number}.yaml").write_text(text)
    with acting_as(system("import")), world.sessions.begin() as session:
        done = registry.import_shelf(session, FolderShelf(tmp_path / "shared"), "uji")
        assert {one.outcome.value for one in done} == {"imported"}
    return world


@pytest.mark.parametrize("name", ["pusat", "sari", "wulan"])
def test_shared_rules_are_compared_without_people(come: Come, shared: World, name: str):
    said = come(name).said(PAGE)
    assert "Ketetapan “Potongan tiap hari” diubah. nilai 4% → 2,5%" in said
    assert "Kosakata “mutu” diubah. kata kurang, baik → kurang, baik , sangat baik" in said
    assert "tidak menghitung hasil siapa pun" in said
    assert "pegawai naik" not in said.lower()


def test_a_national_administrator_compares_over_whichever_region_has_people(come: Come, world: World):
    said = come("pusat").said("/p/perbandingan?lama=serang/hadiah@2026.1&baru=serang/hadiah@2026.1")
    assert "Maret 2026" in said


def test_the_impact_of_shared_rules_can_be_read_and_confirmed(come: Come, shared: World):
    with acting_as(system("review")), shared.sessions.begin() as session:
        row = session.query(PolicyFile).filter_by(policy="dasar", version="2026.2").one()
        row.status = "in_review"
    said = come("pusat").said("/p/kebijakan/nasional/dasar/2026.2/dampak")
    assert "nilai 4% → 2,5%" in said
    assert "Belum ada potret" not in said


def test_the_approver_finds_at_home_what_waits_and_what_comes_first(come: Come, world: World):
    sari, wulan = come("sari"), come("wulan")
    assert "Menunggu persetujuan Anda" not in wulan.said("/")
    after(sari, save(sari, raised(copied(sari))))
    after(sari, sari.submit(f"{DRAFT}/ajukan"))
    home = wulan.said("/")
    assert "Menunggu persetujuan Anda Hadiah Kota Serang, versi 2026.2 buka laporan dampaknya dahulu" in home
    page = wulan.get(DRAFT).text
    assert f'<a class="btn btn-primary" href="{DRAFT}/dampak">' in page
    assert "tekan “Laporan dampak ini sudah saya baca” di akhir laporan" in words_of(page)
    wulan.submit(f"{DRAFT}/dampak", digest=world.version("2026.2").digest or "")
    assert "laporan dampak sudah dibaca; putuskan" in wulan.said("/")
    assert "Menunggu persetujuan Anda" not in sari.said("/")


def test_figures_about_errors_stand_above_amounts(come: Come, world: World):
    sari = come("sari")
    text = (
        copied(sari)
        .replace("range: [1, 17]", "range: [7, 17]")
        .replace("given: {kelas: 6}, expect: {hadiah: 600000}", "given: {kelas: 7}, expect: {hadiah: 700000}")
    )
    after(sari, save(sari, raised(text)))
    said = sari.said(f"{DRAFT}/dampak")
    assert "Baru menjadi galat 1" in said
    assert said.index("Baru menjadi galat 1") < said.index("Jumlah Rp")
    panel = words_of(
        "<main"
        + sari.post(
            f"{DRAFT}/dampak-ketikan",
            data={"text": raised(text), "csrf_token": sari.token()},
            headers={"origin": "http://testserver", "sec-fetch-site": "same-origin", "hx-request": "true"},
        ).text
    )
    assert panel.index("1 orang baru menjadi galat") < panel.index("Jumlah Rp")
