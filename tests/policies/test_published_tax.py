"""Published tax tables, cell by cell: effective rates of PP 58/2023, Pasal 17, PTKP."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kinerja_admin.engine.policy import Policy

# PP 58/2023: upper bound of the month's gross income in million rupiah, and the rate in percent; upper bounds included.
A = """
5.4:0 5.65:0.25 5.95:0.5 6.3:0.75 6.75:1 7.5:1.25 8.55:1.5 9.65:1.75 10.05:2 10.35:2.25 10.7:2.5 11.05:3
11.6:3.5 12.5:4 13.75:5 15.1:6 16.95:7 19.75:8 24.15:9 26.45:10 28:11 30.05:12 32.4:13 35.4:14 39.1:15
43.85:16 47.8:17 51.4:18 56.3:19 62.2:20 68.6:21 77.5:22 89:23 103:24 125:25 157:26 206:27 337:28 454:29
550:30 695:31 910:32 1400:33 else:34
"""

B = """
6.2:0 6.5:0.25 6.85:0.5 7.3:0.75 9.2:1 10.75:1.5 11.25:2 11.6:2.5 12.6:3 13.6:4 14.95:5 16.4:6 18.45:7
21.85:8 26:9 27.7:10 29.35:11 31.45:12 33.95:13 37.1:14 41.1:15 45.8:16 49.5:17 53.8:18 58.5:19 64:20 71:21
80:22 93:23 109:24 129:25 163:26 211:27 374:28 459:29 555:30 704:31 957:32 1405:33 else:34
"""

C = """
6.6:0 6.95:0.25 7.35:0.5 7.8:0.75 8.85:1 9.8:1.25 10.95:1.5 11.2:1.75 12.05:2 12.95:3 14.15:4 15.55:5 17.05:6
19.5:7 22.7:8 26.6:9 28.1:10 30.1:11 32.6:12 35.4:13 38.9:14 43:15 47.4:16 51.2:17 55.8:18 60.4:19 66.7:20
74.5:21 83.2:22 95.6:23 110:24 134:25 169:26 221:27 390:28 463:29 561:30 709:31 965:32 1419:33 else:34
"""

CATEGORIES = {"A": (A, 44), "B": (B, 40), "C": (C, 41)}


def printed(block: str) -> list[tuple[Fraction | None, Fraction]]:
    pairs = (pair.split(":") for pair in block.split())
    return [(None if bound == "else" else Fraction(bound) * 1_000_000, Fraction(rate)) for bound, rate in pairs]


@pytest.mark.parametrize("category", CATEGORIES)
def test_effective_rates_cell_by_cell(policies: dict[str, Policy], category: str):
    block, rows = CATEGORIES[category]
    (dated,) = policies["nasional/pajak@2024.1"].tables["ter"].contents
    bands = dated.value[category]  # type: ignore[index]
    assert [(band.high, band.value) for band in bands] == printed(block)  # type: ignore[union-attr]
    assert len(printed(block)) == rows


@pytest.mark.parametrize("category", CATEGORIES)
def test_bands_follow_one_another_without_gap(policies: dict[str, Policy], category: str):
    """Printed lower bounds were wrong in circulating copies: only upper bounds are kept, the rest follows."""
    (dated,) = policies["nasional/pajak@2024.1"].tables["ter"].contents
    bands = dated.value[category]  # type: ignore[index]
    bounds = [band.low for band in bands]  # type: ignore[union-attr]
    assert bounds == [None, *(band.high for band in bands[:-1])]  # type: ignore[union-attr, index]
    rates = [band.value for band in bands]  # type: ignore[union-attr]
    assert rates == sorted(set(rates))


def test_categories_by_status(policies: dict[str, Policy]):
    (dated,) = policies["nasional/pajak@2024.1"].tables["kategori_ter"].contents
    assert {key[0]: value for key, value in dated.value.items()} == {  # type: ignore[index]
        "TK/0": "A", "TK/1": "A", "K/0": "A", "TK/2": "B", "TK/3": "B", "K/1": "B", "K/2": "B", "K/3": "C",
    }  # fmt: skip


def test_annual_brackets_and_exemptions(policies: dict[str, Policy]):
    policy = policies["nasional/pajak@2024.1"]
    (brackets,) = policy.tables["pasal_17"].contents
    bands = brackets.value[None]  # type: ignore[index]
    assert [(band.low, band.value) for band in bands] == [  # type: ignore[union-attr]
        (0, 5), (60_000_000, 15), (250_000_000, 25), (500_000_000, 30), (5_000_000_000, 35),
    ]  # fmt: skip
    (exempt,) = policy.tables["ptkp"].contents
    assert {key[0]: value for key, value in exempt.value.items()} == {  # type: ignore[index]
        "TK/0": 54_000_000, "TK/1": 58_500_000, "TK/2": 63_000_000, "TK/3": 67_500_000,
        "K/0": 58_500_000, "K/1": 63_000_000, "K/2": 67_500_000, "K/3": 72_000_000,
    }  # fmt: skip
    assert policy.parameters["tarif_biaya_jabatan"].values[0].value == 5
    assert policy.parameters["batas_biaya_jabatan"].values[0].value * 12 == 6_000_000  # type: ignore[operator]
