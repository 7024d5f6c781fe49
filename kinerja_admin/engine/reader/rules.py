"""Steps, outputs, lists, checks and tests, still with their formulas as text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from kinerja_admin.engine.document import Mapping as Branch
from kinerja_admin.engine.document import Node, Scalar, Sequence
from kinerja_admin.engine.expression.syntax import similar
from kinerja_admin.engine.numbers import Rounding, parse_number
from kinerja_admin.engine.periods import Period, parse_day, parse_period
from kinerja_admin.engine.policy import Basis, Example, Input, Kind, Plain, Shape, Vocabulary
from kinerja_admin.engine.reader.about import Citations, read_basis
from kinerja_admin.engine.reader.fields import Fields, Reading, folded
from kinerja_admin.engine.reader.items import read_rounding
from kinerja_admin.engine.reader.values import read_type, read_unit
from kinerja_admin.engine.units import Unit

ERROR_CODES = (
    "MISSING_INPUT", "OUT_OF_RANGE", "NO_MATCH", "CONFLICT", "DIVISION_BY_ZERO", "TYPE_MISMATCH", "LIMIT",
    "CHECK_FAILED",
)  # fmt: skip
"""What can go wrong for one person (policy language §3, Errors are results)."""


@dataclass(frozen=True, slots=True)
class RawFormula:
    """The text of a formula and where it stands."""

    text: str
    node: Scalar
    path: str


@dataclass(frozen=True, slots=True)
class RawCase:
    """One case before its formulas are checked."""

    id: str
    when: RawFormula | None
    value: RawFormula | None
    basis: Basis


@dataclass(slots=True)
class RawStep:
    """One step before its formulas are checked."""

    name: str
    fields: Fields
    basis: Basis
    formula: RawFormula | None = None
    cases: list[RawCase] = field(default_factory=list)
    otherwise: RawFormula | None = None
    unique: bool = True
    then: list[tuple[bool, RawFormula] | Rounding] = field(default_factory=list)
    indicator: str = ""
    applies: RawFormula | None = None
    broken: bool = False
    unit: Unit | None = None
    written_unit: str = ""
    declared: Shape | None = None

    @property
    def formulas(self) -> Iterator[RawFormula]:
        """Every formula, in reading order."""
        found = [self.applies, self.formula]
        for case in self.cases:
            found += [case.when, case.value]
        found.append(self.otherwise)
        found += [entry[1] for entry in self.then if isinstance(entry, tuple)]
        return (formula for formula in found if formula)


@dataclass(frozen=True, slots=True)
class RuleReader:
    """Reads the rules of one file."""

    reading: Reading
    citations: Citations
    vocabularies: Mapping[str, Vocabulary]
    names: frozenset[str]

    def formula(self, fields: Fields, key: str) -> RawFormula | None:
        """The formula of a key, if it is written."""
        node = fields.node(key)
        if node is None:
            return None
        scalar = self.reading.scalar(node, fields.at(key))
        if scalar is None:
            return None
        if scalar.is_null or not scalar.text.strip():
            self.reading.problem("FORMULA_EMPTY", scalar, fields.at(key))
            return None
        text = self._text(scalar, fields.at(key))
        return None if text is None else RawFormula(text, scalar, fields.at(key))

    def _text(self, scalar: Scalar, path: str) -> str | None:
        """The text of a formula; a word alone in YAML's quotes is that word, because YAML has taken them."""
        text = scalar.text
        holder = next((one.name for one in self.vocabularies.values() if text in one.words), "")
        if scalar.plain or not holder:
            return text
        if text in self.names:
            self.reading.problem("NAME_OR_WORD", scalar, path, name=text, vocabulary=holder)
            return None
        return f"'{text}'"

    def steps(self, node: Node | None) -> Iterator[RawStep]:
        """The steps of the file."""
        for name, _, value, path in self.reading.entries(node, "steps"):
            fields = self.reading.fields(value, path, "step")
            if fields is not None:
                yield self._step(name, fields)

    def _step(self, name: str, fields: Fields) -> RawStep:
        step = RawStep(name, fields, read_basis(fields, self.citations), self.formula(fields, "formula"))
        fields.text("explain")
        step.unit, step.written_unit = read_unit(fields)
        step.declared = read_type(fields, self.vocabularies)
        step.cases = [case for case in self._cases(fields) if case]
        step.otherwise = self.formula(fields, "otherwise")
        step.unique = fields.choice("hit", "unique") == "unique"
        step.then = list(self._then(fields))
        step.broken = any(
            fields.has(key) and not found for key, found in (("formula", step.formula), ("cases", step.cases))
        )
        if fields.has("formula") == fields.has("cases"):
            fields.problem("ONE_OF_KEYS", one="formula", other="cases")
            step.broken = True
        for key in ("otherwise", "hit"):
            if fields.has(key) and not fields.has("cases"):
                fields.problem("KEY_NEEDS_CASES", key, key=key)
        return step

    def _cases(self, fields: Fields) -> Iterator[RawCase | None]:
        ids: set[str] = set()
        for place, (item, path) in enumerate(fields.items("cases"), start=1):
            inner = self.reading.fields(item, path, "case")
            if inner is None:
                yield None
                continue
            case_id = inner.text("id") or str(place)
            if case_id in ids:
                inner.problem("ID_TWICE", "id", id=case_id)
            ids.add(case_id)
            yield RawCase(
                case_id, self.formula(inner, "when"), self.formula(inner, "value"), read_basis(inner, self.citations)
            )

    def _then(self, fields: Fields) -> Iterator[tuple[bool, RawFormula] | Rounding]:
        for item, path in fields.items("then"):
            inner = self.reading.fields(item, path, "then")
            if inner is None:
                continue
            if len(inner.mapping.entries) != 1:
                inner.problem("THEN_ONE_KEY")
                continue
            if inner.has("round"):
                rounding = self._round(inner)
                if rounding:
                    yield rounding
                continue
            for key in ("at_least", "at_most"):
                formula = self.formula(inner, key)
                if formula:
                    yield key == "at_least", formula

    def _round(self, fields: Fields) -> Rounding | None:
        node = fields.node("round")
        if isinstance(node, Branch):
            inner = self.reading.fields(node, fields.at("round"), "rounding")
            return read_rounding(inner) if inner else None
        to = fields.number("round")
        if to is not None and to <= 0:
            fields.problem("ROUND_TO", "round")
            return None
        return Rounding(to) if to is not None else None

    def examples(
        self, node: Node | None, kind: str, inputs: Mapping[str, Input], steps: Mapping[str, Shape]
    ) -> Iterator[Example]:
        """The tests that stand in the file; a step in error has an unknown shape."""
        ids: set[str] = set()
        for item, path in self.reading.items(node, "tests"):
            fields = self.reading.fields(item, path, "test")
            if fields is None:
                continue
            test_id = fields.text("id")
            if test_id in ids:
                fields.problem("ID_TWICE", "id", id=test_id)
            ids.add(test_id)
            yield self._example(fields, test_id, kind, inputs, steps)

    def _example(
        self, fields: Fields, test_id: str, kind: str, inputs: Mapping[str, Input], steps: Mapping[str, Shape],
    ) -> Example:  # fmt: skip
        self.citations.read(self.reading, fields.node("source"), fields.at("source"))
        given = self._values(fields, "given", {name: one.shape for name, one in inputs.items()})
        expect = self._values(fields, "expect", steps)
        error = fields.text("expect_error")
        if error and error.split(" ")[0] not in ERROR_CODES:
            near = similar(error.split(" ")[0], frozenset(ERROR_CODES))
            fields.problem("UNKNOWN_CHOICE", "expect_error", text=error, known=", ".join(ERROR_CODES), similar=near)
        if not fields.has("expect") and not error:
            fields.problem("TEST_EXPECTS_NOTHING", id=test_id)
        source = fields.node("source")
        return Example(
            id=test_id,
            given=given,
            expect=expect,
            basis=read_basis(fields, self.citations),
            period=self._period(fields, kind),
            expect_error=error,
            source=folded(source.text) if isinstance(source, Scalar) else "",
        )

    def _period(self, fields: Fields, kind: str) -> Period | None:
        text = fields.text("period")
        if not text:
            return None
        period = parse_period(text)
        if period is None or (kind and period.kind != kind):  # a kind that is none has its own finding
            fields.problem("PERIOD_FORM", "period", text=text, kind=kind)
            return None
        return period

    def _values(
        self, fields: Fields, key: str, known: Mapping[str, Shape]
    ) -> dict[str, Plain | tuple[Plain | None, ...] | None]:
        found: dict[str, Plain | tuple[Plain | None, ...] | None] = {}
        for name, name_node, node, path in self.reading.entries(fields.node(key), fields.at(key), names=False):
            if name not in known:
                code = "TEST_UNKNOWN_INPUT" if key == "given" else "TEST_UNKNOWN_STEP"
                self.reading.problem(code, name_node, path, name=name, similar=similar(name, frozenset(known)))
                continue
            shape = known[name]
            if shape.is_unknown:
                continue
            if isinstance(node, Sequence):
                found[name] = tuple(
                    self._value(item, f"{path}[{place}]", shape) for place, item in enumerate(node.items)
                )
            else:
                found[name] = self._value(node, path, shape)
        return found

    def _value(self, node: Node, path: str, shape: Shape) -> Plain | None:
        """A value as a test states it: also one that the policy will refuse, so that tests can show the refusal."""
        scalar = self.reading.scalar(node, path)
        if scalar is None or scalar.is_null:
            return None
        text = folded(scalar.text)
        number = parse_number(text)
        value: Plain = text
        if shape.kind.is_number:
            if number is None and any(letter.isdigit() for letter in text):
                return self.reading.number(scalar, path)
            value = text if number is None else number
        elif shape.kind is Kind.CONDITION and text in {"true", "false"}:
            value = text == "true"
        elif shape.kind is Kind.DATE:
            value = parse_day(text) or text
        self.reading.mean(scalar, value.isoformat() if not isinstance(value, (str, bool, Fraction)) else value)
        return value
