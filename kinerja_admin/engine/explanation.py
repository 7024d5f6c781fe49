"""Trace → lines that a person can check by hand, in plain words, each with its law."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kinerja_admin.engine.speaking import (
    Node,
    Speaker,
    Wording,
    calculation,
    filled,
    label_of,
    said,
    shown_number,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an explanation.

    ``kind`` is head, fact, step, check or output; ``level`` is 0 for what is shown first and grows with the detail;
    ``notes`` say what a reader must not overlook: a limit that bit, a default, an unverified value, an error.
    """

    kind: str
    level: int
    name: str
    title: str
    text: str = ""
    amount: str = ""
    law: tuple[str, ...] = ()
    detail: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    is_error: bool = False


def explain(trace: Mapping[str, Any], words: Wording) -> tuple[Line, ...]:
    """The lines of a trace: what it is about, the facts, every step, the checks, and what came out."""
    nodes: dict[str, Node] = {node["name"]: node for node in trace["nodes"]}
    teller = _Teller(nodes, words)
    return (
        teller.head(trace),
        *(teller.output(output) for output in trace["outputs"]),
        *(teller.fact(node) for node in nodes.values() if node["kind"] in {"input", "parameter"}),
        *(teller.step(node) for node in nodes.values() if node["kind"] == "step"),
        *(teller.check(check) for check in trace["checks"]),
    )


def as_text(lines: Iterable[Line]) -> Iterator[str]:
    """The lines as plain text, indented by level."""
    before = ""
    for line in lines:
        if before and line.kind != before:
            yield ""
        before = line.kind
        indent = "  " * line.level
        amount = f" = {line.amount}" if line.amount else ""
        yield f"{indent}{line.title}{amount}"
        yield from (f"{indent}    {part}" for part in (*_some(line.text), *line.detail, *line.law, *line.notes))


def _some(text: str) -> tuple[str, ...]:
    return (text,) if text else ()


class _Teller:
    """Turns the nodes of one trace into lines."""

    def __init__(self, nodes: Mapping[str, Node], words: Wording) -> None:
        self.nodes = nodes
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
            since = say("explain.since", month=self.words.period(node["since"])) if node["since"] else ""
            text = say("explain.parameter") if not since else f"{say('explain.parameter')}, {since}"
            return self._line(node, "fact", text, ())
        notes = []
        if node["state"] in {"default", "absent", "missing", "not_asked"}:
            notes.append(say(f"explain.fact_{node['state']}"))
        if "error" in node:
            notes.append(self._error(node["error"]))
        text = say("explain.source", source=node["source"])
        return self._line(node, "fact", text, tuple(notes), is_error=node["state"] == "refused")

    def _line(
        self, node: Node, kind: str, text: str, notes: tuple[str, ...], detail: tuple[str, ...] = (), *,
        is_error: bool = False,
    ) -> Line:  # fmt: skip
        amount = "" if is_error or node["value"] is None else said(node["value"], node, self.words)
        return Line(
            kind, 1, node["name"], label_of(node), text, amount, self._law(node["cites"]), detail,
            (*notes, *self._unverified(node)), is_error,
        )  # fmt: skip

    def _law(self, cites: Iterable[Node]) -> tuple[str, ...]:
        return tuple(
            self.words.phrase(
                "explain.law_at" if cite["place"] else "explain.law", title=cite["title"], place=place_of(cite)
            )
            for cite in cites
        )

    def _unverified(self, node: Node) -> tuple[str, ...]:
        if not node["unverified"]:
            return ()
        return (self.words.phrase("explain.unverified", what=label_of(node), why=node["unverified"]),)

    def _error(self, error: Node) -> str:
        """The cause of an error in words: code, step, and what was found."""
        cause = error["cause"]
        node = self.nodes.get(error["step"])
        what = self.nodes.get(str(cause.get("what", "")))
        return self.words.phrase(
            f"error.{error['code']}",
            step=label_of(node) if node else error["step"].replace("_", " "),
            what=label_of(what) if what else cause.get("what", "").replace("_", " "),
            value=cause.get("value", ""),
        )

    # --- steps ------------------------------------------------------------------------------------------------------

    def step(self, node: Node) -> Line:
        """One step: the rule in words, the calculation, what limits and rounding did."""
        say = self.words.phrase
        if "error" in node:
            return self._line(node, "step", self._rule(node), (self._error(node["error"]),), is_error=True)
        if node.get("indicator") and node["value"] is None:
            return self._line(node, "step", self._does_not_apply(node), ())
        if node["each"]:
            return self._series(node)
        detail = [*self._cases(node, node, None), *self._sum(node, node)]
        notes = [say("explain.bit", rule=self._rule_of(one)) for one in node.get("then", ()) if one["bit"]]
        return self._line(node, "step", self._rule(node), (*notes, *self._doubts(node)), tuple(detail))

    def _does_not_apply(self, node: Node) -> str:
        applies = node["indicator"]["applies"]
        speaker = Speaker(self.nodes, {**node, "lookups": [], "choices": []}, self.words)
        return self.words.phrase("explain.does_not_apply", condition=speaker.say(applies["formula"]))

    def _rule(self, node: Node, index: int | None = None) -> str:
        """The author's own sentence where there is one, otherwise the formula in words."""
        if node["explain"]:
            return filled(node["explain"], self.nodes, self.words, index)
        formula = self._formula(node, node)
        return Speaker(self.nodes, node, self.words, index).say(formula) if formula else ""

    @staticmethod
    def _formula(node: Node, passage: Node) -> str:
        """The formula that counted: the step's own, the chosen case's, or the one for all other cases."""
        if node["formula"]:
            return str(node["formula"])
        chosen = next((case for case in passage.get("cases", ()) if case["id"] == passage.get("chosen")), None)
        return str(chosen["value"] if chosen else node.get("otherwise") or "")

    def _substituted(self, passage: Node) -> str:
        chosen = next((case for case in passage.get("cases", ()) if "substituted" in case), None)
        return str((chosen or passage).get("substituted", ""))

    def _sum(self, node: Node, passage: Node) -> Iterator[str]:
        """The calculation with its numbers, then limits and rounding one by one."""
        say = self.words.phrase
        if node["type"] not in {"integer", "decimal"}:
            yield calculation(self._substituted(passage), self.words)
            return
        raw = shown_number(passage["raw"], self.words)
        yield f"{calculation(self._substituted(passage), self.words)} = {raw}"
        for one in passage.get("then", ()):
            result = shown_number(one["result"], self.words)
            yield (
                say("explain.then", rule=self._rule_of(one), result=result)
                if one["bit"]
                else say("explain.then_kept", rule=self._rule_of(one))
            )
        if passage.get("rounded"):
            to, mode = shown_number(node["rounding"]["to"], self.words), say(f"mode.{node['rounding']['mode']}")
            yield say("explain.rounded", to=to, mode=mode, result=said(passage["value"], node, self.words))

    def _rule_of(self, entry: Node) -> str:
        if entry["rule"] == "round":
            to, mode = shown_number(entry["to"], self.words), self.words.phrase(f"mode.{entry['mode']}")
            return self.words.phrase("rule.round", to=to, mode=mode)
        bound = "" if entry["bound"] is None else shown_number(entry["bound"], self.words)
        return self.words.phrase(f"rule.{entry['rule']}", bound=bound)

    def _cases(self, node: Node, passage: Node, index: int | None) -> Iterator[str]:
        """Which case was taken and why, and why the others were not."""
        speaker = Speaker(self.nodes, node, self.words, index)
        for case in passage.get("cases", ()):
            name, condition = case["label"] or case["id"], speaker.say(case["when"]["formula"])
            taken = case["id"] == passage.get("chosen")
            looked_at = case["when"]["holds"] is not None
            key = "explain.case_taken" if taken else "explain.case_not_taken" if looked_at else "explain.case_not_seen"
            yield self.words.phrase(key, case=name, condition=condition)
            if taken:
                yield from self._law(case["cites"])
        if passage.get("cases") and not passage.get("chosen") and node.get("otherwise"):
            yield self.words.phrase("explain.otherwise")

    def _series(self, node: Node) -> Line:
        """A step that is a series: the rule once, the calculation for every element; equal ones together."""
        say = self.words.phrase
        groups: dict[str, list[int]] = {}
        for place, element in enumerate(node["elements"], start=1):
            parts = [*self._cases(node, element, place - 1), *self._sum(node, element)]
            groups.setdefault("; ".join(parts), []).append(place)
        detail = tuple(say("explain.element", places=_places(places), text=text) for text, places in groups.items())
        bit = any(one["bit"] for element in node["elements"] for one in element.get("then", ()))
        notes = (say("explain.bit_some"),) if bit else ()
        return self._line(node, "step", self._rule(node), (*notes, *self._doubts(node)), detail)

    def _doubts(self, node: Node) -> Iterator[str]:
        """Unverified tables that the step looked into; constants say so themselves."""
        for name in dict.fromkeys(entry["table"] for entry in node["lookups"]):
            yield from self._unverified(self.nodes[name])

    # --- checks -----------------------------------------------------------------------------------------------------

    def check(self, check: Node) -> Line:
        """Something that must hold, and whether it does."""
        say = self.words.phrase
        name = check["label"] or check["id"].replace("_", " ")
        speaker = Speaker(self.nodes, {"lookups": [], "choices": []}, self.words)
        notes = (self._error(check["error"]),) if check["error"] else ()
        key = "explain.check_holds" if check["holds"] == "true" else "explain.check_fails"
        key = "explain.check_error" if notes else key
        failed = key != "explain.check_holds"
        text = f"{speaker.say(check['formula'])}; {calculation(check['substituted'], self.words)}"
        return Line(
            "check", 1, check["id"], say(key, check=name), text,
            law=self._law(check["cites"]), notes=notes, is_error=failed,
        )  # fmt: skip


def place_of(cite: Node) -> str:
    """Where in a law: ``pasal-9`` is read as pasal 9."""
    return str(cite["place"]).replace("-", " ")


def _places(places: list[int]) -> str:
    """1, 2, 3, 7 as 1–3, 7."""
    parts: list[list[int]] = []
    for place in places:
        if parts and parts[-1][-1] + 1 == place:
            parts[-1].append(place)
        else:
            parts.append([place])
    return ", ".join(str(part[0]) if len(part) == 1 else f"{part[0]}–{part[-1]}" for part in parts)
