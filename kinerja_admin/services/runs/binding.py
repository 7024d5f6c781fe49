"""From a data set to the facts that one policy asks for: sources and measures under the names of its inputs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from kinerja_admin.engine.columns.given import GivenFacts
from kinerja_admin.engine.columns.given import Source as Feed
from kinerja_admin.engine.columns.typed import Given
from kinerja_admin.engine.columns.values import sort_of
from kinerja_admin.engine.facts import Cell
from kinerja_admin.engine.policy import Input, Policy
from kinerja_admin.services.columnar import KINDS, Column
from kinerja_admin.services.snapshots import DataSet
from kinerja_admin.services.sources.measures import EVIDENCE, column

RESULT = "hasil."


def bind(policy: Policy, data: DataSet, results: Mapping[str, Sequence[Cell]]) -> GivenFacts:
    """The facts of everybody in a data set; ``results`` holds the columns of inputs that are other policies' results.

    What the data set does not have (a source younger than the snapshot, a measure that nobody recorded) is missing.
    """
    columns: dict[str, Feed] = {}
    for wanted in policy.inputs.values():
        found: Column | Sequence[Cell] | None
        if wanted.indicator:
            found = _measure(policy, wanted, data)
        elif wanted.source.startswith(RESULT):
            found = results.get(wanted.name)
        else:
            found = data.columns.get(wanted.source)
        if found is not None:
            columns[wanted.name] = _fed(wanted, found)
    return GivenFacts(tuple(str(who.id) for who in data.people), columns, policy.inputs, data.readings)


def _fed(wanted: Input, found: Column | Sequence[Cell]) -> Feed:
    """The array, where the column is of the kind that is asked for; else its cells, which are read one by one."""
    if not isinstance(found, Column):
        return found
    is_of_kind = sort_of(KINDS[found.kind]) is sort_of(wanted.shape.kind)
    return found.given if is_of_kind and found.is_series == (wanted.shape.each is not None) else found


def _measure(policy: Policy, wanted: Input, data: DataSet) -> Column | None:
    indicator = policy.indicators[wanted.indicator]
    known = (policy.id.policy, indicator.name, indicator.of, indicator.span)
    found = data.columns.get(column(*known, wanted.measure))
    if found is None or indicator.evidence != "required" or wanted.measure != "realisasi":
        return found
    evidence = data.columns.get(column(*known, EVIDENCE))
    if evidence is None:
        return None
    proven = data.readings.of([found.given, evidence.given], "proven", partial(_proven, found.given, evidence.given))
    return Column(found.name, found.kind, proven)


def _proven(given: Given, evidence: Given) -> Given:
    """Missing where no evidence stands behind it."""
    lacks = ~evidence.values.astype(np.bool_)
    for missing in (given.missing, evidence.missing):
        lacks = lacks if missing is None else lacks | missing
    return replace(given, missing=lacks)
