"""The steps of a trace: formulas with their values, cases, look-ups, limits and rounding."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from typing import cast

from kinerja_admin.engine.calls import Value
from kinerja_admin.engine.expression.formula import Formula, print_tree
from kinerja_admin.engine.numbers import Rounding, plain
from kinerja_admin.engine.policy import Band, Bands, Shape, Step, Table, TableForm
from kinerja_admin.engine.reader.doubts import row_key
from kinerja_admin.engine.reference import holds
from kinerja_admin.engine.trace.confidence import in_short
from kinerja_admin.engine.trace.recorder import Applied, Passage, Recorder
from kinerja_admin.engine.trace.substitution import REDUCING, Substitution
from kinerja_admin.engine.trace.values import (
    Json,
    bounds_of,
    cites_of,
    fault_of,
    head_of,
    raw_of,
    rounding_of,
    unit_of,
    value_of,
)

_LOOKUPS = frozenset({"LOOKUP", "BAND"})
_CHOOSING = frozenset({"IF", "COALESCE"})


class StepWriter:
    """Writes down how steps came about."""

    def __init__(self, recorder: Recorder, in_confidence: frozenset[str] = frozenset()) -> None:
        """``recorder`` has watched the whole evaluation; no element of a collection ``in_confidence`` is told."""
        self.recorder = recorder
        self.in_confidence = in_confidence
        self.policy = recorder.policy

    def formulas(self, step: Step) -> Iterator[Formula]:
        """Every formula that counts for a step, in reading order."""
        if step.indicator:
            applies = self.policy.indicators[step.indicator].applies
            yield from (applies,) if applies else ()
        yield from step.formulas

    def node(self, step: Step) -> Json:
        """One step: how its value, or every element of it, came about."""
        recorder = self.recorder
        error = recorder.errors.get(step.name)
        node = head_of(self.policy, "step", step.name, step.basis, step.shape) | {
            "unit": step.unit,
            "explain": step.explain,
            "decimals": step.decimals,
            "each": step.shape.each,
            "formula": step.formula.printed if step.formula else None,
            "value": value_of(recorder.values.get(step.name), step.decimals),
            "rounding": rounding_of(step.rounding) if step.shape.kind.is_number else None,
            "lookups": self._lookups(step),
            "choices": self._choices(step),
            "reductions": self._reductions(step),
        }
        if step.indicator:
            node["indicator"] = self._indicator(step)
        if step.cases:
            node["hit"] = "unique" if step.unique else "first"
            node["otherwise"] = step.otherwise.printed if step.otherwise else None
        if step.shape.each in self.in_confidence:
            value = recorder.values.get(step.name)
            told: Json = {"value": in_short(value) if isinstance(value, tuple) else None, "elements": []}
            return node | told | ({"error": fault_of(error, step.name)} if error else {})
        passages = [self._passage(step, one) for one in recorder.passages.get(step.name, ())]
        if step.shape.each:
            node["elements"] = passages
        elif passages:
            node |= passages[0]
        return node | ({"error": fault_of(error, step.name)} if error else {})

    def _indicator(self, step: Step) -> Json:
        indicator = self.policy.indicators[step.indicator]
        found: Json = {"name": indicator.name, "weight": plain(indicator.weight), "applies": None}
        if indicator.applies:
            value = self.came_to(indicator.applies, None)
            found["applies"] = self.condition(indicator.applies, value, None)
        return found

    def _passage(self, step: Step, passage: Passage) -> Json:
        index = passage.index
        found: Json = {"raw": raw_of(passage.raw)}
        if step.formula:
            found |= self._sum(step.formula, index)
        else:
            found |= {
                "chosen": passage.chosen,
                "cases": [self._case(step, place, index) for place in range(len(step.cases))],
            }
            if not passage.chosen and step.otherwise:
                found |= self._sum(step.otherwise, index)
        if step.then:
            found["then"] = [self._applied(one, index) for one in passage.applied]
        if step.shape.each:
            found["value"] = value_of(passage.value, step.decimals)
        if isinstance(passage.raw, Fraction) and isinstance(passage.value, Fraction):
            before = passage.applied[-1].after if passage.applied else passage.raw
            found["rounded"] = before != passage.value
        return found

    def _case(self, step: Step, place: int, index: int | None) -> Json:
        case = step.cases[place]
        met = self.came_to(case.when, index)
        found = {
            "id": case.id, "label": case.basis.label, "value": case.value.printed, "cites": cites_of(case.basis.cites),
            "unverified": case.basis.unverified, "when": self.condition(case.when, met, index),
        }  # fmt: skip
        chosen = any(
            passage.index == index and passage.chosen == case.id for passage in self.recorder.passages[step.name]
        )
        return found | (self._sum(case.value, index) if chosen else {})

    def condition(self, formula: Formula, met: Value | KeyError, index: int | None) -> Json:
        """A condition with its values, and whether it held (null: nobody looked)."""
        looked_at = isinstance(met, bool)
        return {
            "formula": formula.printed,
            **self._sum(formula, index),
            "holds": value_of(met) if looked_at else None,
        }

    def _applied(self, applied: Applied, index: int | None) -> Json:
        entry = applied.entry
        if isinstance(entry, Rounding):
            what: Json = {"rule": "round", **rounding_of(entry)}
        else:
            what = {
                "rule": "at_least" if entry.at_least else "at_most", "formula": entry.formula.printed,
                "substituted": self._put(entry.formula, index), "bound": raw_of(applied.bound),
            }  # fmt: skip
        return what | {"bit": applied.before != applied.after, "result": raw_of(applied.after)}

    def _calls(self, step: Step, names: frozenset[str]) -> Iterator[tuple[Formula, ast.Call, int | None]]:
        """The calls of some functions that were worked out, in reading order, for every element."""
        for formula in self.formulas(step):
            for call in _calls_in(formula):
                if cast(ast.Name, call.func).id in names and not self._is_kept(formula, call):
                    yield from ((formula, call, index) for index in self.recorder.watched.places(call))

    def _is_kept(self, formula: Formula, call: ast.Call) -> bool:
        """Whether a call, or what it reduces, goes through a collection of which no element is told."""
        parts = [call, call.args[0]] if cast(ast.Name, call.func).id in REDUCING else [call]
        return any(part in formula.shapes and formula.shapes[part].each in self.in_confidence for part in parts)

    def _lookups(self, step: Step) -> list[Json]:
        """Tables consulted: the arguments, what was found, and where; equal ones once."""
        found: dict[str, Json] = {}
        for formula, call, index in self._calls(step, _LOOKUPS):
            came_to = self.recorder.watched.came_to
            arguments = [came_to(formula, node, index) for node in call.args[1:]]
            shapes = [formula.shapes[node] for node in call.args[1:]]
            entry = self._lookup(call, arguments, shapes, came_to(formula, call, index))
            kept = found.setdefault(json.dumps([entry["call"], entry["arguments"]]), entry | {"elements": []})
            if index is not None:
                kept["elements"].append(index)
        return list(found.values())

    def _lookup(self, call: ast.Call, arguments: list[Value], shapes: list[Shape], value: Value) -> Json:
        table = self.policy.tables[cast(ast.Name, call.args[0]).id]
        entry = {
            "call": print_tree(call),
            "table": table.name,
            "arguments": [raw_of(argument) for argument in arguments],
            "kinds": [shape.kind.value for shape in shapes],
            "units": [unit_of(shape) for shape in shapes],
            "value": value_of(value),
        }
        if table.form is TableForm.KEY:
            keys = tuple(row_key(argument) for argument in arguments)
            return entry | {"unverified": _doubt(table, keys)}
        return entry | self._band(table, arguments)

    def _band(self, table: Table, arguments: list[Value]) -> Json:
        """The bounds of the band that was hit; for marginal bands every slice that adds to the amount."""
        amount, key = arguments[0], arguments[1] if len(arguments) > 1 else None
        bands = cast(Bands, self.recorder.prepared.tables[table.name])[key]
        assert isinstance(amount, Fraction)
        if table.marginal:
            hit = [band for band in bands if band.low is None or band.low < amount]
            doubts = dict.fromkeys(_doubt(table, _row_of(table, band, key)) for band in hit)
            return {
                "slices": [{**bounds_of(band), "rate": value_of(band.value)} for band in hit],
                "unverified": "; ".join(doubt for doubt in doubts if doubt),
            }
        band = next(band for band in bands if holds(table.form, band, amount))
        return {"band": bounds_of(band), "unverified": _doubt(table, _row_of(table, band, key))}

    def _choices(self, step: Step) -> list[Json]:
        """Which way every IF and COALESCE went: the condition held, the fact was there."""
        found: dict[str, Json] = {}
        for formula, call, index in self._calls(step, _CHOOSING):
            met = self.recorder.watched.came_to(formula, call.args[0], index)
            holds_here = met if isinstance(met, bool) and cast(ast.Name, call.func).id == "IF" else met is not None
            entry: Json = {"call": print_tree(call), "holds": value_of(holds_here), "elements": []}
            kept = found.setdefault(json.dumps([entry["call"], entry["holds"]]), entry)
            if index is not None:
                kept["elements"].append(index)
        return list(found.values())

    def _reductions(self, step: Step) -> list[Json]:
        """Series made into one value inside the step: what every element came to, where it is more than a name."""
        found = {}
        for formula, call, index in self._calls(step, REDUCING):
            part = call.args[0]
            if len(call.args) == 1 and not isinstance(part, ast.Name):
                each = formula.shapes[part].each or ""
                places = range(self.recorder.length(each) or 0)
                values = [self.recorder.watched.came_to(formula, part, place) for place in places]
                found[print_tree(call)] = {
                    "call": print_tree(call),
                    "each": each,
                    "type": formula.shapes[part].kind.value,
                    "unit": unit_of(formula.shapes[part]),
                    "values": [raw_of(value) for value in values],
                    "value": raw_of(self.recorder.watched.came_to(formula, call, index)),
                }
        return list(found.values())

    def _sum(self, formula: Formula, index: int | None) -> Json:
        """The formula with its values: whole, and with nothing left of a choice but what was chosen."""
        found = self.recorder.watched.came_to
        return {
            "substituted": self._put(formula, index),
            "calculation": Substitution(self.recorder, formula, found, self.in_confidence, settled=True).printed(index),
        }

    def _put(self, formula: Formula, index: int | None) -> str:
        found = self.recorder.watched.came_to
        return Substitution(self.recorder, formula, found, self.in_confidence).printed(index)

    def came_to(self, formula: Formula, index: int | None) -> Value | KeyError:
        """What a formula came to; the KeyError where nobody looked."""
        try:
            return self.recorder.watched.came_to(formula, formula.tree, index)
        except KeyError as unseen:
            return unseen


@lru_cache(maxsize=2_000)
def _calls_in(formula: Formula) -> tuple[ast.Call, ...]:
    """Every call of a formula, in reading order: asked for again for each person and each kind of call."""
    calls = (node for node in ast.walk(formula.tree) if isinstance(node, ast.Call))
    return tuple(sorted(calls, key=lambda node: node.col_offset))


def _row_of(table: Table, band: Band, key: Value) -> tuple[str, ...]:
    """How a band is named: by the bound that the file writes, and its column."""
    edge = row_key(band.high if table.form is TableForm.UP_TO else band.low)
    return (edge,) if key is None else (edge, row_key(key))


def _doubt(table: Table, keys: tuple[str, ...]) -> str:
    """Why a row, or a cell, is unverified; empty where it is not."""
    return table.doubts.get(keys) or table.doubts.get(keys[:1], "")
