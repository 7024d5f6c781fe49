"""What a formula yields, worked out before any evaluation: kinds, units, series, and where a fact may be missing."""

from __future__ import annotations

import ast
from dataclasses import dataclass, replace
from fractions import Fraction

from kinerja_admin.engine.expression.arithmetic import factors, left_spine, product_unit
from kinerja_admin.engine.expression.decimal_comma import with_decimal_comma
from kinerja_admin.engine.expression.formula import Formula, literal_of
from kinerja_admin.engine.expression.meeting import UNKNOWN, Meeting
from kinerja_admin.engine.expression.names import Names, names_in
from kinerja_admin.engine.expression.syntax import Finding, parse, similar
from kinerja_admin.engine.functions import CALLABLE, FUNCTIONS
from kinerja_admin.engine.policy import Kind, Shape, Table, TableForm

CONDITION = Shape(Kind.CONDITION)


@dataclass(frozen=True, slots=True)
class Checked:
    """A formula (None where it has errors) and its findings."""

    formula: Formula | None
    findings: tuple[Finding, ...]


def check_formula(text: str, names: Names, known_present: frozenset[str] = frozenset()) -> Checked:
    """Parse and check one formula; ``known_present`` are inputs that are certainly there where it counts."""
    parsed = parse(text, CALLABLE)
    if parsed.tree is None:
        return Checked(None, parsed.findings)
    checker = _Checker(names, known_present)
    shape = checker.visit(parsed.tree)
    findings = (*parsed.findings, *with_decimal_comma(text, checker.findings))
    if any(not finding.is_warning for finding in findings):
        return Checked(None, findings)
    asked = tuple(name for name in names_in(text)[0] if name in names.values)
    return Checked(Formula(text, parsed.tree, asked, shape, checker.shapes), findings)


def present_where(node: ast.expr, *, holds: bool) -> frozenset[str]:
    """The inputs that are certainly present where a condition holds (or does not)."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "PRESENT" and holds:
        return frozenset(asked.id for asked in node.args if isinstance(asked, ast.Name))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return present_where(node.operand, holds=not holds)
    if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And) is holds:
        return frozenset().union(*(present_where(value, holds=holds) for value in node.values))
    return frozenset()


class _Checker(Meeting):
    """Walks one tree."""

    def visit(self, node: ast.expr) -> Shape:
        shape = self.possibly_absent(node)
        if shape.absent:
            name = node.id if isinstance(node, ast.Name) else ""
            if name not in self.present:
                return self.refuse("ABSENT_UNGUARDED", node, name=name)
            shape = replace(shape, absent=False)
        return shape

    def possibly_absent(self, node: ast.expr) -> Shape:
        shape = self._shape(node)
        self.shapes[node] = shape
        return shape

    def _shape(self, node: ast.expr) -> Shape:
        if isinstance(node, ast.Constant):
            return self._literal(node)
        if isinstance(node, ast.Name):
            return self._name(node)
        if isinstance(node, ast.Call):
            return self._call(node)
        if isinstance(node, ast.UnaryOp):
            return self.condition(node.operand) if isinstance(node.op, ast.Not) else self._negative(node)
        if isinstance(node, ast.BoolOp):
            return self._logic(node)
        if isinstance(node, ast.Compare):
            return self._compare(node)
        assert isinstance(node, ast.BinOp)
        return self._product(node) if isinstance(node.op, (ast.Mult, ast.Div)) else self._sum(node)

    def _literal(self, node: ast.Constant) -> Shape:
        value = literal_of(node)
        if isinstance(value, bool):
            return CONDITION
        if isinstance(value, Fraction):
            return Shape(Kind.INTEGER if value.denominator == 1 else Kind.DECIMAL)
        word = str(value)
        if not self.names.vocabularies_with(frozenset({word})):
            known = frozenset(word for one in self.names.vocabularies.values() for word in one.words)
            return self.refuse("UNKNOWN_WORD", node, word=word, similar=similar(word, known))
        return Shape(Kind.WORD, words=frozenset({word}))

    def _name(self, node: ast.Name) -> Shape:
        shape = self.names.values.get(node.id)
        if shape is not None:
            return self.refuse("TEXT_IN_FORMULA", node, name=node.id) if shape.kind is Kind.TEXT else shape
        if node.id in self.names.tables:
            return self.refuse("TABLE_AS_VALUE", node, name=node.id)
        if node.id in CALLABLE:
            return self.refuse("FUNCTION_AS_VALUE", node, name=node.id)
        return self._unknown_name(node)

    def _unknown_name(self, node: ast.Name) -> Shape:
        holders = self.names.vocabularies_with(frozenset({node.id}))
        if holders:
            return self.refuse("WORD_WITHOUT_QUOTES", node, word=node.id, vocabulary=holders[0].name)
        if node.id in self.names.indicators:
            return self.refuse("INDICATOR_AS_VALUE", node, name=node.id)
        known = frozenset(self.names.values)
        return self.refuse("UNKNOWN_NAME", node, name=node.id, similar=similar(node.id, known))

    def _call(self, node: ast.Call) -> Shape:
        assert isinstance(node.func, ast.Name)
        function = FUNCTIONS.get(node.func.id)
        if function is None:
            return self.refuse("UNKNOWN_FUNCTION", node, name=node.func.id, similar=similar(node.func.id, CALLABLE))
        if not function.least <= len(node.args) <= function.most:
            return self.refuse(
                "ARGUMENT_COUNT", node, name=function.name, signature=function.signature, count=str(len(node.args))
            )
        return function.shape(self, node)

    def _negative(self, node: ast.UnaryOp) -> Shape:
        return self.number(node.operand)

    def number(self, node: ast.expr) -> Shape:
        return self._of_kind(node, {Kind.INTEGER, Kind.DECIMAL}, "NUMBER_NEEDED")

    def condition(self, node: ast.expr) -> Shape:
        return self._of_kind(node, {Kind.CONDITION}, "CONDITION_NEEDED")

    def day(self, node: ast.expr) -> Shape:
        return self._of_kind(node, {Kind.DATE}, "DATE_NEEDED")

    def _of_kind(self, node: ast.expr, kinds: set[Kind], code: str) -> Shape:
        shape = self.visit(node)
        if shape.kind in kinds or shape.is_unknown:
            return shape
        return self.refuse(code, node, kind=shape.kind.value)

    def _logic(self, node: ast.BoolOp) -> Shape:
        before = self.present
        shapes = []
        for value in node.values:
            shapes.append(self.condition(value))
            self.present |= present_where(value, holds=isinstance(node.op, ast.And))
        self.present = before
        return self._judged(node, shapes)

    def _judged(self, node: ast.expr, shapes: list[Shape]) -> Shape:
        """A condition about parts; unknown where a part is, so that nothing follows from one finding."""
        each = self.along(node, shapes)
        return UNKNOWN if any(shape.is_unknown for shape in shapes) else replace(CONDITION, each=each)

    def knowing(self, condition: ast.expr, holds: bool, node: ast.expr) -> Shape:  # noqa: FBT001 - reads as a sentence
        before = self.present
        self.present = before | present_where(condition, holds=holds)
        shape = self.visit(node)
        self.present = before
        return shape

    def _compare(self, node: ast.Compare) -> Shape:
        parts = [node.left, *node.comparators]
        shapes = [self.visit(part) for part in parts]
        for place, sign in enumerate(node.ops):
            pair = shapes[place], shapes[place + 1]
            met = self.same(parts[place : place + 2], list(pair))
            if met.is_unknown or isinstance(sign, (ast.Eq, ast.NotEq)):
                continue
            if met.kind is Kind.WORD and met.vocabulary is None:
                self.refuse("AMBIGUOUS_WORD", node, words=", ".join(sorted(met.words)))
            unordered = met.kind is Kind.WORD and met.vocabulary is not None and not met.vocabulary.ordered
            if met.kind is Kind.CONDITION or unordered:
                self.refuse("NOT_ORDERED", node, what=met.vocabulary.name if met.vocabulary else Kind.CONDITION.value)
        return self._judged(node, shapes)

    def _sum(self, node: ast.BinOp) -> Shape:
        chain = left_spine(node)
        shape = self.visit(chain[0].left)
        for link in chain:
            shape = self.shapes[link] = self._added(link, shape, self.visit(link.right))
        return shape

    def _added(self, node: ast.BinOp, left: Shape, right: Shape) -> Shape:
        each = self.along(node, [left, right])
        if left.is_unknown or right.is_unknown:
            return UNKNOWN
        if left.kind is Kind.DATE:
            return replace(self._with_date(node, left, right), each=each)
        for part, shape in ((node.left, left), (node.right, right)):
            if not shape.kind.is_number:
                return self.refuse("NUMBER_NEEDED", part, kind=shape.kind.value)
        return replace(self.meet(node.right, left, right), each=each)

    def _with_date(self, node: ast.BinOp, left: Shape, right: Shape) -> Shape:
        if right.kind is Kind.DATE and isinstance(node.op, ast.Sub):
            return Shape(Kind.INTEGER)
        return left if right.kind.is_number else self.refuse("DATE_SUM", node.right, kind=right.kind.value)

    def _product(self, node: ast.BinOp) -> Shape:
        above, below = factors(node)
        shapes = {part: self.number(part) for part in sorted([*above, *below], key=lambda part: part.col_offset)}
        each = self.along(node, list(shapes.values()))
        for inner in ast.walk(node):
            if isinstance(inner, ast.BinOp) and inner is not node and inner not in self.shapes:
                self.shapes[inner] = Shape(Kind.DECIMAL, each=each)
        if any(shape.is_unknown for shape in shapes.values()):
            return UNKNOWN
        whole = not below and all(shape.kind is Kind.INTEGER for shape in shapes.values())
        unit = product_unit([(part, shapes[part]) for part in above], [shapes[part] for part in below])
        return Shape(Kind.INTEGER if whole else Kind.DECIMAL, unit, each=each)

    def table(self, call: ast.Call) -> Table | None:
        first = call.args[0]
        name = first.id if isinstance(first, ast.Name) else ""
        if name not in self.names.tables:
            if name and any(shape for shape in [self.names.values.get(name)]):
                self.refuse("TABLE_NEEDED", first, name=name)
            else:
                self.refuse("UNKNOWN_TABLE", first, name=name, similar=similar(name, frozenset(self.names.tables)))
            return None
        table = self.names.tables[name]
        wanted = isinstance(call.func, ast.Name) and call.func.id
        if table and (table.form is TableForm.KEY) != (wanted == "LOOKUP"):
            better = "LOOKUP" if table.form is TableForm.KEY else "BAND"
            self.refuse("TABLE_FORM", call, name=name, better=better)
            return None
        return table

    def argument(self, node: ast.expr, table: Table, place: int) -> Shape:
        key = table.keys[place]
        banded = table.form is not TableForm.KEY and place == 0
        shape = self.number(node) if banded else self.visit(node)
        if shape.is_unknown:
            return shape
        if key.shape is not None:
            self.shapes.setdefault(node, shape)
            met = self.meet(node, key.shape, shape)
            if met.kind is Kind.WORD and not met.is_unknown:
                self.shapes[node] = replace(shape, vocabulary=met.vocabulary)
            return replace(met, each=shape.each) if not met.is_unknown else UNKNOWN
        return self._by_label(node, key.words, shape, table)

    def _by_label(self, node: ast.expr, words: tuple[str, ...], shape: Shape, table: Table) -> Shape:
        if not words:
            return shape
        if shape.kind is not Kind.WORD:
            return self.refuse("TYPES_DIFFER", node, one=Kind.WORD.value, other=shape.kind.value)
        known = set(shape.vocabulary.words) if shape.vocabulary else set(words)
        asked = set(words) if shape.vocabulary else set(shape.words)
        strange = sorted(asked - known)
        if strange:
            where = shape.vocabulary.name if shape.vocabulary else table.name
            near = similar(strange[0], frozenset(known))
            return self.refuse("WORD_NOT_IN", node, word=strange[0], vocabulary=where, similar=near)
        return shape

    def indicators(self, call: ast.Call) -> None:
        if not self.names.indicators:
            self.refuse("NO_INDICATORS", call)
        for node in call.args:
            name = node.id if isinstance(node, ast.Name) else ""
            if name not in self.names.indicators and self.names.indicators:
                self.refuse("UNKNOWN_INDICATOR", node, name=name, similar=similar(name, self.names.indicators))

    def recorded(self, node: ast.expr) -> Shape:
        name = node.id if isinstance(node, ast.Name) else ""
        if name in self.names.inputs:
            self.shapes[node] = self.names.values[name]
            return self.names.values[name]
        known = not name or name in self.names.values
        return self.refuse("PRESENT_OF_WHAT", node, name=name) if known else self.visit(node)


def shared_shape(branches: list[Formula], conditions: list[Formula], names: Names) -> tuple[tuple[Finding, ...], Shape]:
    """The one shape of a step's branches, running along the series of its branches and conditions."""
    checker = _Checker(names, frozenset())
    for formula in [*branches, *conditions]:
        checker.shapes[formula.tree] = formula.shape
    if not branches:
        return (), UNKNOWN
    trees = [formula.tree for formula in branches]
    shape = checker.same(trees, [formula.shape for formula in branches])
    each = checker.along(trees[0], [formula.shape for formula in [*branches, *conditions]])
    return tuple(checker.findings), replace(shape, each=each, absent=False)
