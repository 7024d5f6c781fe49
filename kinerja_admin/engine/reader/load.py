"""From the text of a file to a policy, or to everything that is wrong with it."""

from __future__ import annotations

import keyword
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from kinerja_admin.engine.catalog import EmptyShelf, PolicyFile, Shelf, Shelves, read_file, shelf_around
from kinerja_admin.engine.document import Document, Node
from kinerja_admin.engine.document import Mapping as Branch
from kinerja_admin.engine.facts import Source
from kinerja_admin.engine.periods import Month
from kinerja_admin.engine.policy import Indicator, Input, Parameter, Policy, PolicyId, Table, Vocabulary
from kinerja_admin.engine.reader.about import Citations
from kinerja_admin.engine.reader.binding import Binder, must_end_rounded
from kinerja_admin.engine.reader.canonical import digest_of
from kinerja_admin.engine.reader.chaining import note_collections, note_results
from kinerja_admin.engine.reader.checks import CheckReader
from kinerja_admin.engine.reader.fields import Fields, Reading, TooManyProblems
from kinerja_admin.engine.reader.head import Head, read_bounds, read_changes, read_head, read_laws, read_not_encoded
from kinerja_admin.engine.reader.items import (
    Setting,
    read_indicators,
    read_inputs,
    read_parameters,
    read_roundings,
    read_vocabularies,
)
from kinerja_admin.engine.reader.notices import note_all
from kinerja_admin.engine.reader.results import ResultReader
from kinerja_admin.engine.reader.rules import RawStep, RuleReader
from kinerja_admin.engine.reader.sharing import Taken, take
from kinerja_admin.engine.reader.tables import Shelf as TableShelf
from kinerja_admin.engine.reader.tables import TableReader
from kinerja_admin.engine.units import parse_unit
from kinerja_admin.errors import Location, Problem

MOST_STEPS = 1000


@dataclass(frozen=True, slots=True)
class Loaded:
    """A policy (None where the file has errors) and every finding, in the order of the file."""

    policy: Policy | None
    problems: tuple[Problem, ...]
    digest: str = ""

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The findings that keep the policy from being used."""
        return tuple(problem for problem in self.problems if problem.is_error)


@dataclass(slots=True)
class _Items:
    """The named items of one file, own and taken."""

    vocabularies: dict[str, Vocabulary] = field(default_factory=dict)
    inputs: dict[str, Input] = field(default_factory=dict)
    indicators: dict[str, Indicator] = field(default_factory=dict)
    scores: dict[str, RawStep] = field(default_factory=dict)
    parameters: dict[str, Parameter] = field(default_factory=dict)
    tables: dict[str, Table | None] = field(default_factory=dict)


class Loader:
    """Loads policies from one shelf; a provider is loaded once."""

    def __init__(
        self, shelf: Shelf | None = None, sources: Iterable[Source] | None = None, *, bound: bool = False
    ) -> None:
        """``sources`` is the catalogue; ``bound`` says that an unknown source is an error, not a warning."""
        self.shelf = shelf or EmptyShelf()
        self.sources = None if sources is None else {source.name: source for source in sources}
        self.bound = bound
        self.loaded: dict[PolicyId, Loaded] = {}
        self.under_way: list[PolicyId] = []
        self.depth = 0

    def by_id(self, policy_id: PolicyId) -> Loaded | None:
        """A policy of the shelf, if it is there."""
        if policy_id not in self.loaded:
            file = self.shelf.read(policy_id)
            if file is None:
                return None
            self.loaded[policy_id] = self.load(file)
        return self.loaded[policy_id]

    def load(self, file: PolicyFile) -> Loaded:
        """A policy from its text; never raises on what the text holds."""
        if any("\ud800" <= letter <= "\udfff" for letter in file.text):
            return Loaded(None, (Problem("NOT_UTF8", location=Location(file.name, 1, 1)),))
        document = Document(file.text, file.name)
        reading = Reading(document)
        if document.root is None:
            return Loaded(None, tuple(reading.problems))
        try:
            fields = reading.fields(document.root, "", "policy")
        except TooManyProblems:
            fields = None
        if fields is None:
            return Loaded(None, tuple(sorted(reading.problems, key=_order)))
        policy, digest = self._read(file, reading, fields)
        problems = tuple(sorted(reading.problems, key=_order))
        return Loaded(None if any(one.is_error for one in problems) else policy, problems, digest)

    def _read(self, file: PolicyFile, reading: Reading, fields: Fields) -> tuple[Policy | None, str]:
        own = file.id or file.place
        self.under_way += [own] if own else []
        self.depth += 1
        try:
            return _File(self, file, reading, fields).read()
        except TooManyProblems:
            return None, ""
        finally:
            self.depth -= 1
            self.under_way = self.under_way[: -1 if own else None]


def _order(problem: Problem) -> tuple[str, int, int, str]:
    place = problem.location
    return place.file, place.line, place.column, problem.code


class _File:
    """One file while it is read."""

    def __init__(self, loader: Loader, file: PolicyFile, reading: Reading, fields: Fields) -> None:
        self.loader = loader
        self.file = file
        self.reading = reading
        self.fields = fields
        self.head: Head = read_head(fields, file.id, file.place)
        fields.text("note")
        laws = {law.name: law for law in read_laws(reading, fields.node("law"))}
        self.citations = Citations(laws, self.head.id)
        self.setting = Setting(reading, self.citations, self.head.id, self.head.first)
        self.items = _Items()
        self.places: dict[str, Node] = {}

    def read(self) -> tuple[Policy | None, str]:
        taken = take(self.loader, self.reading, self.fields.node("uses"), self.head)
        self._read_items(taken)
        binder = self._binder()
        rules = self._rules()
        raw = self._raw_steps(rules)
        steps, order = binder.bind(raw, [indicator.score for indicator in self.items.indicators.values()])
        results = ResultReader(self.reading, self.citations, rules, binder, steps, self.items.inputs)
        outputs = results.outputs(self.fields.node("outputs"))
        lists = results.lists(self.fields.node("lists"))
        reader = CheckReader(
            self.reading, self.citations, rules, binder, steps, self.items.inputs, outputs,
            frozenset(self.items.parameters),
        )  # fmt: skip
        checks = reader.read(self.fields.node("checks"))
        shapes = {name: binder.values[name] for name in raw}
        examples = tuple(rules.examples(self.fields.node("tests"), self.head.period, self.items.inputs, shapes))
        for name, step in steps.items():
            if must_end_rounded(step, is_output=name in outputs):
                binder.check_ends_rounded(step, raw[name].fields.mapping, raw[name].fields.path)
        policy = Policy(
            id=self.head.id,
            title=self.head.title,
            first=self.head.first or Month(1, 1),
            last=self.head.last,
            decided=self.head.decided or date(1, 1, 1),
            period=self.head.period or "month",
            digest="",
            supersedes=self.head.supersedes,
            uses=taken.uses,
            laws=self.citations.laws,
            vocabularies=self.items.vocabularies,
            inputs=self.items.inputs,
            indicators={
                name: replace(one, applies=binder.applies.get(name)) for name, one in self.items.indicators.items()
            },
            parameters=self.items.parameters,
            tables={name: table for name, table in self.items.tables.items() if table},
            rounding=binder.rounding,
            steps=steps,
            order=order,
            outputs=outputs,
            lists=lists,
            checks=checks,
            examples=examples,
            bounds={one.name: one for one in read_bounds(self.setting, self.fields.node("bounds"))},
            changelog=tuple(read_changes(self.reading, self.citations, self.fields.node("changelog"))),
            not_encoded=tuple(read_not_encoded(self.reading, self.citations, self.fields.node("not_encoded"))),
        )
        taken.check_bounds(self.reading, policy, self.places)
        note_all(self.reading, policy, self.citations, self.places, self.loader.sources, bound=self.loader.bound)
        note_collections(self.reading, policy, self.places)
        if self.loader.depth == 1:  # a provider's own results are looked at when that file itself is checked
            note_results(self.reading, policy, self.places, self.loader, bound=self.loader.bound)
        if any(problem.is_error for problem in self.reading.problems):
            return None, ""
        digest = digest_of(self.reading, self.fields.mapping, {str(use.provider): use.digest for use in taken.uses})
        return replace(policy, digest=digest, inputs=self._with_confidence(policy.inputs)), digest

    def _with_confidence(self, inputs: Mapping[str, Input]) -> Mapping[str, Input]:
        """The inputs, those marked of which the catalogue says that no single value is told."""
        kept = {name for name, source in (self.loader.sources or {}).items() if source.in_confidence}
        return {name: replace(one, in_confidence=one.source in kept) for name, one in inputs.items()}

    def _read_items(self, taken: Taken) -> None:
        items = self.items
        items.vocabularies |= taken.vocabularies
        for vocabulary in read_vocabularies(self.setting, self.fields.node("vocabularies")):
            if vocabulary.name in taken.vocabularies:
                self._taken_again(vocabulary.name, "vocabularies")
            items.vocabularies[vocabulary.name] = vocabulary
        self._claim("uses", [*taken.parameters, *taken.tables])
        items.parameters |= taken.parameters
        items.tables |= taken.tables
        for one in read_inputs(self.setting, self.fields.node("inputs"), items.vocabularies):
            items.inputs[one.name] = one
        self._claim("inputs", items.inputs)
        self._read_indicators()
        parameters = {
            one.name: one for one in read_parameters(self.setting, self.fields.node("parameters"), items.vocabularies)
        }
        self._claim("parameters", parameters)
        items.parameters |= parameters
        self._read_tables()

    def _read_indicators(self) -> None:
        measures: list[str] = []
        rules = self._rules()
        for indicator, facts, fields in read_indicators(self.setting, self.fields.node("indicators")):
            self.items.indicators[indicator.name] = indicator
            for fact in facts:
                measures.append(fact.name)
                self.items.inputs[fact.name] = fact
            raw = RawStep(
                indicator.score, fields, indicator.basis, rules.formula(fields, "score"), indicator=indicator.name
            )
            raw.applies = rules.formula(fields, "applies")
            raw.broken = raw.formula is None
            raw.unit, raw.written_unit = parse_unit("skor"), "skor"
            self.items.scores[indicator.score] = raw
        self._claim("indicators", [*measures, *self.items.scores])

    def _rules(self) -> RuleReader:
        """The reader of formulas, which knows every name of the file, also of what is read after it."""
        names = {*self.items.parameters, *self.items.inputs, *self.items.scores}
        for section in ("inputs", "parameters", "steps"):
            node = self.fields.node(section)
            names |= {key.text for key, _ in node.entries} if isinstance(node, Branch) else set()
        return RuleReader(self.reading, self.citations, self.items.vocabularies, frozenset(names))

    def _read_tables(self) -> None:
        shelf = TableShelf(self.items.vocabularies, self.items.inputs, self.file.tables)
        reader = TableReader(self.reading, shelf, self.citations, self.head.first)
        tables: dict[str, Table | None] = {}
        for name, _, value, path in self.reading.entries(self.fields.node("tables"), "tables"):
            tables[name] = reader.read(name, value, path)
        self._claim("tables", tables)
        self.items.tables |= tables

    def _raw_steps(self, rules: RuleReader) -> dict[str, RawStep]:
        node = self.fields.node("steps")
        count = len(self.items.scores) + (len(node.entries) if isinstance(node, Branch) else 0)
        if count > MOST_STEPS:
            self.fields.problem("TOO_MANY_STEPS", "steps", count=str(count), most=str(MOST_STEPS))
            return {}
        steps = {step.name: step for step in rules.steps(node)}
        self._claim("steps", steps)
        return {**self.items.scores, **steps}

    def _binder(self) -> Binder:
        values = {name: one.shape for name, one in self.items.inputs.items()}
        values |= {name: one.shape for name, one in self.items.parameters.items()}
        return Binder(
            reading=self.reading,
            vocabularies=self.items.vocabularies,
            tables=self.items.tables,
            values=values,
            inputs=frozenset(self.items.inputs) | frozenset(self.items.scores),
            indicators=tuple(self.items.indicators),
            rounding=dict(read_roundings(self.setting, self.fields.node("rounding"))),
        )

    def _claim(self, section: str, names: Iterable[str]) -> None:
        """Names of values share one space; the second to claim one is a finding."""
        node = self.fields.node(section)
        keys = {key.text: key for key, _ in node.entries} if isinstance(node, Branch) else {}
        for name in names:
            own = keys.get(name)
            if name in self.places:
                other = self.places[name]
                self.reading.problem(
                    "NAME_TAKEN", own or node, f"{section}.{name}", name=name, other_line=str(other.line)
                )
            elif node is not None:
                self.places[name] = own or node
            if own is not None:
                self._refuse_reserved(own, f"{section}.{name}")

    def _refuse_reserved(self, key: Node, path: str) -> None:
        text = getattr(key, "text", "")
        if keyword.iskeyword(text) or text in {"true", "false"}:
            self.reading.problem("NAME_RESERVED", key, path, name=text)

    def _taken_again(self, name: str, section: str) -> None:
        self.reading.problem("TAKEN_AGAIN", self.fields.node(section), f"{section}.{name}", name=name)


def load(
    file: PolicyFile, shelf: Shelf | None = None, sources: Iterable[Source] | None = None, *, bound: bool = False
) -> Loaded:
    """Load one policy from its text; its providers come from the shelf."""
    return Loader(shelf, sources, bound=bound).load(file)


def load_path(path: Path, shelves: Iterable[Shelf] = (), sources: Iterable[Source] | None = None) -> Loaded:
    """Load a file from disk; its providers stand on its own shelf or on one of those given."""
    return load(read_file(path), Shelves((shelf_around(path), *shelves)), sources)
