"""How one person's results came about: ``kinerja.trace/1``, JSON-able, every value a string.

A trace is the evaluation itself, watched (``recorder``). It stands alone: with its formulas, values, limits and
rounding anyone can work out every line again, and its digest is the same whenever and wherever it is made.
"""

from __future__ import annotations

import ast
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, cast

from kinerja_admin.engine.expression.formula import Formula, print_tree
from kinerja_admin.engine.facts import Cell, Facts
from kinerja_admin.engine.functions import Value
from kinerja_admin.engine.numbers import AS_STEP, Rounding, plain
from kinerja_admin.engine.people import written as written_cell
from kinerja_admin.engine.periods import Period
from kinerja_admin.engine.policy import (
    Absence,
    Band,
    Bands,
    Basis,
    Cite,
    Input,
    Parameter,
    Policy,
    PolicyId,
    Shape,
    Step,
    Table,
    TableForm,
    value_at,
)
from kinerja_admin.engine.recorder import Applied, Passage, Recorder
from kinerja_admin.engine.reference import Fault, Prepared, check_in_force, holds
from kinerja_admin.engine.results_file import written
from kinerja_admin.engine.substitution import Substitution
from kinerja_admin.errors import PersonalError, WrongUse

SCHEMA = "kinerja.trace/1"

_LOOKUPS = frozenset({"LOOKUP", "BAND"})
_CHOOSING = frozenset({"IF", "COALESCE"})

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Trace:
    """One person's trace."""

    content: Mapping[str, Any]

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON."""
        text = json.dumps(self.content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def trace(policy: Policy, facts: Facts, row: int, period: Period) -> Trace:
    """The trace of the person in one row (counted from 0).

    Raises:
        WrongUse: ROW_UNKNOWN, there is no such row.
        Refused: NOT_EFFECTIVE, the policy does not speak about the period.
    """
    check_in_force(policy, period)
    if not 0 <= row < len(facts):
        raise WrongUse("ROW_UNKNOWN", file="", row=str(row + 1), count=str(len(facts)))
    return trace_person(Prepared(policy, period), facts.ids[row], facts.row(row))


def trace_person(prepared: Prepared, person: str, cells: Mapping[str, Cell]) -> Trace:
    """The trace of one person."""
    recorder = Recorder(prepared, cells)
    recorder.work_out_all()
    recorder.step = ""
    fault, warnings = recorder.verdict()
    return Trace(_Writer(recorder, person).content(fault, warnings))


def _value(value: object, decimals: int | None = None) -> Any:
    """A value as a string, a series as a list, nothing as null."""
    if isinstance(value, tuple):
        return [None if one is None else _value(one, decimals) for one in value]
    if value is None or isinstance(value, PersonalError):
        return None
    if isinstance(value, (Fraction, bool, date, str)):
        return written(value, decimals)
    return str(value)


def _raw(value: object) -> Any:
    """A value before rounding, to twelve decimals."""
    return plain(AS_STEP.apply(value)) if isinstance(value, Fraction) else _value(value)


def _cites(cites: tuple[Cite, ...]) -> list[Json]:
    return [{"law": one.law, "place": one.place, "title": one.title} for one in cites]


def _fault(error: PersonalError | Fault, step: str) -> Json:
    return {"code": error.code, "step": error.step or step, "cause": dict(error.parameters)}


class _Writer:
    """Writes down what a recorder has seen."""

    def __init__(self, recorder: Recorder, person: str) -> None:
        self.recorder = recorder
        self.policy = recorder.policy
        self.period = recorder.prepared.period
        self.person = person
        self.seen: set[str] = set()

    def content(self, fault: Fault | None, warnings: tuple[str, ...]) -> Json:
        """The whole trace."""
        policy = self.policy
        return {
            "schema": SCHEMA,
            "policy": {
                "id": str(policy.id), "title": policy.title, "digest": policy.digest,
                "from": str(policy.first), "to": None if policy.last is None else str(policy.last),
                "uses": [{"policy": str(one), "digest": digest} for one, digest in self._uses()],
            },
            "period": str(self.period),
            "person": self.person,
            "nodes": list(self._nodes()),
            "checks": [self._check(check.id, check.assertion, check.basis, is_warning=check.is_warning)
                       for check in policy.checks if check.assertion],
            "outputs": list(self._outputs()),
            "error": _fault(fault, "") if fault else None,
            "warnings": list(warnings),
        }  # fmt: skip

    def _uses(self) -> list[tuple[PolicyId, str]]:
        """What the policy takes from, by name: the order of keys is nothing."""
        return sorted((use.provider, use.digest) for use in self.policy.uses)

    def _nodes(self) -> Iterator[Json]:
        for name in self.policy.order:
            step = self.policy.steps[name]
            for formula in self._formulas(step):
                yield from self._asked_by(formula)
            yield from self._mentioned(step.explain)
            yield self._step(step)
        for check in self.policy.checks:
            if check.assertion:
                yield from self._asked_by(check.assertion)

    def _formulas(self, step: Step) -> Iterator[Formula]:
        if step.indicator:
            applies = self.policy.indicators[step.indicator].applies
            yield from (applies,) if applies else ()
        yield from step.formulas

    def _asked_by(self, formula: Formula) -> Iterator[Json]:
        """The facts, constants and tables that a formula asks for, unless they stand there already."""
        for name in (*formula.names, *formula.tables):
            if name in self.seen or name in self.policy.steps or name not in self.recorder.asked:
                continue
            self.seen.add(name)
            if name in self.policy.inputs:
                yield from self._asked_of_indicator(self.policy.inputs[name])
                yield self._input(self.policy.inputs[name])
            elif name in self.policy.parameters:
                yield self._parameter(self.policy.parameters[name])
            else:
                yield self._table(self.policy.tables[name])

    def _mentioned(self, sentence: str) -> Iterator[Json]:
        """What the author's sentence about a step mentions, also where this person's way did not need it."""
        for name in re.findall(r"\{([a-z][a-z0-9_]*)\}", sentence):
            if name in self.seen:
                continue
            if name in self.policy.parameters:
                self.seen.add(name)
                yield self._parameter(self.policy.parameters[name])
            elif name in self.policy.inputs and self.recorder.cells.get(name) is not None:
                self.seen.add(name)
                yield self._input(self.policy.inputs[name])

    def _asked_of_indicator(self, wanted: Input) -> Iterator[Json]:
        applies = self.policy.indicators[wanted.indicator].applies if wanted.indicator else None
        if applies:
            yield from self._asked_by(applies)

    # --- facts, constants, tables ---------------------------------------------------------------------------------

    def _head(self, kind: str, name: str, basis: Basis, shape: Shape, unit: str = "") -> Json:
        return {
            "kind": kind, "name": name, "label": basis.label, "type": shape.kind.value, "unit": unit or _unit(shape),
            "path": basis.path,
            "policy": str(basis.origin or self.policy.id), "cites": _cites(basis.cites), "unverified": basis.unverified,
        }  # fmt: skip

    def _input(self, wanted: Input) -> Json:
        recorder, cell = self.recorder, self.recorder.cells.get(wanted.name)
        held = recorder.read_of(wanted)
        node = self._head("input", wanted.name, wanted.basis, wanted.shape) | {
            "source": wanted.source,
            "periods": wanted.periods if wanted.source.startswith("hasil.") else None,
            "each": wanted.shape.each,
            "given": _given(cell),
            "value": _value(held),
            "state": _state_of(wanted, cell, held),
        }
        if wanted.absence is Absence.USE:
            node["default"] = _value(wanted.default)
        error = held if isinstance(held, PersonalError) else None
        return node | ({"error": _fault(error, wanted.name)} if error else {})

    def _parameter(self, parameter: Parameter) -> Json:
        dated = value_at(parameter.values, self.period.first)
        node = self._head("parameter", parameter.name, parameter.basis, parameter.shape)
        if dated.cites:
            node["cites"] = _cites(dated.cites)
        node["unverified"] = dated.unverified or parameter.basis.unverified
        return node | {"value": _value(dated.value), "since": str(dated.start) if len(parameter.values) > 1 else None}

    def _table(self, table: Table) -> Json:
        dated = value_at(table.contents, self.period.first)
        node = self._head("table", table.name, table.basis, table.shape)
        if dated.cites:
            node["cites"] = _cites(dated.cites)
        node["unverified"] = dated.unverified or table.basis.unverified
        return node | {
            "form": table.form.value,
            "keys": [key.label for key in table.keys],
            "marginal": table.marginal,
            "since": str(dated.start) if len(table.contents) > 1 else None,
        }

    # --- steps ------------------------------------------------------------------------------------------------------

    def _step(self, step: Step) -> Json:
        recorder = self.recorder
        error = recorder.errors.get(step.name)
        node = self._head("step", step.name, step.basis, step.shape, step.unit) | {
            "explain": step.explain,
            "decimals": step.decimals,
            "each": step.shape.each,
            "formula": step.formula.printed if step.formula else None,
            "value": _value(recorder.values.get(step.name), step.decimals),
            "rounding": _rounding(step.rounding) if step.shape.kind.is_number else None,
            "lookups": self._lookups(step),
            "choices": self._choices(step),
        }
        if step.indicator:
            node["indicator"] = self._indicator(step)
        if step.cases:
            node["hit"] = "unique" if step.unique else "first"
            node["otherwise"] = step.otherwise.printed if step.otherwise else None
        passages = [self._passage(step, one) for one in recorder.passages.get(step.name, ())]
        if step.shape.each:
            node["elements"] = passages
        elif passages:
            node |= passages[0]
        return node | ({"error": _fault(error, step.name)} if error else {})

    def _indicator(self, step: Step) -> Json:
        indicator = self.policy.indicators[step.indicator]
        found: Json = {"name": indicator.name, "weight": plain(indicator.weight), "applies": None}
        if indicator.applies:
            value = self._came_to(indicator.applies, None)
            found["applies"] = self._condition(indicator.applies, value, None)
        return found

    def _passage(self, step: Step, passage: Passage) -> Json:
        index = passage.index
        found: Json = {"raw": _raw(passage.raw)}
        if step.formula:
            found["substituted"] = self._put(step.formula, index)
        else:
            found |= {
                "chosen": passage.chosen,
                "cases": [self._case(step, place, index) for place in range(len(step.cases))],
            }
            if not passage.chosen and step.otherwise:
                found["substituted"] = self._put(step.otherwise, index)
        if step.then:
            found["then"] = [self._applied(one, index) for one in passage.applied]
        if step.shape.each:
            found["value"] = _value(passage.value, step.decimals)
        if isinstance(passage.raw, Fraction) and isinstance(passage.value, Fraction):
            before = passage.applied[-1].after if passage.applied else passage.raw
            found["rounded"] = before != passage.value
        return found

    def _case(self, step: Step, place: int, index: int | None) -> Json:
        case = step.cases[place]
        met = self._came_to(case.when, index)
        found = {
            "id": case.id, "label": case.basis.label, "value": case.value.printed, "cites": _cites(case.basis.cites),
            "unverified": case.basis.unverified, "when": self._condition(case.when, met, index),
        }  # fmt: skip
        chosen = any(
            passage.index == index and passage.chosen == case.id for passage in self.recorder.passages[step.name]
        )
        return found | ({"substituted": self._put(case.value, index)} if chosen else {})

    def _condition(self, formula: Formula, met: Value | KeyError, index: int | None) -> Json:
        looked_at = isinstance(met, bool)
        return {
            "formula": formula.printed,
            "substituted": self._put(formula, index),
            "holds": _value(met) if looked_at else None,
        }

    def _applied(self, applied: Applied, index: int | None) -> Json:
        entry = applied.entry
        if isinstance(entry, Rounding):
            what: Json = {"rule": "round", **_rounding(entry)}
        else:
            what = {
                "rule": "at_least" if entry.at_least else "at_most", "formula": entry.formula.printed,
                "substituted": self._put(entry.formula, index), "bound": _raw(applied.bound),
            }  # fmt: skip
        return what | {"bit": applied.before != applied.after, "result": _raw(applied.after)}

    def _calls(self, step: Step, names: frozenset[str]) -> Iterator[tuple[Formula, ast.Call, int | None]]:
        """The calls of some functions that were worked out, in reading order, for every element."""
        for formula in self._formulas(step):
            calls = [node for node in ast.walk(formula.tree) if isinstance(node, ast.Call)]
            for call in sorted(calls, key=lambda node: node.col_offset):
                if cast(ast.Name, call.func).id in names:
                    yield from ((formula, call, index) for index in self.recorder.watched.places(call))

    def _lookups(self, step: Step) -> list[Json]:
        """Tables consulted: the arguments, what was found, and where; equal ones once."""
        found: dict[str, Json] = {}
        for formula, call, index in self._calls(step, _LOOKUPS):
            came_to = self.recorder.watched.came_to
            arguments = [came_to(formula, node, index) for node in call.args[1:]]
            entry = self._lookup(call, arguments, came_to(formula, call, index))
            kept = found.setdefault(json.dumps([entry["call"], entry["arguments"]]), entry | {"elements": []})
            if index is not None:
                kept["elements"].append(index)
        return list(found.values())

    def _lookup(self, call: ast.Call, arguments: list[Value], value: Value) -> Json:
        table = self.policy.tables[cast(ast.Name, call.args[0]).id]
        entry = {
            "call": print_tree(call),
            "table": table.name,
            "arguments": [_raw(argument) for argument in arguments],
            "value": _value(value),
        }
        return entry if table.form is TableForm.KEY else entry | self._band(table, arguments)

    def _band(self, table: Table, arguments: list[Value]) -> Json:
        """The bounds of the band that was hit; for marginal bands every slice that adds to the amount."""
        amount, key = arguments[0], arguments[1] if len(arguments) > 1 else None
        bands = cast(Bands, self.recorder.prepared.tables[table.name])[key]
        assert isinstance(amount, Fraction)
        if table.marginal:
            hit = [band for band in bands if band.low is None or band.low < amount]
            return {"slices": [{**_bounds(band), "rate": _value(band.value)} for band in hit]}
        return {"band": next(_bounds(band) for band in bands if holds(table.form, band, amount))}

    def _choices(self, step: Step) -> list[Json]:
        """Which way every IF and COALESCE went: the condition held, the fact was there."""
        found: dict[str, Json] = {}
        for formula, call, index in self._calls(step, _CHOOSING):
            met = self.recorder.watched.came_to(formula, call.args[0], index)
            holds_here = met if isinstance(met, bool) and cast(ast.Name, call.func).id == "IF" else met is not None
            entry: Json = {"call": print_tree(call), "holds": _value(holds_here), "elements": []}
            kept = found.setdefault(json.dumps([entry["call"], entry["holds"]]), entry)
            if index is not None:
                kept["elements"].append(index)
        return list(found.values())

    # --- what comes out ---------------------------------------------------------------------------------------------

    def _check(self, check_id: str, assertion: Formula, basis: Basis, *, is_warning: bool) -> Json:
        met = self._came_to(assertion, None)
        error = None if isinstance(met, bool) else self.recorder.failure(assertion)
        return {
            "id": check_id, "label": basis.label, "cites": _cites(basis.cites), "is_warning": is_warning,
            **self._condition(assertion, met, None),
            "error": _fault(error, check_id) if error else None,
        }  # fmt: skip

    def _outputs(self) -> Iterator[Json]:
        for name, output in self.policy.outputs.items():
            step, error = self.policy.steps[name], self.recorder.errors.get(name)
            yield {
                "name": name, "label": output.label, "unit": step.unit, "decimals": step.decimals,
                "payable": output.payable, "export": output.export,
                "value": _value(self.recorder.values.get(name), step.decimals),
                "error": _fault(error, name) if error else None,
            }  # fmt: skip

    def _put(self, formula: Formula, index: int | None) -> str:
        return Substitution(self.recorder, formula, self.recorder.watched.came_to).printed(index)

    def _came_to(self, formula: Formula, index: int | None) -> Value | KeyError:
        try:
            return self.recorder.watched.came_to(formula, formula.tree, index)
        except KeyError as unseen:
            return unseen


def _unit(shape: Shape) -> str:
    return "" if shape.unit is None else str(shape.unit)


def _rounding(rounding: Rounding | None) -> Json:
    """What is done last; a step that nothing rounds keeps twelve decimals."""
    rounding = rounding or AS_STEP
    return {"to": plain(rounding.to), "mode": rounding.mode.value}


def _bounds(band: Band) -> Json:
    return {"from": _value(band.low), "to": _value(band.high)}


def _given(cell: Cell) -> Any:
    if isinstance(cell, tuple):
        return [None if one is None else _text(one) for one in cell]
    return None if cell is None else _text(cell)


def _text(cell: Cell) -> str:
    return plain(cell) if isinstance(cell, Fraction) else written_cell(cell)


def _state_of(wanted: Input, cell: Cell, held: object) -> str:
    """Where a fact stands: given, a default, absent, missing, or of an indicator that does not apply."""
    if isinstance(held, PersonalError):
        return "missing" if held.code == "MISSING_INPUT" and cell is None else "refused"
    if held is None and wanted.indicator:
        return "not_asked"
    if wanted.shape.each is not None:
        return "given"
    if cell is not None:
        return "given"
    return "default" if wanted.absence is Absence.USE else "absent"
