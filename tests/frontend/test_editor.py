"""The bundled scripts in a real browser, under the Content-Security-Policy that the product sends."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

VENDOR = Path(__file__).resolve().parents[2] / "kinerja_admin/static/vendor"
CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self' data:; style-src 'self' 'nonce-abc'"
PAGE = """<!doctype html><meta charset="utf-8"><title>Editor</title><link rel="icon" href="data:,">
<form><label for="t">Naskah</label><textarea id="t" name="t">tpp:\n  formula: kelas * 2\n</textarea></form>
<div id="merge"></div><p id="answer" hx-get="/answer" hx-trigger="ask from:body"></p>
<script src="/editor.js"></script><script src="/htmx.js"></script>"""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not on this machine"),
]


class _Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        name = self.path.strip("/")
        kind = "text/javascript" if name.endswith(".js") else "text/html"
        body = {"": PAGE, "answer": "<b>Jawaban</b>"}.get(name)
        content = body.encode() if body is not None else (VENDOR / Path(name).name).read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Keep quiet."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    complaints: list[str] = []
    page = browser.new_page(viewport={"width": 1200, "height": 900})
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address)
    yield page
    page.close()
    assert complaints == []


def mount(page: Page, options: str = "{}") -> None:
    page.evaluate(f"""() => {{
        const changes = window.changes = [];
        const options = {{language: "id", nonce: "abc", onChange: (text) => changes.push(text), ...{options}}};
        window.view = KinerjaEditor.mount(document.querySelector("textarea"), options);
    }}""")


def test_typed_text_reaches_the_form_and_the_listener(page: Page):
    mount(page)
    page.get_by_role("textbox", name="Naskah").press("Control+End")
    page.keyboard.type("# catatan")
    assert page.evaluate("document.querySelector('textarea').value").endswith("kelas * 2\n# catatan")
    assert page.evaluate("changes.at(-1)").endswith("# catatan")


def test_a_finding_stands_under_its_word_with_message_and_hint(page: Page):
    problem = (
        "{line: 2, column: 12, severity: 'error', code: 'X', message: 'Nama tidak dikenal', hint: 'Pakai jabatan'}"
    )
    mount(page, f"{{problems: [{problem}]}}")
    marked = page.locator(".cm-lintRange-error")
    assert marked.inner_text() == "kelas"
    marked.hover()
    tooltip = page.locator(".cm-tooltip-lint")
    tooltip.wait_for()
    assert "Nama tidak dikenal" in tooltip.inner_text()
    assert "Pakai jabatan" in tooltip.inner_text()
    page.evaluate("KinerjaEditor.showProblems(view, [])")
    assert page.locator(".cm-lintRange-error").count() == 0


def test_a_finding_beyond_the_text_is_shown_on_the_last_line(page: Page):
    mount(page)
    page.evaluate("KinerjaEditor.showProblems(view, [{line: 99, column: 99, severity: 'notice', message: 'Akhir'}])")
    assert page.locator(".cm-lint-marker-info").count() == 1


def test_the_search_panel_speaks_indonesian(page: Page):
    mount(page)
    page.get_by_role("textbox", name="Naskah").press("Control+f")
    assert page.get_by_role("button", name="berikutnya").is_visible()


def test_a_text_only_to_be_read_keeps_still(page: Page):
    mount(page, "{readOnly: true}")
    page.get_by_role("textbox", name="Naskah").press("x")
    assert page.evaluate("changes.length") == 0


def test_known_words_are_offered(page: Page):
    mount(page, "{completions: [{label: 'jabatan.kelas', type: 'variable'}]}")
    page.get_by_role("textbox", name="Naskah").press("Control+End")
    page.keyboard.type("jab")
    page.locator(".cm-completionLabel", has_text="jabatan.kelas").wait_for()


@pytest.mark.parametrize("line", ["# jab", "formula: kelas # jab", "label: jab", "- {id: x, note: jab"])
def test_no_word_is_offered_in_comments_and_in_text_for_people(page: Page, line: str):
    mount(page, "{completions: [{label: 'jabatan.kelas', type: 'variable'}]}")
    page.get_by_role("textbox", name="Naskah").press("Control+End")
    page.keyboard.type(line)
    page.wait_for_timeout(400)
    assert page.locator(".cm-completionLabel").count() == 0
    page.keyboard.press("Enter")
    text = page.evaluate("document.querySelector('textarea').value")
    assert line in text.splitlines()
    assert "jabatan.kelas" not in text


def test_whoever_comes_back_is_where_they_were(page: Page):
    page.evaluate(
        "document.querySelector('textarea').value = Array.from({length: 400}, (_, n) => `baris: ${n}`).join('\\n')"
    )
    mount(page)
    page.evaluate("""() => {
        view.dispatch({selection: {anchor: 2000, head: 2005}});
        view.scrollDOM.scrollTop = 3000;
        window.place = KinerjaEditor.whereabouts(view);
        view.scrollDOM.scrollTop = 0;
        view.dispatch({selection: {anchor: 0}});
        KinerjaEditor.returnTo(view, window.place);
    }""")
    page.wait_for_function("Math.abs(view.scrollDOM.scrollTop - 3000) < 60")
    assert page.evaluate("[view.state.selection.main.anchor, view.state.selection.main.head, view.hasFocus]") == [
        2000, 2005, True,
    ]  # fmt: skip
    page.evaluate("KinerjaEditor.returnTo(view, {anchor: 9e9, head: 9e9})")
    assert page.evaluate("view.state.selection.main.head === view.state.doc.length")


@pytest.mark.parametrize(("width", "deleted"), [(1000, ".cm-changedLine"), (400, ".cm-deletedChunk")])
def test_two_texts_are_compared_in_the_room_there_is(page: Page, width: int, deleted: str):
    page.evaluate(f"""() => {{
        const box = document.querySelector("#merge");
        box.style.width = "{width}px";
        KinerjaEditor.merge(box, "a: 1\\nb: 2\\n", "a: 1\\nb: 3\\n", {{language: "id", nonce: "abc"}});
    }}""")
    assert page.locator(deleted).count() >= 1
    assert "b: 3" in page.locator("#merge").inner_text()


def test_htmx_answers_without_evaluating_anything(page: Page):
    page.evaluate("htmx.trigger(document.body, 'ask')")
    page.locator("#answer b").wait_for()
    assert page.evaluate("[htmx.config.allowEval, document.querySelectorAll('style').length]") == [False, 0]
