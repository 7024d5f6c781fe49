"""Every policy that ships, over thousands of people by chance: the digits and the errors of the reference.

Of several versions the newest meets them all, the others a share. ``make verify`` has a hundred thousand for each.
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
OF_OLDER = int(os.environ.get("VERIFY_PEOPLE", "200"))
AT_ONCE = 1_000
VERSIONS = FolderShelf(ROOT / "policies").policies()
NEWEST = {(one.region, one.policy): str(one) for one in VERSIONS}
NAMES = [str(one) for one in VERSIONS]


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_policy_over_thousands_of_people(judge: Judge, shipped: dict[str, Policy], name: str):
    policy = shipped[name]
    if not policy.steps:
        return
    periods = [policy.first_period, *(example.period for example in policy.examples if example.period)]
    count = PEOPLE if name in NEWEST.values() else OF_OLDER
    for part in range(-(-count // AT_ONCE)):
        chance = Random(f"{name} {part}")
        period = periods[part % len(periods)]
        judge(policy, people(chance, policy, min(AT_ONCE, count)), period, threads=1 + part % 2)
