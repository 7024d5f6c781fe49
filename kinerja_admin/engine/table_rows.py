"""Which row of a table was met, in words: ``31–60 menit``, ``di atas Rp5.400.000 sampai Rp5.650.000``."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from kinerja_admin.engine.numbers import plain
from kinerja_admin.engine.speaking import Node, Wording, shown_number


def row_met(entry: Node, table: Node, words: Wording) -> str:
    """The band that a look-up hit; empty for an exact table, whose row is the key itself."""
    if "band" not in entry:
        return ""
    band, unit = entry["band"], entry["units"][0]
    low, high = (Fraction(edge) if edge is not None else None for edge in (band["from"], band["to"]))
    if entry["kinds"][0] == "integer" and low is not None and high is not None:
        return _whole(low, high, table["form"], unit, words)
    return extent(table["form"], low, high, unit, words)


def _whole(low: Fraction, high: Fraction, form: str, unit: str, words: Wording) -> str:
    """A band of whole numbers by its first and last."""
    first = low + 1 if form == "up_to" else low
    last = high - 1 if form == "from" else high
    if first == last:
        return words.value(first, unit)
    before = words.value(first, unit) if unit == "rupiah" else words.number(first)
    return words.phrase("reading.whole", low=before, high=words.value(last, unit))


def extent(form: str, low: Fraction | None, high: Fraction | None, unit: str, words: Wording) -> str:
    """A band by its bounds, with which of them belongs to it."""
    said = {
        "low": words.value(low, unit) if low is not None else "",
        "high": words.value(high, unit) if high is not None else "",
    }
    if low is None and high is None:
        return words.phrase("reading.always")
    if high is None:
        return words.phrase("reading.above" if form == "up_to" else "reading.from", **said)
    if low is None:
        return words.phrase("reading.below" if form == "from" else "reading.up_to", **said)
    key = {"from": "reading.from_below", "up_to": "reading.above_up_to"}.get(form, "reading.between")
    return words.phrase(key, **said)


def layers(entry: Node, table: Node, words: Wording) -> Iterator[str]:
    """A marginal look-up worked out: for every layer the part that lies in it, times its rate."""
    amount, unit = Fraction(entry["arguments"][0]), entry["units"][0]
    for layer in entry["slices"]:
        low = Fraction(layer["from"] or 0)
        top = amount if layer["to"] is None else min(amount, Fraction(layer["to"]))
        rate = Fraction(layer["rate"])
        result = (top - low) * rate / (100 if table["unit"] == "persen" else 1)
        yield words.phrase(
            "explain.layer",
            part=words.value(top - low, unit),
            rate=words.value(rate, table["unit"]),
            low=words.value(low, unit),
            result=shown_number(plain(result), words),
        )
