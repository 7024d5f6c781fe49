"""A policy made ready for a population: every step as array operations, and what is kept of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from kinerja_admin.engine.columns import faults, segments
from kinerja_admin.engine.columns.amounts import ONE, Form
from kinerja_admin.engine.columns.arithmetic import Arithmetic
from kinerja_admin.engine.columns.population import Population
from kinerja_admin.engine.columns.program import Array, Draft, Program
from kinerja_admin.engine.columns.repair import Repair
from kinerja_admin.engine.columns.scene import Scene
from kinerja_admin.engine.columns.steps import write_condition, write_name, write_step
from kinerja_admin.engine.columns.values import Sort, Value
from kinerja_admin.engine.policy import Policy
from kinerja_admin.engine.reference import Prepared

CHUNK = 16_384
"""Rows (or elements) at a time: some ten columns of them stay in the cache of one core."""

_TYPES: Mapping[Form, Any] = {Form.FLOAT: np.float64, Form.INT: np.int64, Form.BIG: object}


@dataclass(frozen=True, slots=True)
class Kept:
    """A value that is kept for everybody, and the columns that it goes into.

    ``values`` are whole numbers in ``unit``, days, numbers of words, or conditions.
    """

    sort: Sort
    unit: Fraction
    each: str | None
    values: Array
    fault: Array | None = None
    absent: Array | None = None


@dataclass(frozen=True, slots=True)
class _Store:
    """Which place of the program goes into which column."""

    place: int
    column: Array
    each: str | None


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything to be done, and where it goes."""

    program: Program
    scene: Scene
    steps: Mapping[str, Kept]
    conditions: Mapping[str, Kept]
    stores: tuple[_Store, ...]
    repairs: tuple[Repair, ...]


def plan(prepared: Prepared, population: Population, keep: Iterable[str] | None = None) -> Plan:
    """Write every step, check and list; ``keep`` names the steps whose columns are wanted (all by default)."""
    scene = Scene(prepared, population, Arithmetic(Draft(), wide=False))
    policy = prepared.policy
    for number, name in enumerate(policy.order):
        scene.steps[name] = write_step(scene, policy.steps[name], number)
    names = set(policy.order) if keep is None else set(keep)
    asked = {name: scene.steps[name] for name in policy.order if name in names}
    asked |= {f"check {one.id}": write_condition(scene, one.assertion) for one in policy.checks if one.assertion}
    for name in _ordering(policy):
        asked[name] = scene.steps.get(name) or write_name(scene, name)
    asked |= {f"list {name}": write_condition(scene, one.where) for name, one in policy.lists.items() if one.where}
    keeper = Keeper(scene)
    kept = {name: keeper.kept(value) for name, value in asked.items()}
    program = scene.draft.finish(store.place for store in keeper.stores)
    return Plan(
        program, scene,
        {name: column for name, column in kept.items() if " " not in name},
        {name: column for name, column in kept.items() if " " in name},
        tuple(keeper.stores), tuple(op.kernel for op in program.ops if isinstance(op.kernel, Repair)),
    )  # fmt: skip


def _ordering(policy: Policy) -> frozenset[str]:
    """What the lists are ordered and grouped by."""
    found = {key.step for listing in policy.lists.values() for key in listing.by}
    return frozenset(found | {listing.within for listing in policy.lists.values() if listing.within})


class Keeper:
    """Makes the columns that results go into."""

    def __init__(self, scene: Scene) -> None:
        """Begin with no column."""
        self.scene = scene
        self.stores: list[_Store] = []

    def kept(self, value: Value) -> Kept:
        """The columns of one value; what is the same for everybody takes no memory."""
        unit = value.number.top.unit if value.number else ONE
        place, kind = self._content(value)
        return Kept(
            value.sort, unit, value.each, self._column(place, kind, value.each),
            self._optional(value.person_fault, faults.FAULT), self._optional(value.person_absent, np.bool_),
        )  # fmt: skip

    def _content(self, value: Value) -> tuple[int, Any]:
        if value.number is not None:
            top = value.number.top
            return self.scene.math.held(top, top.form), _TYPES[top.form]
        if value.known is not None:
            return self.scene.draft.constant(value.known), np.bool_ if value.sort is Sort.TRUTH else np.intp
        assert value.place is not None
        return value.place, np.bool_ if value.sort is Sort.TRUTH else np.intp

    def _column(self, place: int, kind: Any, each: str | None) -> Array:
        count = self.scene.population.count if each is None else self.scene.population.layouts[each].total
        if place in self.scene.draft.constants:
            same: Array = np.broadcast_to(np.asarray(self.scene.draft.template[place], dtype=kind), count)
            return same
        column: Array = np.empty(count, dtype=kind)
        self.stores.append(_Store(place, column, each))
        return column

    def _optional(self, place: int | None, kind: Any) -> Array | None:
        return None if place is None else self._column(place, kind, None)


# --- running ----------------------------------------------------------------------------------------------------------


def run(
    made: Plan, threads: int = 1, chunk: int | None = None, progress: Callable[[int, int], None] | None = None
) -> None:  # fmt: skip
    """Fill the kept columns, chunk by chunk; ``progress`` is told how many people of how many are done."""
    count = made.scene.population.count
    size = chunk or _chunk_size(made.scene)
    parts = [(start, min(start + size, count)) for start in range(0, count, size)]
    told = progress or (lambda _done, _all: None)
    told(0, count)
    if threads <= 1 or len(parts) <= 1:
        for part in parts:
            _run_part(made, *part)
            told(part[1], count)
        return
    with ThreadPoolExecutor(threads) as pool:
        for part, _ in zip(parts, pool.map(lambda part: _run_part(made, *part), parts), strict=True):
            told(part[1], count)


def _chunk_size(scene: Scene) -> int:
    population = scene.population
    longest = max([population.layouts[name].total for name in scene.collections], default=0)
    return max(256, CHUNK * population.count // max(longest, population.count, 1))


def _run_part(made: Plan, start: int, end: int) -> None:
    scene = made.scene
    frame: list[Any] = list(made.program.template)
    frame[scene.size] = end - start
    spans: dict[str | None, slice] = {None: slice(start, end)}
    for name, collection in scene.collections.items():
        layout = scene.population.layouts[name]
        bounds = layout.bounds[start : end + 1]
        spans[name] = slice(int(bounds[0]), int(bounds[-1]))
        frame[collection.bounds] = own = bounds - bounds[0]
        frame[collection.rows] = segments.rows_of(own)
        if collection.bare is not None and layout.bare is not None:
            frame[collection.bare] = layout.bare[start:end]
    for feed in scene.feeds:
        part = feed.column[_span(scene, spans, feed.each, start, end)]
        frame[feed.place] = faults.in_chunk(part) if part.dtype == faults.FAULT else part
    with np.errstate(divide="ignore", invalid="ignore"):  # of rows in doubt, which are worked out again
        made.program.run(frame)
    for store in made.stores:
        store.column[_span(scene, spans, store.each, start, end)] = frame[store.place]


def _span(scene: Scene, spans: dict[str | None, slice], each: str | None, start: int, end: int) -> slice:
    """The slice of a chunk in a column; a collection that no operation asks about is not laid out beforehand."""
    if each not in spans:
        bounds = scene.population.layouts[each or ""].bounds
        spans[each] = slice(int(bounds[start]), int(bounds[end]))
    return spans[each]
