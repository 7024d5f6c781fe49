"""A policy over a population in columns; each person's result is built when it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kinerja_admin.engine.columns.given import GivenFacts, population_of
from kinerja_admin.engine.columns.plan import Kept, plan, run
from kinerja_admin.engine.columns.ranks import rank_columns
from kinerja_admin.engine.columns.reading import read_population
from kinerja_admin.engine.columns.results import Found, build_results
from kinerja_admin.engine.facts import Facts
from kinerja_admin.engine.periods import Period
from kinerja_admin.engine.policy import Policy
from kinerja_admin.engine.reference import Evaluation, Prepared, Result, check_in_force

_AT_ONCE = 4_096
"""So many people's results are built together."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Everything that came out: the kept steps and the checks in columns, the ranks of the lists.

    ``second_looks`` counts the rows that float64 could not decide and exact arithmetic did.
    """

    found: Found
    ranks: Mapping[str, tuple[int | None, ...]] = field(default_factory=dict)
    second_looks: int = 0

    def __len__(self) -> int:
        """How many people."""
        return self.found.population.count

    @property
    def steps(self) -> Mapping[str, Kept]:
        """The kept steps."""
        return self.found.steps

    def result(self, place: int) -> Result:
        """One person's result; needs every step to have been kept."""
        return build_results(self.found, place, place + 1)[0]

    def results(self) -> Iterator[Result]:
        """Everybody's result, in order; needs every step to have been kept."""
        for start in range(0, len(self), _AT_ONCE):
            yield from build_results(self.found, start, min(start + _AT_ONCE, len(self)))


def evaluate_columns(
    policy: Policy, facts: Facts | GivenFacts, period: Period, *, keep: Iterable[str] | None = None, threads: int = 1,
    chunk: int | None = None,
) -> Columns:  # fmt: skip
    """Work out every step for everybody, in columns; ``keep`` names the steps whose columns are wanted (None: all).

    Raises:
        Refused: NOT_EFFECTIVE outside the policy's months.
    """
    check_in_force(policy, period)
    prepared = Prepared(policy, period)
    population = (
        read_population(prepared, facts)
        if isinstance(facts, Facts)
        else population_of(prepared, facts.columns, len(facts.ids))
    )
    made = plan(prepared, population, keep)
    run(made, threads, chunk)
    checks = {name.removeprefix("check "): kept for name, kept in made.conditions.items() if name.startswith("check ")}
    lists = {name.removeprefix("list "): kept for name, kept in made.conditions.items() if name.startswith("list ")}
    ranks = rank_columns(prepared, population, made.steps, lists)
    looks = sum(repair.looked_at for repair in made.repairs)
    steps = {name: made.steps[name] for name in policy.order if name in made.steps}
    return Columns(Found(prepared, population, facts, steps, checks), ranks, looks)


def evaluate(policy: Policy, facts: Facts, period: Period) -> Evaluation:
    """The same with every person's result built, in the form that the reference gives."""
    columns = evaluate_columns(policy, facts, period)
    return Evaluation(policy, period, tuple(columns.results()), columns.ranks)
