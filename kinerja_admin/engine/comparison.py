"""Two evaluations → what it means for people: deltas, who gains and who loses, totals, and why nothing changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from fractions import Fraction
from typing import Protocol

from kinerja_admin.engine.difference import Change, difference
from kinerja_admin.engine.figures import Figures, GroupFigures, Grouping, PersonDelta, figures_of, group_figures
from kinerja_admin.engine.policy import Policy
from kinerja_admin.engine.reference import Evaluation, Result
from kinerja_admin.engine.unchanged import reasons_of


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: by which content and for which period."""

    id: str
    title: str
    digest: str
    period: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputComparison(Figures):
    """One output over everybody who stands on both sides."""

    name: str
    label: str
    unit: str
    decimals: int | None
    is_number: bool
    is_payable: bool


class Pairs(Protocol):
    """Two evaluations of people who stand on both sides; ids of those who are in error on one, or on both."""

    @property
    def people(self) -> Sequence[PersonDelta]:
        """Everybody who stands on both sides."""

    @property
    def only_old(self) -> tuple[str, ...]:
        """Who stands on the old side alone."""

    @property
    def only_new(self) -> tuple[str, ...]:
        """Who stands on the new side alone."""

    @property
    def newly_computable(self) -> tuple[str, ...]:
        """Who is in error on the old side alone."""

    @property
    def newly_failing(self) -> tuple[str, ...]:
        """Who is in error on the new side alone."""

    @property
    def failing_in_both(self) -> tuple[str, ...]:
        """Who is in error on both sides."""

    @property
    def ids(self) -> Sequence[str]:
        """Everybody who stands on both sides, in order."""

    def figures(self, name: str, *, is_number: bool) -> Figures:
        """Everything that is told of one output."""

    def grouped(self, name: str, grouping: Grouping) -> Mapping[str, GroupFigures]:
        """A numeric output by group; who is in none, or has no value on both sides, is left out."""

    def deltas(self, name: str) -> Sequence[Fraction]:
        """How much more of a numeric output the new side gives everybody; 0 where that cannot be said."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that two evaluations say side by side."""

    old: Side
    new: Side
    changes: tuple[Change, ...]
    outputs: tuple[OutputComparison, ...]
    pairs: Pairs = field(compare=False, repr=False)
    people: Sequence[PersonDelta]
    newly_computable: tuple[str, ...]
    newly_failing: tuple[str, ...]
    failing_in_both: tuple[str, ...]
    only_old: tuple[str, ...]
    only_new: tuple[str, ...]
    reasons: tuple[str, ...]

    @property
    def nothing_changed(self) -> bool:
        """Whether every person has the same result on both sides."""
        computable = len(self.people) - len(self.failing_in_both)
        return not (self.newly_computable or self.newly_failing) and all(one.same == computable for one in self.outputs)


def compare(old: Evaluation, new: Evaluation) -> Comparison:
    """Lay two evaluations side by side, people by id."""
    pairs = _paired(old, new)
    names = _shared_outputs(old.policy, new.policy)
    changes = difference(old.policy, new.policy)
    made = Comparison(
        old=_side(old),
        new=_side(new),
        changes=changes,
        outputs=tuple(_output(name, old.policy, new.policy, pairs) for name in names),
        pairs=pairs,
        people=pairs.people,
        newly_computable=pairs.newly_computable,
        newly_failing=pairs.newly_failing,
        failing_in_both=pairs.failing_in_both,
        only_old=pairs.only_old,
        only_new=pairs.only_new,
        reasons=(),
    )
    if not made.nothing_changed:
        return made
    return replace(made, reasons=tuple(reasons_of(old, new, changes)))


def _side(evaluation: Evaluation) -> Side:
    policy = evaluation.policy
    return Side(str(policy.id), policy.title, policy.digest, str(evaluation.period))


@dataclass(frozen=True, slots=True)
class OneByOne:
    """Two evaluations person by person."""

    people: Sequence[PersonDelta]
    only_old: tuple[str, ...] = ()
    only_new: tuple[str, ...] = ()

    @property
    def ids(self) -> Sequence[str]:
        """Everybody who stands on both sides, in order."""
        return [one.id for one in self.people]

    @property
    def newly_computable(self) -> tuple[str, ...]:
        """Who is in error on the old side alone."""
        return tuple(one.id for one in self.people if one.old_fault and not one.new_fault)

    @property
    def newly_failing(self) -> tuple[str, ...]:
        """Who is in error on the new side alone."""
        return tuple(one.id for one in self.people if one.new_fault and not one.old_fault)

    @property
    def failing_in_both(self) -> tuple[str, ...]:
        """Who is in error on both sides."""
        return tuple(one.id for one in self.people if one.new_fault and one.old_fault)

    def figures(self, name: str, *, is_number: bool) -> Figures:
        """Everything that is told of one output."""
        return figures_of(name, self.people, is_number=is_number)

    def grouped(self, name: str, grouping: Grouping) -> Mapping[str, GroupFigures]:
        """A numeric output by group; who is in none, or has no value on both sides, is left out."""
        return group_figures(name, self.people, grouping)

    def deltas(self, name: str) -> Sequence[Fraction]:
        """How much more of a numeric output the new side gives everybody; 0 where that cannot be said."""
        return [one.delta(name) or Fraction(0) for one in self.people]


def _one_by_one(old: Evaluation, new: Evaluation) -> OneByOne:
    """People paired by id; who stands there several times is paired in order."""
    waiting: dict[str, list[Result]] = {}
    for result in new.results:
        waiting.setdefault(result.id, []).append(result)
    people: list[PersonDelta] = []
    only_old: list[str] = []
    for result in old.results:
        matches = waiting.get(result.id)
        if not matches:
            only_old.append(result.id)
            continue
        other = matches.pop(0)
        people.append(PersonDelta(result.id, result.values, other.values, result.fault, other.fault))
    return OneByOne(people, tuple(only_old), tuple(one.id for left in waiting.values() for one in left))


def _paired(old: Evaluation, new: Evaluation) -> Pairs:
    """Both sides in columns where they hold the same people in the same order, otherwise person by person."""
    if isinstance(old.results, tuple) or isinstance(new.results, tuple):
        return _one_by_one(old, new)
    from kinerja_admin.engine.columns.comparing import pairs_of  # noqa: PLC0415 - heavy, and there by now

    return pairs_of(old, new) or _one_by_one(old, new)


def _shared_outputs(old: Policy, new: Policy) -> list[str]:
    """Outputs that both sides have, or that one shows and the other works out as a step; payable ones first."""
    names = [*new.outputs, *(name for name in old.outputs if name not in new.outputs)]
    shared = [name for name in names if name in old.steps and name in new.steps]
    return sorted(shared, key=lambda name: not (name in new.outputs and new.outputs[name].payable))


def _output(name: str, old: Policy, new: Policy, pairs: Pairs) -> OutputComparison:
    step = new.steps[name]
    is_number = step.shape.kind.is_number and old.steps[name].shape.kind.is_number
    shown = new.outputs.get(name) or old.outputs[name]
    places = [one.decimals for one in (old.steps[name], step) if one.decimals is not None]
    figures = pairs.figures(name, is_number=is_number)
    return OutputComparison(
        name=name,
        label=shown.label,
        unit=step.unit,
        decimals=max(places) if places else None,
        is_number=is_number,
        is_payable=shown.payable,
        **{one.name: getattr(figures, one.name) for one in fields(Figures)},
    )
