"""Pangkalpinang scores four aspects, hears three raters, and lets nobody lose by trying."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from kinerja_admin.engine.facts import Cell
from kinerja_admin.engine.policy import Policy
from tests.policies.oracles import EXPECTATIONS, PREDICATES, outcome
from tests.policies.pangkalpinang import CLERK, MONTHS, SURVEY, Idea, found, ideas_of, score


@pytest.fixture(scope="module")
def scoring(policies: dict[str, Policy]) -> Policy:
    return policies["pangkalpinang/penilaian@2026.1"]


# --- what is measured -------------------------------------------------------------------------------------------------


@pytest.mark.requirement("PP-01")
@pytest.mark.parametrize("version", MONTHS)
def test_each_aspect_moves_the_score_by_its_weight(policies: dict[str, Policy], version: str):
    policy = policies[f"pangkalpinang/penilaian@{version}"]
    base: dict[str, Cell] = {**CLERK, "butir_realisasi": (50,)}
    applied: Idea = ("diterapkan", "anggota", False, None, False, "naik", None, None, False)
    moves: dict[str, tuple[int, dict[str, Cell]]] = {
        "nilai_hasil_kerja": (40, {"butir_realisasi": (54,)}),
        "nilai_pelayanan": (25, {"nilai_perilaku": (84,) * 7}),
        "nilai_disiplin": (20, {"hari_alpa": 3}),
        "inovasi_skor": (15, ideas_of(applied)),
    }
    for name, (weight, change) in moves.items():
        aspect = score(policy, {**base, **change}, name) - score(policy, base, name)
        total = score(policy, {**base, **change}) - score(policy, base)
        assert aspect != 0
        assert abs(total - aspect * weight / 100) <= Fraction(1, 100), name


@pytest.mark.requirement("PP-02")
def test_satisfaction_that_rises_raises_the_score(scoring: Policy):
    stars: dict[str, Cell] = {"bintang_masyarakat": (4,) * 12}
    scores = [score(scoring, {**CLERK, **stars}, kepuasan_lalu=before) for before in (95, 85, 80, 75, 65)]
    assert scores == sorted(set(scores))


@pytest.mark.requirement("PP-02")
@pytest.mark.parametrize("element", ["survei_waktu", "survei_produk", "survei_kompetensi"])
def test_fast_and_accurate_service_raises_the_score(scoring: Policy, element: str):
    asked: dict[str, Cell] = dict.fromkeys(SURVEY, (3,) * 10)
    fair, good = (score(scoring, {**CLERK, **asked, element: (answer,) * 10}) for answer in (3, 4))
    assert good > fair


@pytest.mark.requirement("PP-03")
@pytest.mark.parametrize("version", MONTHS)
def test_nobody_gains_by_having_no_target(policies: dict[str, Policy], version: str):
    policy = policies[f"pangkalpinang/penilaian@{version}"]
    states = ["belum_ada", "draf", "diajukan", "disetujui"]
    scores = [score(policy, CLERK, status_rencana=state, butir_realisasi=(90,)) for state in states]
    assert scores == sorted(set(scores))


@pytest.mark.requirement("PP-04", "PP-05")
@pytest.mark.parametrize("version", MONTHS)
@pytest.mark.parametrize(("field", "name"), [("kesehatan", "cakupan_imunisasi"), ("pendidikan", "mutu_pembelajaran")])
def test_the_field_of_the_unit_decides_its_outcome(policies: dict[str, Policy], version: str, field: str, name: str):
    policy = policies[f"pangkalpinang/penilaian@{version}"]
    facts = {**CLERK, "urusan": field, f"{name}_baseline": 50, f"{name}_target": 90}
    poor, good = (score(policy, {**facts, f"{name}_realisasi": reached}) for reached in (40, 80))
    assert poor < good
    assert found(policy, CLERK, f"{name}_skor") is None
    silent = outcome(policy, MONTHS[version], facts).fault
    assert silent is not None
    assert (silent.code, silent.step) == ("MISSING_INPUT", f"{name}_skor")


@pytest.mark.requirement("PP-06")
def test_every_indicator_stands_in_one_aspect_and_one_level(scoring: Policy):
    def members(*names: str) -> list[str]:
        texts = [formula for name in names if (formula := scoring.steps[name].formula) is not None]
        asked = [text.text.partition("(")[2].rstrip(")").split(",") for text in texts]
        return sorted(one.strip() for names in asked for one in names)

    levels = members("tingkat_individu", "tingkat_organisasi", "tingkat_masyarakat")
    aspects = members("nilai_hasil_kerja", "nilai_pelayanan", "nilai_disiplin")
    assert levels == sorted(scoring.indicators) == sorted([*aspects, "inovasi"])


@pytest.mark.requirement("PP-07")
def test_integrity_counts(scoring: Policy):
    scores = [score(scoring, CLERK, tingkat_hukuman=one) for one in ("berat", "sedang", "ringan", "tidak_ada")]
    assert scores == sorted(set(scores))
    behaved = [score(scoring, CLERK, nilai_perilaku=(value,) * 7) for value in (60, 80, 100)]
    assert behaved == sorted(set(behaved))


@pytest.mark.requirement("PP-08")
@pytest.mark.parametrize("version", MONTHS)
def test_innovating_never_lowers_a_score(policies: dict[str, Policy], version: str):
    policy = policies[f"pangkalpinang/penilaian@{version}"]
    chance = Random(8)

    def idea() -> Idea:
        return (
            chance.choice(["usulan", "uji_coba", "diterapkan"]), chance.choice(["anggota", "ketua"]),
            chance.random() < 0.5, chance.choice([None, True, False]), chance.random() < 0.5,
            chance.choice(["naik", "turun"]), chance.choice([None, 3]), chance.choice([None, 2, 3, 4]), False,
        )  # fmt: skip

    for _ in range(40):
        before = [idea() for _ in range(chance.randint(0, 2))]
        after = [*before, idea()]
        without, having = (score(policy, {**CLERK, **ideas_of(*some)}) for some in (before, after))
        assert having >= without, after


@pytest.mark.requirement("PP-08")
def test_a_failed_experiment_is_worth_its_stage_and_a_programme_more(scoring: Policy):
    tried: Idea = ("uji_coba", "anggota", True, False, False, "naik", None, None, False)
    city: Idea = ("uji_coba", "anggota", True, True, True, "naik", 5, 9, False)
    scores = [score(scoring, {**CLERK, **ideas_of(*some)}, "inovasi_skor") for some in ((), (tried,), (city,))]
    assert scores == [60, 75, 100]


# --- who rates --------------------------------------------------------------------------------------------------------


@pytest.mark.requirement("PP-14", "PP-19")
@pytest.mark.parametrize("version", MONTHS)
@pytest.mark.parametrize(
    ("peers", "citizens", "weight"), [(2, 9, 100), (3, 9, 80), (2, 10, 80), (3, 10, 60), (9, 90, 60)]
)
def test_too_few_raters_give_their_weight_back(
    policies: dict[str, Policy], version: str, peers: int, citizens: int, weight: int
):
    policy = policies[f"pangkalpinang/penilaian@{version}"]
    raters: dict[str, Cell] = {"nilai_rekan": (60,) * peers, "bintang_masyarakat": (3,) * citizens}
    assert score(policy, {**CLERK, **raters}, "bobot_atasan_berlaku") == weight
    expected = Fraction(80 * weight + 60 * (100 - weight), 100)
    assert score(policy, {**CLERK, **raters}, "perilaku_melayani_skor") == expected


@pytest.mark.requirement("PP-20")
def test_the_public_strengthens_and_never_replaces_the_superior(scoring: Policy):
    order = list(PREDICATES)
    raised = 0
    for result in EXPECTATIONS:
        for behaviour in EXPECTATIONS:
            for star in (1, 3, 4, 5):
                facts: dict[str, Cell] = {**CLERK, "hasil_kerja": result, "perilaku_kerja": behaviour, "nilai_perilaku": (95,) * 7}  # fmt: skip
                alone = found(scoring, facts, "predikat")
                heard = found(scoring, facts, "predikat", bintang_masyarakat=(star,) * 10)
                assert order.index(str(heard)) >= order.index(str(alone))
                raised += alone != heard
                assert alone == heard or (behaviour == "sesuai_ekspektasi" and star >= 4)
    assert raised == 2  # above expectation, by four or five stars: from baik to sangat_baik


@pytest.mark.requirement("PP-33")
def test_an_approved_outside_factor_lets_off_part_of_the_target(scoring: Policy):
    facts = {**CLERK, "butir_realisasi": (55,)}
    flooded: dict[str, Cell] = {"faktor_hari": (15,), "faktor_penyesuaian": (40,)}
    assert score(scoring, {**facts, **flooded}) > score(scoring, facts)
    later = score(scoring, facts, kelonggaran_sebelumnya=(0, 20, 0))
    assert later > score(scoring, facts)


@pytest.mark.requirement("PP-33")
def test_raters_who_differ_or_please_everybody_are_pointed_at(scoring: Policy):
    lenient = outcome(scoring, "2026-09", {**CLERK, "nilai_perilaku": (100,) * 7, "nilai_rekan": (70,) * 3})
    assert set(lenient.warnings) == {"atasan_dan_rekan_sejalan", "perilaku_tidak_semua_sempurna"}
    assert lenient.fault is None
    assert outcome(scoring, "2026-09", {**CLERK, "nilai_rekan": (70,) * 3}).warnings == ()


@pytest.mark.requirement("PP-38")
def test_every_poor_result_asks_for_a_plan_and_names_the_aspect(scoring: Policy):
    for result in EXPECTATIONS:
        for behaviour in EXPECTATIONS:
            facts = {**CLERK, "hasil_kerja": result, "perilaku_kerja": behaviour}
            is_poor = found(scoring, facts, "predikat") in {"sangat_kurang", "kurang", "butuh_perbaikan"}
            assert found(scoring, facts, "perlu_rencana_perbaikan") is is_poor
    assert found(scoring, CLERK, "aspek_perbaikan", hari_alpa=10) == "aspek_disiplin"
