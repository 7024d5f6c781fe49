"""Runs: the same every time, chained, one error for one person, and states that cannot be skipped."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from kinerja_admin.db.scope import Scope, acting_as, system
from kinerja_admin.db.session import Session
from kinerja_admin.engine import population
from kinerja_admin.engine.facts import Rows
from kinerja_admin.engine.periods import Period
from kinerja_admin.engine.policy import Policy
from kinerja_admin.engine.reference import Evaluation
from kinerja_admin.engine.trace import Trace
from kinerja_admin.errors import NotFound, Refused, WrongUse
from kinerja_admin.models.account import Account
from kinerja_admin.models.audit import Audit
from kinerja_admin.models.result import Result
from kinerja_admin.models.run import Run
from kinerja_admin.models.snapshot import Snapshot
from kinerja_admin.models.ukuran import Ukuran
from kinerja_admin.services import results, runs
from kinerja_admin.services.runs import Order, computing
from tests.services.rules import PAY, SCORE, import_rules
from tests.services.town import BUDI, RINA, SITI, Town

MARCH = [
    f"2026-03-{number:02d}" for number in (2, 3, 4, 5, 6, 9, 10, 11, 12, 13, 16, 17, 18, 23, 24, 25, 26, 27, 30, 31)
]


@pytest.fixture
def paid(town: Town, tmp_path: Path) -> Town:
    """The town with both policies; in March Siti came on 20 days, Budi on 19, Rina on 10."""
    import_rules(town.sessions, tmp_path)
    for nip, count in ((SITI, 20), (BUDI, 19), (RINA, 10)):
        town.attend(nip, {one: {} for one in MARCH[:count]})
    return town


@contextmanager
def open_session(town: Town) -> Iterator[Session]:
    with acting_as(system("test")), town.sessions.begin() as session:
        yield session


def month(town: Town, period: str = "2026-03", policy: str | None = None, **more: Any) -> dict[str, int]:
    with acting_as(system("test")):
        return runs.run_month(town.sessions, "serang", period, policy, **more)


def outputs(town: Town, number: int) -> dict[str, Any]:
    with open_session(town) as session:
        found = session.query(Result).where(Result.run_id == number).order_by(Result.pegawai_id)
        return {row.nip: row.outputs if row.error_code is None else row.error_code for row in found}


def test_scoring_feeds_pay(paid: Town):
    done = month(paid)
    assert list(done) == ["nilai", "gaji"]
    assert outputs(paid, done["nilai"]) == {
        SITI: {"nilai": "100.00", "naik": "true"},
        BUDI: {"nilai": "95.00", "naik": "true"},
        RINA: {"nilai": "50.00", "naik": "true"},
    }
    assert outputs(paid, done["gaji"]) == {
        SITI: {"gaji": "14000000"},
        BUDI: {"gaji": "10450000"},
        RINA: {"gaji": "3000000"},
    }
    with open_session(paid) as session:
        run = session.get_one(Run, done["gaji"])
        assert (run.people, run.errors, run.totals, run.state) == (3, 0, {"gaji": "27450000"}, "computed")
        taken = run.inputs["nilai"]
        assert [(one["run"], one["period"], one["state"]) for one in taken] == [(done["nilai"], "2026-03", "computed")]
        assert taken[0]["results_sha256"] == session.get_one(Run, done["nilai"]).results_sha256


def test_a_policy_reads_its_own_month_before(paid: Town):
    paid.attend(RINA, {f"2026-04-{number:02d}": {} for number in (1, 2, 3)})
    month(paid)
    april = month(paid, "2026-04")
    assert outputs(paid, april["nilai"])[RINA] == {"nilai": "13.64", "naik": "false"}


def test_asking_for_one_policy_brings_what_it_takes(paid: Town):
    assert list(month(paid, policy="gaji")) == ["nilai", "gaji"]
    assert list(month(paid, policy="nilai")) == ["nilai"]


def test_the_same_inputs_give_the_same_bytes(paid: Town):
    first, again = month(paid), month(paid)
    with open_session(paid) as session:
        one, other = (session.get_one(Run, done["nilai"]) for done in (first, again))
        assert one.snapshot_id == other.snapshot_id
        assert one.results_sha256 == other.results_sha256
        rows = [
            [(row.nip, row.outputs, row.payable) for row in session.query(Result).where(Result.run_id == run.id)]
            for run in (one, other)
        ]
    assert rows[0] == rows[1]


def test_a_preview_gives_the_same_and_stores_nothing(paid: Town):
    done = month(paid)
    with acting_as(system("test")):
        seen = runs.preview(paid.sessions, Order("serang", "2026-03", "nilai"))
    with open_session(paid) as session:
        assert seen.sha256 == session.get_one(Run, done["nilai"]).results_sha256
        assert session.query(Run).count() == 2
    with acting_as(system("test")), pytest.raises(Refused, match="PREVIEW_NOT_KEPT"):
        runs.compute(paid.sessions, Order("serang", "2026-03", "nilai", kind="preview"))


def test_one_person_s_error_stops_nobody(paid: Town):
    paid.add_person("199803012022032901", "Dewi Lestari")
    done = month(paid)
    found = outputs(paid, done["gaji"])
    assert found["199803012022032901"] == "MISSING_INPUT"
    assert found[SITI] == {"gaji": "14000000"}
    with open_session(paid) as session:
        run = session.get_one(Run, done["gaji"])
        assert (run.people, run.errors, run.totals) == (4, 1, {"gaji": "27450000"})
        assert results.error_counts(session, run) == {"MISSING_INPUT": 1}
        wrong = results.find_result(session, run, "199803012022032901")
        assert (wrong.is_payable, wrong.payable, wrong.error_step) == (False, None, "gaji")


FAILING = """
  - id: cukup_hadir
    assert: hari_hadir >= 15
"""
FALLBACK = """
inputs:
  kelas: {type: integer, from: jabatan.kelas, range: [1, 17], missing: error}
  nilai_ini: {type: decimal, decimals: 2, unit: persen, from: hasil.nilai.nilai, periods: same, missing: absent}
  nilai_lalu: {type: decimal, decimals: 2, unit: persen, from: hasil.nilai.nilai, periods: previous, missing: {use: 0, cite: perwal}}
  nilai_setahun: {type: decimal, decimals: 2, unit: persen, from: hasil.nilai.nilai, periods: year_to_date, missing: absent}
parameters:
  dasar: {label: Dasar, value: 1_000_000, unit: rupiah, cite: perwal}
rounding: {rupiah: {to: 1, mode: half_up}}
steps:
  gaji: {label: Gaji, unit: rupiah, formula: "dasar * kelas * PERCENT(COALESCE(nilai_ini, nilai_lalu))", cite: perwal}
  bulan: {label: Bulan dinilai, formula: COUNT(nilai_setahun), type: integer, cite: perwal}
outputs:
  gaji: {label: Gaji, payable: true}
  bulan: {label: Bulan dinilai}
"""


def test_a_result_in_error_feeds_no_other_policy(town: Town, tmp_path: Path):
    """Its values are shown, but for whoever takes them the person has none: last month's hold, as before any result."""
    fallback = PAY.split("inputs:", maxsplit=1)[0] + FALLBACK.lstrip()
    import_rules(town.sessions, tmp_path, nilai=f"{SCORE}checks:{FAILING}", gaji=fallback)
    for nip, count in ((SITI, 20), (BUDI, 10), (RINA, 20)):
        town.attend(nip, {one: {} for one in MARCH[:count]})
    month(town)
    april = [f"2026-04-{number:02d}" for number in (*range(1, 4), *range(6, 11), *range(13, 18), *range(20, 25))]
    for nip, count in ((SITI, 18), (BUDI, 18), (RINA, 9)):
        town.attend(nip, {one: {} for one in april[:count]})
    done = month(town, "2026-04")
    scored, paid = outputs(town, done["nilai"]), outputs(town, done["gaji"])
    assert scored[RINA] == "CHECK_FAILED"
    with open_session(town) as session:
        shown = results.find_result(session, runs.find(session, done["nilai"]), RINA)
        assert (shown.outputs["nilai"], shown.payable) == ("40.91", None)
    assert paid[RINA] == {"gaji": "6000000", "bulan": "1"}
    assert scored[BUDI] == {"nilai": "81.82", "naik": "true"}
    assert paid[BUDI] == {"gaji": "9000200", "bulan": "0"}
    trace = traced(town, done["gaji"], RINA)
    assert {one["name"]: one.get("state") for one in trace.content["nodes"]}["nilai_ini"] == "absent"


def test_what_a_run_pays_out_is_the_sum_of_its_payable_outputs(town: Town, tmp_path: Path):
    more = PAY.replace("  gaji: {label: Gaji, payable: true}", "  gaji: {label: Gaji, payable: true}\n  pokok: {}")
    more = more.replace(
        "\noutputs:", "\n  pokok: {label: Pokok, unit: rupiah, formula: dasar * 9, cite: perwal}\noutputs:"
    )
    import_rules(town.sessions, tmp_path, nilai=SCORE, gaji=more)
    town.attend(RINA, {one: {} for one in MARCH})
    done = month(town)
    with open_session(town) as session:
        gaji, nilai = (runs.find(session, done[name]) for name in ("gaji", "nilai"))
        assert gaji.totals == {"gaji": "6000000", "pokok": "27000000"}
        assert results.payable_total(session, gaji) == 6_000_000
        assert results.payable_total(session, nilai) is None
        assert results.payable_totals(session, [gaji, nilai]) == {gaji.id: 6_000_000, nilai.id: None}


def test_another_region_s_people_never_enter(paid: Town):
    Town(paid.sessions, "pangkalpinang").add_person("198001012005012901", "Mega Lestari")
    assert set(outputs(paid, month(paid)["nilai"])) == {SITI, BUDI, RINA}
    with acting_as(Scope("hr", None, ("pangkalpinang",))), pytest.raises(NotFound, match="REGION_UNKNOWN"):
        runs.run_month(paid.sessions, "serang", "2026-03")


@pytest.mark.parametrize(
    ("region", "period", "policy", "code", "kind"),
    [
        ("serang", "2025-12", None, "NO_POLICY_IN_FORCE", NotFound),
        ("serang", "2026-03", "tunjangan", "POLICY_NAME_UNKNOWN", NotFound),
        ("serang", "2026", None, "NO_POLICY_IN_FORCE", NotFound),
        ("atlantis", "2026-03", None, "REGION_UNKNOWN", NotFound),
        ("nasional", "2026-03", None, "REGION_UNKNOWN", NotFound),
        ("serang", "2026-13", None, "PERIOD_INVALID", WrongUse),
        ("serang", "Maret", None, "PERIOD_INVALID", WrongUse),
    ],
)
def test_what_cannot_be_run_is_said_and_leaves_nothing(
    paid: Town, region: str, period: str, policy: str | None, code: str, kind: type[Exception]
):
    with acting_as(system("test")), pytest.raises(kind, match=code):
        runs.run_month(paid.sessions, region, period, policy)
    with open_session(paid) as session:
        assert session.query(Run).count() == 0


def test_a_trace_is_rebuilt_from_snapshot_and_text(paid: Town):
    number = month(paid)["gaji"]
    before = traced(paid, number, RINA)
    paid.attend(RINA, {one: {} for one in MARCH[10:]})
    month(paid)
    after = traced(paid, number, RINA)
    assert after.digest == before.digest
    assert [(one["name"], one["value"]) for one in after.content["outputs"]] == [("gaji", "3000000")]
    with pytest.raises(NotFound, match="PERSON_UNKNOWN"):
        traced(paid, number, "199901012026041901")


def traced(town: Town, number: int, nip: str) -> Trace:
    with open_session(town) as session:
        return results.trace_of(session, results.find_result(session, runs.find(session, number), nip))


def people(town: Town) -> list[int]:
    with open_session(town) as session:
        accounts = [Account(region_id="serang", username=name, name=name) for name in ("satu", "dua")]
        session.add_all(accounts)
        session.flush()
        return [account.id for account in accounts]


@pytest.mark.requirement("BT-21")
def test_from_computed_to_locked(paid: Town):
    one, two = people(paid)
    done = month(paid)
    number = done["gaji"]
    carry_to_locked(paid, done["nilai"], one, two)
    with open_session(paid) as session:
        run = runs.find(session, number)
        with pytest.raises(Refused, match="VARIANCE_NOT_SEEN"):
            runs.check(session, run, one, "another report")
        with pytest.raises(Refused, match="RUN_STATE"):
            runs.approve(session, run, two)
        runs.check(session, run, one, runs.variance(session, run).digest)
        with pytest.raises(Refused, match="SECOND_PERSON"):
            runs.approve(session, run, one)
        runs.approve(session, run, two)
        runs.lock(session, run, two)
        assert (run.state, run.checked_by_id, run.approved_by_id, run.locked_by_id) == ("locked", one, two, two)
    with pytest.raises(Refused, match="RUN_LOCKED"):
        forge_totals(paid, number)


def forge_totals(town: Town, number: int) -> None:
    with open_session(town) as session:
        runs.find(session, number).totals = {"gaji": "1"}


def carry_to_locked(town: Town, number: int, one: int, two: int) -> None:
    with open_session(town) as session:
        run = runs.find(session, number)
        runs.check(session, run, one, runs.variance(session, run).digest)
        runs.approve(session, run, two)
        runs.lock(session, run, two)


def test_one_official_run_of_a_period_is_locked_and_corrected_by_another(paid: Town):
    one, two = people(paid)
    done = month(paid)
    carry_to_locked(paid, done["nilai"], one, two)
    first, second = done["gaji"], month(paid)["gaji"]
    order = Order("serang", "2026-03", "gaji", kind="correction", corrects_id=first)
    with acting_as(system("test")), pytest.raises(Refused, match="CORRECTS_NOT_LOCKED"):
        runs.compute(paid.sessions, order)
    carry_to_locked(paid, first, one, two)
    with pytest.raises(Refused, match="PERIOD_LOCKED"):
        carry_to_locked(paid, second, one, two)
    with acting_as(system("test")):
        correction = runs.compute(paid.sessions, order)
    carry_to_locked(paid, correction, one, two)
    with open_session(paid) as session:
        assert runs.find(session, correction).state == "locked"


def test_a_locked_month_is_not_computed_a_second_time(paid: Town):
    one, two = people(paid)
    done = month(paid)
    for number in done.values():
        carry_to_locked(paid, number, one, two)
    for policy in (None, "nilai", "gaji"):
        with pytest.raises(Refused, match="RUN_LOCKED_ALREADY") as refusal:
            month(paid, policy=policy)
        assert refusal.value.parameters["run"] == str(done[policy or "nilai"])
    with acting_as(system("test")), pytest.raises(Refused, match="RUN_LOCKED_ALREADY"):
        runs.compute(paid.sessions, Order("serang", "2026-03", "gaji"))
    with open_session(paid) as session:
        assert session.query(Run).count() == 2


def test_a_run_computed_while_another_was_locked_is_not_stored(paid: Town):
    one, two = people(paid)
    done = month(paid)
    with acting_as(system("test")):
        late = computing.evaluate(computing.prepare(paid.sessions, Order("serang", "2026-03", "nilai")))
    carry_to_locked(paid, done["nilai"], one, two)
    with open_session(paid) as session, pytest.raises(Refused, match="RUN_LOCKED_ALREADY"):
        computing.store(session, late)


@pytest.mark.parametrize("last", [date(2026, 3, 2), date(2026, 3, 31)])
def test_a_period_that_is_not_over_is_never_official(paid: Town, last: date):
    with pytest.raises(Refused, match="PERIOD_NOT_OVER"):
        month(paid, today=last)
    order = Order("serang", "2026-03", "nilai")
    with acting_as(system("test")), pytest.raises(Refused, match="PERIOD_NOT_OVER"):
        runs.compute(paid.sessions, order, today=last)
    with open_session(paid) as session:
        assert (session.query(Run).count(), session.query(Snapshot).count()) == (0, 0)
    with acting_as(system("test")):
        assert runs.preview(paid.sessions, order, today=last).ready.is_provisional
    assert list(month(paid, today=date(2026, 4, 1))) == ["nilai", "gaji"]


def test_a_month_far_ahead_is_not_over(paid: Town):
    with pytest.raises(Refused, match="PERIOD_NOT_OVER"):
        month(paid, "2030-01")


def test_a_scenario_of_the_unfinished_month_is_provisional(paid: Town):
    order = Order("serang", "2026-03", "nilai", kind="scenario", name="Coba")
    with acting_as(system("test")):
        number = runs.compute(paid.sessions, order, today=date(2026, 3, 10))
    with open_session(paid) as session:
        run = runs.find(session, number)
        run.computed_at = datetime(2026, 3, 31, 16, 59, tzinfo=UTC)  # one minute to midnight in Serang
        assert runs.is_provisional(session, run)
        run.computed_at = datetime(2026, 3, 31, 17, tzinfo=UTC)
        assert not runs.is_provisional(session, run)


def test_a_period_without_any_attendance_is_refused(paid: Town):
    for policy in (None, "gaji"):
        with pytest.raises(Refused, match="NO_ATTENDANCE"):
            month(paid, "2026-04", policy)
    with acting_as(system("test")):
        with pytest.raises(Refused, match="NO_ATTENDANCE"):
            runs.compute(paid.sessions, Order("serang", "2026-04", "nilai"))
        seen = runs.preview(paid.sessions, Order("serang", "2026-04", "nilai"))
    assert len(seen.outcome.people) == 3
    with open_session(paid) as session:
        assert session.query(Run).count() == 0


def test_attendance_of_another_region_or_month_does_not_count(paid: Town):
    elsewhere = Town(paid.sessions, "pangkalpinang")
    elsewhere.add_person("198001012005012901", "Mega Lestari")
    elsewhere.attend("198001012005012901", {"2026-04-01": {}})
    with pytest.raises(Refused, match="NO_ATTENDANCE"):
        month(paid, "2026-04")


def test_what_was_taken_has_to_be_approved_first(paid: Town):
    one, two = people(paid)
    done = month(paid)
    with pytest.raises(Refused, match="TAKEN_RUN_NOT_APPROVED") as refusal:
        carry_to_locked(paid, done["gaji"], one, two)
    assert refusal.value.parameters["taken"] == "nilai@2026.1 2026-03"
    assert refusal.value.parameters["number"] == str(done["nilai"])
    carry_to_locked(paid, done["nilai"], one, two)
    carry_to_locked(paid, done["gaji"], one, two)


def test_a_run_mostly_in_error_is_approved_for_a_reason_alone(paid: Town):
    one, two = people(paid)
    for number in range(4):
        paid.add_person(f"19980301202203290{number}", "Dewi Lestari")
    done = month(paid)
    carry_to_locked(paid, done["nilai"], one, two)
    with open_session(paid) as session:
        run = runs.find(session, done["gaji"])
        assert (run.errors, run.people) == (4, 7)
        runs.check(session, run, one, runs.variance(session, run).digest)
        for reason in ("", "  "):
            with pytest.raises(Refused, match="RUN_MOSTLY_ERRORS"):
                runs.approve(session, run, two, reason)
        runs.approve(session, run, two, "Empat pegawai baru belum berjabatan")
        assert run.state == "approved"
    with open_session(paid) as session:
        noted = session.query(Audit).where(Audit.table_name == "run", Audit.row_id == str(done["gaji"])).all()
        assert [one.reason for one in noted if (one.after or {}).get("state") == "approved"] == [
            "Empat pegawai baru belum berjabatan"
        ]


def test_an_approved_run_is_taken_before_a_later_one(paid: Town):
    one, two = people(paid)
    decided = month(paid)["nilai"]
    carry_to_locked(paid, decided, one, two)
    paid.attend(RINA, {MARCH[10]: {}})
    later = month(paid)
    assert list(later) == ["gaji"]
    with open_session(paid) as session:
        assert session.get_one(Run, later["gaji"]).inputs["nilai"][0]["run"] == decided
    assert outputs(paid, later["gaji"])[RINA] == {"gaji": "3000000"}


def test_a_scenario_has_a_name_and_is_never_official(paid: Town):
    with acting_as(system("test")):
        with pytest.raises(Refused, match="SCENARIO_NAME"):
            runs.compute(paid.sessions, Order("serang", "2026-03", "nilai", kind="scenario"))
        number = runs.compute(paid.sessions, Order("serang", "2026-03", "nilai", kind="scenario", name="Coba"))
    with open_session(paid) as session, pytest.raises(Refused, match="RUN_NOT_OFFICIAL"):
        runs.check(session, runs.find(session, number), 1, "")


def test_the_report_names_who_joined_left_failed_and_swings(paid: Town):
    month(paid)
    april = [
        f"2026-04-{number:02d}"
        for number in (*range(1, 4), *range(6, 11), *range(13, 18), *range(20, 25), *range(27, 31))
    ]
    for nip, count in ((SITI, 22), (BUDI, 21), (RINA, 22)):
        paid.attend(nip, {one: {} for one in april[:count]})
    paid.add_person("199803012026042901", "Dewi Lestari")
    number = month(paid, "2026-04")["gaji"]
    with open_session(paid) as session:
        seen = runs.variance(session, runs.find(session, number))
    assert [(one.nama, one.error) for one in seen.in_error] == [("Dewi Lestari", "MISSING_INPUT")]
    assert [one.nama for one in seen.joined] == ["Dewi Lestari"]
    assert seen.left == ()
    assert [(one.nama, one.before, one.after) for one in seen.swings] == [("Rina Wulandari", 3_000_000, 6_000_000)]


def test_work_stops_where_progress_says_so(paid: Town):
    class Enough(Exception):
        pass

    def progress(_done: int, _total: int) -> None:
        raise Enough

    with acting_as(system("test")), pytest.raises(Enough):
        runs.run_month(paid.sessions, "serang", "2026-03", progress=progress)
    with open_session(paid) as session:
        assert (session.query(Run).count(), session.query(Result).count()) == (0, 0)


def test_measures_without_the_evidence_asked_for_are_missing(town: Town, tmp_path: Path):
    indicator = """
indicators:
  waktu:
    label: Waktu
    unit: hari
    decimals: 1
    measures: [target, realisasi]
    range: [0, 365]
    direction: lower
    weight: 100
    evidence: required
    score: MAX((2 - RATIO(waktu_realisasi, waktu_target)) * 100, 0)
    cite: perwal
rounding: {skor: {to: 0.01, mode: half_up}}
outputs:
  waktu_skor: {label: Skor}
"""
    head = SCORE.split("inputs:", maxsplit=1)[0].replace("policy: nilai", "policy: waktu")
    import_rules(town.sessions, tmp_path, waktu=head + indicator)
    for nip, evidence in ((RINA, "SPP/1"), (BUDI, None)):
        town.add(
            Ukuran,
            policy="waktu",
            indicator="waktu",
            periode="2026-03",
            pegawai_id=town.people[nip],
            target=Decimal(4),
            realisasi=Decimal("3.5"),
            bukti=evidence,
        )
    assert outputs(town, month(town)["waktu"]) == {
        SITI: "MISSING_INPUT",
        BUDI: "MISSING_INPUT",
        RINA: {"waktu_skor": "112.50"},
    }


def test_a_run_that_the_reference_contradicts_is_not_stored(paid: Town, monkeypatch: pytest.MonkeyPatch):
    judged = population.evaluate

    def contradicted(policy: Policy, facts: Rows, period: Period) -> Evaluation:
        evaluation = judged(policy, facts, period)
        first, *others = evaluation.results
        values = {**first.values, "nilai": Fraction(1)}
        return replace(evaluation, results=(replace(first, values=values), *others))

    assert len(month(paid, policy="nilai", verify=True)) == 1
    monkeypatch.setattr(population, "evaluate", contradicted)
    with pytest.raises(Refused, match="ENGINES_DIFFER") as refusal:
        month(paid, policy="nilai", verify=True)
    assert (refusal.value.parameters["one"], refusal.value.parameters["other"]) == ("100.00", "1.00")
    with open_session(paid) as session:
        assert session.query(Run).count() == 1
