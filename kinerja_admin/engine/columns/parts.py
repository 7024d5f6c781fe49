"""The parts of a difference, in arrays: every policy in between over everybody, weighed in whole numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce
from typing import Any

import numpy as np

from kinerja_admin.engine.attribution import Attribution, Share, Way, weights
from kinerja_admin.engine.columns.amounts import INT_MOST, common_unit
from kinerja_admin.engine.columns.evaluation import evaluate_columns
from kinerja_admin.engine.columns.given import GivenFacts, Readings
from kinerja_admin.engine.columns.plan import Kept
from kinerja_admin.engine.columns.population import multiplied
from kinerja_admin.engine.columns.program import Array
from kinerja_admin.engine.columns.spelling import exact_sum
from kinerja_admin.engine.columns.verdicts import verdicts
from kinerja_admin.engine.facts import Rows
from kinerja_admin.engine.mixing import Mixer
from kinerja_admin.engine.policy import Policy


@dataclass(frozen=True, slots=True)
class _Found:
    """One output under one policy: whole numbers in a unit, and who has a value."""

    kept: Kept
    has: Array


class Splitter:
    """Works the policies between two versions out and weighs them."""

    def __init__(self, mixer: Mixer, facts: tuple[Rows, Rows], outputs: Sequence[str]) -> None:
        """Evaluate both ends; every policy in between is evaluated when it is first weighed."""
        self.mixer, self.facts, self.outputs = mixer, facts, tuple(outputs)
        self.readings = next((one.readings for one in facts if isinstance(one, GivenFacts)), Readings())
        self.count = len(facts[0])
        self.made: dict[frozenset[int], Mapping[str, _Found]] = {}
        ends = [self._end(policy, one) for policy, one in zip((mixer.old, mixer.new), facts, strict=True)]
        self.ends = tuple(found for found, _ in ends)
        self.is_fine: Array = ends[0][1] & ends[1][1]

    def split(self, way: Way) -> tuple[Attribution, ...]:
        """The parts of every output."""
        return tuple(self._output(name, way) for name in self.outputs)

    # --- policies -----------------------------------------------------------------------------------------------------

    def _end(self, policy: Policy, facts: Rows) -> tuple[Mapping[str, _Found], Array]:
        spoken = self._as_if(policy)
        columns = evaluate_columns(spoken, self._facts(facts.columns, spoken), self.mixer.period)
        return {name: _found(columns.steps[name]) for name in self.outputs}, verdicts(columns.found).is_fine

    def _as_if(self, policy: Policy) -> Policy:
        """The policy as though it were in force in the period."""
        return replace(policy, first=self.mixer.period.first, last=self.mixer.period.last)

    def _between(self, chosen: frozenset[int]) -> Mapping[str, _Found]:
        if chosen not in self.made:
            policy = self.mixer.mixed(chosen, self.outputs)
            sides = [one.columns for one in self.facts]
            columns = {
                name: sides[is_new][name]
                for name in policy.inputs
                if name in sides[is_new := int(self.mixer.is_new(name, chosen))]
            }
            found = evaluate_columns(policy, self._facts(columns, policy), self.mixer.period, keep=self.outputs)
            self.made[chosen] = {name: _found(found.steps[name]) for name in self.outputs}
        return self.made[chosen]

    def _facts(self, columns: Mapping[str, Any], policy: Policy) -> GivenFacts:
        return GivenFacts(self.facts[0].ids, columns, policy.inputs, self.readings)

    # --- parts --------------------------------------------------------------------------------------------------------

    def _output(self, name: str, way: Way) -> Attribution:
        divisor, terms = weights(way, len(self.mixer.items))
        policies = dict.fromkeys(chosen for some in terms.values() for chosen in some)
        between = {chosen: self._between(chosen)[name] for chosen in policies}
        old, new = (end[name] for end in self.ends)
        everything = [old, new, *between.values()]
        unit = reduce(common_unit, (one.kept.unit for one in everything))
        most = INT_MOST // max(1, divisor * 2 ** (len(self.mixer.items) + 1))
        values = {chosen: _whole(one.kept, unit, most) for chosen, one in between.items()}
        told = self.is_fine & old.has & new.has
        delta = np.where(told, _whole(new.kept, unit, most) - _whole(old.kept, unit, most), 0)
        separable = told & np.logical_and.reduce([one.has for one in between.values()] or [told])
        parts = [_weighed(some, values, separable) for some in terms.values()]
        rest = delta * divisor - sum(parts, np.zeros(self.count, dtype=np.int64))
        exact = unit / divisor
        shares = tuple(
            Share(item, exact_sum(part) * exact, int(np.count_nonzero(part > 0)), int(np.count_nonzero(part < 0)))
            for item, part in zip(self.mixer.items, parts, strict=True)
        )

        def parts_of(place: int) -> tuple[Fraction, ...]:
            return tuple(Fraction(int(part[place])) * exact for part in (*parts, rest))

        return Attribution(
            name, way, exact_sum(delta) * unit, shares, exact_sum(rest) * exact,
            int(np.count_nonzero(rest)), parts_of,
        )  # fmt: skip


def _found(kept: Kept) -> _Found:
    has = np.ones(len(kept.values), dtype=np.bool_)
    for gone in (kept.fault, kept.absent):
        if gone is not None:
            has &= gone == 0
    return _Found(kept, has)


def _whole(kept: Kept, unit: Fraction, most: int) -> Array:
    return multiplied(kept.values, int(kept.unit / unit), most)


def _weighed(terms: Mapping[frozenset[int], int], values: Mapping[frozenset[int], Array], where: Array) -> Array:
    """The sum of the policies' values, each so many times; 0 for whom one of them has none."""
    total: Array = np.zeros(len(where), dtype=np.int64)
    for chosen, times in terms.items():
        total = total + np.where(where, values[chosen], 0) * times
    return total
