"""Which changed item moves whom by how much: parts of a difference that add up to it exactly.

*Sequential*: the items are changed one after the other, each after what it rests on; a part is what its item moves when
its turn comes. *Shapley*, free of order: a part is the average of what its item moves over all orders, exactly, as a
fraction; for up to eight items. Either way the parts of each person, and of the totals, add up to the difference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import combinations
from math import factorial

from kinerja_admin.engine.facts import Rows
from kinerja_admin.engine.figures import Grouping
from kinerja_admin.engine.mixing import Item, Mixer
from kinerja_admin.engine.numbers import Rounding, RoundingMode
from kinerja_admin.engine.reference import Evaluation

MOST_WITHOUT_ORDER = 8
"""So many items give 256 policies to work out; twice as many would give 65,536."""


class Way(StrEnum):
    """How a difference is split."""

    SEQUENTIAL = "sequential"
    SHAPLEY = "shapley"


@dataclass(frozen=True, slots=True)
class Share:
    """What one item moves of one output: the sum over everybody, and how many people it moves up and down."""

    item: Item
    total: Fraction
    gained: int
    lost: int


@dataclass(frozen=True, slots=True)
class GroupParts:
    """The parts of the people of one group, the inseparable one last; ``people`` have a result on both sides."""

    people: int
    parts: tuple[Fraction, ...]

    @property
    def difference(self) -> Fraction:
        """What the parts add up to."""
        return sum(self.parts, Fraction(0))


@dataclass(frozen=True, slots=True)
class Attribution:
    """One output's difference, item by item, over the ``people`` who have a result on both sides.

    ``shares`` and ``inseparable`` add up to ``difference``. Inseparable is the difference of people for whom one of the
    policies in between has no result; ``inseparable_people`` counts them. ``parts_of`` gives one person's parts and
    ``parts_by`` those of groups, the inseparable one last.
    """

    output: str
    way: Way
    people: int
    difference: Fraction
    shares: tuple[Share, ...]
    inseparable: Fraction
    inseparable_people: int
    parts_of: Callable[[int], tuple[Fraction, ...]]
    parts_by: Callable[[Grouping], Mapping[str, GroupParts]]


def attribute(
    old: Evaluation, new: Evaluation, facts: tuple[Rows, Rows], outputs: Sequence[str], way: Way
) -> tuple[Attribution, ...]:
    """Split the difference of each numeric output over the items that changed.

    ``facts`` are those of the same people in the same order, as the old and as the new version asks for them.
    """
    from kinerja_admin.engine.columns.parts import Splitter  # noqa: PLC0415 - heavy

    mixer = Mixer(old.policy, new.policy, new.period)
    if way is Way.SHAPLEY and len(mixer.items) > MOST_WITHOUT_ORDER:
        way = Way.SEQUENTIAL
    return Splitter(mixer, (old, new), facts, outputs).split(way)


def weights(way: Way, items: int) -> tuple[int, Mapping[int, Mapping[frozenset[int], int]]]:
    """A divisor, and for each item the whole weight of each policy in between: its part is their sum over the divisor.

    In order an item's part is the policy with it less the one before. Without order it is the average over all orders:
    a set of s items comes before an item in s! · (n − 1 − s)! of the n! orders.
    """
    if way is Way.SEQUENTIAL:
        return 1, {item: {frozenset(range(item + 1)): 1, frozenset(range(item)): -1} for item in range(items)}
    found: dict[int, dict[frozenset[int], int]] = {}
    for item in range(items):
        found[item] = terms = {}
        for before in _subsets([other for other in range(items) if other != item]):
            times = factorial(len(before)) * factorial(items - 1 - len(before))
            terms[before | {item}] = times
            terms[before] = -times
    return factorial(items), found


def _subsets(items: Sequence[int]) -> Iterator[frozenset[int]]:
    return (frozenset(some) for size in range(len(items) + 1) for some in combinations(items, size))


def shown_parts(parts: Sequence[Fraction], decimals: int) -> tuple[Fraction, ...]:
    """Parts as decimals that still add up to their sum as it is shown: rounded half away from zero where need be.

    Each is cut down, and what is left over goes, one last digit each, to the parts that lost most by it, of equal ones
    to the first.
    """
    unit = Fraction(1, 10**decimals)
    cut = [(part / unit).__floor__() for part in parts]
    whole = int(Rounding(unit, RoundingMode.HALF_UP).apply(sum(parts, Fraction(0))) / unit)
    first = sorted(range(len(parts)), key=lambda place: (cut[place] - parts[place] / unit, place))
    for place in first[: whole - sum(cut)]:
        cut[place] += 1
    return tuple(one * unit for one in cut)
