"""The steps of a trace in words: the rule, the calculation with its values, what limits and rounding did."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

from kinerja_admin.engine.calculation import calculation
from kinerja_admin.engine.elements import Element, Series
from kinerja_admin.engine.expression.syntax import parse
from kinerja_admin.engine.functions import CALLABLE
from kinerja_admin.engine.numbers import AS_STEP, decimals_of, parse_number, plain
from kinerja_admin.engine.sentences import Speaker, Told
from kinerja_admin.engine.speaking import Node, Wording, filled, label_of, said, shown_number
from kinerja_admin.engine.table_rows import layers

_UNROUNDED = plain(AS_STEP.to)
_MORE = 3
"""Decimals beyond those of the rounding that a value shows before it is rounded."""


class StepTeller:
    """Says how one step came about."""

    def __init__(self, node: Node, nodes: Mapping[str, Node], series: Series, words: Wording) -> None:
        """``nodes`` are the trace's by name."""
        self.node = node
        self.nodes = nodes
        self.series = series
        self.words = words

    def rule(self) -> str:
        """The author's own sentence where there is one, otherwise the formula in words."""
        node = self.node
        if node["explain"]:
            return filled(node["explain"], self.nodes, self.words)
        formula = self._formula(node)
        if not formula:
            return ""
        return Speaker(self.nodes, node, self.words, bare=bool(node["each"]) or "error" in node).say(formula)

    def typed(self) -> tuple[str, ...]:
        """The rule exactly as its author may type it."""
        node = self.node
        if node["formula"]:
            return (str(node["formula"]),)
        cases = (f"when: {case['when']['formula']}  value: {case['value']}" for case in node.get("cases", ()))
        return (*cases, *((f"otherwise: {node['otherwise']}",) if node.get("otherwise") else ()))

    def detail(self) -> Iterator[str]:
        """Everything that a reader needs to work the step out again."""
        node = self.node
        if node["each"]:
            elements = [self._element(place, one) for place, one in enumerate(node["elements"])]
            yield from self.series.lines(node["each"], elements)
            return
        yield from self._cases(node)
        formula = self._formula(node)
        if node["explain"] and formula:
            told = Speaker(self.nodes, node, self.words).tell(formula)
            if told.reasons or told.is_sum or not self._is_name(formula):
                yield self._with_reasons(told.text, told.reasons)
        yield from self._reduced()
        yield from self._layers(None)
        yield from self._sum(node)

    def sum(self) -> str:
        """The calculation of a number in figures, before limits and rounding; empty where there is none."""
        if self.node["each"] or self.node["type"] not in {"integer", "decimal"}:
            return ""
        figures, raw = self._figures(self.node), self._raw(self.node["raw"])
        return f"{figures} = {raw}" if figures and figures != raw else ""

    def notes(self) -> Iterator[str]:
        """Limits that took hold, and what of the values used was not verified."""
        node, say = self.node, self.words.phrase
        if any(one["bit"] for element in node.get("elements", ()) for one in element.get("then", ())):
            yield say("explain.bit_some")
        for one in node.get("then", ()):
            if one["bit"]:
                yield say("explain.bit", rule=self._rule_of(one))
        for what, why in self._doubts():
            yield say("explain.unverified", what=what, why=why)

    def cites(self) -> Iterator[Node]:
        """The law of the step, of the cases taken, and of the tables that it looked into."""
        yield from self.node["cites"]
        for case in self._cases_taken():
            yield from case["cites"]
        for name in self._tables():
            yield from self.nodes[name]["cites"]

    def _doubts(self) -> Iterator[tuple[str, str]]:
        node = self.node
        if node["unverified"]:
            yield label_of(node), node["unverified"]
        for case in self._cases_taken():
            if case["unverified"]:
                yield case["label"] or case["id"].replace("_", " "), case["unverified"]
        for name in self._tables():
            if self.nodes[name]["unverified"]:
                yield label_of(self.nodes[name]), self.nodes[name]["unverified"]
        for why, name in {entry["unverified"]: entry["table"] for entry in node["lookups"]}.items():
            if why:
                yield label_of(self.nodes[name]), why

    def _tables(self) -> Iterable[str]:
        return dict.fromkeys(entry["table"] for entry in self.node["lookups"])

    def _passages(self) -> Iterable[Node]:
        return cast(Iterable[Node], self.node["elements"]) if self.node["each"] else (self.node,)

    def _cases_taken(self, passages: Iterable[Node] | None = None) -> Iterable[Node]:
        found = {}
        for passage in passages or self._passages():
            for case in passage.get("cases", ()):
                if case["id"] == passage.get("chosen"):
                    found[case["id"]] = case
        return found.values()

    # --- one value --------------------------------------------------------------------------------------------------

    def _formula(self, passage: Node) -> str:
        """The formula that counted: the step's own, the chosen case's, or the one for all other cases."""
        node = self.node
        if node["formula"]:
            return str(node["formula"])
        chosen = next((case for case in passage.get("cases", ()) if case["id"] == passage.get("chosen")), None)
        return str(chosen["value"] if chosen else node.get("otherwise") or "")

    @staticmethod
    def _is_name(formula: str) -> bool:
        return formula.isidentifier()

    def _with_reasons(self, text: str, reasons: Iterable[str]) -> str:
        why = "; ".join(reasons)
        return self.words.phrase("explain.because", text=text, reasons=why) if why else text

    def _cases(self, passage: Node, index: int | None = None) -> Iterator[str]:
        """Which case was taken and why, and why the others were not; of an element only the one that was."""
        speaker = Speaker(self.nodes, self.node, self.words, index)
        told = passage.get("cases", ()) if index is None else self._cases_taken([passage])
        for case in told:
            name, condition = case["label"] or case["id"].replace("_", " "), speaker.say(case["when"]["formula"])
            taken = case["id"] == passage.get("chosen")
            looked_at = case["when"]["holds"] is not None
            key = "explain.case_taken" if taken else "explain.case_not_taken" if looked_at else "explain.case_not_seen"
            yield self.words.phrase(key, case=name, condition=condition)
        if passage.get("cases") and not passage.get("chosen") and self.node.get("otherwise"):
            yield self.words.phrase("explain.otherwise")

    def _sum(self, passage: Node) -> Iterator[str]:
        """The calculation with its numbers, then limits and rounding one by one."""
        node = self.node
        figures = self._figures(passage)
        if node["type"] == "condition":
            if figures:
                yield self.words.phrase(f"explain.is_{passage['value']}", condition=figures)
            return
        if node["type"] not in {"integer", "decimal"}:
            if figures and node["type"] == "date":
                yield f"{figures} = {said(passage['value'], node, self.words)}"
            return
        raw = self._raw(passage["raw"])
        if figures and figures != raw:
            yield f"{figures} = {raw}"
        elif passage.get("rounded") or any(one["bit"] for one in passage.get("then", ())):
            yield self.words.phrase("explain.before", value=raw)
        yield from self._finished(passage)

    def _figures(self, passage: Node) -> str:
        chosen = next((case for case in passage.get("cases", ()) if "calculation" in case), passage)
        return calculation(str(chosen.get("calculation", "")), self.nodes, self.words)

    def _raw(self, raw: str) -> str:
        """A value before it is rounded, with a few decimals more than it keeps."""
        to = self.node["rounding"]["to"]
        most = None if to == _UNROUNDED else decimals_of(parse_number(to) or AS_STEP.to) + _MORE
        return shown_number(raw, self.words, most)

    def _finished(self, passage: Node) -> Iterator[str]:
        say, node = self.words.phrase, self.node
        for one in passage.get("then", ()):
            if one["bit"]:
                yield say("explain.then", rule=self._rule_of(one), result=self._raw(one["result"]))
            elif not node["each"]:  # of a series only what changed something
                yield say("explain.then_kept", rule=self._rule_of(one))
        if passage.get("rounded"):
            if node["rounding"]["to"] == _UNROUNDED:
                yield say("explain.twelve")
            else:
                rule = self._rule_of({"rule": "round", **node["rounding"]})
                yield say("explain.rounded", rule=rule, result=said(passage["value"], node, self.words))

    def _rule_of(self, entry: Node) -> str:
        if entry["rule"] == "round":
            to, mode = self._measured(entry["to"]), self.words.phrase(f"mode.{entry['mode']}")
            return self.words.phrase("rule.round", to=to, mode=mode)
        bound = "" if entry["bound"] is None else self._measured(entry["bound"])
        return self.words.phrase(f"rule.{entry['rule']}", bound=bound)

    def _measured(self, text: str) -> str:
        number = parse_number(text)
        return text if number is None else self.words.value(number, self.node["unit"])

    # --- series -----------------------------------------------------------------------------------------------------

    def _element(self, place: int, passage: Node) -> Element:
        """One element of a series: the case that held, what it was looked up or worked out from, what became of it."""
        node = self.node
        value = said(passage["value"], node, self.words)
        told = Speaker(self.nodes, node, self.words, place).tell(self._formula(passage))
        taken = [*self._cases(passage, place)] if passage.get("cases") else []
        parts = [*taken, self._with_value(told, value, passage), *self._layers(place), *self._finished(passage)]
        return Element(place, "; ".join(parts), value, _is_nothing(passage["value"]))

    def _with_value(self, told: Told, value: str, passage: Node) -> str:
        if told.is_literal:
            return self._with_reasons(value, told.reasons)
        is_number = self.node["type"] in {"integer", "decimal"}
        text = told.text
        if told.is_sum:
            text += f" = {self._raw(passage['raw']) if is_number else value}"
        return self._with_reasons(text, told.reasons)

    def _reduced(self) -> Iterator[str]:
        """A series inside the formula that is more than a name: what every element of it came to."""
        for one in self.node["reductions"]:
            call = cast(ast.Call, parse(one["call"], CALLABLE).tree)
            elements = [self._part(call.args[0], place, value, one) for place, value in enumerate(one["values"])]
            yield from self.series.lines(one["each"], elements)

    def _part(self, part: ast.expr, place: int, value: Any, reduction: Node) -> Element:
        told = Speaker(self.nodes, self.node, self.words, place).tell_part(part)
        is_composed = "*" in reduction["unit"]  # nobody reads rupiah times days
        shown = said(value, {**reduction, "unit": ""} if is_composed else reduction, self.words)
        text = f"{told.text} = {shown}" if told.is_sum else told.text
        if told.is_literal:
            text = shown
        return Element(place, self._with_reasons(text, told.reasons), shown, _is_nothing(value))

    def _layers(self, index: int | None) -> Iterator[str]:
        """Marginal look-ups, layer by layer."""
        for entry in self.node["lookups"]:
            if "slices" in entry and (not entry["elements"] or index in entry["elements"]):
                yield from layers(entry, self.nodes[entry["table"]], self.words)


def _is_nothing(value: Any) -> bool:
    return value == "false" or (isinstance(value, str) and parse_number(value) == 0)
