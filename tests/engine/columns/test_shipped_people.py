"""Every version that ships, over thousands of people by chance: the digits and the errors of the reference.

``make verify`` has a hundred thousand for each.
"""

from __future__ import annotations

import os
from random import Random

import pytest

from kinerja_admin.engine.catalog import FolderShelf
from kinerja_admin.engine.policy import Policy
from tests.engine.columns.conftest import ROOT, Judge
from tests.engine.columns.generated import people

PEOPLE = int(os.environ.get("VERIFY_PEOPLE", "2000"))
AT_ONCE = 1_000
NAMES = [str(one) for one in FolderShelf(ROOT / "policies").policies()]


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_policy_over_thousands_of_people(judge: Judge, shipped: dict[str, Policy], name: str):
    policy = shipped[name]
    if not policy.steps:
        return
    periods = [policy.first_period, *(example.period for example in policy.examples if example.period)]
    for part in range(-(-PEOPLE // AT_ONCE)):
        chance = Random(f"{name} {part}")
        period = periods[part % len(periods)]
        judge(policy, people(chance, policy, min(AT_ONCE, PEOPLE)), period, threads=1 + part % 2)
