"""Policies and their versions, as everybody reads them."""

from __future__ import annotations

import pytest

from tests.pages.conftest import POLICY, Come, World, words_of

VERSION = "/p/kebijakan/serang/hadiah/2026.1"


@pytest.mark.requirement("KM-20", "PP-40", "SR-17")
def test_everybody_signed_in_reads_what_is_decided(come: Come):
    for name in ("sari", "budi", "walikota", "yudi", "pusat"):
        visit = come(name)
        listed = visit.said("/p/kebijakan")
        assert "Hadiah Kota Serang" in listed
        assert "Januari 2026 – sampai diganti" in listed
        assert "1/1" in listed
        assert "Hadiah dasar" in visit.said(VERSION)


def test_nobody_reads_without_signing_in(app):
    from starlette.testclient import TestClient

    answer = TestClient(app, follow_redirects=False).get(VERSION)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/masuk?next=/p/kebijakan")


def test_a_version_is_readable_without_knowing_yaml(come: Come, world: World):
    said = come("budi").said(VERSION)
    assert "Kelas “Kelas jabatan” dikali hadiah tiap kelas" in said
    assert "Kelas jabatan × Hadiah tiap kelas" in said
    assert "Peraturan Wali Kota Serang tentang hadiah pasal-2" in said
    assert "Belum diverifikasi: nilai contoh" in said
    assert "mulai 1, di bawah 10 100%" in said
    assert "mulai 10 150%" in said
    assert "dibulatkan ke 1 setengah ke atas" in said
    assert "Dipakai oleh Hadiah bulan ini" in said
    assert "Bergantung pada Hadiah dasar , Kelas jabatan" in said or "Bergantung pada Hadiah dasar" in said
    assert "diputuskan kasus per kasus" in said
    assert "permintaan wali kota" in said
    assert "Pagu hadiah: jumlah Hadiah bulan ini: paling banyak 2.000.000" in said
    assert (world.version().digest or "")[:12] in said


def test_a_result_of_another_policy_is_called_by_its_label(come: Come):
    taken = "  lalu: {type: decimal, decimals: 0, unit: rupiah, label: Hadiah lain, from: hasil.hadiah.hadiah, missing: error}\n"
    text = POLICY.replace("policy: hadiah", "policy: tanda").replace("inputs:\n", f"inputs:\n{taken}")
    sari = come("sari")
    assert sari.submit("/p/kebijakan/berkas", text=text).status_code == 303
    assert "“Hadiah” dari Hadiah Kota Serang" in sari.said("/p/kebijakan/serang/tanda/2026.1")


def test_the_language_switch_turns_the_page_english(come: Come):
    visit = come("budi")
    visit.submit("/bahasa", language="en", next=VERSION)
    said = visit.said(VERSION)
    assert "Not verified yet: nilai contoh" in said
    assert "from 1, below 10 100%" in said


def test_tests_history_and_text_have_their_tabs(come: Come):
    visit = come("sari")
    assert "1 dari 1 uji memberi hasil persis seperti yang diharapkan." in visit.said(f"{VERSION}?lihat=uji")
    history = visit.said(f"{VERSION}?lihat=riwayat")
    assert "Diimpor" in history
    assert "Rantai peristiwa utuh" in history
    text = visit.get(f"{VERSION}?lihat=naskah").text
    assert '<li id="L1"><code># Hadiah menurut kelas; baris ini tidak boleh hilang.</code></li>' in text
    assert visit.get(f"{VERSION}/naskah.yaml").text == POLICY


def test_an_unknown_version_is_told_plainly(come: Come):
    for path in ("/p/kebijakan/serang/hadiah/1999.1", "/p/kebijakan/entah/hadiah/2026.1", "/p/kebijakan/a b/c/<d>"):
        answer = come("sari").get(path)
        assert answer.status_code == 404
        assert "Versi kebijakan ini tidak ada." in words_of(answer.text)
        assert "Traceback" not in answer.text


def test_the_list_can_be_narrowed(come: Come):
    visit = come("sari")
    assert "Hadiah Kota Serang" in visit.said("/p/kebijakan?daerah=serang&status=effective")
    assert "Tidak ada versi yang cocok." in visit.said("/p/kebijakan?daerah=entah")


def test_scripts_and_styles_stand_in_files_alone(come: Come):
    visit = come("sari")
    for path in (VERSION, f"{VERSION}?lihat=naskah", "/p/kebijakan", "/p/perhitungan", f"{VERSION}/dampak"):
        answer = visit.get(path)
        assert "<script>" not in answer.text
        assert "<style" not in answer.text
        assert " style=" not in answer.text
        assert " onclick=" not in answer.text
        assert "script-src 'self'" in answer.headers["content-security-policy"]
