"""The names of the elements of one person's series, for the trace of a result."""

from __future__ import annotations

from datetime import date

from kinerja_admin.engine.policy import Policy
from kinerja_admin.engine.trace import Labels
from kinerja_admin.services.runs.binding import RESULT
from kinerja_admin.services.runs.earlier import Chosen
from kinerja_admin.services.snapshots import DataSet
from kinerja_admin.services.sources.labels import PREFIX


def labels_of(policy: Policy, data: DataSet, place: int, chosen: Chosen) -> Labels:
    """What the elements of every series that the policy takes are called: as the snapshot says, or by their period."""
    found: dict[str, tuple[str, ...]] = {}
    for wanted in policy.inputs.values():
        each = wanted.shape.each
        if each is None:
            continue
        if wanted.source.startswith(RESULT):
            found[each] = tuple(str(one.period) for one in chosen.get(wanted.name, ()))
        elif PREFIX + each in data.columns:
            cell = data.columns[PREFIX + each][place]
            elements = cell if isinstance(cell, tuple) else ()
            found[each] = tuple(one.isoformat() if isinstance(one, date) else str(one) for one in elements)
    return found
