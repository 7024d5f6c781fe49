"""Trace → lines that a person can check by hand, in plain words, each with its law."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from kinerja_admin.engine.calculation import calculation
from kinerja_admin.engine.elements import Element, Series
from kinerja_admin.engine.lines import Line
from kinerja_admin.engine.numbers import parse_number
from kinerja_admin.engine.sentences import Speaker
from kinerja_admin.engine.speaking import Node, Wording, label_of, said
from kinerja_admin.engine.steps_in_words import StepTeller

__all__ = ["Line", "as_text", "explain"]


def explain(
    trace: Mapping[str, Any], words: Wording, order: Sequence[str] = (), sources: Mapping[str, str] | None = None
) -> tuple[Line, ...]:
    """The lines of a trace: what it is about, what came out, every step, the facts used, the checks.

    ``order`` names the steps as they are to be read (see ``reading_order``); otherwise they stand as worked out.
    ``sources`` says what the sources of facts mean, by name.
    """
    nodes: dict[str, Node] = {
        name: {"kind": "unasked", "name": name, "label": label} for name, label in trace["unasked"].items()
    }
    nodes |= {node["name"]: node for node in trace["nodes"]}
    teller = _Teller(nodes, Series(trace["labels"], words), sources or {}, words)
    steps = _in_order([node for node in nodes.values() if node["kind"] == "step"], order)
    return (
        teller.head(trace),
        *(teller.output(output) for output in trace["outputs"]),
        *(teller.fact(node) for node in _facts(nodes, steps)),
        *(teller.step(node) for node in steps if node["used"]),
        *(teller.check(check) for check in trace["checks"]),
        *(teller.aside(node) for node in steps if not node["used"]),
    )


def as_text(lines: Iterable[Line], words: Wording) -> Iterator[str]:
    """The lines as plain text, indented by level."""
    before = ""
    for line in lines:
        if before and line.kind != before:
            yield ""
        if line.kind == "aside" and before != "aside":
            yield words.phrase("explain.asides")
        before = line.kind
        indent = "  " * line.level
        amount = f" = {line.amount}" if line.amount else ""
        yield f"{indent}{line.title}{amount}"
        typed = (words.phrase("explain.formula", formula=one) for one in line.formula)
        law = (words.phrase("explain.basis", law=one) for one in line.law)
        parts = (*_some(line.text), *line.detail, *typed, *law, *line.notes)
        yield from (f"{indent}    {part}" for part in parts)


def _some(text: str) -> tuple[str, ...]:
    return (text,) if text else ()


def _in_order(steps: list[Node], order: Sequence[str]) -> list[Node]:
    places = {name: place for place, name in enumerate(order)}
    return sorted(steps, key=lambda node: places.get(node["name"], len(places)))


def _facts(nodes: Mapping[str, Node], steps: Iterable[Node]) -> list[Node]:
    """The facts and constants that the result rests on, in the order in which the steps first ask for them."""
    asked: dict[str, None] = {}
    for step in steps:
        cases = (text for case in step.get("cases", ()) for text in (case["when"]["formula"], case["value"]))
        limits = (one.get("formula", "") for one in step.get("then", ()))
        for formula in (step["formula"] or "", *cases, step.get("otherwise") or "", *limits):
            asked |= dict.fromkeys(re.findall(r"[a-z][a-z0-9_]*", formula))
    used = [node for node in nodes.values() if node["kind"] in {"input", "parameter"} and node["used"]]
    places = {name: place for place, name in enumerate(asked)}
    return sorted(used, key=lambda node: places.get(node["name"], len(places)))


class _Teller:
    """Turns the nodes of one trace into lines."""

    def __init__(
        self, nodes: Mapping[str, Node], series: Series, sources: Mapping[str, str], words: Wording
    ) -> None:  # fmt: skip
        self.nodes = nodes
        self.series = series
        self.sources = sources
        self.words = words

    def head(self, trace: Mapping[str, Any]) -> Line:
        """Whose result this is, and by which rules."""
        policy, say = trace["policy"], self.words.phrase
        title = say("explain.head", title=policy["title"], person=trace["person"])
        text = say(
            "explain.by", policy=policy["id"], digest=policy["digest"][:12], period=self.words.period(trace["period"])
        )
        notes = (self._error(trace["error"]),) if trace["error"] else ()
        return Line("head", 0, "", title, text, notes=notes, is_error=bool(notes))

    def output(self, output: Node) -> Line:
        """One result."""
        node = self.nodes.get(output["name"], output)
        notes = (self._error(output["error"]),) if output["error"] else ()
        amount = "" if notes else said(output["value"], {**node, "decimals": output["decimals"]}, self.words)
        title = output["label"] or label_of(node)
        return Line("output", 0, output["name"], title, amount=amount, notes=notes, is_error=bool(notes))

    def fact(self, node: Node) -> Line:
        """One fact or constant that was used."""
        say = self.words.phrase
        if node["kind"] == "parameter":
            text = say("explain.parameter")
            if node["since"]:
                text += f", {say('explain.since', month=self.words.period(node['since']))}"
            return self._fact(node, text, self._unverified(node))
        notes = [*self._unverified(node)]
        if node["state"] in {"default", "absent", "missing", "not_asked"}:
            notes.append(say(f"explain.fact_{node['state']}"))
        if node["state"] == "refused":
            notes.append(self._error(node["error"]))
        return self._fact(node, self._source(str(node["source"])), notes)

    def _source(self, name: str) -> str:
        """Where a fact comes from: a record, what was recorded for an indicator, or another policy's result."""
        first, _, rest = name.partition(".")
        what, _, item = rest.replace("_", " ").partition(".")
        if first in {"hasil", "ukuran"} and item and name not in self.sources:
            return self.words.phrase(f"explain.source_{first}", what=what, item=item)
        return self.words.phrase("explain.source", source=self.sources.get(name, name))

    def _fact(self, node: Node, text: str, notes: Iterable[str]) -> Line:
        value, is_error = node["value"], node.get("state") in {"missing", "refused"}
        amount = "" if node.get("state") == "refused" else said(value, node, self.words)
        detail: tuple[str, ...] = ()
        if isinstance(value, list) and len(value) > 1:
            elements = [self._element(at, one, node) for at, one in enumerate(value)]
            detail = tuple(self.series.lines(node["each"], elements))
        return Line(
            "fact", 1, node["name"], label_of(node), text, amount, self._law(node["cites"]), detail, tuple(notes),
            is_error=is_error,
        )  # fmt: skip

    def _element(self, place: int, value: Any, node: Node) -> Element:
        text = said(value, node, self.words)
        return Element(place, text, text, value == "false" or (value is not None and parse_number(str(value)) == 0))

    def _law(self, cites: Iterable[Node]) -> tuple[str, ...]:
        said_of = (
            self.words.phrase(
                "explain.law_at" if cite["place"] else "explain.law", title=cite["title"], place=place_of(cite)
            )
            for cite in cites
        )
        return tuple(dict.fromkeys(said_of))

    def _unverified(self, node: Node) -> tuple[str, ...]:
        if not node["unverified"]:
            return ()
        return (self.words.phrase("explain.unverified", what=label_of(node), why=node["unverified"]),)

    def _error(self, error: Node) -> str:
        """The cause of an error in words: code, step, and what was found."""
        cause = error["cause"]
        node = self.nodes.get(error["step"])
        what = self.nodes.get(str(cause.get("what", "")))
        kind = f".{cause['cause']}" if "cause" in cause else ""
        return self.words.phrase(
            f"error.{error['code']}{kind}",
            step=label_of(node) if node else error["step"].replace("_", " "),
            what=label_of(what) if what else cause.get("what", "").replace("_", " "),
            value=cause.get("value", ""),
            allowed=cause.get("allowed", ""),
            found=cause.get("found", ""),
        )

    def step(self, node: Node) -> Line:
        """One step: the rule in words, the calculation, what limits and rounding did."""
        told = StepTeller(node, self.nodes, self.series, self.words)
        if "error" not in node and node["value"] is None:
            return Line(
                "step", 1, node["name"], label_of(node), self._does_not_apply(node), law=self._law(node["cites"])
            )
        is_error = "error" in node
        text, detail, notes = told.rule(), () if is_error else tuple(told.detail()), tuple(told.notes())
        if is_error:
            notes = (self._error(node["error"]), *notes)
        amount = "" if is_error else said(node["value"], node, self.words)
        return Line(
            "step", 1, node["name"], label_of(node), text, amount, self._law(told.cites()), detail, notes,
            told.typed(), is_error, "" if is_error else told.sum(),
        )  # fmt: skip

    def aside(self, node: Node) -> Line:
        """A step on which this result does not rest: what it is for, and no more."""
        told = StepTeller(node, self.nodes, self.series, self.words)
        return Line("aside", 1, node["name"], label_of(node), formula=told.typed(), law=self._law(node["cites"]))

    def _does_not_apply(self, node: Node) -> str:
        applies = node["indicator"]["applies"]
        speaker = Speaker(self.nodes, {**node, "lookups": [], "choices": []}, self.words)
        return self.words.phrase("explain.does_not_apply", condition=speaker.say(applies["formula"]))

    def check(self, check: Node) -> Line:
        """Something that must hold, and whether it does."""
        say = self.words.phrase
        name = check["label"] or check["id"].replace("_", " ")
        speaker = Speaker(self.nodes, {"lookups": [], "choices": []}, self.words, bare=True)
        notes = (self._error(check["error"]),) if check["error"] else ()
        key = "explain.check_holds" if check["holds"] == "true" else "explain.check_fails"
        key = "explain.check_error" if notes else key
        rule = speaker.say(check["formula"])
        figures = calculation(check["calculation"], self.nodes, self.words)
        return Line(
            "check", 1, check["id"], say(key, check=name), rule,
            law=self._law(check["cites"]), detail=_some("" if figures == rule else figures), notes=notes,
            formula=(check["formula"],),
            is_error=key != "explain.check_holds",
        )  # fmt: skip


def place_of(cite: Node) -> str:
    """Where in a law: ``pasal-9`` is read as pasal 9."""
    return str(cite["place"]).replace("-", " ")
