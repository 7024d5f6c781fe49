"""A comparison as files for spreadsheets: everybody as CSV, the whole report as a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from starlette.requests import Request
from starlette.responses import Response

from kinerja_admin.admin.language import current_language
from kinerja_admin.admin.pages.access import RESULT_STAFF, reads_all
from kinerja_admin.admin.pages.asking import COMPARISON, Asked, asked_for_in, given_in, link_of
from kinerja_admin.admin.pages.breakdown import BY, in_order
from kinerja_admin.admin.pages.comparison_parts import attributions, labelled
from kinerja_admin.admin.pages.shown import Shown, shown_to
from kinerja_admin.admin.pages.spreadsheets import Cell, csv_file, xlsx_file
from kinerja_admin.admin.screens import Screen, current, door, say, session
from kinerja_admin.db.session import Session
from kinerja_admin.engine.attribution import GroupParts, Way
from kinerja_admin.engine.attribution_report import amounts_of, total_parts
from kinerja_admin.engine.comparison import OutputComparison
from kinerja_admin.engine.numbers import to_decimal
from kinerja_admin.engine.totals import decimals_told, is_summed, told_of
from kinerja_admin.errors import NotFound
from kinerja_admin.services.disclosure import note_export


def export_csv(request: Request) -> Response:
    """Everybody on both sides, as CSV."""
    with session(request) as db:
        shown, asked_for = _for_export(request, db)
        head = [text for text, _ in _columns(shown)]
        return csv_file(_file_name(asked_for, "csv"), head, list(_rows(shown)), current_language())


def export_xlsx(request: Request) -> Response:
    """Summary, rules, people, groups and what each change contributes, as a workbook."""
    with session(request) as db:
        shown, asked_for = _for_export(request, db)
        comparison = shown.comparison
        sides = [
            [say("Old"), comparison.old.id, comparison.old.title, comparison.old.digest, comparison.old.period],
            [say("New"), comparison.new.id, comparison.new.title, comparison.new.digest, comparison.new.period],
        ]
        rules = [[text.title, "\n".join(map(str, text.lines))] for text, _ in shown.rules]
        return xlsx_file(
            _file_name(asked_for, "xlsx"),
            [
                (say("Versions"), ["", say("Version"), say("Title"), say("Digest"), say("Period")], sides),
                (say("Rules"), [say("What changed"), say("How")], rules),
                (say("Summary"), [say("Output"), say("Measure"), say("Old"), say("New"), say("Difference"),
                                  say("Gained"), say("Same"), say("Lost")], list(_summary(shown))),
                (say("People"), [text for text, _ in _columns(shown)], list(_rows(shown))),
                (say("Groups"), [say("By"), say("Group"), say("People"), say("Gained"), say("Same"), say("Lost"),
                                 say("Output"), say("Measure"), say("Old"), say("New")], list(_group_rows(shown))),
                (say("Contributions"), [say("Output"), say("Measure"), say("By"), say("Group"), say("People"),
                                        say("Change"), say("Contribution"), say("Exact")],
                 list(_contributions(db, asked_for, shown))),
            ],
        )  # fmt: skip


def _for_export(request: Request, db: Session) -> tuple[Shown, Asked]:
    who = current(request)
    asked_for = asked_for_in(db, who, given_in(request))
    if not reads_all(who, asked_for.everybody.region):
        raise NotFound("SNAPSHOT_UNKNOWN")
    shown = shown_to(db, who, asked_for)
    note_export(door(request).session_maker, "result", {"comparison": link_of(asked_for)})
    return shown, asked_for


def _file_name(asked_for: Asked, ending: str) -> str:
    old, new = asked_for.old.id, asked_for.new.id
    return f"{new.region}-{new.policy}-{old.version}-{new.version}-{asked_for.everybody.period}.{ending}"


def _columns(shown: Shown) -> list[tuple[str, OutputComparison | None]]:
    fixed = ["NIP", say("Name"), say("Unit"), say("Class"), say("Status"), say("Sex")]
    columns: list[tuple[str, OutputComparison | None]] = [(text, None) for text in fixed]
    for one in shown.comparison.outputs:
        columns += [(f"{shown.label(one)} · {text}", one) for text in (say("old"), say("new"), say("change"))]
    return [*columns, (say("Error, old"), None), (say("Error, new"), None)]


def _rows(shown: Shown) -> Iterator[list[Cell]]:
    for one in shown.comparison.people:
        who = shown.report.people[one.id]
        row: list[Cell] = [who.nip, who.nama, who.unit, who.kelas, who.status, who.jenis_kelamin]
        for output in shown.comparison.outputs:
            row += [_cell(one.old.get(output.name), output), _cell(one.new.get(output.name), output)]
            row.append(_cell(one.delta(output.name), output))
        yield [*row, str(one.old_fault or ""), str(one.new_fault or "")]


def _cell(value: object, output: OutputComparison) -> Cell:
    if isinstance(value, Fraction):
        return to_decimal(value, output.decimals)
    return None if value is None else str(value)


def _measure(output: OutputComparison) -> str:
    """Whether people are told the sum of an output, or their average."""
    return say("sum") if is_summed(output.unit) else say("average per person")


def _told(amount: Fraction | None, people: int, output: OutputComparison) -> Cell:
    if amount is None:
        return None
    return to_decimal(told_of(amount, people, output.unit), decimals_told(output.unit, output.decimals))


def _summary(shown: Shown) -> Iterator[list[Cell]]:
    for one in shown.comparison.outputs:
        sums = [_told(value, one.compared, one) for value in (one.old_total, one.new_total, one.difference)]
        told = [_measure(one), *sums] if one.is_number else [None, None, None, None]
        yield [shown.label(one), *told, one.gained, one.same, one.lost]


def _group_rows(shown: Shown) -> Iterator[list[Cell]]:
    output = next((one for one in shown.comparison.outputs if one.is_number), None)
    if output is None:
        return
    for breakdown in shown.groups(output):
        for group in breakdown.groups:
            people = group.people.number
            yield [
                say(breakdown.title), group.name, people, group.gained.number, group.same.number, group.lost.number,
                shown.label(output), _measure(output),
                _told(group.old_total, people, output), _told(group.new_total, people, output),
            ]  # fmt: skip


def _contributions(db: Session, asked_for: Asked, shown: Shown) -> Iterator[list[Cell]]:
    """What each change contributes to each output, of everybody and of every group; each column adds up."""
    outputs = {one.name: one for one in shown.comparison.outputs}
    for found in attributions(db, asked_for, shown, Way.SEQUENTIAL):
        output, labels = outputs[found.output], labelled(shown, found)
        everybody = GroupParts(found.people, total_parts(found))
        groups = [("", "", everybody)]
        for key, grouping in shown.report.groupings.items():
            grouped = found.parts_by(grouping)
            groups += [(say(BY[key]), name, grouped[name]) for name in in_order(grouped)]
        for by, name, one in groups:
            amounts = amounts_of(one.parts, one.people, output)
            for label, amount, part, whole in zip(labels, amounts, one.parts, everybody.parts, strict=True):
                if whole or part:
                    exact = str(told_of(part, one.people, output.unit))
                    said = to_decimal(amount, decimals_told(output.unit, output.decimals))
                    yield [shown.label(output), _measure(output), by, name, one.people, label, said, exact]


SCREENS = (
    Screen("comparison-csv", COMPARISON + "/orang.csv", export_csv, roles=RESULT_STAFF),
    Screen("comparison-xlsx", COMPARISON + "/laporan.xlsx", export_xlsx, roles=RESULT_STAFF),
)
