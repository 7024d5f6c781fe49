"""H16: what browsers are told about every answer."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.admin.conftest import Visit

TEMPLATES = sorted((Path(__file__).parent.parent.parent / "kinerja_admin" / "templates").rglob("*.html"))


def test_plain_sqladmin_says_nothing_and_runs_scripts_of_the_page(plain: TestClient):
    answer = plain.get("/admin/pegawai/list")
    assert "content-security-policy" not in answer.headers
    assert "cache-control" not in answer.headers


@pytest.mark.parametrize(
    "path", ["/", "/masuk", "/data/pegawai/list", "/nope", "/data/pegawai/export/csv", "/sehat", "/data/x/list"]
)
def test_ours_says_it_with_every_answer(hr: Visit, visit: Callable[..., Visit], path: str):
    for client in (hr, visit()):
        headers = client.get(path).headers
        policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
        assert policy["default-src"] == "'none'"
        assert policy["script-src"] == "'self'"
        assert policy["style-src"] == "'self'"
        assert policy["frame-ancestors"] == "'none'"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
        assert headers["referrer-policy"] == "same-origin"


def test_own_files_are_kept_and_other_hosts_never_asked(hr: Visit):
    page = hr.get("/data/pegawai/list").text
    addresses = re.findall(r'(?:src|href)="([^"#?][^"]*)"', page)
    assert addresses
    assert not [address for address in addresses if not address.startswith("/")]
    files = [address for address in addresses if address.startswith("/static/")]
    assert len(files) >= 3
    for address in files:
        answer = hr.get(address)
        assert answer.status_code == 200, address
        assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_has_script_or_style_of_its_own(path: Path):
    source = path.read_text(encoding="utf-8")
    markup = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", source, flags=re.DOTALL)
    assert not re.search(r"<script(?![^>]*\bsrc=)", markup)
    assert not re.search(r"\son[a-z]+\s*=|\sstyle\s*=|<style|javascript:", markup)
    assert "|safe" not in source.replace(" ", "")
