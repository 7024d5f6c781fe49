"""Figures that are published elsewhere, cell by cell: a slip of the hand in a policy file is found here."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kinerja_admin.engine.policy import Policy, Table
from tests.policies.figures import BPK, MATRIX

BASES = ["nasional/dasar@2025.1", "nasional/dasar@2026.1"]

# PP 94/2021: the last day on which each sanction holds.
LADDER = [
    (range(3), "tidak_ada"),
    (range(3, 4), "teguran_lisan"),
    (range(4, 7), "teguran_tertulis"),
    (range(7, 11), "pernyataan_tidak_puas"),
    (range(11, 14), "potong_6_bulan"),
    (range(14, 17), "potong_9_bulan"),
    (range(17, 21), "potong_12_bulan"),
    (range(21, 25), "turun_jabatan_12_bulan"),
    (range(25, 28), "bebas_jabatan_12_bulan"),
    (range(28, 260), "pemberhentian"),
]

LATENESS = [
    (range(1), "0"),
    (range(1, 31), "0.5"),
    (range(31, 61), "1"),
    (range(61, 91), "1.25"),
    (range(91, 600), "1.5"),
]


def cells(table: Table) -> dict[object, object]:
    """An exact table that holds one body, by its key or pair of keys."""
    (dated,) = table.contents
    return {key[0] if len(key) == 1 else key: value for key, value in dated.value.items()}  # type: ignore[arg-type, index]


def banded(table: Table, amount: int) -> object:
    """What a banded table of one column says about an amount."""
    (dated,) = table.contents
    bands = dated.value[None]  # type: ignore[index]
    (found,) = (one.value for one in bands if (one.low or 0) <= amount and (one.high is None or amount < one.high))  # type: ignore[union-attr]
    return found


@pytest.mark.parametrize("base", BASES)
def test_class_table(policies: dict[str, Policy], base: str):
    table = policies[base].tables["bpk_kelas"]
    assert cells(table) == {Fraction(kelas): Fraction(amount) for kelas, amount in BPK.items()}
    assert set(table.doubts) == {("16",)}


@pytest.mark.parametrize("base", BASES)
def test_predicate_matrix(policies: dict[str, Policy], base: str):
    table = policies[base].tables["predikat_kinerja"]
    assert cells(table) == MATRIX
    assert not table.basis.unverified


@pytest.mark.parametrize("base", BASES)
def test_ladder_of_absence(policies: dict[str, Policy], base: str):
    table = policies[base].tables["tangga_alpa"]
    for days, sanction in LADDER:
        assert {banded(table, day) for day in days} == {sanction}
    assert list(policies[base].vocabularies["sanksi_alpa"].words) == [sanction for _, sanction in LADDER]


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("name", ["potongan_terlambat", "potongan_pulang_cepat"])
def test_attendance_bands(policies: dict[str, Policy], base: str, name: str):
    table = policies[base].tables[name]
    for minutes, percent in LATENESS:
        assert {banded(table, minute) for minute in minutes} == {Fraction(percent)}


@pytest.mark.parametrize("base", BASES)
def test_pay_by_predicate_and_constants(policies: dict[str, Policy], base: str):
    policy = policies[base]
    assert cells(policy.tables["predikat_persen"]) == {
        "sangat_baik": 100, "baik": 100, "butuh_perbaikan": 90, "kurang": 75, "sangat_kurang": 50,
    }  # fmt: skip
    fixed = {
        "batas_capaian": 120, "batas_alpa_beruntun": 10, "potongan_alpa": 3, "potongan_apel": 2, "batas_potongan": 100,
        "persen_tanpa_rencana": 40, "potongan_atasan_lalai": 5,
    }  # fmt: skip
    assert {name: policy.parameters[name].values[0].value for name in fixed} == fixed
    bound = policy.bounds["potongan_hukuman_sedang"]
    assert bound.low == bound.high == Fraction(25)


@pytest.mark.parametrize("base", BASES)
def test_indices_are_marked_unverified(policies: dict[str, Policy], base: str):
    tables = policies[base].tables
    assert cells(tables["ikfd"]) == {
        "sangat_tinggi": Fraction(1), "tinggi": Fraction("0.85"), "sedang": Fraction("0.7"), "rendah": Fraction("0.55"),
        "sangat_rendah": Fraction("0.4"),
    }  # fmt: skip
    assert all(tables[name].basis.unverified for name in ("ikfd", "ippd_peringkat") if name in tables)


# Perwal Serang 78/2023: 60/40, and 2 % of the discipline part for a missed apel.
@pytest.mark.parametrize("name", ["serang/tpp@2025.1", "serang/tpp@2026.1"])
def test_what_serang_is_known_to_pay_by(policies: dict[str, Policy], name: str):
    policy = policies[name]
    assert policy.parameters["bobot_produktivitas"].values[0].value == 60
    assert policy.parameters["bobot_disiplin"].values[0].value == 40
    for guessed in ("persen_plt", "batas_hari_plt", "ikk", "kategori_fiskal", "potongan_hukuman_berat"):
        assert policy.parameters[guessed].basis.unverified
    for guessed in ("persen_cuti", "potongan_hari_sakit"):
        assert policy.tables[guessed].basis.unverified
    assert set(policy.tables["persen_status"].doubts) == {("CPNS",)}


def test_weights_proposed_for_serang(policies: dict[str, Policy]):
    weights = {name: one.weight for name, one in policies["serang/penilaian@2026.1"].indicators.items()}
    assert weights["capaian_target"] == 60
    assert weights["ketepatan_proyek"] == 15
    assert weights["waktu_pelayanan"] + weights["mutu_pelayanan"] == 15
    assert weights["perilaku"] == 10
