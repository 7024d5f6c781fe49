"""What the checks over everybody came to in a run: written down when it is computed, and read again by its version."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from kinerja_admin.engine.policy import Policy
from kinerja_admin.engine.population_checks import Judgement


def written(found: Sequence[Judgement]) -> list[dict[str, Any]]:
    """As a run keeps it: the check by its name, every amount exactly."""
    return [
        {
            "check": one.check.id,
            "side": one.side,
            "value": str(one.value),
            "bound": str(one.bound),
            "holds": one.holds,
            "counted": one.counted,
            "left_out": one.left_out,
            "group": one.group,
        }
        for one in found
    ]


def read(kept: Sequence[Mapping[str, Any]], policy: Policy) -> Iterator[Judgement]:
    """The same again, with the checks of the version that the run was computed with."""
    checks = {check.id: check for check in policy.checks}
    for one in kept:
        yield Judgement(
            check=checks[one["check"]],
            side=one["side"],
            value=Fraction(one["value"]),
            bound=Fraction(one["bound"]),
            holds=one["holds"],
            counted=one["counted"],
            left_out=one["left_out"],
            group=one["group"],
        )
