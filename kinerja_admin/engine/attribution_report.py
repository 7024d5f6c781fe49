"""The parts of a difference for readers: JSON with every amount as text, lines in words, sheets of a workbook.

Amounts are shown with the decimals of the output so that they still add up (``shown_parts``); the exact part, where it
is a fraction, stands beside it in JSON and in the workbook.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from kinerja_admin.engine.attribution import Attribution, shown_parts
from kinerja_admin.engine.comparison import Comparison, OutputComparison
from kinerja_admin.engine.mixing import Item
from kinerja_admin.engine.numbers import plain
from kinerja_admin.engine.speaking import Wording
from kinerja_admin.engine.totals import decimals_told, is_summed, told_of

_NARROW, _WIDE = 18, 60

_EXACT_IN_EXCEL = 10**13
"""A cell holds fifteen digits exactly: amounts below this with two decimals."""


def label_of(item: Item, comparison: Comparison, words: Wording) -> str:
    """What people call an item: the kind and label of each change that belongs to it."""
    outputs = {("steps", one.name): one.label for one in comparison.outputs}
    labels = outputs | {(one.section, one.name): one.label for one in comparison.changes if one.label}
    parts = (
        f"{words.phrase(f'section.{section}')} “{labels.get((section, name)) or name.replace('_', ' ')}”"
        for section, name in item.atoms
    )
    return " + ".join(dict.fromkeys(parts))


def amounts_of(parts: Sequence[Fraction], people: int, output: OutputComparison) -> tuple[Fraction, ...]:
    """Parts of so many people as they are shown: of sums, or of the average where a sum over people says nothing.

    They add up to the sum, or to the average, as it is shown.
    """
    told = [told_of(part, people, output.unit) for part in parts]
    return shown_parts(told, decimals_told(output.unit, output.decimals))


def total_parts(found: Attribution) -> tuple[Fraction, ...]:
    """The parts of everybody together, the inseparable one last."""
    return (*(share.total for share in found.shares), found.inseparable)


def as_json(comparison: Comparison, found: Sequence[Attribution], words: Wording) -> list[dict[str, Any]]:
    """Every output's parts, of the total (or the average, as ``measure`` says) and of each person."""
    outputs = {one.name: one for one in comparison.outputs}
    return [_output_json(comparison, one, outputs[one.output], words) for one in found]


def _output_json(
    comparison: Comparison, found: Attribution, output: OutputComparison, words: Wording
) -> dict[str, Any]:  # fmt: skip
    decimals, unit = output.decimals or 0, output.unit
    amounts, places = amounts_of(total_parts(found), found.people, output), decimals_told(unit, output.decimals)
    exact = [str(told_of(part, found.people, unit)) for part in total_parts(found)]
    people = [
        {"id": number, "parts": [plain(one, decimals) for one in parts], "exact": [str(one) for one in whole]}
        for number, whole, parts in _people(comparison, found, decimals)
    ]
    return {
        "output": found.output,
        "way": found.way.value,
        "measure": "sum" if is_summed(unit) else "mean",
        "people_compared": found.people,
        "difference": plain(sum(amounts, Fraction(0)), places),
        "exact": str(told_of(found.difference, found.people, unit)),
        "rule": words.phrase("attribution.rule"),
        "parts": [
            {
                "items": [{"section": section, "name": name} for section, name in share.item.atoms],
                "label": label_of(share.item, comparison, words),
                "amount": plain(amount, places), "exact": whole,
                "gained": share.gained, "lost": share.lost,
            }
            for share, amount, whole in zip(found.shares, amounts, exact, strict=False)
        ],
        "inseparable": {
            "amount": plain(amounts[-1], places), "exact": exact[-1], "people": found.inseparable_people,
        },
        "people": people,
    }  # fmt: skip


def _people(
    comparison: Comparison, found: Attribution, decimals: int
) -> Iterator[tuple[str, tuple[Fraction, ...], tuple[Fraction, ...]]]:
    """Everybody who moves: number, exact parts, and the parts as they are shown."""
    for place, number in enumerate(comparison.pairs.ids):
        exact = found.parts_of(place)
        if any(exact):
            yield number, exact, shown_parts(exact, decimals)


def as_lines(comparison: Comparison, found: Sequence[Attribution], words: Wording) -> Iterator[str]:
    """The parts of the totals: what each change contributes."""
    outputs = {one.name: one for one in comparison.outputs}
    told = [one for one in found if one.shares]
    for one in told:
        if one is told[0]:
            yield words.phrase(f"attribution.{one.way.value}")
        yield from _output_lines(comparison, one, outputs[one.output], words)
    if told:
        yield words.phrase("attribution.rule")


def difference_in_words(found: Attribution, output: OutputComparison, words: Wording) -> str:
    """What the parts add up to: a sum, or an average with the number of people."""
    difference = sum(amounts_of(total_parts(found), found.people, output), Fraction(0))
    said = words.value(difference, output.unit, decimals_told(output.unit, output.decimals))
    said = f"+{said}" if difference > 0 else said
    if is_summed(output.unit):
        return said
    return words.phrase("attribution.average", amount=said, n=words.number(found.people))


def _output_lines(
    comparison: Comparison, found: Attribution, output: OutputComparison, words: Wording
) -> Iterator[str]:  # fmt: skip
    places = decimals_told(output.unit, output.decimals)
    amounts = [
        words.value(one, output.unit, places) for one in amounts_of(total_parts(found), found.people, output)
    ]  # fmt: skip
    yield f"{output.label or output.name.replace('_', ' ')}: {difference_in_words(found, output, words)}"
    for share, amount in zip(found.shares, amounts, strict=False):
        counts = {"gained": words.number(share.gained), "lost": words.number(share.lost)}
        label = label_of(share.item, comparison, words)
        yield f"  {words.phrase('attribution.part', item=label, amount=amount, **counts)}"
    if found.inseparable_people:
        people = words.number(found.inseparable_people)
        yield f"  {words.phrase('attribution.inseparable', amount=amounts[-1], n=people)}"


def write_sheets(comparison: Comparison, found: Sequence[Attribution], words: Wording, book: Any) -> None:
    """Two sheets of a workbook: the parts of the totals, and those of each person."""
    told = [one for one in found if one.shares]
    if told:
        bold = book.add_format({"bold": True})
        totals = book.add_worksheet(words.phrase("attribution.sheet_totals"))
        _totals_sheet(comparison, told, words, totals, bold)
        _people_sheet(comparison, told, words, book.add_worksheet(words.phrase("attribution.sheet_people")), bold)


def _labels(comparison: Comparison, one: Attribution, words: Wording) -> list[str]:
    named = (label_of(share.item, comparison, words) for share in one.shares)
    return [*named, words.phrase("attribution.column_inseparable")]


def _totals_sheet(
    comparison: Comparison, told: Sequence[Attribution], words: Wording, sheet: Any, bold: Any
) -> None:  # fmt: skip
    outputs = {one.name: one for one in comparison.outputs}
    heads = ("output", "item", "measure", "amount", "exact")
    _write(sheet, 0, [words.phrase(f"attribution.column_{key}") for key in heads], bold)
    sheet.set_column(0, 0, _NARROW)
    sheet.set_column(1, 1, _WIDE)
    sheet.set_column(2, 4, _NARROW)
    line = 1
    for one in told:
        output = outputs[one.output]
        measure = words.phrase(f"attribution.measure_{'sum' if is_summed(output.unit) else 'mean'}")
        amounts = amounts_of(total_parts(one), one.people, output)
        for label, amount, part in zip(_labels(comparison, one, words), amounts, total_parts(one), strict=True):
            exact = str(told_of(part, one.people, output.unit))
            _write(sheet, line, [one.output, label, measure, amount, exact])
            line += 1
    _write(sheet, line + 1, [words.phrase(f"attribution.{told[0].way.value}")])
    _write(sheet, line + 2, [words.phrase("attribution.rule")])


def _people_sheet(
    comparison: Comparison, told: Sequence[Attribution], words: Wording, sheet: Any, bold: Any
) -> None:  # fmt: skip
    decimals = {one.name: one.decimals or 0 for one in comparison.outputs}
    labels = [f"{one.output}: {label}" for one in told for label in _labels(comparison, one, words)]
    _write(sheet, 0, ["id", *labels], bold)
    sheet.set_column(0, len(labels), _NARROW)
    sheet.freeze_panes(1, 1)
    for place, number in enumerate(comparison.pairs.ids):
        row: list[str | Fraction] = [number]
        for one in told:
            parts = one.parts_of(place)
            row += shown_parts(parts, decimals[one.output])
        _write(sheet, place + 1, row)


def _write(sheet: Any, line: int, cells: Sequence[str | Fraction], form: Any = None) -> None:
    """Texts as texts, and amounts as numbers where a cell holds them exactly."""
    for column, cell in enumerate(cells):
        if isinstance(cell, Fraction) and abs(cell) < _EXACT_IN_EXCEL:
            sheet.write_number(line, column, float(plain(cell)), form)
        else:
            sheet.write_string(line, column, plain(cell) if isinstance(cell, Fraction) else cell, form)
