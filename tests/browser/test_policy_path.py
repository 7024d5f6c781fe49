"""The main path in a real browser: records, rules, a computed month, an amount explained, a formula changed, published.

With KINERJA_SCREENSHOTS set to a folder, each station leaves a picture there.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from kinerja_admin.app import create_app
from kinerja_admin.db.engine import make_engine
from kinerja_admin.db.scope import acting_as, system
from kinerja_admin.db.session import session_maker
from kinerja_admin.engine.periods import Month, Period
from kinerja_admin.services import seeding
from kinerja_admin.services.seeding import DEMO_PASSWORD, official
from kinerja_admin.settings import Environment, Settings
from tests.browser.conftest import PATIENCE, Watch, serving
from tests.databases import Databases

MONTHS = (Period(Month(2026, 9)), Period(Month(2026, 10)))
ROOT = Path(__file__).parents[2]
LINES_OF_DRIFT = 400
"""Pixels; the lines above may be measured anew when the page is loaded again."""
PICTURES = os.environ.get("KINERJA_SCREENSHOTS")

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def shelf_of_serang(folder: Path) -> Path:
    """What Serang stands on, and nothing else that happens to ship."""
    for name in ("nasional/dasar", "serang"):
        shutil.copytree(ROOT / "policies" / name, folder / name)
    return folder


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def office(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serang with its invented people, its policies and two computed months, served on a free port."""
    name = "sqlite_databases" if request.param == "sqlite" else "postgres_databases"
    databases: Databases = request.getfixturevalue(name)
    with databases.fresh() as url:
        engine = make_engine(url)
        sessions = session_maker(engine)
        with acting_as(system("browser")):
            seeding.seed(engine, region="serang")
            official.bring_policies(sessions, shelf_of_serang(tmp_path_factory.mktemp("policies")), "uji")
            for month in MONTHS:
                official.compute_period(sessions, "serang", month)
        engine.dispose()
        settings = Settings(
            environment=Environment.TEST,
            database_url=url,
            secret_key="k" * 40,
            allowed_hosts=("127.0.0.1",),
            worker=False,
        )
        application = create_app(settings)
        with serving(application) as address:
            yield address
        application.state.door.session_maker.kw["bind"].dispose()


class Person:
    """Somebody at a browser of their own."""

    def __init__(self, browser: Browser, site: str, name: str, *, scripts: bool = True) -> None:
        self.site = site
        self.watch = Watch(site)
        self.context = browser.new_context(
            base_url=site, viewport={"width": 1360, "height": 900}, locale="id-ID", java_script_enabled=scripts
        )
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE * 1000)
        self.page.on("request", self.watch.request)
        self.page.on("console", self.watch.console)
        self.page.on("pageerror", lambda error: self.watch.strange.append(str(error)))
        self.page.goto("/masuk")
        self.page.get_by_label("Nama akun").fill(name)
        self.page.get_by_label("Kata sandi").fill(DEMO_PASSWORD)
        self.page.get_by_role("button", name="Masuk").click()
        self.page.wait_for_url("**/")

    def picture(self, name: str) -> None:
        if PICTURES:
            self.page.screenshot(path=str(Path(PICTURES) / f"{name}.png"))

    def leave(self) -> None:
        self.context.close()
        assert self.watch.strange == []


def menu(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="Menu").get_by_role("link", name=name, exact=True).click()


def begin_draft(page: Page, first: str = "") -> None:
    """Fill in what is new about a copy, on its page."""
    if first:
        page.get_by_label("Berlaku mulai").fill(first)
    page.get_by_label("Ditetapkan", exact=True).fill("2026-09-15")
    page.get_by_label("Yang berubah").fill("Indeks baru")
    page.get_by_role("button", name="Mulai draf").click()


def replace_in_editor(page: Page, old: str, new: str) -> None:
    """Type as a person does: find the words, mark them, write others."""
    page.locator(".cm-content").click()
    page.keyboard.press("Control+f")
    page.locator(".cm-search input[name=search]").press_sequentially(old)
    page.locator(".cm-search input[name=search]").press("Enter")
    page.keyboard.press("Escape")
    page.keyboard.type(new)


def test_from_the_records_to_the_rules_and_what_they_gave(chromium: Browser, office: str):
    admin = Person(chromium, office, "admin.kebijakan")
    page = admin.page
    expect(page.get_by_role("heading", name="Yang berlaku sekarang")).to_be_visible()
    admin.picture("01-beranda")

    menu(page, "Pegawai")
    expect(page.get_by_role("heading", level=1)).to_contain_text("pegawai")
    page.locator("a.row-link").first.click()
    page.get_by_role("link", name="Hasil dan jalannya perhitungan").click()
    expect(page.get_by_role("cell", name="Oktober 2026").first).to_be_visible()

    menu(page, "Kebijakan dan versinya")
    admin.picture("02-kebijakan")
    page.locator("section", has=page.get_by_text("serang/tpp")).get_by_role("link", name="2026.1", exact=True).click()
    expect(page.get_by_role("heading", name="Langkah", exact=True)).to_be_visible()
    admin.picture("03-versi")

    menu(page, "Perhitungan")
    page.get_by_role("row", name=re.compile("Oktober 2026.*Tambahan penghasilan")).get_by_role("link").click()
    expect(page.get_by_text("TPP bulan ini").first).to_be_visible()
    admin.picture("04-perhitungan")
    page.locator("#hasil a.row-link").first.click()
    expect(page.get_by_role("heading", name="Jalannya perhitungan, baris demi baris")).to_be_visible()
    expect(page.get_by_text("Peraturan Wali Kota Serang Nomor 78 Tahun 2023").first).to_be_visible()
    admin.picture("05-penjelasan")

    menu(page, "Bandingkan dua versi")
    page.get_by_label("Versi lama").select_option("serang/tpp@2025.1")
    page.get_by_label("Versi baru").select_option("serang/tpp@2026.1")
    page.get_by_role("button", name="Bandingkan").click()
    expect(page.get_by_role("heading", name="Yang berubah pada aturan")).to_be_visible()
    expect(page.locator("svg.chart").first).to_be_visible()
    admin.picture("06-perbandingan")
    page.locator(".movers a").first.click()
    expect(page.locator(".pair.differs").first).to_be_visible()
    admin.picture("07-dua-jejak")

    admin.leave()


def test_a_formula_is_changed_and_its_effect_seen(chromium: Browser, office: str):
    admin = Person(chromium, office, "admin.kebijakan")
    page = admin.page
    page.goto("/p/kebijakan/serang/tpp/2026.1")
    page.get_by_role("link", name="Salin sebagai draf").click()
    begin_draft(page, "2026-10")
    expect(page.get_by_role("heading", level=1)).to_contain_text(
        re.compile("Sunting Tambahan penghasilan .*, versi 2026.2")
    )
    expect(page.locator(".cm-content")).to_be_visible()
    admin.picture("08-penyunting")

    replace_in_editor(page, "basic_bagian", "basic_bagiann")
    expect(page.locator("#findings .findings li").first).to_contain_text("basic_bagian")
    page.locator("#findings .finding-line").first.click()
    expect(page.locator(".cm-lintRange-error").first).to_be_visible()
    admin.picture("09-temuan")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_role("status").first).to_contain_text("Tersimpan, dengan")
    replace_in_editor(page, "basic_bagiann", "basic_bagian")
    replace_in_editor(page, "value: 0.9625", "value: 0.99")
    expect(page.locator("#unsaved")).to_be_visible()
    effect = page.locator("#effect")
    expect(effect).to_contain_text("0,9625 → 0,99")
    expect(effect).to_contain_text("naik")
    admin.picture("10-dampak")
    scrolled = page.evaluate("document.querySelector('.cm-scroller').scrollTop")
    page.keyboard.press("Control+s")
    expect(page.get_by_role("status").first).to_contain_text("Tersimpan.")
    page.wait_for_function("document.activeElement.classList.contains('cm-content')")
    assert abs(page.evaluate("document.querySelector('.cm-scroller').scrollTop") - scrolled) < LINES_OF_DRIFT
    page.get_by_role("button", name="Jalankan uji").click()
    expect(page.locator("#panel")).to_contain_text("Uji naskah yang diketik")
    admin.picture("11-uji")

    red = page.locator("#panel .red-test")
    expect(red.first).to_be_visible()
    text = page.locator("textarea#text").input_value()
    assert "value: 0.99" in text
    admin.leave()


def test_a_second_person_publishes(chromium: Browser, office: str):
    admin = Person(chromium, office, "admin.kebijakan")
    page = admin.page
    page.goto("/p/kebijakan/serang/penilaian/2026.1/salin")
    begin_draft(page, "2026-11")
    address = page.url.removesuffix("/ubah")
    page.goto(address)
    page.get_by_role("button", name="Ajukan untuk ditelaah").click()
    expect(page.get_by_role("status").first).to_contain_text("diajukan untuk ditelaah")
    expect(page.get_by_text("Setujui …")).to_have_count(0)
    admin.leave()

    approver = Person(chromium, office, "penyetuju.kebijakan")
    page = approver.page
    waiting = page.locator("section", has=page.get_by_role("heading", name="Menunggu persetujuan Anda"))
    expect(waiting).to_contain_text("buka laporan dampaknya dahulu")
    waiting.get_by_role("link", name=f"versi {address.rpartition('/')[2]}").click()
    expect(page.get_by_text("Sebelum Anda dapat menyetujui")).to_be_visible()
    approver.picture("12-telaah")
    page.get_by_role("link", name="Buka laporan dampak").click()
    page.get_by_role("button", name="Laporan dampak ini sudah saya baca").click()
    page.get_by_text("Setujui …").click()
    page.get_by_role("button", name="Ya, setujui").click()
    page.get_by_text("Terbitkan …").click()
    page.get_by_role("button", name="Ya, terbitkan").click()
    expect(page.get_by_role("status").first).to_contain_text("diterbitkan")
    page.get_by_role("link", name="Riwayat perubahan", exact=True).click()
    expect(page.get_by_text("Rantai peristiwa utuh")).to_be_visible()
    approver.picture("13-riwayat")
    approver.leave()


def test_a_draft_is_written_without_any_script(chromium: Browser, office: str):
    admin = Person(chromium, office, "admin.kebijakan", scripts=False)
    page = admin.page
    page.goto("/p/kebijakan/serang/penilaian/2026.1/salin")
    begin_draft(page)
    field = page.get_by_label("Naskah kebijakan")
    text = field.input_value()
    field.fill(text + "# tanpa skrip\n")
    page.get_by_role("button", name="Hitung dampak").click()
    expect(page.locator("#effect")).to_contain_text("Dampak naskah yang diketik")
    assert field.input_value().endswith("# tanpa skrip\n")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_role("status").first).to_contain_text("Tersimpan.")
    admin.leave()


def test_an_employee_reads_the_own_slip_on_a_phone(chromium: Browser, office: str):
    employee = Person(chromium, office, "pegawai")
    page = employee.page
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/p/hasil-saya")
    page.get_by_role(
        "row", name=re.compile("Tambahan penghasilan.*Oktober 2026|Oktober 2026.*Tambahan penghasilan")
    ).get_by_role("link", name="Mengapa?").click()
    expect(page.get_by_role("heading", name="Jalannya perhitungan, baris demi baris")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    employee.picture("14-slip-telepon")
    employee.leave()


def test_what_did_not_arrive_is_offered_again(chromium: Browser, office: str):
    admin = Person(chromium, office, "admin.kebijakan")
    page = admin.page
    page.goto("/p/kebijakan/serang/penilaian/2026.1/salin")
    begin_draft(page)
    expect(page.locator(".cm-content")).to_be_visible()
    address = page.url
    page.locator(".cm-content").click()
    page.keyboard.press("Control+Home")
    page.keyboard.type("# jangan hilang. ")
    page.keyboard.press("Enter")
    admin.context.clear_cookies()
    page.get_by_role("button", name="Simpan").click()
    page.wait_for_url("**/masuk**")
    page.get_by_label("Nama akun").fill("admin.kebijakan")
    page.get_by_label("Kata sandi").fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Masuk").click()
    page.wait_for_url("**/")
    page.goto(address)
    page.get_by_role("button", name="Pulihkan").click()
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_role("status").first).to_contain_text("Tersimpan.")
    assert page.locator("textarea#text").input_value().startswith("# jangan hilang. \n")
    admin.leave()
