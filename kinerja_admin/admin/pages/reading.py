"""A version as a clerk reads it: everything of a policy under its label, with its law, and what it is connected to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import cast

from markupsafe import Markup, escape

from kinerja_admin.admin.pages.formulas import anchor, readable
from kinerja_admin.engine.expression.formula import Formula
from kinerja_admin.engine.numbers import Rounding
from kinerja_admin.engine.policy import (
    Bands,
    Basis,
    Cells,
    Check,
    Dated,
    Input,
    Plain,
    Policy,
    PolicyId,
    Step,
    Table,
    TableForm,
)
from kinerja_admin.engine.reading_order import reading_order
from kinerja_admin.engine.speaking import as_words
from kinerja_admin.engine.table_rows import extent
from kinerja_admin.locale import Words


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of a policy as rows: a heading for each column, and the cells as they are read."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    since: str = ""


def providers_of(policy: Policy) -> set[PolicyId]:
    """The versions from which a policy takes something."""
    origins = (one.basis.origin for group in (policy.inputs, policy.parameters, policy.tables, policy.steps)
               for one in group.values())  # fmt: skip
    return {use.provider for use in policy.uses} | {one for one in origins if one is not None}


@dataclass(frozen=True)
class Reading:
    """One policy in one language; templates ask it for everything they show."""

    policy: Policy
    words: Words
    meanings: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[PolicyId, str] = field(default_factory=dict)

    @cached_property
    def items(self) -> Mapping[str, Basis]:
        """Every name of a value, with where it stands and what it rests on."""
        policy = self.policy
        return {
            **{name: one.basis for name, one in policy.inputs.items()},
            **{name: one.basis for name, one in policy.parameters.items()},
            **{name: one.basis for name, one in policy.tables.items()},
            **{name: one.basis for name, one in policy.steps.items()},
        }

    def label(self, name: str) -> str | None:
        """What people call an item; None for what is none."""
        basis = self.items.get(name)
        if basis is None and name not in self.policy.indicators:
            return None
        output = self.policy.outputs.get(name)
        said = (basis.label if basis else "") or (output.label if output else "")
        return said or as_words(name)

    def anchor(self, name: str) -> str:
        """Where an item is explained on the page."""
        return anchor(name)

    def formula(self, formula: Formula) -> Markup:
        """A formula with labels and links."""
        return readable(formula.text, self.words, self.label)

    def value(self, value: Plain, unit: object = "", decimals: int | None = None) -> str:
        """A value with its unit; words without their underscores."""
        if isinstance(value, str):
            return as_words(value)
        return self.words.value(value, str(unit) if unit is not None else "", decimals)

    def source(self, wanted: Input) -> str:
        """What a fact is, in words."""
        return self.meanings.get(wanted.source, "")

    def explain(self, step: Step) -> Markup:
        """The author's sentence, with labels where a slip will show values."""
        parts = re.split(r"\{([a-z][a-z0-9_]*)\}", step.explain)
        named = [
            Markup('<em class="filled">“{}”</em>').format(self.label(part) or as_words(part)) if place % 2 else part
            for place, part in enumerate(parts)
        ]
        return Markup("").join(named)

    def limits(self, step: Step) -> list[Markup]:
        """What ``then`` and the last rounding do, in the order in which they act."""
        said = []
        for entry in step.then:
            if isinstance(entry, Rounding):
                said.append(self._rounding(entry))
            else:
                key = "rule.at_least" if entry.at_least else "rule.at_most"
                before, _, after = self.words.phrase(key, bound="\0").partition("\0")
                said.append(Markup("{}{}{}").format(before, self.formula(entry.formula), after))
        if step.rounding is not None and (not step.then or step.then[-1] != step.rounding):
            said.append(self._rounding(step.rounding))
        return said

    def _rounding(self, rounding: Rounding) -> Markup:
        mode = self.words.phrase(f"mode.{rounding.mode.value}")
        return Markup("{}").format(self.words.phrase("rule.round", to=self.words.number(rounding.to), mode=mode))

    def check(self, check: Check) -> Markup:
        """What a check over everybody, or over pairs of people, demands."""
        words, given = self.words, check.settings
        output = self.label(given["output"]) or as_words(given["output"])
        if check.kind == "monotone":
            names = {"output": output, "input": self.label(given["input"]) or as_words(given["input"])}
            if given["direction"] == "up":
                return escape(words.say("{output} never falls while {input} rises", **names))
            return escape(words.say("{output} never rises while {input} rises", **names))
        if check.kind == "total":
            said = words.say("sum of {output}", output=output)
        else:
            said = words.say("percentage of people with {output} {value}", output=output, value=self._equal(check))
            if given.get("within"):
                group = self.label(given["within"]) or as_words(given["within"])
                said = words.say("{share}, in each {group}", share=said, group=group)
        sides = (
            Markup("{} {}").format(words.phrase(f"judgement.{side}"), self.formula(formula))
            for side, formula in check.bounds.items()
        )
        return Markup("{}: {}").format(said, Markup("; ").join(sides))

    def _equal(self, check: Check) -> str:
        return f"“{self.value(check.equals)}”" if check.equals is not None else "–"

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The steps as their author wrote them, but what a step rests on first."""
        return reading_order(self.policy)

    @cached_property
    def used_by(self) -> Mapping[str, tuple[str, ...]]:
        """For each item the steps and scores that ask for it."""
        found: dict[str, dict[str, None]] = {}
        for name, step in self.policy.steps.items():
            for asked in self._asked(step):
                found.setdefault(asked, {})[name] = None
        return {name: tuple(users) for name, users in found.items()}

    def depends_on(self, step: Step) -> tuple[str, ...]:
        """The items that a step asks for."""
        return tuple(dict.fromkeys(self._asked(step)))

    def _asked(self, step: Step) -> Iterable[str]:
        formulas = list(step.formulas)
        indicator = self.policy.indicators.get(step.indicator) if step.indicator else None
        if indicator is not None and indicator.applies is not None:
            formulas.append(indicator.applies)
        for formula in formulas:
            yield from (name for name in (*formula.names, *formula.tables) if name in self.items)
        if any(formula.weighs_scores for formula in step.formulas):
            yield from (one.score for one in self.policy.indicators.values())

    def own(self, basis: Basis) -> bool:
        """Whether an item stands in this file rather than being taken from another policy."""
        return basis.origin is None or basis.origin == self.policy.id

    def sheets(self, table: Table) -> list[Sheet]:
        """The contents of a table, one sheet for each month from which it holds."""
        return [self._sheet(table, dated, len(table.contents) > 1) for dated in table.contents]

    def _sheet(self, table: Table, dated: Dated[Cells | Bands], is_dated: bool) -> Sheet:  # noqa: FBT001 - private
        since = str(dated.start) if is_dated else ""
        shown = self._exact if table.form is TableForm.KEY else self._banded
        head, rows = shown(table, dated.value)
        return Sheet(head, rows, since)

    def _exact(self, table: Table, contents: Cells | Bands) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
        cells = cast(Cells, contents)
        unit = table.shape.unit
        first = as_words(table.keys[0].label) if table.keys else ""
        if len(table.keys) < 2:
            rows = tuple((self.value(key[0]), self.value(value, unit)) for key, value in cells.items())
            return (first, self.words.phrase("reading.value")), rows
        columns = tuple(dict.fromkeys(key[1] for key in cells))
        lines = tuple(dict.fromkeys(key[0] for key in cells))
        matrix = tuple(
            (self.value(line), *(self._cell(cells.get((line, column)), unit) for column in columns)) for line in lines
        )
        return (first, *(self.value(column) for column in columns)), matrix

    def _banded(self, table: Table, contents: Cells | Bands) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
        bands = cast(Bands, contents)
        unit = table.shape.unit
        measured = table.keys[0].shape.unit if table.keys and table.keys[0].shape else None
        first = as_words(table.keys[0].label) if table.keys else ""
        several = len(bands) > 1
        rows = []
        for key, column in bands.items():
            for band in column:
                met = extent(table.form.value, band.low, band.high, str(measured or ""), self.words)
                rows.append((*((self._cell(key, None),) if several else ()), met, self.value(band.value, unit)))
        head = (*((self.words.phrase("reading.column"),) if several else ()), first, self.words.phrase("reading.value"))
        return head, tuple(rows)

    def _cell(self, value: Plain | None, unit: object) -> str:
        return "–" if value is None else self.value(value, unit)
