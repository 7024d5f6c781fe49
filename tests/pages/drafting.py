"""A draft of the policy on its pages: copied, changed, saved, and what the page says then."""

from __future__ import annotations

import html as entities
import re
from typing import Any

from tests.pages.conftest import Visit

FIRST = "/p/kebijakan/serang/hadiah/2026.1"
DRAFT = "/p/kebijakan/serang/hadiah/2026.2"


NEW = {"title": "Hadiah Kota Serang", "decided": "2026-03-20", "change": "Hadiah dinaikkan", "why": "harga naik"}


def copied(visit: Visit, first: str = "2026-04") -> str:
    """Make the draft; its text as the editor shows it."""
    answer = visit.submit(f"{FIRST}/salin", first=first, **NEW)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"{DRAFT}/ubah"
    return text_in(visit.get(f"{DRAFT}/ubah").text)


def text_in(html: str) -> str:
    found = re.search(r'<textarea id="text"[^>]*>\n(.*?)</textarea>', html, re.DOTALL)
    assert found
    return entities.unescape(found[1])


def base_in(visit: Visit, address: str = DRAFT) -> str:
    found = re.search(r'name="base" value="([0-9a-f]+)"', visit.get(f"{address}/ubah").text)
    assert found
    return found[1]


def save(visit: Visit, text: str, base: str | None = None) -> Any:
    return visit.submit(f"{DRAFT}/ubah", text=text.replace("\n", "\r\n"), base=base or base_in(visit))


def after(visit: Visit, answer: Any) -> str:
    """What the page says to which a step leads."""
    assert answer.status_code == 303, answer.text
    return visit.said(answer.headers["location"])


RAISED = ("100_000", "120_000")


def raised(text: str) -> str:
    return text.replace(*RAISED).replace("expect: {hadiah: 600000}", "expect: {hadiah: 720000}")
