"""Which policy it is: region, name and version."""

from __future__ import annotations

import re
from dataclasses import dataclass

_POLICY_ID = re.compile(r"([a-z][a-z0-9_]*)/([a-z][a-z0-9_]*)@([0-9A-Za-z][0-9A-Za-z._-]*)")


@dataclass(frozen=True, slots=True, order=True)
class PolicyId:
    """Region, policy and version, written ``serang/tpp@2026.1``."""

    region: str
    policy: str
    version: str

    def __str__(self) -> str:
        """The id as ``uses`` writes it."""
        return f"{self.region}/{self.policy}@{self.version}"


def parse_policy_id(text: str) -> PolicyId | None:
    """Read ``serang/tpp@2026.1``; None where it is no id."""
    found = _POLICY_ID.fullmatch(text)
    return PolicyId(found[1], found[2], found[3]) if found else None
