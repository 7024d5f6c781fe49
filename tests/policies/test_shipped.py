"""Every policy that ships loads without a finding that was not accepted here, and passes the tests that stand in it."""

from __future__ import annotations

from kinerja_admin.engine.examples import run_examples
from kinerja_admin.engine.policy import Basis, Policy, PolicyId
from kinerja_admin.engine.prover import prove
from kinerja_admin.engine.reader.load import Loaded

# Findings that are known and meant, by policy: code and path. Everything else fails.
ACCEPTED: dict[str, set[tuple[str, str]]] = {}


def test_loads_without_findings(shipped: dict[str, Loaded], policy_name: str):
    loaded = shipped[policy_name]
    assert loaded.policy is not None, loaded.problems
    problems = (*loaded.problems, *prove(loaded.policy, policy_name))
    found = {(problem.code, problem.location.path) for problem in problems}
    assert found == ACCEPTED.get(policy_name, set()), problems


def test_every_test_in_the_file_passes(policies: dict[str, Policy], policy_name: str):
    outcomes = run_examples(policies[policy_name])
    assert [(one.example.id, one.deviations) for one in outcomes if not one.passed] == []
    assert len(outcomes) == len(policies[policy_name].examples)


def test_every_step_is_named_by_a_test(policies: dict[str, Policy], policy_name: str):
    policy = policies[policy_name]
    named = {name for example in policy.examples for name in example.expect}
    assert sorted(set(policy.steps) - named) == []


def test_every_item_rests_on_something(policies: dict[str, Policy], policy_name: str):
    policy = policies[policy_name]
    bases: dict[str, Basis] = {}
    for items in (policy.parameters, policy.tables, policy.indicators, policy.steps):
        bases |= {name: item.basis for name, item in items.items()}
    assert [name for name, basis in bases.items() if not basis.label] == []
    assert [name for name, basis in bases.items() if not basis.cites] == []


def test_every_fact_has_a_name_and_every_step_a_sentence(policies: dict[str, Policy], policy_name: str):
    policy = policies[policy_name]
    assert [name for name, one in policy.inputs.items() if not one.basis.label] == []
    assert [name for name, step in policy.steps.items() if not step.explain] == []


def test_every_version_says_what_changed_and_why(policies: dict[str, Policy], policy_name: str):
    policy = policies[policy_name]
    versions = [change.version for change in policy.changelog]
    assert versions[0] == policy.id.version
    assert all(change.change and change.why for change in policy.changelog)
    assert policy.supersedes in {"", *versions[1:]}


def test_versions_follow_one_another_without_gap(policies: dict[str, Policy]):
    for policy in policies.values():
        if policy.supersedes:
            before = policies[str(PolicyId(policy.id.region, policy.id.policy, policy.supersedes))]
            assert before.last is not None
            assert before.last.plus(1) == policy.first


def test_every_combination_of_indicators_can_be_full(policies: dict[str, Policy]):
    weights = {name: one.weight for name, one in policies["serang/penilaian@2026.1"].indicators.items()}
    common = weights["capaian_target"] + weights["perilaku"] + weights["ketepatan_proyek"]
    assert common + weights["angka_kelulusan"] == 100
    assert common + weights["waktu_pelayanan"] + weights["mutu_pelayanan"] == 100
