"""What an error tells of values given in confidence: that one of them is wrong, never which value it is."""

from __future__ import annotations

from collections.abc import Mapping

from kinerja_admin.engine.mixing import Asking
from kinerja_admin.engine.policy import Policy

WITHHELD = "confidence"
"""The cause of an error whose value is not told: the catalogues have a text of its own for it."""

_OF_VALUES = frozenset({"value", "found"})
_COUNTS = frozenset({"series", "length"})
"""Causes whose value is how many there are, which is told."""


def resting_on(policy: Policy, inputs: frozenset[str]) -> frozenset[str]:
    """The inputs themselves, and every step and check that works with any of them, however far behind.

    A weighted score names no step: it works with the scores of all indicators.
    """
    found = set(inputs)
    if not found:
        return frozenset()
    asking = Asking()
    for name in policy.order:
        if not asking.of(policy.steps[name], policy.inputs, policy.indicators).isdisjoint(found):
            found.add(name)
    asserted = {check.id: check.assertion for check in policy.checks if check.assertion is not None}
    has_score = any(one.score in found for one in policy.indicators.values())
    return frozenset(
        found | {name for name, one in asserted.items() if found & set(one.names) or (has_score and one.weighs_scores)}
    )


def kept_in_confidence(policy: Policy) -> frozenset[str]:
    """The same of all that the catalogue of sources says of the policy's inputs."""
    return resting_on(policy, frozenset(one.name for one in policy.inputs.values() if one.in_confidence))


def without_value(cause: Mapping[str, str], step: str, kept: frozenset[str]) -> dict[str, str]:
    """The facts of an error in a step, without the value where the step or the fact is among the ``kept``."""
    is_kept = kept and (step in kept or cause.get("what") in kept)
    if not is_kept or "value" not in cause or cause.get("cause") in _COUNTS:
        return dict(cause)
    return {name: fact for name, fact in cause.items() if name not in _OF_VALUES} | {"cause": WITHHELD}
