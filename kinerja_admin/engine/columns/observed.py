"""What checks over everybody look at, from the columns: who has a result, which one, and in which group."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from kinerja_admin.engine.columns.evaluation import Columns
from kinerja_admin.engine.columns.given import cells_of
from kinerja_admin.engine.columns.program import Array
from kinerja_admin.engine.columns.spelling import spelled_column, total
from kinerja_admin.engine.columns.typed import Given
from kinerja_admin.engine.columns.values import Sort
from kinerja_admin.engine.columns.verdicts import verdicts
from kinerja_admin.engine.people import written
from kinerja_admin.engine.policy import Plain


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

    def has_result(self) -> list[bool]:
        """Who has one."""
        listed: list[bool] = self.has.tolist()
        return listed

    def is_equal(self, wanted: Plain | None) -> list[bool]:
        """Whose result is the wanted one."""
        marks = self.has & self._matches(wanted)
        listed: list[bool] = marks.tolist()
        return listed

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

    def groups(self, within: str) -> Sequence[str]:
        """The group of everybody; empty where nothing is known of it."""
        found = self.columns.found
        if not within:
            return ("",) * len(self.has)
        if within in found.policy.steps:
            return [text or "" for text in spelled_column(found, within, 0, len(self.has))]
        column = found.facts.columns.get(within)
        if column is None:
            return ("",) * len(self.has)
        cells = cells_of(found.policy.inputs[within].shape.kind, column) if isinstance(column, Given) else column
        return [written(cell) for cell in cells]
