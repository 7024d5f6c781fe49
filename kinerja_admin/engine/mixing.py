"""Policies between two versions: some of the changed items as they were, the others as they will be.

An item is what can be changed by itself and still leave a policy that can be worked out: a parameter, a table, an
input, a step, an indicator with its score and measures, the rounding of a unit. Items that only make sense together
(what changed its kind with whoever asks for it, and what would run in a circle) count as one.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from kinerja_admin.engine.expression.formula import Formula
from kinerja_admin.engine.numbers import Rounding
from kinerja_admin.engine.periods import Period
from kinerja_admin.engine.policy import Indicator, Input, Limit, Policy, Shape, Step, value_at
from kinerja_admin.engine.reader.ordering import order_of

Atom = tuple[str, str]
"""Section and name of something that changed."""

_ROUNDING = "rounding"


@dataclass(frozen=True, slots=True)
class Item:
    """What changed as one: the sections and names of what belongs to it."""

    atoms: tuple[Atom, ...]

    @property
    def name(self) -> str:
        """The names of what belongs to it."""
        return ", ".join(dict.fromkeys(name for _, name in self.atoms))


class Mixer:
    """Makes the policies between two versions, for one period."""

    def __init__(self, old: Policy, new: Policy, period: Period) -> None:
        """Find what changed, in the order in which one thing rests on another."""
        self.old, self.new, self.period = old, new, period
        self.asking = Asking()
        self._rounded_steps: dict[tuple[int, Rounding | None], Step] = {}
        before, after = (_signatures(policy, period) for policy in (old, new))
        changed = [atom for atom in (*before, *after) if before.get(atom) != after.get(atom)]
        atoms = [atom for atom in dict.fromkeys(changed) if self._is_item(atom)]
        self.items = tuple(sorted((Item(group) for group in self._groups(atoms)), key=self._place))  # equal: as found

    def mixed(self, chosen: frozenset[int], outputs: Iterable[str]) -> Policy:
        """The policy in which the chosen items (by place) are new and all others old, as far as the outputs need it."""
        taken = {atom for place in chosen for atom in self.items[place].atoms}
        steps = self._picked("steps", taken)
        inputs, indicators = self._picked("inputs", taken), self._picked("indicators", taken)
        asked = {name: self.asking.of(step, inputs, indicators) for name, step in steps.items()}
        needed = _reached(outputs, asked)
        made = {name: self._rounded(steps[name], taken) for name in steps if name in needed}
        order, _ = order_of({name: asked[name] for name in made})
        return replace(
            self.new,
            first=self.period.first,
            last=self.period.last,
            inputs=inputs,
            indicators={name: one for name, one in indicators.items() if one.score in steps},
            parameters=self._picked("parameters", taken),
            tables=self._picked("tables", taken),
            steps=made,
            order=order,
            outputs={},
            lists={},
            checks=(),
        )

    def is_new(self, name: str, chosen: frozenset[int]) -> bool:
        """Whether an input is the new version's in a mixed policy: where both have it, its item says so."""
        if name not in self.old.inputs or name not in self.new.inputs:
            return name in self.new.inputs
        atom = _atom_of_input(self.new.inputs[name])
        return any(atom in self.items[place].atoms for place in chosen)

    # --- what belongs together ----------------------------------------------------------------------------------------

    def _is_item(self, atom: Atom) -> bool:
        """Whether it can move a result: what only one version has moves nothing unless something asks for it."""
        section, name = atom
        sides = [_holders(policy, name) for policy in (self.old, self.new)]
        return section in {"indicators", _ROUNDING} or all(sides)

    def _groups(self, atoms: list[Atom]) -> Iterator[tuple[Atom, ...]]:
        """What changed, put together as far as it only makes sense together."""
        together = _Together(atoms)
        by_name: dict[str, Atom] = {}
        for atom in atoms:
            for name in self._names(atom):
                together.join(by_name.setdefault(name, atom), atom)
        users = self._users()
        knots = [frozenset((name, *users.get(name, ()))) for name in by_name if self._changes_shape(name)]
        for knot in (*knots, *_circles(users)):
            together.join(*(by_name[name] for name in knot if name in by_name))
        return together.groups()

    def _names(self, atom: Atom) -> tuple[str, ...]:
        """The names that an item takes in the name space of formulas."""
        section, name = atom
        if section == _ROUNDING:
            return ()
        if section != "indicators":
            return (name,)
        sides = [policy.indicators[name] for policy in (self.old, self.new) if name in policy.indicators]
        measures = (f"{name}_{measure}" for one in sides for measure in one.measures)
        return tuple(dict.fromkeys((*(one.score for one in sides), *measures)))

    def _users(self) -> dict[str, set[str]]:
        """Who asks for a name, in either version."""
        users: dict[str, set[str]] = {}
        for policy in (self.old, self.new):
            for step in policy.steps.values():
                for name in self.asking.of(step, policy.inputs, policy.indicators):
                    users.setdefault(name, set()).add(step.name)
        return users

    def _changes_shape(self, name: str) -> bool:
        sides = [_holders(policy, name) for policy in (self.old, self.new)]
        return any(sides) and (not all(sides) or sides[0] != sides[1])

    def _place(self, item: Item) -> int:
        """Facts and constants first, then steps as they rest on one another."""
        order = {name: place for place, name in enumerate((*self.old.order, *self.new.order))}
        return max((order[name] for atom in item.atoms for name in self._names(atom) if name in order), default=-1)

    # --- policies between ---------------------------------------------------------------------------------------------

    def _picked(self, section: str, taken: set[Atom]) -> dict[str, Any]:
        """The items of a section: what both have as chosen, what one has alone wherever nothing else has its name."""
        old, new = getattr(self.old, section), getattr(self.new, section)
        found = {}
        for name in dict.fromkeys((*old, *new)):
            is_taken = self._atom(section, name) in taken
            sides = (new, old) if is_taken else (old, new)
            wanted = sides[0].get(name)
            if wanted is None and self._stands_alone(section, name, new=is_taken):
                wanted = sides[1].get(name)
            if wanted is not None:
                found[name] = wanted
        return found

    def _atom(self, section: str, name: str) -> Atom:
        for policy in (self.new, self.old):
            if section == "inputs" and name in policy.inputs:
                return _atom_of_input(policy.inputs[name])
            if section == "steps" and name in policy.steps and policy.steps[name].indicator:
                return "indicators", policy.steps[name].indicator
        return section, name

    def _stands_alone(self, section: str, name: str, *, new: bool) -> bool:
        """Whether what one version lacks may stand in it: nobody asks for it, unless it weighs in every total score."""
        policy = self.new if new else self.old
        return self._atom(section, name)[0] != "indicators" and not _holders(policy, name)

    def _rounded(self, step: Step, taken: set[Atom]) -> Step:
        """A step with the rounding of its unit, where that is what it goes by."""
        for policy in (self.old, self.new):
            if policy.steps.get(step.name) is step and _rounds_by_unit(step, policy):
                chosen = self.new if (_ROUNDING, step.unit) in taken else self.old
                other = self.old if chosen is self.new else self.new
                rounding = chosen.rounding.get(step.unit) or other.rounding.get(step.unit)
                # the same one whenever it is the same: what policies have in common is known by identity
                return self._rounded_steps.setdefault((id(step), rounding), replace(step, rounding=rounding))
        return step


class _Together:
    """Puts things into groups."""

    def __init__(self, atoms: list[Atom]) -> None:
        self.group = {atom: [atom] for atom in atoms}

    def join(self, *atoms: Atom) -> None:
        """One group of the groups of some."""
        for other in atoms[1:]:
            one, more = self.group[atoms[0]], self.group[other]
            if one is not more:
                one += more
                self.group |= dict.fromkeys(more, one)

    def groups(self) -> Iterator[tuple[Atom, ...]]:
        """Every group once, each in the order in which its members came."""
        order = list(self.group)
        seen: set[int] = set()
        for found in self.group.values():
            if id(found) not in seen:
                seen.add(id(found))
                yield tuple(sorted(found, key=order.index))


# --- what an item says ------------------------------------------------------------------------------------------------


def _signatures(policy: Policy, period: Period) -> dict[Atom, Any]:
    """Everything about each item that a result can depend on."""
    found: dict[Atom, Any] = {("parameters", name): (value_at(one.values, period.first).value, _shape(one.shape))
                              for name, one in policy.parameters.items() if one.values}  # fmt: skip
    for name, table in policy.tables.items():
        content = value_at(table.contents, period.first).value
        found["tables", name] = (table.form, table.marginal, _shape(table.shape), table.shape.unit, dict(content))
    for name, wanted in policy.inputs.items():
        if not wanted.indicator:
            found["inputs", name] = _input(wanted)
    for name, indicator in policy.indicators.items():
        found["indicators", name] = _indicator(policy, indicator)
    for name, step in policy.steps.items():
        if not step.indicator:
            found["steps", name] = _step(step, policy)
    for unit, rounding in policy.rounding.items():
        if any(_rounds_by_unit(step, policy) and step.unit == unit for step in policy.steps.values()):
            found[_ROUNDING, unit] = rounding
    return found


def _shape(shape: Shape) -> tuple[Any, ...]:
    vocabulary = shape.vocabulary
    return shape.kind, shape.each, (vocabulary.name, vocabulary.words, vocabulary.ordered) if vocabulary else None


def _input(one: Input) -> tuple[Any, ...]:
    return (
        *(_shape(one.shape), one.decimals, one.low, one.high, one.absence, type(one.default), one.default),
        *(one.source, one.periods),
    )


def _indicator(policy: Policy, one: Indicator) -> tuple[Any, ...]:
    measures = tuple(_input(policy.inputs[name]) for name in policy.inputs if policy.inputs[name].indicator == one.name)
    score = policy.steps.get(one.score)
    return (
        *(one.weight, one.of, one.span, one.evidence, _formula(one.applies), measures),
        _step(score, policy) if score else None,
    )


def _step(one: Step, policy: Policy) -> tuple[Any, ...]:
    cases = tuple((_formula(case.when), _formula(case.value)) for case in one.cases)
    then = tuple((entry.at_least, _formula(entry.formula)) if isinstance(entry, Limit) else entry for entry in one.then)
    rounding: Rounding | str | None = "by unit" if _rounds_by_unit(one, policy) else one.rounding
    return (
        _shape(one.shape),
        _formula(one.formula),
        cases,
        _formula(one.otherwise),
        one.unique,
        then,
        rounding,
        one.unit,
    )


def _formula(formula: Formula | None) -> tuple[Any, ...] | None:
    """The canonical text, and the kinds of everything in it: the same words may be of another vocabulary."""
    if formula is None:
        return None
    shapes = (formula.shapes.get(node) for node in ast.walk(formula.tree) if isinstance(node, ast.expr))
    return formula.printed, tuple(_shape(shape) for shape in shapes if shape is not None)


def _rounds_by_unit(step: Step, policy: Policy) -> bool:
    return step.rounding is not None and step.rounding == policy.rounding.get(step.unit)


def _atom_of_input(one: Input) -> Atom:
    return ("indicators", one.indicator) if one.indicator else ("inputs", one.name)


def _holders(policy: Policy, name: str) -> tuple[Any, ...]:
    """What a name means in a version: the section and the shape; nothing where nobody has it."""
    sections: Mapping[str, Mapping[str, Any]] = {
        "steps": policy.steps, "inputs": policy.inputs, "parameters": policy.parameters, "tables": policy.tables,
    }  # fmt: skip
    return tuple((section, _shape(items[name].shape)) for section, items in sections.items() if name in items)


# --- who rests on whom ------------------------------------------------------------------------------------------------


class Asking:
    """What steps ask for; the formulas of each step are looked through once."""

    def __init__(self) -> None:
        """Begin with nothing looked through."""
        self._known: dict[int, tuple[Step, frozenset[str], bool]] = {}

    def of(self, step: Step, inputs: Mapping[str, Input], indicators: Mapping[str, Indicator]) -> frozenset[str]:
        """The names and tables in its formulas, and whatever says whether it applies and what it weighs."""
        names, weighs = self._in_formulas(step)
        found = set(names)
        if weighs:
            found.update(one.score for one in indicators.values())
        asked = {step.indicator, *(inputs[name].indicator for name in names if name in inputs)}
        for name in asked & indicators.keys():
            applies = indicators[name].applies
            found.update((*applies.names, *applies.tables) if applies else ())
        return frozenset(found - {step.name})

    def weighs(self, step: Step) -> bool:
        """Whether it asks for the scores of all indicators with their weights."""
        return self._in_formulas(step)[1]

    def _in_formulas(self, step: Step) -> tuple[frozenset[str], bool]:
        known = self._known.get(id(step))
        if known is None:
            formulas = step.formulas
            names = frozenset(name for one in formulas for name in (*one.names, *one.tables))
            known = self._known[id(step)] = (step, names, any(one.weighs_scores for one in formulas))
        return known[1:]


def _reached(outputs: Iterable[str], asked: Mapping[str, frozenset[str]]) -> set[str]:
    """The steps that some outputs rest on."""
    found: set[str] = set()
    waiting = [name for name in outputs if name in asked]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += [other for other in asked[name] if other in asked]
    return found


def _circles(users: Mapping[str, set[str]]) -> Iterator[frozenset[str]]:
    """Names that rest on one another when both versions are laid over each other."""
    reach = {name: _reach(name, users) for name in users}
    seen: set[str] = set()
    for name, others in reach.items():
        if name in others and name not in seen:
            circle = frozenset(other for other in others if name in reach.get(other, ()))
            seen |= circle
            yield circle


def _reach(name: str, users: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = list(users.get(name, ()))
    while waiting:
        other = waiting.pop()
        if other not in found:
            found.add(other)
            waiting += users.get(other, ())
    return found
