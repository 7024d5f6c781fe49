"""A cell of an export is text: what a spreadsheet would take for a formula gets an apostrophe in front."""

from __future__ import annotations

import re

_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)*%?", re.ASCII)


def neutralise(text: str) -> str:
    """The text, unable to become a formula; plain numbers, also negative ones, stay as they are."""
    if text.lstrip(" ").startswith(_STARTS) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text
