"""Weights are added up over the sets of indicators that can apply together, also where ``applies`` counts elements."""

from __future__ import annotations

import pytest

from tests.engine import workbench as bench

COUNTED = """
inputs:
  bintang: {{type: integer, each: warga, from: x.bintang, range: [1, 5]}}
parameters:
  paling_sedikit: {{value: {fewest}}}
indicators:
  hasil: {{label: Hasil, weight: {weight}, score: 80}}
  warga: {{label: Warga, weight: 40, applies: COUNT(bintang) >= paling_sedikit, score: AVERAGE(bintang) * 20}}
rounding:
  skor: {{to: 0.01}}
steps:
  nilai: {{unit: skor, formula: WEIGHTED_SCORE()}}
"""


@pytest.mark.parametrize(
    ("fewest", "weight", "codes"),
    [
        (1, 60, set()),
        (10, 60, set()),
        (10, 55, {"WEIGHTS_NOT_100"}),
        (10, 65, {"WEIGHTS_OVER_100"}),
        (1_001, 60, {"WEIGHTS_NOT_100"}),  # a series of that length is not tried
    ],
)
def test_an_indicator_that_needs_ten_answers_counts_with_the_others(fewest: int, weight: int, codes: set[str]):
    assert bench.codes(bench.HEAD + COUNTED.format(fewest=fewest, weight=weight)) == codes
