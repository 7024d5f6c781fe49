"""What comes out: outputs and lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kinerja_admin.engine.document import Mapping as Branch
from kinerja_admin.engine.document import Node
from kinerja_admin.engine.expression.syntax import similar
from kinerja_admin.engine.policy import Input, Kind, Listing, Output, SortKey, Step
from kinerja_admin.engine.reader.about import Citations, read_basis
from kinerja_admin.engine.reader.binding import Binder
from kinerja_admin.engine.reader.fields import Fields, Reading
from kinerja_admin.engine.reader.rules import RuleReader
from kinerja_admin.engine.units import RUPIAH


@dataclass(slots=True)
class ResultReader:
    """Reads what a policy gives, once its steps are known."""

    reading: Reading
    citations: Citations
    rules: RuleReader
    binder: Binder
    steps: Mapping[str, Step]
    inputs: Mapping[str, Input]

    def outputs(self, node: Node | None) -> dict[str, Output]:
        """The steps that a slip, an export and a comparison show, in the order of the file."""
        found: dict[str, Output] = {}
        for name, key, value, path in self.reading.entries(node, "outputs"):
            fields = self.reading.fields(value, path, "output")
            if fields is None:
                continue
            basis = read_basis(fields, self.citations)
            output = Output(name, basis.label, fields.flag("payable"), fields.text("export"), basis)
            step = self.steps.get(name)
            if step is None:
                self._unknown_step(key, path, name)
                continue
            if step.shape.each:
                self.reading.problem("OUTPUT_SERIES", key, path, name=name, each=step.shape.each)
            if output.payable and step.shape.unit != RUPIAH:
                self.reading.problem("PAYABLE_UNIT", key, path, name=name, unit=str(step.shape.unit))
            label = output.label or step.basis.label
            found[name] = Output(name, label, output.payable, output.export, basis)
        return found

    def _unknown_step(self, node: Node, path: str, name: str) -> None:
        if name in self.binder.values and self.binder.values[name].is_unknown:
            return  # a finding about the step itself exists already
        code = "OUTPUT_NO_STEP" if name in self.binder.values else "UNKNOWN_STEP"
        self.reading.problem(code, node, path, name=name, similar=similar(name, frozenset(self.steps)))

    def lists(self, node: Node | None) -> dict[str, Listing]:
        """The ranked lists over the population."""
        found: dict[str, Listing] = {}
        for name, key, value, path in self.reading.entries(node, "lists"):
            fields = self.reading.fields(value, path, "list")
            if fields is None:
                continue
            if name in self.binder.values or name in self.binder.tables:
                self.reading.problem("NAME_TAKEN", key, path, name=name, other_line="")
            where = self.binder.condition(self.rules.formula(fields, "where"))
            limit = fields.whole("limit", 1, 1_000_000) if fields.has("limit") else None
            by = tuple(self._sort_key(item, place) for item, place in fields.items("by"))
            basis = read_basis(fields, self.citations)
            found[name] = Listing(name, tuple(one for one in by if one), basis, where, self._within(fields), limit)
        return found

    def _sort_key(self, node: Node, path: str) -> SortKey | None:
        if isinstance(node, Branch):
            fields = self.reading.fields(node, path, "sort")
            name = fields.text("by") if fields else ""
            highest = fields is None or fields.choice("order", "highest") == "highest"
        else:
            name, highest = self.reading.text(node, path) or "", True
        if not name:
            return None
        shape = self.binder.values.get(name)
        if shape is None:
            self.reading.problem(
                "UNKNOWN_STEP", node, path, name=name, similar=similar(name, frozenset(self.binder.values))
            )
            return None
        if shape.each or shape.kind in {Kind.TEXT, Kind.CONDITION}:
            self.reading.problem("SORT_BY_WHAT", node, path, name=name)
        return SortKey(name, highest)

    def _within(self, fields: Fields) -> str:
        name = fields.text("within")
        if name and name not in self.binder.values:
            near = similar(name, frozenset(self.binder.values))
            fields.problem("UNKNOWN_STEP", "within", name=name, similar=near)
        return name
