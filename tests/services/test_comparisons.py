"""Two versions over a snapshot: as though in force, and with what follows in the policies that take their results."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from sqlalchemy.orm import sessionmaker

from kinerja_admin.db.scope import acting_as, system
from kinerja_admin.db.session import Session
from kinerja_admin.engine.catalog import FolderShelf, PolicyFile
from kinerja_admin.engine.policy import Policy
from kinerja_admin.errors import NotFound, Refused
from kinerja_admin.services import comparisons, registry, runs
from tests.cast import Cast

SCORE = """
schema: kinerja-policy/1
region: serang
policy: skor
version: "2026.1"
title: Skor
effective: {from: 2026-01, to: null}
decided: 2025-12-01
period: month
law: {perwal: {title: Peraturan}}
inputs:
  kelas: {type: integer, from: jabatan.kelas, range: [1, 17], missing: {use: 1, cite: perwal}}
rounding: {skor: {to: 0.01, mode: half_up}}
steps:
  skor: {label: Skor, unit: skor, formula: kelas * 5, cite: perwal}
outputs: {skor: {label: Skor}}
"""
PAY = """
schema: kinerja-policy/1
region: serang
policy: upah
version: "2026.1"
title: Upah
effective: {from: 2026-01, to: null}
decided: 2025-12-01
period: month
law: {perwal: {title: Peraturan}}
inputs:
  skor: {type: decimal, decimals: 2, unit: skor, from: hasil.skor.skor, periods: same, missing: error}
rounding: {rupiah: {to: 1, mode: half_up}}
steps:
  upah: {label: Upah, unit: rupiah, formula: PERCENT(skor) * 1_000_000, cite: perwal}
outputs: {upah: {label: Upah, payable: true}}
"""


@pytest.fixture
def computed(session_factory: sessionmaker[Session], cast: Cast, tmp_path: Path) -> sessionmaker[Session]:
    """Both policies in force, March computed."""
    for name, text in (("skor", SCORE), ("upah", PAY)):
        home = tmp_path / "serang" / name
        home.mkdir(parents=True)
        (home / "2026.1.yaml").write_text(text)
    with acting_as(system("cast")):
        with session_factory.begin() as session:
            registry.import_shelf(session, FolderShelf(tmp_path))
        runs.run_month(session_factory, "serang", "2026-03")
    return session_factory


def policy(session: Session, text: str) -> Policy:
    loaded = registry.load_text(session, PolicyFile(text, "uji"), "serang")
    assert loaded.policy is not None, loaded.problems
    return loaded.policy


def everybody(session: Session) -> comparisons.Population:
    snapshot = comparisons.latest_snapshot(session, "serang", "month")
    assert snapshot is not None
    return comparisons.population(session, snapshot.id)


def test_what_follows_in_the_pay_is_told_in_rupiah(computed, cast: Cast):
    with acting_as(cast.serang.scope), computed() as session:
        old, new = (
            policy(session, SCORE),
            policy(session, SCORE.replace("kelas * 5", "kelas * 6").replace("2026.1", "2026.2")),
        )
        report = comparisons.report(session, everybody(session), old, new)
        score, (pay,) = report.comparison.outputs[0], report.following
        assert (score.gained, score.same, score.lost) == (3, 0, 0)
        assert pay.new.id == "serang/upah@2026.1"
        assert pay.outputs[0].old_total == Fraction((14 + 6 + 1) * 5 * 10_000)
        assert pay.outputs[0].new_total == Fraction((14 + 6 + 1) * 6 * 10_000)
        assert report.as_if == ()
        assert {person.nama for person in report.people.values()} == {"Siti Aminah", "Budi Santoso", "Rina Wulandari"}


def test_a_version_of_a_later_month_is_computed_as_though_in_force_and_named_as_it_is(computed, cast: Cast):
    with acting_as(cast.serang.scope), computed() as session:
        old = policy(session, SCORE)
        new = policy(session, SCORE.replace("from: 2026-01", "from: 2026-09").replace('"2026.1"', '"2026.2"'))
        report = comparisons.report(session, everybody(session), old, new)
        assert report.as_if == ("new",)
        assert report.comparison.nothing_changed
        assert report.comparison.reasons == ("only_texts",)
        assert [change.name for change in report.comparison.changes if change.may_change_results] == []
        assert any("2026-09" in (detail.new or "") for change in report.comparison.changes for detail in change.details)


def test_the_baseline_is_what_is_in_force_or_what_was_before(computed, cast: Cast):
    with acting_as(cast.serang.scope), computed() as session:
        march = everybody(session).period
        draft = policy(session, SCORE.replace('"2026.1"', '"2026.2"'))
        found = comparisons.baseline(session, draft, march)
        assert found is not None
        assert str(found.id) == "serang/skor@2026.1"
        assert comparisons.baseline(session, policy(session, SCORE), march) is None


def test_another_kind_of_period_is_refused(computed, cast: Cast):
    with acting_as(cast.serang.scope), computed() as session:
        yearly = policy(session, SCORE.replace("period: month", "period: year"))
        with pytest.raises(Refused, match="PERIOD_KIND_DIFFERS"):
            comparisons.computed(session, everybody(session), yearly)
        assert comparisons.latest_snapshot(session, "serang", "year") is None


def test_nobody_reaches_another_regions_people(computed, cast: Cast):
    with acting_as(cast.serang.scope), computed() as session:
        number = everybody(session).snapshot_id
    with acting_as(cast.pangkalpinang.scope), computed() as session:
        with pytest.raises(NotFound, match="SNAPSHOT_UNKNOWN"):
            comparisons.population(session, number)
        assert comparisons.latest_snapshot(session, "serang", "month") is None


def test_a_trace_of_one_side_is_of_that_side(computed, cast: Cast):
    with acting_as(cast.serang.scope), computed() as session:
        new = policy(session, SCORE.replace("kelas * 5", "kelas * 6"))
        trace = comparisons.trace_in(session, everybody(session), new, str(cast.serang.operator))
        assert trace.content["outputs"][0]["value"] == "36.00"
        with pytest.raises(NotFound):
            comparisons.trace_in(session, everybody(session), new, "0")
