"""The slip as PDF, set in this process with the fonts that the typesetter carries; nothing is fetched."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import typst

from kinerja_admin.admin.pages.slip_shown import ShownSlip
from kinerja_admin.locale import Words

TEMPLATE = Path(__file__).resolve().parents[2] / "templates" / "slip.typ"


def slip_as_pdf(slip: ShownSlip, words: Words) -> bytes:
    """The same slip gives the same file, whenever it is asked for; texts reach the typesetter as data."""
    content = {**asdict(slip), "language": words.language, "words": _words(words)}
    made: bytes = typst.compile(
        TEMPLATE,
        root=TEMPLATE.parent,
        font_paths=_fonts(),
        sys_inputs={"slip": json.dumps(content, ensure_ascii=False)},
        timestamp=datetime.fromtimestamp(slip.made, UTC),
        pdf_standards="a-2b",
    )
    return made


@cache
def _fonts() -> typst.Fonts:
    """The fonts inside the package alone, so that every machine sets the same page."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)


def _words(words: Words) -> dict[str, str]:
    return {
        "provisional": words.say("Provisional: at least one part is not approved yet and may still change."),
        "part_provisional": words.say("provisional"),
        "payable": words.say("To be paid this month"),
        "part_payable": words.say("To be paid of this"),
        "laws": words.say("Legal basis"),
        "page": words.say("Page"),
    }
