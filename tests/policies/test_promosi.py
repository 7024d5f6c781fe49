"""Promotion in Serang: every condition answers for itself, and who meets all is ranked within the position sought."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from random import Random

import pytest

from kinerja_admin.engine.facts import Cell, Facts
from kinerja_admin.engine.policy import Policy
from kinerja_admin.engine.population import evaluate
from tests.policies.oracles import PREDICATES, decimal, outcome, period, rounded

SEMESTERS = {"2025.1": "2025-S2", "2026.1": "2026-S1"}
LEAST = {"2025.1": 4, "2026.1": 9}
RANKS = ("III/a", "III/b", "III/c", "III/d", "IV/a", "IV/b")
SCHOOLING = ("slta", "d3", "s1_d4", "s2")
SANCTIONS = {"tidak_ada": 0, "ringan": 20, "sedang": 40, "berat": 70}
AWARDS = (60, 75, 85, 100)

CANDIDATE: dict[str, Cell] = {
    "jabatan_tujuan": "KABID-DUKCAPIL",
    "kelas_tujuan": 11,
    "golongan_terendah": "III/c",
    "golongan_tertinggi": "III/d",
    "pendidikan_terendah": "s1_d4",
    "kelas_jabatan": 9,
    "tanggal_jabatan": date(2023, 1, 2),
    "golongan": "III/d",
    "pendidikan": "s2",
    "tingkat_hukuman": "tidak_ada",
    "predikat_semester": ("baik",) * 6,
    "nilai_semester": (108,) * 6,
    "predikat_sebelumnya": ("baik",) * 5,
    "nilai_sebelumnya": (108,) * 5,
    "ip_asn": 81,
    "penghargaan_lima_tahun": 1,
    "hukuman_lima_tahun": "tidak_ada",
}


@pytest.fixture(scope="module")
def promotion(policies: dict[str, Policy]) -> Policy:
    return policies["serang/promosi@2026.1"]


@pytest.mark.requirement("SR-19")
def test_the_score_is_half_performance(promotion: Policy):
    values = outcome(promotion, "2026-S1", CANDIDATE).values
    parts = [values[name] for name in ("nilai_kinerja", "nilai_kompetensi", "nilai_rekam_jejak")]
    assert parts == [90, 81, 75]
    assert values["nilai_promosi"] == Fraction(90, 2) + Fraction(3 * 81, 10) + Fraction(2 * 75, 10)


@pytest.mark.requirement("SR-19")
def test_a_better_appraisal_raises_the_chance(promotion: Policy):
    scores = [
        outcome(promotion, "2026-S1", {**CANDIDATE, "nilai_semester": (points,) * 6}).values["nilai_promosi"]
        for points in (80, 95, 110, 120)
    ]
    assert scores == sorted(set(scores))  # type: ignore[type-var]


@pytest.mark.requirement("SR-19")
@pytest.mark.parametrize(
    ("lacking", "condition", "reason"),
    [
        ({"predikat_semester": ("baik",) * 5 + ("butuh_perbaikan",)}, "predikat_terjaga", "predikat_di_bawah_baik"),
        ({"predikat_sebelumnya": ("kurang",) + ("baik",) * 4}, "predikat_terjaga", "predikat_di_bawah_baik"),
        ({"predikat_sebelumnya": ("baik",) * 2 + (None,) * 3}, "riwayat_cukup", "riwayat_penilaian_kurang"),
        ({"tingkat_hukuman": "ringan"}, "bebas_hukuman", "sedang_dihukum"),
        ({"golongan": "III/b"}, "golongan_sesuai", "golongan_tidak_sesuai"),
        ({"golongan": "IV/a"}, "golongan_sesuai", "golongan_tidak_sesuai"),
        ({"golongan": None}, "golongan_sesuai", "golongan_tidak_sesuai"),
        ({"pendidikan": "d3"}, "pendidikan_sesuai", "pendidikan_kurang"),
        ({"tanggal_jabatan": date(2024, 7, 1)}, "masa_jabatan_cukup", "masa_jabatan_kurang"),
        ({"kelas_tujuan": 9}, "kelas_lebih_tinggi", "kelas_tidak_lebih_tinggi"),
    ],
)
def test_every_condition_answers_for_itself(promotion: Policy, lacking: dict[str, Cell], condition: str, reason: str):
    values = outcome(promotion, "2026-S1", {**CANDIDATE, **lacking}).values
    assert (values[condition], values["alasan"], values["memenuhi_syarat"]) == (False, reason, False)
    assert values["syarat_terpenuhi"] == 6
    assert condition in promotion.outputs
    assert promotion.steps[condition].explain


@pytest.mark.requirement("SR-20")
def test_a_position_without_limits_takes_every_rank_and_schooling(promotion: Policy):
    open_to_all = {**CANDIDATE, "golongan_terendah": None, "golongan_tertinggi": None, "pendidikan_terendah": None}
    values = outcome(promotion, "2026-S1", {**open_to_all, "golongan": None, "pendidikan": None}).values
    assert (values["golongan_sesuai"], values["pendidikan_sesuai"], values["memenuhi_syarat"]) == (True, True, True)


def test_who_seeks_no_position_is_told_so_and_has_no_error(promotion: Policy):
    sought = ("jabatan_tujuan", "kelas_tujuan", "golongan_terendah", "golongan_tertinggi", "pendidikan_terendah")
    result = outcome(promotion, "2026-S1", {**CANDIDATE, **dict.fromkeys(sought)})
    assert result.fault is None
    assert (result.values["calon"], result.values["alasan"]) == (False, "bukan_calon")


def test_two_years_are_asked_for_as_soon_as_there_are_two_years(promotion: Policy):
    (least,) = [promotion.parameters["bulan_penilaian_paling_sedikit"]]
    assert [one.value for one in least.values] == [9, 15, 21, 22]


@pytest.mark.requirement("SR-19")
def test_candidates_are_ranked_within_the_position_sought(promotion: Policy):
    people: list[dict[str, Cell]] = [
        CANDIDATE,
        {**CANDIDATE, "ip_asn": 95},
        {**CANDIDATE, "tingkat_hukuman": "ringan", "ip_asn": 100},
        {**CANDIDATE, "jabatan_tujuan": "CAMAT-KASEMEN", "ip_asn": 60},
        {**CANDIDATE},
    ]
    ranks = ranked(promotion, "2026-S1", people)
    assert ranks == (2, 1, None, 1, 2)


def ranked(policy: Policy, semester: str, people: Sequence[dict[str, Cell]]) -> tuple[int | None, ...]:
    columns = {name: tuple(one.get(name) for one in people) for name in policy.inputs}
    ids = tuple(f"p{place}" for place in range(len(people)))
    return evaluate(policy, Facts(ids, columns), period(semester)).ranks["urutan_promosi"]


# --- a second calculation ---------------------------------------------------------------------------------------------


def some_candidate(version: str, chance: Random) -> dict[str, Cell]:
    months, earlier = (5, 0) if version == "2025.1" else (6, 5)
    low = chance.randint(0, 3)
    rated = [chance.random() < 0.9 for _ in range(months + earlier)]
    words = [
        chance.choice(PREDICATES[2:] if chance.random() < 0.1 else PREDICATES[3:]) if one else None for one in rated
    ]
    points = [decimal(Fraction(chance.randint(7000, 12000), 100)) if one else None for one in rated]
    return {
        "jabatan_tujuan": chance.choice(["A", "B", "C"]),
        "kelas_tujuan": chance.choice([9, 10, 11]),
        "golongan_terendah": RANKS[low],
        "golongan_tertinggi": RANKS[low + 2],
        "pendidikan_terendah": chance.choice([None, *SCHOOLING[:3]]),
        "kelas_jabatan": chance.choice([8, 9]),
        "tanggal_jabatan": date(chance.choice([2021, 2022, 2023, 2024]), chance.randint(1, 12), chance.randint(1, 28)),
        "golongan": chance.choice([None, *RANKS, *RANKS]),
        "pendidikan": chance.choice([*SCHOOLING, "s2", "s2"]),
        "tingkat_hukuman": chance.choice(["tidak_ada"] * 9 + ["ringan"]),
        "predikat_sebelumnya": tuple(words[:earlier]),
        "predikat_semester": tuple(words[earlier:]),
        "nilai_sebelumnya": tuple(points[:earlier]),
        "nilai_semester": tuple(points[earlier:]),
        "ip_asn": chance.choice([None, decimal(Fraction(chance.randint(4000, 10000), 100))]),
        "penghargaan_lima_tahun": chance.randint(0, 5),
        "hukuman_lima_tahun": chance.choice(["tidak_ada"] * 3 + list(SANCTIONS)),
    }


def series(facts: dict[str, Cell], name: str) -> list[Cell]:
    found = facts[name]
    assert isinstance(found, tuple)
    return [one for one in found if one is not None]


def is_eligible(version: str, facts: dict[str, Cell]) -> bool:
    words = [*series(facts, "predikat_sebelumnya"), *series(facts, "predikat_semester")]
    end, since = period(SEMESTERS[version]).end, facts["tanggal_jabatan"]
    assert isinstance(since, date)
    years = end.year - since.year - ((end.month, end.day) < (since.month, since.day))
    rank = facts["golongan"]
    held = [
        len(words) >= LEAST[version],
        not {"sangat_kurang", "kurang", "butuh_perbaikan"} & set(words),
        facts["tingkat_hukuman"] == "tidak_ada",
        rank is not None and str(facts["golongan_terendah"]) <= str(rank) <= str(facts["golongan_tertinggi"]),
        years >= 2,
    ]
    if version == "2026.1":
        least = facts["pendidikan_terendah"]
        held += [
            least is None or SCHOOLING.index(str(facts["pendidikan"])) >= SCHOOLING.index(str(least)),
            Fraction(str(facts["kelas_tujuan"])) > Fraction(str(facts["kelas_jabatan"])),
        ]
    return all(held)


def score_of(version: str, facts: dict[str, Cell]) -> Fraction:
    points = [Fraction(str(one)) for name in ("nilai_sebelumnya", "nilai_semester") for one in series(facts, name)]
    mean = rounded(sum(points, Fraction(0)) / len(points)) if points else Fraction(0)
    performance = rounded(mean / 120 * 100)
    awards = AWARDS[min(int(str(facts["penghargaan_lima_tahun"])), 3)]
    record = max(awards - SANCTIONS[str(facts["hukuman_lima_tahun"])], 0)
    if version == "2025.1":
        return rounded(performance * Fraction(6, 10) + record * Fraction(4, 10))
    competence = Fraction(0) if facts["ip_asn"] is None else Fraction(str(facts["ip_asn"]))
    return rounded(performance * Fraction(5, 10) + competence * Fraction(3, 10) + record * Fraction(2, 10))


@pytest.mark.parametrize("version", SEMESTERS)
def test_candidates_come_out_as_by_hand(policies: dict[str, Policy], version: str):
    policy, chance = policies[f"serang/promosi@{version}"], Random(19)
    people = [some_candidate(version, chance) for _ in range(120)]
    found = [outcome(policy, SEMESTERS[version], facts) for facts in people]
    assert [one.fault for one in found] == [None] * len(people)
    eligible = [is_eligible(version, facts) for facts in people]
    scores = [score_of(version, facts) for facts in people]
    assert [one.values["memenuhi_syarat"] for one in found] == eligible
    assert [one.values["nilai_promosi"] for one in found] == scores
    assert 5 < sum(eligible) < len(people) - 5
    best: dict[Cell, Fraction] = {}
    for facts, able, score in zip(people, eligible, scores, strict=True):
        if able:
            best[facts["jabatan_tujuan"]] = max(best.get(facts["jabatan_tujuan"], Fraction(0)), score)
    first = [place for place, rank in enumerate(ranked(policy, SEMESTERS[version], people)) if rank == 1]
    assert {people[place]["jabatan_tujuan"]: scores[place] for place in first} == best
