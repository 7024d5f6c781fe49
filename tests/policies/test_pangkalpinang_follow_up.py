"""What follows in Pangkalpinang: pay that goes with the score, training that goes with the gap, a new version each year."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kinerja_admin.engine.comparison import compare
from kinerja_admin.engine.difference import difference
from kinerja_admin.engine.facts import Cell, Facts
from kinerja_admin.engine.policy import Policy
from kinerja_admin.engine.population import evaluate
from tests.policies.oracles import outcome, period, rounded
from tests.policies.pangkalpinang import AWARD, LEARNER, MONTHS, PAID_MONTH, found, score


@pytest.fixture(scope="module")
def pay(policies: dict[str, Policy]) -> Policy:
    return policies["pangkalpinang/tpp@2026.1"]


@pytest.fixture(scope="module")
def learning(policies: dict[str, Policy]) -> Policy:
    return policies["pangkalpinang/pembinaan@2026.1"]


# --- pay --------------------------------------------------------------------------------------------------------------


@pytest.mark.requirement("PP-18", "PP-23", "PP-26")
def test_a_better_score_raises_the_allowance(pay: Policy):
    paid = [score(pay, PAID_MONTH, "tpp", nilai_bulan_ini=nilai) for nilai in range(36, 91)]
    assert paid == sorted(set(paid))
    assert score(pay, PAID_MONTH, "tpp", nilai_bulan_ini=120) == paid[-1]
    assert {score(pay, PAID_MONTH, "dasar_tpp", nilai_bulan_ini=nilai) for nilai in (0, 60, 120)} == {5_985_252}


@pytest.mark.requirement("PP-24")
@pytest.mark.parametrize("name", ["penilaian", "tpp", "pembinaan"])
def test_every_line_of_a_slip_cites_its_law(policies: dict[str, Policy], name: str):
    for version in MONTHS:
        policy = policies[f"pangkalpinang/{name}@{version}"]
        assert [one for one in policy.outputs if not policy.steps[one].basis.cites] == []
        laws = {cite.partition("#")[0] for step in policy.steps.values() for cite in map(str, step.basis.cites)}
        assert laws
    if name == "tpp":
        assert {"perwako-51-2018", "perwako-15-2019"} <= set(policy.laws)


@pytest.mark.requirement("PP-25")
@pytest.mark.parametrize("version", MONTHS)
def test_a_slip_says_how_much_was_earned_by_performance(policies: dict[str, Policy], version: str):
    policy = policies[f"pangkalpinang/tpp@{version}"]
    last = period(MONTHS[version]).end
    result = outcome(
        policy, MONTHS[version], {**PAID_MONTH, **AWARD, "inovasi_tanggal_diakui": (last,), "hari_alpa": 2}
    )
    values = {name: value for name, value in result.values.items() if isinstance(value, Fraction)}
    assert values["bagian_kinerja"] == values["tpp"] - values["tpp_disiplin"]
    assert values["persen_kinerja"] == rounded(values["bagian_kinerja"] / values["tpp"] * 100)


@pytest.mark.requirement("PP-30")
@pytest.mark.parametrize(("version", "limit"), [("2025.1", 5_000_000), ("2026.1", 6_000_000)])
def test_a_year_of_awards_stops_at_the_limit(policies: dict[str, Policy], version: str, limit: int):
    policy = policies[f"pangkalpinang/tpp@{version}"]
    received: list[int] = []
    for month in range(1, 13):
        text = f"{version[:4]}-{month:02}"
        facts: dict[str, Cell] = {
            **PAID_MONTH, **AWARD, "bagian_hari": (28,), "inovasi_tanggal_diakui": (period(text).end,),
            "insentif_sejak_januari": tuple(received),
        }  # fmt: skip
        result = outcome(policy, text, facts)
        assert result.fault is None
        paid = result.values["insentif_inovasi"]
        assert isinstance(paid, Fraction)
        received.append(int(paid))
    assert sum(received) == limit
    assert received == sorted(received, reverse=True)


@pytest.mark.requirement("PP-30")
@pytest.mark.parametrize(
    "change",
    [{"inovasi_diakui": (False,)}, {"inovasi_program": (False,)}, {"tingkat_hukuman": "sedang"}, {"predikat_bulan_ini": "kurang"}],
)  # fmt: skip
def test_the_incentive_asks_for_the_programme_the_recognition_and_conduct(pay: Policy, change: dict[str, Cell]):
    facts = {**PAID_MONTH, **AWARD, "inovasi_tanggal_diakui": (period("2026-09").start,)}
    assert score(pay, facts, "insentif_inovasi") == 1_795_576
    assert score(pay, {**facts, **change}, "insentif_inovasi") == 0


@pytest.mark.requirement("PP-31")
def test_pay_follows_the_month(policies: dict[str, Policy]):
    def payable(month: str, echelon: str | None) -> Fraction:
        policy = policies[f"pangkalpinang/tpp@{month[:4]}.1"]
        base = score(policy, PAID_MONTH, "dasar_tpp", month, eselon=echelon)
        return score(policy, PAID_MONTH, "dasar_dibayar", month, eselon=echelon) / base

    months = ("2025-03", "2025-04", "2026-01", "2026-07")
    shares = {
        echelon: [round(float(payable(month, echelon)), 4) for month in months] for echelon in (None, "III.a", "II.b")
    }
    assert shares == {None: [1, 0.7, 0.85, 1], "III.a": [1, 0.65, 0.8, 0.95], "II.b": [1, 0.6, 0.75, 0.9]}


@pytest.mark.requirement("PP-38")
def test_a_deduction_is_announced_a_month_before(pay: Policy):
    poor: dict[str, Cell] = {**PAID_MONTH, "predikat_bulan_ini": "butuh_perbaikan"}
    first, second = (
        outcome(pay, "2026-09", {**poor, "predikat_pembanding": one}) for one in ("baik", "butuh_perbaikan")
    )
    assert [one.values["bulan_pemberitahuan"] for one in (first, second)] == [True, False]
    assert [one.values["persen_produktivitas"] for one in (first, second)] == [100, 90]


# --- development ------------------------------------------------------------------------------------------------------


@pytest.mark.requirement("PP-43", "PP-45")
@pytest.mark.parametrize(("status", "hours"), [("PNS", 20), ("PPPK", 24)])
def test_a_year_asks_for_its_hours(learning: Policy, status: str, hours: int):
    assert score(learning, LEARNER, "jp_wajib", status=status) == hours
    enough = [found(learning, LEARNER, "jp_terpenuhi", status=status, jp_tahun=hours + more) for more in (-1, 0, 1)]
    assert enough == [False, True, True]


@pytest.mark.requirement("PP-44")
def test_ethics_is_required_of_everybody_and_comes_first(learning: Policy):
    facts = {
        **LEARNER,
        "jumlah_etika": 0,
        "jp_etika": 0,
        "jp_tahun": 60,
        "disiplin_bulanan": (40,),
    }
    facts |= {"hasil_kerja_bulanan": (90,), "pelayanan_bulanan": (80,), "inovasi_bulanan": (70,)}
    assert found(learning, facts, "status_kewajiban") == "kurang_etika"
    assert found(learning, facts, "rekomendasi") == "integritas_etika"


@pytest.mark.requirement("PP-46", "PP-54", "PP-59")
def test_the_gap_of_the_year_chooses_the_training(learning: Policy):
    aspects = ("hasil_kerja_bulanan", "pelayanan_bulanan", "disiplin_bulanan", "inovasi_bulanan")
    advised = [found(learning, {**LEARNER, name: (50, 50)}, "rekomendasi") for name in aspects]
    assert advised == ["manajemen_kinerja", "pelayanan_publik", "disiplin_kerja", "inovasi_digital"]
    assert found(learning, LEARNER, "pelatihan_bidang") == "manajemen_rumah_sakit_dan_puskesmas"


@pytest.mark.requirement("PP-50", "PP-51")
def test_those_who_lack_hours_are_listed_with_the_reason(learning: Policy):
    hours, refused = (24, 5, 12, 0), (0, 2, 0, 0)
    columns = {name: (cell,) * 4 for name, cell in LEARNER.items()}
    columns |= {"jp_tahun": hours, "undangan_ditolak": refused, "jp_etika": (2, 2, 2, 0)}
    made = evaluate(learning, Facts(("a", "b", "c", "d"), columns), period("2026"))
    assert made.ranks["kurang_jp"] == (None, 2, 3, 1)
    causes = [one.values["sebab_kekurangan"] for one in made.results]
    assert causes == ["tidak_kurang", "undangan_tidak_diikuti", "belum_diundang", "belum_diundang"]


@pytest.mark.requirement("PP-56")
def test_the_professionalism_index_is_the_result_of_the_programme(learning: Policy):
    assert learning.inputs["ip_asn"].source == "hasil.ip_asn.ip_asn"
    marked = [found(learning, LEARNER, "profesionalitas_kurang", ip_asn=index) for index in (None, 80, 81)]
    assert marked == [False, True, False]


# --- versions ---------------------------------------------------------------------------------------------------------


@pytest.mark.requirement("PP-60")
@pytest.mark.parametrize("name", ["penilaian", "tpp", "pembinaan"])
def test_two_years_differ_in_what_the_changelog_says(policies: dict[str, Policy], name: str):
    old, new = (policies[f"pangkalpinang/{name}@{version}"] for version in MONTHS)
    changed = {one.name for one in difference(old, new)}
    told = {
        "penilaian": {"kelonggaran_bulan", "tren_kepuasan", "nilai_dasar_inovasi", "perilaku_berlaku"},
        "tpp": {"persen_produktivitas", "bulan_pemberitahuan", "ikk", "potongan_fiskal_eselon", "insentif_tiap_inovasi"},
        "pembinaan": {"jp_wajib", "jp_etika_minimum", "rekomendasi", "profesionalitas_kurang"},
    }  # fmt: skip
    assert told[name] <= changed


@pytest.mark.requirement("PP-60")
def test_a_comparison_of_the_years_adds_up(policies: dict[str, Policy]):
    def year(version: str) -> tuple[Policy, str]:
        return policies[f"pangkalpinang/tpp@{version}"], "2025-09" if version == "2025.1" else "2026-09"

    people = [
        {**PAID_MONTH, "nilai_bulan_ini": nilai, "eselon": one} for nilai in (60, 90) for one in (None, "III.a", "II.b")
    ]
    columns: dict[str, tuple[Cell, ...]] = {
        name: tuple(one.get(name) for one in people) for name in (*PAID_MONTH, "eselon")
    }
    facts = Facts(tuple(str(at) for at in range(len(people))), columns)
    old, new = (evaluate(policy, facts, period(month)) for policy, month in (year("2025.1"), year("2026.1")))
    made = compare(old, new)
    (paid,) = (one for one in made.outputs if one.name == "tpp")
    before, after = ([one.values["tpp"] for one in side.results] for side in (old, new))
    assert paid.old_total == sum(value for value in before if isinstance(value, Fraction))
    assert paid.new_total == sum(value for value in after if isinstance(value, Fraction))
    assert (made.newly_failing, made.failing_in_both) == ((), ())
