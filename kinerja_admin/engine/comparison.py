"""Two evaluations → what it means for people: deltas, who gains and who loses, totals, and why nothing changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from kinerja_admin.engine.difference import Change, difference
from kinerja_admin.engine.policy import Policy, value_at
from kinerja_admin.engine.reference import Evaluation, Fault, Result, StepValue
from kinerja_admin.engine.results_file import written

MOST_MOVERS = 10
_BUCKETS = 5


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: by which content and for which period."""

    id: str
    title: str
    digest: str
    period: str


@dataclass(frozen=True, slots=True)
class PersonDelta:
    """One person on both sides; a side in error has a fault, and what came out there counts for nothing."""

    id: str
    old: Mapping[str, StepValue]
    new: Mapping[str, StepValue]
    old_fault: Fault | None
    new_fault: Fault | None

    @property
    def is_computable(self) -> bool:
        """Whether both sides have a result."""
        return self.old_fault is None and self.new_fault is None

    def delta(self, output: str) -> Fraction | None:
        """How much more the new side gives; None where that cannot be said."""
        old, new = self.old.get(output), self.new.get(output)
        if not self.is_computable or not isinstance(old, Fraction) or not isinstance(new, Fraction):
            return None
        return new - old

    def changed(self, output: str) -> bool:
        """Whether the result is another one."""
        return self.is_computable and self.old.get(output) != self.new.get(output)


@dataclass(frozen=True, slots=True)
class Bucket:
    """How many deltas lie in a range; the zero bucket has both bounds 0."""

    low: Fraction
    high: Fraction
    count: int


@dataclass(frozen=True, slots=True)
class OutputComparison:
    """One output over everybody who stands on both sides.

    Totals hold who has a result on both sides, so that errors alone move nothing; ``no_longer`` is what those had who
    are newly in error, ``at_last`` what those get who no longer are. ``transitions`` counts old → new of outputs that
    are no numbers.
    """

    name: str
    label: str
    unit: str
    decimals: int | None
    is_number: bool
    is_payable: bool
    old_total: Fraction
    new_total: Fraction
    no_longer: Fraction
    at_last: Fraction
    gained: int
    same: int
    lost: int
    buckets: tuple[Bucket, ...]
    gainers: tuple[PersonDelta, ...]
    losers: tuple[PersonDelta, ...]
    transitions: Mapping[tuple[str, str], int]

    @property
    def difference(self) -> Fraction:
        """New total less old total."""
        return self.new_total - self.old_total


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that two evaluations say side by side."""

    old: Side
    new: Side
    changes: tuple[Change, ...]
    outputs: tuple[OutputComparison, ...]
    people: tuple[PersonDelta, ...]
    newly_computable: tuple[str, ...]
    newly_failing: tuple[str, ...]
    failing_in_both: tuple[str, ...]
    only_old: tuple[str, ...]
    only_new: tuple[str, ...]
    reasons: tuple[str, ...]

    @property
    def nothing_changed(self) -> bool:
        """Whether every person has the same result on both sides."""
        return not (self.newly_computable or self.newly_failing) and all(
            not person.changed(one.name) for one in self.outputs for person in self.people
        )


def compare(old: Evaluation, new: Evaluation) -> Comparison:
    """Lay two evaluations side by side, people by id."""
    people, only_old, only_new = _paired(old, new)
    outputs = tuple(_output(name, old.policy, new.policy, people) for name in _shared_outputs(old.policy, new.policy))
    changes = difference(old.policy, new.policy)
    made = Comparison(
        old=_side(old),
        new=_side(new),
        changes=changes,
        outputs=outputs,
        people=people,
        newly_computable=tuple(one.id for one in people if one.old_fault and not one.new_fault),
        newly_failing=tuple(one.id for one in people if one.new_fault and not one.old_fault),
        failing_in_both=tuple(one.id for one in people if one.new_fault and one.old_fault),
        only_old=only_old,
        only_new=only_new,
        reasons=(),
    )
    if not made.nothing_changed:
        return made
    return replace(made, reasons=tuple(_reasons(old, new, changes)))


def _side(evaluation: Evaluation) -> Side:
    policy = evaluation.policy
    return Side(str(policy.id), policy.title, policy.digest, str(evaluation.period))


def _paired(old: Evaluation, new: Evaluation) -> tuple[tuple[PersonDelta, ...], tuple[str, ...], tuple[str, ...]]:
    """People by id; who stands there several times is paired in order."""
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
    only_new = [one.id for left in waiting.values() for one in left]
    return tuple(people), tuple(only_old), tuple(only_new)


def _shared_outputs(old: Policy, new: Policy) -> list[str]:
    """Outputs that both sides have, or that one shows and the other works out as a step; payable ones first."""
    names = [*new.outputs, *(name for name in old.outputs if name not in new.outputs)]
    shared = [name for name in names if name in old.steps and name in new.steps]
    return sorted(shared, key=lambda name: not (name in new.outputs and new.outputs[name].payable))


def _output(name: str, old: Policy, new: Policy, people: tuple[PersonDelta, ...]) -> OutputComparison:
    step = new.steps[name]
    is_number = step.shape.kind.is_number and old.steps[name].shape.kind.is_number
    shown = new.outputs.get(name) or old.outputs[name]
    deltas = [(delta, person) for person in people if (delta := person.delta(name)) is not None]
    ordered = sorted(deltas, key=lambda pair: (pair[0], pair[1].id))
    gainers = [person for delta, person in reversed(ordered) if delta > 0]
    losers = [person for delta, person in ordered if delta < 0]
    same = sum(person.is_computable and not person.changed(name) for person in people)
    places = [one.decimals for one in (old.steps[name], step) if one.decimals is not None]
    return OutputComparison(
        name=name,
        label=shown.label,
        unit=step.unit,
        decimals=max(places) if places else None,
        is_number=is_number,
        is_payable=shown.payable,
        old_total=_total(person.old.get(name) for _, person in deltas),
        new_total=_total(person.new.get(name) for _, person in deltas),
        no_longer=_total(person.old.get(name) for person in people if person.new_fault and not person.old_fault),
        at_last=_total(person.new.get(name) for person in people if person.old_fault and not person.new_fault),
        gained=len(gainers),
        same=same,
        lost=len(losers),
        buckets=tuple(_buckets([delta for delta, _ in deltas])) if is_number else (),
        gainers=tuple(gainers[:MOST_MOVERS]),
        losers=tuple(losers[:MOST_MOVERS]),
        transitions={} if is_number else _transitions(name, people),
    )


def _total(values: Iterator[StepValue]) -> Fraction:
    return sum((value for value in values if isinstance(value, Fraction)), Fraction(0))


def _transitions(name: str, people: tuple[PersonDelta, ...]) -> dict[tuple[str, str], int]:
    pairs = [(person.old.get(name), person.new.get(name)) for person in people if person.changed(name)]
    counted = Counter((written(old, None), written(new, None)) for old, new in pairs)
    return dict(counted.most_common())


def _buckets(deltas: list[Fraction]) -> Iterator[Bucket]:
    """Ranges of round width, at most five a side: below zero up to their upper bound, zero by itself, above zero."""
    largest = max((abs(delta) for delta in deltas), default=Fraction(0))
    if not largest:
        if deltas:
            yield Bucket(Fraction(0), Fraction(0), len(deltas))
        return
    width = _round_width(largest / _BUCKETS)
    counted = Counter(_bucket_of(delta, width) for delta in deltas)
    for place in range(min(counted), max(counted) + 1):
        low = width * (place - 1) if place > 0 else width * place
        high = width * place if place > 0 else width * (place + 1) if place < 0 else Fraction(0)
        yield Bucket(low if place else Fraction(0), high, counted.get(place, 0))


def _bucket_of(delta: Fraction, width: Fraction) -> int:
    """1 for what lies above 0 up to one width, 2 for the next, −1 for what lies below 0 down to one width, 0 for 0."""
    size = -(-abs(delta) // width)
    return int(size) if delta >= 0 else -int(size)


def _round_width(least: Fraction) -> Fraction:
    """The smallest of 1, 2, 5, 10, 20, 50 … (and their decimal parts) that is not below."""
    ten = Fraction(1)
    while ten * 10 <= least:
        ten *= 10
    while ten > least:
        ten /= 10
    return next(ten * times for times in (1, 2, 5, 10) if ten * times >= least)


# --- nothing changed, because … ---------------------------------------------------------------------------------------


def _reasons(old: Evaluation, new: Evaluation, changes: tuple[Change, ...]) -> Iterator[str]:
    """Why every result is the same: keys of phrases under ``unchanged``."""
    if old.policy.digest == new.policy.digest:
        if old.period == new.period:
            yield "same_content"
        else:
            yield "nobody_affected"
        return
    working = [change for change in changes if change.may_change_results]
    if not working:
        yield "only_texts"
        return
    used = _used(old.policy) | _used(new.policy)
    relevant = [change for change in working if change.section in {"rounding", "checks"} or change.name in used]
    if not relevant:
        yield "not_used"
    elif all(_holds_later(change, old, new) for change in relevant):
        yield "other_months"
    else:
        yield "nobody_affected"


def _used(policy: Policy) -> set[str]:
    """Everything that an output rests on."""
    found: set[str] = set()
    waiting = [*policy.outputs]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        step = policy.steps.get(name)
        if step is None:
            continue
        for formula in step.formulas:
            waiting += [*formula.names, *formula.tables]
            if "WEIGHTED_SCORE" in formula.text:
                waiting += [one.score for one in policy.indicators.values()]
        if step.indicator:
            indicator = policy.indicators[step.indicator]
            found.add(step.indicator)
            waiting += [*indicator.applies.names, *indicator.applies.tables] if indicator.applies else []
    return found


def _holds_later(change: Change, old: Evaluation, new: Evaluation) -> bool:
    """Whether a dated constant or table is the same in the periods that were compared."""
    if change.section == "parameters":
        one, other = old.policy.parameters.get(change.name), new.policy.parameters.get(change.name)
        if one and other:
            return value_at(one.values, old.period.first).value == value_at(other.values, new.period.first).value
    if change.section == "tables":
        first, second = old.policy.tables.get(change.name), new.policy.tables.get(change.name)
        if first and second:
            return value_at(first.contents, old.period.first).value == value_at(second.contents, new.period.first).value
    return False
