"""Published figures about ratings: public satisfaction, and the appraisal scales of earlier years."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kinerja_admin.engine.policy import Policy
from tests.policies.published import banded, exact, fixed

# PermenPANRB 14/2017: first and last value of each grade, as printed.
GRADES = {"D": ("25.00", "64.99"), "C": ("65.00", "76.60"), "B": ("76.61", "88.30"), "A": ("88.31", "100.00")}

# PP 46/2011: the last whole number of each band.
BANDS = {"buruk": ("0", "50"), "kurang": ("51", "60"), "cukup": ("61", "75"), "baik": ("76", "90"),
         "sangat_baik": ("91", "100")}  # fmt: skip

# PermenPANRB 8/2021: the bands of a whole percentage.
ACHIEVED = {"sangat_kurang": ("0", "59"), "kurang": ("60", "79"), "cukup": ("80", "99"), "baik": ("100", "100"),
            "sangat_baik": ("101", "300")}  # fmt: skip


@pytest.mark.parametrize("grade", GRADES)
def test_grades_of_satisfaction(policies: dict[str, Policy], grade: str):
    policy = policies["nasional/ikm@2017.1"]
    assert {banded(policy, "mutu_menurut_ikm", edge) for edge in GRADES[grade]} == {grade}
    assert exact(policy, "kinerja_menurut_mutu") == {
        "A": "sangat_baik", "B": "baik", "C": "kurang_baik", "D": "tidak_baik",
    }  # fmt: skip


def test_nine_elements_weigh_a_ninth_each(policies: dict[str, Policy]):
    policy = policies["nasional/ikm@2017.1"]
    assert sum(name.startswith("nrr_") and name != "nrr_tertimbang" for name in policy.steps) == 9
    assert fixed(policy, "bobot_pembilang", "bobot_penyebut", "pengali") == [1, 9, 25]


@pytest.mark.parametrize("word", BANDS)
def test_bands_of_2011(policies: dict[str, Policy], word: str):
    policy = policies["nasional/penilaian_pp46@2014.1"]
    assert {banded(policy, "sebutan_menurut_nilai", edge) for edge in BANDS[word]} == {word}


def test_constants_of_2011(policies: dict[str, Policy]):
    policy = policies["nasional/penilaian_pp46@2014.1"]
    assert fixed(policy, "bobot_skp", "bobot_perilaku") == [60, 40]
    constants = fixed(policy, "tetapan_efisiensi", "batas_efisiensi", "nilai_sesudah_batas")
    assert constants == [Fraction("1.76"), 24, 76]


@pytest.mark.parametrize("word", ACHIEVED)
def test_bands_of_2021(policies: dict[str, Policy], word: str):
    policy = policies["nasional/penilaian_permenpan8@2021.1"]
    assert {banded(policy, "kategori_menurut_capaian", edge) for edge in ACHIEVED[word]} == {word}


def test_the_misprint_is_no_example(policies: dict[str, Policy]):
    """An annex prints 113 percent where its own formula gives 102.2: no test of the file rests on it."""
    policy = policies["nasional/penilaian_permenpan8@2021.1"]
    published = [example for example in policy.examples if example.source]
    assert len(published) == 6
    assert all("113" not in str(example.expect) for example in published)


def test_weights_of_2019(policies: dict[str, Policy]):
    policy = policies["nasional/penilaian_pp30@2021.1"]
    assert fixed(policy, "bobot_skp", "bobot_skp_bersama", "nilai_tertinggi") == [70, 60, 120]
