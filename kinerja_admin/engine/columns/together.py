"""Many policies over the same people as one program: a step that several of them have in common is worked out once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from kinerja_admin.engine.columns.arithmetic import Arithmetic
from kinerja_admin.engine.columns.given import GivenFacts, read_population
from kinerja_admin.engine.columns.plan import Keeper, Kept, Plan, run
from kinerja_admin.engine.columns.population import Fact, Layout, Population
from kinerja_admin.engine.columns.program import Draft
from kinerja_admin.engine.columns.scene import Known, Scene
from kinerja_admin.engine.columns.steps import write_step
from kinerja_admin.engine.columns.values import Value
from kinerja_admin.engine.mixing import Asking
from kinerja_admin.engine.periods import Period
from kinerja_admin.engine.policy import Policy
from kinerja_admin.engine.reference import Prepared


def evaluate_together(
    cases: Sequence[tuple[Policy, GivenFacts]], period: Period, keep: Iterable[str]
) -> tuple[Mapping[str, Kept], ...]:
    """The kept steps of each policy over its facts, which are of the same people and read by the same readings.

    A fault says that there is one, not in which step: policies that share a step number it differently.
    """
    kept, asking, programs, found = tuple(keep), Asking(), list[_Shared](), []
    for policy, facts in cases:
        prepared = Prepared(policy, period)
        population = read_population(prepared, facts)
        shared = next((one for one in programs if one.fits(population)), None)
        if shared is None:
            programs.append(shared := _Shared(prepared, population))
        found.append(shared.write(prepared, population, asking, kept))
    for shared in programs:
        shared.run()
    return tuple(found)


@dataclass(slots=True)
class _Written:
    """What has been written already: facts by their columns, steps by what they say and rest on.

    Things are known by their identity; the populations are held so that it stays theirs.
    """

    facts: dict[int, tuple[Fact, Known]] = field(default_factory=dict)
    steps: dict[object, Value] = field(default_factory=dict)
    kept: dict[int, Kept] = field(default_factory=dict)
    populations: list[Population] = field(default_factory=list)
    numbers: dict[object, int] = field(default_factory=dict)

    def number(self, key: object) -> int:
        """One number for equal keys."""
        return self.numbers.setdefault(key, len(self.numbers))


class _Shared:
    """One program for policies whose series lie alike."""

    def __init__(self, prepared: Prepared, population: Population) -> None:
        """Begin with no policy."""
        self.layouts: dict[str, Layout] = {}
        everybody = Population(population.count, {}, self.layouts, population.words)
        self.scene = Scene(prepared, everybody, Arithmetic(Draft(), wide=False))
        self.keeper = Keeper(self.scene)
        self.written = _Written()

    def fits(self, population: Population) -> bool:
        """Whether the elements of every series lie where they lie for the policies before."""
        known = ((self.layouts[name], one) for name, one in population.layouts.items() if name in self.layouts)
        return all(one is other or _alike(one, other) for one, other in known)

    def write(
        self, prepared: Prepared, population: Population, asking: Asking, keep: Sequence[str]
    ) -> dict[str, Kept]:  # fmt: skip
        """Write what no policy before has, and say where everything goes."""
        self.layouts.update({name: one for name, one in population.layouts.items() if name not in self.layouts})
        policy, written = prepared.policy, self.written
        written.populations.append(population)
        inputs = {name: written.facts[id(one)][1] for name, one in population.facts.items() if id(one) in written.facts}
        scene = replace(self.scene, prepared=prepared, population=population, steps={}, inputs=inputs, applying={})
        numbered = _numbered(prepared, population, asking, written.number)
        for number, name in enumerate(policy.order):
            key = numbered(name)
            if key not in written.steps:
                written.steps[key] = write_step(scene, policy.steps[name], number)
            scene.steps[name] = written.steps[key]
        written.facts.update({id(population.facts[name]): (population.facts[name], one)
                              for name, one in scene.inputs.items()})  # fmt: skip
        return {name: self._kept(scene.steps[name]) for name in keep if name in scene.steps}

    def _kept(self, value: Value) -> Kept:
        found = self.written.kept.get(id(value))
        if found is None:
            found = self.written.kept[id(value)] = self.keeper.kept(value)
        return found

    def run(self) -> None:
        """Fill everything that is kept."""
        stores = tuple(self.keeper.stores)
        run(Plan(self.scene.draft.finish(store.place for store in stores), self.scene, {}, {}, stores, ()))


def _alike(one: Layout, other: Layout) -> bool:
    if (one.bare is None) is not (other.bare is None) or not np.array_equal(one.bounds, other.bounds):
        return False
    return one.bare is None or other.bare is None or np.array_equal(one.bare, other.bare)


def _numbered(
    prepared: Prepared, population: Population, asking: Asking, number: Callable[[object], int]
) -> Callable[[str], int]:
    """For each name of a policy the number of everything that its value depends on."""
    policy, known = prepared.policy, dict[str, int]()

    def of(name: str) -> int:
        if name not in known:
            known[name] = number(own(name))
        return known[name]

    def own(name: str) -> object:
        if name in policy.steps:
            step = policy.steps[name]
            asked = asking.of(step, policy.inputs, policy.indicators)
            weighed = policy.indicators if asking.weighs(step) else (step.indicator,) if step.indicator else ()
            return "step", id(step), tuple(map(of, sorted(asked))), tuple(map(indicator, sorted(weighed)))
        if name in policy.tables:
            return "table", id(policy.tables[name])
        if name in prepared.parameters:
            value = prepared.parameters[name]
            return "value", type(value), value
        wanted = policy.inputs.get(name)
        if wanted is None:
            return "indicator", indicator(name)  # named for its score, which is asked for by itself
        return "fact", id(population.facts.get(name)), indicator(wanted.indicator) if wanted.indicator else None

    def indicator(name: str) -> object:
        one = policy.indicators[name]
        return name, one.score, one.weight, id(one.applies) if one.applies else None

    return of
