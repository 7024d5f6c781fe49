"""The exact second look: only the rows in doubt, only the one step, worked out again without approximation."""

from __future__ import annotations

from dataclasses import dataclass
from operator import itemgetter
from typing import Any

import numpy as np

from kinerja_admin.engine.columns import segments
from kinerja_admin.engine.columns.program import Array, Program
from kinerja_admin.engine.columns.scene import Scene


@dataclass(frozen=True, slots=True)
class Target:
    """A column to be patched: its place, the place of what is put in, and the collection that both run along."""

    old: int
    new: int
    each: str | None


@dataclass(frozen=True, slots=True)
class _Series:
    """A collection in both programs."""

    name: str
    bounds: int
    bare: int | None
    rows_again: int
    bounds_again: int
    bare_again: int | None


class Repair:
    """An exact program for the rows in doubt of one step, as one operation of the program that it repairs."""

    def __init__(self, scene: Scene, again: Scene, targets: tuple[Target, ...]) -> None:
        """Connect both programs."""
        self.scene = scene
        self.targets = targets
        self.size = again.size
        self.imports = [(place, own, each) for place, (own, each) in again.imports.items()]
        names = {each for _, _, each in self.imports if each} | set(again.collections)
        names |= {target.each for target in targets if target.each}
        self.series = [self._both(again, name) for name in sorted(names)]
        self.program: Program = again.draft.finish(target.new for target in targets)
        self.looked_at = 0

    def _both(self, again: Scene, name: str) -> _Series:
        here, there = self.scene.collection(name), again.collection(name)
        return _Series(name, here.bounds, here.bare, there.rows, there.bounds, there.bare)

    def emit(self, doubt: int) -> list[int]:
        """Write the repair into the program; the places of the patched columns."""
        draft = self.scene.draft
        needs = [self.scene.full(doubt, None)]
        needs += [self.scene.full(target.old, target.each) for target in self.targets]
        needs += [place for place, _, _ in self.imports]
        for one in self.series:
            needs += [one.bounds, one.bounds if one.bare is None else one.bare]
        result = draft.emit(self, *needs)
        return [draft.emit(itemgetter(number), result) for number in range(len(self.targets))]

    def __call__(self, doubt: Any, *columns: Any) -> tuple[Any, ...]:
        """Work out the rows in doubt again and patch them in."""
        count = len(self.targets)
        olds, imported, layout = (
            columns[:count], columns[count : count + len(self.imports)], columns[count + len(self.imports) :]
        )  # fmt: skip
        rows = np.flatnonzero(doubt)
        if not len(rows):
            return olds
        self.looked_at += len(rows)
        frame = list(self.program.template)
        frame[self.size] = len(rows)
        index: dict[str | None, Array] = {None: rows}
        for number, one in enumerate(self.series):
            index[one.name] = self._lay_out(one, layout[2 * number], layout[2 * number + 1], rows, frame)
        for (_, own, each), column in zip(self.imports, imported, strict=True):
            frame[own] = column if np.ndim(column) == 0 else column[index[each]]
        self.program.run(frame)
        return tuple(
            _patched(old, index[target.each], frame[target.new], len(doubt))
            for old, target in zip(olds, self.targets, strict=True)
        )

    def _lay_out(self, one: _Series, bounds: Array, bare: Array, rows: Array, frame: list[Any]) -> Array:
        """Gather the elements of some people; where they lie among everybody's."""
        lengths = bounds[rows + 1] - bounds[rows]
        own = np.zeros(len(rows) + 1, dtype=np.intp)
        np.cumsum(lengths, out=own[1:])
        frame[one.bounds_again] = own
        frame[one.rows_again] = owner = segments.rows_of(own)
        if one.bare_again is not None:
            frame[one.bare_again] = bare[rows]
        elements: Array = bounds[rows][owner] + (np.arange(own[-1]) - own[owner])
        return elements


def _patched(old: Any, index: Array, new: Any, size: int) -> Array:
    """A copy with new values; a fault that nobody of the chunk had becomes a column first."""
    result: Array = old.copy() if np.ndim(old) else np.full(size, old)
    result[index] = new
    return result
