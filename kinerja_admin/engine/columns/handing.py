"""What came out of one policy as facts of another, from array to array."""

from __future__ import annotations

from kinerja_admin.engine.columns.population import multiplied
from kinerja_admin.engine.columns.results import Found
from kinerja_admin.engine.columns.typed import Given
from kinerja_admin.engine.columns.values import Sort
from kinerja_admin.engine.columns.verdicts import verdicts
from kinerja_admin.engine.numbers import decimals_of


def handed_on(found: Found, step: str) -> Given:
    """A step of everybody as a fact: missing for whom it does not apply, and for everybody whose result is in error."""
    kept = found.steps[step]
    assert kept.each is None
    missing = ~verdicts(found).is_fine
    for mark in (kept.fault, kept.absent):
        missing = missing if mark is None else missing | (mark != 0)
    match kept.sort:
        case Sort.TRUTH:
            return Given(kept.values, missing=missing)
        case Sort.WORD:
            return Given(kept.values, words=tuple(found.population.words.texts), missing=missing)
        case Sort.DAY:
            return Given(multiplied(kept.values, kept.unit.numerator), missing=missing)
    decimals = decimals_of(kept.unit)
    return Given(multiplied(kept.values, int(kept.unit * 10**decimals)), decimals, missing=missing)
