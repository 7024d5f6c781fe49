"""Figures of national rules on which several tests work out what has to come out."""

from __future__ import annotations

# Perpres 188/2014; class 16 is marked unverified in the policy.
BPK = {
    1: 1_540_000, 2: 1_947_000, 3: 2_354_000, 4: 2_849_000, 5: 4_807_000, 6: 5_764_000, 7: 6_633_000, 8: 7_523_000,
    9: 9_360_000, 10: 10_760_000, 11: 12_370_000, 12: 16_000_000, 13: 20_010_000, 14: 22_295_000, 15: 29_286_000,
    16: 32_540_000, 17: 41_550_000,
}  # fmt: skip

# PermenPANRB 6/2022: result of work, then behaviour.
MATRIX = {
    ("di_atas_ekspektasi", "di_atas_ekspektasi"): "sangat_baik",
    ("di_atas_ekspektasi", "sesuai_ekspektasi"): "baik",
    ("di_atas_ekspektasi", "di_bawah_ekspektasi"): "kurang",
    ("sesuai_ekspektasi", "di_atas_ekspektasi"): "baik",
    ("sesuai_ekspektasi", "sesuai_ekspektasi"): "baik",
    ("sesuai_ekspektasi", "di_bawah_ekspektasi"): "kurang",
    ("di_bawah_ekspektasi", "di_atas_ekspektasi"): "butuh_perbaikan",
    ("di_bawah_ekspektasi", "sesuai_ekspektasi"): "butuh_perbaikan",
    ("di_bawah_ekspektasi", "di_bawah_ekspektasi"): "sangat_kurang",
}
