"""What must hold: for every person, for whoever differs in one fact alone, and for everybody together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kinerja_admin.engine.document import Node
from kinerja_admin.engine.expression.checking import check_formula
from kinerja_admin.engine.expression.formula import Formula
from kinerja_admin.engine.expression.syntax import similar
from kinerja_admin.engine.numbers import parse_number
from kinerja_admin.engine.policy import Check, Input, Kind, Output, Plain, Shape, Step
from kinerja_admin.engine.reader.about import Citations, read_basis
from kinerja_admin.engine.reader.binding import Binder
from kinerja_admin.engine.reader.fields import Fields, Reading
from kinerja_admin.engine.reader.rules import RuleReader

_KINDS = ("assert", "monotone", "total", "share")
_BOUNDS = ("at_most", "at_least")
_CONDITIONS = {"true": True, "false": False}


@dataclass(slots=True)
class CheckReader:
    """Reads the checks of a policy, once its outputs are known."""

    reading: Reading
    citations: Citations
    rules: RuleReader
    binder: Binder
    steps: Mapping[str, Step]
    inputs: Mapping[str, Input]
    outputs: Mapping[str, Output]
    parameters: frozenset[str]

    def read(self, node: Node | None) -> tuple[Check, ...]:
        """Every check, in the order of the file."""
        ids: set[str] = set()
        found: list[Check] = []
        for item, path in self.reading.items(node, "checks"):
            fields = self.reading.fields(item, path, "check")
            if fields is None:
                continue
            check_id = fields.text("id")
            if check_id in ids:
                fields.problem("ID_TWICE", "id", id=check_id)
            ids.add(check_id)
            found.append(self._check(fields, check_id))
        return tuple(found)

    def _check(self, fields: Fields, check_id: str) -> Check:
        kinds = [kind for kind in _KINDS if fields.has(kind)]
        if len(kinds) != 1:
            fields.problem("CHECK_ONE_KIND", known=", ".join(_KINDS))
        kind = kinds[0] if kinds else "assert"
        basis = read_basis(fields, self.citations)
        is_warning = fields.choice("severity", "error") == "warning"
        if kind == "assert":
            return Check(check_id, kind, basis, self.binder.condition(self.rules.formula(fields, "assert")), is_warning)
        inner = self.reading.fields(fields.node(kind), fields.at(kind), kind)
        made = Check(check_id, kind, basis, None, is_warning)
        if inner is None:
            return made
        output = self._output(inner, needs_number=kind != "share")
        if kind == "monotone":
            return Check(check_id, kind, basis, None, is_warning, self._monotone(inner, output))
        bounds = self._bounds(inner)
        settings = {"output": output} | {key: formula.printed for key, formula in bounds.items()}
        if kind == "total":
            return Check(check_id, kind, basis, None, is_warning, settings, bounds)
        within = self._within(inner)
        settings |= {"equals": inner.text("equals"), "within": within}
        readable, equals = self._readable(within), self._equals(inner, output)
        return Check(check_id, kind, basis, readable, is_warning, settings, bounds, equals)

    def _output(self, inner: Fields, *, needs_number: bool) -> str:
        """What the check speaks about: an output, since that is what is stored and shown of everybody."""
        name = inner.text("output")
        step = self.steps.get(name)
        if not name or (name in self.binder.values and self.binder.values[name].is_unknown):
            return ""  # a finding about it exists already
        if step is None or name not in self.outputs:
            inner.problem("CHECK_NO_OUTPUT", "output", name=name, similar=similar(name, frozenset(self.outputs)))
            return ""
        if needs_number and not step.shape.kind.is_number:
            inner.problem("CHECK_NEEDS_NUMBER", "output", name=name)
            return ""
        return name

    def _monotone(self, inner: Fields, output: str) -> dict[str, str]:
        asked = inner.text("input")
        wanted = self.inputs.get(asked)
        if asked and wanted is None:
            inner.problem("UNKNOWN_INPUT", "input", name=asked, similar=similar(asked, frozenset(self.inputs)))
        elif wanted is not None and not _is_ordered(wanted.shape):
            inner.problem("CHECK_INPUT_KIND", "input", name=asked)
            asked = ""
        return {"output": output, "input": asked if wanted else "", "direction": inner.choice("direction")}

    def _bounds(self, inner: Fields) -> dict[str, Formula]:
        found = {}
        for key in _BOUNDS:
            formula = self.binder.formula(self.rules.formula(inner, key))
            if formula is None:
                continue
            strange = [name for name in formula.names if name not in self.parameters]
            if strange:
                inner.problem("CHECK_BOUND_NAMES", key, name=strange[0])
            elif not formula.shape.kind.is_number:
                inner.problem("NUMBER_NEEDED", key, kind=formula.shape.kind.value)
            else:
                found[key] = formula
        if not any(inner.has(key) for key in _BOUNDS):
            inner.problem("CHECK_NO_BOUND")
        return found

    def _within(self, inner: Fields) -> str:
        name = inner.text("within")
        shape = self.binder.values.get(name)
        if name and shape is None:
            near = similar(name, frozenset(self.binder.values))
            inner.problem("UNKNOWN_STEP", "within", name=name, similar=near)
            return ""
        if shape is not None and (shape.each or name in self.parameters):
            inner.problem("CHECK_WITHIN", "within", name=name)
            return ""
        return name

    def _readable(self, within: str) -> Formula | None:
        """That the fact which makes the groups is of its kind where it is recorded; else that person is in error."""
        wanted = self.inputs.get(within)
        if wanted is None or wanted.shape.is_unknown or wanted.shape.kind is Kind.TEXT:  # any text is one
            return None
        asked = f"{within} or not {within}" if wanted.shape.kind is Kind.CONDITION else f"{within} == {within}"
        return check_formula(f"IF(PRESENT({within}), {asked}, 1 == 1)", self.binder.names).formula

    def _equals(self, inner: Fields, output: str) -> Plain | None:
        """The value whose share is counted, as the output would have it."""
        text, step = inner.text("equals"), self.steps.get(output)
        if not text or step is None:
            return None
        found = _value_of(text, step.shape)
        if found is None:
            inner.problem("CHECK_EQUALS", "equals", value=text, name=output)
        return found


def _is_ordered(shape: Shape) -> bool:
    """Whether its values go from low to high, one a person."""
    if shape.each:
        return False
    return shape.kind.is_number or (shape.kind is Kind.WORD and bool(shape.vocabulary and shape.vocabulary.ordered))


def _value_of(text: str, shape: Shape) -> Plain | None:
    if shape.kind.is_number:
        return parse_number(text)
    if shape.kind is Kind.CONDITION:
        return _CONDITIONS.get(text)
    if shape.kind is Kind.WORD and shape.vocabulary is not None:
        return text if text in shape.vocabulary.words else None
    return None
