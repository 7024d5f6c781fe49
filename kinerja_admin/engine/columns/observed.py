"""What checks over everybody look at, from the columns: who has a result, which one, and in which group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np

from kinerja_admin.engine.columns.evaluation import Columns
from kinerja_admin.engine.columns.given import cells_of
from kinerja_admin.engine.columns.program import Array
from kinerja_admin.engine.columns.spelling import spelled_distinct, total
from kinerja_admin.engine.columns.typed import Given
from kinerja_admin.engine.columns.values import Sort
from kinerja_admin.engine.columns.verdicts import verdicts
from kinerja_admin.engine.figures import Grouping
from kinerja_admin.engine.people import written
from kinerja_admin.engine.policy import Plain
from kinerja_admin.engine.population_checks import Tally


class ColumnView:
    """One output of everybody, in columns."""

    def __init__(self, columns: Columns, output: str) -> None:
        """Find out who has a result."""
        self.columns = columns
        self.kept = columns.steps[output]
        self.has: Array = verdicts(columns.found).is_fine
        for gone in (self.kept.fault, self.kept.absent):
            if gone is not None:
                self.has = self.has & (gone == 0)

    def total(self) -> Fraction:
        """The exact sum over the people who have a result."""
        return total(self.kept, self.has)

    def tallies(self, within: str, wanted: Plain | None) -> Mapping[str, Tally]:
        """Everybody by group, counted in columns."""
        names, places = self._groups(within)
        alike = self.has & self._matches(wanted)
        counts = [
            np.bincount(one, minlength=len(names)).tolist() for one in (places, places[self.has], places[alike])
        ]  # fmt: skip
        return {name: Tally(*found) for name, *found in zip(names, *counts, strict=True)}

    def _matches(self, wanted: Plain | None) -> Array:
        nobody = np.zeros(len(self.has), dtype=np.bool_)
        if isinstance(wanted, bool):
            return self.kept.values == wanted if self.kept.sort is Sort.TRUTH else nobody
        if isinstance(wanted, str):
            texts = self.columns.found.population.words.texts
            return self.kept.values == texts.index(wanted) if wanted in texts else nobody
        if isinstance(wanted, Fraction) and (wanted / self.kept.unit).denominator == 1:
            found: Array = self.kept.values == int(wanted / self.kept.unit)
            return found
        return nobody

    def _groups(self, within: str) -> tuple[Sequence[str], Array]:
        """The groups, and which is everybody's: a text is made for every distinct value, not for every person."""
        found = self.columns.found
        column = found.facts.columns.get(within)
        if within in found.policy.steps:
            kept = found.steps[within]
            gone = [mark != 0 for mark in (kept.fault, kept.absent) if mark is not None]
            return _named(*spelled_distinct(found, within), np.logical_or.reduce(gone) if gone else None)
        if column is None:
            return ("",), np.zeros(len(self.has), dtype=np.intp)
        if not isinstance(column, Given):
            grouping = Grouping.of(written(cell) for cell in column)
            return grouping.names, np.array(grouping.places, dtype=np.intp)
        values = np.unique(column.values if column.missing is None else column.values[~column.missing])
        cells = cells_of(found.policy.inputs[within].shape.kind, replace(column, values=values, missing=None))
        return _named([written(cell) for cell in cells], np.searchsorted(values, column.values), column.missing)


def _named(texts: Sequence[str], places: Array, gone: Array | None) -> tuple[Sequence[str], Array]:
    """Groups by their texts; who has none is in the group without a name."""
    grouping = Grouping.of([*texts, ""])
    own = places if gone is None else np.where(gone, len(texts), places)
    return grouping.names, np.array(grouping.places, dtype=np.intp)[own]
