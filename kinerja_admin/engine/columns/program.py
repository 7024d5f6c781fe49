"""A straight line of array operations: written once for a policy and a population, run for every chunk of people."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

Kernel = Callable[..., Any]
"""A function of arrays (or scalars) without memory and without side effects."""


@dataclass(frozen=True, slots=True)
class Op:
    """One operation: what it needs and where its result goes; ``done`` are places that nobody needs afterwards."""

    kernel: Kernel
    result: int
    needs: tuple[int, ...]
    done: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Program:
    """Operations over numbered places; ``template`` holds the constants."""

    template: tuple[object, ...]
    ops: tuple[Op, ...]

    def run(self, frame: list[Any]) -> None:
        """Fill the places of a frame, which begins as a copy of the template with the facts put in."""
        for op in self.ops:
            frame[op.result] = op.kernel(*[frame[need] for need in op.needs])
            for place in op.done:
                frame[place] = None


class Draft:
    """A program while it is written: equal operations are done once, operations on constants at once."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.template: list[object] = []
        self.ops: list[tuple[Kernel, int, tuple[int, ...]]] = []
        self.constants: set[int] = set()
        self._known: dict[object, int] = {}
        self._made: dict[tuple[Kernel, tuple[int, ...]], int] = {}

    def place(self) -> int:
        """A place that is filled from outside before the program runs."""
        self.template.append(None)
        return len(self.template) - 1

    def constant(self, value: object) -> int:
        """The place of a constant: a scalar, or an array (known by its identity)."""
        key: object = id(value) if isinstance(value, np.ndarray) else (type(value), value)
        if key not in self._known:
            self._known[key] = place = self.place()
            self.template[place] = value
            self.constants.add(place)
        return self._known[key]

    def emit(self, kernel: Kernel, *needs: int) -> int:
        """The place of a result."""
        made = self._made.get((kernel, needs))
        if made is not None:
            return made
        if all(need in self.constants for need in needs):
            found = self.constant(_plain(kernel(*[self.template[need] for need in needs])))
        else:
            found = self.place()
            self.ops.append((kernel, found, needs))
        self._made[kernel, needs] = found
        return found

    def finish(self, wanted: Iterable[int]) -> Program:
        """The program that fills the wanted places, without what they do not need."""
        kept = set(wanted)
        seen = set(kept)
        ops: list[Op] = []
        for kernel, result, needs in reversed(self.ops):
            if result not in seen:
                continue
            fresh = {need for need in needs if need not in seen and need not in self.constants}
            seen.update(needs)
            ops.append(Op(kernel, result, needs, tuple(sorted(fresh))))
        return Program(tuple(self.template), tuple(reversed(ops)))


def _plain(value: object) -> object:
    """A scalar instead of an array without dimensions, so that equal constants are found equal."""
    return value[()] if isinstance(value, np.ndarray) and value.ndim == 0 else value
