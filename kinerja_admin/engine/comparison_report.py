"""A comparison for readers: JSON with every amount as text, lines in words, a workbook, a table."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from kinerja_admin.engine.attribution import Attribution
from kinerja_admin.engine.attribution_report import as_json as parts_as_json
from kinerja_admin.engine.attribution_report import write_sheets
from kinerja_admin.engine.comparison import Comparison, OutputComparison, Side
from kinerja_admin.engine.difference import apart_from_moved
from kinerja_admin.engine.difference_in_words import as_json as changes_as_json
from kinerja_admin.engine.difference_in_words import change_in_words
from kinerja_admin.engine.figures import Bucket, PersonDelta
from kinerja_admin.engine.numbers import plain
from kinerja_admin.engine.reference import Fault, StepValue
from kinerja_admin.engine.results_file import replace_file, written
from kinerja_admin.engine.speaking import Wording
from kinerja_admin.engine.totals import decimals_told, is_summed, told_of
from kinerja_admin.errors import WrongUse

_EXACT_IN_EXCEL = 15
"""Digits that a cell of a workbook holds exactly; longer numbers are written as text."""

_WIDE, _NARROW = 60, 18

ENDINGS = (".xlsx", ".csv", ".json")
"""How the name of a file ends that a comparison is written to."""


# --- JSON -------------------------------------------------------------------------------------------------------------


def as_json(comparison: Comparison, words: Wording) -> dict[str, Any]:
    """The whole comparison, every amount as text."""
    return {
        "old": _side_json(comparison.old),
        "new": _side_json(comparison.new),
        "nothing_changed": comparison.nothing_changed,
        "reasons": list(comparison.reasons),
        "changes": changes_as_json(comparison.changes, words),
        "outputs": [_output_json(one) for one in comparison.outputs],
        "newly_computable": list(comparison.newly_computable),
        "newly_failing": list(comparison.newly_failing),
        "failing_in_both": list(comparison.failing_in_both),
        "only_old": list(comparison.only_old),
        "only_new": list(comparison.only_new),
        "people": [_person_json(person, comparison.outputs) for person in comparison.people],
    }


def _side_json(side: Side) -> dict[str, str]:
    return {"policy": side.id, "title": side.title, "digest": side.digest, "period": side.period}


def _output_json(one: OutputComparison) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": one.name, "label": one.label, "unit": one.unit,
        "compared": one.compared, "gained": one.gained, "same": one.same, "lost": one.lost,
    }  # fmt: skip
    if not one.is_number:
        pairs = [{"old": old, "new": new, "count": count} for (old, new), count in one.transitions.items()]
        return found | {"transitions": pairs}
    return found | {
        "old_total": plain(one.old_total, one.decimals),
        "new_total": plain(one.new_total, one.decimals),
        "difference": plain(one.difference, one.decimals),
        "no_longer": plain(one.no_longer, one.decimals),
        "at_last": plain(one.at_last, one.decimals),
        "buckets": [_bucket_json(bucket) for bucket in one.buckets],
        "gainers": [person.id for person in one.gainers],
        "losers": [person.id for person in one.losers],
    }


def _bucket_json(bucket: Bucket) -> dict[str, Any]:
    return {"from": plain(bucket.low), "to": plain(bucket.high), "count": bucket.count}


def _person_json(person: PersonDelta, outputs: tuple[OutputComparison, ...]) -> dict[str, Any]:
    values = {}
    for one in outputs:
        old, new, delta = _row_of(person, one)
        values[one.name] = {"old": old, "new": new, "difference": delta}
    return {
        "id": person.id,
        "old_error": _fault(person.old_fault),
        "new_error": _fault(person.new_fault),
        "outputs": values,
    }


def _fault(fault: Fault | None) -> str | None:
    return str(fault) if fault else None


def _row_of(person: PersonDelta, one: OutputComparison) -> tuple[str, str, str]:
    """Old, new and difference as text; empty where there is none."""
    old, new = (_shown(values.get(one.name), one) for values in (person.old, person.new))
    delta = person.delta(one.name)
    return old, new, "" if delta is None else plain(delta, one.decimals)


def _shown(value: StepValue, one: OutputComparison) -> str:
    return written(value, one.decimals if isinstance(value, Fraction) else None)


# --- words ------------------------------------------------------------------------------------------------------------


def as_lines(comparison: Comparison, words: Wording) -> Iterator[str]:
    """A summary: the rules first, then what they mean for people."""
    yield from _heading(comparison, words)
    yield ""
    yield from _rules(comparison, words)
    yield ""
    if comparison.nothing_changed:
        yield words.phrase("compare.nothing_changed")
        yield from (f"  {words.phrase(f'unchanged.{reason}')}" for reason in comparison.reasons)
        return
    yield from _failures(comparison, words)
    for one in comparison.outputs:
        yield from _output_lines(one, words)


def _heading(comparison: Comparison, words: Wording) -> Iterator[str]:
    for key, side in (("compare.old", comparison.old), ("compare.new", comparison.new)):
        yield words.phrase(
            key, title=side.title, policy=side.id, digest=side.digest[:12], period=words.period(side.period)
        )


def _rules(comparison: Comparison, words: Wording) -> Iterator[str]:
    if not comparison.changes:
        yield words.phrase("diff.same")
    changes, moved = apart_from_moved(comparison.changes)
    for change in changes:
        text = change_in_words(change, words)
        yield text.title
        yield from (f"  {line}" for line in text.lines)
    if moved:
        yield words.phrase("diff.tests_moved", n=words.number(moved))


def _output_lines(one: OutputComparison, words: Wording) -> Iterator[str]:
    yield one.label or one.name.replace("_", " ")
    if not one.is_number:
        yield f"  {words.phrase('compare.same', n=words.number(one.same))}"
        for (old, new), count in one.transitions.items():
            yield f"  {words.phrase('compare.transition', old=old or '–', new=new or '–', n=words.number(count))}"
        return
    sums = {"old": one.old_total, "new": one.new_total, "difference": one.difference}
    places = decimals_told(one.unit, one.decimals)
    said = {key: words.value(told_of(sum_, one.compared, one.unit), one.unit, places) for key, sum_ in sums.items()}
    if not is_summed(one.unit):
        yield f"  {words.phrase('compare.averages', **said, n=words.number(one.compared))}"
    else:
        yield f"  {words.phrase('compare.totals', **said)}"
        for key, apart in (("compare.no_longer", one.no_longer), ("compare.at_last", one.at_last)):
            if apart:
                yield f"  {words.phrase(key, amount=words.value(apart, one.unit, one.decimals))}"
    counts = {"gained": one.gained, "same": one.same, "lost": one.lost}
    yield f"  {words.phrase('compare.counts', **{key: words.number(count) for key, count in counts.items()})}"
    for bucket in one.buckets:
        yield f"    {bucket_in_words(bucket, one, words)}: {words.number(bucket.count)}"
    for key, people in (("compare.gainers", one.gainers), ("compare.losers", one.losers)):
        if people:
            movers = "; ".join(f"{person.id} {_delta(person, one, words)}" for person in people)
            yield f"  {words.phrase(key, people=movers)}"


def bucket_in_words(bucket: Bucket, one: OutputComparison, words: Wording) -> str:
    """A range of deltas in words."""
    if bucket.low == bucket.high:
        return words.phrase("compare.bucket_zero")
    low, high = (words.value(bound, one.unit) for bound in (bucket.low, bucket.high))
    return words.phrase("compare.bucket", low=low, high=high)


def _delta(person: PersonDelta, one: OutputComparison, words: Wording) -> str:
    delta = person.delta(one.name)
    shown = words.value(delta, one.unit, one.decimals)
    return f"+{shown}" if delta is not None and delta > 0 else shown


def _failures(comparison: Comparison, words: Wording) -> Iterator[str]:
    for key, ids in (
        ("compare.newly_computable", comparison.newly_computable), ("compare.newly_failing", comparison.newly_failing),
        ("compare.failing_in_both", comparison.failing_in_both), ("compare.only_old", comparison.only_old),
        ("compare.only_new", comparison.only_new),
    ):  # fmt: skip
        if ids:
            shown = ", ".join(ids[:20]) + (" …" if len(ids) > 20 else "")
            yield words.phrase(key, n=words.number(len(ids)), people=shown)


# --- tables -----------------------------------------------------------------------------------------------------------


def table(comparison: Comparison) -> Iterator[tuple[str, ...]]:
    """Heading and one row a person: for every output old, new and difference, then the errors."""
    names = [f"{one.name}_{part}" for one in comparison.outputs for part in ("old", "new", "difference")]
    yield ("id", *names, "error_old", "error_new")
    for person in comparison.people:
        cells = [cell for one in comparison.outputs for cell in _row_of(person, one)]
        yield (person.id, *cells, _fault(person.old_fault) or "", _fault(person.new_fault) or "")


def check_ending(path: Path) -> None:
    """Refuse a name whose ending says nothing that a comparison can be written as.

    Raises:
        WrongUse: COMPARISON_ENDING.
    """
    if path.suffix.lower() not in ENDINGS:
        raise WrongUse("COMPARISON_ENDING", file=str(path), endings=", ".join(ENDINGS))


def save(comparison: Comparison, path: Path, words: Wording, parts: Sequence[Attribution] = ()) -> None:
    """A table, JSON or a workbook, as the name ends; what was there is replaced whole or not at all."""
    match path.suffix.lower():
        case ".csv":
            replace_file(path, lambda part: _save_csv(comparison, part))
        case ".json":
            split = {"attribution": parts_as_json(comparison, parts, words)} if parts else {}
            told = as_json(comparison, words) | split
            replace_file(path, lambda part: _save_json(told, part))
        case _:
            replace_file(path, lambda part: _save_workbook(comparison, part, words, parts))


def _save_json(told: dict[str, Any], path: Path) -> None:
    path.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _save_csv(comparison: Comparison, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(table(comparison))


def _save_workbook(comparison: Comparison, path: Path, words: Wording, parts: Sequence[Attribution]) -> None:
    import xlsxwriter  # noqa: PLC0415 - needed for workbooks alone

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        summary = book.add_worksheet(words.phrase("compare.sheet_summary"))
        summary.set_column(0, 0, _WIDE * 2, wrap)
        for place, line in enumerate(as_lines(comparison, words)):
            summary.write_string(place, 0, line)
        _rules_sheet(comparison, book.add_worksheet(words.phrase("compare.sheet_rules")), words, bold)
        _people_sheet(comparison, book.add_worksheet(words.phrase("compare.sheet_people")), bold)
        write_sheets(comparison, parts, words, book)


def _rules_sheet(comparison: Comparison, sheet: Any, words: Wording, bold: Any) -> None:
    headings = ("item", "aspect", "old", "new")
    for place, key in enumerate(headings):
        sheet.write_string(0, place, words.phrase(f"compare.column_{key}"), bold)
    sheet.set_column(0, 1, _WIDE // 2)
    sheet.set_column(2, 3, _WIDE)
    sheet.freeze_panes(1, 0)
    line = 1
    for change in comparison.changes:
        told = change_in_words(change, words)
        for row in told.lines:
            sides = ("".join(part.text for part in side) for side in (row.old, row.new))
            for place, text in enumerate((told.title, row.what, *sides)):
                sheet.write_string(line, place, text)
            line += 1


def _people_sheet(comparison: Comparison, sheet: Any, bold: Any) -> None:
    rows = table(comparison)
    heading = next(rows)
    for place, text in enumerate(heading):
        sheet.write_string(0, place, text, bold)
    sheet.set_column(0, len(heading) - 1, _NARROW)
    sheet.freeze_panes(1, 1)
    numeric = {
        1 + 3 * place + part for place, one in enumerate(comparison.outputs) if one.is_number for part in range(3)
    }
    for line, row in enumerate(rows, start=1):
        for place, text in enumerate(row):
            if place in numeric and text and sum(letter.isdigit() for letter in text) <= _EXACT_IN_EXCEL:
                sheet.write_number(line, place, float(text))
            else:
                sheet.write_string(line, place, text)
    sheet.autofilter(0, 0, len(comparison.people), len(heading) - 1)
