"""From a data set to the facts that one policy asks for: sources and measures under the names of its inputs."""

from __future__ import annotations

from collections.abc import Mapping

from kinerja_admin.engine.facts import Cell, Facts
from kinerja_admin.engine.policy import Input, Policy
from kinerja_admin.services.snapshots import DataSet
from kinerja_admin.services.sources.measures import EVIDENCE, column

RESULT = "hasil."


def bind(policy: Policy, data: DataSet, results: Mapping[str, tuple[Cell, ...]]) -> Facts:
    """The facts of everybody in a data set; ``results`` holds the columns of inputs that are other policies' results.

    What the data set does not have (a source younger than the snapshot, a measure that nobody recorded) is missing.
    """
    nothing: tuple[Cell, ...] = (None,) * len(data.people)
    columns = {}
    for wanted in policy.inputs.values():
        if wanted.indicator:
            columns[wanted.name] = _measure(policy, wanted, data, nothing)
        elif wanted.source.startswith(RESULT):
            columns[wanted.name] = results.get(wanted.name, nothing)
        else:
            columns[wanted.name] = data.columns.get(wanted.source, nothing)
    return Facts(tuple(str(who.id) for who in data.people), columns)


def _measure(policy: Policy, wanted: Input, data: DataSet, nothing: tuple[Cell, ...]) -> tuple[Cell, ...]:
    indicator = policy.indicators[wanted.indicator]
    found = (policy.id.policy, indicator.name, indicator.of, indicator.span)
    cells = data.columns.get(column(*found, wanted.measure), nothing)
    if indicator.evidence != "required" or wanted.measure != "realisasi":
        return cells
    evidence = data.columns.get(column(*found, EVIDENCE), nothing)
    return tuple(cell if proven else None for cell, proven in zip(cells, evidence, strict=True))
