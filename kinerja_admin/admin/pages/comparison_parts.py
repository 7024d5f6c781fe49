"""Which change moves whom by how much, as a section that a comparison loads by itself, and the checks of its sides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from starlette.requests import Request
from starlette.responses import Response

from kinerja_admin.admin.pages.access import RESULT_STAFF, reads_all
from kinerja_admin.admin.pages.asking import COMPARISON, PARTS, Asked, asked_for_in, given_in, link_of
from kinerja_admin.admin.pages.breakdown import BY, in_order
from kinerja_admin.admin.pages.naming import name_of
from kinerja_admin.admin.pages.shown import Shown, shown_to
from kinerja_admin.admin.screens import Screen, current, page, session
from kinerja_admin.db.session import Session
from kinerja_admin.engine.attribution import MOST_WITHOUT_ORDER, Attribution, Way
from kinerja_admin.engine.attribution_report import amounts_of, difference_in_words, label_of, total_parts
from kinerja_admin.engine.comparison import OutputComparison
from kinerja_admin.engine.judgement_report import as_lines
from kinerja_admin.engine.totals import RUPIAH
from kinerja_admin.errors import NotFound
from kinerja_admin.services import comparisons


@dataclass(frozen=True, slots=True)
class Part:
    """What one change contributes to one output: its label and amount, and how many people it moves up and down."""

    label: str
    amount: Fraction
    gained: int
    lost: int


@dataclass(frozen=True, slots=True)
class Group:
    """People who have something in common: what each part is for them, and what the parts add up to."""

    name: str
    people: int
    amounts: tuple[Fraction, ...]

    @property
    def difference(self) -> Fraction:
        """What the parts add up to."""
        return sum(self.amounts, Fraction(0))


@dataclass(frozen=True, slots=True)
class OutputParts:
    """One output with its parts, which add up to its difference; the last may be what cannot be told apart.

    ``groups`` breaks the same parts down: who pays for a change, and who has it.
    """

    output: OutputComparison
    difference: str
    parts: tuple[Part, ...]
    groups: tuple[tuple[str, tuple[Group, ...]], ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """The section: how the differences were split, output by output."""

    way: Way
    outputs: tuple[OutputParts, ...]
    may_choose: bool


def section(request: Request) -> Response:
    """The section alone, for a page that has loaded without it."""
    with session(request) as db:
        who = current(request)
        asked_for = asked_for_in(db, who, given_in(request))
        if not reads_all(who, asked_for.everybody.region):
            raise NotFound("SNAPSHOT_UNKNOWN")
        shown = shown_to(db, who, asked_for)
        way = request.query_params.get(PARTS, "")
        return page(
            request,
            "pages/_comparison_parts.html",
            parts=parts_of(db, asked_for, shown, way),
            shown=shown,
            link=link_of(asked_for),
        )


def parts_of(db: Session, asked_for: Asked, shown: Shown, way: str) -> Parts:
    """The section, for a reader who may see people: a part may stand for a single one."""
    chosen = Way(way) if way in set(Way) else Way.SEQUENTIAL
    outputs = {one.name: one for one in outputs_moved(shown)}
    found = attributions(db, asked_for, shown, chosen)
    told = tuple(
        _of_output(shown, outputs[one.output], one, is_first=one is found[0]) for one in found if len(one.shares) > 1
    )
    return Parts(found[0].way if found else chosen, told, any(len(one.shares) <= MOST_WITHOUT_ORDER for one in found))


def outputs_moved(shown: Shown) -> list[OutputComparison]:
    """The outputs of which there is something to tell apart."""
    return [one for one in shown.comparison.outputs if one.is_number and (one.gained or one.lost)]


def attributions(db: Session, asked_for: Asked, shown: Shown, way: Way) -> Sequence[Attribution]:
    """The parts of every output that somebody gains or loses in."""
    names = [one.name for one in outputs_moved(shown)]
    return comparisons.parts(db, asked_for.everybody, asked_for.old, asked_for.new, way, names) if names else ()


def _of_output(shown: Shown, output: OutputComparison, found: Attribution, *, is_first: bool) -> OutputParts:
    amounts = amounts_of(total_parts(found), found.people, output)
    named = labelled(shown, found)
    counts = [*((share.gained, share.lost) for share in found.shares), (0, 0)]
    parts = [Part(label, amount, *count) for label, amount, count in zip(named, amounts, counts, strict=True)]
    told = [place for place, part in enumerate(parts) if part.amount or part.gained or part.lost]
    if found.inseparable_people and told[-1:] != [len(parts) - 1]:
        told.append(len(parts) - 1)
    groups = _groups(shown, output, found, told) if is_first or output.unit == RUPIAH else ()
    said = difference_in_words(found, output, shown.words)
    return OutputParts(output, said, tuple(parts[place] for place in told), tuple(groups))


def labelled(shown: Shown, found: Attribution) -> list[str]:
    """What each part is called, the inseparable one last."""
    named = (label_of(share.item, shown.comparison, shown.words) for share in found.shares)
    return [*named, shown.words.phrase("attribution.column_inseparable")]


def _groups(
    shown: Shown, output: OutputComparison, found: Attribution, told: Sequence[int]
) -> Iterator[tuple[str, tuple[Group, ...]]]:  # fmt: skip
    for key, grouping in shown.report.groupings.items():
        grouped = found.parts_by(grouping)
        rows = []
        for name in in_order(grouped):
            one = grouped[name]
            amounts = amounts_of(one.parts, one.people, output)
            rows.append(Group(name, one.people, tuple(amounts[place] for place in told)))
        yield BY[key], tuple(rows)


def checks_of(db: Session, asked_for: Asked, shown: Shown) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What the checks over everybody say of either side, for a reader who may see people."""
    if not shown.sees_people:
        return ()
    sides = (asked_for.old, asked_for.new)
    judged = ((one, comparisons.judged(db, asked_for.everybody, one)) for one in sides)
    told = ((name_of(one), tuple(as_lines(found, one, shown.words))) for one, found in judged)
    return tuple(one for one in told if one[1])


SCREENS = (Screen("comparison-parts", COMPARISON + "/bagian", section, roles=RESULT_STAFF),)
