"""Keeping records as a clerk does: sign in, find, change, add, be told what is wrong, in two languages, on a phone too."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import enter

pytestmark = pytest.mark.browser


def test_signing_in_and_out(page: Page):
    page.goto("/data/pegawai/list")
    expect(page).to_have_url(re.compile(r"/masuk\?next="))
    page.get_by_label("Nama akun").fill("hr.serang")
    page.get_by_label("Kata sandi").fill("bukan ini")
    page.get_by_role("button", name="Masuk").click()
    expect(page.get_by_role("alert")).to_have_text("Nama akun atau kata sandi tidak benar.")
    expect(page.get_by_label("Nama akun")).to_have_value("hr.serang")
    page.get_by_label("Kata sandi").fill("kata sandi percobaan")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Daftar pegawai")
    page.locator("details.drop summary").click()
    page.get_by_role("button", name="Keluar").click()
    expect(page).to_have_url(re.compile("/masuk$"))
    page.go_back()
    page.reload()
    expect(page).to_have_url(re.compile("/masuk"))


def test_finding_a_person(page: Page):
    enter(page, "hr.serang")
    page.get_by_role("navigation", name="Menu").get_by_role("link", name="Pegawai", exact=True).click()
    expect(page.locator("tbody tr")).to_have_count(3)
    page.get_by_role("searchbox").fill("santoso")
    page.keyboard.press("Enter")
    expect(page.locator("tbody tr")).to_have_count(1)
    page.get_by_role("link", name=re.compile("Cari: santoso")).click()
    page.locator("details.filters summary").click()
    page.get_by_label("Perempuan").check()
    page.get_by_role("button", name="Terapkan").click()
    expect(page.locator("tbody tr")).to_have_count(2)
    page.get_by_role("columnheader", name="Nama").get_by_role("link").click()
    expect(page.locator("tbody tr").first).to_contain_text("Rina Wulandari")
    page.get_by_role("columnheader", name="Nama").get_by_role("link").click()
    expect(page.locator("tbody tr").first).to_contain_text("Siti Aminah")
    with page.expect_download() as download:
        page.get_by_role("link", name="Ekspor CSV").click()
    assert download.value.suggested_filename == "pegawai.csv"


def test_changing_a_row_by_looking_another_up(page: Page):
    enter(page, "hr.serang")
    page.goto("/data/jabatan/list?search=Operator")
    page.get_by_role("link", name=re.compile("^Ubah")).click()
    unit = page.get_by_label("Unit kerja")
    expect(unit).to_have_value(re.compile("Dinas Kependudukan"))
    unit.fill("SD Negeri 20")
    expect(page.locator("li[role=option]").first).to_have_text(re.compile("^SD Negeri 20 ?$"))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(unit).to_have_value(re.compile("SD Negeri 20"))
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_role("status")).to_contain_text("Tersimpan")
    expect(page.locator(".facts")).to_contain_text("SD Negeri 20")
    expect(page.locator(".history li").first).to_contain_text("SD Negeri 20")


def test_what_is_looked_up_must_be_chosen(page: Page):
    enter(page, "hr.serang")
    page.goto("/data/jabatan/create")
    unit = page.get_by_label("Unit kerja")
    unit.fill("tidak ada sekolah ini")
    expect(page.get_by_text("Tidak ditemukan")).to_be_visible()
    page.keyboard.press("Tab")
    expect(unit).to_have_class(re.compile("is-invalid"))


def test_mistakes_are_told_in_indonesian_and_nothing_is_lost(page: Page):
    enter(page, "hr.serang")
    page.goto("/data/cuti/create")
    page.get_by_label("Jenis").select_option("Cuti sakit")
    page.get_by_label("Mulai").fill("2026-05-05")
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.get_by_role("alert").first).to_contain_text("Isian belum benar")
    expect(page.get_by_text("Wajib diisi.").first).to_be_visible()
    expect(page.get_by_label("Jenis")).to_have_value("sakit")
    page.get_by_label("Pegawai").select_option(label="Budi Santoso (199001152015031002)")
    page.get_by_label("Selesai").fill("2026-05-01")
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.get_by_role("alert")).to_have_text("Tanggal selesai tidak boleh sebelum tanggal mulai.")
    page.get_by_label("Selesai").fill("2026-05-08")
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Tersimpan")
    page.get_by_role("link", name="Hapus").click()
    page.get_by_role("button", name="Hapus").click()
    expect(page.get_by_role("status")).to_have_text(re.compile("1 data dihapus."))


def test_the_language_is_switched_where_one_is(page: Page):
    enter(page, "auditor.serang")
    page.goto("/data/pegawai/list?f-jenis_kelamin=P")
    page.get_by_role("button", name="EN", exact=True).click()
    expect(page).to_have_url(re.compile(r"/data/pegawai/list\?f-jenis_kelamin=P"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", level=1)).to_have_text("Employees")
    expect(page.locator("tbody")).to_contain_text("Female")
    page.get_by_role("button", name="ID", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Daftar pegawai")


def test_ticking_rows(page: Page):
    enter(page, "hr.serang")
    page.goto("/data/unit-kerja/list?search=Negeri+21")
    button = page.get_by_role("button", name="Hapus yang dipilih")
    expect(button).to_be_disabled()
    page.get_by_label("Pilih semua").check()
    expect(button).to_be_enabled()
    button.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hapus data?")
    expect(page.locator(".remove li")).to_have_count(3)
    page.get_by_role("link", name="Batal").click()


def test_everything_is_reached_without_a_mouse(page: Page):
    enter(page, "hr.serang")
    page.goto("/data/pegawai/list")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Langsung ke isi")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Ekspor XLSX")).to_be_focused()
    unnamed = page.evaluate(
        """() => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea')]
        .filter(item => item.offsetParent !== null)
        .filter(item => !(item.textContent.trim() || item.ariaLabel || item.labels?.length || item.title))
        .map(item => item.outerHTML)"""
    )
    assert unnamed == []


@pytest.mark.parametrize(
    "path", ["/", "/data/pegawai/list", "/data/pegawai/details/1", "/data/cuti/create", "/tidak/ada"]
)
def test_on_a_phone_nothing_sticks_out(page: Page, path: str):
    enter(page, "hr.serang")
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(path)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 360
    menu = page.get_by_role("navigation", name="Menu")
    expect(menu).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    expect(menu).to_be_visible()
    box = menu.bounding_box()
    assert box
    assert box["y"] > 40  # below the bar with the button that shuts it
    assert box["y"] + box["height"] <= 740
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()


def test_every_page_of_the_house_keeps_the_policy(page: Page):
    """The fixture fails on any violation; this walk opens what the menu offers."""
    enter(page, "nasional")
    addresses = page.locator("nav.menu a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert len(addresses) > 30
    for address in addresses:
        answer = page.goto(address)
        assert answer
        assert answer.status == 200, address
