"""From a copy to what is in force, button by button, with every refusal told where it happens."""

from __future__ import annotations

import re

import pytest

from tests.pages.conftest import POLICY, Come, World, words_of
from tests.pages.drafting import DRAFT, FIRST, RAISED, after, base_in, copied, raised, save, text_in


def submitted(come: Come) -> None:
    sari = come("sari")
    text = copied(sari)
    assert "Tersimpan." in after(sari, save(sari, raised(text)))
    assert "diajukan untuk ditelaah" in after(sari, sari.submit(f"{DRAFT}/ajukan"))


def test_the_copy_keeps_comments_and_says_what_it_replaces(come: Come):
    text = copied(come("sari"))
    assert text.startswith("# Hadiah menurut kelas; baris ini tidak boleh hilang.\n")
    assert 'version: "2026.2"' in text
    assert 'supersedes: "2026.1"' in text
    assert "{from: 2026-04, to: null}" in text
    rules = POLICY.split("law:")[1].replace("{id: kelas-enam,", "{id: kelas-enam, period: 2027-01,")
    entry = 'changelog:\n  - version: "2026.2"\n    change: "Hadiah dinaikkan"\n    why: "harga naik"\n'
    assert rules.replace("changelog:\n", entry) == text.split("law:")[1]


def test_the_day_of_decision_is_not_copied_but_the_effect_is_seen_all_the_same(come: Come, world: World):
    sari = come("sari")
    after(sari, sari.submit(f"{FIRST}/salin", first="2026-04", title="Hadiah baru: naik"))
    page = sari.get(f"{DRAFT}/ubah").text
    text = text_in(page)
    assert "\ndecided:\n" in text
    assert 'title: "Hadiah baru: naik"\n' in text
    assert world.version("2026.2").title == "Hadiah baru: naik"
    decided, change = (text.splitlines().index(line) + 1 for line in ("decided:", "    change:"))
    assert f"baris {decided} Tanggal penetapan belum diisi." in words_of(page)
    assert f"baris {change} Yang berubah belum ditulis." in words_of(page)
    said = words_of(sari.submit(f"{DRAFT}/dampak-ketikan", text=raised(text), base=base_in(sari)).text)
    assert "Rp2.700.000 → Rp3.240.000" in said
    refused = after(sari, sari.submit(f"{DRAFT}/ajukan"))
    assert "kesalahan" in refused


def test_a_month_that_is_none_is_told_in_the_form(come: Come):
    answer = come("sari").submit(f"{FIRST}/salin", first="Desember", decided="kemarin", title="Hadiah")
    assert answer.status_code == 400
    assert "Tulis bulan sebagai 2026-12." in words_of(answer.text)
    assert "Tulis tanggal sebagai 2026-12-31." in words_of(answer.text)
    assert 'value="Desember" placeholder="2026-12" inputmode="numeric" aria-invalid="true"' in answer.text
    assert 'type="month"' not in come("sari").get(f"{FIRST}/salin").text, "a browser drops what it cannot read"


def test_the_whole_path_takes_two_people(come: Come, world: World):
    submitted(come)
    sari, wulan = come("sari"), come("wulan")
    assert sari.submit(f"{DRAFT}/setujui").status_code == 403
    page = wulan.said(DRAFT)
    assert "Sebelum Anda dapat menyetujui" in page
    assert "Dampak serang/hadiah@2026.2 pada pegawai saat ini belum Anda buka." in page
    assert "belum Anda buka" in after(wulan, wulan.submit(f"{DRAFT}/setujui"))
    impact = wulan.get(f"{DRAFT}/dampak").text
    assert "Laporan dampak ini sudah saya baca" in impact
    digest = re.search(r'name="digest" value="([0-9a-f]{64})"', impact)
    assert digest
    assert "Tercatat bahwa Anda sudah membaca laporan ini." in after(
        wulan, wulan.submit(f"{DRAFT}/dampak", digest=digest[1])
    )
    assert "Sebelum Anda dapat menyetujui" not in wulan.said(DRAFT)
    assert "belum ditegaskan" in after(wulan, wulan.submit(f"{DRAFT}/setujui"))
    assert "disetujui. Terbitkan agar berlaku." in after(wulan, wulan.decide(DRAFT, "setujui"))
    assert "belum ditegaskan" in after(wulan, wulan.submit(f"{DRAFT}/terbitkan", confirm="0" * 64))
    assert world.version("2026.2").status == "approved"
    assert "diterbitkan" in after(wulan, wulan.decide(DRAFT, "terbitkan"))
    assert (world.version("2026.2").status, world.version("2026.1").status) == ("effective", "superseded")
    history = wulan.said(f"{DRAFT}?lihat=riwayat")
    for action in ("Mulai berlaku", "Disetujui", "Laporan dampak dibaca", "Diajukan untuk ditelaah", "Draf dimulai"):
        assert action in history


def test_who_wrote_any_of_it_does_not_approve(come: Come):
    submitted(come)
    dimas = come("dimas")
    text = text_in(dimas.get(f"{DRAFT}/ubah").text)
    assert "kembali menjadi draf" in after(dimas, save(dimas, text + "# dilihat\n"))
    dimas.submit(f"{DRAFT}/ajukan")
    assert "Anda ikut menulis" in dimas.said(DRAFT)
    assert "Anda ikut menulis" in after(dimas, dimas.submit(f"{DRAFT}/setujui"))


def test_a_report_of_an_older_text_does_not_count(come: Come, world: World):
    submitted(come)
    wulan = come("wulan")
    answer = wulan.submit(f"{DRAFT}/dampak", digest="0" * 64)
    assert "berubah sejak diajukan" in after(wulan, answer)
    assert "belum Anda buka" in wulan.said(DRAFT)


def test_sending_back_needs_a_reason_and_makes_a_draft(come: Come, world: World):
    submitted(come)
    wulan = come("wulan")
    assert "Alasan belum diisi." in after(wulan, wulan.submit(f"{DRAFT}/kembalikan", reason=" "))
    assert "kembali menjadi draf" in after(wulan, wulan.submit(f"{DRAFT}/kembalikan", reason="lampiran belum cocok"))
    assert world.version("2026.2").status == "draft"
    assert "lampiran belum cocok" in wulan.said(f"{DRAFT}?lihat=riwayat")


def test_withdrawing_shows_what_follows_first(come: Come, world: World):
    submitted(come)
    wulan = come("wulan")
    digest = re.search(r'name="digest" value="([0-9a-f]{64})"', wulan.get(f"{DRAFT}/dampak").text)
    assert digest
    for step, fields in (("dampak", {"digest": digest[1]}), ("setujui", {}), ("terbitkan", {})):
        wulan.decide(DRAFT, step, **fields)
    shown = wulan.said(f"{DRAFT}/tarik")
    assert "April 2026 2026.1" in shown
    refused = wulan.submit(f"{DRAFT}/tarik", reason="")
    assert refused.status_code == 400
    assert "Alasan belum diisi." in words_of(refused.text)
    assert "ditarik" in after(wulan, wulan.submit(f"{DRAFT}/tarik", reason="angka salah"))
    assert (world.version("2026.2").status, world.version("2026.1").status) == ("withdrawn", "effective")
    alone = wulan.said(f"{FIRST}/tarik")
    assert "tidak ada versi: tidak dapat dihitung" in alone


def test_what_is_in_force_is_not_opened_for_writing(come: Come):
    sari = come("sari")
    assert "tidak dapat diubah lagi" in after(sari, sari.get(f"{FIRST}/ubah"))
    answer = sari.submit(f"{FIRST}/ubah", text=POLICY + "# sisipan\n", base="")
    assert answer.status_code == 409
    assert "# sisipan" in text_in(answer.text)


def test_errors_keep_a_draft_from_submission_but_not_from_saving(come: Come, world: World):
    sari = come("sari")
    text = copied(sari).replace("formula: kelas * per_kelas", "formula: kelas * per_kelass")
    said = after(sari, save(sari, text))
    assert "Tersimpan, dengan 1 kesalahan." in said
    assert "per_kelass" in said
    assert "per_kelas" in said
    assert text_in(sari.get(f"{DRAFT}/ubah").text) == text
    assert "masih mempunyai 1 kesalahan" in after(sari, sari.submit(f"{DRAFT}/ajukan"))
    assert "Versi ini masih mengandung kesalahan" in sari.said(DRAFT)
    assert world.version("2026.2").status == "draft"


def test_saving_nothing_new_says_so(come: Come):
    sari = come("sari")
    text = copied(sari)
    assert "Tidak ada yang berubah, jadi tidak ada yang disimpan." in after(sari, save(sari, text))


def test_who_saved_in_between_loses_nothing_and_neither_does_the_second(come: Come, world: World):
    sari, dimas = come("sari"), come("dimas")
    text = copied(sari)
    base = base_in(sari)
    save(dimas, text + "# dari Dimas\n")
    answer = save(sari, text + "# dari Sari\n", base)
    assert answer.status_code == 409
    assert "sudah disimpan orang lain" in words_of(answer.text)
    assert text_in(answer.text) == text + "# dari Sari\n"
    assert "# dari Dimas" in answer.text
    assert world.version("2026.2").text.endswith("# dari Dimas\n")
    found = re.search(r'name="base" value="([0-9a-f]+)"', answer.text)
    assert found
    assert "Tersimpan." in after(sari, save(sari, text + "# dari Sari\n", found[1]))


def test_the_tests_of_what_is_typed_run_without_saving(come: Come, world: World):
    sari = come("sari")
    text = copied(sari)
    typed = text.replace(*RAISED)
    answer = sari.submit(f"{DRAFT}/uji", text=typed, base=base_in(sari))
    said = words_of(answer.text)
    assert "0 dari 1 uji" in said
    assert "diharapkan Rp600.000, hasilnya Rp720.000" in said
    assert text_in(answer.text) == typed
    assert world.version("2026.2").text == text


@pytest.mark.requirement("BT-28")
def test_the_effect_of_what_is_typed_is_told_without_saving(come: Come, world: World):
    sari = come("sari")
    text = copied(sari)
    fields = {"text": raised(text), "base": base_in(sari), "csrf_token": sari.token()}
    answer = sari.post(
        f"{DRAFT}/dampak-ketikan", data=fields, headers={"hx-request": "true", "origin": "http://testserver"}
    )
    said = words_of(answer.text)
    assert "Ketetapan “Hadiah tiap kelas” diubah." in said
    assert "Rp100.000 → Rp120.000" in said
    assert "▲ 2 naik" in said
    assert "Rp2.700.000 → Rp3.240.000" in said
    assert "+Rp420.000" in said
    assert "Pemeriksaan Pagu hadiah: TIDAK terpenuhi; jumlah Hadiah Rp3.240.000" in said
    assert "<html" not in answer.text
    whole = sari.submit(f"{DRAFT}/dampak-ketikan", text=raised(text), base=base_in(sari))
    assert text_in(whole.text) == raised(text)
    assert "▲ 2 naik" in words_of(whole.text)
    assert world.version("2026.2").text == text


def test_the_effect_of_a_broken_text_names_its_errors(come: Come):
    sari = come("sari")
    text = copied(sari).replace("kelas * per_kelas", "kelas * ")
    said = words_of(sari.submit(f"{DRAFT}/dampak-ketikan", text=text, base=base_in(sari)).text)
    assert "Dampak belum dapat dihitung" in said


def test_a_wrong_file_is_refused_with_a_reason_and_its_text_kept(come: Come):
    sari = come("sari")
    answer = sari.submit("/p/kebijakan/berkas", text="nip;nama\n1;Siti")
    assert answer.status_code == 400
    assert "tidak menyebut daerah, kebijakan, dan versinya" in words_of(answer.text)
    assert "nip;nama\n1;Siti" in answer.text
    picture = sari.post(
        "/p/kebijakan/berkas",
        data={"csrf_token": sari.token()},
        files={"file": ("foto.yaml", b"\x89PNG\r\n\x1a\n\xff\xfe", "text/yaml")},
        headers={"origin": "http://testserver"},
    )
    assert picture.status_code == 400
    assert "Periksa apakah berkas yang dipilih benar" in words_of(picture.text)
    assert "sudah ada di daftar kebijakan" in words_of(sari.submit("/p/kebijakan/berkas", text=POLICY).text)


def test_a_right_file_becomes_a_draft(come: Come, world: World):
    sari = come("sari")
    text = POLICY.replace('"2026.1"\ntitle', '"2027.1"\ntitle')
    answer = sari.submit("/p/kebijakan/berkas", text=text)
    assert answer.headers["location"] == "/p/kebijakan/serang/hadiah/2027.1/ubah"
    assert world.version("2027.1").text == text


@pytest.mark.parametrize("name", ["budi", "hana", "yudi", "walikota"])
def test_drafts_are_nobodys_business_elsewhere(come: Come, name: str):
    copied(come("sari"))
    visit = come(name)
    assert "2026.2" not in visit.said("/p/kebijakan")
    assert visit.get(DRAFT).status_code == 404
    assert visit.get(f"{DRAFT}/naskah.yaml").status_code == 404
    assert visit.get(f"{DRAFT}/ubah").status_code in (403, 404)
    for step in ("ajukan", "setujui", "terbitkan", "tarik", "kembalikan", "ubah", "uji", "dampak-ketikan"):
        assert visit.submit(f"{DRAFT}/{step}", text="x", reason="x").status_code in (403, 404)
    assert visit.submit(f"{FIRST}/salin", first="").status_code == 403
    assert visit.submit(f"{FIRST}/tarik", reason="x").status_code == 403


def test_auditors_read_drafts_and_change_nothing(come: Come):
    copied(come("sari"))
    visit = come("teguh")
    assert "Draf" in visit.said(DRAFT)
    assert visit.submit(f"{DRAFT}/ajukan").status_code == 403


def test_no_step_without_the_token_or_by_a_link(come: Come, world: World):
    sari = come("sari")
    copied(sari)
    assert sari.post(f"{DRAFT}/ajukan", data={}, headers={"origin": "http://testserver"}).status_code == 403
    assert sari.get(f"{DRAFT}/ajukan").status_code == 405
    assert world.version("2026.2").status == "draft"


def test_a_step_taken_twice_says_that_somebody_was_first(come: Come):
    submitted(come)
    sari = come("sari")
    assert "orang lain sudah melangkah lebih dahulu" in after(sari, sari.submit(f"{DRAFT}/ajukan"))


def test_submitting_from_the_editor_saves_what_is_typed_first(come: Come, world: World):
    sari = come("sari")
    text = raised(copied(sari))
    answer = sari.submit(f"{DRAFT}/ubah", text=text, base=base_in(sari), then="submit")
    assert answer.headers["location"] == DRAFT
    assert "diajukan untuk ditelaah" in sari.said(DRAFT)
    assert (world.version("2026.2").status, world.version("2026.2").text) == ("in_review", text)


def test_submitting_a_broken_text_keeps_it_as_a_draft(come: Come, world: World):
    sari = come("sari")
    text = copied(sari).replace("kelas * per_kelas", "kelas * ")
    answer = sari.submit(f"{DRAFT}/ubah", text=text, base=base_in(sari), then="submit")
    assert answer.headers["location"] == f"{DRAFT}/ubah"
    said = sari.said(f"{DRAFT}/ubah")
    assert "Tersimpan, dengan 1 kesalahan." in said
    assert "masih mempunyai 1 kesalahan" in said
    assert (world.version("2026.2").status, world.version("2026.2").text) == ("draft", text)


def test_table_files_come_along_and_are_edited_beside_the_text(come: Come, world: World):
    sari = come("sari")
    table = "    from: {1: 100, 10: 150}\n"
    text = POLICY.replace('"2026.1"\ntitle', '"2026.5"\ntitle').replace(table, "    file: tables/kenaikan.csv\n")
    answer = sari.post(
        "/p/kebijakan/berkas",
        data={"csrf_token": sari.token(), "text": text},
        files=[("tables", ("kenaikan.csv", b"from,value\n1,100\n10,150\n", "text/csv"))],
        headers={"origin": "http://testserver"},
    )
    assert answer.status_code == 303, words_of(answer.text)
    address = "/p/kebijakan/serang/hadiah/2026.5"
    assert "mulai 10 150%" in sari.said(address)
    fields = {
        "text": text,
        "base": base_in(sari, address),
        "table:tables/kenaikan.csv": "from,value\r\n1,100\r\n10,160\r\n",
    }
    assert "Tersimpan." in after(sari, sari.submit(f"{address}/ubah", **fields))
    assert "mulai 10 160%" in sari.said(address)
    unreadable = sari.post(
        "/p/kebijakan/berkas",
        data={"csrf_token": sari.token(), "text": text.replace("2026.5", "2026.6")},
        files=[("tables", ("kenaikan.csv", b"\xff\xfe", "text/csv"))],
        headers={"origin": "http://testserver"},
    )
    assert unreadable.status_code == 400
    assert "tidak dapat dibaca sebagai teks" in words_of(unreadable.text)
    assert "2026.6" in unreadable.text
