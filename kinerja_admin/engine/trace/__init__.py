"""How one person's results came about: ``kinerja.trace/1``, JSON-able, every value a string.

A trace is the evaluation itself, watched (``recorder``). It stands alone: with its formulas, values, limits and
rounding anyone can work out every line again, and its digest is the same whenever and wherever it is made.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from kinerja_admin.engine.expression.formula import Formula
from kinerja_admin.engine.facts import Cell, Rows
from kinerja_admin.engine.numbers import plain
from kinerja_admin.engine.people import written as written_cell
from kinerja_admin.engine.periods import Period
from kinerja_admin.engine.policy import Absence, Basis, Input, Parameter, Policy, PolicyId, Table, value_at
from kinerja_admin.engine.reference import Fault, Prepared, check_in_force
from kinerja_admin.engine.trace.confidence import in_short, without_causes
from kinerja_admin.engine.trace.recorder import Recorder
from kinerja_admin.engine.trace.steps import StepWriter
from kinerja_admin.engine.trace.values import Json, cites_of, fault_of, head_of, value_of
from kinerja_admin.engine.withholding import resting_on
from kinerja_admin.errors import PersonalError, WrongUse

SCHEMA = "kinerja.trace/1"


@dataclass(frozen=True, slots=True)
class Trace:
    """One person's trace."""

    content: Mapping[str, Any]

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON."""
        text = json.dumps(self.content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


Labels = Mapping[str, Sequence[str]]
"""What the elements of a person's series are, by collection: days, months (``2026-03``), names."""


def trace(
    policy: Policy, facts: Rows, row: int, period: Period, labels: Labels | None = None,
    in_confidence: frozenset[str] = frozenset(),
) -> Trace:  # fmt: skip
    """The trace of the person in one row (counted from 0); ``labels`` name the elements of the person's series.

    Of the collections ``in_confidence`` only counts, sums and means are told.

    Raises:
        WrongUse: ROW_UNKNOWN, there is no such row.
        Refused: NOT_EFFECTIVE, the policy does not speak about the period.
    """
    check_in_force(policy, period)
    if not 0 <= row < len(facts):
        raise WrongUse("ROW_UNKNOWN", file="", row=str(row + 1), count=str(len(facts)))
    return trace_person(Prepared(policy, period), facts.ids[row], facts.row(row), labels, in_confidence)


def trace_person(
    prepared: Prepared, person: str, cells: Mapping[str, Cell], labels: Labels | None = None,
    in_confidence: frozenset[str] = frozenset(),
) -> Trace:  # fmt: skip
    """The trace of one person."""
    recorder = Recorder(prepared, cells)
    recorder.work_out_all()
    recorder.step = ""
    fault, warnings = recorder.verdict()
    found = frozenset(in_confidence & set(prepared.collections))
    content = _Writer(recorder, person, labels or {}, found).content(fault, warnings)
    names = frozenset(one.name for one in prepared.policy.inputs.values() if one.shape.each in found)
    told = without_causes(content, prepared.kept | resting_on(prepared.policy, names))
    return Trace({**told, "in_confidence": sorted(found)} if found else told)


class _Writer:
    """Writes down what a recorder has seen."""

    def __init__(self, recorder: Recorder, person: str, labels: Labels, in_confidence: frozenset[str]) -> None:
        self.recorder = recorder
        self.in_confidence = in_confidence
        self.steps = StepWriter(recorder, in_confidence)
        self.policy = recorder.policy
        self.period = recorder.prepared.period
        self.person = person
        self.labels = labels
        self.seen: set[str] = set()

    def content(self, fault: Fault | None, warnings: tuple[str, ...]) -> Json:
        """The whole trace."""
        policy, used = self.policy, self.recorder.used()
        nodes = [{**node, "used": node["name"] in used} for node in self._nodes()]
        return {
            "schema": SCHEMA,
            "policy": {
                "id": str(policy.id), "title": policy.title, "digest": policy.digest,
                "from": str(policy.first), "to": None if policy.last is None else str(policy.last),
                "uses": [{"policy": str(one), "digest": digest} for one, digest in self._uses()],
            },
            "period": str(self.period),
            "person": self.person,
            "labels": self._labels(),
            "nodes": nodes,
            "unasked": self._unasked({node["name"] for node in nodes}),
            "checks": [self._check(check.id, check.assertion, check.basis, is_warning=check.is_warning)
                       for check in policy.checks if check.assertion and check.kind == "assert"],
            "outputs": list(self._outputs()),
            "error": fault_of(fault, "") if fault else None,
            "warnings": list(warnings),
        }  # fmt: skip

    def _uses(self) -> list[tuple[PolicyId, str]]:
        """What the policy takes from, by name: the order of keys is nothing."""
        return sorted((use.provider, use.digest) for use in self.policy.uses)

    def _labels(self) -> Json:
        """What the elements are called, of the collections whose length the labels fit."""
        collections = self.recorder.prepared.collections
        told = set(collections) - self.in_confidence
        fitting = {each: labels for each, labels in self.labels.items() if each in told}
        return {each: list(one) for each, one in sorted(fitting.items()) if len(one) == self.recorder.length(each)}

    def _unasked(self, known: set[str]) -> Json:
        """What the items are called that this person's way did not need, but formulas name."""
        policy = self.policy
        labels = {
            **{name: one.basis.label for name, one in policy.inputs.items()},
            **{name: one.basis.label for name, one in policy.parameters.items()},
            **{name: one.basis.label for name, one in policy.tables.items()},
        }
        return {name: label for name, label in labels.items() if label and name not in known}

    def _nodes(self) -> Iterator[Json]:
        for name in self.policy.order:
            step = self.policy.steps[name]
            for formula in self.steps.formulas(step):
                yield from self._asked_by(formula)
            yield from self._mentioned(step.explain)
            yield self.steps.node(step)
        for check in self.policy.checks:
            if check.assertion and check.kind == "assert":
                yield from self._asked_by(check.assertion)

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
            elif name in self.policy.inputs:
                self.seen.add(name)
                yield self._input(self.policy.inputs[name])

    def _asked_of_indicator(self, wanted: Input) -> Iterator[Json]:
        applies = self.policy.indicators[wanted.indicator].applies if wanted.indicator else None
        if applies:
            yield from self._asked_by(applies)

    # --- facts, constants, tables ---------------------------------------------------------------------------------

    def _input(self, wanted: Input) -> Json:
        recorder, cell = self.recorder, self.recorder.cells.get(wanted.name)
        held = recorder.read_of(wanted)
        node = head_of(self.policy, "input", wanted.name, wanted.basis, wanted.shape) | {
            "source": wanted.source,
            "periods": wanted.periods if wanted.source.startswith("hasil.") else None,
            "each": wanted.shape.each,
            "given": _given(cell),
            "value": value_of(held),
            **self._in_short(wanted, held),
            "state": _state_of(wanted, cell, held),
        }
        if wanted.absence is Absence.USE:
            node["default"] = value_of(wanted.default)
        error = held if isinstance(held, PersonalError) else None
        return node | ({"error": fault_of(error, wanted.name)} if error else {})

    def _in_short(self, wanted: Input, held: object) -> Json:
        """What is told in place of the values themselves, where they were given in confidence."""
        if wanted.shape.each not in self.in_confidence:
            return {}
        return {"given": None, "value": in_short(held) if isinstance(held, tuple) else None}

    def _parameter(self, parameter: Parameter) -> Json:
        dated = value_at(parameter.values, self.period.first)
        node = head_of(self.policy, "parameter", parameter.name, parameter.basis, parameter.shape)
        if dated.cites:
            node["cites"] = cites_of(dated.cites)
        node["unverified"] = dated.unverified or parameter.basis.unverified
        return node | {"value": value_of(dated.value), "since": str(dated.start) if len(parameter.values) > 1 else None}

    def _table(self, table: Table) -> Json:
        dated = value_at(table.contents, self.period.first)
        node = head_of(self.policy, "table", table.name, table.basis, table.shape)
        if dated.cites:
            node["cites"] = cites_of(dated.cites)
        node["unverified"] = dated.unverified or table.basis.unverified
        return node | {
            "form": table.form.value,
            "keys": [key.label for key in table.keys],
            "marginal": table.marginal,
            "since": str(dated.start) if len(table.contents) > 1 else None,
        }

    # --- what comes out ---------------------------------------------------------------------------------------------

    def _check(self, check_id: str, assertion: Formula, basis: Basis, *, is_warning: bool) -> Json:
        met = self.steps.came_to(assertion, None)
        error = None if isinstance(met, bool) else self.recorder.failure(assertion)
        return {
            "id": check_id, "label": basis.label, "cites": cites_of(basis.cites), "is_warning": is_warning,
            **self.steps.condition(assertion, met, None),
            "error": fault_of(error, check_id) if error else None,
        }  # fmt: skip

    def _outputs(self) -> Iterator[Json]:
        for name, output in self.policy.outputs.items():
            step, error = self.policy.steps[name], self.recorder.errors.get(name)
            yield {
                "name": name, "label": output.label, "unit": step.unit, "decimals": step.decimals,
                "payable": output.payable, "export": output.export,
                "value": value_of(self.recorder.values.get(name), step.decimals),
                "error": fault_of(error, name) if error else None,
            }  # fmt: skip


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
