"""The parts of a difference, in arrays: every policy in between over everybody, weighed in whole numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

import numpy as np

from kinerja_admin.engine.attribution import Attribution, GroupParts, Share, Way, weights
from kinerja_admin.engine.columns.amounts import INT_MOST, common_unit
from kinerja_admin.engine.columns.comparing import rows_by_group
from kinerja_admin.engine.columns.evaluation import Columns, Results, columns_of, evaluate_columns
from kinerja_admin.engine.columns.given import GivenFacts, Readings
from kinerja_admin.engine.columns.plan import Kept
from kinerja_admin.engine.columns.population import multiplied
from kinerja_admin.engine.columns.program import Array
from kinerja_admin.engine.columns.spelling import exact_sum
from kinerja_admin.engine.columns.together import evaluate_together
from kinerja_admin.engine.columns.verdicts import verdicts
from kinerja_admin.engine.facts import Rows
from kinerja_admin.engine.figures import Grouping
from kinerja_admin.engine.mixing import Mixer
from kinerja_admin.engine.policy import Policy
from kinerja_admin.engine.reference import Evaluation


@dataclass(frozen=True, slots=True)
class _Found:
    """One output under one policy: whole numbers in a unit, and who has a value."""

    kept: Kept
    has: Array


class Splitter:
    """Works the policies between two versions out, all in one program, and weighs them."""

    def __init__(
        self, mixer: Mixer, ends: tuple[Evaluation, Evaluation], facts: tuple[Rows, Rows], outputs: Sequence[str]
    ) -> None:  # fmt: skip
        """Know both ends, which have been worked out already."""
        self.mixer, self.facts, self.outputs = mixer, facts, tuple(outputs)
        self.readings = next((one.readings for one in facts if isinstance(one, GivenFacts)), Readings())
        self.count = len(facts[0])
        columns = [_columns(*pair) for pair in zip(ends, facts, strict=True)]
        self.ends = tuple({name: _found(one.steps[name]) for name in self.outputs} for one in columns)
        fine = [verdicts(one.found).is_fine for one in columns]
        self.is_fine: Array = fine[0] & fine[1]

    def split(self, way: Way) -> tuple[Attribution, ...]:
        """The parts of every output."""
        divisor, terms = weights(way, len(self.mixer.items))
        policies = list(dict.fromkeys(chosen for some in terms.values() for chosen in some))
        between = dict(zip(policies, self._between(policies), strict=True))
        return tuple(self._output(name, way, divisor, terms, between) for name in self.outputs)

    # --- policies -----------------------------------------------------------------------------------------------------

    def _between(self, policies: Sequence[frozenset[int]]) -> list[Mapping[str, _Found]]:
        """What each policy with some of the items gives."""
        cases = [(self.mixer.mixed(chosen, self.outputs), chosen) for chosen in policies]
        worked = evaluate_together(
            [(policy, self._facts(policy, chosen)) for policy, chosen in cases], self.mixer.period, self.outputs
        )
        known: dict[int, _Found] = {}
        return [{name: known.setdefault(id(kept), _found(kept)) for name, kept in one.items()} for one in worked]

    def _facts(self, policy: Policy, chosen: frozenset[int]) -> GivenFacts:
        sides = [one.columns for one in self.facts]
        columns = {
            name: sides[is_new][name]
            for name in policy.inputs
            if name in sides[is_new := int(self.mixer.is_new(name, chosen))]
        }
        return GivenFacts(self.facts[0].ids, columns, policy.inputs, self.readings)

    # --- parts --------------------------------------------------------------------------------------------------------

    def _output(
        self, name: str, way: Way, divisor: int, terms: Mapping[int, Mapping[frozenset[int], int]],
        between: Mapping[frozenset[int], Mapping[str, _Found]],
    ) -> Attribution:  # fmt: skip
        old, new = (end[name] for end in self.ends)
        mine = {chosen: found[name] for chosen, found in between.items()}
        different = list({id(one): one for one in mine.values()}.values())
        unit = reduce(common_unit, (one.kept.unit for one in (old, new, *different)))
        most = INT_MOST // max(1, divisor * 2 ** (len(self.mixer.items) + 1))
        values = {id(one): _whole(one.kept, unit, most) for one in different}
        told = self.is_fine & old.has & new.has
        delta = np.where(told, _whole(new.kept, unit, most) - _whole(old.kept, unit, most), 0)
        separable = told & np.logical_and.reduce([one.has for one in different] or [told])
        parts = [_weighed(some, mine, values, separable) for some in terms.values()]
        rest = delta * divisor - sum(parts, np.zeros(self.count, dtype=np.int64))
        exact = unit / divisor
        shares = tuple(
            Share(item, exact_sum(part) * exact, int(np.count_nonzero(part > 0)), int(np.count_nonzero(part < 0)))
            for item, part in zip(self.mixer.items, parts, strict=True)
        )

        def parts_of(place: int) -> tuple[Fraction, ...]:
            return tuple(Fraction(int(part[place])) * exact for part in (*parts, rest))

        def parts_by(grouping: Grouping) -> dict[str, GroupParts]:
            return {
                group: GroupParts(len(rows), tuple(exact_sum(part[rows]) * exact for part in (*parts, rest)))
                for group, rows in rows_by_group(grouping, told)
            }

        return Attribution(
            name, way, int(np.count_nonzero(told)), exact_sum(delta) * unit, shares, exact_sum(rest) * exact,
            int(np.count_nonzero(rest)), parts_of, parts_by,
        )  # fmt: skip


def _columns(evaluation: Evaluation, facts: Rows) -> Columns:
    """An evaluation in columns, whichever engine made it."""
    if isinstance(evaluation.results, Results):
        return columns_of(evaluation)
    return evaluate_columns(evaluation.policy, facts, evaluation.period)


def _found(kept: Kept) -> _Found:
    has = np.ones(len(kept.values), dtype=np.bool_)
    for gone in (kept.fault, kept.absent):
        if gone is not None:
            has &= gone == 0
    return _Found(kept, has)


def _whole(kept: Kept, unit: Fraction, most: int) -> Array:
    return multiplied(kept.values, int(kept.unit / unit), most)


def _weighed(
    terms: Mapping[frozenset[int], int], found: Mapping[frozenset[int], _Found], values: Mapping[int, Array],
    where: Array,
) -> Array:  # fmt: skip
    """The sum of the policies' values, each so many times; 0 for whom one of them has none."""
    often = Counter[int]()
    for chosen, times in terms.items():
        often[id(found[chosen])] += times
    total: Array = np.zeros(len(where), dtype=np.int64)
    for one, times in often.items():
        if times:  # policies that differ in nothing this output rests on cancel out
            total = total + np.where(where, values[one], 0) * times
    return total
