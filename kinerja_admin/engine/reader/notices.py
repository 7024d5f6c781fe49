"""Findings about a whole policy: weights, sources, and what nothing uses."""

from __future__ import annotations

from collections.abc import Mapping

from kinerja_admin.engine.document import Mapping as Branch
from kinerja_admin.engine.document import Node
from kinerja_admin.engine.expression.syntax import similar
from kinerja_admin.engine.facts import Source
from kinerja_admin.engine.policy import Input, Kind, Policy, TableForm
from kinerja_admin.engine.reader.about import Citations
from kinerja_admin.engine.reader.fields import Reading
from kinerja_admin.engine.reader.weights import weight_findings
from kinerja_admin.errors import Severity

_TYPES = {
    "integer": {Kind.INTEGER, Kind.DECIMAL},
    "decimal": {Kind.DECIMAL},
    "condition": {Kind.CONDITION},
    "date": {Kind.DATE},
}


def note_all(
    reading: Reading, policy: Policy, citations: Citations, places: Mapping[str, Node],
    sources: Mapping[str, Source] | None, *, bound: bool,
) -> None:  # fmt: skip
    """Everything that only the whole file shows."""
    if not any(problem.is_error for problem in reading.problems):
        for code, name, parameters in weight_findings(policy):
            path = f"indicators.{name}" if name else "indicators"
            reading.problem(code, places.get(f"{name}_skor") or reading.document.root, path, **parameters)
        _unused(reading, policy, citations, places)
        _unreachable_bands(reading, policy, places)
    if sources is not None:
        for one in policy.inputs.values():
            _source(reading, one, places.get(one.name), sources, bound=bound)


def _source(reading: Reading, one: Input, node: Node | None, sources: Mapping[str, Source], *, bound: bool) -> None:
    if one.indicator or one.source.startswith("hasil."):
        return
    source = sources.get(one.source)
    severity = Severity.ERROR if bound else Severity.WARNING
    if source is None:
        near = similar(one.source, frozenset(sources))
        reading.problem("UNKNOWN_SOURCE", node, f"{one.basis.path}.from", severity, source=one.source, similar=near)
        return
    if (source.each or "") != (one.shape.each or ""):
        reading.problem(
            "SOURCE_EACH", node, f"{one.basis.path}.each", severity, source=one.source,
            each=source.each or "–", found=one.shape.each or "–",
        )  # fmt: skip
    if source.type in _TYPES and not one.shape.is_unknown and one.shape.kind not in _TYPES[source.type]:
        reading.problem(
            "SOURCE_TYPE", node, f"{one.basis.path}.type", severity, source=one.source, type=source.type,
            found=one.shape.kind.value,
        )  # fmt: skip


def _asked(policy: Policy) -> set[str]:
    asked: set[str] = set()
    for step in policy.steps.values():
        for formula in step.formulas:
            asked.update(formula.names)
            asked.update(formula.tables)
    for indicator in policy.indicators.values():
        asked.update((*indicator.applies.names, *indicator.applies.tables) if indicator.applies else ())
    for listing in policy.lists.values():
        asked.update(listing.where.names if listing.where else ())
        asked.update([listing.within, *(key.step for key in listing.by)])
    for check in policy.checks:
        formulas = (*((check.assertion,) if check.assertion else ()), *check.bounds.values())
        asked.update(name for formula in formulas for name in (*formula.names, *formula.tables))
        asked.update(check.settings.values())
    return asked


def _unused(reading: Reading, policy: Policy, citations: Citations, places: Mapping[str, Node]) -> None:
    asked = _asked(policy)
    if policy.steps:
        for name, one in policy.inputs.items():
            if name not in asked and not one.indicator:
                reading.problem("UNUSED", places.get(name), one.basis.path, Severity.NOTICE, name=name)
        outputs = set(policy.outputs) | {indicator.score for indicator in policy.indicators.values()}
        for name, step in policy.steps.items():
            if policy.outputs and name not in asked | outputs:
                reading.problem("UNUSED", places.get(name), step.basis.path, Severity.NOTICE, name=name)
    for law in citations.laws.values():
        if law.name not in citations.cited:
            place = _key_of(reading.document.root, law.name)
            reading.problem("LAW_UNUSED", place, f"law.{law.name}", Severity.NOTICE, law=law.name)


def _key_of(root: Node | None, law: str) -> Node | None:
    laws = root.get("law") if isinstance(root, Branch) else None
    return next((key for key, _ in laws.entries if key.text == law), None) if isinstance(laws, Branch) else None


def _unreachable_bands(reading: Reading, policy: Policy, places: Mapping[str, Node]) -> None:
    """Bands that begin above, or end below, everything that the banded input may be."""
    for name, table in policy.tables.items():
        label = policy.inputs.get(table.keys[0].label)
        if table.form is TableForm.KEY or label is None or table.basis.origin != policy.id:
            continue
        for dated in table.contents:
            for bands in dated.value.values():
                for band in bands if isinstance(bands, tuple) else ():
                    above = label.high is not None and band.low is not None and band.low > label.high
                    below = label.low is not None and band.high is not None and band.high < label.low
                    if above or below:
                        bound = band.low if above else band.high
                        reading.problem(
                            "BAND_UNREACHABLE", places.get(name), table.basis.path, Severity.WARNING,
                            table=name, bound=str(bound), input=label.name,
                        )  # fmt: skip
