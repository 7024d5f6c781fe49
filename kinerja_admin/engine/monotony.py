"""Whether an output only ever moves one way when one fact rises: searched for two people who show that it does not.

The people are those of the policy's own tests, each also with every other fact at its edges; the fact in question goes
through all its edges and a grid between them, and everybody is worked out in columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, repeat

from kinerja_admin.engine.candidates import candidates_for, edges_of
from kinerja_admin.engine.facts import Cell, Facts
from kinerja_admin.engine.numbers import plain
from kinerja_admin.engine.people import written
from kinerja_admin.engine.policy import Basis, Input, Kind, Plain, Policy
from kinerja_admin.errors import Location, Problem, Severity

_MOST_VALUES = 160
_MOST_PEOPLE = 240
_GRID = 40
_WIDEST = 200
"""Where a fact has no upper bound and no edge above zero, it is tried up to here."""

_Person = tuple[Mapping[str, Cell], Mapping[str, Cell]]
"""The facts of somebody, and the one that is changed."""


@dataclass(frozen=True, slots=True)
class Counterexample:
    """Two people alike but for one fact: its two values, and what comes out for each."""

    low: str
    high: str
    at_low: str
    at_high: str
    facts: Mapping[str, str]

    @property
    def told(self) -> dict[str, str]:
        """As a finding tells it."""
        facts = "; ".join(f"{name} = {text}" for name, text in self.facts.items()) or "–"
        return {"low": self.low, "high": self.high, "at_low": self.at_low, "at_high": self.at_high, "facts": facts}


def one_way(policy: Policy, file: str) -> Iterator[Problem]:
    """Outputs that fall where a check says they rise, and scores that reward the wrong direction, each with a pair."""
    for check in policy.checks:
        if check.kind == "monotone" and all(check.settings.values()):
            output, asked = check.settings["output"], check.settings["input"]
            found = counterexample(policy, output, asked, up=check.settings["direction"] == "up")
            if found is not None:
                severity = Severity.WARNING if check.is_warning else Severity.ERROR
                told = {"name": check.id, "output": output, "input": asked, **found.told}
                yield Problem("CHECK_BROKEN", severity, told, _place(check.basis, file))
    for one in policy.indicators.values():
        asked = f"{one.name}_realisasi"
        if one.direction and asked in policy.inputs and one.score in policy.steps:
            found = counterexample(policy, one.score, asked, up=one.direction == "higher")
            if found is not None:
                told = {"name": one.name, "output": one.score, "input": asked, **found.told}
                yield Problem("SCORE_DIRECTION", Severity.WARNING, told, _place(one.basis, file))


def _place(basis: Basis, file: str) -> Location:
    return Location(file, basis.line, basis.column, basis.path)


def counterexample(policy: Policy, output: str, asked: str, *, up: bool) -> Counterexample | None:
    """The first pair found in which the output falls although it should rise with the fact (or the other way)."""
    values = _values(policy, policy.inputs[asked])
    people = _people(policy, output, asked)
    if len(values) < 2 or output not in policy.steps:
        return None
    ids = tuple(map(str, range(len(people) * len(values))))
    columns = {
        name: tuple(chain.from_iterable(repeat(person.get(name), len(values)) for person in people))
        for name in policy.inputs
        if name != asked
    }
    found = _worked_out(policy, Facts(ids, {**columns, asked: tuple(values) * len(people)}), output)
    for place, person in enumerate(people):
        mine = found[place * len(values) : (place + 1) * len(values)]
        pair = _wrong_pair(mine, up=up)
        if pair is not None:
            low, high = pair
            asking = set(_rests_on(policy, output))
            facts = {
                name: written(_shown(cell)) for name, cell in person.items() if cell is not None and name in asking
            }
            return Counterexample(
                written(_shown(values[low])), written(_shown(values[high])), _text(policy, output, mine[low]),
                _text(policy, output, mine[high]), facts,
            )  # fmt: skip
    return None


def _worked_out(policy: Policy, facts: Facts, output: str) -> list[Fraction | None]:
    """The output of everybody; None where there is none."""
    from kinerja_admin.engine.columns.evaluation import evaluate_columns  # noqa: PLC0415 - heavy
    from kinerja_admin.engine.columns.results import numbers_of  # noqa: PLC0415 - as above

    columns = evaluate_columns(policy, facts, policy.first_period, keep=[output])
    return numbers_of(columns.steps[output])


def _wrong_pair(found: Sequence[Fraction | None], *, up: bool) -> tuple[int, int] | None:
    before: tuple[int, Fraction] | None = None
    for place, value in enumerate(found):
        if value is None:
            continue
        if before is not None and (value < before[1] if up else value > before[1]):
            return before[0], place
        before = place, value
    return None


def _values(policy: Policy, wanted: Input) -> list[Cell]:
    """The values of the fact, low to high: every word, or the edges of all formulas and a grid between them."""
    if wanted.shape.kind is Kind.WORD:
        return list(wanted.shape.vocabulary.words) if wanted.shape.vocabulary else []
    edges = [one for one in candidates_for(policy, wanted.name, _all_edges(policy)) if isinstance(one, Fraction)]
    low = wanted.low if wanted.low is not None else max(Fraction(0), min(edges, default=Fraction(0)))
    high = wanted.high if wanted.high is not None else max([*edges, Fraction(_WIDEST)])
    step = Fraction(1, 10 ** (wanted.decimals or 0))
    grid = {low + ((high - low) * place / _GRID / step).__floor__() * step for place in range(_GRID + 1)}
    inside = sorted(value for value in {*edges, *grid} if low <= value <= high)
    return list(_thinned(inside, _MOST_VALUES))


def _thinned(values: Sequence[Fraction], most: int) -> Iterator[Fraction]:
    """At most so many, evenly."""
    share = max(1, -(-len(values) // most))
    return (value for place, value in enumerate(values) if place % share == 0 or place == len(values) - 1)


def _people(policy: Policy, output: str, asked: str) -> list[dict[str, Cell]]:
    """Those of the tests, and each with one other fact at every edge, as far as the output rests on it."""
    bases: list[dict[str, Cell]] = [dict(one.given) for one in policy.examples if not one.expect_error]
    bases = [{name: cell for name, cell in base.items() if name != asked} for base in bases] or [{}]
    relevant = [name for name in _rests_on(policy, output) if name in policy.inputs and name != asked]
    edges = _all_edges(policy)
    tried = {name: [one for one in candidates_for(policy, name, edges) if one is not None] for name in relevant}
    kept = list(_distinct(bases, tried))
    share = max(1, -(-len(kept) // _MOST_PEOPLE))
    return [{**base, **changed} for base, changed in (*kept[: len(bases)], *kept[len(bases) :: share])]


def _distinct(bases: list[dict[str, Cell]], tried: Mapping[str, Sequence[Cell]]) -> Iterable[_Person]:
    """Everybody, then everybody with one fact changed, without those who look alike.

    There may be a hundred thousand: each is told from the others by the numbers of its texts, and nobody is copied.
    """
    places = {name: place for place, name in enumerate(dict.fromkeys(name for one in (*bases, tried) for name in one))}
    texts: dict[str, int] = {}
    numbered: list[tuple[int, ...]] = []
    for base in bases:
        own = [-1] * len(places)
        for name, cell in base.items():
            own[places[name]] = texts.setdefault(str(cell), len(texts))
        numbered.append(tuple(own))
    found: dict[tuple[int, ...], _Person] = {numbers: (base, {}) for numbers, base in zip(numbered, bases, strict=True)}
    changes = [
        (name, [(texts.setdefault(str(value), len(texts)), {name: value}) for value in values])
        for name, values in tried.items()
    ]
    for numbers, base in zip(numbered, bases, strict=True):
        for name, values in changes:
            before, after = numbers[: places[name]], numbers[places[name] + 1 :]
            for number, changed in values:
                found[*before, number, *after] = base, changed
    return found.values()


def _all_edges(policy: Policy) -> frozenset[Fraction]:
    return edges_of(policy, (formula for step in policy.steps.values() for formula in step.formulas))


def _rests_on(policy: Policy, output: str) -> Iterable[str]:
    """Every name that an output asks for, directly or through other steps."""
    found: dict[str, None] = {}
    waiting = [output]
    scores = [one.score for one in policy.indicators.values()]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found[name] = None
        step = policy.steps.get(name)
        for formula in step.formulas if step else ():
            waiting += [*formula.names, *(scores if formula.weighs_scores else ())]
    return found


def _shown(cell: Cell) -> Cell:
    return plain(cell) if isinstance(cell, Fraction) else cell


def _text(policy: Policy, output: str, value: Plain | None) -> str:
    return plain(value, policy.steps[output].decimals) if isinstance(value, Fraction) else ""
