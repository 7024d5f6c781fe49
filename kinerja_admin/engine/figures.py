"""What two evaluations say of one output: totals, who gains and who loses, how the changes are distributed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from kinerja_admin.engine.reference import Fault, StepValue
from kinerja_admin.engine.results_file import written

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_MOVERS = 10
_BUCKETS = 5


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
class Figures:
    """What two evaluations say of one output.

    Totals hold who has a result on both sides (``compared`` counts them), so that errors alone move nothing;
    ``no_longer`` is what those had who are newly in error, ``at_last`` what those get who no longer are.
    ``transitions`` counts old → new of outputs that are no numbers.
    """

    compared: int
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
class Grouping:
    """What people have in common: the names of the groups, and the place of each person's among them (−1: in none)."""

    names: tuple[str, ...]
    places: Sequence[int] | NDArray[Any]

    @classmethod
    def of(cls, keys: Iterable[str | None]) -> Grouping:
        """Groups by a key a person, in the order in which the keys are met."""
        known: dict[str, int] = {}
        places = [-1 if key is None else known.setdefault(key, len(known)) for key in keys]
        return cls(tuple(known), places)


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """What two evaluations say of one numeric output for people who have something in common."""

    people: int
    gained: int
    lost: int
    old_total: Fraction
    new_total: Fraction

    @property
    def same(self) -> int:
        """Who neither gains nor loses."""
        return self.people - self.gained - self.lost


def group_figures(name: str, people: Iterable[PersonDelta], grouping: Grouping) -> dict[str, GroupFigures]:
    """The same by group, person by person; who is in none, or has no value on both sides, is left out."""
    grouped: dict[str, list[tuple[Fraction, Fraction]]] = {}
    for person, place in zip(people, grouping.places, strict=True):
        delta = person.delta(name)
        if place >= 0 and delta is not None:
            grouped.setdefault(grouping.names[place], []).append((_number(person.old[name]), delta))
    return {key: _of_group(pairs) for key, pairs in grouped.items()}


def _of_group(pairs: Sequence[tuple[Fraction, Fraction]]) -> GroupFigures:
    old = sum((one for one, _ in pairs), Fraction(0))
    delta = sum((one for _, one in pairs), Fraction(0))
    gained, lost = sum(one > 0 for _, one in pairs), sum(one < 0 for _, one in pairs)
    return GroupFigures(len(pairs), gained, lost, old, old + delta)


def _number(value: StepValue) -> Fraction:
    return value if isinstance(value, Fraction) else Fraction(0)


def figures_of(name: str, people: Sequence[PersonDelta], *, is_number: bool) -> Figures:
    """Everything that is told of one output, person by person."""
    deltas = [(delta, person) for person in people if (delta := person.delta(name)) is not None]
    ordered = sorted(deltas, key=lambda pair: (pair[0], pair[1].id))
    gainers = [person for delta, person in reversed(ordered) if delta > 0]
    losers = [person for delta, person in ordered if delta < 0]
    return Figures(
        compared=len(deltas),
        old_total=_total(person.old.get(name) for _, person in deltas),
        new_total=_total(person.new.get(name) for _, person in deltas),
        no_longer=_total(person.old.get(name) for person in people if person.new_fault and not person.old_fault),
        at_last=_total(person.new.get(name) for person in people if person.old_fault and not person.new_fault),
        gained=len(gainers),
        same=sum(person.is_computable and not person.changed(name) for person in people),
        lost=len(losers),
        buckets=tuple(_buckets([delta for delta, _ in deltas])) if is_number else (),
        gainers=tuple(gainers[:MOST_MOVERS]),
        losers=tuple(losers[:MOST_MOVERS]),
        transitions={} if is_number else _transitions(name, people),
    )


def _total(values: Iterator[StepValue]) -> Fraction:
    return sum((value for value in values if isinstance(value, Fraction)), Fraction(0))


def _transitions(name: str, people: Sequence[PersonDelta]) -> dict[tuple[str, str], int]:
    pairs = [(person.old.get(name), person.new.get(name)) for person in people if person.changed(name)]
    counted = Counter((written(old, None), written(new, None)) for old, new in pairs)
    return dict(counted.most_common())


def _buckets(deltas: list[Fraction]) -> Iterator[Bucket]:
    width = bucket_width(max((abs(delta) for delta in deltas), default=Fraction(0)))
    counted = Counter(0 if width is None else _bucket_of(delta, width) for delta in deltas)
    return buckets_of(counted, width)


def bucket_width(largest: Fraction) -> Fraction | None:
    """The round width of at most five ranges up to the largest change; None where nothing changes."""
    return _round_width(largest / _BUCKETS) if largest else None


def buckets_of(counted: Mapping[int, int], width: Fraction | None) -> Iterator[Bucket]:
    """Ranges of one width: below zero up to their upper bound, zero by itself, above zero."""
    for place in range(min(counted, default=0), max(counted, default=-1) + 1):
        wide = width or Fraction(0)
        low = wide * (place - 1) if place > 0 else wide * place
        high = wide * place if place > 0 else wide * (place + 1) if place < 0 else Fraction(0)
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
