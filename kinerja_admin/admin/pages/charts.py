"""Charts drawn on the server: plain SVG without script or style, each beside its table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from markupsafe import Markup

from kinerja_admin.admin.pages.suppression import Count
from kinerja_admin.engine.figures import Bucket

_WIDTH, _HEIGHT, _FOOT, _HEAD = 720, 234, 40, 20


def histogram(buckets: Sequence[tuple[Bucket, Count]], title: str, edge: Callable[[Fraction], str]) -> Markup:
    """How many people lie in each range of change; a count that is not told has no bar, for its height would tell."""
    if not buckets:
        return Markup("")
    highest = max((count.number for _, count in buckets if not count.is_hidden), default=0) or 1
    step = _WIDTH / len(buckets)
    bars = Markup("").join(_bar(*one, place * step, step, highest, edge) for place, one in enumerate(buckets))
    return Markup(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}" preserveAspectRatio="xMidYMid meet">'
        '{}<line x1="0" x2="{}" y1="{}" y2="{}" class="axis"/></svg>'
    ).format(_WIDTH, _HEIGHT, title, bars, _WIDTH, _HEIGHT - _FOOT, _HEIGHT - _FOOT)


def _bar(
    bucket: Bucket, count: Count, left: float, width: float, highest: int, edge: Callable[[Fraction], str]
) -> Markup:
    room = _HEIGHT - _FOOT - _HEAD
    tall = 0.0 if count.is_hidden else room * count.number / highest
    kind = "zero" if not bucket.low and not bucket.high else "loss" if bucket.high <= 0 else "gain"
    middle = left + width / 2
    low, high = edge(bucket.low), edge(bucket.high)
    return Markup(
        '<rect class="{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>'
        '<text class="count" x="{:.1f}" y="{:.1f}" text-anchor="middle">{}</text>'
        '<text class="edge" x="{:.1f}" y="{}" text-anchor="middle">{}</text>'
        '<text class="edge" x="{:.1f}" y="{}" text-anchor="middle">{}</text>'
    ).format(
        kind, left + width * 0.08, _HEIGHT - _FOOT - tall, width * 0.84, tall,
        middle, _HEIGHT - _FOOT - tall - 5, count.short,
        middle, _HEIGHT - _FOOT + 16, low,
        middle, _HEIGHT - _FOOT + 32, f"– {high}" if high != low else "",
    )  # fmt: skip
