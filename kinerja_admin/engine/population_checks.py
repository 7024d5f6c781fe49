"""Checks over everybody: how high a total may be, and how large a share of the people may have one result.

People in error are left out and counted: an amount that could not be worked out is no amount of zero.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import compress
from typing import Protocol

from kinerja_admin.engine.facts import Rows
from kinerja_admin.engine.people import written as cell_as_text
from kinerja_admin.engine.policy import Check, Plain
from kinerja_admin.engine.reference import Evaluation, PersonState, Prepared
from kinerja_admin.engine.results_file import written as step_as_text


@dataclass(frozen=True, slots=True)
class Judgement:
    """What came of one check, of everybody or of one group: the total or the share in percent against its bound.

    ``side`` is ``at_most`` or ``at_least``. ``counted`` are the people whose result counts, ``left_out`` those without.
    """

    check: Check
    side: str
    value: Fraction
    bound: Fraction
    holds: bool
    counted: int
    left_out: int
    group: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """Of some people: how many they are, how many have a result, and how many the one that was asked for."""

    people: int = 0
    counted: int = 0
    alike: int = 0


class View(Protocol):
    """One output of everybody, as checks look at it."""

    def total(self) -> Fraction:
        """The exact sum over the people who have a result."""

    def tallies(self, within: str, wanted: Plain | None) -> Mapping[str, Tally]:
        """Everybody by group: all in the group without a name, as are those of whom the group is not known."""


def judgements(evaluation: Evaluation, facts: Rows) -> tuple[Judgement, ...]:
    """Every total and share of a policy over a population; of a share within groups one for each group."""
    prepared = Prepared(evaluation.policy, evaluation.period)
    found: list[Judgement] = []
    for check in evaluation.policy.checks:
        if check.bounds and check.settings.get("output"):
            bounds, view = _bounds(check, prepared), _view(evaluation, facts, check.settings["output"])
            found += _of_total(check, bounds, view) if check.kind == "total" else _of_share(check, bounds, view)
    return tuple(found)


def failing(found: Sequence[Judgement]) -> tuple[Judgement, ...]:
    """Those that do not hold and are more than a warning."""
    return tuple(one for one in found if not one.holds and not one.check.is_warning)


def _bounds(check: Check, prepared: Prepared) -> dict[str, Fraction]:
    """The bounds of constants, in the period."""
    nobody = PersonState(prepared, {})
    values = {side: nobody.evaluation.work_out(formula) for side, formula in check.bounds.items()}
    return {side: value for side, value in values.items() if isinstance(value, Fraction)}


def _of_total(check: Check, bounds: Mapping[str, Fraction], view: View) -> Iterator[Judgement]:
    everybody = view.tallies("", None).get("", Tally())
    yield from _against(check, bounds, view.total(), everybody, "")


def _of_share(check: Check, bounds: Mapping[str, Fraction], view: View) -> Iterator[Judgement]:
    for group, tally in sorted(view.tallies(check.settings.get("within", ""), check.equals).items()):
        if tally.counted:
            yield from _against(check, bounds, Fraction(tally.alike * 100, tally.counted), tally, group)


def _against(
    check: Check, bounds: Mapping[str, Fraction], value: Fraction, tally: Tally, group: str
) -> Iterator[Judgement]:  # fmt: skip
    for side, bound in bounds.items():
        holds = value <= bound if side == "at_most" else value >= bound
        yield Judgement(check, side, value, bound, holds, tally.counted, tally.people - tally.counted, group)


class _OneByOne:
    """One output of everybody, person by person."""

    def __init__(self, evaluation: Evaluation, facts: Rows, output: str) -> None:
        self.evaluation, self.facts, self.output = evaluation, facts, output
        self.values = [None if one.fault else one.values.get(output) for one in evaluation.results]

    def total(self) -> Fraction:
        return sum((value for value in self.values if isinstance(value, Fraction)), Fraction(0))

    def tallies(self, within: str, wanted: Plain | None) -> Mapping[str, Tally]:
        groups = self._groups(within)
        has = [value is not None for value in self.values]
        alike = [value == wanted and isinstance(value, bool) is isinstance(wanted, bool) for value in self.values]
        people, counted, found = Counter(groups), Counter(compress(groups, has)), Counter(compress(groups, alike))
        return {group: Tally(people[group], counted[group], found[group]) for group in people}

    def _groups(self, within: str) -> Sequence[str]:
        if not within:
            return ("",) * len(self.values)
        step = self.evaluation.policy.steps.get(within)
        if step is not None:
            return [step_as_text(one.values.get(within), step.decimals) for one in self.evaluation.results]
        return [cell_as_text(self.facts.row(place).get(within)) for place in range(len(self.facts))]


def _view(evaluation: Evaluation, facts: Rows, output: str) -> View:
    if isinstance(evaluation.results, tuple):
        return _OneByOne(evaluation, facts, output)
    from kinerja_admin.engine.columns.evaluation import columns_of  # noqa: PLC0415 - heavy, and there by now
    from kinerja_admin.engine.columns.observed import ColumnView  # noqa: PLC0415 - as above

    return ColumnView(columns_of(evaluation), output)
