"""A comparison broken down by unit, class, status and sex; small groups are hidden from readers without the right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from kinerja_admin.engine.comparison import Comparison, OutputComparison, PersonDelta
from kinerja_admin.locale import mark
from kinerja_admin.services.comparisons import Person

SMALLEST = 5
"""Groups of fewer people say too much about each of them."""

_BY: Mapping[str, Callable[[Person], str]] = {
    mark("By unit"): lambda person: person.unit or "–",
    mark("By class of position"): lambda person: person.kelas,
    mark("By status"): lambda person: person.status,
    mark("By sex"): lambda person: person.jenis_kelamin,
}


@dataclass(frozen=True, slots=True)
class Group:
    """People who have something in common; totals are None where the group is too small for the reader."""

    name: str
    people: int | None
    gained: int | None
    same: int | None
    lost: int | None
    old_total: Fraction | None
    new_total: Fraction | None

    @property
    def difference(self) -> Fraction | None:
        """New total less old total."""
        if self.old_total is None or self.new_total is None:
            return None
        return self.new_total - self.old_total


@dataclass(frozen=True, slots=True)
class Breakdown:
    """One way of grouping."""

    title: str
    groups: tuple[Group, ...]


def breakdowns(
    comparison: Comparison, output: OutputComparison, people: Mapping[str, Person], *, shows_small: bool
) -> tuple[Breakdown, ...]:
    """Every way of grouping, for one numeric output, over those who have a result on both sides."""
    found = []
    for title, of in _BY.items():
        grouped: dict[str, list[PersonDelta]] = {}
        for one in comparison.people:
            if one.id in people and one.delta(output.name) is not None:
                grouped.setdefault(of(people[one.id]), []).append(one)
        names = sorted(grouped, key=_natural)
        found.append(Breakdown(title, tuple(_groups(names, grouped, output.name, shows_small=shows_small))))
    return tuple(found)


def _groups(
    names: Iterable[str], grouped: Mapping[str, list[PersonDelta]], output: str, *, shows_small: bool
) -> Iterable[Group]:
    """The groups; where exactly one is hidden the next smallest is hidden too, so that no remainder gives it away."""
    listed = list(names)
    small = set() if shows_small else {name for name in listed if len(grouped[name]) < SMALLEST}
    if len(small) == 1 and len(listed) > 1:
        small.add(min((name for name in listed if name not in small), key=lambda name: len(grouped[name])))
    for name in listed:
        if name in small:
            yield Group(name, None, None, None, None, None, None)
        else:
            yield _group(name, grouped[name], output)


def _group(name: str, people: list[PersonDelta], output: str) -> Group:
    deltas = [one.delta(output) or Fraction(0) for one in people]
    return Group(
        name,
        len(people),
        sum(delta > 0 for delta in deltas),
        sum(delta == 0 for delta in deltas),
        sum(delta < 0 for delta in deltas),
        sum((_number(one.old[output]) for one in people), Fraction(0)),
        sum((_number(one.new[output]) for one in people), Fraction(0)),
    )


def _number(value: object) -> Fraction:
    return value if isinstance(value, Fraction) else Fraction(0)


def _natural(name: str) -> tuple[int, int, str]:
    return (0, int(name), "") if name.isdigit() else (1, 0, name)
