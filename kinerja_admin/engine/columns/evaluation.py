"""A policy over a population in columns; each person's result is built when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import overload

from kinerja_admin.engine.columns.given import read_population
from kinerja_admin.engine.columns.plan import Kept, plan, run
from kinerja_admin.engine.columns.ranks import rank_columns
from kinerja_admin.engine.columns.results import Found, build_results
from kinerja_admin.engine.facts import Rows
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
    policy: Policy, facts: Rows, period: Period, *, keep: Iterable[str] | None = None, threads: int = 1,
    chunk: int | None = None, progress: Callable[[int, int], None] | None = None,
) -> Columns:  # fmt: skip
    """Work out every step for everybody, in columns; ``keep`` names the steps whose columns are wanted (None: all).

    ``progress`` is told how many people of how many are done, and raises to stop the work.

    Raises:
        Refused: NOT_EFFECTIVE outside the policy's months.
    """
    check_in_force(policy, period)
    prepared = Prepared(policy, period)
    population = read_population(prepared, facts)
    made = plan(prepared, population, keep)
    run(made, threads, chunk, progress)
    checks = {name.removeprefix("check "): kept for name, kept in made.conditions.items() if name.startswith("check ")}
    lists = {name.removeprefix("list "): kept for name, kept in made.conditions.items() if name.startswith("list ")}
    ranks = rank_columns(prepared, population, made.steps, lists)
    looks = sum(repair.looked_at for repair in made.repairs)
    steps = {name: made.steps[name] for name in policy.order if name in made.steps}
    return Columns(Found(prepared, population, facts, steps, checks), ranks, looks)


class Results(Sequence[Result]):
    """Everybody's results, each built whenever it is looked at: what is kept is the columns."""

    def __init__(self, columns: Columns) -> None:
        """Stand before columns in which every step was kept."""
        self.columns = columns

    def __len__(self) -> int:
        """How many people."""
        return len(self.columns)

    @overload
    def __getitem__(self, place: int) -> Result: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Result, ...]: ...

    def __getitem__(self, place: int | slice) -> Result | tuple[Result, ...]:
        """One person's result, or those of some people."""
        if isinstance(place, slice):
            return tuple(self.columns.result(at) for at in range(*place.indices(len(self))))
        return self.columns.result(range(len(self))[place])

    def __iter__(self) -> Iterator[Result]:
        """Everybody's result, in order."""
        return self.columns.results()


def columns_of(evaluation: Evaluation) -> Columns:
    """The columns that an evaluation stands on; it must have been made in columns."""
    assert isinstance(evaluation.results, Results)
    return evaluation.results.columns


def evaluate(policy: Policy, facts: Rows, period: Period, *, threads: int = 1) -> Evaluation:
    """The same in the form that the reference gives."""
    columns = evaluate_columns(policy, facts, period, threads=threads)
    return Evaluation(policy, period, Results(columns), columns.ranks)
