"""Pictures of reports: a bar for each line, or a line through months; plain SVG, each beside its table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from markupsafe import Markup

from kinerja_admin.admin.pages.report_shown import head_of, shown, title_of
from kinerja_admin.services.reports import Table

MOST_BARS, MOST_LABELS = 60, 16
_WIDTH, _LABELS, _ROW, _LETTERS = 760, 300, 22, 46
_HEIGHT, _LEFT, _FOOT, _HEAD = 220, 20, 34, 26


@dataclass(frozen=True, slots=True)
class Point:
    """One value with its label; None where it is not told or not known."""

    label: str
    value: Fraction | None
    text: str


def chart_of(table: Table) -> Markup:
    """The picture that a report asks for; empty where there are fewer than two values."""
    chart = table.report.chart
    if chart is None:
        return Markup("")
    label, value = table.place(chart.label), table.place(chart.value)
    columns = table.columns
    points = [
        Point(shown(columns[label], line[label]), _number(line[value]), shown(columns[value], line[value]))
        for line in table.lines
    ]
    if sum(point.value is not None for point in points) < 2:
        return Markup("")
    title = f"{title_of(table.report.title)}: {head_of(columns[value])}"
    return line_chart(points, title) if chart.kind == "line" else bar_chart(points[:MOST_BARS], title)


def _number(cell: object) -> Fraction | None:
    return Fraction(cell) if isinstance(cell, int | Decimal | Fraction) else None


def bar_chart(points: Sequence[Point], title: str) -> Markup:
    """Horizontal bars from zero; what is not told has no bar, for its length would tell."""
    known = [Fraction(0), *(point.value for point in points if point.value is not None)]
    low, high = min(known), max(known)
    room = _WIDTH - _LABELS - 90
    scale = Fraction(room) / (high - low) if high > low else Fraction(0)
    zero = _LABELS + float(-low * scale)
    bars = Markup("").join(_bar(point, place, zero, scale) for place, point in enumerate(points))
    return _frame(title, len(points) * _ROW + 4, bars + _line(zero, 0, zero, len(points) * _ROW, "axis"))


def _bar(point: Point, place: int, zero: float, scale: Fraction) -> Markup:
    top = place * _ROW + 3
    wide = float((point.value or 0) * scale)
    name = point.label if len(point.label) <= _LETTERS else point.label[: _LETTERS - 1] + "…"
    return Markup(
        '<g><title>{}: {}</title><text class="bar-name" x="{}" y="{}" text-anchor="end">{}</text>'
        '<rect class="{}" x="{:.1f}" y="{}" width="{:.1f}" height="{}"/>'
        '<text class="count" x="{:.1f}" y="{}">{}</text></g>'
    ).format(
        point.label, point.text, _LABELS - 8, top + 13, name,
        "loss" if wide < 0 else "gain", min(zero, zero + wide), top, abs(wide), _ROW - 6,
        max(zero, zero + wide) + 6, top + 13, point.text,
    )  # fmt: skip


def line_chart(points: Sequence[Point], title: str) -> Markup:
    """A line through the values in their order; a value that is missing leaves a gap."""
    known = [point.value for point in points if point.value is not None]
    low, high = min(known), max(known)
    margin = (high - low) / 10 or Fraction(1)
    step = (_WIDTH - 2 * _LEFT) / max(len(points) - 1, 1)
    room = _HEIGHT - _FOOT - _HEAD

    def across(place: int) -> float:
        return _LEFT + place * step

    def up(value: Fraction) -> float:
        return _HEAD + room * float(1 - (value - low + margin) / (high - low + 2 * margin))

    parts = Markup("")
    for place, (one, other) in enumerate(pairwise(points)):
        if one.value is not None and other.value is not None:
            parts += _line(across(place), up(one.value), across(place + 1), up(other.value), "trend")
    for place, point in enumerate(points):
        if point.value is not None:
            beside = [other.value for other in points[max(place - 1, 0) : place + 2] if other.value is not None]
            is_labelled = len(points) <= MOST_LABELS or place % 2 == 0
            above = -8 if max(beside) == point.value or min(beside) != point.value else 18
            parts += _dot(point, across(place), up(point.value), above if is_labelled else None)
    return _frame(title, _HEIGHT, parts + _line(0, _HEIGHT - _FOOT, _WIDTH, _HEIGHT - _FOOT, "axis"))


def _dot(point: Point, x: float, y: float, text_at: int | None) -> Markup:
    month, _, year = point.label.partition(" ")
    label = Markup(
        '<text class="count" x="{0:.1f}" y="{1:.1f}" text-anchor="middle">{2}</text>'
        '<text class="edge" x="{0:.1f}" y="{3}" text-anchor="middle">{4}</text>'
        '<text class="edge" x="{0:.1f}" y="{5}" text-anchor="middle">{6}</text>'
    ).format(x, y + (text_at or 0), point.text, _HEIGHT - _FOOT + 14, month[:3], _HEIGHT - _FOOT + 28, year)
    mark = Markup('<circle class="gain" cx="{:.1f}" cy="{:.1f}" r="3.5"><title>{}: {}</title></circle>')
    return mark.format(x, y, point.label, point.text) + (label if text_at is not None else Markup(""))


def _line(x: float, y: float, to_x: float, to_y: float, kind: str) -> Markup:
    return Markup('<line class="{}" x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}"/>').format(kind, x, y, to_x, to_y)


def _frame(title: str, height: int, content: Markup) -> Markup:
    return Markup(
        '<svg class="chart" width="{0}" height="{1}" viewBox="0 0 {0} {1}" role="img" aria-label="{2}">{3}</svg>'
    ).format(_WIDTH, height, title, content)
