"""Charts drawn on the server: plain SVG without script or style, each beside its table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from markupsafe import Markup

from kinerja_admin.engine.comparison import Bucket

_WIDTH, _HEIGHT, _FOOT, _HEAD = 720, 220, 34, 20


def histogram(buckets: Sequence[Bucket], title: str, edge: Callable[[Fraction], str]) -> Markup:
    """How many people lie in each range of change: losses left, nothing in the middle, gains right."""
    if not buckets:
        return Markup("")
    highest = max(bucket.count for bucket in buckets) or 1
    step = _WIDTH / len(buckets)
    bars = Markup("").join(_bar(bucket, place * step, step, highest, edge) for place, bucket in enumerate(buckets))
    return Markup(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}" preserveAspectRatio="xMidYMid meet">'
        '{}<line x1="0" x2="{}" y1="{}" y2="{}" class="axis"/></svg>'
    ).format(_WIDTH, _HEIGHT, title, bars, _WIDTH, _HEIGHT - _FOOT, _HEIGHT - _FOOT)


def _bar(bucket: Bucket, left: float, width: float, highest: int, edge: Callable[[Fraction], str]) -> Markup:
    room = _HEIGHT - _FOOT - _HEAD
    tall = room * bucket.count / highest
    kind = "zero" if not bucket.low and not bucket.high else "loss" if bucket.high <= 0 else "gain"
    middle = left + width / 2
    label = edge(bucket.high if kind == "gain" else bucket.low)
    return Markup(
        '<rect class="{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>'
        '<text class="count" x="{:.1f}" y="{:.1f}" text-anchor="middle">{}</text>'
        '<text class="edge" x="{:.1f}" y="{}" text-anchor="middle">{}</text>'
    ).format(
        kind, left + width * 0.08, _HEIGHT - _FOOT - tall, width * 0.84, tall,
        middle, _HEIGHT - _FOOT - tall - 5, bucket.count or "",
        middle, _HEIGHT - _FOOT + 18, label,
    )  # fmt: skip
