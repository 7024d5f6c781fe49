"""Published figures about careers, cell by cell: angka kredit, professionalism index, nine boxes."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kinerja_admin.engine.policy import Policy
from tests.policies.published import banded, exact, fixed

PREDICATES = ("sangat_baik", "baik", "butuh_perbaikan", "kurang", "sangat_kurang")

# PermenPANRB 1/2023, Peraturan BKN 3/2023: coefficient, for the rank, for the level; then a year by predicate, as printed.
CREDITS = {
    "ahli_utama": ("50", "200", None, "75 50 37.5 25 12.5"),
    "ahli_madya": ("37.5", "150", "450", "56.25 37.5 28.13 18.75 9.375"),
    "ahli_muda": ("25", "100", "200", "37.5 25 18.75 12.5 6.25"),
    "ahli_pertama": ("12.5", "50", "100", "18.75 12.5 9.38 6.25 3.13"),
    "penyelia": ("25", "100", None, "37.5 25 18.75 12.5 6.25"),
    "mahir": ("12.5", "50", "100", "18.75 12.5 9.38 6.25 3.13"),
    "terampil": ("5", "20", "60", "7.5 5 3.75 2.5 1.25"),
    "pemula": ("3.75", "15", "15", "5.63 3.75 2.81 1.88 0.94"),
}
PERCENT = {"sangat_baik": 150, "baik": 100, "butuh_perbaikan": 75, "kurang": 50, "sangat_kurang": 25}

# PermenPANRB 3/2020: performance, then potential.
BOXES = {
    ("di_atas_ekspektasi", "rendah"): 4, ("di_atas_ekspektasi", "menengah"): 7, ("di_atas_ekspektasi", "tinggi"): 9,
    ("sesuai_ekspektasi", "rendah"): 2, ("sesuai_ekspektasi", "menengah"): 5, ("sesuai_ekspektasi", "tinggi"): 8,
    ("di_bawah_ekspektasi", "rendah"): 1, ("di_bawah_ekspektasi", "menengah"): 3, ("di_bawah_ekspektasi", "tinggi"): 6,
}  # fmt: skip


@pytest.fixture(scope="module")
def credits_(policies: dict[str, Policy]) -> Policy:
    return policies["nasional/angka_kredit@2023.1"]


def test_credits_cell_by_cell(credits_: Policy):
    printed = {
        (level, predicate): Fraction(cell)
        for level, (*_, row) in CREDITS.items()
        for predicate, cell in zip(PREDICATES, row.split(), strict=True)
    }
    assert len(printed) == 40
    assert exact(credits_, "angka_kredit_tercetak") == printed


def test_coefficients_and_thresholds(credits_: Policy):
    assert exact(credits_, "koefisien") == {level: Fraction(row[0]) for level, row in CREDITS.items()}
    assert exact(credits_, "kumulatif_pangkat") == {level: Fraction(row[1]) for level, row in CREDITS.items()}
    assert exact(credits_, "kumulatif_jenjang") == {
        level: Fraction(row[2]) for level, row in CREDITS.items() if row[2] is not None
    }
    assert exact(credits_, "persen_predikat") == PERCENT


def test_every_printed_cell_is_the_product_rounded(credits_: Policy):
    """Half up to two decimals; the one cell with three decimals is printed exactly."""
    for (level, predicate), cell in exact(credits_, "angka_kredit_tercetak").items():  # type: ignore[misc]
        product = Fraction(CREDITS[level][0]) * PERCENT[predicate] / 100  # type: ignore[has-type]
        rounded = Fraction((product * 100 + Fraction(1, 2)).__floor__(), 100)
        assert cell in {rounded, product}


def test_nine_boxes(policies: dict[str, Policy]):
    talent = policies["nasional/talenta@2023.1"]
    assert exact(talent, "kotak_talenta") == BOXES
    assert set(exact(talent, "tindakan_menurut_kotak")) == {Fraction(box) for box in BOXES.values()}
    assert fixed(talent, "batas_atas", "batas_tengah", "kotak_kelompok_rencana_suksesi") == [90, 75, 7]
    assert [banded(talent, "nilai_pelatihan_menurut_jp", hours) for hours in ("0", "1", "10", "15", "20")] == [
        35, 50, 65, 80, 100,
    ]  # fmt: skip


def test_good_is_not_above_expectation(policies: dict[str, Policy]):
    """With 80 for Baik and a bound of 80 everybody rated Baik would stand in the top row."""
    talent = policies["nasional/talenta@2023.1"]
    numbers = exact(talent, "nilai_predikat")
    (top, middle) = fixed(talent, "batas_atas", "batas_tengah")
    assert numbers["butuh_perbaikan"] < middle <= numbers["baik"] < top <= numbers["sangat_baik"]  # type: ignore[operator]


@pytest.mark.parametrize("version", ["2019.1", "2022.1"])
def test_professionalism_index(policies: dict[str, Policy], version: str):
    policy = policies[f"nasional/ip_asn@{version}"]
    education = exact(policy, "nilai_pendidikan")
    assert education == {
        "s3": 25, "s2": 20, "s1_d4": 15, "d3": 10, "d2": 5, "d1": 5, "slta": 5, "di_bawah_slta": 1,
    }  # fmt: skip
    assert sum(fixed(policy, "nilai_diklat_jabatan", "nilai_diklat_teknis", "nilai_seminar")) == 40  # type: ignore[arg-type]
    assert sum(fixed(policy, "nilai_diklat_teknis_pelaksana", "nilai_seminar_pelaksana")) == 40  # type: ignore[arg-type]
    assert exact(policy, "nilai_disiplin_menurut_hukuman")["tidak_ada"] == 5
    bands = {
        "sangat_tinggi": ("91", "100"), "tinggi": ("81", "90"), "sedang": ("71", "80"), "rendah": ("61", "70"),
        "sangat_rendah": ("0", "60"),
    }  # fmt: skip
    for word, edges in bands.items():
        assert {banded(policy, "kategori_menurut_nilai", edge) for edge in edges} == {word}


def test_professionalism_by_old_scores(policies: dict[str, Policy]):
    policy = policies["nasional/ip_asn@2019.1"]
    for low, high, score in (("91", "100", 30), ("76", "90", 25), ("61", "75", 15)):
        assert {banded(policy, "nilai_menurut_skp", edge) for edge in (low, high)} == {score}
    assert policy.tables["nilai_menurut_skp"].basis.unverified  # the two lowest differ between sources
