"""Formulas meet their names: every step gets its kind, its unit, its rounding and its place in the order."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from kinerja_admin.engine.document import Node
from kinerja_admin.engine.expression.checking import Checked, check_formula, present_where, shared_shape
from kinerja_admin.engine.expression.formula import Formula
from kinerja_admin.engine.expression.names import Names, names_in
from kinerja_admin.engine.expression.syntax import similar
from kinerja_admin.engine.functions import rounding_of
from kinerja_admin.engine.numbers import Rounding, plain
from kinerja_admin.engine.policy import Basis, Case, Kind, Limit, Shape, Step, Table, Vocabulary
from kinerja_admin.engine.reader.fields import Reading
from kinerja_admin.engine.reader.ordering import order_of
from kinerja_admin.engine.reader.rules import RawFormula, RawStep
from kinerja_admin.engine.units import RUPIAH, Unit, agree
from kinerja_admin.errors import Severity

UNKNOWN = Shape(Kind.UNKNOWN)


@dataclass(slots=True)
class Binder:
    """Checks the formulas of one file in the order of their dependencies."""

    reading: Reading
    vocabularies: Mapping[str, Vocabulary]
    tables: Mapping[str, Table | None]
    values: dict[str, Shape]
    inputs: frozenset[str]
    indicators: tuple[str, ...]
    rounding: Mapping[str, Rounding]
    applies: dict[str, Formula] = field(default_factory=dict)
    checked: dict[int, Formula | None] = field(default_factory=dict)

    @property
    def names(self) -> Names:
        """What a formula may name by now."""
        return Names(self.values, self.tables, self.vocabularies, frozenset(self.indicators), self.inputs)

    def bind(self, raw: Mapping[str, RawStep], scores: Iterable[str]) -> tuple[dict[str, Step], tuple[str, ...]]:
        """The steps by name in the order of the file, and the order of evaluation."""
        needs = {name: self._needs(step, frozenset(scores)) for name, step in raw.items()}
        order, cycles = order_of(needs)
        for cycle in cycles:
            first = raw[cycle[0]]
            self.reading.problem("CYCLE", first.fields.mapping, first.fields.path, path=" → ".join(cycle))
        for name in raw:
            self.values[name] = UNKNOWN
        steps: dict[str, Step] = {}
        for name in order:
            step = self._step(raw[name])
            self.values[name] = replace(step.shape, absent=raw[name].applies is not None) if step else UNKNOWN
            if step:
                steps[name] = step
        for name in set(raw) - set(order):
            self._check_lonely(raw[name])
        return {name: steps[name] for name in raw if name in steps}, tuple(name for name in order if name in steps)

    def _needs(self, step: RawStep, scores: frozenset[str]) -> frozenset[str]:
        found: set[str] = set()
        for formula in step.formulas:
            names, weighs = names_in(formula.text)
            found.update(names)
            found.update(scores if weighs else ())
        return frozenset(found)

    def _check_lonely(self, step: RawStep) -> None:
        """A step in a cycle is still read for other faults."""
        for formula in step.formulas:
            self.formula(formula)

    def formula(self, raw: RawFormula | None, known_present: frozenset[str] = frozenset()) -> Formula | None:
        """Check one formula and note its findings where they stand."""
        if raw is None:
            return None
        checked = check_formula(raw.text, self.names, known_present)
        self._note(raw, checked)
        if checked.formula is None:
            return None
        self.reading.mean(raw.node, checked.formula.printed)
        return replace(checked.formula, path=raw.path, line=raw.node.line, column=raw.node.column)

    def condition(self, raw: RawFormula | None, known_present: frozenset[str] = frozenset()) -> Formula | None:
        """A formula that must be one condition, no series."""
        formula = self.formula(raw, known_present)
        if raw is None or formula is None or formula.shape.is_unknown:
            return formula
        if formula.shape.kind is not Kind.CONDITION:
            self.reading.problem("CONDITION_NEEDED", raw.node, raw.path, kind=formula.shape.kind.value)
            return None
        return self.single(raw, formula)

    def single(self, raw: RawFormula, formula: Formula) -> Formula | None:
        """Refuse a series where one value is needed."""
        if formula.shape.each is None:
            return formula
        self.reading.problem("SERIES_HERE", raw.node, raw.path, each=formula.shape.each)
        return None

    def _note(self, raw: RawFormula, checked: Checked) -> None:
        lead = len(raw.text) - len(raw.text.lstrip())
        quoted = 1 if raw.text != raw.node.text else 0
        for finding in checked.findings:
            offset = max(min(finding.offset + lead - quoted, max(len(raw.node.text) - 1, 0)), 0)
            line, column = self.reading.document.position(raw.node, offset)
            place = replace(raw.node, line=line, column=column)
            severity = Severity.WARNING if finding.is_warning else Severity.ERROR
            self.reading.problem(
                finding.code, place, raw.path, severity, formula=raw.text.strip(), **finding.parameters
            )

    def _step(self, raw: RawStep) -> Step | None:
        applies = self.condition(raw.applies)
        if applies:
            self.applies[raw.indicator] = applies
        known = self._measures_of(raw) | (present_where(applies.tree, holds=True) if applies else frozenset())
        formula = self.formula(raw.formula, known)
        cases = [self._case(case.id, case.when, case.value, case.basis) for case in raw.cases]
        otherwise = self.formula(raw.otherwise)
        broken = raw.broken or (raw.formula and not formula) or None in cases or (raw.otherwise and not otherwise)
        if broken or (raw.applies and not applies):
            return None
        kept = [case for case in cases if case]
        shape = self._shape(raw, formula, kept, otherwise)
        return self._finish(raw, shape, formula, tuple(kept), otherwise) if shape else None

    def _measures_of(self, raw: RawStep) -> frozenset[str]:
        prefix = f"{raw.indicator}_"
        return frozenset(name for name in self.inputs if raw.indicator and name.startswith(prefix))

    def _case(self, case_id: str, when: RawFormula | None, value: RawFormula | None, basis: Basis) -> Case | None:
        condition = self._when(when)
        known = present_where(condition.tree, holds=True) if condition else frozenset()
        result = self.formula(value, known)
        return Case(case_id, condition, result, basis) if condition and result else None

    def _when(self, raw: RawFormula | None) -> Formula | None:
        formula = self.formula(raw)
        if raw and formula and not formula.shape.is_unknown and formula.shape.kind is not Kind.CONDITION:
            self.reading.problem("CONDITION_NEEDED", raw.node, raw.path, kind=formula.shape.kind.value)
            return None
        return formula

    def _shape(
        self, raw: RawStep, formula: Formula | None, cases: list[Case], otherwise: Formula | None
    ) -> Shape | None:
        branches = [formula] if formula else [*(case.value for case in cases), *([otherwise] if otherwise else [])]
        findings, shape = shared_shape(branches, [case.when for case in cases], self.names)
        for finding in findings:
            raw.fields.problem(finding.code, "cases", **finding.parameters)
        declared = raw.declared
        if findings or shape.is_unknown or (declared and declared.is_unknown):
            return None
        return self._with_type(raw, self._with_unit(raw, shape), declared)

    def _with_unit(self, raw: RawStep, shape: Shape) -> Shape:
        unit, written = raw.unit, raw.written_unit
        if not written or unit is None:
            return shape
        if not shape.kind.is_number:
            raw.fields.problem("UNIT_OF_NO_NUMBER", "unit", unit=written)
            return shape
        if not agree(unit, shape.unit):
            raw.fields.problem("STEP_UNIT", "score" if raw.indicator else "unit", unit=written, found=str(shape.unit))
        return replace(shape, unit=unit)

    def _with_type(self, raw: RawStep, shape: Shape, declared: Shape | None) -> Shape | None:
        if shape.kind is Kind.WORD and shape.vocabulary is None:
            return self._word(raw, shape, declared)
        if declared is None or declared.kind is shape.kind is not Kind.WORD:
            return shape
        if declared.kind.is_number and shape.kind.is_number:
            return replace(shape, kind=declared.kind)
        if declared.kind is Kind.WORD and shape.kind is Kind.WORD and declared.vocabulary == shape.vocabulary:
            return shape
        found = shape.vocabulary.name if shape.vocabulary else shape.kind.value
        raw.fields.problem("STEP_TYPE", "type", type=raw.fields.text("type"), found=found)
        return None

    def _word(self, raw: RawStep, shape: Shape, declared: Shape | None) -> Shape | None:
        if declared is not None and declared.vocabulary is not None:
            strange = sorted(shape.words - set(declared.vocabulary.words))
            if strange:
                near = similar(strange[0], frozenset(declared.vocabulary.words))
                raw.fields.problem("WORD_NOT_IN", word=strange[0], vocabulary=declared.vocabulary.name, similar=near)
                return None
            return replace(shape, vocabulary=declared.vocabulary, words=frozenset())
        holders = self.names.vocabularies_with(shape.words)
        if declared is not None or len(holders) != 1:
            names = ", ".join(one.name for one in holders)
            raw.fields.problem("AMBIGUOUS_WORD", words=", ".join(sorted(shape.words)), vocabularies=names)
            return None
        return replace(shape, vocabulary=holders[0], words=frozenset())

    def _finish(
        self, raw: RawStep, shape: Shape, formula: Formula | None, cases: tuple[Case, ...], otherwise: Formula | None,
    ) -> Step | None:  # fmt: skip
        then = self._then(raw, shape)
        if then is None:
            return None
        written = raw.written_unit or (str(shape.unit) if shape.unit is not None else "")
        rounding = then.pop() if then and isinstance(then[-1], Rounding) else None
        if not isinstance(rounding, Rounding) and shape.kind.is_number:
            rounding = self.rounding.get(written) or (_by_function(formula) if not then else None)
        made = rounding if isinstance(rounding, Rounding) else None
        if (
            shape.kind is Kind.INTEGER
            and made is None
            and raw.fields.has("type")
            and not _is_whole(formula, cases, otherwise)
        ):
            raw.fields.problem("STEP_NOT_WHOLE", "type")
        step = Step(
            name=raw.name, shape=shape, basis=raw.basis, formula=formula, cases=cases, otherwise=otherwise,
            unique=raw.unique, then=tuple(then), rounding=made, indicator=raw.indicator,
            explain=raw.fields.text("explain"), unit=written,
        )  # fmt: skip
        self._warn_of_finer_rounds(raw, step)
        self._check_explain(raw, step)
        return step

    def _check_explain(self, raw: RawStep, step: Step) -> None:
        for name in re.findall(r"\{([^{}]*)\}", step.explain):
            if name not in self.values and name not in self.names.inputs:
                near = similar(name, frozenset(self.values))
                raw.fields.problem("EXPLAIN_UNKNOWN", "explain", name=name, similar=near)

    def _then(self, raw: RawStep, shape: Shape) -> list[Limit | Rounding] | None:
        if raw.then and not shape.kind.is_number:
            raw.fields.problem("THEN_NEEDS_NUMBER", "then")
            return None
        found: list[Limit | Rounding] = []
        for entry in raw.then:
            if isinstance(entry, Rounding):
                found.append(entry)
                continue
            at_least, text = entry
            limit = self.formula(text)
            if limit is None:
                return None
            if not self._limit_fits(text, limit, shape):
                return None
            found.append(Limit(at_least, limit))
        return found

    def _limit_fits(self, raw: RawFormula, limit: Formula, shape: Shape) -> bool:
        if not limit.shape.kind.is_number:
            self.reading.problem("NUMBER_NEEDED", raw.node, raw.path, kind=limit.shape.kind.value)
        elif not agree(limit.shape.unit, shape.unit):
            self.reading.problem("UNIT_MISMATCH", raw.node, raw.path, one=str(shape.unit), other=str(limit.shape.unit))
        elif limit.shape.each not in {None, shape.each}:
            self.reading.problem("SERIES_HERE", raw.node, raw.path, each=str(limit.shape.each))
        else:
            return True
        return False

    def _warn_of_finer_rounds(self, raw: RawStep, step: Step) -> None:
        if step.rounding is None:
            return
        for formula in step.formulas:
            calls = [node for node in ast.walk(formula.tree) if isinstance(node, ast.Call)]
            finer = [made for call in calls if (made := rounding_of(call)) and made.to < step.rounding.to]
            if finer:
                to = plain(step.rounding.to)
                raw.fields.problem("ROUND_FINER", "", Severity.WARNING, formula=formula.printed, to=to)

    def check_ends_rounded(self, step: Step, node: Node | None, path: str) -> None:
        """Every rupiah step and numeric output must end rounded."""
        if step.rounding is None and step.shape.kind.is_number:
            self.reading.problem("NOT_ROUNDED", node, path, step=step.name, unit=step.unit)


def must_end_rounded(step: Step, *, is_output: bool) -> bool:
    """Whether a step that nothing rounds is a finding: an amount, or a numeric output that is not whole by kind."""
    if step.rounding is not None or not step.shape.kind.is_number:
        return False
    unit: Unit | None = step.shape.unit
    return unit == RUPIAH or (is_output and step.shape.kind is not Kind.INTEGER)


def _by_function(formula: Formula | None) -> Rounding | None:
    return rounding_of(formula.tree) if formula and isinstance(formula.tree, ast.Call) else None


def _is_whole(formula: Formula | None, cases: tuple[Case, ...], otherwise: Formula | None) -> bool:
    parts = [formula, otherwise, *(case.value for case in cases)]
    return all(part.shape.kind is Kind.INTEGER for part in parts if part)
